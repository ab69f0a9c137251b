//! Subscriptions: calendars elsewhere that are asked again and again, and whose events a member or a group takes over. What goes from
//! such a calendar before it takes place is deleted here too.

use std::collections::HashSet;

use async_trait::async_trait;
use chrono::{NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use diesel::prelude::*;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::domain::Policies;
use host::social::schema::actors;
use host::social::{markup, secret};
use host::store::jobs::{self, Failure, Job};
use host::store::{Conn, clock};
use host::vocab::Iri;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use url::Url;

use crate::import::{Ground, Plan, Report, Taking};
use crate::schema::events_subscriptions;
use crate::{MANIFEST, calendar};

host::store::id_type! {
    /// Names a subscription; ordered by when it was made.
    pub(crate) SubscriptionId
}

/// How often a calendar is asked.
const EVERY: TimeDelta = TimeDelta::hours(1);
/// How long one waits that could not be read.
const AFTER_FAILURE: TimeDelta = TimeDelta::hours(6);
/// The most subscriptions of a member.
pub(crate) const MOST: i64 = 30;
/// The longest address, in bytes.
const MAX_URL: usize = 2000;

/// A row of `events_subscriptions`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events_subscriptions)]
pub(crate) struct Subscription {
    pub(crate) id: SubscriptionId,
    /// Whose events they become.
    pub(crate) actor_id: ActorId,
    /// Where the calendar is.
    pub(crate) url: String,
    /// As it calls itself; its host until it was read.
    pub(crate) title: String,
    zone: String,
    digest: Option<String>,
    pub(crate) checked_at: Option<NaiveDateTime>,
    /// How many events it had then.
    pub(crate) events: i64,
    /// Why it could not be read last, or what of it was not taken.
    pub(crate) problem: Option<String>,
}

/// The address of a calendar as it was typed: `webcal:` is what programs call it that subscribe.
pub(crate) fn address(typed: &str) -> Option<Url> {
    let typed = typed.trim();
    let typed = ["webcal://", "webcals://"]
        .into_iter()
        .find_map(|scheme| typed.strip_prefix(scheme))
        .map_or_else(|| typed.to_owned(), |rest| format!("https://{rest}"));
    let url = Url::parse(&typed).ok().filter(|_| typed.len() <= MAX_URL)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && plain).then_some(url)
}

impl Subscription {
    /// One by its number.
    fn find(c: &mut Conn, id: SubscriptionId) -> QueryResult<Option<Self>> {
        events_subscriptions::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Those that a member made, the newest first, each with whose events they become.
    pub(crate) fn of_member(c: &mut Conn, member: ActorId) -> QueryResult<Vec<(Self, Actor)>> {
        events_subscriptions::table
            .inner_join(actors::table.on(actors::id.eq(events_subscriptions::actor_id)))
            .filter(events_subscriptions::member_id.eq(member))
            .order(events_subscriptions::id.desc())
            .select((Self::as_select(), Actor::as_select()))
            .load(c)
    }

    /// Begins one; it is read at once. `false`: the member has too many. One that is there already is read anew.
    pub(crate) fn begin(c: &mut Conn, organiser: ActorId, member: ActorId, url: &Url, zone: Tz) -> QueryResult<bool> {
        let own = events_subscriptions::table.filter(events_subscriptions::member_id.eq(member));
        if own.count().get_result::<i64>(c)? >= MOST {
            return Ok(false);
        }
        diesel::insert_into(events_subscriptions::table)
            .values((
                events_subscriptions::id.eq(SubscriptionId::next()),
                events_subscriptions::actor_id.eq(organiser),
                events_subscriptions::member_id.eq(member),
                events_subscriptions::url.eq(url.as_str()),
                events_subscriptions::title.eq(url.host_str().unwrap_or_default()),
                events_subscriptions::zone.eq(zone.name()),
                events_subscriptions::events.eq(0),
                events_subscriptions::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        let id: SubscriptionId = events_subscriptions::table
            .filter(events_subscriptions::actor_id.eq(organiser))
            .filter(events_subscriptions::url.eq(url.as_str()))
            .select(events_subscriptions::id)
            .first(c)?;
        let job = RefreshCalendar { subscription: id };
        jobs::hasten(c, &job, &job.key())?;
        Ok(true)
    }

    /// Ends one of a member's; what came with it stays. Says whether there was one.
    pub(crate) fn end(c: &mut Conn, member: ActorId, id: SubscriptionId) -> QueryResult<bool> {
        let own = events_subscriptions::table.find(id).filter(events_subscriptions::member_id.eq(member));
        Ok(diesel::delete(own).execute(c)? > 0)
    }

    /// Notes why it could not be read.
    fn fail(&self, c: &mut Conn, problem: &str) -> QueryResult<()> {
        diesel::update(events_subscriptions::table.find(self.id))
            .set((
                events_subscriptions::checked_at.eq(clock::now()),
                events_subscriptions::problem.eq(markup::shorten(problem, 300)),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Notes that it was read.
    fn settle(&self, c: &mut Conn, read: &Read) -> QueryResult<()> {
        let refused = read.report.refused.first();
        let problem = refused.map(|refusal| format!("{}: {}", refusal.line, refusal.reason));
        let title = Some(&read.title).filter(|title| !title.is_empty()).unwrap_or(&self.title);
        diesel::update(events_subscriptions::table.find(self.id))
            .set((
                events_subscriptions::checked_at.eq(clock::now()),
                events_subscriptions::title.eq(title),
                events_subscriptions::digest.eq(&read.digest),
                events_subscriptions::events.eq(i64::try_from(read.report.done()).unwrap_or(0)),
                events_subscriptions::problem.eq(problem),
            ))
            .execute(c)?;
        Ok(())
    }
}

/// What was read of a calendar, and what became of it.
#[derive(Clone)]
struct Read {
    title: String,
    digest: String,
    report: Report,
}

/// Asks a calendar anew, and takes over what changed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct RefreshCalendar {
    pub(crate) subscription: SubscriptionId,
}

impl RefreshCalendar {
    fn later(self, c: &mut Conn, at: NaiveDateTime) -> QueryResult<()> {
        jobs::enqueue_unique_at(c, &self, &self.key(), at)
    }

    fn key(self) -> String {
        format!("events.calendar:{}", self.subscription)
    }
}

#[async_trait]
impl Job for RefreshCalendar {
    type Context = App;
    const NAME: &'static str = "events.refresh-calendar";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (id, job) = (self.subscription, *self);
        let Some(subscription) = app.db.read(move |c| Subscription::find(c, id)).await? else { return Ok(()) };
        let outcome = subscription.refresh(app).await;
        app.db
            .write(move |c| {
                let now = clock::now();
                match &outcome {
                    Ok(Some(read)) => subscription.settle(c, read)?,
                    // As it was.
                    Ok(None) => {
                        diesel::update(events_subscriptions::table.find(id))
                            .set(events_subscriptions::checked_at.eq(now))
                            .execute(c)?;
                    }
                    Err(problem) => subscription.fail(c, problem)?,
                }
                let wait = if outcome.is_ok() { EVERY } else { AFTER_FAILURE };
                job.later(c, now + wait)
            })
            .await?;
        Ok(())
    }
}

impl Subscription {
    /// Reads it and takes it over; `None`: it is as it was. Errors say why it cannot be read.
    async fn refresh(&self, app: &App) -> Result<Option<Read>, String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        let url: Url = self.url.parse().map_err(|error: url::ParseError| told(&error))?;
        let stall = app.hosts.stall(MANIFEST.name).cloned().ok_or("the stall is closed")?;
        let policies = app.db.read(Policies::load).await.map_err(|error: diesel::result::Error| told(&error))?;
        if Iri::new(url.as_str()).host().is_none_or(|host| policies.blocks(&host)) {
            return Err("this club takes nothing from that server".to_owned());
        }
        let fetched = app.federation.client().get_calendar(&url, calendar::MAX_FILE).await;
        let file = fetched.map_err(|error| told(&error))?.body;
        let digest = secret::hash(&String::from_utf8_lossy(&file));
        // A series goes on though nothing is written anew: once a day it is looked at all the same.
        let fresh = self.checked_at.is_some_and(|checked| checked.date() == clock::now().date());
        if fresh && self.problem.is_none() && self.digest.as_deref() == Some(digest.as_str()) {
            return Ok(None);
        }
        let (hosts, zone) = (app.hosts.clone(), calendar::zone::find(&self.zone).unwrap_or(Tz::UTC));
        let planned = spawn_blocking(move || {
            let reading = calendar::read(&file, zone)?;
            Ok::<_, calendar::ReadError>(Plan::of(reading, Ground { hosts: &hosts, stall: &stall, zone }, clock::now()))
        });
        let plan = planned.await.map_err(|error| told(&error))?.map_err(|error| told(&error))?;
        let names: HashSet<String> = plan.items.iter().map(|item| item.name.clone()).collect();
        // A calendar that comes broken or empty says nothing of what is not in it.
        let whole = plan.refused.is_empty() && !names.is_empty();
        let taking = Taking { subscription: Some(self.id), ..Taking::by(self.actor_id) };
        let title = plan.title.clone();
        let taken = taking.run(app, plan, |_| true).await;
        let mut report = taken.map_err(|error: diesel::result::Error| told(&error))?;
        if whole {
            let desk = app.desk();
            let gone = app.db.write(move |c| taking.withdraw(c, &desk, &names)).await;
            report.withdrawn = gone.map_err(|error: diesel::result::Error| told(&error))?;
        }
        Ok(Some(Read { title, digest, report }))
    }
}

/// Lets go of what actors wanted that are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone: Vec<ActorId> = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id).load(c)?;
    let theirs = events_subscriptions::actor_id.eq_any(&gone).or(events_subscriptions::member_id.eq_any(&gone));
    diesel::delete(events_subscriptions::table.filter(theirs)).execute(c)?;
    Ok(())
}
