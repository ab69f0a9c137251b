//! Durable jobs: work that is written down in the transaction that causes it, and done afterwards.
//!
//! A job is done at least once: whoever writes one sees to it that doing it twice does no harm. A row leaves when the
//! job is done; one that failed for good stays until somebody retries or discards it.

mod runner;
mod schema;

use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use runner::Runner;
use schema::jobs;

use crate::{Conn, clock, signal};

#[cfg(test)]
mod tests;

crate::id_type! {
    /// Identifies a job.
    pub JobId
}

/// Raised whenever a job may have become due.
pub(crate) const TOPIC: &str = "jobs";

/// What the key of a job that comes again and again begins with.
const PERIODIC: &str = "every:";

/// A kind of job. The struct is what is written down: keep it small, and able to read what an older version wrote.
#[async_trait::async_trait]
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What running it needs: the database, the client, the settings.
    type Context: Send + Sync + 'static;

    /// The name it is written down under. Never changed once released.
    const NAME: &'static str;

    /// How often it is tried before it has failed for good.
    const ATTEMPTS: i32 = 12;

    /// How long to wait after the failure of an attempt, counted from 1: half a minute, then twice as long each time, at
    /// most half a day, give or take a tenth.
    fn backoff(attempt: i32) -> Duration {
        let exponent = u32::try_from(attempt.saturating_sub(1)).unwrap_or(0).min(11);
        let pause = Duration::from_secs(30 << exponent).min(Duration::from_secs(43_200));
        pause.mul_f64(rand::random_range(0.9..1.1))
    }

    /// Does the work.
    async fn run(&self, context: &Self::Context) -> Result<(), Failure>;
}

/// Why a job was not done, in a sentence for the administrator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may work later.
    #[error("{0}")]
    Retry(String),
    /// It may work after that time, and not before.
    #[error("{1}")]
    RetryAfter(Duration, String),
    /// It will never work.
    #[error("{0}")]
    Drop(String),
}

impl From<diesel::result::Error> for Failure {
    fn from(error: diesel::result::Error) -> Self {
        Self::Retry(format!("the database failed: {error}"))
    }
}

/// A job as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Identifiable)]
#[diesel(table_name = jobs)]
pub struct Row {
    /// Its id.
    pub id: JobId,
    /// Its kind.
    pub name: String,
    /// What keeps a second one off until it is begun.
    pub unique_key: Option<String>,
    /// The job, as JSON.
    pub payload: String,
    /// How often it was begun.
    pub attempts: i32,
    /// When it is due.
    pub run_at: NaiveDateTime,
    /// Until when a worker holds it.
    pub lease_until: Option<NaiveDateTime>,
    /// When it failed for good.
    pub failed_at: Option<NaiveDateTime>,
    /// Why it failed last.
    pub error: Option<String>,
    /// When it was written down.
    pub created_at: NaiveDateTime,
}

impl Row {
    /// It comes again and again, and is never done.
    pub fn is_periodic(&self) -> bool {
        self.unique_key.as_deref().is_some_and(|key| key.starts_with(PERIODIC))
    }
}

#[derive(Insertable)]
#[diesel(table_name = jobs)]
struct NewRow<'a> {
    id: JobId,
    name: &'a str,
    unique_key: Option<&'a str>,
    payload: String,
    run_at: NaiveDateTime,
    created_at: NaiveDateTime,
}

/// Writes a job down, due at once when the transaction is committed.
pub fn enqueue<J: Job>(c: &mut Conn, job: &J) -> QueryResult<JobId> {
    enqueue_at(c, job, clock::now())
}

/// Writes down a job that is done in a crate above, where its context is known: there a [`Job`] of that name reads what is
/// written down here. Due at once.
pub fn enqueue_as<P: Serialize>(c: &mut Conn, name: &'static str, payload: &P) -> QueryResult<JobId> {
    let now = clock::now();
    let payload = to_json(payload)?;
    let row = NewRow { id: JobId::next(), name, unique_key: None, payload, run_at: now, created_at: now };
    diesel::insert_into(jobs::table).values(&row).execute(c)?;
    signal::raise(c, TOPIC);
    Ok(row.id)
}

/// Writes a job down, due at that time.
pub fn enqueue_at<J: Job>(c: &mut Conn, job: &J, at: NaiveDateTime) -> QueryResult<JobId> {
    let row = new_row(job, None, at)?;
    diesel::insert_into(jobs::table).values(&row).execute(c)?;
    signal::raise(c, TOPIC);
    Ok(row.id)
}

/// Writes a job down, due at once, unless one with that key waits already; one that has begun no longer keeps others
/// off, for it may have missed what changed meanwhile. Keys of different kinds do not meet.
pub fn enqueue_unique<J: Job>(c: &mut Conn, job: &J, key: &str) -> QueryResult<()> {
    enqueue_unique_at(c, job, key, clock::now())
}

/// The same, due at that time; one that waits already keeps its own.
pub fn enqueue_unique_at<J: Job>(c: &mut Conn, job: &J, key: &str, at: NaiveDateTime) -> QueryResult<()> {
    let key = format!("{}:{key}", J::NAME);
    let row = new_row(job, Some(&key), at)?;
    insert_unless_waiting(c, &row)
}

/// The same as [`enqueue_unique`], but one that waits for later waits no longer.
pub fn hasten<J: Job>(c: &mut Conn, job: &J, key: &str) -> QueryResult<()> {
    enqueue_unique(c, job, key)?;
    let (key, now) = (format!("{}:{key}", J::NAME), clock::now());
    let waiting = jobs::table.filter(jobs::unique_key.eq(key)).filter(jobs::run_at.gt(now));
    diesel::update(waiting).set(jobs::run_at.eq(now)).execute(c)?;
    Ok(())
}

fn insert_unless_waiting(c: &mut Conn, row: &NewRow<'_>) -> QueryResult<()> {
    diesel::insert_into(jobs::table).values(row).on_conflict(jobs::unique_key).do_nothing().execute(c)?;
    signal::raise(c, TOPIC);
    Ok(())
}

fn new_row<'a, J: Job>(job: &J, unique_key: Option<&'a str>, run_at: NaiveDateTime) -> QueryResult<NewRow<'a>> {
    let payload = to_json(job)?;
    Ok(NewRow { id: JobId::next(), name: J::NAME, unique_key, payload, run_at, created_at: clock::now() })
}

fn to_json(job: &impl Serialize) -> QueryResult<String> {
    serde_json::to_string(job).map_err(|error| diesel::result::Error::SerializationError(error.into()))
}

/// Which jobs to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Those that failed for good.
    Failed,
    /// Those that wait or run.
    Pending,
}

/// Lists jobs, the newest first, below `before` if given.
pub fn list(c: &mut Conn, which: Which, before: Option<JobId>, limit: i64) -> QueryResult<Vec<Row>> {
    let mut query = jobs::table.select(Row::as_select()).order(jobs::id.desc()).limit(limit).into_boxed();
    if let Some(before) = before {
        query = query.filter(jobs::id.lt(before));
    }
    match which {
        Which::All => {}
        Which::Failed => query = query.filter(jobs::failed_at.is_not_null()),
        Which::Pending => query = query.filter(jobs::failed_at.is_null()),
    }
    query.load(c)
}

/// The newest row of exactly this job, waiting, running or failed; none where there was none, or it is done.
pub fn find<J: Job>(c: &mut Conn, job: &J) -> QueryResult<Option<Row>> {
    let payload = to_json(job)?;
    jobs::table
        .filter(jobs::name.eq(J::NAME))
        .filter(jobs::payload.eq(payload))
        .select(Row::as_select())
        .order(jobs::id.desc())
        .first(c)
        .optional()
}

/// How many jobs are still to be done, those aside that come again and again.
pub fn pending_count(c: &mut Conn) -> QueryResult<i64> {
    let periodic = jobs::unique_key.is_not_null().and(jobs::unique_key.assume_not_null().like(format!("{PERIODIC}%")));
    jobs::table.filter(jobs::failed_at.is_null()).filter(diesel::dsl::not(periodic)).count().get_result(c)
}

/// How many jobs failed for good.
pub fn failed_count(c: &mut Conn) -> QueryResult<i64> {
    jobs::table.filter(jobs::failed_at.is_not_null()).count().get_result(c)
}

/// Makes a job due now, with all its attempts, unless it is running. False: there is none such.
pub fn retry(c: &mut Conn, id: JobId) -> QueryResult<bool> {
    let now = clock::now();
    let free = jobs::lease_until.is_null().or(jobs::lease_until.lt(now));
    let changed = diesel::update(jobs::table.find(id).filter(free))
        .set((
            jobs::attempts.eq(0),
            jobs::run_at.eq(now),
            jobs::failed_at.eq(None::<NaiveDateTime>),
            jobs::error.eq(None::<String>),
        ))
        .execute(c)?;
    signal::raise(c, TOPIC);
    Ok(changed > 0)
}

/// Takes a job off the list, done or not. False: there is none such.
pub fn discard(c: &mut Conn, id: JobId) -> QueryResult<bool> {
    Ok(diesel::delete(jobs::table.find(id)).execute(c)? > 0)
}

/// Takes off the list what failed for good before that time. Returns how many there were.
pub fn discard_failed(c: &mut Conn, before: NaiveDateTime) -> QueryResult<usize> {
    diesel::delete(jobs::table.filter(jobs::failed_at.lt(before))).execute(c)
}

/// A span of time in the database's arithmetic; what is too long for it is taken for a century.
fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::days(36_500)).min(TimeDelta::days(36_500))
}
