//! What the server tidies up by itself.

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use diesel::QueryResult;
use diesel::result::Error as DbError;
use serde::{Deserialize, Serialize};
use social::access_token::AccessToken;
use social::account::Account;
use social::account::sign_up::CONFIRM_WITHIN;
use social::actor::Actor;
use social::application::Application;
use social::authorization::Authorization;
use social::challenge::Challenge;
use social::mail::Mail;
use social::media::Media;
use social::mute::Mute;
use social::participation::Participation;
use social::preview::{FRESH, Preview};
use social::session::Session;
use social::ticket::Ticket;
use social::token::EmailToken;
use store::jobs::{self, Failure, Job, Runner};
use store::{Conn, clock};

use crate::{App, cache, development, idempotency, location, membership, participation, saying, upload};

/// How many entries of a timeline are kept.
const TIMELINE: i64 = 5_000;

/// Forgets what has run out: sessions, tickets, tokens, codes, programs that nobody uses, mutes, keys of what was said,
/// sign-ups that nobody confirmed, old mail, pages that nobody links to any more.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Expire;

/// Deletes media that hang on nothing a day after they were uploaded.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CollectMedia;

/// Deletes files whose rows went, unless something shows them again.
#[derive(Debug, Serialize, Deserialize)]
pub struct DiscardFiles {
    keys: Vec<String>,
}

impl DiscardFiles {
    /// Drops the row of a file now, and the file itself as soon as that is certain.
    pub fn of_later(c: &mut Conn, media: &Media) -> QueryResult<()> {
        let keys = media.remove(c)?;
        if keys.is_empty() { Ok(()) } else { jobs::enqueue(c, &Self { keys }).map(drop) }
    }
}

/// Keeps timelines from growing without end.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TrimTimelines;

/// Gives accounts the actors that they lack.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SettleMembers;

pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    const HOUR: Duration = Duration::from_secs(3600);
    let nouns = [
        cache::register,
        upload::register,
        development::register,
        saying::register,
        participation::register,
        location::register,
    ];
    let runner = nouns.into_iter().fold(runner, |runner, register| register(runner));
    runner
        .register::<DiscardFiles>()
        .every::<Expire>(HOUR)
        .every::<CollectMedia>(6 * HOUR)
        .every::<TrimTimelines>(24 * HOUR)
        .every::<SettleMembers>(HOUR)
}

fn again(error: impl std::fmt::Display) -> Failure {
    Failure::Retry(error.to_string())
}

#[async_trait]
impl Job for Expire {
    type Context = App;
    const NAME: &'static str = "expire";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let modules = app.modules;
        app.db
            .write(move |c| {
                Session::expire(c)?;
                Ticket::expire(c)?;
                EmailToken::expire(c)?;
                Participation::expire(c)?;
                Challenge::expire(c)?;
                Authorization::expire(c)?;
                AccessToken::expire(c)?;
                Application::expire(c)?;
                Mute::expire(c)?;
                idempotency::expire(c)?;
                Account::forget_unconfirmed(c, clock::now() - CONFIRM_WITHIN)?;
                Mail::prune(c, clock::now() - TimeDelta::days(30))?;
                Preview::prune(c, clock::now() - FRESH)?;
                modules.iter().try_for_each(|module| module.sweep(c))?;
                Ok::<_, diesel::result::Error>(())
            })
            .await
            .map_err(again)
    }
}

#[async_trait]
impl Job for CollectMedia {
    type Context = App;
    const NAME: &'static str = "collect-media";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        prune_media(app, TimeDelta::days(1), false).await.map(|_| ()).map_err(again)
    }
}

/// Deletes the media that hang on nothing and are older than that; only counts them where `dry`.
/// Returns how many rows and how many bytes went.
pub async fn prune_media(
    app: &App,
    older: TimeDelta,
    dry: bool,
) -> Result<(usize, i64), Box<dyn std::error::Error + Send + Sync>> {
    let (mut count, mut bytes) = (0, 0);
    loop {
        let before = clock::now() - older;
        let orphans = app.db.read(move |c| Media::orphans(c, before, 500)).await?;
        count += orphans.len();
        bytes += orphans.iter().map(|media| media.size).sum::<i64>();
        if dry || orphans.is_empty() {
            return Ok((count, bytes));
        }
        for media in orphans {
            let keys = app.db.write(move |c| media.remove(c)).await?;
            for key in keys {
                app.media.delete(&key).await?;
            }
        }
    }
}

#[async_trait]
impl Job for DiscardFiles {
    type Context = App;
    const NAME: &'static str = "discard-files";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let keys = self.keys.clone();
        for key in app.db.read(move |c| Media::unused(c, &keys)).await.map_err(|error: DbError| again(error))? {
            app.media.delete(&key).await.map_err(again)?;
        }
        Ok(())
    }
}

#[async_trait]
impl Job for TrimTimelines {
    type Context = App;
    const NAME: &'static str = "trim-timelines";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        for stall in app.hosts.stalls() {
            let name = stall.name;
            let mut owners: Vec<_> = app
                .db
                .read(move |c| Actor::at_stall(c, name, i64::MAX))
                .await
                .map_err(again)?
                .into_iter()
                .map(|a| a.id)
                .collect();
            owners.extend(app.db.read(move |c| Actor::id_of_stall(c, name)).await.map_err(again)?);
            for owner in owners {
                app.db.write(move |c| social::timeline::prune(c, owner, TIMELINE)).await.map_err(again)?;
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Job for SettleMembers {
    type Context = App;
    const NAME: &'static str = "settle-members";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        membership::settle_all(app).await.map_err(again)
    }
}
