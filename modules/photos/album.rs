//! An album: photos that a member put together, in order, its own and those of the members whom it asked to add theirs.
//!
//! Who may see the album is decided here ([`audience`]); who may see each photo in it is not: that is `social::visibility`'s.

mod audience;
mod contents;
mod contributor;
mod cover;
mod keepsake;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::social::schema::{actors, objects};
use host::social::secret::Secret;
use host::store::{Conn, clock};

use crate::schema::{photos_album_contributors, photos_album_photos, photos_albums};

pub(crate) use audience::Part;
pub(crate) use contents::{Order, Step, candidates, pictures, span};
pub(crate) use cover::Cover;
pub(crate) use keepsake::keepsakes;

host::store::id_type! {
    /// Names an album; ordered by when it was made.
    pub(crate) AlbumId
}

host::store::text_enum! {
    /// Who may see an album.
    pub(crate) Audience {
        /// Everybody; it is listed on its owner's profile.
        Public = "public",
        /// Who follows its owner.
        Followers = "followers",
        /// The members of the club.
        Members = "members",
        /// Who has its secret link.
        Link = "link",
    }
}

/// How many albums a member may have.
pub(crate) const MAX_PER_MEMBER: i64 = 500;
/// How many photos an album may hold.
pub(crate) const MAX_PHOTOS: usize = 1000;
/// How many members may add to an album besides its owner.
pub(crate) const MAX_CONTRIBUTORS: i64 = 50;
/// The longest title, in characters.
pub(crate) const MAX_TITLE: usize = 120;
/// The longest description, in characters.
pub(crate) const MAX_DESCRIPTION: usize = 2000;

/// A row of `photos_albums`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = photos_albums)]
pub(crate) struct Album {
    /// Its number here.
    pub id: AlbumId,
    /// Whose it is.
    pub actor_id: ActorId,
    /// What it is called.
    pub title: String,
    /// What it is about, plain text.
    pub description: String,
    /// Who may see it.
    pub audience: Audience,
    /// The secret of its link, while it is seen by that.
    pub link: Option<String>,
    /// The photo that its owner chose to stand for it.
    pub cover_id: Option<ObjectId>,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it, or what is in it, last changed.
    pub updated_at: NaiveDateTime,
}

/// What its owner says of an album.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AlbumForm {
    pub title: String,
    pub description: String,
    pub audience: Audience,
}

/// Why an album is not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AlbumError {
    /// The member has [`MAX_PER_MEMBER`] already.
    #[error("there are as many albums as a member may have")]
    TooMany,
    /// It would hold more than [`MAX_PHOTOS`].
    #[error("the album holds as many photos as it may")]
    Full,
    /// None of the photos is one that this member may add.
    #[error("there is no photo to add")]
    NoPhoto,
    /// There are [`MAX_CONTRIBUTORS`] already.
    #[error("there are as many contributors as an album may have")]
    TooManyContributors,
    /// Nobody who could add to it is called so.
    #[error("there is no such member")]
    NoMember,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Album {
    /// An album, whoever may see it.
    pub(crate) fn find(c: &mut Conn, id: AlbumId) -> QueryResult<Option<Self>> {
        photos_albums::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// The albums of a member, the newest first.
    pub(crate) fn of(c: &mut Conn, owner: ActorId) -> QueryResult<Vec<Self>> {
        photos_albums::table
            .filter(photos_albums::actor_id.eq(owner))
            .order(photos_albums::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// The album of a member with that title, the first of several.
    pub(crate) fn titled(c: &mut Conn, owner: ActorId, title: &str) -> QueryResult<Option<Self>> {
        photos_albums::table
            .filter(photos_albums::actor_id.eq(owner))
            .filter(photos_albums::title.eq(title))
            .order(photos_albums::id)
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// A new album without photos.
    pub(crate) fn create(c: &mut Conn, owner: ActorId, form: &AlbumForm) -> Result<Self, AlbumError> {
        let count: i64 = photos_albums::table.filter(photos_albums::actor_id.eq(owner)).count().get_result(c)?;
        if count >= MAX_PER_MEMBER {
            return Err(AlbumError::TooMany);
        }
        let now = clock::now();
        let album = Self {
            id: AlbumId::next(),
            actor_id: owner,
            title: form.title.clone(),
            description: form.description.clone(),
            audience: form.audience,
            link: (form.audience == Audience::Link).then(new_link),
            cover_id: None,
            created_at: now,
            updated_at: now,
        };
        diesel::insert_into(photos_albums::table)
            .values((
                photos_albums::id.eq(album.id),
                photos_albums::actor_id.eq(owner),
                photos_albums::title.eq(&album.title),
                photos_albums::description.eq(&album.description),
                photos_albums::audience.eq(album.audience),
                photos_albums::link.eq(&album.link),
                photos_albums::created_at.eq(now),
                photos_albums::updated_at.eq(now),
            ))
            .execute(c)?;
        Ok(album)
    }

    /// Changes what is said of it. Where it is not seen by its link any more, that opens nothing from then on.
    pub(crate) fn change(&self, c: &mut Conn, form: &AlbumForm) -> QueryResult<()> {
        let link = match form.audience {
            Audience::Link => Some(self.link.clone().unwrap_or_else(new_link)),
            _ => None,
        };
        diesel::update(photos_albums::table.find(self.id))
            .set((
                photos_albums::title.eq(&form.title),
                photos_albums::description.eq(&form.description),
                photos_albums::audience.eq(form.audience),
                photos_albums::link.eq(link),
                photos_albums::updated_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Gives it another link: the old one opens nothing any more.
    pub(crate) fn renew_link(&self, c: &mut Conn) -> QueryResult<()> {
        let seen_by_link = photos_albums::table.find(self.id).filter(photos_albums::audience.eq(Audience::Link));
        diesel::update(seen_by_link).set(photos_albums::link.eq(new_link())).execute(c)?;
        Ok(())
    }

    /// Drops it. The photos stay where they were published.
    pub(crate) fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(photos_albums::table.find(self.id)).execute(c)?;
        Ok(())
    }

    /// Says that something in it changed.
    fn touch(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(photos_albums::table.find(self.id))
            .set(photos_albums::updated_at.eq(clock::now()))
            .execute(c)?;
        Ok(())
    }
}

/// Lets go of what belongs to deleted photos and to members who are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id);
    let owned = photos_albums::table.select(photos_albums::actor_id);
    let owners: Vec<ActorId> = gone.filter(actors::id.eq_any(owned)).load(c)?;
    diesel::delete(photos_albums::table.filter(photos_albums::actor_id.eq_any(owners))).execute(c)?;
    let adding = photos_album_contributors::table.select(photos_album_contributors::actor_id);
    let contributors: Vec<ActorId> = gone.filter(actors::id.eq_any(adding)).load(c)?;
    let places = photos_album_contributors::table.filter(photos_album_contributors::actor_id.eq_any(contributors));
    diesel::delete(places).execute(c)?;
    let held = photos_album_photos::table.select(photos_album_photos::object_id);
    let buried = objects::table.filter(objects::deleted_at.is_not_null()).filter(objects::id.eq_any(held));
    let buried: Vec<ObjectId> = buried.select(objects::id).load(c)?;
    for photos in buried.chunks(500) {
        forget(c, photos)?;
    }
    Ok(())
}

/// Takes photos out of all albums.
fn forget(c: &mut Conn, photos: &[ObjectId]) -> QueryResult<()> {
    diesel::update(photos_albums::table.filter(photos_albums::cover_id.eq_any(photos)))
        .set(photos_albums::cover_id.eq(None::<ObjectId>))
        .execute(c)?;
    diesel::delete(photos_album_photos::table.filter(photos_album_photos::object_id.eq_any(photos))).execute(c)?;
    Ok(())
}

fn new_link() -> String {
    Secret::random().into()
}
