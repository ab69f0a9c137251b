//! Values of other types than text (RFC 5545 §3.3).

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use host::social::place::Point;
use url::Url;

/// The years that are taken.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;
/// The longest address, in bytes.
const MAX_ADDRESS: usize = 2000;

/// A day, maybe with a time, which may be in UTC.
pub(super) enum Time {
    Day(NaiveDate),
    At(NaiveDateTime),
    Utc(NaiveDateTime),
}

/// Reads a day or a time, also with the dashes and colons that other standards have.
pub(super) fn time(text: &str) -> Option<Time> {
    let text: String = text.trim().chars().filter(|c| !matches!(c, '-' | ':')).take(20).collect();
    let (day, time) = text.split_once(['T', 't', ' ']).unwrap_or((&text, ""));
    let number = |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    if day.len() != 8 {
        return None;
    }
    let year = i32::try_from(number(day, 0, 4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(day, 4, 6)?, number(day, 6, 8)?)?;
    if !YEARS.contains(&day.year()) {
        return None;
    }
    if time.is_empty() {
        return Some(Time::Day(day));
    }
    let seconds = number(time, 4, 6).unwrap_or(0).min(59);
    let at = day.and_time(NaiveTime::from_hms_opt(number(time, 0, 2)?, number(time, 2, 4)?, seconds)?);
    Some(if time.ends_with(['Z', 'z']) { Time::Utc(at) } else { Time::At(at) })
}

/// A length of time: days by the calendar, and seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) days: i64,
    pub(super) seconds: i64,
}

impl Span {
    /// In seconds, each day having as many as usual.
    pub(super) fn seconds(self) -> i64 {
        self.days * 86_400 + self.seconds
    }

    /// In whole hours.
    pub(super) fn hours(self) -> i64 {
        self.seconds() / 3600
    }

    /// Its seconds beside its days.
    pub(super) fn rest(self) -> TimeDelta {
        TimeDelta::seconds(self.seconds)
    }
}

/// A duration (RFC 5545 §3.3.6).
pub(super) fn duration(text: &str) -> Option<Span> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mut span, mut number, mut clock) = (Span { days: 0, seconds: 0 }, String::new(), false);
    for c in text.strip_prefix(['P', 'p'])?.chars() {
        if c.is_ascii_digit() && number.len() < 9 {
            number.push(c);
            continue;
        }
        let mut take = || std::mem::take(&mut number).parse::<i64>().ok();
        match (c.to_ascii_uppercase(), clock) {
            ('T', false) => clock = true,
            ('W', false) => span.days += 7 * take()?,
            ('D', false) => span.days += take()?,
            ('H', true) => span.seconds += 3600 * take()?,
            ('M', true) => span.seconds += 60 * take()?,
            ('S', true) => span.seconds += take()?,
            _ => return None,
        }
    }
    let near = span.days.abs() <= 36_525 && number.is_empty();
    near.then_some(Span { days: sign * span.days, seconds: sign * span.seconds })
}

/// A place on the map (RFC 5545 §3.8.1.6).
pub(super) fn point(text: &str) -> Option<Point> {
    let (north, east) = text.split_once([';', ','])?;
    let degrees =
        |text: &str| text.trim().trim_end_matches('\\').parse::<f64>().ok().filter(|degrees| degrees.is_finite());
    Point::new(degrees(north)?, degrees(east)?)
}

/// An address that a browser can open.
pub(super) fn address(text: &str) -> Option<Url> {
    let text = text.trim();
    let url = Url::parse(text).ok().filter(|_| text.len() <= MAX_ADDRESS)?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}
