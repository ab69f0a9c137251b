//! Who may see an album, and what they may do with it. Of the photos in it each sees what `social::visibility` lets them see.

use std::collections::HashSet;

use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::schema::follows;
use host::social::{secret, visibility};
use host::store::Conn;

use super::{Album, AlbumId, Audience};
use crate::schema::photos_album_contributors;

/// As whom a reader comes to an album.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Whose it is.
    Owner,
    /// Who may add photos of their own.
    Contributor,
    /// Who may look at it.
    Reader,
}

/// What decides over several albums, read in a constant number of queries.
struct Grounds {
    viewer: Option<ActorId>,
    /// Owners who are suspended or gone.
    barred: HashSet<ActorId>,
    /// Owners with a block between them and the viewer, in either direction.
    blocked: HashSet<ActorId>,
    /// Owners whom the viewer follows.
    followed: HashSet<ActorId>,
    /// Albums to which the viewer may add.
    contributed: HashSet<AlbumId>,
}

impl Grounds {
    fn read(c: &mut Conn, viewer: Option<ActorId>, albums: &[Album]) -> QueryResult<Self> {
        let owners: HashSet<ActorId> = albums.iter().map(|album| album.actor_id).collect();
        let owners: Vec<ActorId> = owners.into_iter().collect();
        let mut grounds = Self {
            viewer,
            barred: visibility::barred(c, &owners)?,
            blocked: HashSet::new(),
            followed: HashSet::new(),
            contributed: HashSet::new(),
        };
        let Some(viewer) = viewer else { return Ok(grounds) };
        grounds.blocked = visibility::blocked_among(c, viewer, &owners)?;
        let followed: Vec<ActorId> = follows::table
            .filter(follows::follower_id.eq(viewer))
            .filter(follows::followed_id.eq_any(&owners))
            .filter(follows::state.eq("accepted"))
            .select(follows::followed_id)
            .load(c)?;
        grounds.followed = followed.into_iter().collect();
        let ids: Vec<AlbumId> = albums.iter().map(|album| album.id).collect();
        let contributed: Vec<AlbumId> = photos_album_contributors::table
            .filter(photos_album_contributors::actor_id.eq(viewer))
            .filter(photos_album_contributors::album_id.eq_any(ids))
            .select(photos_album_contributors::album_id)
            .load(c)?;
        grounds.contributed = contributed.into_iter().collect();
        Ok(grounds)
    }

    /// What the viewer is to an album; none: it is as if there were no such album.
    fn part(&self, album: &Album, link: Option<&str>) -> Option<Part> {
        if self.barred.contains(&album.actor_id) || self.blocked.contains(&album.actor_id) {
            return None;
        }
        if self.viewer == Some(album.actor_id) {
            return Some(Part::Owner);
        }
        if self.contributed.contains(&album.id) {
            return Some(Part::Contributor);
        }
        let open = match album.audience {
            Audience::Public => true,
            Audience::Followers => self.followed.contains(&album.actor_id),
            Audience::Members => self.viewer.is_some(),
            Audience::Link => match (&album.link, link) {
                // By their hashes: how long it takes tells nothing of how much was right.
                (Some(secret), Some(shown)) => secret::hash(secret) == secret::hash(shown),
                _ => false,
            },
        };
        open.then_some(Part::Reader)
    }
}

impl Album {
    /// As whom a member of the club, or a stranger, comes to it, with the secret of a link where one was shown. None: it
    /// must look as if it did not exist.
    pub(crate) fn part(&self, c: &mut Conn, viewer: Option<ActorId>, link: Option<&str>) -> QueryResult<Option<Part>> {
        let grounds = Grounds::read(c, viewer, std::slice::from_ref(self))?;
        Ok(grounds.part(self, link))
    }

    /// Of these albums those that the viewer may see without a link, in their order.
    pub(crate) fn open_to(c: &mut Conn, viewer: Option<ActorId>, albums: Vec<Self>) -> QueryResult<Vec<Self>> {
        let grounds = Grounds::read(c, viewer, &albums)?;
        Ok(albums.into_iter().filter(|album| grounds.part(album, None).is_some()).collect())
    }
}
