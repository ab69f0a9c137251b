//! The agenda: what takes place, day by day, from now on; and what did. Of all, of one organiser, or of what a member has to do with.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::object::ObjectId;
use host::store::clock;
use host::web::card::ObjectCard;
use host::web::{self, MemberVisit, Visit, Zone, moment};
use host::{App, Show};
use serde::{Deserialize, Serialize};

use super::feeds;
use super::filters::{Filters, Narrowed};
use crate::selection::{Selection, Source};

/// How many events a page shows.
const PAGE: usize = 30;

#[derive(Serialize)]
struct Agenda {
    view: View,
    days: Vec<Day>,
    filters: Narrowed,
    /// Where what comes after these is.
    further: Option<String>,
}

/// What is looked at.
#[derive(Serialize)]
struct View {
    /// Which of the views: `agenda`, `past`, `mine` or `of`.
    which: &'static str,
    /// The path of what comes.
    coming: String,
    /// The path of what is over.
    over: String,
    /// Whether this is what is over.
    past: bool,
    organiser: Option<Organiser>,
    #[serde(skip)]
    source: Source,
}

/// Whose events they are, where they are one actor's.
#[derive(Serialize)]
struct Organiser {
    name: String,
    page: String,
    /// Where the calendar of these is.
    calendar: String,
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

/// Behind which event a further page begins: when that begins, in microseconds since 1970, and its number.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    at: Option<i64>,
    id: Option<ObjectId>,
}

impl Part {
    fn after(self) -> Option<(NaiveDateTime, ObjectId)> {
        Some((DateTime::from_timestamp_micros(self.at?)?.naive_utc(), self.id?))
    }
}

/// What takes place from now on.
pub(crate) async fn index(
    visit: Visit,
    app: App,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    View::of_all(false).show(&visit, &app, filters.into_inner(), *part).await
}

/// What took place, the latest first.
pub(crate) async fn past(
    visit: Visit,
    app: App,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    View::of_all(true).show(&visit, &app, filters.into_inner(), *part).await
}

/// What the member organises, takes part in or keeps, and takes place from now on.
pub(crate) async fn mine(
    visit: MemberVisit,
    app: App,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    View::of_member(&visit, false)?.show(&visit, &app, filters.into_inner(), *part).await
}

/// What the member organised, took part in or keeps, and is over.
pub(crate) async fn mine_past(
    visit: MemberVisit,
    app: App,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    View::of_member(&visit, true)?.show(&visit, &app, filters.into_inner(), *part).await
}

/// What a group or a member organises, and takes place from now on.
pub(crate) async fn of_actor(
    visit: Visit,
    app: App,
    handle: Path<String>,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    let view = View::of_actor(&app, handle.into_inner(), false).await?;
    view.show(&visit, &app, filters.into_inner(), *part).await
}

/// What a group or a member organised, and is over.
pub(crate) async fn of_actor_past(
    visit: Visit,
    app: App,
    handle: Path<String>,
    filters: Query<Filters>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    let view = View::of_actor(&app, handle.into_inner(), true).await?;
    view.show(&visit, &app, filters.into_inner(), *part).await
}

impl View {
    fn of_all(past: bool) -> Self {
        Self {
            which: if past { "past" } else { "agenda" },
            coming: "/".to_owned(),
            over: "/past".to_owned(),
            past,
            organiser: None,
            source: Source::Stall,
        }
    }

    fn of_member(visit: &MemberVisit, past: bool) -> web::Result<Self> {
        let me = visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))?;
        Ok(Self {
            which: "mine",
            coming: "/mine".to_owned(),
            over: "/mine/past".to_owned(),
            source: Source::Member(me),
            ..Self::of_all(past)
        })
    }

    async fn of_actor(app: &App, handle: String, past: bool) -> web::Result<Self> {
        let stall = feeds::stall(app)?;
        let actor: Result<Actor, DbError> = app.db.read(move |c| feeds::actor(c, &stall, &handle)).await;
        let actor = actor?;
        let page = feeds::stall(app).map(|stall| Show { stall: &stall, viewer: None }.actor_path(&actor))?;
        let coming = format!("{page}/events");
        Ok(Self {
            which: "of",
            over: format!("{coming}/past"),
            organiser: Some(Organiser {
                name: actor.display_name().to_owned(),
                page,
                calendar: format!("{coming}.ics"),
            }),
            coming,
            source: Source::Actor(actor.id),
            ..Self::of_all(past)
        })
    }

    async fn show(self, visit: &Visit, app: &App, filters: Filters, part: Part) -> web::Result<HttpResponse> {
        let stall = feeds::stall(app)?;
        let viewer = visit.member.as_ref().and_then(|member| member.actor);
        let (now, past) = (clock::now(), self.past);
        let wanted = Selection {
            source: self.source,
            from: (!past).then_some(now),
            until: past.then_some(now),
            backwards: past,
            after: part.after(),
            ..filters.selection()
        };
        let read = app.db.read(move |c| {
            let mut found = wanted.find(c, viewer, PAGE + 1)?;
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            let last = found.last().filter(|_| more).map(|(object, occasion)| (object.id, occasion.starts_at));
            if past {
                found.retain(|(_, occasion)| occasion.is_over(now));
            }
            let cards = Card::gather(c, viewer, found.into_iter().map(|(object, _)| object).collect())?;
            Ok::<_, DbError>((cards, last, wanted.is_lost(c)?))
        });
        let (cards, last, lost) = read.await?;
        let filters = filters.narrowed(visit, lost);
        let further = last.map(|(id, starts_at)| {
            let path = if past { &self.over } else { &self.coming };
            let sign = if filters.query().is_empty() { '?' } else { '&' };
            format!("{path}{}{sign}at={}&id={id}", filters.query(), starts_at.and_utc().timestamp_micros())
        });
        let context = Agenda { view: self, days: days(Show { stall: &stall, viewer }, &cards), filters, further };
        visit.render("events/agenda.html", &context)
    }
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
