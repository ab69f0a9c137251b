//! Albums: the shelf, each of them, and what its owner says of it.

use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::language::Choice;
use host::social::actor::{Actor, ActorId};
use host::social::membership::may_act_for;
use host::social::object::Object;
use host::social::visibility::Visibility;
use host::store::Conn;
use host::store::uri::Stall;
use host::web::card::{AuthorCard, Pagination};
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Visit, activity_response, wants_activity};
use host::{App, Teaser};
use serde::{Deserialize, Serialize};

use super::cards::{AlbumCard, TrackCard, byline, clock};
use super::licences::{self, LicenceCard};
use super::visit::{me, stall, viewer};
use crate::album::{Album, AlbumId, AlbumList, Order, Sleeve};
use crate::document;
use crate::embed::Programme;
use crate::sound::{Credit, Kind, Kinds, date};
use crate::track::{Heard, Track};

/// How many albums a page shows.
const PAGE: i64 = 48;
/// The longest title and credit line, in characters.
const MAX_LINE: usize = 300;

/// Which part of the shelf.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    by: By,
    page: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum By {
    #[default]
    Newest,
    Title,
    Artist,
    Mine,
}

#[derive(Serialize)]
struct Shelf {
    by: By,
    albums: Vec<AlbumCard>,
    pages: Pagination,
}

/// The shelf.
pub(super) async fn index(visit: Visit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let (viewer, part) = (viewer(&visit), *part);
    let order = match part.by {
        By::Newest | By::Mine => Order::Newest,
        By::Title => Order::Title,
        By::Artist => Order::Artist,
    };
    let owner = viewer.filter(|_| part.by == By::Mine);
    let page = part.page.clamp(1, 100_000);
    let list = AlbumList { order, owner, limit: PAGE + 1, offset: (page - 1) * PAGE, ..AlbumList::default() };
    let (albums, more) = app.db.read(move |c| cut(c, viewer, &list)).await?;
    let path = |page: i64| format!("/?by={}&page={page}", word(part.by));
    let pages = Pagination { newer: (page > 1).then(|| path(page - 1)), older: more.then(|| path(page + 1)) };
    visit.render("music/albums.html", &Shelf { by: part.by, albums, pages })
}

fn word(by: By) -> &'static str {
    match by {
        By::Newest => "newest",
        By::Title => "title",
        By::Artist => "artist",
        By::Mine => "mine",
    }
}

/// A page of a list, and whether there is another behind it.
fn cut(c: &mut Conn, viewer: Option<ActorId>, list: &AlbumList) -> Result<(Vec<AlbumCard>, bool), DbError> {
    let mut albums = list.read(c, viewer)?;
    let more = albums.len() as i64 == list.limit;
    albums.truncate(usize::try_from(list.limit - 1).unwrap_or_default());
    Ok((AlbumCard::gather(c, viewer, albums)?, more))
}

#[derive(Serialize)]
struct OfActor {
    owner: AuthorCard,
    albums: Vec<AlbumCard>,
}

/// What a member has on the shelf, as far as the reader may see it.
pub(super) async fn of_actor(visit: Visit, app: App, handle: Path<String>) -> web::Result<HttpResponse> {
    let (viewer, handle, here) = (viewer(&visit), handle.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let owner = Actor::find_at(c, crate::MANIFEST.name, &handle)?.ok_or(DbError::NotFound)?;
        let list = AlbumList { owner: Some(owner.id), limit: 500, ..AlbumList::default() };
        let albums = list.read(c, viewer)?;
        Ok::<_, DbError>(OfActor {
            albums: AlbumCard::gather(c, viewer, albums)?,
            owner: byline(&here, viewer, &owner),
        })
    });
    visit.render("music/of_actor.html", &read.await?)
}

#[derive(Serialize)]
struct AlbumPage {
    album: AlbumCard,
    released: Option<String>,
    owner: AuthorCard,
    tracks: Vec<TrackCard>,
    /// What others may do with it, where that is the same for all of them; else each says it.
    licence: Option<LicenceCard>,
    /// Whether there are several discs.
    discs: bool,
    duration: String,
    url: String,
    indexable: bool,
    /// What it is previewed by elsewhere, where everybody may hear it.
    teaser: Option<Teaser>,
}

/// One of them, with its tracks; for programs, its document.
pub(super) async fn show(visit: Visit, app: App, req: HttpRequest, id: Path<AlbumId>) -> web::Result<HttpResponse> {
    if wants_activity(&req) {
        return document(&app, *id).await;
    }
    let (viewer, id, here) = (viewer(&visit), id.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let album = Album::find(c, id)?.ok_or(DbError::NotFound)?;
        let heard = Heard::of_album(c, viewer, id)?;
        if heard.is_empty() {
            return Err(DbError::NotFound);
        }
        let owner = Actor::get(c, album.actor_id)?;
        let duration = clock(heard.iter().map(|heard| heard.track.duration_ms).sum());
        let discs = heard.iter().any(|heard| heard.track.disc > 1);
        let (released, indexable) = (album.released.clone(), album.visibility == Visibility::Public && owner.indexable);
        let count = i64::try_from(heard.len()).unwrap_or_default();
        let mut cards = AlbumCard::gather(c, viewer, vec![album])?;
        let album = AlbumCard { count, ..cards.pop().ok_or(DbError::NotFound)? };
        let url: String = here.origin.url(&album.path).into();
        let tracks = TrackCard::gather(c, viewer, &here, heard)?;
        let teaser = teaser(c, &here, id, &url)?;
        let (owner, licence) = (byline(&here, viewer, &owner), licences::common(&tracks));
        Ok(AlbumPage { album, released, owner, tracks, licence, discs, duration, url, indexable, teaser })
    });
    visit.render("music/album.html", &read.await?)
}

/// The document of an album of ours, with what everybody may hear of it. One of elsewhere is told of by whose it is.
async fn document(app: &App, id: AlbumId) -> web::Result<HttpResponse> {
    let here = stall(app)?.clone();
    let read = app.db.read(move |c| {
        let album = Album::find(c, id)?.filter(|album| album.uri.is_none()).ok_or(DbError::NotFound)?;
        let tracks: Vec<Object> = Heard::of_album(c, None, id)?.into_iter().map(|heard| heard.object).collect();
        match tracks.is_empty() {
            true => Err(DbError::NotFound),
            false => document::album(c, &here, &album, &tracks),
        }
    });
    Ok(activity_response(read.await?.to_json(), false))
}

fn teaser(c: &mut Conn, here: &Stall, id: AlbumId, url: &str) -> Result<Option<Teaser>, DbError> {
    let Some(programme) = Programme::of_album(c, id)? else { return Ok(None) };
    let shown = programme.embeddable(c, here)?;
    let about = Teaser {
        kind: "music.album",
        title: shown.title.clone(),
        description: shown.author.display_name().to_owned(),
        url: url.to_owned(),
        creator: shown.author.handle(),
        ..Teaser::default()
    };
    Ok(Some(about.played(Some(&shown)).embeddable(here)))
}

/// What the owner of an album says of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AlbumForm {
    title: String,
    artist: String,
    released: String,
    /// The main kind of release, empty where nobody says, and the others.
    kind: String,
    besides: Vec<String>,
    /// The title as it is ordered; empty: as it is called.
    sort_title: String,
    licence: String,
    licence_own: String,
    /// To whom its tracks are opened that never left the club; empty: to nobody new.
    visibility: String,
}

#[derive(Serialize)]
struct Edit<'a> {
    album: AlbumCard,
    form: &'a AlbumForm,
    /// The words for the kinds of release: the main ones, and the others.
    kinds: Vec<&'static str>,
    besides: Vec<&'static str>,
    licences: Vec<Choice>,
    errors: &'a FieldErrors,
    /// Whether there is something that can still be opened to more people.
    opens: bool,
}

/// The form.
pub(super) async fn edit(visit: MemberVisit, app: App, id: Path<AlbumId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    let album = app.db.read(move |c| own(c, me, id)).await?;
    let (licence, licence_own) = licences::chosen(album.licence.as_deref());
    let form = AlbumForm {
        licence,
        licence_own,
        title: album.title.clone(),
        artist: album.artist_line.clone(),
        released: album.released.clone().unwrap_or_default(),
        kind: album.kinds().iter().find(|kind| kind.is_main()).map_or("", Kind::as_str).to_owned(),
        besides: album.kinds().iter().filter(|kind| !kind.is_main()).map(|kind| kind.as_str().to_owned()).collect(),
        sort_title: album.sort_title.clone().unwrap_or_default(),
        visibility: String::new(),
    };
    render(&visit, &app, me, id, &form, &FieldErrors::new()).await
}

async fn render(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    id: AlbumId,
    form: &AlbumForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let read = app.db.read(move |c| {
        let album = own(c, me, id)?;
        let opens = Heard::of_album(c, Some(album.actor_id), id)?.iter().any(|heard| heard.object.may_open());
        let card = AlbumCard::gather(c, Some(me), vec![album])?.pop().ok_or(DbError::NotFound)?;
        Ok::<_, DbError>((card, opens))
    });
    let (album, opens) = read.await?;
    let (kinds, besides): (Vec<Kind>, Vec<Kind>) = Kind::ALL.iter().copied().partition(|kind: &Kind| kind.is_main());
    let words = |kinds: Vec<Kind>| kinds.into_iter().map(Kind::as_str).collect();
    let licences = licences::choices_and_own(visit, "music-licence-channel");
    let context = Edit { album, form, kinds: words(kinds), besides: words(besides), licences, errors, opens };
    visit.render("music/album-edit.html", &context)
}

/// Says something else of it, and opens its tracks to others where that is wanted.
pub(super) async fn update(
    visit: MemberVisit,
    app: App,
    id: Path<AlbumId>,
    form: Form<AlbumForm>,
) -> web::Result<HttpResponse> {
    let (me, id, form) = (me(&visit)?, id.into_inner(), form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    let released = match form.released.trim() {
        "" => None,
        text => date(text).or_else(|| {
            errors.add("released", "music-released-unfit");
            None
        }),
    };
    let licence = licences::kept(&form.licence, &form.licence_own, &mut errors);
    let to = match form.visibility.as_str() {
        "" => None,
        word => word.parse::<Visibility>().map(Some).unwrap_or_else(|_| {
            errors.add("visibility", "form-unfit");
            None
        }),
    };
    for (field, text) in [("title", &form.title), ("artist", &form.artist), ("sort_title", &form.sort_title)] {
        if text.chars().count() > MAX_LINE {
            errors.add(field, "form-unfit");
        }
    }
    if !errors.is_empty() {
        return render(&visit, &app, me, id, &form, &errors).await;
    }
    let kinds = Kinds::read(std::iter::once(&form.kind).chain(&form.besides).map(String::as_str));
    let sort_title = Some(form.sort_title.trim().to_owned()).filter(|order| !order.is_empty());
    let (desk, title, artist) = (app.desk(), form.title.trim().to_owned(), form.artist.trim().to_owned());
    let written = app.db.write(move |c| {
        let album = own(c, me, id)?;
        let owner = Actor::get(c, album.actor_id)?;
        let artists = match artist.is_empty() {
            true => Vec::new(),
            false if artist == album.artist_line => crate::artist::Artist::of_albums(c, &[id])?
                .into_iter()
                .map(|(_, known)| Credit { name: known.name, joinphrase: known.joinphrase, ..Credit::default() })
                .collect(),
            false => vec![Credit::named(&artist)],
        };
        let sleeve = Sleeve {
            title: title.clone(),
            artists,
            released: released.clone(),
            musicbrainz_id: None,
            kinds: kinds.clone(),
            sort_title: sort_title.clone(),
            licence: licence.clone(),
        };
        Album::change(c, id, &sleeve)?;
        for heard in Heard::of_album(c, Some(owner.id), id)? {
            let object = heard.track.on_renamed(c, &desk, &owner, &heard.object, &sleeve, &album)?;
            if let Some(to) = to {
                Track::open(c, &desk, &owner, &object, to)?;
            }
        }
        Album::recount(c, id)
    });
    written.await?;
    visit.notice(if to.is_some() { "music-opened" } else { "music-changed" });
    Ok(visit.see_other(&format!("/albums/{id}")))
}

/// Deletes it with all of its tracks; others are told.
pub(super) async fn destroy(visit: MemberVisit, app: App, id: Path<AlbumId>) -> web::Result<HttpResponse> {
    let (me, id, hosts) = (me(&visit)?, id.into_inner(), app.hosts.clone());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let deleted = app.db.write(move |c| {
        let owner = own(c, me, id)?.actor_id;
        let owner = Actor::get(c, owner)?;
        let heard = Heard::of_album(c, Some(owner.id), id)?;
        let objects: Vec<Object> = heard.into_iter().map(|heard| heard.object).collect();
        Object::delete_all(c, &hosts, &owner, &objects)?;
        crate::track::sweep(c)
    });
    deleted.await?;
    visit.notice("music-deleted");
    Ok(visit.see_other("/?by=mine"))
}

/// One of the member's own.
fn own(c: &mut Conn, me: ActorId, id: AlbumId) -> Result<Album, DbError> {
    match Album::find(c, id)?.filter(|album| album.uri.is_none()) {
        Some(album) if may_act_for(c, me, album.actor_id)? => Ok(album),
        _ => Err(DbError::NotFound),
    }
}
