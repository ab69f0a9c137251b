//! What is the member's own: stars, ratings, what was played and is to be, and where it was left off.

use chrono::DateTime;
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::object::{Object, ObjectId};
use host::social::reaction::Reaction;
use host::store::clock;
use serde_json::json;

use super::answer::{Content, Failure, content};
use super::call::{Call, Id};
use super::entities::{self, moment};
use super::subscriptions;
use crate::album::Album;
use crate::artist::Artist;
use crate::episode::Episode;
use crate::listen;
use crate::play_queue::PlayQueue;
use crate::playing::{self, Playing, Sign};
use crate::position::{Long, Position};
use crate::star::{self, Item};
use crate::track::{Heard, TrackList};

/// What a member may do by a program: everything that is the member's own.
pub(super) fn user(call: &Call) -> Result<Content, Failure> {
    if call.parameters.get("username").is_some_and(|asked| !asked.eq_ignore_ascii_case(&call.name)) {
        return Err(Failure::Forbidden);
    }
    let user = json!({
        "username": call.name, "scrobblingEnabled": true, "adminRole": false, "settingsRole": false, "downloadRole": true,
        "uploadRole": false, "playlistRole": true, "coverArtRole": false, "commentRole": false, "podcastRole": false,
        "streamRole": true, "jukeboxRole": false, "shareRole": true, "videoConversionRole": false, "folder": [0],
    });
    Ok(Some(("user", user)))
}

pub(super) async fn starred(call: &Call, name: &'static str) -> Result<Content, Failure> {
    let me = call.me;
    let read = call.app.db.read(move |c| {
        let (albums, artists) = star::of(c, me)?;
        let albums = Album::load(c, &albums)?;
        let albums = Album::open_to(c, Some(me), albums)?;
        let seen = Album::seen_of(c, Some(me), &artists)?;
        let mut named = Vec::new();
        for id in artists {
            let Some(count) = seen.get(&id).copied() else { continue };
            named.extend(Artist::find(c, id)?.map(|artist| (artist, count)));
        }
        let heard = TrackList { liked: true, limit: 500, ..TrackList::default() }.read(c, Some(me))?;
        Ok::<_, DbError>((
            entities::artists(c, me, named)?,
            entities::albums(c, me, albums)?,
            entities::songs(c, me, heard)?,
        ))
    });
    let (artist, album, song) = read.await?;
    Ok(Some((name, json!({"artist": content(artist)?, "album": content(album)?, "song": content(song)?}))))
}

/// Puts stars on things, or takes them off. On a track it is a like, of which its author hears.
pub(super) async fn star(call: &Call, on: bool) -> Result<Content, Failure> {
    let p = &call.parameters;
    let ids: Result<Vec<Id>, Failure> =
        ["id", "albumId", "artistId"].iter().flat_map(|name| p.all(name)).map(str::parse).collect();
    let (me, ids, hosts) = (call.me, ids?, call.app.hosts.clone());
    let written = call.app.db.write(move |c| {
        for id in &ids {
            let (item, number) = match id {
                Id::Track(track) => {
                    like(c, &hosts, me, *track, on)?;
                    continue;
                }
                Id::Album(album) => (Item::Album, album.0),
                Id::Artist(artist) => (Item::Artist, artist.0),
                Id::Playlist(_) => return Err(DbError::NotFound),
            };
            if on { star::star(c, me, item, number)? } else { star::unstar(c, me, item, number)? }
        }
        Ok(())
    });
    written.await?;
    Ok(None)
}

fn like(
    c: &mut host::store::Conn,
    hosts: &host::store::uri::Hosts,
    me: host::social::actor::ActorId,
    track: ObjectId,
    on: bool,
) -> Result<(), DbError> {
    let object: Object = Heard::find(c, Some(me), track)?.ok_or(DbError::NotFound)?.object;
    if on {
        let actor = Actor::get(c, me)?;
        Reaction::like(c, hosts, &actor, &object).map(drop)
    } else {
        Reaction::find(c, me, track)?.map_or(Ok(()), |reaction| reaction.undo(c, hosts))
    }
}

pub(super) async fn rate(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let rating: i16 = call
        .parameters
        .read("rating")?
        .filter(|rating| (0..=5).contains(rating))
        .ok_or(Failure::Parameter("rating"))?;
    let (item, number) = match id {
        Id::Track(id) => (Item::Track, id.0),
        Id::Album(id) => (Item::Album, id.0),
        Id::Artist(id) => (Item::Artist, id.0),
        Id::Playlist(_) => return Err(Failure::Missing),
    };
    call.app.db.write(move |c| star::rate(c, me, item, number, rating)).await?;
    Ok(None)
}

/// Notes what was played, or that something begins to play (`submission=false`).
pub(super) async fn scrobble(call: &Call) -> Result<Content, Failure> {
    let p = &call.parameters;
    if p.flag("submission") == Some(false) {
        let client = p.get("c").unwrap_or_default();
        if let Some(track) = p.tracks("id").pop() {
            playing::begin(&call.app, call.me, track, client, Sign::Told(0)).await?;
        }
        return Ok(None);
    }
    let (me, tracks, client) = (call.me, p.tracks("id"), p.get("c").unwrap_or_default().to_owned());
    let times: Vec<i64> = p.all("time").filter_map(|time| time.parse().ok()).collect();
    let written = call.app.db.write(move |c| {
        let heard = Heard::load(c, Some(me), &tracks)?;
        for (at, track) in tracks.iter().enumerate() {
            if heard.iter().any(|heard| heard.object.id == *track) {
                let time = times.get(at).and_then(|ms| DateTime::from_timestamp_millis(*ms));
                listen::note(c, me, *track, time.map_or_else(clock::now, |time| time.naive_utc()), &client)?;
            }
        }
        Ok::<_, DbError>(())
    });
    written.await?;
    Ok(None)
}

/// What the members play now, as far as they show it, and the member's own.
pub(super) async fn now_playing(call: &Call) -> Result<Content, Failure> {
    let me = call.me;
    let read = call.app.db.read(move |c| {
        let mut seen = Vec::new();
        for (playing, actor, heard) in Playing::seen_by(c, me)? {
            let song = entities::songs(c, me, vec![heard])?.pop();
            seen.extend(song.map(|song| entities::NowPlaying::new(song, actor.username, &playing)));
        }
        Ok::<_, DbError>(seen)
    });
    Ok(Some(("nowPlaying", json!({"entry": content(read.await?)?}))))
}

pub(super) async fn queue(call: &Call, by_index: bool) -> Result<Content, Failure> {
    let (me, name) = (call.me, call.name.clone());
    let read = call.app.db.read(move |c| {
        let Some(queue) = PlayQueue::of(c, me)? else { return Ok(None) };
        let heard = Heard::load(c, Some(me), &queue.tracks)?;
        let songs = entities::songs(c, me, heard)?;
        Ok::<_, DbError>(Some((queue, songs)))
    });
    let element = if by_index { "playQueueByIndex" } else { "playQueue" };
    let Some((queue, songs)) = read.await? else {
        return Ok(Some((
            element,
            json!({"username": name, "changed": moment(clock::now()), "changedBy": "", "entry": []}),
        )));
    };
    let mut said = json!({
        "position": queue.position_ms, "username": name, "changed": moment(queue.changed_at), "changedBy": queue.changed_by,
        "entry": content(songs)?,
    });
    let current = match by_index {
        true => ("currentIndex", json!(queue.current)),
        false => ("current", json!(queue.tracks.get(queue.current).map(|track| Id::Track(*track).to_string()))),
    };
    if let Some(map) = said.as_object_mut() {
        map.insert(current.0.to_owned(), current.1);
    }
    Ok(Some((element, said)))
}

pub(super) async fn save_queue(call: &Call, by_index: bool) -> Result<Content, Failure> {
    let p = &call.parameters;
    let (me, tracks, client) = (call.me, p.tracks("id"), p.get("c").unwrap_or_default().to_owned());
    let position = p.read::<i64>("position")?.unwrap_or(0);
    let current = match by_index {
        true => p.read::<usize>("currentIndex")?.unwrap_or(0),
        false => {
            let playing = p.tracks("current").pop();
            tracks.iter().position(|track| Some(*track) == playing).unwrap_or(0)
        }
    };
    call.app.db.write(move |c| PlayQueue::keep(c, me, &tracks, current, position, &client)).await?;
    Ok(None)
}

pub(super) async fn bookmarks(call: &Call) -> Result<Content, Failure> {
    let (me, name) = (call.me, call.name.clone());
    let read = call.app.db.read(move |c| {
        let mut marked = Vec::new();
        for position in Position::all(c, me)? {
            let entry = match position.of_what() {
                Long::Track(id) => {
                    let heard = Heard::load(c, Some(me), &[id])?;
                    entities::songs(c, me, heard)?.pop().map(content)
                }
                Long::Episode(id) => {
                    Episode::find(c, me, id)?.map(|(episode, podcast)| Ok(subscriptions::entry(episode, &podcast)))
                }
            };
            marked.extend(entry.map(|entry| (position, entry)));
        }
        Ok::<_, DbError>(marked)
    });
    let mut bookmark = Vec::new();
    for (at, entry) in read.await? {
        bookmark.push(json!({
            "position": at.position_ms, "username": name, "comment": at.comment, "created": moment(at.created_at),
            "changed": moment(at.changed_at), "entry": entry?,
        }));
    }
    Ok(Some(("bookmarks", json!({"bookmark": bookmark}))))
}

pub(super) async fn bookmark(call: &Call, set: bool) -> Result<Content, Failure> {
    let p = &call.parameters;
    let (me, id) = (call.me, p.need("id")?);
    let what = match subscriptions::episode_of(id) {
        Some(episode) => Long::Episode(episode),
        None => match id.parse()? {
            Id::Track(track) => Long::Track(track),
            _ => return Err(Failure::Missing),
        },
    };
    let (position, comment) =
        (p.read::<i64>("position")?.unwrap_or(0), p.get("comment").unwrap_or_default().to_owned());
    let written = call.app.db.write(move |c| {
        match what {
            Long::Track(id) => Heard::find(c, Some(me), id)?.map(drop),
            Long::Episode(id) => Episode::find(c, me, id)?.map(drop),
        }
        .ok_or(DbError::NotFound)?;
        if set { Position::set(c, me, what, position, Some(&comment)) } else { Position::forget(c, me, what) }
    });
    written.await?;
    Ok(None)
}
