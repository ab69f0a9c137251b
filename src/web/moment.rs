//! Dates and times as a language writes them.
//!
//! The words (names of months, "3 minutes ago") are Fluent messages, so that a language is only a folder. Times are written in the
//! zone that the reader chose. Who chose none reads UTC, and that it is UTC; where scripts run, one turns it into the zone of the
//! device.

use chrono::{DateTime, Datelike, NaiveDateTime, SecondsFormat, TimeDelta, Timelike, Utc, Weekday};

use crate::locale::{Message, Translations};
use crate::{Locale, Zone};

/// How a time is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// "3 minutes ago", and the date when it is more than a week off.
    Relative,
    /// "22 November 2026, 08:42".
    Full,
    /// "22 November 2026".
    Date,
}

/// When something takes place.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// When it begins (UTC).
    pub starts: NaiveDateTime,
    /// The first moment after it (UTC); open where unset.
    pub ends: Option<NaiveDateTime>,
    /// By whose clocks it is meant.
    pub zone: Zone,
    /// Whether days are meant, not times of day.
    pub all_day: bool,
}

impl Span {
    /// Whether the clocks of a reader show something else then.
    pub fn differs_for(self, zone: Zone) -> bool {
        !self.all_day && zone.local(self.starts) != self.zone.local(self.starts)
    }
}

/// Reads what rows, wire types and templates hand over: RFC 3339, or a plain date and time in UTC.
pub fn parse(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.with_timezone(&Utc));
    }
    let plain = text.parse::<NaiveDateTime>().or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f"));
    plain.ok().map(|moment| moment.and_utc())
}

/// For machines: `2026-11-22T08:42:00Z`.
pub fn machine(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// For whom times are written.
#[derive(Clone, Copy)]
pub struct Hand<'a> {
    /// All words.
    pub words: &'a Translations,
    /// The reader's language.
    pub locale: &'a Locale,
    /// The zone that the reader chose.
    pub zone: Zone,
}

impl Hand<'_> {
    /// A moment, as it is read at another one: now.
    pub fn write(self, moment: DateTime<Utc>, now: DateTime<Utc>, style: Style) -> String {
        let Self { words, locale, zone } = self;
        let message = match style {
            Style::Relative => relative(moment, now),
            Style::Full | Style::Date => None,
        };
        if let Some(message) = message {
            return words.message(locale, &message);
        }
        let moment = zone.local(moment.naive_utc());
        let date = self.date(moment);
        if style != Style::Full {
            return date;
        }
        let clock = clock(moment);
        let key = if zone == Zone::UTC { "time-full-utc" } else { "time-full" };
        words.message(locale, &Message::new(key).with("date", date).with("clock", clock))
    }

    /// When something takes place, by the clocks of a zone: "Friday 18 December 2026, 19:00–23:00".
    pub fn span(self, span: Span, zone: Zone) -> String {
        let Self { words, locale, .. } = self;
        let starts = zone.local(span.starts);
        let ends = span.ends.map(|ends| zone.local(ends)).filter(|ends| *ends > starts);
        if span.all_day {
            // Its end is the midnight after the last day.
            let last = ends.map(|ends| ends - TimeDelta::seconds(1)).filter(|last| last.date() > starts.date());
            return match last {
                None => self.day(starts),
                Some(last) => {
                    let days = Message::new("time-days").with("from", self.day(starts)).with("to", self.day(last));
                    words.message(locale, &days)
                }
            };
        }
        let at = |moment: NaiveDateTime| {
            let at = Message::new("time-day-clock").with("day", self.day(moment)).with("clock", clock(moment));
            words.message(locale, &at)
        };
        // What ends in the small hours is of the evening before.
        let is_of_that_day =
            |ends: &NaiveDateTime| *ends - starts <= TimeDelta::hours(12) || ends.date() == starts.date();
        match ends {
            None => at(starts),
            Some(ends) if is_of_that_day(&ends) => {
                let hours = Message::new("time-day-clocks").with("day", self.day(starts));
                words.message(locale, &hours.with("from", clock(starts)).with("to", clock(ends)))
            }
            Some(ends) => {
                words.message(locale, &Message::new("time-days").with("from", at(starts)).with("to", at(ends)))
            }
        }
    }

    /// "Friday 18 December 2026".
    pub fn day(self, moment: NaiveDateTime) -> String {
        let weekday = self.words.say(self.locale, weekday(moment.weekday()), None);
        let day = Message::new("time-weekday-date").with("weekday", weekday).with("date", self.date(moment));
        self.words.message(self.locale, &day)
    }

    fn date(self, moment: NaiveDateTime) -> String {
        let date = Message::new("time-date")
            .with("day", i64::from(moment.day()))
            .with("month", self.words.say(self.locale, month(moment.month()), None))
            .with("year", moment.year().to_string());
        self.words.message(self.locale, &date)
    }
}

fn clock(moment: NaiveDateTime) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}

/// The key of a day's name.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "time-monday",
        Weekday::Tue => "time-tuesday",
        Weekday::Wed => "time-wednesday",
        Weekday::Thu => "time-thursday",
        Weekday::Fri => "time-friday",
        Weekday::Sat => "time-saturday",
        Weekday::Sun => "time-sunday",
    }
}

/// "3 minutes ago", "in 2 hours"; `None` when it is a week or more off.
fn relative(moment: DateTime<Utc>, now: DateTime<Utc>) -> Option<Message> {
    let distance = now.signed_duration_since(moment);
    let past = distance.num_seconds() >= 0;
    let seconds = distance.num_seconds().abs();
    let (past_key, future_key, count) = match seconds {
        0..60 => return Some(Message::new("time-now")),
        60..3600 => ("time-minutes-ago", "time-in-minutes", seconds / 60),
        3600..86_400 => ("time-hours-ago", "time-in-hours", seconds / 3600),
        86_400..604_800 => ("time-days-ago", "time-in-days", seconds / 86_400),
        _ => return None,
    };
    Some(Message::new(if past { past_key } else { future_key }).with("count", count))
}

/// The key of a month's name.
pub fn month(number: u32) -> &'static str {
    match number {
        1 => "time-january",
        2 => "time-february",
        3 => "time-march",
        4 => "time-april",
        5 => "time-may",
        6 => "time-june",
        7 => "time-july",
        8 => "time-august",
        9 => "time-september",
        10 => "time-october",
        11 => "time-november",
        _ => "time-december",
    }
}

#[cfg(test)]
mod tests;
