//! Waking who waits for the database to change: tasks of this process at once after the commit, other nodes and other
//! processes soon after.
//!
//! A signal says "look again", never what changed; only live events carry a payload. On PostgreSQL signals travel
//! between nodes by `NOTIFY`. On SQLite there is one server, but the command line may write from beside it: each second
//! the writer looks whether somebody else did, and then wakes every [`Listener`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diesel::QueryResult;
use tokio::sync::{broadcast, watch};

use crate::Conn;

#[cfg(test)]
mod tests;

/// The longest payload in bytes that [`raise_with`] takes: PostgreSQL carries 8,000 with what we add.
pub const LONGEST_PAYLOAD: usize = 7_000;

/// How many live events a subscriber may lag behind before it misses some.
const BACKLOG: usize = 1_024;

/// What was raised: a topic and, for a live event, its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raised {
    pub(crate) topic: &'static str,
    pub(crate) payload: Option<Arc<str>>,
}

thread_local! {
    /// What the closure that runs on this thread has raised, until it is known whether its transaction holds.
    static RAISED: RefCell<Vec<Raised>> = const { RefCell::new(Vec::new()) };
}

/// Within a [`Db::write`](crate::Db::write): wakes every listener of `topic` once what was written is committed.
pub fn raise(_c: &mut Conn, topic: &'static str) {
    push(Raised { topic, payload: None });
}

/// Within a [`Db::write`](crate::Db::write): sends `payload` to every subscriber of `topic` once what was written is
/// committed. Fails when it is longer than [`LONGEST_PAYLOAD`]: send the id of what changed, not the thing.
pub fn raise_with(_c: &mut Conn, topic: &'static str, payload: String) -> QueryResult<()> {
    if payload.len() > LONGEST_PAYLOAD {
        let message = format!("a live event of {} bytes on {topic:?}: at most {LONGEST_PAYLOAD}", payload.len());
        return Err(diesel::result::Error::QueryBuilderError(message.into()));
    }
    push(Raised { topic, payload: Some(payload.into()) });
    Ok(())
}

fn push(raised: Raised) {
    RAISED.with_borrow_mut(|all| {
        // Waking twice is waking once.
        if raised.payload.is_some() || !all.contains(&raised) {
            all.push(raised);
        }
    });
}

/// How many signals are held back on this thread.
#[cfg(not(feature = "postgres"))]
pub(crate) fn held() -> usize {
    RAISED.with_borrow(Vec::len)
}

/// Forgets what was raised since `held` was read: its transaction was rolled back.
pub(crate) fn forget(held: usize) {
    RAISED.with_borrow_mut(|all| all.truncate(held));
}

/// Takes what was raised on this thread: its transaction is committed.
pub(crate) fn take() -> Vec<Raised> {
    RAISED.take()
}

/// Wakes when its topic is raised. A wake may also be about nothing: look, and wait again.
#[derive(Debug, Clone)]
pub struct Listener(watch::Receiver<u64>);

impl Listener {
    /// Returns at once if the topic was raised since the last `wait`, or since [`Db::listen`](crate::Db::listen);
    /// however often it was raised meanwhile, one `wait` returns. Safe to drop before it returned.
    pub async fn wait(&mut self) {
        if self.0.changed().await.is_err() {
            // The database is closed: nothing will be raised again.
            std::future::pending::<()>().await;
        }
    }
}

/// The listeners and subscribers of one process.
#[derive(Default)]
pub(crate) struct Signals {
    topics: Mutex<Topics>,
}

#[derive(Default)]
struct Topics {
    wakes: HashMap<&'static str, watch::Sender<u64>>,
    events: HashMap<&'static str, broadcast::Sender<Arc<str>>>,
}

impl Signals {
    pub(crate) fn listen(&self, topic: &'static str) -> Listener {
        let mut topics = self.lock();
        Listener(topics.wakes.entry(topic).or_insert_with(|| watch::Sender::new(0)).subscribe())
    }

    pub(crate) fn subscribe(&self, topic: &'static str) -> broadcast::Receiver<Arc<str>> {
        let mut topics = self.lock();
        topics.events.entry(topic).or_insert_with(|| broadcast::Sender::new(BACKLOG)).subscribe()
    }

    /// Passes on what was raised here or, on another node, there.
    pub(crate) fn publish(&self, topic: &str, payload: Option<&Arc<str>>) {
        let topics = self.lock();
        if let (Some(payload), Some(events)) = (payload, topics.events.get(topic)) {
            // Fails only when nobody subscribes any more.
            drop(events.send(Arc::clone(payload)));
        }
        if let Some(wake) = topics.wakes.get(topic) {
            wake.send_modify(|count| *count = count.wrapping_add(1));
        }
    }

    /// Wakes every listener: something was written, and nobody can say what.
    pub(crate) fn wake_all(&self) {
        for wake in self.lock().wakes.values() {
            wake.send_modify(|count| *count = count.wrapping_add(1));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Topics> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
