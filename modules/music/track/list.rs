//! Lists of tracks that the viewer may hear.

use std::collections::{HashMap, HashSet};

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer};
use host::social::actor::ActorId;
use host::social::object::{Object, ObjectId};
use host::social::schema::{collection_follows, collection_objects, follows, object_tags, objects, reactions, tags};
use host::social::tag::Tag;
use host::social::visibility::{self, Visibility};
use host::store::dialect::{self, Index};
use host::store::{Backend, Conn};
use rand::seq::SliceRandom;

use super::Track;
use crate::album::{Album, AlbumId};
use crate::artist::{Artist, ArtistId};
use crate::federate::TRACK;
use crate::schema::{music_listens, music_track_artists, music_tracks};

/// A track that the viewer may hear, with its object and its album.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heard {
    pub(crate) track: Track,
    pub(crate) object: Object,
    pub(crate) album: Album,
}

/// Which tracks a list has.
#[derive(Debug, Clone, Default)]
pub(crate) struct TrackList {
    /// In whatever order, instead of by when they came.
    pub(crate) random: bool,
    /// Those alone on which this artist plays.
    pub(crate) artist: Option<ArtistId>,
    /// Those alone of this actor.
    pub(crate) owner: Option<ActorId>,
    /// Those alone with this hashtag.
    pub(crate) tag: Option<i64>,
    /// Those alone that were released in these years.
    pub(crate) years: Option<(i32, i32)>,
    /// Those alone that the viewer likes, the last liked first.
    pub(crate) liked: bool,
    /// Those alone that the viewer has not played yet.
    pub(crate) unheard: bool,
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

type Condition = Box<dyn BoxableExpression<objects::table, Backend, SqlType = Bool>>;

/// What the viewer can expect to hear, as [`crate::album::AlbumList`] has it of albums.
fn expected(viewer: Option<ActorId>) -> Condition {
    // Written out, as an index that holds nothing but tracks is used only where the query says so itself.
    let track = diesel::dsl::sql::<Bool>(&format!("objects.kind = '{TRACK}'"));
    let living = track.and(objects::deleted_at.is_null());
    let open = objects::visibility.eq_any([Visibility::Public, Visibility::Unlisted]);
    let Some(viewer) = viewer else {
        return Box::new(living.and(open).and(objects::stall.is_not_null()));
    };
    let followed = follows::table
        .filter(follows::follower_id.eq(viewer))
        .filter(follows::followed_id.eq(objects::actor_id))
        .filter(follows::state.eq("accepted"));
    let libraries = collection_follows::table
        .filter(collection_follows::follower_id.eq(viewer))
        .filter(collection_follows::state.eq("accepted"))
        .select(collection_follows::collection_uri);
    let listed = collection_objects::table
        .filter(collection_objects::collection_uri.eq_any(libraries))
        .select(collection_objects::object_id);
    Box::new(
        living.and(
            objects::actor_id
                .eq(viewer)
                .or(open.and(objects::stall.is_not_null()))
                .or(objects::visibility.eq(Visibility::Members))
                .or(objects::id.eq_any(listed))
                .or(objects::visibility.ne(Visibility::Direct).and(exists(followed))),
        ),
    )
}

impl TrackList {
    /// The tracks.
    pub(crate) fn read(&self, c: &mut Conn, viewer: Option<ActorId>) -> QueryResult<Vec<Heard>> {
        let ids = self.ids(c, viewer)?;
        Heard::load(c, viewer, &ids)
    }

    fn ids(&self, c: &mut Conn, viewer: Option<ActorId>) -> QueryResult<Vec<ObjectId>> {
        let mut query = objects::table.filter(expected(viewer)).select(objects::id).into_boxed();
        if let Some(owner) = self.owner {
            query = query.filter(objects::actor_id.eq(owner));
        }
        // As sets, from which what is looked for is found; else all tracks would be asked one by one.
        if let Some(artist) = self.artist {
            let plays = music_track_artists::table.filter(music_track_artists::artist_id.eq(artist));
            query = query.filter(objects::id.eq_any(plays.select(music_track_artists::object_id)));
        }
        if let Some(tag) = self.tag {
            let tagged = object_tags::table.filter(object_tags::tag_id.eq(tag));
            query = query.filter(objects::id.eq_any(tagged.select(object_tags::object_id)));
        }
        if let Some((from, to)) = self.years {
            let released = music_tracks::table.filter(music_tracks::released_year.between(from.min(to), from.max(to)));
            query = query.filter(objects::id.eq_any(released.select(music_tracks::object_id)));
        }
        if let Some(viewer) = viewer.filter(|_| self.unheard) {
            let played = music_listens::table
                .filter(music_listens::actor_id.eq(viewer))
                .filter(music_listens::object_id.eq(objects::id));
            query = query.filter(not(exists(played)));
        }
        if let Some(viewer) = viewer.filter(|_| self.liked) {
            let likes = || reactions::table.filter(reactions::actor_id.eq(viewer)).select(reactions::object_id);
            let liked: Vec<ObjectId> = likes().order(reactions::id.desc()).load(c)?;
            let found: Vec<ObjectId> = query.filter(objects::id.eq_any(likes())).load(c)?;
            let found: HashSet<ObjectId> = found.into_iter().collect();
            let mut in_order: Vec<ObjectId> = liked.into_iter().filter(|id| found.contains(id)).collect();
            if self.random {
                in_order.shuffle(&mut rand::rng());
            }
            let in_order = in_order.into_iter();
            let (skip, take) = (usize::try_from(self.offset).unwrap_or(0), usize::try_from(self.limit).unwrap_or(0));
            return Ok(in_order.skip(skip).take(take).collect());
        }
        query = match self.random {
            true => query.order(diesel::dsl::sql::<Integer>("random()")),
            false => query.order(objects::id.desc()),
        };
        query.limit(self.limit).offset(self.offset).load(c)
    }
}

/// How many hits of the index of words are looked at in one go, and how often: what was said at other stalls is among them.
const HITS: i64 = 500;
const ROUNDS: usize = 8;

impl Heard {
    /// Where its sound is as browsers play it, a path.
    pub(crate) fn address(&self) -> String {
        match self.track.format.plays_in_browsers() {
            true => format!("/files/{}", self.track.media_id),
            false => format!("/tracks/{}/stream", self.object.id),
        }
    }

    /// Of these tracks those that the viewer may hear, in that order.
    pub(crate) fn load(c: &mut Conn, viewer: Option<ActorId>, ids: &[ObjectId]) -> QueryResult<Vec<Self>> {
        let objects = in_order(Object::load(c, ids)?, ids);
        let objects = visibility::visible(c, viewer, objects)?;
        let mut tracks: HashMap<_, _> = Track::load(c, ids)?.into_iter().map(|t| (t.object_id, t)).collect();
        let mut albums: Vec<AlbumId> = tracks.values().map(|track| track.album_id).collect();
        albums.sort_unstable();
        albums.dedup();
        let albums: HashMap<_, _> = Album::load(c, &albums)?.into_iter().map(|a| (a.id, a)).collect();
        let heard = objects.into_iter().filter_map(|object| {
            let track = tracks.remove(&object.id)?;
            let album = albums.get(&track.album_id)?.clone();
            Some(Self { track, object, album })
        });
        Ok(heard.collect())
    }

    /// Of these tracks those that the viewer may hear, each as often as it is named, with its place among them, from 0.
    pub(crate) fn in_turn(c: &mut Conn, viewer: Option<ActorId>, ids: &[ObjectId]) -> QueryResult<Vec<(usize, Self)>> {
        let known: HashMap<ObjectId, Self> =
            Self::load(c, viewer, ids)?.into_iter().map(|heard| (heard.object.id, heard)).collect();
        Ok(ids.iter().enumerate().filter_map(|(place, id)| Some((place, known.get(id)?.clone()))).collect())
    }

    /// One track that the viewer may hear.
    pub(crate) fn find(c: &mut Conn, viewer: Option<ActorId>, id: ObjectId) -> QueryResult<Option<Self>> {
        Ok(Self::load(c, viewer, &[id])?.pop())
    }

    /// The tracks of an album that the viewer may hear, in the order of the album.
    pub(crate) fn of_album(c: &mut Conn, viewer: Option<ActorId>, album: AlbumId) -> QueryResult<Vec<Self>> {
        let ids: Vec<ObjectId> = music_tracks::table
            .filter(music_tracks::album_id.eq(album))
            .order((music_tracks::disc, music_tracks::position, music_tracks::object_id))
            .select(music_tracks::object_id)
            .load(c)?;
        Self::load(c, viewer, &ids)
    }

    /// The tracks with all of these words, of which the last may be a beginning, in title, credit line or album; the last that came
    /// first.
    pub(crate) fn search(
        c: &mut Conn,
        viewer: Option<ActorId>,
        words: &str,
        limit: usize,
        offset: usize,
    ) -> QueryResult<Vec<Self>> {
        let words: Vec<&str> = words.split_whitespace().collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let query = format!("{}*", words.join(" "));
        let (mut heard, mut before) = (Vec::new(), None);
        for _ in 0..ROUNDS {
            let hits = dialect::fts_match(c, Index::Texts, &query, before, HITS)?;
            let tracks =
                music_tracks::table.filter(music_tracks::object_id.eq_any(&hits)).select(music_tracks::object_id);
            let tracks: Vec<ObjectId> = tracks.order(music_tracks::object_id.desc()).load(c)?;
            heard.extend(visibility::visible_ids(c, viewer, &tracks)?);
            before = hits.get(HITS as usize - 1).copied();
            if before.is_none() || heard.len() >= offset.saturating_add(limit) {
                break;
            }
        }
        let part: Vec<ObjectId> = heard.into_iter().skip(offset).take(limit).collect();
        Self::load(c, viewer, &part)
    }
}

fn in_order(mut objects: Vec<Object>, ids: &[ObjectId]) -> Vec<Object> {
    let places: HashMap<ObjectId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    objects.sort_by_key(|object| places.get(&object.id).copied());
    objects
}

impl Heard {
    /// What is like a track: shares its hashtags, else is by the same artist; in whatever order.
    pub(crate) fn similar(c: &mut Conn, viewer: ActorId, track: ObjectId, limit: i64) -> QueryResult<Vec<Self>> {
        let Some(heard) = Self::find(c, Some(viewer), track)? else { return Ok(Vec::new()) };
        let mut like: Vec<Self> = Vec::new();
        let by_artist = Artist::of_tracks(c, &[track])?.first().map(|(_, credited)| credited.artist);
        for (_, tag) in Tag::of_objects(c, &[heard.object.id])? {
            let list = TrackList { random: true, tag: Some(tag.id.into()), limit, ..TrackList::default() };
            like.extend(list.read(c, Some(viewer))?);
        }
        if like.len() < 2 {
            let list = TrackList { random: true, artist: by_artist, limit, ..TrackList::default() };
            like.extend(if by_artist.is_some() { list.read(c, Some(viewer))? } else { Vec::new() });
        }
        let mut seen = HashSet::from([track]);
        like.retain(|heard| seen.insert(heard.object.id));
        like.truncate(usize::try_from(limit).unwrap_or_default());
        Ok(like)
    }
}

impl Track {
    /// How many tracks the viewer can expect to hear.
    pub(crate) fn count(c: &mut Conn, viewer: ActorId) -> QueryResult<i64> {
        objects::table.filter(expected(Some(viewer))).count().get_result(c)
    }

    /// The hashtag that a genre is; none where nothing is of that genre.
    pub(crate) fn tag_of(c: &mut Conn, genre: &str) -> QueryResult<Option<i64>> {
        let word: String = genre.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
        Ok(Tag::find(c, &word)?.map(|tag| tag.id.into()))
    }

    /// The genres of what the viewer can expect to hear, each with how many tracks and albums are of it, by name.
    pub(crate) fn genres(c: &mut Conn, viewer: ActorId) -> QueryResult<Vec<(String, i64, i64)>> {
        let heard: Vec<ObjectId> = objects::table.filter(expected(Some(viewer))).select(objects::id).load(c)?;
        let heard: HashSet<ObjectId> = heard.into_iter().collect();
        // Numbers alone: names would be read as often as there are tracks.
        let rows: Vec<(i64, AlbumId, ObjectId)> = music_tracks::table
            .inner_join(object_tags::table.on(object_tags::object_id.eq(music_tracks::object_id)))
            .select((object_tags::tag_id, music_tracks::album_id, music_tracks::object_id))
            .load(c)?;
        let mut counts: HashMap<i64, (i64, HashSet<AlbumId>)> = HashMap::new();
        for (tag, album, _) in rows.into_iter().filter(|(_, _, track)| heard.contains(track)) {
            let count = counts.entry(tag).or_default();
            count.0 += 1;
            count.1.insert(album);
        }
        let named = tags::table.filter(tags::id.eq_any(counts.keys())).order(tags::display);
        let named: Vec<(i64, String)> = named.select((tags::id, tags::display)).load(c)?;
        let genre = |(tag, name)| counts.get(&tag).map(|(tracks, albums)| (name, *tracks, albums.len() as i64));
        Ok(named.into_iter().filter_map(genre).collect())
    }

    /// The albums with tracks of a genre, the last that came first.
    pub(crate) fn albums_tagged(c: &mut Conn, genre: &str) -> QueryResult<Vec<AlbumId>> {
        let Some(tag) = Self::tag_of(c, genre)? else { return Ok(Vec::new()) };
        music_tracks::table
            .inner_join(object_tags::table.on(object_tags::object_id.eq(music_tracks::object_id)))
            .filter(object_tags::tag_id.eq(tag))
            .select(music_tracks::album_id)
            .distinct()
            .order(music_tracks::album_id.desc())
            .load(c)
    }
}
