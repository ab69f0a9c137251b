//! What one actor sent, in its order. Several activities share a transaction; where one of them needs something from the
//! network it is undone, the thing is fetched, and it runs again.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use futures::FutureExt;
use social::actor::Actor;
use social::domain::{Peer, Policies};
use social::inbox::{InboxEntry, InboxId, InboxState};
use social::object::Object;
use store::{Conn, clock};
use vocab::{ActivityType, Entity, Iri};

use super::prepare::{Act, Prepared, What};
use crate::Federation;
use crate::fetch::Budget;
use crate::jobs::PeerInfo;
use crate::object::Incoming;
use crate::receive::{self, Arrival, Larder, Need, Stop, Verdict};

/// How long one activity may keep its lane with what it has fetched.
const PATIENCE: Duration = Duration::from_secs(60);
/// After how many minutes an activity is tried again whose needs could not be met.
const AGAIN: [i64; 6] = [1, 5, 20, 60, 240, 720];

/// What came of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Settlement {
    state: InboxState,
    reason: Option<String>,
}

impl Settlement {
    fn new(state: InboxState, reason: impl Into<String>) -> Self {
        Self { state, reason: Some(reason.into()) }
    }
}

impl From<Verdict> for Settlement {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accepted => Self { state: InboxState::Accepted, reason: None },
            Verdict::Ignored(reason) => Self::new(InboxState::Ignored, reason),
        }
    }
}

/// Deals with entries of one actor, in their order.
pub(super) async fn run(federation: Federation, ids: Vec<InboxId>) {
    let entries = match federation.db.read(move |c| InboxEntry::load_pending(c, &ids)).await {
        Ok(entries) => entries,
        Err(error) => return tracing::error!(%error, "incoming activities could not be read"),
    };
    let mut ready: Vec<Prepared> = Vec::with_capacity(entries.len());
    for entry in entries {
        let (id, budget) = (entry.id, Budget::default());
        // A fault of ours in reading one document must not stop those behind it.
        match AssertUnwindSafe(federation.prepare(entry, &budget)).catch_unwind().await {
            Ok(prepared) => ready.push(prepared),
            Err(_) => federation.settle(id, Settlement::new(InboxState::Failed, "reading it failed")).await,
        }
    }
    let mut rest: Arc<[Prepared]> = ready.into();
    let mut from = 0;
    while from < rest.len() {
        from = federation.advance(&mut rest, from).await;
    }
}

/// How far a transaction came.
struct Progress {
    /// How many entries it settled.
    settled: usize,
    /// What the next one needs.
    need: Option<Need>,
}

impl Federation {
    /// Settles what stands at `from` and as much behind it as one transaction can; returns where the rest begins.
    async fn advance(&self, entries: &mut Arc<[Prepared]>, from: usize) -> usize {
        let Some(first) = entries.get(from) else { return entries.len() };
        match &first.what {
            What::Act(_) => {}
            What::Refuse(reason) => {
                self.settle(first.id, Settlement::new(InboxState::Refused, reason)).await;
                return from + 1;
            }
            What::Later(reason) => {
                self.postpone(first, reason.clone()).await;
                return from + 1;
            }
            What::PassedOn(kind, about) => {
                let settlement = tokio::time::timeout(PATIENCE, self.ask_origin(kind, about)).await;
                let late = || Err("its own server takes too long".to_owned());
                match settlement.unwrap_or_else(|_| late()) {
                    Ok(settlement) => self.settle(first.id, settlement).await,
                    Err(reason) => self.postpone(first, reason).await,
                }
                return from + 1;
            }
        }
        let actable = entries.iter().skip(from).take_while(|entry| matches!(entry.what, What::Act(_))).count();
        let progress = match self.apply(entries, from, actable, Larder::default()).await {
            Ok(progress) => progress,
            // One of several may have been at fault: each gets a transaction of its own.
            Err(_) if actable > 1 => match self.apply(entries, from, 1, Larder::default()).await {
                Ok(progress) => progress,
                Err(error) => {
                    self.fail(first, &error).await;
                    return from + 1;
                }
            },
            Err(error) => {
                self.fail(first, &error).await;
                return from + 1;
            }
        };
        let next = from + progress.settled;
        match (progress.need, entries.get(next)) {
            (Some(need), Some(needy)) => {
                self.apply_needy(entries, next, needy, need).await;
                next + 1
            }
            _ => next,
        }
    }

    /// Settles one entry that needs something: fetches what it asks for, until it asks no more.
    async fn apply_needy(&self, entries: &Arc<[Prepared]>, at: usize, entry: &Prepared, need: Need) {
        let (budget, deadline) = (Budget::default(), tokio::time::Instant::now() + PATIENCE);
        let mut larder = Larder::default();
        let mut need = Some(need);
        while let Some(wanted) = need.take() {
            let fetched = tokio::time::timeout_at(deadline, self.fulfil(wanted, &mut larder, &budget)).await;
            match fetched.unwrap_or_else(|_| Err("what it needs takes too long to fetch".to_owned())) {
                Ok(()) => {}
                Err(reason) => return self.postpone(entry, reason).await,
            }
            match self.apply(entries, at, 1, larder.clone()).await {
                Ok(progress) => need = progress.need,
                Err(error) => return self.fail(entry, &error).await,
            }
        }
    }

    /// Fetches one thing. An error is temporary; that something does not exist is remembered like what does.
    async fn fulfil(&self, need: Need, larder: &mut Larder, budget: &Budget) -> Result<(), String> {
        let (id, result) = match need {
            Need::Actor(id) => (id.clone(), self.fetch_actor(&id, budget).await.map(drop)),
            Need::Object(id) => (id.clone(), self.fetch_object(&id, budget).await.map(drop)),
            Need::FreshActor(id) => {
                let result = self.fetch_actor(&id, budget).await.map(|_| larder.put_fresh(id.clone()));
                (id, result)
            }
            Need::FreshObject(id) => {
                let result = self.fetch_object(&id, budget).await.map(drop);
                match &result {
                    // It is gone, and buried here.
                    Err(error) if error.is_gone() => {}
                    Err(error) if error.is_temporary() => {}
                    // That its server does not show it to us does not mean that it is gone.
                    _ => {
                        larder.put_fresh(id);
                        return Ok(());
                    }
                }
                (id, result)
            }
            Need::Document(id) => match self.document(&id, budget).await {
                Ok(document) => {
                    larder.put(id, document);
                    return Ok(());
                }
                Err(error) => (id, Err(error)),
            },
        };
        match result {
            Err(error) if error.is_temporary() => Err(error.to_string()),
            Err(error) => {
                larder.put_absent(id, error.to_string());
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Runs up to `count` entries in one transaction, in their order, until one needs something.
    async fn apply(
        &self,
        entries: &Arc<[Prepared]>,
        from: usize,
        count: usize,
        larder: Larder,
    ) -> QueryResult<Progress> {
        let (federation, entries, larder) = (self.clone(), Arc::clone(entries), Arc::new(larder));
        let policies = self.policies().await?;
        let news = entries.get(from).is_some_and(|entry| self.is_news(&entry.host));
        self.db
            .write(move |c| {
                let mut settled = 0;
                for entry in entries.iter().skip(from).take(count) {
                    let What::Act(act) = &entry.what else { break };
                    if news && settled == 0 {
                        note_peer(c, &entry.host, act.activity.by().as_str())?;
                    }
                    if let Some(need) = settle_one(c, &federation, &policies, entry, act, &larder)? {
                        return Ok(Progress { settled, need: Some(need) });
                    }
                    settled += 1;
                }
                Ok(Progress { settled, need: None })
            })
            .await
    }

    /// Somebody passed on what another one did: only what the other's own server says counts.
    async fn ask_origin(&self, kind: &ActivityType, about: &Iri) -> Result<Settlement, String> {
        let uri = about.to_string();
        let known = self.db.read(move |c| Object::find_by_uri(c, &uri)).await.map_err(|error| error.to_string())?;
        let budget = Budget::default();
        let is_ours = about.url().is_some_and(|url| self.hosts.is_local(&url));
        if is_ours || known.is_none() && *kind != ActivityType::Create {
            return Ok(Settlement::new(InboxState::Ignored, "it is about something that is not here"));
        }
        if known.is_some() {
            return match self.fetch_object(about, &budget).await {
                Ok(_) => Ok(Settlement::new(InboxState::Ignored, "its own server was asked instead")),
                Err(error) if error.is_temporary() => Err(error.to_string()),
                Err(error) if error.is_gone() => Ok(Verdict::Accepted.into()),
                Err(error) => Ok(Settlement::new(InboxState::Refused, error.to_string())),
            };
        }
        match self.take_in_passed_on(about, &budget).await {
            Ok(verdict) => Ok(verdict.into()),
            Err(error) if error.is_temporary() => Err(error.to_string()),
            Err(error) => Ok(Settlement::new(InboxState::Refused, error.to_string())),
        }
    }

    async fn take_in_passed_on(&self, about: &Iri, budget: &Budget) -> Result<Verdict, crate::fetch::Error> {
        let unusable = |reason: &dyn std::fmt::Display| crate::fetch::Error::Unusable(reason.to_string());
        let document = self.document(about, budget).await?;
        if !matches!(&*document, Entity::Object(_)) {
            return Err(unusable(&format!("“{}” is not a type of object", document.kind())));
        }
        let Some(object) = document.into_object() else { return Err(unusable(&"it is no object")) };
        let incoming =
            object.try_map(|wire| Incoming::from_wire(&self.kinds, wire)).map_err(|reason| unusable(&reason))?;
        let author = self.actor(&incoming.author, budget).await?;
        let hosts = self.hosts.clone();
        let outcome = self
            .db
            .write(move |c| match receive::take_in(c, &hosts, &incoming, &author) {
                Ok(verdict) => Ok(verdict),
                Err(Stop::Refuse(reason)) => Ok(Verdict::Ignored(reason)),
                Err(Stop::Database(error)) => Err(error),
                Err(Stop::Need(_)) => Ok(Verdict::Ignored("what it needs is not here".to_owned())),
            })
            .await?;
        Ok(outcome)
    }

    async fn settle(&self, id: InboxId, settlement: Settlement) {
        let written =
            self.db.write(move |c| InboxEntry::settle(c, id, settlement.state, settlement.reason.as_deref())).await;
        if let Err(error) = written {
            tracing::error!(%id, %error, "what came of an activity could not be written down");
        }
    }

    /// Puts an entry off, or gives it up when it was put off often enough.
    async fn postpone(&self, entry: &Prepared, reason: String) {
        let pause = usize::try_from(entry.tries).ok().and_then(|tries| AGAIN.get(tries));
        let Some(minutes) = pause else {
            return self.settle(entry.id, Settlement::new(InboxState::Failed, reason)).await;
        };
        let (id, until) = (entry.id, clock::now() + TimeDelta::minutes(*minutes));
        if let Err(error) = self.db.write(move |c| InboxEntry::postpone(c, id, until, &reason)).await {
            tracing::error!(%id, %error, "an activity could not be put off");
        }
    }

    /// A fault of ours, or of the database: perhaps it passes.
    async fn fail(&self, entry: &Prepared, error: &Error) {
        tracing::error!(id = %entry.id, host = entry.host, %error, "an activity could not take effect");
        self.postpone(entry, format!("it could not take effect: {error}")).await;
    }
}

/// Notes that a peer lives, and asks what it runs where that is not known.
fn note_peer(c: &mut Conn, host: &str, actor: &str) -> QueryResult<()> {
    let known = Peer::find(c, host)?;
    Peer::seen(c, host)?;
    if known.is_none_or(|peer| peer.software.is_none()) {
        PeerInfo::later(c, actor)?;
    }
    Ok(())
}

/// Has one entry take effect and writes down what came of it, together. Returns what it needs first, if anything.
fn settle_one(
    c: &mut Conn,
    federation: &Federation,
    policies: &Policies,
    entry: &Prepared,
    act: &Act,
    larder: &Larder,
) -> QueryResult<Option<Need>> {
    let mut attempts = 0;
    let settlement = loop {
        let outcome = c.transaction::<_, Stop, _>(|c| take_effect(c, federation, policies, entry, act, larder));
        match outcome {
            Ok(verdict) => break verdict.into(),
            Err(Stop::Need(need)) => return Ok(Some(need)),
            Err(Stop::Refuse(reason)) => break Settlement::new(InboxState::Refused, reason),
            // Ids made from dates meet sometimes: the next try makes another.
            Err(Stop::Database(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _))) if attempts < 3 => {
                attempts += 1
            }
            Err(Stop::Database(error)) => return Err(error),
        }
    };
    InboxEntry::settle(c, entry.id, settlement.state, settlement.reason.as_deref())?;
    Ok(None)
}

fn take_effect(
    c: &mut Conn,
    federation: &Federation,
    policies: &Policies,
    entry: &Prepared,
    act: &Act,
    larder: &Larder,
) -> Result<Verdict, Stop> {
    let by = act.activity.by();
    if by.host().is_none_or(|host| policies.blocks(&host)) {
        return Err(Stop::Refuse("its server is blocked".to_owned()));
    }
    if let Some(uri) = &act.confirmed
        && !InboxEntry::confirm(c, entry.id, &entry.host, uri)?
    {
        return Ok(Verdict::Ignored("it came before".to_owned()));
    }
    let Some(actor) = Actor::find_by_uri(c, by.as_str())? else { return Err(Stop::Need(Need::Actor(by.clone()))) };
    if actor.is_local() || !actor.is_present() {
        return Err(Stop::Refuse("the actor is kept out, gone, or not remote".to_owned()));
    }
    let arrival = Arrival {
        hosts: &federation.hosts,
        kinds: &federation.kinds,
        activity: &act.activity,
        actor: &actor,
        incoming: act.incoming.as_ref(),
        larder,
    };
    receive::receive(c, &arrival)
}
