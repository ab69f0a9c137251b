//! The albums of a photo: in which it is, and into which its author may put it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::object::{Object, ObjectId};
use host::store::Conn;
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::{self, Form, MemberVisit, Message};
use host::{App, Show};
use serde::{Deserialize, Serialize};

use super::Button;
use super::photos::said;
use super::visit::{find_owner, me, path_of, stall};
use crate::album::{Album, AlbumError, AlbumForm, AlbumId, Audience, MAX_PER_MEMBER, Part};
use crate::federate::PHOTO;

/// Into which album: one that is there, or a new one of that name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    album: Option<AlbumId>,
    title: String,
}

#[derive(Serialize)]
struct Index {
    card: ObjectCard,
    holding: Vec<Row>,
    others: Vec<Row>,
    title: String,
}

/// An album by name.
#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    /// Where it is, unless the reader may not see it any more.
    path: Option<String>,
    /// Whose it is, where it is not the reader's.
    owner: Option<String>,
}

struct Found {
    card: Card,
    holding: Vec<(Album, Actor)>,
    /// Those of them that the reader may see.
    open: Vec<AlbumId>,
    others: Vec<(Album, Actor)>,
}

impl Found {
    /// Errors: there is no such photo of this member.
    fn read(c: &mut Conn, me: ActorId, handle: &str, photo: ObjectId) -> Result<Self, DbError> {
        let object = own(c, me, handle, photo)?;
        // Whoever added it and may add no more still sees where it is.
        let holding = Album::holding(c, photo)?;
        let mut others = Album::addable_by(c, me)?;
        others.retain(|(album, _)| holding.iter().all(|held| held.id != album.id));
        let open = Album::open_to(c, Some(me), holding.clone())?.into_iter().map(|album| album.id).collect();
        Ok(Self { card: Card::of(c, Some(me), object)?, holding: Album::with_owners(c, holding)?, open, others })
    }
}

/// A photo of this member, by its address.
fn own(c: &mut Conn, me: ActorId, handle: &str, photo: ObjectId) -> Result<Object, DbError> {
    let owner = find_owner(c, handle)?;
    let fits = |object: &Object| object.actor_id == me && object.kind == PHOTO && object.deleted_at.is_none();
    Object::find(c, photo)?.filter(|_| owner.id == me).filter(fits).ok_or(DbError::NotFound)
}

/// In which albums it is, and in which it could be.
pub(super) async fn index(visit: MemberVisit, app: App, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (handle, photo) = path.into_inner();
    show(&visit, &app, handle, photo, String::new(), &FieldErrors::new()).await
}

async fn show(
    visit: &MemberVisit,
    app: &App,
    handle: String,
    photo: ObjectId,
    title: String,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let me = me(visit)?;
    let found = app.db.read(move |c| Found::read(c, me, &handle, photo)).await?;
    let row = |(album, owner): &(Album, Actor)| Row {
        id: album.id.to_string(),
        title: album.title.clone(),
        path: found.open.contains(&album.id).then(|| path_of(owner, album.id)),
        owner: (owner.id != me).then(|| owner.display_name().to_owned()),
    };
    let context = Index {
        card: Show { stall: stall(app)?, viewer: Some(me) }.card(&found.card),
        holding: found.holding.iter().map(row).collect(),
        others: found.others.iter().map(row).collect(),
        title,
    };
    match errors.is_empty() {
        true => visit.render("photos/albums/of-photo.html", &context),
        false => visit.render_invalid("photos/albums/of-photo.html", &context, errors),
    }
}

/// Puts it into an album.
pub(super) async fn create(
    visit: MemberVisit,
    app: App,
    path: Path<(String, ObjectId)>,
    form: Form<Chosen>,
) -> web::Result<HttpResponse> {
    let ((handle, photo), me, chosen) = (path.into_inner(), me(&visit)?, form.into_inner());
    let title = chosen.title.trim().to_owned();
    if chosen.album.is_none() && !(1..=crate::album::MAX_TITLE).contains(&title.chars().count()) {
        let wrong = Message::new("albums-title-wrong").with("most", crate::album::MAX_TITLE);
        return show(&visit, &app, handle, photo, title, &FieldErrors::one("title", wrong)).await;
    }
    let (named, of) = (title.clone(), handle.clone());
    let put = app.db.write(move |c| {
        own(c, me, &of, photo)?;
        let album = match chosen.album {
            Some(id) => find_mine(c, me, id)?,
            None => {
                let form = AlbumForm { title: named.clone(), description: String::new(), audience: Audience::Public };
                Album::create(c, me, &form)?
            }
        };
        album.add(c, me, &[photo])?;
        Ok::<_, AlbumError>(album.title)
    });
    match put.await {
        Ok(album) => {
            visit.notice(Message::new("albums-put-in").with("title", album));
            Ok(visit.see_other(&format!("/@{handle}/{photo}/albums")))
        }
        Err(AlbumError::TooMany) => {
            let many = Message::new("albums-too-many").with("most", MAX_PER_MEMBER);
            show(&visit, &app, handle, photo, title, &FieldErrors::one("title", many)).await
        }
        Err(error) => show(&visit, &app, handle, photo, title, &FieldErrors::one("album", said(error)?)).await,
    }
}

/// Takes it out of an album, whoever's that is, and whether or not its author may still add to it.
pub(super) async fn delete(
    visit: MemberVisit,
    app: App,
    path: Path<(String, ObjectId, AlbumId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let ((handle, photo, album), me) = (path.into_inner(), me(&visit)?);
    let of = handle.clone();
    let taken = app.db.write(move |c| {
        own(c, me, &of, photo)?;
        let album = Album::find(c, album)?.ok_or(DbError::NotFound)?;
        match album.holds(c, photo)? {
            true => album.take_out(c, photo),
            false => Err(DbError::NotFound),
        }
    });
    taken.await?;
    visit.notice("albums-taken-out");
    Ok(visit.see_other(&format!("/@{handle}/{photo}/albums")))
}

/// An album to which the member may add.
fn find_mine(c: &mut Conn, me: ActorId, id: AlbumId) -> Result<Album, DbError> {
    let album = Album::find(c, id)?.ok_or(DbError::NotFound)?;
    match album.part(c, Some(me), None)? {
        Some(Part::Owner | Part::Contributor) => Ok(album),
        _ => Err(DbError::NotFound),
    }
}
