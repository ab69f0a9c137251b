//! Series: an entry that recurs, with what is said of its occurrences one by one.

use chrono::{NaiveDateTime, TimeDelta};
use chrono_tz::Tz;

use super::days::Pattern;
use super::rule::Ending;
use crate::calendar::entry::{Entry, Moment};

/// The most occurrences that are taken of a series.
const MAX_OCCURRENCES: usize = 1500;
/// The longest window that is looked at, in days.
const MAX_WINDOW_DAYS: i64 = 2 * 366;
/// How many days are looked at before it is given up: what is counted is counted from its beginning.
const MAX_DAYS: usize = 20_000;

/// Why the occurrences of a series cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeriesError {
    /// It began so long ago that counting would take too long.
    #[error("it began too long ago to count how often it takes place")]
    TooOld,
    /// There are more than anybody would go to.
    #[error("it takes place more than {MAX_OCCURRENCES} times within the time that is looked at")]
    TooMany,
}

/// An entry with those that are about single occurrences of it.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// What recurs.
    pub main: &'a Entry,
    /// What is otherwise, by [`Entry::recurrence`].
    pub overrides: &'a [&'a Entry],
    /// Where days and floating times are meant.
    pub zone: Tz,
}

impl Series<'_> {
    /// What takes place from a time on, before another (UTC), each as an entry of its own that knows which occurrence it is. No more
    /// than two years are looked at.
    pub fn occurrences(&self, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Entry>, SeriesError> {
        let until = until.min(from.checked_add_signed(TimeDelta::days(MAX_WINDOW_DAYS)).unwrap_or(until));
        let mut starts = self.starts(from, until)?;
        starts.extend(self.main.further.iter().map(|further| self.align(*further)));
        starts.retain(|start| !self.is_excepted(*start));
        starts.sort_by_key(|start| start.local());
        starts.dedup_by_key(|start| start.utc(self.zone));
        let own =
            starts.into_iter().filter(|start| self.overriding(*start).is_none()).map(|start| self.occurrence(start));
        let others = self.overrides.iter().map(|entry| (*entry).clone());
        let mut all: Vec<Entry> = own.chain(others).filter(|entry| self.is_within(entry, from, until)).collect();
        all.sort_by_key(|entry| entry.start.utc(self.zone));
        match all.len() {
            0..=MAX_OCCURRENCES => Ok(all),
            _ => Err(SeriesError::TooMany),
        }
    }

    fn is_within(&self, entry: &Entry, from: NaiveDateTime, until: NaiveDateTime) -> bool {
        let start = entry.start.utc(self.zone);
        let end = entry.end().map_or(start, |end| end.utc(self.zone));
        start < until && (end > from || start >= from)
    }

    /// When it begins by its rule within a window, and a little before. Its own beginning is always one.
    fn starts(&self, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Moment>, SeriesError> {
        let main = self.main;
        let mut found = vec![main.start];
        let Some(rule) = &main.rule else { return Ok(found) };
        let start = main.start.local();
        let pattern = Pattern::new(rule, start);
        // Zones are a day apart at most; what lasts may have begun before.
        let margin = TimeDelta::days(2) + main.length().unwrap_or_default();
        let earliest = from.checked_sub_signed(margin).unwrap_or(from);
        let latest = until.checked_add_signed(TimeDelta::days(2)).unwrap_or(until);
        let (mut left, mut period) = match rule.ending {
            Ending::Count(count) => (count.saturating_sub(1), 0),
            _ => (u32::MAX, pattern.period_before(earliest)),
        };
        let mut days = 0;
        while let Some(first) = pattern.period(period).filter(|first| first.and_time(chrono::NaiveTime::MIN) < latest) {
            days += pattern.period_days();
            if days > MAX_DAYS {
                return Err(SeriesError::TooOld);
            }
            for at in pattern.times_of(first) {
                if at <= start {
                    continue;
                }
                if left == 0 || self.is_past(at) {
                    return Ok(found);
                }
                left -= 1;
                if at >= earliest && at < latest {
                    found.push(main.start.moved(at));
                }
            }
            if found.len() > 2 * MAX_OCCURRENCES {
                return Err(SeriesError::TooMany);
            }
            period += 1;
        }
        Ok(found)
    }

    /// Whether a time comes after the end of the rule.
    fn is_past(&self, at: NaiveDateTime) -> bool {
        let Some(Ending::Until(end)) = self.main.rule.as_ref().map(|rule| rule.ending) else { return false };
        match end {
            Moment::Date(day) => at.date() > day,
            Moment::Floating(end) => at > end,
            end => self.main.start.moved(at).utc(self.zone) > end.utc(self.zone),
        }
    }

    /// A time told in another way, as the series tells its own.
    fn align(&self, moment: Moment) -> Moment {
        match (self.main.start, moment) {
            (Moment::Date(_), moment) => Moment::Date(moment.local().date()),
            (Moment::Zoned(_, zone), moment @ Moment::Utc(_)) => {
                Moment::Zoned(crate::calendar::zone::local(moment.utc(self.zone), zone), zone)
            }
            (start, Moment::Date(day)) => start.moved(day.and_time(start.local().time())),
            (_, moment) => moment,
        }
    }

    fn is_excepted(&self, start: Moment) -> bool {
        self.main.except.iter().any(|except| match except {
            // Some write the day only.
            Moment::Date(day) => start.local().date() == *day,
            except => except.utc(self.zone) == start.utc(self.zone),
        })
    }

    fn overriding(&self, start: Moment) -> Option<&Entry> {
        let at = start.utc(self.zone);
        let named = |entry: &&&Entry| entry.recurrence.is_some_and(|which| self.align(which).utc(self.zone) == at);
        self.overrides.iter().find(named).copied()
    }

    /// One occurrence, as long as the first.
    fn occurrence(&self, start: Moment) -> Entry {
        let main = self.main;
        let end = main.end.map(|end| {
            let length = end.local() - main.start.local();
            match (main.start, end) {
                // Its hours are meant, whatever the clocks do meanwhile.
                (Moment::Zoned(..), Moment::Zoned(..)) if length < TimeDelta::days(1) => {
                    let length = end.utc(self.zone) - main.start.utc(self.zone);
                    let at = start.utc(self.zone).checked_add_signed(length).unwrap_or(start.utc(self.zone));
                    let zone = end.zone().unwrap_or(self.zone);
                    Moment::Zoned(crate::calendar::zone::local(at, zone), zone)
                }
                _ => end.moved(start.local().checked_add_signed(length).unwrap_or(start.local())),
            }
        });
        Entry {
            start,
            end,
            rule: None,
            further: Vec::new(),
            except: Vec::new(),
            recurrence: Some(start),
            ..main.clone()
        }
    }
}
