//! A month of a full calendar, as a stranger reads it: a page of HTML with everything that takes place in it.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use diesel::QueryResult;
use host::social::actor::{Actor, ActorId};
use host::social::object::{NewObject, Object, Parts};
use host::social::occasion::NewOccasion;
use host::social::visibility::Visibility;
use host::store::uri::Hosts;
use host::store::{Conn, dialect};

use crate::club::Club;
use crate::percentile::milliseconds;

/// How many events are stored.
const EVENTS: usize = 10_000;
/// Over how many days they are spread: five years, so that a month has about 165.
const DAYS: usize = 5 * 365;
/// How many are written in one transaction.
const BATCH: usize = 1000;
/// How often the page is read.
const READS: usize = 300;

/// The first day of the calendar, and a month in its middle; before the first day there is nothing.
const FIRST: &str = "2027-01-01";
const FULL: &str = "2029-06";
const EMPTY: &str = "2020-06";

/// Prints how long the page of a full month takes, beside that of an empty one.
pub(crate) async fn measure(club: &Club) -> anyhow::Result<()> {
    fill(club).await?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    let (mut full, mut empty) = (Vec::new(), Vec::new());
    for _ in 0..READS {
        full.push(read(club, &client, FULL, true).await?);
        empty.push(read(club, &client, EMPTY, false).await?);
    }
    let (p50, p99) = (milliseconds(&mut full, 0.5), milliseconds(&mut full, 0.99));
    let bare = milliseconds(&mut empty, 0.5);
    println!(
        "a month at {EVENTS} events: p50 {p50:.2} ms, p99 {p99:.2} ms; {:.1} times an empty one ({bare:.2} ms)",
        p50 / bare
    );
    Ok(())
}

async fn fill(club: &Club) -> anyhow::Result<()> {
    let account = club.account;
    let author = club.app.db.read(move |c| Actor::of_account_at(c, account, "events")).await?;
    let author = author.context("the member has no actor at the events stall")?.id;
    let first: NaiveDate = FIRST.parse()?;
    for from in (0..EVENTS).step_by(BATCH) {
        let hosts = club.app.hosts.clone();
        club.app.db.write(move |c| store(c, &hosts, author, first, from)).await?;
    }
    Ok(club.app.db.write(dialect::analyze).await?)
}

fn store(c: &mut Conn, hosts: &Hosts, author: ActorId, first: NaiveDate, from: usize) -> QueryResult<()> {
    let author = Actor::get(c, author)?;
    for number in from..from + BATCH {
        let day = i64::try_from(number * DAYS / EVENTS).unwrap_or_default();
        let starts_at: NaiveDateTime = (first + TimeDelta::days(day)).and_time(NaiveTime::MIN) + TimeDelta::hours(18);
        let mut new = NewObject::local(hosts, &author, "event", "Event", Visibility::Public)?;
        new.title = Some(format!("Event number {number}"));
        let occasion = NewOccasion {
            ends_at: Some(starts_at + TimeDelta::hours(2)),
            ..NewOccasion::at(starts_at, "Europe/Paris")
        };
        Object::insert(c, &new, &Parts { occasion: Some(occasion), ..Parts::default() })?;
    }
    Ok(())
}

async fn read(club: &Club, client: &reqwest::Client, month: &str, full: bool) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let answer = client
        .get(format!("http://127.0.0.1:{}/month/{month}", club.port))
        .header("host", format!("events.localhost:{}", club.port))
        .send()
        .await?;
    let status = answer.status();
    let page = answer.bytes().await?;
    let took = begun.elapsed();
    if status != 200 || full != page.windows(12).any(|window| window == b"Event number") {
        bail!("the page is not the month: {status}");
    }
    Ok(took)
}
