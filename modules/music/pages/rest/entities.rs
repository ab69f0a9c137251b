//! What programs read of tracks, albums, artists and playlists: OpenSubsonic's entities, with the optional fields that we know.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDateTime, SecondsFormat};
use diesel::QueryResult;
use host::social::actor::{Actor, ActorId};
use host::social::object::ObjectId;
use host::social::reaction::Reaction;
use host::social::tag::Tag;
use host::store::Conn;
use serde::Serialize;

use super::call::Id;
use crate::album::{Album, AlbumId};
use crate::analysis::{self, KeptAnalysis};
use crate::artist::{Artist, ArtistId, Credited};
use crate::listen;
use crate::playing::Playing;
use crate::playlist::{Audience, Playlist};
use crate::sound::Kind;
use crate::star::{self, Item};
use crate::text::sort_key;
use crate::track::Heard;

/// A moment (ISO 8601).
pub(super) fn moment(at: NaiveDateTime) -> String {
    at.and_utc().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A name with its id.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Named {
    id: String,
    name: String,
}

/// A genre by its name.
#[derive(Debug, Clone, Serialize)]
struct Genre {
    name: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReplayGain {
    #[serde(skip_serializing_if = "Option::is_none")]
    track_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track_peak: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album_peak: Option<f64>,
}

/// A track (`Child`).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Song {
    pub(super) id: String,
    parent: String,
    is_dir: bool,
    title: String,
    album: String,
    album_id: String,
    artist: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disc_number: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    genres: Vec<Genre>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_art: Option<String>,
    size: i64,
    content_type: &'static str,
    suffix: &'static str,
    /// In seconds.
    duration: i64,
    /// In kilobits a second.
    bit_rate: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    bit_depth: Option<i16>,
    sampling_rate: i32,
    channel_count: i16,
    path: String,
    created: String,
    #[serde(rename = "type")]
    kind: &'static str,
    media_type: &'static str,
    is_video: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    starred: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_rating: Option<i16>,
    play_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    played: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    music_brainz_id: Option<String>,
    artists: Vec<Named>,
    album_artists: Vec<Named>,
    display_artist: String,
    display_album_artist: String,
    sort_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    bpm: Option<i16>,
    isrc: Vec<String>,
    replay_gain: ReplayGain,
}

/// A track that somebody plays now.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NowPlaying {
    #[serde(flatten)]
    song: Song,
    username: String,
    minutes_ago: i64,
    /// A number that programs tell players apart by. A member is known to play on one.
    player_id: i64,
    player_name: String,
}

impl NowPlaying {
    pub(super) fn new(song: Song, username: String, playing: &Playing) -> Self {
        Self {
            song,
            username,
            minutes_ago: playing.minutes(),
            // Programs read 31 bits of it.
            player_id: playing.actor_id.0 & i64::from(i32::MAX),
            player_name: playing.client.clone(),
        }
    }
}

/// An album (`AlbumID3`, and as a folder of the older calls).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlbumEntry {
    pub(super) id: String,
    name: String,
    album: String,
    title: String,
    is_dir: bool,
    artist: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_art: Option<String>,
    song_count: i64,
    duration: i64,
    created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    starred: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_rating: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    music_brainz_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    genres: Vec<Genre>,
    artists: Vec<Named>,
    display_artist: String,
    sort_name: String,
    release_types: Vec<&'static str>,
    is_compilation: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) song: Vec<Song>,
}

/// An artist (`ArtistID3`).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtistEntry {
    id: String,
    name: String,
    album_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_art: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    starred: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    music_brainz_id: Option<String>,
    sort_name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) album: Vec<AlbumEntry>,
}

/// A playlist.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaylistEntry {
    id: String,
    name: String,
    comment: String,
    owner: String,
    public: bool,
    song_count: usize,
    duration: i64,
    created: String,
    changed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_art: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) entry: Vec<Song>,
}

fn named<T: Eq + std::hash::Hash>(rows: Vec<(T, Credited)>) -> HashMap<T, Vec<Named>> {
    let mut named: HashMap<T, Vec<Named>> = HashMap::new();
    for (of, credited) in rows {
        let name = Named { id: Id::Artist(credited.artist).to_string(), name: credited.name };
        named.entry(of).or_default().push(name);
    }
    named
}

/// Tracks as a member's programs read them.
pub(super) fn songs(c: &mut Conn, me: ActorId, tracks: Vec<Heard>) -> QueryResult<Vec<Song>> {
    let ids: Vec<ObjectId> = tracks.iter().map(|heard| heard.object.id).collect();
    let albums: HashSet<AlbumId> = tracks.iter().map(|heard| heard.album.id).collect();
    let albums: Vec<AlbumId> = albums.into_iter().collect();
    let (mut artists, owners) = (named(Artist::of_tracks(c, &ids)?), named(Artist::of_albums(c, &albums)?));
    let mut genres: HashMap<ObjectId, Vec<Genre>> = HashMap::new();
    for (of, tag) in Tag::of_objects(c, &ids)? {
        genres.entry(of).or_default().push(Genre { name: tag.display });
    }
    let analyses: HashMap<_, _> = KeptAnalysis::of(c, &ids)?.into_iter().map(|kept| (kept.object_id, kept)).collect();
    let levels = analysis::of_albums(c, &albums)?;
    let liked: HashMap<_, _> = Reaction::dates(c, me, &ids)?.into_iter().collect();
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let ratings: HashMap<_, _> = star::ratings(c, me, Item::Track, &numbers)?.into_iter().collect();
    let plays: HashMap<_, _> =
        listen::counts(c, me, &ids)?.into_iter().map(|(id, count, last)| (id, (count, last))).collect();
    let song = |Heard { track, object, album }: Heard| {
        let parent = Id::Album(album.id).to_string();
        let figure = |number: i16| Some(number).filter(|number| *number > 0);
        let artists = artists.remove(&object.id).unwrap_or_default();
        let genres = genres.remove(&object.id).unwrap_or_default();
        let (count, last) = plays.get(&object.id).copied().unwrap_or_default();
        let analysis = analyses.get(&object.id);
        let title = object.title.clone().unwrap_or_default();
        Song {
            id: Id::Track(object.id).to_string(),
            is_dir: false,
            path: path(&[&album.artist_line, &album.title, &title], track.format.suffix()),
            sort_name: sort_key(&title),
            title,
            album: album.title.clone(),
            album_id: parent.clone(),
            artist_id: artists.first().map(|artist| artist.id.clone()),
            track: figure(track.position),
            disc_number: figure(track.disc),
            year: track.released_year,
            genre: genres.first().map(|genre| genre.name.clone()),
            genres,
            cover_art: album.cover_id.map(|_| parent.clone()),
            size: track.size,
            content_type: track.format.media_type(),
            suffix: track.format.suffix(),
            duration: (track.duration_ms + 500) / 1000,
            bit_rate: track.bit_rate / 1000,
            bit_depth: track.bit_depth,
            sampling_rate: track.sample_rate,
            channel_count: track.channels,
            created: moment(track.created_at),
            kind: "music",
            media_type: "song",
            is_video: false,
            starred: liked.get(&object.id).copied().map(moment),
            user_rating: ratings.get(&object.id.0).copied(),
            play_count: count,
            played: last.map(moment),
            music_brainz_id: track.musicbrainz_id,
            artists,
            album_artists: owners.get(&album.id).cloned().unwrap_or_default(),
            display_artist: track.artist_line.clone(),
            artist: track.artist_line,
            display_album_artist: album.artist_line,
            bpm: track.bpm,
            isrc: track.isrc.into_iter().collect(),
            replay_gain: ReplayGain {
                track_gain: analysis.and_then(KeptAnalysis::gain),
                track_peak: analysis.and_then(KeptAnalysis::peak),
                album_gain: levels.get(&album.id).map(|level| level.gain),
                album_peak: levels.get(&album.id).map(|level| level.peak),
            },
            parent,
        }
    };
    Ok(tracks.into_iter().map(song).collect())
}

/// Where a file would lie; programs show it, and nothing lies there.
fn path(parts: &[&str], suffix: &str) -> String {
    let safe = |part: &&str| part.chars().map(|c| if c == '/' || c.is_control() { '_' } else { c }).collect::<String>();
    format!("{}.{suffix}", parts.iter().map(safe).collect::<Vec<_>>().join("/"))
}

/// Albums as a member's programs read them.
pub(super) fn albums(c: &mut Conn, me: ActorId, albums: Vec<Album>) -> QueryResult<Vec<AlbumEntry>> {
    let ids: Vec<AlbumId> = albums.iter().map(|album| album.id).collect();
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut artists = named(Artist::of_albums(c, &ids)?);
    let mut genres: HashMap<AlbumId, Vec<Genre>> = HashMap::new();
    for (of, name) in Album::genres(c, &ids)? {
        genres.entry(of).or_default().push(Genre { name });
    }
    let others: Vec<AlbumId> = albums.iter().filter(|album| album.actor_id != me).map(|album| album.id).collect();
    let shown: HashMap<_, _> = Album::shown(c, &others)?.into_iter().map(|(id, count, ms)| (id, (count, ms))).collect();
    let starred: HashMap<_, _> = star::starred(c, me, Item::Album)?.into_iter().collect();
    let ratings: HashMap<_, _> = star::ratings(c, me, Item::Album, &numbers)?.into_iter().collect();
    let entry = |album: Album| {
        let (id, artists) = (Id::Album(album.id).to_string(), artists.remove(&album.id).unwrap_or_default());
        let (artist_id, kinds) = (artists.first().map(|artist| artist.id.clone()), album.kinds());
        let genres = genres.remove(&album.id).unwrap_or_default();
        let (count, duration_ms) = shown.get(&album.id).copied().unwrap_or((album.tracks_count, album.duration_ms));
        AlbumEntry {
            name: album.title.clone(),
            album: album.title.clone(),
            sort_name: album.sort_title.unwrap_or_else(|| sort_key(&album.title)),
            release_types: kinds.iter().map(Kind::name).collect(),
            is_compilation: kinds.has(Kind::Compilation),
            title: album.title,
            is_dir: true,
            parent: artist_id.clone(),
            artist_id,
            cover_art: album.cover_id.map(|_| id.clone()),
            song_count: count,
            duration: (duration_ms + 500) / 1000,
            created: moment(album.created_at),
            year: album.released_year,
            starred: starred.get(&album.id.0).copied().map(moment),
            user_rating: ratings.get(&album.id.0).copied(),
            music_brainz_id: album.musicbrainz_id,
            genre: genres.first().map(|genre| genre.name.clone()),
            genres,
            artists,
            display_artist: album.artist_line.clone(),
            artist: album.artist_line,
            song: Vec::new(),
            id,
        }
    };
    Ok(albums.into_iter().map(entry).collect())
}

/// Artists as a member's programs read them.
pub(super) fn artists(c: &mut Conn, me: ActorId, artists: Vec<(Artist, i64)>) -> QueryResult<Vec<ArtistEntry>> {
    let starred: HashMap<_, _> = star::starred(c, me, Item::Artist)?.into_iter().collect();
    let ids: Vec<ArtistId> = artists.iter().map(|(artist, _)| artist.id).collect();
    let pictured = Album::pictured(c, &ids)?;
    let entry = |(artist, album_count): (Artist, i64)| ArtistEntry {
        id: Id::Artist(artist.id).to_string(),
        name: artist.name,
        album_count,
        cover_art: pictured.contains(&artist.id).then(|| Id::Artist(artist.id).to_string()),
        starred: starred.get(&artist.id.0).copied().map(moment),
        music_brainz_id: artist.musicbrainz_id,
        sort_name: artist.sort_name,
        album: Vec::new(),
    };
    Ok(artists.into_iter().map(entry).collect())
}

/// A playlist, with the tracks that the member may hear where they are wanted.
pub(super) fn playlist(c: &mut Conn, me: ActorId, list: Playlist, whole: bool) -> QueryResult<PlaylistEntry> {
    let tracks = Playlist::tracks(c, list.id)?;
    let heard: Vec<Heard> = Heard::in_turn(c, Some(me), &tracks)?.into_iter().map(|(_, heard)| heard).collect();
    let cover =
        heard.iter().find(|heard| heard.album.cover_id.is_some()).map(|heard| Id::Album(heard.album.id).to_string());
    let owner = Actor::get(c, list.actor_id)?;
    Ok(PlaylistEntry {
        id: Id::Playlist(list.id).to_string(),
        name: list.title,
        comment: list.description,
        owner: owner.username,
        public: list.audience != Audience::Private,
        song_count: heard.len(),
        duration: heard.iter().map(|heard| (heard.track.duration_ms + 500) / 1000).sum(),
        created: moment(list.created_at),
        changed: moment(list.updated_at),
        cover_art: cover,
        entry: if whole { songs(c, me, heard)? } else { Vec::new() },
    })
}

/// The number of an artist's albums that the viewer may see.
pub(super) fn counted(listed: Vec<crate::artist::Listed>) -> Vec<(Artist, i64)> {
    listed.into_iter().map(|listed| (listed.artist, listed.albums)).collect()
}

/// An artist's id, where the id is of one.
pub(super) fn artist_of(id: Id) -> Option<ArtistId> {
    if let Id::Artist(id) = id { Some(id) } else { None }
}
