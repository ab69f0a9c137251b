//! Points in time and durations, as peers write them.

use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SecondsFormat, SubsecRound, Utc};
use serde_json::Value;

use crate::wire::Wire;

/// The longest duration that is believed, in seconds: a century.
const LONGEST: f64 = 100.0 * 365.0 * 24.0 * 3600.0;

/// A stored time as it goes on the wire: UTC in whole seconds, the one form that every reader takes.
pub fn whole_seconds(time: NaiveDateTime) -> DateTime<Utc> {
    time.and_utc().trunc_subsecs(0)
}

/// Reads a timestamp: RFC 3339, without seconds, without offset (taken as UTC), or a date alone (midnight).
///
/// Years outside 1 to 9999 are refused: databases and calendars do not agree about them.
pub fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    zoned(text).or_else(|| naive(text)).filter(|time| (1..=9999).contains(&time.year()))
}

fn zoned(text: &str) -> Option<DateTime<Utc>> {
    let utc = |time: DateTime<chrono::FixedOffset>| time.with_timezone(&Utc);
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(utc(time));
    }
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"]
        .into_iter()
        .find_map(|format| DateTime::parse_from_str(text, format).ok())
        .map(utc)
}

fn naive(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim_end_matches(['Z', 'z']);
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"]
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))
        .map(|time| time.and_utc())
}

impl Wire for DateTime<Utc> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => parse_time(&text),
            Value::Object(mut map) => map.remove("@value").filter(Value::is_string).and_then(Self::read),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::String(self.to_rfc3339_opts(SecondsFormat::AutoSi, true)))
    }
}

/// A number of seconds as a duration, to the millisecond.
pub(crate) fn seconds(seconds: f64) -> Option<Duration> {
    (0.0..=LONGEST).contains(&seconds).then(|| Duration::from_millis((seconds * 1000.0).round() as u64))
}

/// Reads `P1DT2H3M4.5S` (years and months excepted, which have no length) or a plain number of seconds.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    if let Ok(plain) = text.parse::<f64>() {
        return seconds(plain);
    }
    let text = text.strip_prefix('P')?;
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let days = components(date, &[('W', 604_800.0), ('D', 86_400.0)])?;
    let hours = components(time, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)])?;
    seconds(days + hours)
}

/// The sum of `<number><unit>` pairs in seconds.
fn components(text: &str, units: &[(char, f64)]) -> Option<f64> {
    let mut sum = 0.0;
    let mut rest = text;
    while let Some(end) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (number, tail) = rest.split_at(end);
        let unit = tail.chars().next()?;
        let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
        sum += number.parse::<f64>().ok()? * factor;
        rest = tail.get(1..)?;
    }
    rest.is_empty().then_some(sum)
}

/// Writes `PT213S`, with milliseconds if there are any.
pub(crate) fn format_duration(duration: Duration) -> String {
    match duration.subsec_millis() {
        0 => format!("PT{}S", duration.as_secs()),
        millis => format!("PT{}.{millis:03}S", duration.as_secs()),
    }
}
