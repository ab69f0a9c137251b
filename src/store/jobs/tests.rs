#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on has failed")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::result::Error;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::schema::jobs;
use super::{
    Failure, Job, JobId, Row, Runner, Which, discard, discard_failed, enqueue, enqueue_at, enqueue_unique,
    failed_count, list, pending_count, retry,
};
use crate::migrations::HOST;
use crate::testing::{self, TestDb};
use crate::{Conn, Db, clock};

/// What the jobs of these tests leave behind.
#[derive(Default)]
struct Yard {
    done: Mutex<Vec<u32>>,
    running: AtomicUsize,
    most: AtomicUsize,
}

impl Yard {
    fn done(&self) -> Vec<u32> {
        self.done.lock().unwrap().clone()
    }
}

/// Does what its number tells: 0 panics, 1 and 2 fail, 3 fails and says when to come back; others are done.
#[derive(Serialize, Deserialize)]
struct Sweep(u32);

#[async_trait::async_trait]
impl Job for Sweep {
    type Context = Yard;
    const NAME: &'static str = "sweep";
    const ATTEMPTS: i32 = 3;

    fn backoff(_attempt: i32) -> Duration {
        Duration::from_millis(20)
    }

    async fn run(&self, yard: &Yard) -> Result<(), Failure> {
        yard.done.lock().unwrap().push(self.0);
        match self.0 {
            0 => panic!("on purpose"),
            1 => Err(Failure::Retry("the broom broke".to_owned())),
            2 => Err(Failure::Drop("there is no yard".to_owned())),
            3 => Err(Failure::RetryAfter(Duration::from_secs(3_600), "it rains".to_owned())),
            _ => Ok(()),
        }
    }
}

/// Takes a moment.
#[derive(Default, Serialize, Deserialize)]
struct Nap;

#[async_trait::async_trait]
impl Job for Nap {
    type Context = Yard;
    const NAME: &'static str = "nap";

    async fn run(&self, yard: &Yard) -> Result<(), Failure> {
        let running = yard.running.fetch_add(1, Ordering::SeqCst) + 1;
        yard.most.fetch_max(running, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(100)).await;
        yard.running.fetch_sub(1, Ordering::SeqCst);
        yard.done.lock().unwrap().push(100);
        Ok(())
    }
}

struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

fn start(db: &Db, yard: &Arc<Yard>, runner: Runner<Yard>) -> Running {
    let (stop, stopped) = watch::channel(false);
    Running { stop, task: runner.start(db.clone(), Arc::clone(yard), stopped) }
}

impl Running {
    async fn stop(self) {
        self.stop.send(true).unwrap();
        self.task.await.unwrap();
    }
}

fn runner() -> Runner<Yard> {
    Runner::new().register::<Sweep>().register::<Nap>()
}

async fn add(db: &Db, number: u32) -> JobId {
    db.write(move |c| enqueue(c, &Sweep(number))).await.unwrap()
}

async fn rows(db: &Db) -> Vec<Row> {
    db.read(|c| list(c, Which::All, None, 100)).await.unwrap()
}

async fn until(mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !holds().await {
        assert!(Instant::now() < deadline, "it did not come to that");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn database() -> TestDb {
    testing::db(&[HOST])
}

#[tokio::test]
async fn a_job_is_done_at_once_and_leaves() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let running = start(&db, &yard, runner());
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    add(&db, 10).await;
    until(async || yard.done() == [10]).await;
    assert!(began.elapsed() < Duration::from_secs(9), "it was woken, and did not just look");
    until(async || rows(&db).await.is_empty()).await;
    running.stop().await;
}

#[tokio::test]
async fn what_is_rolled_back_is_never_done() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let failed = db.write(|c| {
        enqueue(c, &Sweep(10))?;
        Err::<(), _>(Error::RollbackTransaction)
    });
    failed.await.unwrap_err();
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 0);
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_and_then_kept() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let running = start(&db, &yard, runner());
    add(&db, 1).await;
    until(async || db.read(failed_count).await == Ok(1)).await;
    assert_eq!(yard.done(), [1, 1, 1]);
    let row = rows(&db).await.remove(0);
    assert_eq!((row.attempts, row.error.as_deref()), (3, Some("the broom broke")));
    assert_eq!((row.lease_until, db.read(pending_count).await), (None, Ok(0)));
    running.stop().await;
}

#[tokio::test]
async fn a_panic_is_a_failure() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let running = start(&db, &yard, runner());
    add(&db, 0).await;
    until(async || db.read(failed_count).await == Ok(1)).await;
    assert_eq!(rows(&db).await[0].error.as_deref(), Some("the job panicked"));
    add(&db, 10).await;
    until(async || yard.done().contains(&10)).await;
    running.stop().await;
}

#[tokio::test]
async fn what_will_never_work_is_tried_once() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    add(&db, 2).await;
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 1);
    let row = rows(&db).await.remove(0);
    assert!(row.failed_at.is_some());
    assert_eq!(row.error.as_deref(), Some("there is no yard"));
}

#[tokio::test]
async fn a_job_may_say_when_to_come_back() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    add(&db, 3).await;
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 1);
    let row = rows(&db).await.remove(0);
    let pause = row.run_at - clock::now();
    assert!(pause > TimeDelta::minutes(59) && pause <= TimeDelta::minutes(60), "{pause}");
    assert_eq!((row.attempts, row.failed_at), (1, None));
}

#[tokio::test]
async fn a_job_is_not_done_before_its_time() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let running = start(&db, &yard, runner());
    let at = clock::now() + TimeDelta::milliseconds(700);
    db.write(move |c| enqueue_at(c, &Sweep(10), at)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(yard.done(), [0_u32; 0]);
    until(async || yard.done() == [10]).await;
    assert!(clock::now() >= at);
    assert!(clock::now() - at < TimeDelta::seconds(5), "its time was waited for");
    running.stop().await;
}

#[tokio::test]
async fn what_is_not_known_stays_and_is_seen() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    add(&db, 10).await;
    db.write(|c| diesel::update(jobs::table).set(jobs::name.eq("of a stall that is gone")).execute(c)).await.unwrap();
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 0);
    let row = rows(&db).await.remove(0);
    assert_eq!((row.name.as_str(), row.attempts, row.failed_at), ("of a stall that is gone", 0, None));
}

#[tokio::test]
async fn what_cannot_be_read_stays_and_is_seen() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    add(&db, 10).await;
    db.write(|c| diesel::update(jobs::table).set(jobs::payload.eq("{}")).execute(c)).await.unwrap();
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 1);
    let row = rows(&db).await.remove(0);
    assert!(row.failed_at.is_some() && row.error.unwrap().contains("not understood"));
}

#[tokio::test]
async fn one_job_of_a_key_waits_and_another_may_wait_behind_it() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let add = |number, key: &'static str| db.write(move |c| enqueue_unique(c, &Sweep(number), key));
    add(10, "front").await.unwrap();
    add(11, "front").await.unwrap();
    add(3, "back").await.unwrap();
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 2);
    assert_eq!(yard.done(), [10, 3]);
    // The one at the back has begun and waits to be tried again.
    add(12, "back").await.unwrap();
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 1);
    assert_eq!(yard.done(), [10, 3, 12]);
}

#[tokio::test]
async fn what_a_dead_worker_held_is_taken_over_when_its_lease_ends() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let id = add(&db, 10).await;
    let hold = |seconds: i64| {
        db.write(move |c| {
            let until = clock::now() + TimeDelta::seconds(seconds);
            diesel::update(jobs::table.find(id)).set((jobs::lease_until.eq(until), jobs::attempts.eq(1))).execute(c)
        })
    };
    hold(60).await.unwrap();
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 0);
    assert_eq!(db.write(move |c| retry(c, id)).await, Ok(false), "it runs elsewhere");
    hold(-1).await.unwrap();
    assert_eq!(Arc::new(runner()).drain(&db, &yard).await, 1);
    assert_eq!(yard.done(), [10]);
}

#[tokio::test]
async fn the_only_node_takes_over_at_once_what_it_held_when_it_died() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let id = add(&db, 10).await;
    let until_then = clock::now() + TimeDelta::seconds(60);
    db.write(move |c| diesel::update(jobs::table.find(id)).set(jobs::lease_until.eq(until_then)).execute(c))
        .await
        .unwrap();
    let running = start(&db, &yard, runner());
    until(async || yard.done() == [10]).await;
    running.stop().await;
}

#[tokio::test]
async fn a_job_that_ends_the_program_each_time_is_given_up() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let id = add(&db, 10).await;
    db.write(move |c| diesel::update(jobs::table.find(id)).set(jobs::attempts.eq(3)).execute(c)).await.unwrap();
    Arc::new(runner()).drain(&db, &yard).await;
    assert_eq!(yard.done(), [0_u32; 0]);
    assert!(rows(&db).await[0].error.as_deref().unwrap().contains("the program ended"));
}

#[tokio::test]
async fn only_so_many_run_at_a_time() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    db.write(|c: &mut Conn| (0..9).try_for_each(|_| enqueue(c, &Nap).map(drop))).await.unwrap();
    let running = start(&db, &yard, runner().workers(3));
    until(async || yard.done().len() == 9).await;
    assert_eq!(yard.most.load(Ordering::SeqCst), 3);
    running.stop().await;
}

#[tokio::test]
async fn what_runs_may_end_before_the_program_does() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    db.write(|c: &mut Conn| (0..4).try_for_each(|_| enqueue(c, &Nap).map(drop))).await.unwrap();
    let running = start(&db, &yard, runner().workers(2));
    until(async || yard.running.load(Ordering::SeqCst) == 2).await;
    running.stop().await;
    assert_eq!(yard.done(), [100, 100]);
    let left = rows(&db).await;
    assert!(left.len() == 2 && left.iter().all(|row| row.lease_until.is_none()), "what did not run is free");
}

#[tokio::test]
async fn a_periodic_job_comes_again_and_is_never_pending() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let every = || Runner::new().every::<Nap>(Duration::from_millis(200));
    // SQLite has one node, and PostgreSQL any number.
    let more = if cfg!(feature = "postgres") { 2 } else { 0 };
    let mut nodes = vec![db.db()];
    nodes.extend((0..more).map(|_| Db::open(&db.config(), db.folder()).unwrap()));
    let running: Vec<_> = nodes.iter().map(|node| start(node, &yard, every())).collect();
    until(async || yard.done().len() >= 3).await;
    assert_eq!(yard.most.load(Ordering::SeqCst), 1, "several nodes share it");
    let row = rows(&db).await.remove(0);
    assert!(row.is_periodic());
    assert_eq!((rows(&db).await.len(), db.read(pending_count).await), (1, Ok(0)));
    for running in running {
        running.stop().await;
    }

    // A longer period holds from the next time on, a shorter one at once.
    let far = clock::now() + TimeDelta::days(9);
    db.write(move |c| diesel::update(jobs::table).set(jobs::run_at.eq(far)).execute(c)).await.unwrap();
    let done = yard.done().len();
    let shorter = start(&db, &yard, every());
    until(async || yard.done().len() > done).await;
    shorter.stop().await;
}

/// Fails, as a periodic job.
#[derive(Default, Serialize, Deserialize)]
struct Fail;

#[async_trait::async_trait]
impl Job for Fail {
    type Context = Yard;
    const NAME: &'static str = "fail";
    const ATTEMPTS: i32 = 1;

    async fn run(&self, yard: &Yard) -> Result<(), Failure> {
        yard.done.lock().unwrap().push(1);
        Err(Failure::Drop("no wind".to_owned()))
    }
}

#[tokio::test]
async fn a_periodic_job_never_fails_for_good() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let running = start(&db, &yard, Runner::new().every::<Fail>(Duration::from_millis(50)));
    until(async || yard.done().len() >= 3).await;
    running.stop().await;
    let row = rows(&db).await.remove(0);
    assert_eq!((row.failed_at, row.error.as_deref()), (None, Some("no wind")));
}

#[tokio::test]
async fn failed_jobs_can_be_retried_and_discarded() {
    let (db, yard) = (database(), Arc::new(Yard::default()));
    let (kept, gone, old) = (add(&db, 2).await, add(&db, 2).await, add(&db, 2).await);
    let waiting = db.write(|c| enqueue_at(c, &Sweep(10), clock::now() + TimeDelta::days(1))).await.unwrap();
    let runner = Arc::new(runner());
    assert_eq!(runner.drain(&db, &yard).await, 3);
    let ids = async |which| {
        let rows = db.read(move |c| list(c, which, None, 10)).await.unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(Which::Failed).await, [old, gone, kept]);
    assert_eq!(ids(Which::Pending).await, [waiting]);
    assert_eq!(ids(Which::All).await, [waiting, old, gone, kept]);
    let page = db.read(move |c| list(c, Which::All, Some(old), 1)).await.unwrap();
    assert_eq!(page[0].id, gone);

    assert_eq!(db.write(move |c| discard(c, gone)).await, Ok(true));
    assert_eq!(db.write(move |c| discard(c, gone)).await, Ok(false));
    assert_eq!(db.write(move |c| retry(c, gone)).await, Ok(false));
    assert_eq!(db.write(move |c| retry(c, kept)).await, Ok(true));
    assert_eq!(runner.drain(&db, &yard).await, 1);
    let hour_ago = clock::now() - TimeDelta::hours(1);
    assert_eq!(db.write(move |c| discard_failed(c, hour_ago)).await, Ok(0));
    db.write(move |c| {
        diesel::update(jobs::table.find(old)).set(jobs::failed_at.eq(hour_ago - TimeDelta::hours(1))).execute(c)
    })
    .await
    .unwrap();
    assert_eq!(db.write(move |c| discard_failed(c, hour_ago)).await, Ok(1));
    assert_eq!(ids(Which::Failed).await, [kept]);
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share_the_work() {
    let db = database();
    let nodes = [db.db(), Db::open(&db.config(), db.folder()).unwrap()];
    let yard = Arc::new(Yard::default());
    let running = nodes.map(|node| start(&node, &yard, runner()));
    for batch in 0..10 {
        let added = db.write(move |c: &mut Conn| {
            (0..20).try_for_each(|number| enqueue(c, &Sweep(1_000 + batch * 20 + number)).map(drop))
        });
        added.await.unwrap();
    }
    until(async || rows(&db).await.is_empty()).await;
    for running in running {
        running.stop().await;
    }
    let mut done = yard.done();
    done.sort_unstable();
    assert_eq!(done, (1_000..1_200).collect::<Vec<u32>>(), "each was done once");
}

#[test]
fn pauses_grow_to_half_a_day() {
    let seconds = |attempt| <Nap as Job>::backoff(attempt).as_secs();
    assert!((27..=33).contains(&seconds(1)));
    assert!((54..=66).contains(&seconds(2)));
    assert!((38_880..=47_520).contains(&seconds(12)));
    assert!((38_880..=47_520).contains(&seconds(i32::MAX)));
    assert!((27..=33).contains(&seconds(i32::MIN)));
}
