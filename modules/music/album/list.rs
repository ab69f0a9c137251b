//! Lists of albums: those that the viewer may see, ordered and cut.

use std::collections::{HashMap, HashSet};

use diesel::dsl::{count_star, exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer};
use host::social::actor::ActorId;
use host::social::schema::{collection_follows, collection_objects, follows, object_tags, objects, tags};
use host::social::visibility::Visibility;
use host::store::{Backend, Conn};

use super::{Album, AlbumId};
use crate::artist::ArtistId;
use crate::schema::{music_album_artists, music_albums, music_track_artists, music_tracks};
use crate::text::key;

/// How a list of albums is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// What came last first.
    Newest,
    Title,
    /// By who plays, then by title.
    Artist,
    /// From the oldest to the newest by release.
    Year,
    /// From the newest to the oldest by release.
    YearBackwards,
    Random,
}

/// Which albums a list has, and how.
#[derive(Debug, Clone)]
pub(crate) struct AlbumList {
    pub(crate) order: Order,
    /// Those alone on which this artist plays.
    pub(crate) artist: Option<ArtistId>,
    /// Those alone of this actor.
    pub(crate) owner: Option<ActorId>,
    /// Those alone that were released in these years.
    pub(crate) years: Option<(i32, i32)>,
    /// Those alone in whose title or credit line these words are.
    pub(crate) words: String,
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

impl Default for AlbumList {
    fn default() -> Self {
        Self {
            order: Order::Newest,
            artist: None,
            owner: None,
            years: None,
            words: String::new(),
            limit: 24,
            offset: 0,
        }
    }
}

type Condition = Box<dyn BoxableExpression<music_albums::table, Backend, SqlType = Bool>>;

/// What the viewer can expect to see: the viewer's own, what members show, and what is shown by whom the viewer follows. Who sees
/// which is decided by [`Album::open_to`]; this only spares it the most of what it would leave out.
fn expected(viewer: Option<ActorId>) -> Condition {
    let open = music_albums::visibility.eq_any([Visibility::Public, Visibility::Unlisted]);
    let Some(viewer) = viewer else {
        return Box::new(open.and(music_albums::uri.is_null()));
    };
    let followed = follows::table
        .filter(follows::follower_id.eq(viewer))
        .filter(follows::followed_id.eq(music_albums::actor_id))
        .filter(follows::state.eq("accepted"));
    let libraries = collection_follows::table
        .filter(collection_follows::follower_id.eq(viewer))
        .filter(collection_follows::state.eq("accepted"))
        .select(collection_follows::collection_uri);
    let items = collection_objects::table
        .filter(collection_objects::collection_uri.eq_any(libraries))
        .select(collection_objects::object_id);
    let listed = music_tracks::table.filter(music_tracks::object_id.eq_any(items)).select(music_tracks::album_id);
    Box::new(
        music_albums::actor_id
            .eq(viewer)
            .or(open.and(music_albums::uri.is_null()))
            .or(music_albums::visibility.eq(Visibility::Members))
            .or(music_albums::id.eq_any(listed))
            .or(music_albums::visibility.ne(Visibility::Direct).and(exists(followed))),
    )
}

impl AlbumList {
    /// The albums.
    pub(crate) fn read(&self, c: &mut Conn, viewer: Option<ActorId>) -> QueryResult<Vec<Album>> {
        let mut query = music_albums::table.filter(expected(viewer)).select(Album::as_select()).into_boxed();
        if let Some(artist) = self.artist {
            query = query.filter(music_albums::id.eq_any(on_which(c, artist)?));
        }
        if let Some(owner) = self.owner {
            query = query.filter(music_albums::actor_id.eq(owner));
        }
        if let Some((from, to)) = self.years {
            query = query.filter(music_albums::released_year.between(from.min(to), from.max(to)));
        }
        for word in key(&self.words).split_whitespace() {
            let pattern = format!("%{}%", escaped(word));
            let title = music_albums::title_key.like(pattern.clone()).escape('\\');
            query = query.filter(title.or(music_albums::artist_key.like(pattern).escape('\\')));
        }
        let query = match self.order {
            Order::Newest => query.order(music_albums::id.desc()),
            Order::Title => query.order((music_albums::title_order, music_albums::id)),
            Order::Artist => query.order((music_albums::artist_order, music_albums::title_order, music_albums::id)),
            Order::Year => query.order((music_albums::released_year, music_albums::id)),
            Order::YearBackwards => query.order((music_albums::released_year.desc(), music_albums::id)),
            Order::Random => query.order(sql::<Integer>("random()")),
        };
        let albums = query.limit(self.limit).offset(self.offset).load(c)?;
        Album::open_to(c, viewer, albums)
    }
}

/// All albums that the viewer may see.
pub(crate) fn visible_ids(c: &mut Conn, viewer: Option<ActorId>) -> QueryResult<HashSet<AlbumId>> {
    let albums: Vec<AlbumId> = music_albums::table.filter(expected(viewer)).select(music_albums::id).load(c)?;
    Album::open_among(c, viewer, &albums)
}

/// The albums that are an artist's, or on which the artist plays.
fn on_which(c: &mut Conn, artist: ArtistId) -> QueryResult<Vec<AlbumId>> {
    let mut albums: Vec<AlbumId> = music_album_artists::table
        .filter(music_album_artists::artist_id.eq(artist))
        .select(music_album_artists::album_id)
        .load(c)?;
    let plays = music_track_artists::table
        .inner_join(music_tracks::table.on(music_tracks::object_id.eq(music_track_artists::object_id)))
        .filter(music_track_artists::artist_id.eq(artist))
        .select(music_tracks::album_id)
        .distinct();
    albums.extend(plays.load::<AlbumId>(c)?);
    Ok(albums)
}

/// Text as it stands for itself in a pattern.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

impl Album {
    /// How many albums the viewer may see of these artists; those of whom there is none are not among them.
    pub(crate) fn seen_of(
        c: &mut Conn,
        viewer: Option<ActorId>,
        artists: &[ArtistId],
    ) -> QueryResult<HashMap<ArtistId, i64>> {
        let rows: Vec<(ArtistId, AlbumId)> = music_album_artists::table
            .filter(music_album_artists::artist_id.eq_any(artists))
            .select((music_album_artists::artist_id, music_album_artists::album_id))
            .load(c)?;
        let ids: Vec<AlbumId> = rows.iter().map(|(_, album)| *album).collect();
        let albums = music_albums::table.filter(music_albums::id.eq_any(ids)).filter(expected(viewer));
        let albums: Vec<AlbumId> = albums.select(music_albums::id).load(c)?;
        let seen = Self::open_among(c, viewer, &albums)?;
        let mut counts = HashMap::new();
        for (artist, _) in rows.into_iter().filter(|(_, album)| seen.contains(album)) {
            *counts.entry(artist).or_default() += 1;
        }
        Ok(counts)
    }
}

impl Album {
    /// The genres of albums: those of their tracks, each once.
    pub(crate) fn genres(c: &mut Conn, albums: &[AlbumId]) -> QueryResult<Vec<(AlbumId, String)>> {
        music_tracks::table
            .inner_join(object_tags::table.on(object_tags::object_id.eq(music_tracks::object_id)))
            .inner_join(tags::table.on(tags::id.eq(object_tags::tag_id)))
            .filter(music_tracks::album_id.eq_any(albums))
            .select((music_tracks::album_id, tags::display))
            .distinct()
            .order((music_tracks::album_id, tags::display))
            .load(c)
    }

    /// How many tracks of albums are for others than their owners, and how many milliseconds these play.
    pub(crate) fn shown(c: &mut Conn, albums: &[AlbumId]) -> QueryResult<Vec<(AlbumId, i64, i64)>> {
        music_tracks::table
            .inner_join(objects::table.on(objects::id.eq(music_tracks::object_id)))
            .filter(music_tracks::album_id.eq_any(albums))
            .filter(objects::visibility.ne(Visibility::Direct))
            .filter(objects::deleted_at.is_null())
            .group_by(music_tracks::album_id)
            .select((
                music_tracks::album_id,
                count_star(),
                sql::<BigInt>("CAST(SUM(music_tracks.duration_ms) AS BIGINT)"),
            ))
            .load(c)
    }

    /// Of these artists those with an album that has a picture.
    pub(crate) fn pictured(c: &mut Conn, artists: &[ArtistId]) -> QueryResult<HashSet<ArtistId>> {
        let with_pictures = music_album_artists::table
            .inner_join(music_albums::table.on(music_albums::id.eq(music_album_artists::album_id)))
            .filter(music_album_artists::artist_id.eq_any(artists))
            .filter(music_albums::cover_id.is_not_null())
            .select(music_album_artists::artist_id)
            .distinct();
        Ok(with_pictures.load::<ArtistId>(c)?.into_iter().collect())
    }
}
