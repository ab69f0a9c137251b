//! The worker that sends: a few at a time to each host, many hosts at a time.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use bytes::Bytes;
use chrono::TimeDelta;
use social::actor::ActorId;
use social::outbox::{DeliveryId, OutboxEntry, OutboxId, SIGNAL};
use social::parcel::Parcel;
use store::clock;
use tokio::sync::{mpsc, watch};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

use super::attempt::{self, Health, Outcome};
use super::results;
use crate::Federation;

/// How long a worker that died keeps its deliveries from others.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How many deliveries are taken at once, and how many may wait in memory.
const TAKE: i64 = 500;
const HELD: usize = 2_000;
/// How many are under way at a time, in all and to one host, and how many wait for one host in memory.
const IN_FLIGHT: usize = 96;
const PER_HOST: usize = 3;
const HELD_PER_HOST: usize = 30;
/// How long what was put back is left alone; by then it is written down that its host is.
const REST: TimeDelta = TimeDelta::seconds(5);
/// How long to wait at most before looking again.
const LOOK_AGAIN: Duration = Duration::from_secs(10);
/// How long what is under way may take to end when the program does.
const GRACE: Duration = Duration::from_secs(10);

/// Works until `shutdown` says true.
pub(crate) async fn work(federation: Federation, mut shutdown: watch::Receiver<bool>) {
    let mut signal = federation.db.listen(SIGNAL);
    federation.take_over(Parcel::recover, LEASE).await;
    let (sender, receiver) = mpsc::channel(HELD);
    let writing = tokio::spawn(results::write(federation.clone(), receiver));
    let mut routes = Routes::default();
    let (mut look, mut look_again) = (true, Instant::now());
    while !*shutdown.borrow() {
        if look {
            look_again = Instant::now() + routes.fill(&federation).await;
            look = false;
        }
        routes.start(&federation, &sender);
        let has_room = routes.held.len() < HELD;
        tokio::select! {
            Some(ended) = routes.running.join_next_with_id() => {
                routes.ended(ended);
                routes.put_back(&federation, REST).await;
                look = routes.is_hungry();
            }
            () = signal.wait(), if has_room => look = true,
            () = tokio::time::sleep_until(look_again), if has_room => look = true,
            changed = shutdown.changed() => if changed.is_err() { break },
        }
    }
    let ending = async { while routes.running.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ending).await.is_err() {
        routes.running.shutdown().await;
        tracing::warn!("deliveries were cut short and will be made again");
    }
    routes.clear();
    routes.put_back(&federation, TimeDelta::zero()).await;
    drop(sender);
    if let Err(error) = writing.await {
        tracing::error!(%error, "results of deliveries were lost; those deliveries will be made again");
    }
}

/// A host, as far as deliveries go.
#[derive(Default)]
struct Host {
    waiting: VecDeque<Parcel>,
    /// Whose parcels are under way: what one actor sends to a host arrives in its order.
    senders: Vec<ActorId>,
    /// Failures since the last success.
    failures: usize,
}

impl Host {
    /// The next parcel that may be sent, if any.
    fn next(&mut self) -> Option<Parcel> {
        if self.senders.len() >= PER_HOST {
            return None;
        }
        let at = self.waiting.iter().position(|parcel| !self.senders.contains(&parcel.actor_id))?;
        let parcel = self.waiting.remove(at)?;
        self.senders.push(parcel.actor_id);
        Some(parcel)
    }
}

/// A parcel under way.
struct Flight {
    host: String,
    sender: ActorId,
    delivery: DeliveryId,
    outbox: OutboxId,
}

/// What is in memory.
#[derive(Default)]
struct Routes {
    hosts: HashMap<String, Host>,
    /// Hosts that something may be sent to, in turn.
    ready: VecDeque<String>,
    bodies: HashMap<OutboxId, (Bytes, usize)>,
    running: JoinSet<Health>,
    flights: HashMap<Id, Flight>,
    held: HashSet<DeliveryId>,
    /// What others may have, or this worker later.
    returned: Vec<DeliveryId>,
    /// Whether the last look found as much as it could take.
    is_more: bool,
}

impl Routes {
    /// Takes what is due, and says how long to wait for more.
    async fn fill(&mut self, federation: &Federation) -> Duration {
        let full: Vec<String> = self
            .hosts
            .iter()
            .filter(|(_, host)| host.waiting.len() >= HELD_PER_HOST)
            .map(|(name, _)| name.clone())
            .collect();
        let known: Vec<OutboxId> = self.bodies.keys().copied().collect();
        let taken = federation
            .db
            .write(move |c| {
                let (parcels, next) = Parcel::claim(c, TAKE, clock::now() + LEASE, &full)?;
                let mut wanted: Vec<OutboxId> = parcels.iter().map(|parcel| parcel.outbox_id).collect();
                wanted.sort_unstable();
                wanted.dedup();
                wanted.retain(|id| !known.contains(id));
                let bodies = if wanted.is_empty() { Vec::new() } else { OutboxEntry::bodies(c, &wanted)? };
                Ok::<_, diesel::result::Error>((parcels, next, bodies))
            })
            .await;
        let (parcels, next, bodies) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                tracing::error!(%error, "deliveries could not be taken");
                return Duration::from_secs(1);
            }
        };
        self.is_more = parcels.len() as i64 == TAKE;
        self.bodies.extend(bodies.into_iter().map(|(id, body)| (id, (Bytes::from(body), 0))));
        for parcel in parcels {
            self.hold(parcel);
        }
        self.bodies.retain(|_, (_, users)| *users > 0);
        let pause = next.map_or(LOOK_AGAIN, |next| (next - clock::now()).to_std().unwrap_or_default());
        pause.min(LOOK_AGAIN)
    }

    fn hold(&mut self, parcel: Parcel) {
        if !self.held.insert(parcel.id) {
            return;
        }
        if let Some((_, users)) = self.bodies.get_mut(&parcel.outbox_id) {
            *users += 1;
        }
        let host = self.hosts.entry(parcel.host.clone()).or_default();
        if host.waiting.is_empty() {
            self.ready.push_back(parcel.host.clone());
        }
        host.waiting.push_back(parcel);
    }

    /// Sends what can be sent, one for each host in turn.
    fn start(&mut self, federation: &Federation, sender: &mpsc::Sender<Outcome>) {
        while self.running.len() < IN_FLIGHT {
            let Some(name) = self.ready.pop_front() else { return };
            let Some(parcel) = self.hosts.get_mut(&name).and_then(Host::next) else { continue };
            self.ready.push_back(name.clone());
            let body = self.bodies.get(&parcel.outbox_id).map(|(body, _)| body.clone()).unwrap_or_default();
            let flight = Flight { host: name, sender: parcel.actor_id, delivery: parcel.id, outbox: parcel.outbox_id };
            let (federation, sender) = (federation.clone(), sender.clone());
            let task = self.running.spawn(async move {
                let outcome = attempt::attempt(&federation, parcel, body).await;
                let health = outcome.health;
                // Fails only when the program ends; then the delivery is made again.
                drop(sender.send(outcome).await);
                health
            });
            self.flights.insert(task.id(), flight);
        }
    }

    fn ended(&mut self, ended: Result<(Id, Health), JoinError>) {
        let (id, health) = ended.unwrap_or_else(|error| {
            tracing::error!(%error, "a delivery broke; it will be made again");
            (error.id(), Health::Unknown)
        });
        let Some(flight) = self.flights.remove(&id) else { return };
        self.let_go(flight.delivery, flight.outbox);
        let Some(host) = self.hosts.get_mut(&flight.host) else { return };
        host.senders.retain(|sender| *sender != flight.sender);
        match health {
            Health::Alive => host.failures = 0,
            Health::Failing => host.failures += 1,
            Health::Unknown => {}
        }
        if host.failures >= results::FAILURES {
            // It is being left alone: what waits for it waits in the database.
            let waiting = std::mem::take(&mut host.waiting);
            for parcel in waiting {
                self.let_go(parcel.id, parcel.outbox_id);
                self.returned.push(parcel.id);
            }
        }
        match self.hosts.get(&flight.host) {
            Some(host) if host.waiting.is_empty() && host.senders.is_empty() => drop(self.hosts.remove(&flight.host)),
            Some(host) if !host.waiting.is_empty() => self.ready.push_back(flight.host),
            _ => {}
        }
    }

    fn let_go(&mut self, delivery: DeliveryId, outbox: OutboxId) {
        self.held.remove(&delivery);
        if let Some((_, users)) = self.bodies.get_mut(&outbox) {
            *users = users.saturating_sub(1);
            if *users == 0 {
                self.bodies.remove(&outbox);
            }
        }
    }

    /// Whether there is more to do than is in memory, and little of that left.
    fn is_hungry(&self) -> bool {
        self.is_more && self.held.len() < HELD / 4
    }

    /// Takes everything that was not tried out of memory.
    fn clear(&mut self) {
        let untried = self.hosts.values().flat_map(|host| host.waiting.iter().map(|parcel| parcel.id));
        self.returned.extend(untried);
    }

    /// Puts back what was taken and not tried, to be due after a pause.
    async fn put_back(&mut self, federation: &Federation, pause: TimeDelta) {
        if self.returned.is_empty() {
            return;
        }
        let returned = std::mem::take(&mut self.returned);
        if let Err(error) = federation.db.write(move |c| Parcel::put_back(c, &returned, clock::now() + pause)).await {
            tracing::warn!(%error, "deliveries that were not tried come back only when their lease is over");
        }
    }
}
