//! Members whom an album's owner asked to add photos of their own.

use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::visibility;
use host::store::{Conn, clock};

use super::{Album, AlbumError, AlbumId, MAX_CONTRIBUTORS};
use crate::MANIFEST;
use crate::schema::{photos_album_contributors, photos_albums};

impl Album {
    /// Who may add to it besides its owner, by when they were asked.
    pub(crate) fn contributors(&self, c: &mut Conn) -> QueryResult<Vec<Actor>> {
        let ids: Vec<ActorId> = photos_album_contributors::table
            .filter(photos_album_contributors::album_id.eq(self.id))
            .order((photos_album_contributors::added_at, photos_album_contributors::actor_id))
            .select(photos_album_contributors::actor_id)
            .load(c)?;
        let gone = visibility::barred(c, &ids)?;
        let actors = Actor::load(c, &ids)?;
        let find = |id: &ActorId| actors.iter().find(|actor| actor.id == *id).cloned();
        Ok(ids.iter().filter(|id| !gone.contains(id)).filter_map(find).collect())
    }

    /// Lets a member of the stall add to it, by name.
    pub(crate) fn invite(&self, c: &mut Conn, name: &str) -> Result<Actor, AlbumError> {
        let member = Actor::find_at(c, MANIFEST.name, name)?.ok_or(AlbumError::NoMember)?;
        let mut unfit = visibility::barred(c, &[member.id])?;
        unfit.extend(visibility::blocked_among(c, self.actor_id, &[member.id])?);
        if member.account_id.is_none() || member.id == self.actor_id || unfit.contains(&member.id) {
            return Err(AlbumError::NoMember);
        }
        self.contribute(c, member.id)?;
        Ok(member)
    }

    /// Lets somebody add to it.
    pub(crate) fn contribute(&self, c: &mut Conn, member: ActorId) -> Result<(), AlbumError> {
        self.touch(c)?;
        let here = photos_album_contributors::table.filter(photos_album_contributors::album_id.eq(self.id));
        let others = here.filter(photos_album_contributors::actor_id.ne(member));
        if others.count().get_result::<i64>(c)? >= MAX_CONTRIBUTORS {
            return Err(AlbumError::TooManyContributors);
        }
        diesel::insert_into(photos_album_contributors::table)
            .values((
                photos_album_contributors::album_id.eq(self.id),
                photos_album_contributors::actor_id.eq(member),
                photos_album_contributors::added_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(())
    }

    /// Lets somebody add no more. What they added stays until they, or its owner, take it out.
    pub(crate) fn dismiss(&self, c: &mut Conn, member: ActorId) -> QueryResult<()> {
        diesel::delete(photos_album_contributors::table.find((self.id, member))).execute(c)?;
        Ok(())
    }

    /// The albums of others to which a member may add, the newest first.
    pub(crate) fn shared_with(c: &mut Conn, member: ActorId) -> QueryResult<Vec<Self>> {
        let shared: Vec<AlbumId> = photos_album_contributors::table
            .filter(photos_album_contributors::actor_id.eq(member))
            .select(photos_album_contributors::album_id)
            .load(c)?;
        let albums = photos_albums::table
            .filter(photos_albums::id.eq_any(shared))
            .order(photos_albums::id.desc())
            .select(Self::as_select())
            .load(c)?;
        Self::open_to(c, Some(member), albums)
    }

    /// The albums to which a member may add, the member's own first, each with its owner.
    pub(crate) fn addable_by(c: &mut Conn, member: ActorId) -> QueryResult<Vec<(Self, Actor)>> {
        let mut albums = Self::of(c, member)?;
        albums.extend(Self::shared_with(c, member)?);
        Self::with_owners(c, albums)
    }

    /// Albums, each with its owner.
    pub(crate) fn with_owners(c: &mut Conn, albums: Vec<Self>) -> QueryResult<Vec<(Self, Actor)>> {
        let owners: Vec<ActorId> = albums.iter().map(|album| album.actor_id).collect();
        let owners = Actor::load(c, &owners)?;
        let find = |album: Self| {
            let owner = owners.iter().find(|actor| actor.id == album.actor_id)?.clone();
            Some((album, owner))
        };
        Ok(albums.into_iter().filter_map(find).collect())
    }
}
