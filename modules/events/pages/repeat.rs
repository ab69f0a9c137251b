//! How an event is repeated, as its form has it.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use host::language::Choice;
use host::social::occasion::NewOccasion;
use host::web::error::FieldErrors;
use host::web::{Message, Visit, Zone};
use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::calendar::recurrence::{Ending, Frequency, Rule};

/// How often at most in one unit: every second week, every third month.
const MOST_INTERVAL: u32 = 99;

/// How many times at most where a number is given.
const MOST_COUNT: u32 = 520;

/// The part of the form; its fields are named `repeat[how]` and so on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RepeatForm {
    /// In what it counts; not at all where empty.
    how: String,
    /// Every how many of these.
    every: String,
    /// Until which day; for good where neither this nor `times` is given.
    until: String,
    /// How many times.
    times: String,
}

impl RepeatForm {
    /// The ways that are offered, with their messages.
    const WAYS: [(&'static str, &'static str); 6] = [
        ("", "events-repeat-not"),
        ("days", "events-repeat-days"),
        ("weeks", "events-repeat-weeks"),
        ("months", "events-repeat-months"),
        ("weekdays", "events-repeat-weekdays"),
        ("years", "events-repeat-years"),
    ];

    /// The ways that are offered; `once`: among them that it takes place once.
    pub(super) fn choices(visit: &Visit, once: bool) -> Vec<Choice> {
        let say = |key: &'static str| visit.translate(Message::new(key));
        let offered = Self::WAYS.iter().filter(|(way, _)| once || !way.is_empty());
        offered.map(|(way, label)| Choice { value: (*way).to_owned(), label: say(label) }).collect()
    }

    /// As the form has a rule of what begins first then, as far as it can be said there.
    pub(super) fn of(rule: &Rule, first: &NewOccasion) -> Self {
        let how = match (rule.frequency, rule.week_days.is_empty()) {
            (Frequency::Daily, _) => "days",
            (Frequency::Weekly, _) => "weeks",
            (Frequency::Monthly, true) => "months",
            (Frequency::Monthly, false) => "weekdays",
            (Frequency::Yearly, _) => "years",
        };
        let zone = Zone::find(&first.zone).unwrap_or_default();
        let until = match rule.ending {
            Ending::Until(Moment::Date(day)) => day.to_string(),
            Ending::Until(end) => zone.local(end.utc(chrono_tz::Tz::UTC)).date().to_string(),
            Ending::Never | Ending::Count(_) => String::new(),
        };
        Self { how: how.to_owned(), every: rule.interval.to_string(), until, times: String::new() }
    }

    /// The rule for what begins then; none: it takes place once. What cannot be is named beside its field.
    pub(super) fn rule(&self, first: &NewOccasion, errors: &mut FieldErrors) -> Option<Rule> {
        let zone = Zone::find(&first.zone).unwrap_or_default();
        let day = zone.local(first.starts_at).date();
        let frequency = match self.how.as_str() {
            "days" => Frequency::Daily,
            "weeks" => Frequency::Weekly,
            "months" | "weekdays" => Frequency::Monthly,
            "years" => Frequency::Yearly,
            _ => return None,
        };
        let number = |text: &str, most: u32| text.trim().parse::<u32>().ok().filter(|n| (1..=most).contains(n));
        let every = match self.every.trim() {
            "" => Some(1),
            text => number(text, MOST_INTERVAL),
        };
        let Some(every) = every else {
            errors.add("repeat[every]", Message::new("events-repeat-number").with("most", i64::from(MOST_INTERVAL)));
            return None;
        };
        let mut rule = Rule::every(every, frequency);
        match self.how.as_str() {
            "months" => rule.month_days = vec![i8::try_from(day.day()).unwrap_or(1)],
            "weekdays" => rule.week_days = vec![(which_weekday(day), day.weekday())],
            _ => {}
        }
        rule.ending = match self.ending(first.starts_at, zone, errors)? {
            // Of days the end is a day (RFC 5545 §3.3.10).
            Ending::Until(end) if first.all_day => {
                Ending::Until(Moment::Date(zone.local(end.utc(chrono_tz::Tz::UTC)).date()))
            }
            ending => ending,
        };
        Some(rule)
    }

    fn ending(&self, starts_at: NaiveDateTime, zone: Zone, errors: &mut FieldErrors) -> Option<Ending> {
        if !self.times.trim().is_empty() {
            let times = self.times.trim().parse().ok().filter(|times| (1..=MOST_COUNT).contains(times));
            return times.map(Ending::Count).or_else(|| {
                errors.add("repeat[times]", Message::new("events-repeat-number").with("most", i64::from(MOST_COUNT)));
                None
            });
        }
        if self.until.trim().is_empty() {
            return Some(Ending::Never);
        }
        let last = self.until.trim().parse::<NaiveDate>().ok().and_then(|day| day.succ_opt());
        let end = last.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|midnight| zone.moment(midnight));
        end.filter(|end| *end > starts_at).map(|end| Ending::Until(Moment::Utc(end - TimeDelta::seconds(1)))).or_else(
            || {
                errors.add("repeat[until]", "events-repeat-until-first");
                None
            },
        )
    }
}

/// Which of the weekdays of its month a day is: the fourth, or the last where it may be the fifth.
fn which_weekday(day: NaiveDate) -> i8 {
    let number = i8::try_from((day.day() - 1) / 7 + 1).unwrap_or(1);
    if number > 4 { -1 } else { number }
}
