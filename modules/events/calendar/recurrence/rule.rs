//! Rules: how often, until when, and on which days.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use crate::calendar::entry::Moment;

/// The longest rule, in bytes.
const MAX_RULE: usize = 1000;
/// The longest list of a rule: days of a year, or hours of a day, would be more than anybody means.
const MAX_LIST: usize = 62;
/// The most times of day of a rule.
const MAX_TIMES: usize = 48;
/// The longest interval.
const MAX_INTERVAL: u32 = 1000;

/// What a rule counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Days.
    Daily,
    /// Weeks.
    Weekly,
    /// Months.
    Monthly,
    /// Years.
    Yearly,
}

/// When a rule ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ending {
    /// Never.
    #[default]
    Never,
    /// After so many times.
    Count(u32),
    /// At that time, which is one still: in UTC where the series has a zone.
    Until(Moment),
}

/// A rule (RFC 5545 §3.3.10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What it counts in.
    pub frequency: Frequency,
    /// In every how many of these something takes place.
    pub interval: u32,
    /// When it ends.
    pub ending: Ending,
    /// Months, from 1.
    pub months: Vec<u8>,
    /// Weeks of the year, from 1; from -1 backwards.
    pub weeks: Vec<i8>,
    /// Days of the year, from 1; from -1 backwards.
    pub year_days: Vec<i16>,
    /// Days of the month, from 1; from -1 backwards.
    pub month_days: Vec<i8>,
    /// Days of the week: the so-manieth of the month or year, from -1 backwards; 0: each.
    pub week_days: Vec<(i8, Weekday)>,
    /// Hours of the day.
    pub hours: Vec<u8>,
    /// Minutes of the hour.
    pub minutes: Vec<u8>,
    /// Seconds of the minute.
    pub seconds: Vec<u8>,
    /// Which of those of a period, from 1; from -1 backwards.
    pub positions: Vec<i16>,
    /// What weeks begin with.
    pub week_start: Weekday,
}

/// Why a rule is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// It is longer than any that people make.
    #[error("the rule is too long")]
    Long,
    /// It does not say how often.
    #[error("the rule does not say how often")]
    NoFrequency,
    /// It recurs within a day.
    #[error("what recurs every hour, minute or second is not taken")]
    TooOften,
    /// A part of it cannot be read.
    #[error("“{0}” is no part of a rule")]
    Part(String),
    /// It says both until when and how often.
    #[error("the rule says both until when and how often")]
    TwoEnds,
}

impl Rule {
    /// A rule with nothing but a frequency.
    pub fn every(interval: u32, frequency: Frequency) -> Self {
        Self {
            frequency,
            interval,
            ending: Ending::Never,
            months: Vec::new(),
            weeks: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            week_days: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Mon,
        }
    }

    /// From the value of an `RRULE`.
    pub fn read(text: &str) -> Result<Self, RuleError> {
        if text.len() > MAX_RULE {
            return Err(RuleError::Long);
        }
        let parts = || text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let pairs = parts().map(|part| part.split_once('=').ok_or_else(|| RuleError::Part(part.to_owned())));
        let pairs = pairs.collect::<Result<Vec<_>, _>>()?;
        let named = |wanted: &str| pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let frequency = match named("FREQ").map(|(_, value)| value.to_ascii_uppercase()).as_deref() {
            Some("DAILY") => Frequency::Daily,
            Some("WEEKLY") => Frequency::Weekly,
            Some("MONTHLY") => Frequency::Monthly,
            Some("YEARLY") => Frequency::Yearly,
            Some("HOURLY" | "MINUTELY" | "SECONDLY") => return Err(RuleError::TooOften),
            _ => return Err(RuleError::NoFrequency),
        };
        if named("COUNT").is_some() && named("UNTIL").is_some() {
            return Err(RuleError::TwoEnds);
        }
        let mut rule = Self::every(1, frequency);
        for (name, value) in &pairs {
            let read = rule.take(&name.to_ascii_uppercase(), value.trim());
            read.ok_or_else(|| RuleError::Part(format!("{name}={value}")))?;
        }
        let times = [&rule.hours, &rule.minutes, &rule.seconds].map(|list| list.len().max(1));
        match times.into_iter().product::<usize>() {
            0..=MAX_TIMES => Ok(rule),
            _ => Err(RuleError::Long),
        }
    }

    /// Takes one part. `None`: it is none.
    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "INTERVAL" => {
                self.interval = value.parse().ok().filter(|interval| (1..=MAX_INTERVAL).contains(interval))?
            }
            "COUNT" => self.ending = Ending::Count(value.parse().ok().filter(|count| *count > 0)?),
            "UNTIL" => self.ending = Ending::Until(read_moment(value)?),
            "BYMONTH" => self.months = list(value, 1..=12)?,
            "BYWEEKNO" => self.weeks = list(value, -53..=53)?,
            "BYYEARDAY" => self.year_days = list(value, -366..=366)?,
            "BYMONTHDAY" => self.month_days = list(value, -31..=31)?,
            "BYDAY" => self.week_days = split(value)?.into_iter().map(read_week_day).collect::<Option<_>>()?,
            "BYHOUR" => self.hours = list(value, 0..=23)?,
            "BYMINUTE" => self.minutes = list(value, 0..=59)?,
            "BYSECOND" => self.seconds = list(value, 0..=59)?,
            "BYSETPOS" => self.positions = list(value, -366..=366)?,
            "WKST" => self.week_start = read_day(value)?,
            // What other standards add is passed over (RFC 7529).
            _ => {}
        }
        let no_zero = |zero: bool| (!zero).then_some(());
        no_zero(self.weeks.contains(&0) || self.month_days.contains(&0))?;
        no_zero(self.year_days.contains(&0) || self.positions.contains(&0))
    }
}

/// A time as a rule ends with.
fn read_moment(text: &str) -> Option<Moment> {
    let (day, time) = text.split_once(['T', 't']).unwrap_or((text, ""));
    let number = |from: usize, to: usize| day.get(from..to)?.parse::<u32>().ok();
    let year = day.get(0..4)?.parse().ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?).filter(|_| day.len() == 8)?;
    if time.is_empty() {
        return Some(Moment::Date(day));
    }
    let clock = |from: usize| time.get(from..from + 2)?.parse::<u32>().ok();
    let at = NaiveTime::from_hms_opt(clock(0)?, clock(2)?, clock(4).unwrap_or(0).min(59))?;
    let at = NaiveDateTime::new(day, at);
    Some(if time.ends_with(['Z', 'z']) { Moment::Utc(at) } else { Moment::Floating(at) })
}

/// The items of a list.
fn split(value: &str) -> Option<Vec<&str>> {
    let items: Vec<&str> = value.split(',').map(str::trim).collect();
    (items.len() <= MAX_LIST).then_some(items)
}

/// A list of numbers of that range, each once, in their order.
fn list<T: TryFrom<i32> + Ord>(value: &str, range: std::ops::RangeInclusive<i32>) -> Option<Vec<T>> {
    let number = |item: &str| {
        let number: i32 = item.strip_prefix('+').unwrap_or(item).parse().ok()?;
        range.contains(&number).then(|| T::try_from(number).ok()).flatten()
    };
    let mut numbers = split(value)?.into_iter().map(number).collect::<Option<Vec<T>>>()?;
    numbers.sort();
    numbers.dedup();
    Some(numbers)
}

const DAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

fn read_day(text: &str) -> Option<Weekday> {
    DAYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, day)| *day)
}

fn read_week_day(text: &str) -> Option<(i8, Weekday)> {
    let (number, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let number = match number.strip_prefix('+').unwrap_or(number) {
        "" => 0,
        number => number.parse().ok().filter(|number: &i8| *number != 0 && number.abs() <= 53)?,
    };
    Some((number, read_day(day)?))
}

fn day_name(day: Weekday) -> &'static str {
    DAYS.iter().find(|(_, known)| *known == day).map_or("MO", |(name, _)| name)
}

/// As the value of an `RRULE`.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frequency = match self.frequency {
            Frequency::Daily => "DAILY",
            Frequency::Weekly => "WEEKLY",
            Frequency::Monthly => "MONTHLY",
            Frequency::Yearly => "YEARLY",
        };
        write!(f, "FREQ={frequency}")?;
        match self.ending {
            Ending::Never => {}
            Ending::Count(count) => write!(f, ";COUNT={count}")?,
            Ending::Until(Moment::Date(day)) => write!(f, ";UNTIL={}", day.format("%Y%m%d"))?,
            Ending::Until(Moment::Floating(at)) => write!(f, ";UNTIL={}", at.format("%Y%m%dT%H%M%S"))?,
            Ending::Until(at) => write!(f, ";UNTIL={}Z", at.utc(chrono_tz::UTC).format("%Y%m%dT%H%M%S"))?,
        }
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        part(f, "BYMONTH", &self.months)?;
        part(f, "BYWEEKNO", &self.weeks)?;
        part(f, "BYYEARDAY", &self.year_days)?;
        part(f, "BYMONTHDAY", &self.month_days)?;
        let days = self.week_days.iter().map(|(number, day)| match number {
            0 => day_name(*day).to_owned(),
            number => format!("{number}{}", day_name(*day)),
        });
        part(f, "BYDAY", &days.collect::<Vec<_>>())?;
        part(f, "BYHOUR", &self.hours)?;
        part(f, "BYMINUTE", &self.minutes)?;
        part(f, "BYSECOND", &self.seconds)?;
        part(f, "BYSETPOS", &self.positions)?;
        if self.week_start != Weekday::Mon {
            write!(f, ";WKST={}", day_name(self.week_start))?;
        }
        Ok(())
    }
}

fn part<T: ToString>(f: &mut fmt::Formatter<'_>, name: &str, list: &[T]) -> fmt::Result {
    if list.is_empty() {
        return Ok(());
    }
    write!(f, ";{name}={}", list.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
}
