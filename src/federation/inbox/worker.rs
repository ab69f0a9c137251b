//! The worker of the inbox: takes what is due and hands it out, so that what one actor sent keeps its order and nobody
//! waits for another.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use chrono::TimeDelta;
use social::inbox::{InboxEntry, InboxId, SIGNAL};
use store::clock;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

use super::lane;
use crate::Federation;

/// How long a worker that died keeps its entries from others.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How many entries are taken at once, and how many may wait in memory, by their ids.
const TAKE: i64 = 512;
const HELD: usize = 2_048;
/// How many lanes run at a time, and how many entries one takes along.
const LANES: usize = 48;
const BATCH: usize = 32;
/// How long to wait at most before looking again, for what another node left behind.
const LOOK_AGAIN: Duration = Duration::from_secs(10);
/// How long what runs may take to end when the program does.
const GRACE: Duration = Duration::from_secs(10);

/// Works until `shutdown` says true.
pub(crate) async fn work(federation: Federation, mut shutdown: watch::Receiver<bool>) {
    let mut signal = federation.db.listen(SIGNAL);
    federation.take_over(InboxEntry::recover, LEASE).await;
    let mut lanes = Lanes::default();
    let (mut look, mut look_again) = (true, Instant::now());
    while !*shutdown.borrow() {
        if look {
            look_again = Instant::now() + lanes.fill(&federation).await;
            look = false;
        }
        lanes.start(&federation);
        let has_room = lanes.held.len() < HELD;
        tokio::select! {
            Some(ended) = lanes.running.join_next_with_id() => {
                lanes.ended(ended);
                look = lanes.is_hungry();
            }
            () = signal.wait(), if has_room => look = true,
            () = tokio::time::sleep_until(look_again), if has_room => look = true,
            changed = shutdown.changed() => if changed.is_err() { break },
        }
    }
    let ending = async { while lanes.running.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ending).await.is_err() {
        tracing::warn!("incoming activities were cut short and will be dealt with again");
    }
}

/// Who waits for what, and what runs.
#[derive(Default)]
struct Lanes {
    /// By actor, in order.
    waiting: HashMap<String, VecDeque<InboxId>>,
    /// Actors whose lane runs, by its task, with what it took along.
    busy: HashMap<Id, (String, Vec<InboxId>)>,
    running: JoinSet<()>,
    /// Everything that is in memory.
    held: HashSet<InboxId>,
    /// Whether the last look found as much as it could take.
    is_more: bool,
}

impl Lanes {
    /// Takes what is due, and says how long to wait for more.
    async fn fill(&mut self, federation: &Federation) -> Duration {
        let claimed = match federation.db.write(|c| InboxEntry::claim(c, TAKE, clock::now() + LEASE)).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::error!(%error, "incoming activities could not be taken");
                return Duration::from_secs(1);
            }
        };
        self.is_more = claimed.entries.len() as i64 == TAKE;
        for (id, actor) in claimed.entries {
            if self.held.insert(id) {
                self.waiting.entry(actor).or_default().push_back(id);
            }
        }
        let pause = claimed.next.map_or(LOOK_AGAIN, |next| (next - clock::now()).to_std().unwrap_or_default());
        pause.min(LOOK_AGAIN)
    }

    /// Whether there is more to do than is in memory, and little of that left.
    fn is_hungry(&self) -> bool {
        self.is_more && self.held.len() < HELD / 4
    }

    /// Starts the lanes of actors that have none running.
    fn start(&mut self, federation: &Federation) {
        let free = LANES.saturating_sub(self.running.len());
        let is_busy = |actor: &String| self.busy.values().any(|(busy, _)| busy == actor);
        let ready: Vec<String> = self.waiting.keys().filter(|actor| !is_busy(actor)).take(free).cloned().collect();
        for actor in ready {
            let Some(queue) = self.waiting.get_mut(&actor) else { continue };
            let batch: Vec<InboxId> = queue.drain(..queue.len().min(BATCH)).collect();
            if queue.is_empty() {
                self.waiting.remove(&actor);
            }
            let task = self.running.spawn(lane::run(federation.clone(), batch.clone()));
            self.busy.insert(task.id(), (actor, batch));
        }
    }

    fn ended(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = match ended {
            Ok((id, ())) => id,
            Err(error) => {
                tracing::error!(%error, "a lane of the inbox broke; what it held is dealt with again");
                error.id()
            }
        };
        if let Some((_, batch)) = self.busy.remove(&id) {
            for id in batch {
                self.held.remove(&id);
            }
        }
    }
}

/// Deals with everything that is due, one lane after the other, until nothing is.
#[cfg(test)]
pub(crate) async fn drain(federation: &Federation) {
    loop {
        let mut lanes = Lanes::default();
        lanes.fill(federation).await;
        if lanes.waiting.is_empty() {
            return;
        }
        for ids in lanes.waiting.into_values() {
            lane::run(federation.clone(), ids.into()).await;
        }
    }
}
