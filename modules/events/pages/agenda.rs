//! The agenda: what takes place, day by day, from now on; and what did.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::result::Error as DbError;
use host::social::card::Card;
use host::store::clock;
use host::web::card::ObjectCard;
use host::web::{self, Visit, Zone, moment};
use host::{App, Show};
use serde::{Deserialize, Serialize};

use super::filters::{Filters, Narrowed};
use crate::event::{self, Sieve};

/// How many events a page shows.
const PAGE: usize = 30;

#[derive(Serialize)]
struct Agenda {
    /// Which: `agenda` or `past`.
    which: &'static str,
    days: Vec<Day>,
    filters: Narrowed,
    /// Where what comes after these is.
    further: Option<String>,
}

/// What begins on one day.
#[derive(Serialize)]
struct Day {
    /// As machines read it.
    date: String,
    weekday: &'static str,
    day: u32,
    month: &'static str,
    year: i32,
    cards: Vec<ObjectCard>,
}

/// From which time on, as a further page is asked for: seconds since 1970.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    at: Option<i64>,
}

/// What takes place from now on, or from a time on.
pub(crate) async fn index(
    visit: Visit,
    app: App,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    let from = part.at().unwrap_or_else(clock::now);
    let sieve = Sieve { from: Some(from), ..filters.sieve() };
    show(visit, app, "agenda", filters.into_inner(), sieve).await
}

/// What took place, the latest first.
pub(crate) async fn past(
    visit: Visit,
    app: App,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    let until = part.at().unwrap_or_else(clock::now);
    let sieve = Sieve { until: Some(until), backwards: true, ..filters.sieve() };
    show(visit, app, "past", filters.into_inner(), sieve).await
}

impl Part {
    fn at(self) -> Option<NaiveDateTime> {
        chrono::DateTime::from_timestamp(self.at?, 0).map(|at| at.naive_utc())
    }
}

async fn show(
    visit: Visit,
    app: App,
    which: &'static str,
    filters: Filters,
    sieve: Sieve,
) -> web::Result<HttpResponse> {
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let viewer = visit.member.as_ref().and_then(|member| member.actor);
    let now = clock::now();
    let cards = app.db.read(move |c| {
        let mut found = event::find(c, viewer, &sieve, PAGE + 1)?;
        if which == "past" {
            found.retain(|(_, occasion)| occasion.is_over(now));
        }
        Card::gather(c, viewer, found.into_iter().map(|(object, _)| object).collect())
    });
    let cards: Result<Vec<Card>, DbError> = cards.await;
    let mut cards = cards?;
    let more = cards.len() > PAGE;
    cards.truncate(PAGE);
    let filters = filters.narrowed(&visit);
    let further = cards.last().and_then(|card| card.occasion.as_ref()).filter(|_| more).map(|last| {
        let path = if which == "past" { "/past" } else { "/" };
        let sign = if filters.query().is_empty() { '?' } else { '&' };
        format!("{path}{}{sign}at={}", filters.query(), last.starts_at.and_utc().timestamp())
    });
    let context = Agenda { which, days: days(Show { stall, viewer }, &cards), filters, further };
    visit.render("events/agenda.html", &context)
}

/// Cards by the day on which they begin, by the clocks of their zones.
fn days(show: Show<'_>, cards: &[Card]) -> Vec<Day> {
    let mut days: Vec<(NaiveDate, Day)> = Vec::new();
    for card in cards {
        let Some(occasion) = &card.occasion else { continue };
        let date = Zone::find(&occasion.zone).unwrap_or_default().local(occasion.starts_at).date();
        let shown = show.card(card);
        match days.iter_mut().find(|(known, _)| *known == date) {
            Some((_, day)) => day.cards.push(shown),
            None => days.push((date, Day::new(date, shown))),
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

impl Day {
    fn new(date: NaiveDate, first: ObjectCard) -> Self {
        Self {
            date: date.to_string(),
            weekday: moment::weekday(date.weekday()),
            day: date.day(),
            month: moment::month(date.month()),
            year: date.year(),
            cards: vec![first],
        }
    }
}
