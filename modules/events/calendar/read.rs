//! How calendars are read that come from anybody: whatever can be made sense of is taken, what cannot is refused by itself with its
//! line, and nothing is without a bound.

mod component;
mod event;
mod value;

use chrono_tz::Tz;
use url::Url;

use super::entry::Calendar;
use super::line::Line;
use super::recurrence::RuleError;
use component::gather;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 16 << 20;
/// The longest name of a calendar, in characters.
const MAX_NAME: usize = 200;

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// What there is.
    pub calendar: Calendar,
    /// Where each entry begins in the file, in the order of the entries.
    pub lines: Vec<usize>,
    /// What was not taken.
    pub refused: Vec<Refusal>,
    /// What was taken otherwise than it stands there.
    pub notes: Vec<Refusal>,
}

/// Something that is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The line that it begins in, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What can be wrong with something in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It does not say when it begins.
    #[error("it does not say when it begins")]
    NoStart,
    /// A time cannot be read, or is out of reach.
    #[error("“{0}” is no time that can be taken")]
    Time(String),
    /// It ends before it begins.
    #[error("it ends before it begins: the end is left out")]
    EndBeforeStart,
    /// Nobody knows the zone.
    #[error("the time zone “{0}” is not known: taken as {1}")]
    Zone(String, Tz),
    /// Its rule is none.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// What is left out by a rule cannot be told any more.
    #[error("a rule of exceptions (EXRULE) is left out")]
    ExceptionRule,
    /// What was to change from an occurrence on changes that one only.
    #[error("what was changed from here on is taken for this time only")]
    ThisAndFuture,
    /// The file ends within it.
    #[error("it has no end")]
    Open,
    /// A line has no name.
    #[error("this is no line of a calendar")]
    Line,
    /// There are too many entries.
    #[error("there are more than {0} entries: the rest is left out")]
    TooMany(usize),
}

/// Why nothing at all was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is too large.
    #[error("the file is larger than {} MiB", MAX_FILE >> 20)]
    Large,
    /// There is no calendar in it.
    #[error("this is no calendar")]
    None,
    /// It is nested too deeply.
    #[error("the calendar is nested too deeply")]
    Deep,
}

/// Reads a calendar. Times without a zone are left floating; of a zone that nobody knows the calendar's own is taken, else that.
pub fn read(file: &[u8], usual: Tz) -> Result<Reading, ReadError> {
    if file.len() > MAX_FILE {
        return Err(ReadError::Large);
    }
    let mut reading = Reading::default();
    let gathered = gather(file, &mut reading)?;
    head(&gathered.head, &mut reading.calendar);
    let zones = event::Zones::of(&gathered.zones, reading.calendar.zone.unwrap_or(usual));
    for component in &gathered.events {
        match event::read(component, &zones, &mut reading.notes) {
            Ok(entry) => {
                reading.calendar.entries.push(entry);
                reading.lines.push(component.line);
            }
            Err(refusal) => reading.refused.push(refusal),
        }
    }
    reading.refused.sort_by_key(|refusal| refusal.line);
    reading.notes.sort_by_key(|note| note.line);
    Ok(reading)
}

/// What a calendar says of itself.
fn head(lines: &[Line], calendar: &mut Calendar) {
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    let words = |line: &Line| line.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let text = |names: [&str; 2], most: usize| {
        let line = names.into_iter().find_map(find);
        line.map(|line| words(line).chars().take(most).collect::<String>()).unwrap_or_default()
    };
    calendar.name = text(["NAME", "X-WR-CALNAME"], MAX_NAME);
    calendar.description = text(["DESCRIPTION", "X-WR-CALDESC"], 10 * MAX_NAME);
    calendar.zone = find("X-WR-TIMEZONE").and_then(|line| super::zone::find(&line.text()));
    let address = |name: &str| find(name).and_then(|line| Url::parse(line.value.trim()).ok());
    calendar.source = address("SOURCE");
    calendar.page = address("URL");
    let refresh = ["REFRESH-INTERVAL", "X-PUBLISHED-TTL"].into_iter().find_map(find);
    let hours = refresh.and_then(|line| value::duration(&line.value)).map(|span| span.hours());
    calendar.refresh_hours = hours.and_then(|hours| u16::try_from(hours).ok()).unwrap_or(0);
}
