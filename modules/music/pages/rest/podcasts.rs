//! Podcasts: the channels of the club that publish episodes, which are made and changed on pages; and with them those elsewhere to
//! which the member is subscribed.

use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::markup;
use host::store::Conn;
use serde_json::{Value, json};

use super::answer::{Content, Failure};
use super::call::{Call, Id};
use super::entities::{self, moment};
use super::subscriptions;
use crate::channel::{Channel, Medium, publishing};
use crate::feed;
use crate::track::{Heard, TrackList};

/// How many podcasts there are at most, and how many episodes of each.
const MOST: i64 = 500;
/// What stands before the number of an actor in the id of a podcast.
const PREFIX: &str = "pc-";

/// The podcasts, or the one that is asked for, with their episodes unless these are not wanted.
pub(super) async fn all(call: &Call) -> Result<Content, Failure> {
    let p = &call.parameters;
    let whole = p.flag("includeEpisodes") != Some(false);
    let wanted = match p.said("id") {
        Some(id) => match subscriptions::podcast_of(id) {
            Some(id) => {
                let found = subscriptions::all(call, Some(id), whole).await?;
                return if found.is_empty() { Err(Failure::Missing) } else { Ok(told_of(found)) };
            }
            None => Some(number(id)?),
        },
        None => None,
    };
    let (me, stall) = (call.me, call.stall.clone());
    let read = call.app.db.read(move |c| {
        let mut channels = Vec::new();
        for actor in podcasts(c, stall.name)?.into_iter().filter(|actor| wanted.is_none_or(|id| actor.id == id)) {
            let episodes = if whole { episodes(c, me, &actor, MOST)? } else { Vec::new() };
            channels.push(json!({
                "id": format!("{PREFIX}{}", actor.id),
                "url": feed::address(&stall, &actor),
                "title": actor.display_name(),
                "description": markup::to_text(&actor.summary),
                "status": "completed",
                "episode": episodes,
            }));
        }
        Ok::<_, DbError>(channels)
    });
    let mut channels = read.await?;
    match wanted {
        Some(_) if channels.is_empty() => return Err(Failure::Missing),
        Some(_) => {}
        None => channels.extend(subscriptions::all(call, None, whole).await?),
    }
    Ok(told_of(channels))
}

fn told_of(channels: Vec<Value>) -> Content {
    Some(("podcasts", json!({"channel": channels})))
}

/// The episodes that were published last.
pub(super) async fn newest(call: &Call) -> Result<Content, Failure> {
    let (me, stall, count) = (call.me, call.stall.name, call.parameters.count("count", 20, MOST)?);
    let read = call.app.db.read(move |c| {
        let mut found = Vec::new();
        for actor in podcasts(c, stall)? {
            found.extend(episodes(c, me, &actor, count)?);
        }
        Ok::<_, DbError>(found)
    });
    let mut found = read.await?;
    found.extend(subscriptions::newest(call, count).await?);
    found.sort_by(|a, b| b["publishDate"].as_str().cmp(&a["publishDate"].as_str()));
    found.truncate(usize::try_from(count).unwrap_or_default());
    Ok(Some(("newestPodcasts", json!({"episode": found}))))
}

/// An episode by itself.
pub(super) async fn episode(call: &Call) -> Result<Content, Failure> {
    let id = call.parameters.need("id")?;
    if let Some(id) = subscriptions::episode_of(id) {
        return subscriptions::episode(call, id).await;
    }
    let Id::Track(id) = id.parse()? else { return Err(Failure::Missing) };
    let me = call.me;
    let read = call.app.db.read(move |c| {
        let heard = Heard::find(c, Some(me), id)?.ok_or(DbError::NotFound)?;
        let podcast = Actor::get(c, heard.object.actor_id)?;
        match Channel::of(c, podcast.id)?.medium {
            Medium::Podcast => entries(c, me, &podcast, vec![heard])?.pop().ok_or(DbError::NotFound),
            Medium::Music => Err(DbError::NotFound),
        }
    });
    Ok(Some(("podcastEpisode", read.await?)))
}

fn number(id: &str) -> Result<ActorId, Failure> {
    let number = id.strip_prefix(PREFIX).and_then(|number| number.parse().ok());
    number.map(ActorId).ok_or(Failure::Missing)
}

fn podcasts(c: &mut Conn, stall: &str) -> Result<Vec<Actor>, DbError> {
    let mut found = Vec::new();
    for (actor, _) in publishing(c, stall, MOST)? {
        if Channel::of(c, actor.id)?.medium == Medium::Podcast {
            found.push(actor);
        }
    }
    Ok(found)
}

/// What a member may hear of a podcast, the last first: tracks with what is said of episodes besides.
fn episodes(c: &mut Conn, me: ActorId, podcast: &Actor, limit: i64) -> Result<Vec<Value>, DbError> {
    let heard = TrackList { owner: Some(podcast.id), limit, ..TrackList::default() }.read(c, Some(me))?;
    entries(c, me, podcast, heard)
}

fn entries(c: &mut Conn, me: ActorId, podcast: &Actor, heard: Vec<Heard>) -> Result<Vec<Value>, DbError> {
    let told: Vec<(String, String)> = heard.iter().map(told).collect();
    let mut episodes = Vec::new();
    for (song, (published, description)) in entities::songs(c, me, heard)?.into_iter().zip(told) {
        let id = song.id.clone();
        let Ok(Value::Object(mut episode)) = serde_json::to_value(song) else { continue };
        episode.insert("streamId".to_owned(), json!(id));
        episode.insert("channelId".to_owned(), json!(format!("{PREFIX}{}", podcast.id)));
        episode.insert("publishDate".to_owned(), json!(published));
        episode.insert("description".to_owned(), json!(description));
        episode.insert("status".to_owned(), json!("completed"));
        episode.insert("type".to_owned(), json!("podcast"));
        episodes.push(Value::Object(episode));
    }
    Ok(episodes)
}

fn told(heard: &Heard) -> (String, String) {
    (moment(heard.object.published_at), markup::to_text(&heard.object.content))
}
