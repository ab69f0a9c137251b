//! How calendars are written.

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use super::entry::{Alarm, Calendar, Class, Entry, Moment, Status};
use super::line::{self, Writer};
use super::recurrence::Ending;
use super::zone;

/// How many years a series without an end has described clocks.
const OPEN_YEARS: i32 = 5;

/// A calendar as a file. It names no method, as nobody is asked to answer, and never who takes part (RFC 5546 §3.2.1).
pub fn write(calendar: &Calendar) -> String {
    let mut out = Writer::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", concat!("-//Kermesse//Kermesse ", env!("CARGO_PKG_VERSION"), "//EN"));
    out.line("CALSCALE", "GREGORIAN");
    head(&mut out, calendar);
    for (zone, first, last) in zones(calendar) {
        zone::write(&mut out, zone, first, last);
    }
    for entry in &calendar.entries {
        event(&mut out, entry);
    }
    out.line("END", "VCALENDAR");
    out.end()
}

fn head(out: &mut Writer, calendar: &Calendar) {
    if !calendar.name.is_empty() {
        out.text("NAME", &calendar.name);
        out.text("X-WR-CALNAME", &calendar.name);
    }
    if !calendar.description.is_empty() {
        out.text("DESCRIPTION", &calendar.description);
        out.text("X-WR-CALDESC", &calendar.description);
    }
    if let Some(zone) = calendar.zone {
        out.text("X-WR-TIMEZONE", zone.name());
    }
    if let Some(source) = &calendar.source {
        out.with("SOURCE", &[("VALUE", "URI")], source.as_str());
    }
    if let Some(page) = &calendar.page {
        out.line("URL", page.as_str());
    }
    if calendar.refresh_hours > 0 {
        let every = format!("PT{}H", calendar.refresh_hours);
        out.with("REFRESH-INTERVAL", &[("VALUE", "DURATION")], &every);
        out.line("X-PUBLISHED-TTL", &every);
    }
}

/// The zones that are named, each with the first and the last year that it is needed for, in the order of their names.
fn zones(calendar: &Calendar) -> Vec<(Tz, i32, i32)> {
    let mut found: Vec<(Tz, i32, i32)> = Vec::new();
    for entry in &calendar.entries {
        let lists = entry.further.iter().chain(&entry.except).copied();
        let own = [Some(entry.start), entry.end, entry.recurrence].into_iter().flatten();
        let mut moments: Vec<Moment> = own.chain(lists).collect();
        if let Some(rule) = &entry.rule {
            let start = entry.start.local();
            let open = |years: i32| start.checked_add_months(chrono::Months::new(12 * years.unsigned_abs()));
            moments.push(match rule.ending {
                Ending::Until(until) => entry.start.moved(until.local()),
                _ => entry.start.moved(open(OPEN_YEARS).unwrap_or(start)),
            });
        }
        for moment in moments {
            let Moment::Zoned(at, zone) = moment else { continue };
            let year = zone::year(at);
            match found.iter_mut().find(|(known, _, _)| *known == zone) {
                Some((_, first, last)) => (*first, *last) = ((*first).min(year), (*last).max(year)),
                None => found.push((zone, year, year)),
            }
        }
    }
    found.sort_by_key(|(zone, _, _)| zone.name());
    found
}

const DAY: &str = "%Y%m%d";
const TIME: &str = "%Y%m%dT%H%M%S";

fn utc(at: NaiveDateTime) -> String {
    format!("{}Z", at.format(TIME))
}

fn value(moment: Moment) -> String {
    match moment {
        Moment::Date(day) => day.format(DAY).to_string(),
        Moment::Utc(at) => utc(at),
        Moment::Zoned(at, _) | Moment::Floating(at) => at.format(TIME).to_string(),
    }
}

fn moment(out: &mut Writer, name: &str, moment: Moment) {
    match moment {
        Moment::Date(_) => out.with(name, &[("VALUE", "DATE")], &value(moment)),
        Moment::Zoned(_, zone) => out.with(name, &[("TZID", zone.name())], &value(moment)),
        Moment::Utc(_) | Moment::Floating(_) => out.line(name, &value(moment)),
    }
}

fn event(out: &mut Writer, entry: &Entry) {
    out.line("BEGIN", "VEVENT");
    out.text("UID", &entry.uid);
    // When it was last changed, not when it was asked for: what is the same is written the same.
    out.line("DTSTAMP", &utc(entry.modified.or(entry.created).unwrap_or_default()));
    if let Some(created) = entry.created {
        out.line("CREATED", &utc(created));
    }
    if let Some(modified) = entry.modified {
        out.line("LAST-MODIFIED", &utc(modified));
    }
    out.line("SEQUENCE", &entry.sequence.to_string());
    times(out, entry);
    words(out, entry);
    circumstances(out, entry);
    for alarm in &entry.alarms {
        reminder(out, alarm);
    }
    out.line("END", "VEVENT");
}

fn times(out: &mut Writer, entry: &Entry) {
    moment(out, "DTSTART", entry.start);
    if let Some(end) = entry.end {
        moment(out, "DTEND", end);
    }
    if let Some(which) = entry.recurrence {
        moment(out, "RECURRENCE-ID", which);
    }
    if let Some(rule) = &entry.rule {
        out.line("RRULE", &rule.to_string());
    }
    // One to a line: many programs take no lists.
    entry.further.iter().for_each(|further| moment(out, "RDATE", *further));
    entry.except.iter().for_each(|except| moment(out, "EXDATE", *except));
}

fn words(out: &mut Writer, entry: &Entry) {
    out.text("SUMMARY", &entry.summary);
    if !entry.description.is_empty() {
        out.text("DESCRIPTION", &entry.description);
    }
    if let Some(html) = &entry.html {
        out.with("X-ALT-DESC", &[("FMTTYPE", "text/html")], &line::text(html));
    }
    if !entry.location.is_empty() {
        out.text("LOCATION", &entry.location);
    }
    if let Some(point) = entry.point {
        let (north, east) = (point.latitude(), point.longitude());
        out.line("GEO", &format!("{north:.6};{east:.6}"));
        let title = if entry.location.is_empty() {
            entry.summary.as_str()
        } else {
            entry.location.lines().next().unwrap_or_default()
        };
        let parameters = [("VALUE", "URI"), ("X-TITLE", title)];
        out.with("X-APPLE-STRUCTURED-LOCATION", &parameters, &format!("geo:{north:.6},{east:.6}"));
    }
    if !entry.categories.is_empty() {
        out.line("CATEGORIES", &line::texts(&entry.categories));
    }
}

fn circumstances(out: &mut Writer, entry: &Entry) {
    if let Some(status) = entry.status {
        out.line(
            "STATUS",
            match status {
                Status::Confirmed => "CONFIRMED",
                Status::Tentative => "TENTATIVE",
                Status::Cancelled => "CANCELLED",
            },
        );
    }
    if let Some(organizer) = &entry.organizer {
        match organizer.name.as_str() {
            "" => out.line("ORGANIZER", &organizer.uri),
            name => out.with("ORGANIZER", &[("CN", name)], &organizer.uri),
        }
    }
    if let Some(url) = &entry.url {
        out.line("URL", url.as_str());
    }
    if let Some(image) = &entry.image {
        out.with("IMAGE", &[("VALUE", "URI"), ("DISPLAY", "BADGE")], image.as_str());
    }
    if let Some(online) = &entry.online {
        out.with("CONFERENCE", &[("VALUE", "URI"), ("FEATURE", "VIDEO")], online.as_str());
    }
    if !entry.contact.is_empty() {
        out.text("CONTACT", &entry.contact);
    }
    out.line(
        "CLASS",
        match entry.class {
            Class::Public => "PUBLIC",
            Class::Private => "PRIVATE",
            Class::Confidential => "CONFIDENTIAL",
        },
    );
    out.line("TRANSP", if entry.transparent { "TRANSPARENT" } else { "OPAQUE" });
}

fn reminder(out: &mut Writer, alarm: &Alarm) {
    let (sign, seconds) = if alarm.before > 0 { ("-", alarm.before) } else { ("", alarm.before.saturating_neg()) };
    let trigger = match seconds {
        seconds if seconds % 86_400 == 0 && seconds > 0 => format!("{sign}P{}D", seconds / 86_400),
        seconds if seconds % 60 == 0 => format!("{sign}PT{}M", seconds / 60),
        seconds => format!("{sign}PT{seconds}S"),
    };
    out.line("BEGIN", "VALARM");
    out.line("ACTION", "DISPLAY");
    out.text("DESCRIPTION", &alarm.text);
    out.line("TRIGGER", &trigger);
    out.line("END", "VALARM");
}
