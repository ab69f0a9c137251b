//! Writing down what came of deliveries, many in one transaction.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::QueryResult;
use social::domain::Peer;
use store::{Conn, clock};
use tokio::sync::mpsc;

use super::attempt::{Health, Outcome};
use crate::Federation;
use crate::jobs::PeerInfo;

/// How many results share a transaction at most.
const BATCH: usize = 256;
/// After how many failures in a row a peer is left alone for a while.
const FAILURES: i32 = 5;
/// How long it is left alone at first, and at most.
const FIRST_REST: TimeDelta = TimeDelta::minutes(2);
const LONGEST_REST: TimeDelta = TimeDelta::hours(6);

/// Writes results down as they come, until nobody sends any more.
pub(super) async fn write(federation: Federation, mut results: mpsc::Receiver<Outcome>) {
    let mut batch = Vec::with_capacity(BATCH);
    while results.recv_many(&mut batch, BATCH).await > 0 {
        let outcomes = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
        let news: Vec<bool> = outcomes.iter().map(|outcome| is_news(&federation, outcome)).collect();
        let written = federation.db.write(move |c| record(c, &outcomes, &news)).await;
        if let Err(error) = written {
            // They are tried again when their lease is over.
            tracing::error!(%error, "results of deliveries could not be written down");
        }
    }
}

/// Whether the peer's state is worth a row: each failure is, but that it lives only once in a while.
fn is_news(federation: &Federation, outcome: &Outcome) -> bool {
    match outcome.health {
        Health::Alive => federation.is_news(&outcome.host),
        Health::Failing => {
            federation.forget_seen(&outcome.host);
            true
        }
        Health::Unknown => false,
    }
}

fn record(c: &mut Conn, outcomes: &[Outcome], news: &[bool]) -> QueryResult<()> {
    let mut peers: HashMap<&str, &Outcome> = HashMap::new();
    for (outcome, is_news) in outcomes.iter().zip(news) {
        outcome.attempt.record(c)?;
        if *is_news {
            peers.insert(&outcome.host, outcome);
        }
    }
    for (host, outcome) in peers {
        match outcome.health {
            Health::Failing => fail(c, host, outcome.rest)?,
            _ => note(c, host, outcome)?,
        }
    }
    Ok(())
}

fn note(c: &mut Conn, host: &str, outcome: &Outcome) -> QueryResult<()> {
    let known = Peer::find(c, host)?;
    Peer::seen(c, host)?;
    if known.is_none_or(|peer| peer.software.is_none()) {
        PeerInfo::later(c, &outcome.inbox)?;
    }
    Ok(())
}

/// Notes a failure. After several in a row the peer is left alone, longer each time (circuit breaker).
fn fail(c: &mut Conn, host: &str, asked: Option<Duration>) -> QueryResult<()> {
    let failures = Peer::find(c, host)?.map_or(0, |peer| peer.failures).saturating_add(1);
    Peer::failed(c, host, open_until(failures, asked, clock::now()))
}

fn open_until(failures: i32, asked: Option<Duration>, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let asked = asked.and_then(|asked| TimeDelta::from_std(asked).ok()).map(|asked| asked.min(LONGEST_REST));
    let doublings = u32::try_from(failures - FAILURES).ok().map(|times| times.min(10));
    let own = doublings.map(|times| (FIRST_REST * (1 << times)).min(LONGEST_REST));
    asked.max(own).map(|rest| now + rest)
}
