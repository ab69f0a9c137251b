//! Events of a file.

use std::collections::HashMap;

use chrono_tz::Tz;
use host::social::occasion::MAX_FACT;
use host::social::secret;

use super::component::Component;
use super::value::{self, Time};
use super::{Reason, Refusal};
use crate::calendar::entry::{Alarm, Class, Entry, Moment, Organizer, Status};
use crate::calendar::line::Line;
use crate::calendar::recurrence::{Ending, Rule};
use crate::calendar::zone;

/// The longest identifier, in characters.
const MAX_UID: usize = 255;
/// The longest title, in characters.
const MAX_SUMMARY: usize = 500;
/// The longest text, in characters.
const MAX_TEXT: usize = 50_000;
/// The most categories.
const MAX_CATEGORIES: usize = 30;
/// The most further times, and times that are left out.
const MAX_TIMES: usize = 2000;
/// The most alarms.
const MAX_ALARMS: usize = 5;

/// The zones of a file, by the names that they have there.
pub(super) struct Zones {
    known: HashMap<String, Tz>,
    usual: Tz,
}

impl Zones {
    /// Of a zone whose name says nothing its winter and summer tell which it may be.
    pub(super) fn of(components: &[Component], usual: Tz) -> Self {
        let known = components.iter().filter_map(|component| {
            let name = component.find("TZID")?.text();
            let told = component.find("X-LIC-LOCATION").and_then(|line| zone::find(&line.text()));
            let last = |kind: &str| {
                let offset = component.inner(kind).last()?.find("TZOFFSETTO")?;
                zone::read_offset(&offset.value)
            };
            let like = || zone::like(last("STANDARD")?, last("DAYLIGHT"));
            Some((name.clone(), zone::find(&name).or(told).or_else(like)?))
        });
        Self { known: known.collect(), usual }
    }

    fn find(&self, name: &str) -> Option<Tz> {
        self.known.get(name).copied().or_else(|| zone::find(name))
    }
}

/// What reads one event.
struct Reader<'a> {
    component: &'a Component,
    zones: &'a Zones,
    notes: &'a mut Vec<Refusal>,
}

/// An entry of an event.
pub(super) fn read(component: &Component, zones: &Zones, notes: &mut Vec<Refusal>) -> Result<Entry, Refusal> {
    let mut reader = Reader { component, zones, notes };
    let Some(line) = component.find("DTSTART") else {
        return Err(Refusal { line: component.line, reason: Reason::NoStart });
    };
    let start = reader.moment(line, &line.value)?;
    let summary = cut(&component.find("SUMMARY").map(Line::text).unwrap_or_default(), MAX_SUMMARY);
    let mut entry = Entry::at("", start, summary.split_whitespace().collect::<Vec<_>>().join(" ").as_str());
    entry.end = reader.end(start)?;
    entry.recurrence = reader.recurrence()?;
    reader.recur(&mut entry)?;
    reader.describe(&mut entry);
    reader.circumstances(&mut entry);
    entry.uid = reader.uid(&entry);
    Ok(entry)
}

fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect()
}

impl Reader<'_> {
    fn text(&self, name: &str) -> String {
        cut(&self.component.find(name).map(Line::text).unwrap_or_default(), MAX_TEXT)
    }

    fn note(&mut self, line: usize, reason: Reason) {
        self.notes.push(Refusal { line, reason });
    }

    /// A time of a line, which may hold several.
    fn moment(&mut self, line: &Line, text: &str) -> Result<Moment, Refusal> {
        let wrong = || Refusal { line: line.number, reason: Reason::Time(cut(text, 40)) };
        let day_only = line.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        Ok(match value::time(text).ok_or_else(wrong)? {
            Time::Day(day) => Moment::Date(day),
            Time::At(at) | Time::Utc(at) if day_only => Moment::Date(at.date()),
            Time::Utc(at) => Moment::Utc(at),
            Time::At(at) => match line.parameter("TZID") {
                None | Some("") => Moment::Floating(at),
                Some(name) => match self.zones.find(name) {
                    Some(Tz::UTC) => Moment::Utc(at),
                    Some(zone) => Moment::Zoned(at, zone),
                    None => {
                        let usual = self.zones.usual;
                        self.note(line.number, Reason::Zone(cut(name, 80), usual));
                        Moment::Zoned(at, usual)
                    }
                },
            },
        })
    }

    fn end(&mut self, start: Moment) -> Result<Option<Moment>, Refusal> {
        let (end, number) = match (self.component.find("DTEND"), self.component.find("DURATION")) {
            (Some(line), _) => (self.moment(line, &line.value)?, line.number),
            (None, Some(line)) => {
                let wrong = || Refusal { line: line.number, reason: Reason::Time(cut(&line.value, 40)) };
                (self.after(start, &line.value).ok_or_else(wrong)?, line.number)
            }
            (None, None) => return Ok(None),
        };
        // Some tell a day and a time: the day is meant then.
        let end = match (start, end) {
            (Moment::Date(_), end) => Moment::Date(end.local().date()),
            (start, Moment::Date(day)) => start.moved(day.and_time(chrono::NaiveTime::MIN)),
            (_, end) => end,
        };
        let (from, to) = (start.utc(self.zones.usual), end.utc(self.zones.usual));
        if to < from {
            self.note(number, Reason::EndBeforeStart);
        }
        Ok(Some(end).filter(|_| to > from))
    }

    /// So long after a time: days by the calendar, hours by the clock.
    fn after(&self, start: Moment, text: &str) -> Option<Moment> {
        let span = value::duration(text)?;
        let day = start.local().checked_add_signed(chrono::TimeDelta::days(span.days))?;
        let moved = start.moved(day);
        Some(match moved {
            Moment::Zoned(at, zone) if span.seconds != 0 => {
                Moment::Zoned(zone::local(zone::utc(at, zone).checked_add_signed(span.rest())?, zone), zone)
            }
            moved => moved.moved(moved.local().checked_add_signed(span.rest())?),
        })
    }

    fn recurrence(&mut self) -> Result<Option<Moment>, Refusal> {
        let Some(line) = self.component.find("RECURRENCE-ID") else { return Ok(None) };
        if line.parameter("RANGE").is_some() {
            self.note(line.number, Reason::ThisAndFuture);
        }
        self.moment(line, &line.value).map(Some)
    }

    fn recur(&mut self, entry: &mut Entry) -> Result<(), Refusal> {
        if entry.recurrence.is_some() {
            return Ok(());
        }
        if let Some(line) = self.component.find("RRULE") {
            let refused = |error| Refusal { line: line.number, reason: Reason::Rule(error) };
            let mut rule = Rule::read(&line.value).map_err(refused)?;
            // Of what has a zone the end is told in UTC (RFC 5545 §3.3.10); many tell it by the clocks of the zone.
            if let (Ending::Until(until @ Moment::Floating(_)), Moment::Zoned(..) | Moment::Utc(_)) =
                (rule.ending, entry.start)
            {
                let zone = entry.start.zone().unwrap_or(self.zones.usual);
                rule.ending = Ending::Until(Moment::Utc(until.utc(zone)));
            }
            entry.rule = Some(rule);
        }
        if let Some(line) = self.component.find("EXRULE") {
            self.note(line.number, Reason::ExceptionRule);
        }
        entry.further = self.moments("RDATE")?;
        entry.except = self.moments("EXDATE")?;
        Ok(())
    }

    /// The times of all lines of a name, each once.
    fn moments(&mut self, name: &str) -> Result<Vec<Moment>, Refusal> {
        let (component, mut found) = (self.component, Vec::new());
        for line in component.all(name) {
            for text in line.value.split(',').map(str::trim).filter(|text| !text.is_empty()) {
                // Of a period its beginning.
                let text = text.split('/').next().unwrap_or(text);
                let moment = self.moment(line, text)?;
                if found.len() < MAX_TIMES && !found.contains(&moment) {
                    found.push(moment);
                }
            }
        }
        Ok(found)
    }

    fn describe(&self, entry: &mut Entry) {
        entry.description = self.text("DESCRIPTION");
        let html = self
            .component
            .all("X-ALT-DESC")
            .find(|line| line.parameter("FMTTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("text/html")));
        entry.html = html.map(|line| cut(&line.text(), MAX_TEXT)).filter(|html| !html.is_empty());
        entry.location = cut(&self.text("LOCATION"), MAX_SUMMARY);
        entry.point = self.component.find("GEO").and_then(|line| value::point(&line.value));
        let categories = self.component.all("CATEGORIES").flat_map(Line::texts);
        entry.categories = categories.map(|name| cut(&name, 100)).take(MAX_CATEGORIES).collect();
    }

    fn circumstances(&self, entry: &mut Entry) {
        let component = self.component;
        let word = |name: &str| component.find(name).map(|line| line.value.trim().to_ascii_uppercase());
        let time = |name: &str| match value::time(&component.find(name)?.value)? {
            Time::Utc(at) | Time::At(at) => Some(at).filter(|at| *at != chrono::NaiveDateTime::default()),
            Time::Day(_) => None,
        };
        entry.status = match word("STATUS").as_deref() {
            Some("CONFIRMED") => Some(Status::Confirmed),
            Some("TENTATIVE") => Some(Status::Tentative),
            Some("CANCELLED" | "CANCELED") => Some(Status::Cancelled),
            _ => None,
        };
        entry.class = match word("CLASS").as_deref() {
            Some("PRIVATE") => Class::Private,
            Some("CONFIDENTIAL") => Class::Confidential,
            _ => Class::Public,
        };
        entry.transparent = word("TRANSP").as_deref() == Some("TRANSPARENT");
        entry.sequence = word("SEQUENCE").and_then(|number| number.parse().ok()).unwrap_or(0).max(0);
        entry.created = time("CREATED");
        entry.modified = time("LAST-MODIFIED").or_else(|| time("DTSTAMP"));
        let address = |name: &str| component.find(name).and_then(|line| value::address(&line.value));
        entry.url = address("URL");
        entry.online =
            ["CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"].into_iter().find_map(address);
        entry.contact = cut(&component.find("CONTACT").map(Line::text).unwrap_or_default(), MAX_FACT);
        let pictured = |line: &&Line| line.parameter("FMTTYPE").is_some_and(|kind| kind.starts_with("image/"));
        let attached = || component.all("ATTACH").find(pictured).and_then(|line| value::address(&line.value));
        entry.image = address("IMAGE").or_else(attached);
        entry.organizer = component.find("ORGANIZER").and_then(organizer);
        entry.alarms = component.inner("VALARM").filter_map(alarm).take(MAX_ALARMS).collect();
    }

    /// Its name; what has none, or one that is too long, gets one that is the same whenever it is read again.
    fn uid(&self, entry: &Entry) -> String {
        let uid = self.text("UID");
        match uid.chars().count() {
            0 => secret::hash(&format!("{:?} {}", entry.start, entry.summary)),
            1..=MAX_UID if !uid.contains(char::is_control) => uid,
            _ => secret::hash(&uid),
        }
    }
}

fn organizer(line: &Line) -> Option<Organizer> {
    let uri = line.value.trim();
    let known = uri.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("mailto:")) || value::address(uri).is_some();
    let name = line.parameter("CN").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = known && uri.len() <= 2000 && !uri.contains(|c: char| c.is_control() || c.is_whitespace());
    plain.then(|| Organizer { name: cut(&name, 200), uri: uri.to_owned() })
}

fn alarm(component: &Component) -> Option<Alarm> {
    let trigger = component.find("TRIGGER")?;
    let of_end = trigger.parameter("RELATED").is_some_and(|related| related.eq_ignore_ascii_case("END"));
    let span = value::duration(&trigger.value).filter(|_| !of_end)?;
    let text = cut(&component.find("DESCRIPTION").map(Line::text).unwrap_or_default(), MAX_SUMMARY);
    Some(Alarm { before: -span.seconds(), text })
}
