//! The calendar: a month or a week as a grid of days. An event stands on the days that its own place calls so.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Timelike};
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::object::Object;
use host::social::occasion::{Occasion, OccasionStatus};
use host::store::clock;
use host::web::{self, Visit, Zone, moment};
use host::{App, Show};
use serde::Serialize;

use super::filters::{Filters, Narrowed};
use crate::selection::Selection;

/// How many events a page shows at most.
const MOST: usize = 1000;

/// How far the clocks of zones are apart at most.
const APART: TimeDelta = TimeDelta::hours(26);

/// The first and the last year that have a page.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;

#[derive(Serialize)]
struct Grid {
    /// Which: `month` or `week`.
    which: &'static str,
    /// The key of the month's name.
    month: &'static str,
    year: i32,
    /// The number of the week (ISO 8601).
    week: u32,
    /// The keys of the days' names.
    weekdays: [&'static str; 7],
    weeks: Vec<Vec<Day>>,
    filters: Narrowed,
    before: String,
    after: String,
    today: String,
    /// The other view of the same days.
    other: String,
    /// How many events there are.
    count: usize,
}

#[derive(Serialize)]
struct Day {
    /// As machines read it.
    date: String,
    day: u32,
    weekday: &'static str,
    month: &'static str,
    /// Whether it is of the month before or after.
    outside: bool,
    is_today: bool,
    events: Vec<Entry>,
}

/// An event on one of its days.
#[derive(Debug, Clone, Serialize)]
struct Entry {
    title: String,
    path: String,
    /// When it begins, on the day on which it does, unless days are meant.
    clock: String,
    status: OccasionStatus,
    /// Whether it began on an earlier day.
    goes_on: bool,
    over: bool,
    /// For the order on a day.
    #[serde(skip)]
    begins: NaiveTime,
}

/// The month that is now.
pub(crate) async fn this_month(visit: Visit, app: App, filters: Query<Filters>) -> web::Result<HttpResponse> {
    let today = today(&visit);
    month(visit, app, today, filters.into_inner()).await
}

/// A month: `2026-12`.
pub(crate) async fn of_month(
    visit: Visit,
    app: App,
    path: Path<String>,
    filters: Query<Filters>,
) -> web::Result<HttpResponse> {
    let first = format!("{}-01", path.into_inner()).parse::<NaiveDate>().ok().filter(|day| YEARS.contains(&day.year()));
    let first = first.ok_or_else(|| web::Error::not_found("month"))?;
    month(visit, app, first, filters.into_inner()).await
}

/// The week that is now.
pub(crate) async fn this_week(visit: Visit, app: App, filters: Query<Filters>) -> web::Result<HttpResponse> {
    let today = today(&visit);
    week(visit, app, today, filters.into_inner()).await
}

/// The week of a day: `2026-12-18`.
pub(crate) async fn of_week(
    visit: Visit,
    app: App,
    path: Path<String>,
    filters: Query<Filters>,
) -> web::Result<HttpResponse> {
    let day = path.parse::<NaiveDate>().ok().filter(|day| YEARS.contains(&day.year()));
    let day = day.ok_or_else(|| web::Error::not_found("week"))?;
    week(visit, app, day, filters.into_inner()).await
}

async fn month(visit: Visit, app: App, day: NaiveDate, filters: Filters) -> web::Result<HttpResponse> {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let before = first.checked_sub_months(Months::new(1)).unwrap_or(first);
    let last = next.pred_opt().unwrap_or(next);
    let weeks = (monday(last) - monday(first)).num_weeks() + 1;
    let address = |day: NaiveDate| format!("/month/{}", day.format("%Y-%m"));
    let links = Links { before: address(before), after: address(next), today: "/month".to_owned() };
    show(visit, app, Extent { which: "month", first, monday: monday(first), weeks, links }, filters).await
}

async fn week(visit: Visit, app: App, day: NaiveDate, filters: Filters) -> web::Result<HttpResponse> {
    let first = monday(day);
    let address = |day: Option<NaiveDate>| format!("/week/{}", day.unwrap_or(first));
    let links = Links {
        before: address(first.checked_sub_days(Days::new(7))),
        after: address(first.checked_add_days(Days::new(7))),
        today: "/week".to_owned(),
    };
    show(visit, app, Extent { which: "week", first, monday: first, weeks: 1, links }, filters).await
}

/// Which days a page has.
struct Extent {
    which: &'static str,
    /// The first day of the month or week.
    first: NaiveDate,
    /// Where the grid begins.
    monday: NaiveDate,
    weeks: i64,
    links: Links,
}

struct Links {
    before: String,
    after: String,
    today: String,
}

async fn show(visit: Visit, app: App, extent: Extent, filters: Filters) -> web::Result<HttpResponse> {
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let viewer = visit.member.as_ref().and_then(|member| member.actor);
    let end = extent.monday + TimeDelta::weeks(extent.weeks);
    let wanted = Selection {
        from: Some(extent.monday.and_time(NaiveTime::MIN) - APART),
        until: Some(end.and_time(NaiveTime::MIN) + APART),
        ..filters.selection()
    };
    let (found, authors, lost) = app
        .db
        .read(move |c| {
            let found = wanted.find(c, viewer, MOST)?;
            let mut authors: Vec<ActorId> = found.iter().map(|(object, _)| object.actor_id).collect();
            authors.sort_unstable();
            authors.dedup();
            let authors = Actor::load(c, &authors)?;
            Ok::<_, DbError>((found, authors, wanted.is_lost(c)?))
        })
        .await?;
    let authors: HashMap<ActorId, Actor> = authors.into_iter().map(|actor| (actor.id, actor)).collect();
    let show = Show { stall, viewer };
    let mut days: HashMap<NaiveDate, Vec<Entry>> = HashMap::new();
    let mut count = 0;
    for (object, occasion) in &found {
        let Some(author) = authors.get(&object.actor_id) else { continue };
        let on = spread(&show.object_path(author, object), object, occasion, extent.monday, end);
        count += usize::from(!on.is_empty());
        for (day, entry) in on {
            days.entry(day).or_default().push(entry);
        }
    }
    let today = today(&visit);
    let day = |number: i64| {
        let date = extent.monday + TimeDelta::days(number);
        let mut events = days.get(&date).cloned().unwrap_or_default();
        events.sort_by_key(|entry| (!entry.goes_on, entry.begins));
        Day {
            date: date.to_string(),
            day: date.day(),
            weekday: moment::weekday(date.weekday()),
            month: moment::month(date.month()),
            outside: extent.which == "month" && date.month() != extent.first.month(),
            is_today: date == today,
            events,
        }
    };
    let weeks = (0..extent.weeks).map(|week| (0..7).map(|weekday| day(week * 7 + weekday)).collect()).collect();
    let other = match extent.which {
        "month" => format!("/week/{}", if extent.first.month() == today.month() { today } else { extent.first }),
        _ => format!("/month/{}", extent.first.format("%Y-%m")),
    };
    let names = |number: u64| moment::weekday((extent.monday + Days::new(number)).weekday());
    let context = Grid {
        which: extent.which,
        month: moment::month(extent.first.month()),
        year: extent.first.year(),
        week: extent.first.iso_week().week(),
        weekdays: [names(0), names(1), names(2), names(3), names(4), names(5), names(6)],
        weeks,
        filters: filters.narrowed(&visit, lost),
        before: extent.links.before,
        after: extent.links.after,
        today: extent.links.today,
        other,
        count,
    };
    visit.render("events/calendar.html", &context)
}

/// An event on each of its days that the grid has.
fn spread(
    path: &str,
    object: &Object,
    occasion: &Occasion,
    monday: NaiveDate,
    end: NaiveDate,
) -> Vec<(NaiveDate, Entry)> {
    let zone = Zone::find(&occasion.zone).unwrap_or_default();
    let starts = zone.local(occasion.starts_at);
    let ends = occasion.ends_at.map_or(starts, |ends| zone.local(ends));
    // What ends in the small hours is of the evening before.
    let small_hours = !occasion.all_day && ends.hour() < 6 && ends - starts < TimeDelta::hours(18);
    let last = if small_hours { ends - TimeDelta::hours(6) } else { ends - TimeDelta::seconds(1) };
    let last = last.max(starts).date();
    let entry = |day: NaiveDate| Entry {
        title: object.title.clone().unwrap_or_default(),
        path: path.to_owned(),
        clock: match occasion.all_day || day != starts.date() {
            true => String::new(),
            false => format!("{:02}:{:02}", starts.hour(), starts.minute()),
        },
        status: occasion.status,
        goes_on: day != starts.date(),
        over: occasion.is_over(clock::now()),
        begins: starts.time(),
    };
    let days = starts.date().max(monday).iter_days();
    days.take_while(|day| *day <= last && *day < end).map(|day| (day, entry(day))).collect()
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

fn today(visit: &Visit) -> NaiveDate {
    visit.zone.unwrap_or_default().local(clock::now()).date()
}
