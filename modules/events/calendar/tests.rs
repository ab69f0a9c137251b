//! Calendars that are read and written.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

mod reading;
mod round;
mod writing;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::{Calendar, Entry, Reading};

/// Daylight-saving edges, leap days, whole days, floating times, series and what is otherwise in one.
pub(super) const EDGES: &str = include_str!("corpus/edges.ics");

fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn read(file: &str) -> Reading {
    super::read(file.as_bytes(), Tz::Europe__Paris).unwrap()
}

/// A calendar with one event that has these lines.
fn event(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:one\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

fn only(file: &str) -> Entry {
    let reading = read(file);
    assert_eq!((reading.calendar.entries.len(), reading.refused.len()), (1, 0), "{:?}", reading.refused);
    reading.calendar.entries[0].clone()
}

fn calendar(entries: Vec<Entry>) -> Calendar {
    Calendar { name: "Club".to_owned(), entries, ..Calendar::default() }
}
