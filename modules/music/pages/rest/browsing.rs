//! Looking through the shelf: artists, albums, tracks, and what is known about them.

use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::store::Conn;
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{Content, Failure, content};
use super::call::{Call, Id};
use super::entities::{self, ArtistEntry};
use crate::album::{Album, AlbumId, AlbumList, Order};
use crate::artist::{Artist, ArtistId, Listed};
use crate::lyrics::Lyrics;
use crate::text::initial;
use crate::track::{Heard, Track, TrackList};

/// Articles that make no difference to the order.
const ARTICLES: &str = "The A An Le La Les Un Une Die Der Das El Los Las";

/// Those whose names begin with a letter.
#[derive(Serialize)]
struct Index {
    name: String,
    artist: Vec<ArtistEntry>,
}

pub(super) async fn scan(call: &Call) -> Result<Content, Failure> {
    let me = call.me;
    let count = call.app.db.read(move |c| Track::count(c, me)).await?;
    Ok(Some(("scanStatus", json!({"scanning": false, "count": count}))))
}

pub(super) async fn indexes(call: &Call, by_tags: bool) -> Result<Content, Failure> {
    let me = call.me;
    let read = call.app.db.read(move |c| {
        let listed = Listed::all(c, Some(me))?;
        let letters: Vec<String> = listed.iter().map(|listed| initial(&listed.artist.sort_name)).collect();
        Ok::<_, DbError>((letters, entities::artists(c, me, entities::counted(listed))?))
    });
    let (letters, artists) = read.await?;
    let mut index: Vec<Index> = Vec::new();
    for (letter, artist) in letters.into_iter().zip(artists) {
        match index.iter_mut().find(|known| known.name == letter) {
            Some(known) => known.artist.push(artist),
            None => index.push(Index { name: letter, artist: vec![artist] }),
        }
    }
    let index = content(index)?;
    Ok(Some(match by_tags {
        true => ("artists", json!({"ignoredArticles": ARTICLES, "index": index})),
        // What changed is not told apart: everything is sent.
        false => ("indexes", json!({"ignoredArticles": ARTICLES, "lastModified": 0, "index": index})),
    }))
}

/// Folders, for programs that know nothing else: an artist holds albums, an album tracks.
pub(super) async fn directory(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let read = call.app.db.read(move |c| match id {
        Id::Artist(artist) => {
            let name = Artist::find(c, artist)?.ok_or(DbError::NotFound)?.name;
            let albums = of_artist(c, me, artist)?;
            Ok((name, serde_json::to_value(entities::albums(c, me, albums)?)))
        }
        Id::Album(album) => {
            let (album, heard) = with_tracks(c, me, album)?;
            Ok((album.title, serde_json::to_value(entities::songs(c, me, heard)?)))
        }
        Id::Track(_) | Id::Playlist(_) => Err(DbError::NotFound),
    });
    let (name, child) = read.await?;
    let child = child.map_err(|error| Failure::Other(error.to_string()))?;
    Ok(Some(("directory", json!({"id": id.to_string(), "name": name, "child": child}))))
}

fn of_artist(c: &mut Conn, me: ActorId, artist: ArtistId) -> Result<Vec<Album>, DbError> {
    AlbumList { artist: Some(artist), order: Order::Year, limit: 500, ..AlbumList::default() }.read(c, Some(me))
}

/// An album with the tracks of it that the member may hear: at least one.
fn with_tracks(c: &mut Conn, me: ActorId, id: AlbumId) -> Result<(Album, Vec<Heard>), DbError> {
    let album = Album::find(c, id)?.ok_or(DbError::NotFound)?;
    let heard = Heard::of_album(c, Some(me), id)?;
    if heard.is_empty() { Err(DbError::NotFound) } else { Ok((album, heard)) }
}

pub(super) async fn artist(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let id = entities::artist_of(id).ok_or(Failure::Missing)?;
    let read = call.app.db.read(move |c| {
        let artist = Artist::find(c, id)?.ok_or(DbError::NotFound)?;
        let albums = of_artist(c, me, id)?;
        if albums.is_empty() {
            return Err(DbError::NotFound);
        }
        let count = i64::try_from(albums.len()).unwrap_or(i64::MAX);
        let mut entry = entities::artists(c, me, vec![(artist, count)])?.pop().ok_or(DbError::NotFound)?;
        entry.album = entities::albums(c, me, albums)?;
        Ok(entry)
    });
    Ok(Some(("artist", content(read.await?)?)))
}

pub(super) async fn album(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let Id::Album(id) = id else { return Err(Failure::Missing) };
    let read = call.app.db.read(move |c| {
        let (album, heard) = with_tracks(c, me, id)?;
        let mut entry = entities::albums(c, me, vec![album])?.pop().ok_or(DbError::NotFound)?;
        entry.song = entities::songs(c, me, heard)?;
        Ok::<_, DbError>(entry)
    });
    Ok(Some(("album", content(read.await?)?)))
}

pub(super) async fn song(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let Id::Track(id) = id else { return Err(Failure::Missing) };
    let read = call.app.db.read(move |c| {
        let heard = Heard::load(c, Some(me), &[id])?;
        entities::songs(c, me, heard)?.pop().ok_or(DbError::NotFound)
    });
    Ok(Some(("song", content(read.await?)?)))
}

/// Of artists nothing is told that others would have to be asked for.
pub(super) async fn artist_info(call: &Call, name: &'static str) -> Result<Content, Failure> {
    let id = call.parameters.id("id")?;
    let Some(id) = entities::artist_of(id) else { return Ok(Some((name, json!({})))) };
    let artist = call.app.db.read(move |c| Artist::find(c, id)).await?.ok_or(Failure::Missing)?;
    let info = artist.musicbrainz_id.map_or_else(|| json!({}), |id| json!({"musicBrainzId": id}));
    Ok(Some((name, info)))
}

pub(super) async fn album_info(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let Id::Album(id) = id else { return Ok(Some(("albumInfo", json!({})))) };
    let album = call.app.db.read(move |c| with_tracks(c, me, id)).await?.0;
    let info = album.musicbrainz_id.map_or_else(|| json!({}), |id| json!({"musicBrainzId": id}));
    Ok(Some(("albumInfo", info)))
}

/// What the members like most of an artist; what nobody liked yet comes last.
pub(super) async fn top_songs(call: &Call) -> Result<Content, Failure> {
    let (me, count) = (call.me, call.parameters.count("count", 50, 500)?);
    let name = call.parameters.need("artist")?.to_owned();
    let read = call.app.db.read(move |c| {
        let Some(artist) = Artist::named(c, &name)? else { return Ok(Vec::new()) };
        let mut heard = TrackList { artist: Some(artist), limit: 500, ..TrackList::default() }.read(c, Some(me))?;
        heard.sort_by_key(|heard| std::cmp::Reverse(heard.object.likes_count));
        heard.truncate(usize::try_from(count).unwrap_or_default());
        entities::songs(c, me, heard)
    });
    Ok(Some(("topSongs", json!({"song": content(read.await?)?}))))
}

/// What shares a hashtag with it, or is by the same artist.
pub(super) async fn similar(call: &Call, name: &'static str) -> Result<Content, Failure> {
    let (me, count, id) = (call.me, call.parameters.count("count", 50, 500)?, call.parameters.id("id")?);
    let read = call.app.db.read(move |c| {
        let like = match id {
            Id::Track(id) => Heard::similar(c, me, id, count)?,
            Id::Artist(artist) => {
                TrackList { artist: Some(artist), random: true, limit: count, ..TrackList::default() }
                    .read(c, Some(me))?
            }
            Id::Album(album) => match with_tracks(c, me, album)?.1.first() {
                Some(first) => Heard::similar(c, me, first.object.id, count)?,
                None => Vec::new(),
            },
            Id::Playlist(_) => Vec::new(),
        };
        entities::songs(c, me, like)
    });
    Ok(Some((name, json!({"song": content(read.await?)?}))))
}

pub(super) async fn lyrics(call: &Call) -> Result<Content, Failure> {
    let me = call.me;
    let (artist, title) = (
        call.parameters.get("artist").unwrap_or_default().to_owned(),
        call.parameters.get("title").unwrap_or_default().to_owned(),
    );
    let words = format!("{artist} {title}");
    let read = call.app.db.read(move |c| match Heard::search(c, Some(me), &words, 1, 0)?.pop() {
        Some(heard) => Track::lyrics(c, heard.object.id),
        None => Ok(String::new()),
    });
    Ok(Some(("lyrics", json!({"artist": artist, "title": title, "value": read.await?}))))
}

pub(super) async fn lyrics_by_id(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let Id::Track(id) = id else { return Err(Failure::Missing) };
    let read = call.app.db.read(move |c| {
        let heard = Heard::find(c, Some(me), id)?.ok_or(DbError::NotFound)?;
        Ok::<_, DbError>((heard, Track::lyrics(c, id)?))
    });
    let (heard, words) = read.await?;
    let structured: Vec<Value> = if words.is_empty() { Vec::new() } else { vec![lines(&heard, &words)] };
    Ok(Some(("lyricsList", json!({"structuredLyrics": structured}))))
}

/// Lyrics line by line; with times where they have them.
fn lines(heard: &Heard, words: &str) -> Value {
    let Lyrics { synced, lines } = Lyrics::read(words);
    let line: Vec<Value> = match synced {
        true => lines.into_iter().map(|line| json!({"start": line.at_ms, "value": line.words})).collect(),
        false => lines.into_iter().map(|line| json!({"value": line.words})).collect(),
    };
    json!({
        "displayArtist": heard.track.artist_line,
        "displayTitle": heard.object.title,
        "lang": "und",
        "synced": synced,
        "line": line,
    })
}
