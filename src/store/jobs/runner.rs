//! What does the jobs: claims those that are due, runs a few at a time, and writes down what became of them.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use futures::FutureExt;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::{Failure, Job, JobId, NewRow, PERIODIC, Row, TOPIC, delta, insert_unless_waiting, jobs};
use crate::{Conn, Db, clock};

/// How long a worker that died keeps its jobs from others.
const LEASE: Duration = Duration::from_secs(30);

/// How often a worker that lives says so.
const RENEWAL: Duration = Duration::from_secs(10);

/// How long running jobs may take to end when the program does.
const GRACE: Duration = Duration::from_secs(10);

type Outcome = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// What is known of a kind of job.
struct Kind<C> {
    attempts: i32,
    backoff: fn(i32) -> Duration,
    run: fn(String, Arc<C>) -> Outcome,
}

/// A job that comes again and again.
struct Periodic {
    name: &'static str,
    key: String,
    payload: String,
    period: Duration,
}

/// Does the jobs of the kinds that it was told of; jobs of other kinds stay where they are.
pub struct Runner<C> {
    kinds: HashMap<&'static str, Kind<C>>,
    periodic: Vec<Periodic>,
    workers: usize,
}

impl<C> Default for Runner<C> {
    fn default() -> Self {
        Self { kinds: HashMap::new(), periodic: Vec::new(), workers: 8 }
    }
}

impl<C: Send + Sync + 'static> Runner<C> {
    /// Knows no kind yet, and runs eight jobs at a time.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs so many jobs at a time.
    #[must_use]
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = workers.max(1);
        self
    }

    /// Does jobs of this kind.
    #[must_use]
    pub fn register<J: Job<Context = C>>(mut self) -> Self {
        self.kinds.insert(J::NAME, Kind { attempts: J::ATTEMPTS, backoff: J::backoff, run: run_one::<J> });
        self
    }

    /// Does this job once in every period, on one node if there are several. It never fails for good.
    #[must_use]
    pub fn every<J: Job<Context = C> + Default>(mut self, period: Duration) -> Self {
        let (name, key) = (J::NAME, format!("{PERIODIC}{}", J::NAME));
        match serde_json::to_string(&J::default()) {
            Ok(payload) => self.periodic.push(Periodic { name, key, payload, period }),
            Err(error) => {
                tracing::error!(job = name, %error, "a periodic job cannot be written down")
            }
        }
        self.register::<J>()
    }

    /// Works until `shutdown` says true or its sender is gone, then lets running jobs end for a few seconds. What is
    /// cut short is done by the next run.
    pub fn start(self, db: Db, context: Arc<C>, shutdown: watch::Receiver<bool>) -> JoinHandle<()> {
        tokio::spawn(Arc::new(self).work(db, context, shutdown))
    }

    /// Does all that is due, one after the other, until nothing is; for tests and commands. Returns how many jobs were
    /// begun.
    pub async fn drain(self: &Arc<Self>, db: &Db, context: &Arc<C>) -> usize {
        let mut begun = 0;
        loop {
            let (due, _) = self.claim(db, 1).await;
            if due.is_empty() {
                return begun;
            }
            for row in due {
                begun += 1;
                Arc::clone(self).attempt(row, db.clone(), Arc::clone(context)).await;
            }
        }
    }

    async fn work(self: Arc<Self>, db: Db, context: Arc<C>, mut shutdown: watch::Receiver<bool>) {
        let mut due_again = db.listen(TOPIC);
        self.prepare(&db).await;
        let mut running = JoinSet::new();
        let mut held: HashMap<tokio::task::Id, JobId> = HashMap::new();
        let mut renewal = tokio::time::interval(RENEWAL);
        renewal.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while !*shutdown.borrow() {
            let (due, next) = self.claim(&db, self.workers.saturating_sub(running.len())).await;
            for row in due {
                let id = row.id;
                let task = running.spawn(Arc::clone(&self).attempt(row, db.clone(), Arc::clone(&context)));
                held.insert(task.id(), id);
            }
            tokio::select! {
                Some(ended) = running.join_next_with_id() => drop(held.remove(&task_id(&ended))),
                () = due_again.wait() => {}
                () = tokio::time::sleep(next), if running.len() < self.workers => {}
                _ = renewal.tick() => renew(&db, held.values().copied().collect()).await,
                changed = shutdown.changed() => if changed.is_err() { break },
            }
        }
        let ending = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, ending).await.is_err() {
            running.shutdown().await;
            tracing::warn!("jobs were cut short and will be done again");
        }
    }

    /// Frees what an earlier run of the only node held, and writes down the jobs that come again and again.
    async fn prepare(&self, db: &Db) {
        let periodic: Vec<_> = (self.periodic.iter())
            .map(|job| (job.name, job.key.clone(), job.payload.clone(), delta(job.period)))
            .collect();
        let names: Vec<&'static str> = self.kinds.keys().copied().collect();
        let is_sole = db.join_nodes().await.unwrap_or_default();
        let prepared = db
            .write(move |c| {
                if is_sole {
                    let ours = jobs::table.filter(jobs::name.eq_any(&names));
                    diesel::update(ours).set(jobs::lease_until.eq(None::<NaiveDateTime>)).execute(c)?;
                }
                let now = clock::now();
                for (name, key, payload, period) in &periodic {
                    let row = NewRow {
                        id: JobId::next(),
                        name,
                        unique_key: Some(key),
                        payload: payload.clone(),
                        run_at: now,
                        created_at: now,
                    };
                    insert_unless_waiting(c, &row)?;
                    // A period that was made shorter counts at once.
                    let waiting = jobs::table.filter(jobs::unique_key.eq(key)).filter(jobs::run_at.gt(now + *period));
                    diesel::update(waiting).set(jobs::run_at.eq(now + *period)).execute(c)?;
                }
                QueryResult::Ok(())
            })
            .await;
        if let Err(error) = prepared {
            tracing::error!(%error, "the jobs could not be prepared");
        }
    }

    /// Takes up to `free` jobs that are due, and says how long to wait for the next one.
    async fn claim(&self, db: &Db, free: usize) -> (Vec<Row>, Duration) {
        let free = i64::try_from(free).unwrap_or(i64::MAX);
        if free == 0 {
            return (Vec::new(), RENEWAL);
        }
        let names: Vec<&'static str> = self.kinds.keys().copied().collect();
        match db.write(move |c| claim(c, &names, free)).await {
            Ok((rows, next)) => {
                let pause = next.map_or(RENEWAL, |next| (next - clock::now()).to_std().unwrap_or_default());
                (rows, pause.min(RENEWAL))
            }
            Err(error) => {
                tracing::error!(%error, "jobs could not be claimed");
                (Vec::new(), Duration::from_secs(1))
            }
        }
    }

    /// Runs one job and writes down what became of it.
    async fn attempt(self: Arc<Self>, row: Row, db: Db, context: Arc<C>) {
        let Some(kind) = self.kinds.get(row.name.as_str()) else {
            return;
        };
        let result = if row.attempts > kind.attempts {
            Err(Failure::Drop("the program ended each time it was tried".to_owned()))
        } else {
            let run = AssertUnwindSafe((kind.run)(row.payload.clone(), context)).catch_unwind();
            run.await.unwrap_or_else(|_| Err(Failure::Retry("the job panicked".to_owned())))
        };
        if let Err(failure) = &result {
            tracing::warn!(job = row.name, id = %row.id, attempt = row.attempts, %failure, "a job failed");
        }
        let (id, name) = (row.id, row.name.clone());
        let verdict = self.verdict(kind, &row, result);
        if let Err(error) = db.write(move |c| verdict.write(c, id)).await {
            tracing::error!(job = name, %id, %error, "the end of a job could not be written down");
        }
    }

    fn verdict(&self, kind: &Kind<C>, row: &Row, result: Result<(), Failure>) -> Verdict {
        if let Some(job) = self.periodic.iter().find(|job| row.unique_key.as_ref() == Some(&job.key)) {
            let error = result.err().map(|failure| failure.to_string());
            return Verdict::Again { at: clock::now() + delta(job.period), attempts: 0, error };
        }
        let (pause, error) = match result {
            Ok(()) => return Verdict::Done,
            Err(Failure::Drop(error)) => return Verdict::Failed(error),
            Err(Failure::Retry(error)) => ((kind.backoff)(row.attempts), error),
            Err(Failure::RetryAfter(pause, error)) => (pause, error),
        };
        if row.attempts >= kind.attempts {
            return Verdict::Failed(error);
        }
        Verdict::Again { at: clock::now() + delta(pause), attempts: row.attempts, error: Some(error) }
    }
}

/// What becomes of a row.
enum Verdict {
    Done,
    Again { at: NaiveDateTime, attempts: i32, error: Option<String> },
    Failed(String),
}

impl Verdict {
    fn write(&self, c: &mut Conn, id: JobId) -> QueryResult<()> {
        let free = jobs::lease_until.eq(None::<NaiveDateTime>);
        match self {
            Verdict::Done => diesel::delete(jobs::table.find(id)).execute(c)?,
            Verdict::Again { at, attempts, error } => diesel::update(jobs::table.find(id))
                .set((jobs::run_at.eq(at), jobs::attempts.eq(attempts), jobs::error.eq(error), free))
                .execute(c)?,
            Verdict::Failed(error) => diesel::update(jobs::table.find(id))
                .set((jobs::failed_at.eq(clock::now()), jobs::error.eq(error), free))
                .execute(c)?,
        };
        Ok(())
    }
}

fn run_one<J: Job>(payload: String, context: Arc<J::Context>) -> Outcome {
    Box::pin(async move {
        let job: J = serde_json::from_str(&payload)
            .map_err(|error| Failure::Drop(format!("what was written down is not understood: {error}")))?;
        job.run(&context).await
    })
}

/// Takes jobs that are due or whose worker died, and tells when the next one is due.
fn claim(c: &mut Conn, names: &[&str], free: i64) -> QueryResult<(Vec<Row>, Option<NaiveDateTime>)> {
    let now = clock::now();
    let known = || jobs::table.filter(jobs::failed_at.is_null()).filter(jobs::name.eq_any(names.to_vec()));
    let due = known()
        .filter(jobs::run_at.le(now))
        .filter(jobs::lease_until.is_null().or(jobs::lease_until.lt(now)))
        .order((jobs::run_at, jobs::id))
        .select(jobs::id)
        .limit(free);
    let ids: Vec<JobId> = crate::claim!(due).load(c)?;
    let mut rows: Vec<Row> = Vec::new();
    if !ids.is_empty() {
        rows = diesel::update(jobs::table.filter(jobs::id.eq_any(&ids)))
            .set((jobs::lease_until.eq(now + delta(LEASE)), jobs::attempts.eq(jobs::attempts + 1)))
            .returning(Row::as_returning())
            .get_results(c)?;
        rows.sort_by_key(|row| (row.run_at, row.id));
        // From here on a second job of the same key may wait behind it; what comes again and again keeps its key.
        let once = jobs::unique_key.not_like(format!("{PERIODIC}%"));
        diesel::update(jobs::table.filter(jobs::id.eq_any(&ids)).filter(once))
            .set(jobs::unique_key.eq(None::<String>))
            .execute(c)?;
    }
    let next = known().filter(jobs::lease_until.is_null()).select(diesel::dsl::min(jobs::run_at)).first(c)?;
    Ok((rows, next))
}

async fn renew(db: &Db, held: Vec<JobId>) {
    if held.is_empty() {
        return;
    }
    let renewed = db
        .write(move |c| {
            // One that has just ended is free again, and stays so.
            let leased = jobs::table.filter(jobs::id.eq_any(&held)).filter(jobs::lease_until.is_not_null());
            diesel::update(leased).set(jobs::lease_until.eq(clock::now() + delta(LEASE))).execute(c)
        })
        .await;
    if let Err(error) = renewed {
        tracing::warn!(%error, "the leases of running jobs could not be renewed");
    }
}

fn task_id(ended: &Result<(tokio::task::Id, ()), tokio::task::JoinError>) -> tokio::task::Id {
    match ended {
        Ok((id, ())) => *id,
        Err(error) => error.id(),
    }
}
