//! Rules that are made to cost something: those that other programs fell to.

use std::time::{Duration, Instant};

use chrono_tz::Tz;

use super::at;
use crate::calendar::recurrence::{Rule, RuleError, Series, SeriesError};
use crate::calendar::{Entry, Moment};

/// How long each may take, on a machine that is busy.
const PATIENCE: Duration = Duration::from_millis(50);

fn dense(name: &str, from: i32, to: i32) -> String {
    format!("{name}={}", (from..=to).map(|n| n.to_string()).collect::<Vec<_>>().join(","))
}

/// What becomes of a rule for something that began then, within two years, and how long that took: the best of three, as others
/// use the machine too.
fn tried(rule: &str, year: i32) -> (Result<usize, String>, Duration) {
    let mut best = None;
    for _ in 0..3 {
        let begun = Instant::now();
        let outcome = Rule::read(rule).map_err(|error| error.to_string()).and_then(|rule| {
            let mut main = Entry::at("x", Moment::Zoned(at(year, 1, 1, 9, 0), Tz::Europe__Paris), "x");
            main.rule = Some(rule);
            let series = Series { main: &main, overrides: &[], zone: Tz::UTC };
            let found = series.occurrences(at(2026, 1, 1, 0, 0), at(2028, 1, 1, 0, 0));
            found.map(|found| found.len()).map_err(|error| error.to_string())
        });
        let took = begun.elapsed();
        best = Some(best.map_or((outcome.clone(), took), |(_, other): (_, Duration)| (outcome, other.min(took))));
    }
    best.unwrap()
}

#[test]
fn no_rule_costs_more_than_it_may() {
    let rules = [
        // node-ical #542
        format!(
            "FREQ=YEARLY;COUNT=1;{};{};{};{};{}",
            dense("BYMONTH", 1, 12),
            dense("BYMONTHDAY", 1, 31),
            dense("BYHOUR", 0, 23),
            dense("BYMINUTE", 0, 59),
            dense("BYSECOND", 0, 59)
        ),
        // Radicale #2188, vobject #133
        "FREQ=DAILY;COUNT=1000000000".to_owned(),
        "FREQ=DAILY;COUNT=4294967295;INTERVAL=1000".to_owned(),
        // libical #140
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30".to_owned(),
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;BYDAY=MO".to_owned(),
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5".to_owned(),
        "FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=100;COUNT=5".to_owned(),
        "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO".to_owned(),
        // sabre/vobject #220
        "FREQ=SECONDLY".to_owned(),
        "FREQ=MINUTELY;INTERVAL=1;COUNT=1000000".to_owned(),
        "FREQ=HOURLY;UNTIL=99991231T000000Z".to_owned(),
        "FREQ=DAILY;UNTIL=99991231T235959Z".to_owned(),
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,30".to_owned(),
        format!("FREQ=YEARLY;{}", dense("BYYEARDAY", 1, 366)),
        format!("FREQ=YEARLY;{};{}", dense("BYWEEKNO", 1, 53), dense("BYMONTHDAY", 1, 31)),
        format!("FREQ=DAILY;{}", "BYDAY=MO;".repeat(500)),
        "FREQ=YEARLY;INTERVAL=99999999999999999999".to_owned(),
        "FREQ=YEARLY;INTERVAL=1000;COUNT=4294967295".to_owned(),
    ];
    for rule in &rules {
        for year in [1, 1753, 2026] {
            let (outcome, took) = tried(rule, year);
            assert!(took < PATIENCE, "{took:?} for {rule}, since {year}: {outcome:?}");
            assert!(outcome.is_err() || outcome.is_ok_and(|found| found <= 1500), "{rule}");
        }
    }
}

#[test]
fn the_rule_itself_is_bounded() {
    assert_eq!(Rule::read("FREQ=MINUTELY"), Err(RuleError::TooOften));
    assert_eq!(
        Rule::read(&format!("FREQ=DAILY;{};{}", dense("BYHOUR", 0, 23), dense("BYMINUTE", 0, 59))),
        Err(RuleError::Long)
    );
    assert!(matches!(Rule::read(&format!("FREQ=YEARLY;{}", dense("BYYEARDAY", 1, 100))), Err(RuleError::Part(_))));
    assert_eq!(Rule::read(&"FREQ=DAILY;".repeat(500)), Err(RuleError::Long));
}

#[test]
fn what_would_be_counted_for_ages_is_not() {
    let (outcome, _) = tried("FREQ=DAILY;COUNT=1000000000", 1);
    assert_eq!(outcome, Err(SeriesError::TooOld.to_string()));
    let (outcome, _) = tried("FREQ=DAILY;BYHOUR=8,9,10", 2026);
    assert_eq!(outcome, Err(SeriesError::TooMany.to_string()));
    // What has no count needs no counting, however long ago it began.
    let (outcome, _) = tried("FREQ=WEEKLY;BYDAY=TH", 1);
    assert_eq!(outcome, Ok(105));
    // All are excepted.
    let mut main = Entry::at("x", Moment::Utc(at(2026, 1, 1, 9, 0)), "x");
    main.rule = Some(Rule::read("FREQ=DAILY;COUNT=3").unwrap());
    main.except = (1..=3).map(|day| Moment::Utc(at(2026, 1, day, 9, 0))).collect();
    let series = Series { main: &main, overrides: &[], zone: Tz::UTC };
    assert_eq!(series.occurrences(at(2025, 1, 1, 0, 0), at(2027, 1, 1, 0, 0)), Ok(Vec::new()));
}
