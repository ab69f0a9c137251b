//! Podcasts elsewhere, for programs: what the member is subscribed to, its episodes, and their sound.

use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::social::markup;
use serde_json::{Value, json};

use super::answer::{Content, Failure};
use super::call::Call;
use super::entities::moment;
use crate::episode::{Episode, EpisodeId};
use crate::pages::episodes;
use crate::podcast::{self, Podcast, PodcastId, Problem};
use crate::subscription;

/// What stands before the number of a podcast elsewhere, and of an episode of one, in their ids.
const PODCAST: &str = "pf-";
const EPISODE: &str = "ep-";

/// The number of a podcast elsewhere; none where the id is of something else.
pub(super) fn podcast_of(id: &str) -> Option<PodcastId> {
    id.strip_prefix(PODCAST)?.parse().ok()
}

/// The number of an episode elsewhere; likewise.
pub(super) fn episode_of(id: &str) -> Option<EpisodeId> {
    id.strip_prefix(EPISODE)?.parse().ok()
}

/// What the member is subscribed to, or the one that is asked for, with episodes if these are wanted.
pub(super) async fn all(call: &Call, wanted: Option<PodcastId>, whole: bool) -> Result<Vec<Value>, Failure> {
    let me = call.me;
    let read = call.app.db.read(move |c| {
        let mut channels = Vec::new();
        for podcast in subscription::of(c, me)?.into_iter().filter(|one| wanted.is_none_or(|id| one.id == id)) {
            let episodes = if whole { Episode::of(c, podcast.id)? } else { Vec::new() };
            channels.push(channel(&podcast, episodes));
        }
        Ok::<_, DbError>(channels)
    });
    Ok(read.await?)
}

/// The newest episodes of all.
pub(super) async fn newest(call: &Call, count: i64) -> Result<Vec<Value>, Failure> {
    let me = call.me;
    let read = call.app.db.read(move |c| Episode::newest(c, me, count, 0)).await?;
    Ok(read.into_iter().map(|(episode, podcast)| entry(episode, &podcast)).collect())
}

/// One of the member's.
async fn find(call: &Call, id: EpisodeId) -> Result<(Episode, Podcast), Failure> {
    let me = call.me;
    call.app.db.read(move |c| Episode::find(c, me, id)).await?.ok_or(Failure::Missing)
}

/// An episode by itself (`getPodcastEpisode`).
pub(super) async fn episode(call: &Call, id: EpisodeId) -> Result<Content, Failure> {
    let (episode, podcast) = find(call, id).await?;
    Ok(Some(("podcastEpisode", entry(episode, &podcast))))
}

/// The sound of one, as it comes.
pub(super) async fn stream(call: &Call, req: &HttpRequest, id: EpisodeId, save: bool) -> Result<HttpResponse, Failure> {
    let (episode, podcast) = find(call, id).await?;
    let name = save.then(|| format!("{} - {}.{}", podcast.name(), episode.title, suffix(&episode.media_type)));
    Ok(episodes::send(&call.app, req, &episode, name.as_deref()).await?)
}

/// Subscribes the member (`createPodcastChannel`).
pub(super) async fn subscribe(call: &Call) -> Result<Content, Failure> {
    let (me, url) = (call.me, podcast::address(call.parameters.need("url")?).ok_or(Failure::Parameter("url"))?);
    if call.app.hosts.is_local(&url) {
        return Err(Failure::Other("this is a channel of the club itself".to_owned()));
    }
    match call.app.db.write(move |c| subscription::begin(c, me, &url)).await? {
        Some(_) => Ok(None),
        None => Err(Failure::Other("no more podcasts can be subscribed to".to_owned())),
    }
}

/// Ends a subscription (`deletePodcastChannel`). The club's own podcasts are nobody's to delete here.
pub(super) async fn unsubscribe(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, podcast_of(call.parameters.need("id")?).ok_or(Failure::Forbidden)?);
    match call.app.db.write(move |c| subscription::end(c, me, id)).await? {
        true => Ok(None),
        false => Err(Failure::Missing),
    }
}

/// Has all of them read (`refreshPodcasts`).
pub(super) async fn refresh(call: &Call) -> Result<Content, Failure> {
    let me = call.me;
    let hastened = call
        .app
        .db
        .write(move |c| subscription::of(c, me)?.into_iter().try_for_each(|podcast| Podcast::hasten(c, podcast.id)));
    hastened.await?;
    Ok(None)
}

/// Nothing has to be downloaded: episodes are played from where they are (`downloadPodcastEpisode`).
pub(super) async fn download(call: &Call) -> Result<Content, Failure> {
    let id = episode_of(call.parameters.need("id")?).ok_or(Failure::Missing)?;
    find(call, id).await.map(|_| None)
}

fn channel(podcast: &Podcast, episodes: Vec<Episode>) -> Value {
    let status = match (podcast.problem, podcast.checked_at) {
        (Some(_), _) => "error",
        (None, None) => "new",
        (None, Some(_)) => "completed",
    };
    let mut channel = json!({
        "id": format!("{PODCAST}{}", podcast.id),
        "url": podcast.url,
        "title": podcast.name(),
        "description": markup::to_text(&podcast.description),
        "status": status,
        "episode": episodes.into_iter().map(|episode| entry(episode, podcast)).collect::<Vec<_>>(),
    });
    say(&mut channel, "errorMessage", podcast.problem.map(|problem| json!(explain(problem))));
    channel
}

/// Adds what is known.
fn say(told: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(told), Some(value)) = (told.as_object_mut(), value) {
        told.insert(key.to_owned(), value);
    }
}

/// An episode as programs read it.
pub(super) fn entry(episode: Episode, podcast: &Podcast) -> Value {
    let id = format!("{EPISODE}{}", episode.id);
    let mut entry = json!({
        "id": id,
        "streamId": id,
        "channelId": format!("{PODCAST}{}", podcast.id),
        "parent": format!("{PODCAST}{}", podcast.id),
        "isDir": false,
        "title": episode.title,
        "album": podcast.name(),
        "artist": if podcast.author.is_empty() { podcast.name() } else { &podcast.author },
        "description": markup::to_text(&episode.description),
        "publishDate": moment(episode.published_at),
        "year": chrono::Datelike::year(&episode.published_at),
        "contentType": episode.media_type,
        "suffix": suffix(&episode.media_type),
        "isVideo": episode.media_type.starts_with("video/"),
        "status": "completed",
        "type": "podcast",
    });
    say(&mut entry, "duration", (episode.duration_ms > 0).then(|| json!(episode.duration_ms / 1000)));
    say(&mut entry, "size", (episode.size > 0).then(|| json!(episode.size)));
    say(&mut entry, "track", episode.number.map(|number| json!(number)));
    entry
}

/// The ending of files of that type.
fn suffix(media_type: &str) -> &str {
    match media_type {
        "audio/mpeg" => "mp3",
        "audio/mp4" | "audio/x-m4a" => "m4a",
        "video/mp4" => "mp4",
        "audio/ogg" => "ogg",
        other => other.rsplit_once('/').map_or("bin", |(_, subtype)| subtype),
    }
}

fn explain(problem: Problem) -> &'static str {
    match problem {
        Problem::Unreachable => "its server cannot be reached",
        Problem::Gone => "there is nothing at its address",
        Problem::Refused => "its server does not hand it out",
        Problem::Forbidden => "its address is never contacted",
        Problem::Blocked => "the club takes nothing from its server",
        Problem::TooLarge => "its feed is too large",
        Problem::NoFeed => "there is no feed at its address",
        Problem::Silent => "there is no sound in its feed",
    }
}
