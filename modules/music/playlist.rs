//! Playlists: tracks in an order that somebody chose.
//!
//! Who may see the playlist is decided here; who may hear each track in it is not: that is `social::visibility`'s.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::social::visibility;
use host::store::{Conn, clock};

use crate::schema::{music_playlist_tracks, music_playlists};

host::store::id_type! {
    /// Names a playlist; ordered by when it was made.
    pub(crate) PlaylistId
}

host::store::text_enum! {
    /// Who may see a playlist.
    pub(crate) Audience {
        /// Whose it is.
        Private = "private",
        /// The members of the club.
        Members = "members",
        /// Everybody.
        Public = "public",
    }
}

/// How many playlists a member may have, and how many tracks one may hold.
pub(crate) const MOST: usize = 1000;
pub(crate) const MOST_TRACKS: usize = 10_000;
/// The longest title and description, in characters.
pub(crate) const MAX_TEXT: usize = 300;

impl Audience {
    /// Whether a reader who is not its owner belongs to it. Whoever is logged in is a member.
    fn admits(self, viewer: Option<ActorId>) -> bool {
        match self {
            Self::Private => false,
            Self::Members => viewer.is_some(),
            Self::Public => true,
        }
    }

    /// What becomes of it where a program says whether others see it, of which it knows one kind.
    pub(crate) fn shown(self, to_others: bool) -> Self {
        match (to_others, self) {
            (false, _) => Self::Private,
            (true, Self::Private) => Self::Members,
            (true, shown) => shown,
        }
    }
}

/// A row of `music_playlists`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_playlists)]
pub(crate) struct Playlist {
    pub(crate) id: PlaylistId,
    pub(crate) actor_id: ActorId,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) audience: Audience,
    pub(crate) created_at: NaiveDateTime,
    pub(crate) updated_at: NaiveDateTime,
}

impl Playlist {
    /// One that the viewer may see.
    pub(crate) fn find(c: &mut Conn, viewer: Option<ActorId>, id: PlaylistId) -> QueryResult<Option<Self>> {
        let found: Option<Self> = music_playlists::table.find(id).select(Self::as_select()).first(c).optional()?;
        Ok(Self::seen(c, viewer, found.into_iter().collect())?.pop())
    }

    /// Those that a member may see, the member's own first, the last changed first.
    pub(crate) fn all(c: &mut Conn, viewer: ActorId) -> QueryResult<Vec<Self>> {
        let own = music_playlists::actor_id.eq(viewer);
        let told = music_playlists::table.filter(own.or(music_playlists::audience.ne(Audience::Private)));
        let told = told.order(music_playlists::updated_at.desc()).select(Self::as_select()).load(c)?;
        let mut all = Self::seen(c, Some(viewer), told)?;
        all.sort_by_key(|list| list.actor_id != viewer);
        Ok(all)
    }

    /// Those of an actor that the viewer may see, the last changed first.
    pub(crate) fn of(c: &mut Conn, viewer: Option<ActorId>, owner: ActorId) -> QueryResult<Vec<Self>> {
        let owned = music_playlists::table.filter(music_playlists::actor_id.eq(owner));
        let owned = owned.order(music_playlists::updated_at.desc()).select(Self::as_select()).load(c)?;
        Self::seen(c, viewer, owned)
    }

    /// Of these those that the viewer may see: what members show to others goes with them, and those who are kept apart see nothing of
    /// one another.
    fn seen(c: &mut Conn, viewer: Option<ActorId>, mut lists: Vec<Self>) -> QueryResult<Vec<Self>> {
        lists.retain(|list| viewer == Some(list.actor_id) || list.audience.admits(viewer));
        let mut owners: Vec<ActorId> = lists.iter().map(|list| list.actor_id).collect();
        owners.sort_unstable();
        owners.dedup();
        let mut away = visibility::barred(c, &owners)?;
        if let Some(viewer) = viewer {
            away.extend(visibility::blocked_among(c, viewer, &owners)?);
        }
        lists.retain(|list| viewer == Some(list.actor_id) || !away.contains(&list.actor_id));
        Ok(lists)
    }

    /// A new one, of those tracks; `None` where the member has too many.
    pub(crate) fn create(c: &mut Conn, owner: ActorId, title: &str, tracks: &[ObjectId]) -> QueryResult<Option<Self>> {
        let owned: i64 = music_playlists::table.filter(music_playlists::actor_id.eq(owner)).count().get_result(c)?;
        if owned >= MOST as i64 {
            return Ok(None);
        }
        let now = clock::now();
        let list: Self = diesel::insert_into(music_playlists::table)
            .values((
                music_playlists::id.eq(PlaylistId::next()),
                music_playlists::actor_id.eq(owner),
                music_playlists::title.eq(cut(title)),
                music_playlists::description.eq(""),
                music_playlists::audience.eq(Audience::Private),
                music_playlists::created_at.eq(now),
                music_playlists::updated_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        list.set_tracks(c, tracks)?;
        Ok(Some(list))
    }

    /// Says something else of it; what is not given stays.
    pub(crate) fn change(
        &self,
        c: &mut Conn,
        title: Option<&str>,
        description: Option<&str>,
        audience: Option<Audience>,
    ) -> QueryResult<()> {
        diesel::update(music_playlists::table.find(self.id))
            .set((
                music_playlists::title.eq(title.map_or_else(|| self.title.clone(), cut)),
                music_playlists::description.eq(description.map_or_else(|| self.description.clone(), cut)),
                music_playlists::audience.eq(audience.unwrap_or(self.audience)),
                music_playlists::updated_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Its tracks in order, whoever may hear them.
    pub(crate) fn tracks(c: &mut Conn, id: PlaylistId) -> QueryResult<Vec<ObjectId>> {
        music_playlist_tracks::table
            .filter(music_playlist_tracks::playlist_id.eq(id))
            .order(music_playlist_tracks::position)
            .select(music_playlist_tracks::object_id)
            .load(c)
    }

    /// It holds these now, in this order; what is beyond [`MOST_TRACKS`] is left out.
    pub(crate) fn set_tracks(&self, c: &mut Conn, tracks: &[ObjectId]) -> QueryResult<()> {
        diesel::delete(music_playlist_tracks::table.filter(music_playlist_tracks::playlist_id.eq(self.id)))
            .execute(c)?;
        let now = clock::now();
        for (position, track) in (0_i64..).zip(tracks.iter().take(MOST_TRACKS)) {
            diesel::insert_into(music_playlist_tracks::table)
                .values((
                    music_playlist_tracks::playlist_id.eq(self.id),
                    music_playlist_tracks::position.eq(position),
                    music_playlist_tracks::object_id.eq(track),
                    music_playlist_tracks::added_at.eq(now),
                ))
                .execute(c)?;
        }
        diesel::update(music_playlists::table.find(self.id)).set(music_playlists::updated_at.eq(now)).execute(c)?;
        Ok(())
    }

    /// Drops it. The tracks stay.
    pub(crate) fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(music_playlist_tracks::table.filter(music_playlist_tracks::playlist_id.eq(self.id)))
            .execute(c)?;
        diesel::delete(music_playlists::table.find(self.id)).execute(c)?;
        Ok(())
    }
}

fn cut(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect()
}
