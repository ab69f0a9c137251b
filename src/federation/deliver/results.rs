//! Writing down what came of deliveries, many in one transaction.

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
pub(super) const FAILURES: usize = 5;
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

/// Whether it is worth a row that a peer lives: once in a while, and when it failed before.
fn is_news(federation: &Federation, outcome: &Outcome) -> bool {
    if outcome.health == Health::Failing {
        federation.forget_seen(&outcome.host);
    }
    outcome.health == Health::Alive && federation.is_news(&outcome.host)
}

fn record(c: &mut Conn, outcomes: &[Outcome], news: &[bool]) -> QueryResult<()> {
    for (outcome, is_news) in outcomes.iter().zip(news) {
        outcome.attempt.record(c)?;
        match outcome.health {
            Health::Failing => fail(c, &outcome.host, outcome.rest)?,
            Health::Alive if *is_news => note(c, &outcome.host, &outcome.inbox)?,
            Health::Alive | Health::Unknown => {}
        }
    }
    Ok(())
}

/// Notes that a peer lives, and asks what it runs where that is not known.
fn note(c: &mut Conn, host: &str, inbox: &str) -> QueryResult<()> {
    let known = Peer::find(c, host)?;
    Peer::seen(c, host)?;
    if known.is_none_or(|peer| peer.software.is_none()) {
        PeerInfo::later(c, inbox)?;
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
    let beyond = usize::try_from(failures).ok().and_then(|failures| failures.checked_sub(FAILURES));
    let doublings = beyond.map(|times| times.min(10));
    let own = doublings.map(|times| (FIRST_REST * (1_i32 << times)).min(LONGEST_REST));
    asked.max(own).map(|rest| now + rest)
}
