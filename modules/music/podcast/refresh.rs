//! A podcast is read anew, again and again, as long as somebody is subscribed to it.

use async_trait::async_trait;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::App;
use host::federation::client::{Edition, FetchError, Revisited};
use host::social::domain::Policies;
use host::social::media::{Media, RemoteMedia};
use host::store::jobs::{self, Failure, Job};
use host::store::{Conn, clock};
use host::vocab::Iri;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use url::Url;

use super::reading::{self, MAX_BYTES, Problem, Told};
use super::{Podcast, PodcastId};
use crate::episode::Episode;
use crate::schema::music_podcasts;
use crate::subscription;
use crate::text::MAX_URL;

/// How often a podcast is read that does not say so itself.
const USUAL_MINUTES: i64 = 60;
/// What of that it may ask for.
const LEAST_MINUTES: i64 = 30;
const MOST_MINUTES: i64 = 24 * 60;
/// How long one waits at most that cannot be read.
const MOST_PATIENCE: TimeDelta = TimeDelta::hours(48);
/// How long a picture is kept that no feed shows any more.
const PICTURE: TimeDelta = TimeDelta::days(30);

/// Reads a podcast anew.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct RefreshPodcast {
    pub(crate) podcast: PodcastId,
}

impl RefreshPodcast {
    pub(crate) fn key(self) -> String {
        format!("music.podcast:{}", self.podcast)
    }
}

/// What was read: nothing new, or what the feed says, which page led where to it, and what its server calls it.
#[derive(Clone)]
enum Read {
    Unchanged,
    Changed { told: Box<Told>, led: Option<Url>, edition: Edition },
}

#[async_trait]
impl Job for RefreshPodcast {
    type Context = App;
    const NAME: &'static str = "music.refresh-podcast";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (id, job) = (self.podcast, *self);
        let found = app.db.read(move |c| match subscription::count(c, id)? {
            0 => Ok::<_, diesel::result::Error>(None),
            _ => Podcast::find(c, id),
        });
        let Some(podcast) = found.await? else { return Ok(()) };
        let read = podcast.fetch(app).await?;
        app.db
            .write(move |c| {
                let minutes = match &read {
                    Ok(Read::Changed { told, led, edition }) => {
                        if !podcast.settle(c, told, led.as_ref(), edition)? {
                            return Ok(());
                        }
                        told.ttl.unwrap_or(USUAL_MINUTES).clamp(LEAST_MINUTES, MOST_MINUTES)
                    }
                    Ok(Read::Unchanged) => {
                        podcast.note(c, None)?;
                        USUAL_MINUTES
                    }
                    Err(problem) => {
                        podcast.note(c, Some(*problem))?;
                        USUAL_MINUTES << podcast.failures.clamp(0, 10)
                    }
                };
                let wait = TimeDelta::minutes(minutes).min(MOST_PATIENCE);
                jobs::enqueue_unique_at(c, &job, &job.key(), clock::now() + wait)
            })
            .await?;
        Ok(())
    }
}

impl Podcast {
    async fn fetch(&self, app: &App) -> Result<Result<Read, Problem>, Failure> {
        let Ok(url) = Url::parse(&self.url) else { return Ok(Err(Problem::Gone)) };
        let policies = app.db.read(Policies::load).await?;
        if Iri::new(url.as_str()).host().is_none_or(|host| policies.blocks(&host) || policies.rejects_media(&host)) {
            return Ok(Err(Problem::Blocked));
        }
        // What was not understood is read whole, however little it changed.
        let known = if self.problem.is_none() { self.edition() } else { Edition::default() };
        let (fetched, edition, led) = match app.federation.client().get_feed(&url, &known, MAX_BYTES).await {
            Ok(Revisited::Unchanged) => return Ok(Ok(Read::Unchanged)),
            Ok(Revisited::Changed { feed, edition, led }) => (feed, edition, led),
            Err(error) => return Ok(Err(Problem::of(&error))),
        };
        let now = clock::now();
        let read = spawn_blocking(move || reading::read(&fetched.body, &fetched.final_url, now));
        let told = read.await.map_err(|error| Failure::Drop(error.to_string()))?;
        Ok(told.map(|told| Read::Changed { told: Box::new(told), led, edition }))
    }

    /// Takes over what the feed says. `false`: it is another podcast that is known already, and was joined to that.
    fn settle(&self, c: &mut Conn, told: &Told, led: Option<&Url>, edition: &Edition) -> QueryResult<bool> {
        // Where a page leads is kept; where a feed is redirected to may be so for today only.
        let url = led.filter(|led| led.as_str().len() <= MAX_URL).map_or(self.url.as_str(), Url::as_str);
        let other: Option<PodcastId> = music_podcasts::table
            .filter(music_podcasts::url.eq(url))
            .filter(music_podcasts::id.ne(self.id))
            .select(music_podcasts::id)
            .first(c)
            .optional()?;
        if let Some(other) = other {
            subscription::move_all(c, self.id, other)?;
            Self::let_go_unheard(c)?;
            return Ok(false);
        }
        let picture = told.picture.as_ref().map(|url| RemoteMedia {
            url: url.to_string(),
            media_type: "image/*".to_owned(),
            ..RemoteMedia::default()
        });
        let picture = Media::of_page(c, self.picture_id, picture.as_ref())?;
        if let Some(picture) = picture {
            Media::hold_remote(c, picture, clock::now() + PICTURE)?;
        }
        diesel::update(music_podcasts::table.find(self.id))
            .set((
                music_podcasts::url.eq(url),
                music_podcasts::title.eq(&told.title),
                music_podcasts::author.eq(&told.author),
                music_podcasts::description.eq(&told.description),
                music_podcasts::link.eq(&told.link),
                music_podcasts::picture_id.eq(picture),
                music_podcasts::etag.eq(&edition.etag),
                music_podcasts::modified.eq(&edition.modified),
            ))
            .execute(c)?;
        self.note(c, None)?;
        Episode::keep(c, self.id, &told.episodes)?;
        Ok(true)
    }

    /// Notes that it was asked for, and what was the matter.
    fn note(&self, c: &mut Conn, problem: Option<Problem>) -> QueryResult<()> {
        let failures = problem.map_or(0, |_| self.failures.saturating_add(1));
        let now: NaiveDateTime = clock::now();
        diesel::update(music_podcasts::table.find(self.id))
            .set((
                music_podcasts::checked_at.eq(now),
                music_podcasts::failures.eq(failures),
                music_podcasts::problem.eq(problem),
            ))
            .execute(c)?;
        Ok(())
    }
}

impl Problem {
    fn of(error: &FetchError) -> Self {
        match error {
            FetchError::Gone(_) => Self::Gone,
            FetchError::Status { .. } | FetchError::TooManyRedirects(_) => Self::Refused,
            FetchError::Forbidden(_) | FetchError::Disabled => Self::Forbidden,
            FetchError::TooLong(_) => Self::TooLarge,
            FetchError::ContentType(_) => Self::NoFeed,
            FetchError::Unreachable(_) | FetchError::Deadline(_) | FetchError::Signing(_) => Self::Unreachable,
        }
    }
}
