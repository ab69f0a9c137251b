//! Podcasts: the channels of the club that publish episodes. Programs read them; they are made and changed on pages.

use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::markup;
use host::store::Conn;
use serde_json::{Value, json};

use super::answer::{Content, Failure};
use super::call::Call;
use super::entities::{self, moment};
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
    let wanted = match p.said("id") {
        Some(id) => Some(number(id)?),
        None => None,
    };
    let (me, stall, whole) = (call.me, call.stall.clone(), p.flag("includeEpisodes") != Some(false));
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
    let channels = read.await?;
    if wanted.is_some() && channels.is_empty() {
        return Err(Failure::Missing);
    }
    Ok(Some(("podcasts", json!({"channel": channels}))))
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
    found.sort_by(|a, b| b["publishDate"].as_str().cmp(&a["publishDate"].as_str()));
    found.truncate(usize::try_from(count).unwrap_or_default());
    Ok(Some(("newestPodcasts", json!({"episode": found}))))
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
