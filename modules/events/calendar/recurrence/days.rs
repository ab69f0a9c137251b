//! The days of a rule, period by period.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

use super::rule::{Frequency, Rule};

/// A rule as it is meant for what begins at a certain time: what it leaves out is taken from there.
pub(super) struct Pattern {
    rule: Rule,
    start: NaiveDateTime,
    times: Vec<NaiveTime>,
}

impl Pattern {
    pub(super) fn new(rule: &Rule, start: NaiveDateTime) -> Self {
        let mut rule = rule.clone();
        let month_day = i8::try_from(start.day()).unwrap_or(1);
        let days = !rule.month_days.is_empty() || !rule.week_days.is_empty();
        let none = !days && rule.weeks.is_empty() && rule.year_days.is_empty();
        match rule.frequency {
            Frequency::Yearly if none => {
                if rule.months.is_empty() {
                    rule.months = vec![u8::try_from(start.month()).unwrap_or(1)];
                }
                rule.month_days = vec![month_day];
            }
            // A week without days means the day of the week that it began on.
            Frequency::Yearly if !days && rule.year_days.is_empty() => rule.week_days = vec![(0, start.weekday())],
            Frequency::Monthly if none => rule.month_days = vec![month_day],
            Frequency::Weekly if none => rule.week_days = vec![(0, start.weekday())],
            _ => {}
        }
        if matches!(rule.frequency, Frequency::Daily | Frequency::Weekly) {
            rule.week_days.iter_mut().for_each(|(number, _)| *number = 0);
        }
        let times = times(&rule, start.time());
        Self { rule, start, times }
    }

    /// How many days one period has at most.
    pub(super) fn period_days(&self) -> usize {
        match self.rule.frequency {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Monthly => 31,
            Frequency::Yearly => 366,
        }
    }

    /// The number of the last period that begins before that time: nothing of an earlier one is as late.
    pub(super) fn period_before(&self, at: NaiveDateTime) -> u32 {
        let days = (at - self.start).num_days().max(0);
        let months =
            i64::from(at.year() - self.start.year()) * 12 + i64::from(at.month()) - i64::from(self.start.month());
        let units = match self.rule.frequency {
            Frequency::Daily => days,
            Frequency::Weekly => days / 7,
            Frequency::Monthly => months,
            Frequency::Yearly => i64::from(at.year() - self.start.year()),
        };
        let periods = units / i64::from(self.rule.interval.max(1));
        u32::try_from(periods - 1).unwrap_or(0)
    }

    /// The first day of a period. `None`: no calendar goes so far.
    pub(super) fn period(&self, number: u32) -> Option<NaiveDate> {
        let (start, units) = (self.start.date(), number.checked_mul(self.rule.interval)?);
        match self.rule.frequency {
            Frequency::Daily => start.checked_add_signed(TimeDelta::days(units.into())),
            Frequency::Weekly => {
                let first = start.checked_sub_signed(TimeDelta::days(since(start, self.rule.week_start)))?;
                first.checked_add_signed(TimeDelta::weeks(units.into()))
            }
            Frequency::Monthly => start.with_day(1)?.checked_add_months(Months::new(units)),
            Frequency::Yearly => NaiveDate::from_ymd_opt(start.year().checked_add(i32::try_from(units).ok()?)?, 1, 1),
        }
    }

    /// The times of the period that begins on that day, in their order.
    pub(super) fn times_of(&self, first: NaiveDate) -> Vec<NaiveDateTime> {
        let days = first.iter_days().take(self.period_days()).take_while(|day| match self.rule.frequency {
            Frequency::Daily | Frequency::Weekly => true,
            Frequency::Monthly => day.month() == first.month(),
            Frequency::Yearly => day.year() == first.year(),
        });
        let days = days.filter(|day| self.has(*day));
        let all = days.flat_map(|day| self.times.iter().map(move |time| day.and_time(*time))).collect();
        if self.rule.positions.is_empty() { all } else { at_positions(&all, &self.rule.positions) }
    }

    /// Whether the rule's lists have that day.
    fn has(&self, day: NaiveDate) -> bool {
        let rule = &self.rule;
        (rule.months.is_empty() || rule.months.iter().any(|month| u32::from(*month) == day.month()))
            && (rule.weeks.is_empty() || self.is_in_week(day))
            && (rule.year_days.is_empty() || has(&rule.year_days, day.ordinal(), year_length(day.year())))
            && (rule.month_days.is_empty() || has(&rule.month_days, day.day(), month_length(day)))
            && (rule.week_days.is_empty() || rule.week_days.iter().any(|wanted| self.is_week_day(day, *wanted)))
    }

    fn is_week_day(&self, day: NaiveDate, (number, wanted): (i8, Weekday)) -> bool {
        if day.weekday() != wanted {
            return false;
        }
        let of_year = self.rule.frequency == Frequency::Yearly && self.rule.months.is_empty();
        let (place, length) =
            if of_year { (day.ordinal(), year_length(day.year())) } else { (day.day(), month_length(day)) };
        let (from_start, from_end) = (place.div_ceil(7), (length - place) / 7 + 1);
        match u32::from(number.unsigned_abs()) {
            0 => true,
            wanted if number > 0 => wanted == from_start,
            wanted => wanted == from_end,
        }
    }

    /// Weeks are counted from the first that has four days of the year (RFC 5545 §3.3.10, BYWEEKNO).
    fn is_in_week(&self, day: NaiveDate) -> bool {
        let start = self.rule.week_start;
        let middle = |day: NaiveDate| {
            let days = TimeDelta::days(3 - since(day, start));
            day.checked_add_signed(days).unwrap_or(day)
        };
        let place = middle(day);
        let last = NaiveDate::from_ymd_opt(place.year(), 12, 28).map_or(place, middle);
        has(&self.rule.weeks, place.ordinal0() / 7 + 1, last.ordinal0() / 7 + 1)
    }
}

/// Whether a list has a place, counted from the start, or from the end of so many.
fn has<T: Copy + Into<i32>>(list: &[T], place: u32, length: u32) -> bool {
    let place = i32::try_from(place).unwrap_or(0);
    let from_end = place - i32::try_from(length).unwrap_or(0) - 1;
    list.iter().any(|wanted| [place, from_end].contains(&(*wanted).into()))
}

/// How many days it is since weeks began.
fn since(day: NaiveDate, week_start: Weekday) -> i64 {
    day.weekday().days_since(week_start).into()
}

fn year_length(year: i32) -> u32 {
    NaiveDate::from_ymd_opt(year, 12, 31).map_or(365, |day| day.ordinal())
}

fn month_length(day: NaiveDate) -> u32 {
    u32::from(day.num_days_in_month())
}

/// The times of day of a rule.
fn times(rule: &Rule, start: NaiveTime) -> Vec<NaiveTime> {
    let or = |list: &[u8], own: u32| match list {
        [] => vec![own],
        list => list.iter().map(|number| u32::from(*number)).collect(),
    };
    let (hours, minutes) = (or(&rule.hours, start.hour()), or(&rule.minutes, start.minute()));
    let seconds = or(&rule.seconds, start.second());
    let minutes = |hour: u32| minutes.iter().map(move |minute| (hour, *minute));
    let all = hours.iter().flat_map(|hour| minutes(*hour)).flat_map(|(hour, minute)| {
        seconds.iter().filter_map(move |second| NaiveTime::from_hms_opt(hour, minute, *second))
    });
    all.collect()
}

/// Those at certain places, from the start or from the end.
fn at_positions(all: &[NaiveDateTime], positions: &[i16]) -> Vec<NaiveDateTime> {
    let place = |position: &i16| match usize::from(position.unsigned_abs()) {
        0 => None,
        place if *position > 0 => all.get(place - 1).copied(),
        place => all.len().checked_sub(place).and_then(|place| all.get(place)).copied(),
    };
    let mut chosen: Vec<_> = positions.iter().filter_map(place).collect();
    chosen.sort();
    chosen.dedup();
    chosen
}
