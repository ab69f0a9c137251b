//! The club's policies at hand, for the decisions that are made at the door.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::QueryResult;
use futures::FutureExt;
use social::domain::{self, Policies};
use store::Db;
use store::signal::Listener;

use crate::keyring::Keyring;

/// How long policies hold where nobody said that they changed: settings are not signalled.
const FRESH: Duration = Duration::from_secs(2);

/// Policies as they were read last.
pub(crate) struct PolicyCache(Mutex<State>);

struct State {
    read: Option<(Instant, Arc<Policies>)>,
    changed: Listener,
}

impl PolicyCache {
    pub(crate) fn new(db: &Db) -> Self {
        Self(Mutex::new(State { read: None, changed: db.listen(domain::SIGNAL) }))
    }

    /// The policies in force. Where they changed, keys are forgotten too, because they remember who is kept out.
    pub(crate) async fn get(&self, db: &Db, keyring: &Keyring) -> QueryResult<Arc<Policies>> {
        if let Some(policies) = self.lock().current(keyring) {
            return Ok(policies);
        }
        let policies = Arc::new(db.read(Policies::load).await?);
        self.lock().read = Some((Instant::now(), Arc::clone(&policies)));
        Ok(policies)
    }

    /// What the lock guards is replaced as a whole, so a poisoned one guards nothing broken.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn current(&mut self, keyring: &Keyring) -> Option<Arc<Policies>> {
        if self.changed.wait().now_or_never().is_some() {
            keyring.forget_all();
            self.read = None;
        }
        self.read.as_ref().filter(|(at, _)| at.elapsed() < FRESH).map(|(_, policies)| Arc::clone(policies))
    }
}
