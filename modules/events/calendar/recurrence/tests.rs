//! When something takes place again.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails is to say where"
)]

mod hostile;
mod oracle;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::{Rule, RuleError, Series};
use crate::calendar::tests::EDGES;
use crate::calendar::{Entry, Moment, Status, read};

fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

/// The occurrences of a series of the corpus within the year.
fn occurrences(uid: &str, year: i32) -> Vec<Entry> {
    let entries = read(EDGES.as_bytes(), Tz::UTC).unwrap().calendar.entries;
    let (others, main): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().filter(|entry| entry.uid == uid).partition(|entry| entry.recurrence.is_some());
    let series = Series { main: main[0], overrides: &others, zone: Tz::Europe__Paris };
    series.occurrences(at(year, 1, 1, 0, 0), at(year + 1, 1, 1, 0, 0)).unwrap()
}

fn days(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.start.local().format("%m-%d %H:%M").to_string()).collect()
}

#[test]
fn a_series_keeps_the_time_of_its_clocks_and_what_is_otherwise() {
    let found = occurrences("weekly-over-both", 2026);
    assert_eq!(
        days(&found)[..6],
        ["03-05 19:30", "03-19 19:30", "04-09 19:30", "05-01 20:00", "05-14 19:30", "05-28 19:30"]
    );
    assert_eq!(found.last().unwrap().start.local(), at(2026, 12, 10, 19, 30));
    let utc: Vec<_> = found.iter().map(|entry| entry.start.utc(Tz::UTC).format("%H:%M").to_string()).collect();
    assert_eq!(utc[..3], ["18:30", "18:30", "17:30"]);
    assert_eq!(found[3].summary, "Choir, in the church");
    assert_eq!(found[3].recurrence, Some(Moment::Zoned(at(2026, 4, 30, 19, 30), Tz::Europe__Paris)));
    assert_eq!(found[4].status, Some(Status::Cancelled));
}

#[test]
fn days_that_are_rare_come_when_they_come() {
    assert_eq!(days(&occurrences("leap-day", 2024)), ["02-29 00:00"]);
    assert_eq!(days(&occurrences("leap-day", 2026)), [""; 0]);
    assert_eq!(days(&occurrences("leap-day", 2028)), ["02-29 00:00"]);
    assert_eq!(days(&occurrences("last-day", 2026))[..4], ["01-31 00:00", "02-28 00:00", "03-31 00:00", "04-30 00:00"]);
    assert_eq!(occurrences("last-day", 2027).len(), 2);
    assert_eq!(
        days(&occurrences("floating-series", 2026)),
        ["06-01 08:00", "06-02 08:00", "06-04 08:00", "06-05 08:00"]
    );
    assert_eq!(days(&occurrences("second-thursday", 2026))[1..3], ["02-12 18:00", "03-12 18:00"]);
}

#[test]
fn hours_stay_hours_where_clocks_are_set() {
    let mut night = Entry::at("night", Moment::Zoned(at(2026, 3, 27, 23, 0), Tz::Europe__Paris), "Night");
    night.end = Some(Moment::Zoned(at(2026, 3, 28, 5, 0), Tz::Europe__Paris));
    night.rule = Some(Rule::read("FREQ=DAILY;COUNT=2").unwrap());
    let series = Series { main: &night, overrides: &[], zone: Tz::UTC };
    let found = series.occurrences(at(2026, 3, 1, 0, 0), at(2026, 4, 1, 0, 0)).unwrap();
    // Six hours, though the clocks go from two to three.
    assert_eq!(found[1].end.unwrap().local(), at(2026, 3, 29, 6, 0));
}

#[test]
fn rules_are_written_as_they_were_read() {
    let rules = [
        "FREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=20261217T183000Z;INTERVAL=2;BYDAY=MO,TH;WKST=SU",
        "FREQ=MONTHLY;COUNT=7;BYDAY=2TU,-1FR;BYSETPOS=1,-1",
        "FREQ=YEARLY;UNTIL=20300101;BYMONTH=3,10;BYMONTHDAY=-1,1;BYHOUR=9,18;BYMINUTE=30",
        "FREQ=YEARLY;BYWEEKNO=1,20,-1;BYDAY=MO",
        "FREQ=YEARLY;BYYEARDAY=-1,1,100",
    ];
    for text in rules {
        let rule = Rule::read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(Rule::read(&rule.to_string()).unwrap(), rule, "{text}");
    }
    assert_eq!(Rule::read("freq=weekly;byday=+1mo; interval=1").unwrap().to_string(), "FREQ=WEEKLY;BYDAY=1MO");
}

#[test]
fn what_is_no_rule_is_refused() {
    let refused = |text: &str| Rule::read(text).unwrap_err();
    assert_eq!(refused("COUNT=3"), RuleError::NoFrequency);
    assert_eq!(refused("FREQ=DAILY;COUNT=3;UNTIL=20260101"), RuleError::TwoEnds);
    for text in [
        "INTERVAL=0",
        "COUNT=0",
        "BYDAY=XX",
        "BYDAY=0MO",
        "BYMONTH=13",
        "BYSETPOS=0",
        "UNTIL=never",
        "BYMONTHDAY=0",
        "x",
    ] {
        assert!(matches!(refused(&format!("FREQ=MONTHLY;{text}")), RuleError::Part(_)), "{text}");
    }
}
