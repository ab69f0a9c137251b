//! Albums as programs know them: as Pixelfed's collections.

use diesel::QueryResult;
use host::collection::{Collection, CollectionChange, CollectionError, Collections, Openness};
use host::social::actor::ActorId;
use host::social::object::{Object, ObjectId};
use host::store::Conn;

use crate::album::{Album, AlbumError, AlbumForm, AlbumId, Audience, Cover, MAX_DESCRIPTION, MAX_TITLE, Part};

/// The albums of this stall.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Albums;

/// What programs call an audience.
fn openness(audience: Audience) -> Openness {
    match audience {
        Audience::Public => Openness::Public,
        Audience::Followers | Audience::Members => Openness::Private,
        Audience::Link => Openness::Draft,
    }
}

fn audience(openness: Openness) -> Audience {
    match openness {
        Openness::Public => Audience::Public,
        Openness::Private => Audience::Followers,
        Openness::Draft => Audience::Link,
    }
}

fn collection(cover: Cover) -> Collection {
    let Cover { album, owner, picture, photos, .. } = cover;
    Collection {
        id: album.id.into(),
        path: format!("/@{}/albums/{}", owner.username, album.id),
        owner,
        title: album.title,
        description: album.description,
        openness: openness(album.audience),
        cover: picture,
        count: photos,
        created_at: album.created_at,
        updated_at: album.updated_at,
    }
}

/// An album that the viewer may see, and as whom.
fn open(c: &mut Conn, viewer: Option<ActorId>, id: i64) -> QueryResult<Option<(Album, Part)>> {
    let Some(album) = Album::find(c, AlbumId(id))? else { return Ok(None) };
    Ok(album.part(c, viewer, None)?.map(|part| (album, part)))
}

fn own(c: &mut Conn, me: ActorId, id: i64) -> Result<Album, CollectionError> {
    match open(c, Some(me), id)? {
        Some((album, Part::Owner)) => Ok(album),
        _ => Err(CollectionError::Missing),
    }
}

/// An album to which a member may add.
fn addable(c: &mut Conn, me: ActorId, id: i64) -> Result<Album, CollectionError> {
    match open(c, Some(me), id)? {
        Some((album, Part::Owner | Part::Contributor)) => Ok(album),
        _ => Err(CollectionError::Missing),
    }
}

/// Errors: what is said of an album is empty or too long.
fn fits(form: &AlbumForm) -> Result<(), CollectionError> {
    if !(1..=MAX_TITLE).contains(&form.title.chars().count()) {
        return Err(CollectionError::Length("title"));
    }
    match form.description.chars().count() > MAX_DESCRIPTION {
        true => Err(CollectionError::Length("description")),
        false => Ok(()),
    }
}

impl Collections for Albums {
    fn of(
        &self,
        c: &mut Conn,
        viewer: Option<ActorId>,
        owner: ActorId,
        offset: usize,
        limit: usize,
    ) -> QueryResult<Vec<Collection>> {
        let albums = Album::of(c, owner)?;
        let open = Album::open_to(c, viewer, albums)?.into_iter().skip(offset).take(limit).collect();
        Ok(Cover::gather(c, viewer, open)?.into_iter().map(collection).collect())
    }

    fn find(&self, c: &mut Conn, viewer: Option<ActorId>, id: i64) -> QueryResult<Option<Collection>> {
        let Some((album, _)) = open(c, viewer, id)? else { return Ok(None) };
        Ok(Cover::gather(c, viewer, vec![album])?.pop().map(collection))
    }

    fn items(&self, c: &mut Conn, viewer: Option<ActorId>, id: i64) -> QueryResult<Option<Vec<ObjectId>>> {
        open(c, viewer, id)?.map(|(album, _)| album.photos(c, viewer)).transpose()
    }

    fn create(&self, c: &mut Conn, me: ActorId, title: &str) -> Result<i64, CollectionError> {
        let form = AlbumForm { title: title.to_owned(), description: String::new(), audience: Audience::Public };
        fits(&form)?;
        match Album::create(c, me, &form) {
            Ok(album) => Ok(album.id.into()),
            Err(AlbumError::Database(error)) => Err(error.into()),
            Err(_) => Err(CollectionError::TooMany),
        }
    }

    fn change(&self, c: &mut Conn, me: ActorId, id: i64, change: &CollectionChange) -> Result<(), CollectionError> {
        let album = own(c, me, id)?;
        let kept = |new: &Option<String>, old: &str| new.as_deref().unwrap_or(old).trim().to_owned();
        let form = AlbumForm {
            title: kept(&change.title, &album.title),
            description: kept(&change.description, &album.description),
            // What programs cannot tell apart stays as it is.
            audience: change
                .openness
                .filter(|wanted| *wanted != openness(album.audience))
                .map_or(album.audience, audience),
        };
        fits(&form)?;
        Ok(album.change(c, &form)?)
    }

    fn admits(&self, c: &mut Conn, me: ActorId, id: i64) -> Result<(), CollectionError> {
        match addable(c, me, id)?.room(c)? {
            0 => Err(CollectionError::Full),
            _ => Ok(()),
        }
    }

    fn add(&self, c: &mut Conn, me: ActorId, id: i64, object: ObjectId) -> Result<(), CollectionError> {
        let album = addable(c, me, id)?;
        match album.add(c, me, &[object]) {
            Ok(_) => Ok(()),
            Err(AlbumError::Full) => Err(CollectionError::Full),
            Err(AlbumError::Database(error)) => Err(error.into()),
            Err(_) => Err(CollectionError::Unfit),
        }
    }

    fn take_out(&self, c: &mut Conn, me: ActorId, id: i64, object: ObjectId) -> Result<(), CollectionError> {
        let (album, part) = open(c, Some(me), id)?.ok_or(CollectionError::Missing)?;
        let mine = Object::find(c, object)?.is_some_and(|object| object.actor_id == me);
        match (part == Part::Owner || mine) && album.holds(c, object)? {
            true => Ok(album.take_out(c, object)?),
            false => Err(CollectionError::Missing),
        }
    }

    fn remove(&self, c: &mut Conn, me: ActorId, id: i64) -> Result<(), CollectionError> {
        Ok(own(c, me, id)?.remove(c)?)
    }
}
