//! Entries of a calendar: what a `VEVENT` says (RFC 5545 §3.6.1, RFC 7986 §5).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use host::social::place::Point;
use url::Url;

use super::recurrence::Rule;
use super::zone;

/// A calendar with its entries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// Where it is to be had again.
    pub source: Option<Url>,
    /// The page that it belongs to.
    pub page: Option<Url>,
    /// The zone that floating times are meant in.
    pub zone: Option<Tz>,
    /// How often it is worth asking for it again, in hours; 0: it does not change.
    pub refresh_hours: u16,
    /// What is in it.
    pub entries: Vec<Entry>,
}

/// A time as a calendar tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A day.
    Date(NaiveDate),
    /// A time by the clocks of a zone.
    Zoned(NaiveDateTime, Tz),
    /// A time in UTC.
    Utc(NaiveDateTime),
    /// The time of day, wherever one is.
    Floating(NaiveDateTime),
}

impl Moment {
    /// By the clocks of its own zone; of a day its beginning.
    pub fn local(self) -> NaiveDateTime {
        match self {
            Self::Date(day) => day.and_time(NaiveTime::MIN),
            Self::Zoned(at, _) | Self::Utc(at) | Self::Floating(at) => at,
        }
    }

    /// In UTC; days and floating times are meant by the clocks of that zone.
    pub fn utc(self, floating: Tz) -> NaiveDateTime {
        match self {
            Self::Utc(at) => at,
            Self::Zoned(at, zone) => zone::utc(at, zone),
            Self::Date(_) | Self::Floating(_) => zone::utc(self.local(), floating),
        }
    }

    /// Another time of the same sort.
    pub fn moved(self, local: NaiveDateTime) -> Self {
        match self {
            Self::Date(_) => Self::Date(local.date()),
            Self::Zoned(_, zone) => Self::Zoned(local, zone),
            Self::Utc(_) => Self::Utc(local),
            Self::Floating(_) => Self::Floating(local),
        }
    }

    /// Whether it is a day.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date(_))
    }

    /// The zone that it names.
    pub fn zone(self) -> Option<Tz> {
        match self {
            Self::Zoned(_, zone) => Some(zone),
            Self::Utc(_) => Some(Tz::UTC),
            Self::Date(_) | Self::Floating(_) => None,
        }
    }
}

/// Whether it takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Confirmed,
    /// Maybe.
    Tentative,
    /// It does not.
    Cancelled,
}

/// Who may know of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Class {
    /// Everybody.
    #[default]
    Public,
    /// Whoever was let in.
    Private,
    /// As few as possible.
    Confidential,
}

/// Who organises it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organizer {
    /// What they are called.
    pub name: String,
    /// Their address: a page, or `mailto:`.
    pub uri: String,
}

/// When one is reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// How long before it begins, in seconds; after that where negative.
    pub before: i64,
    /// What one is told.
    pub text: String,
}

/// Something that takes place.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name in every calendar, which never changes.
    pub uid: String,
    /// How often what matters was changed.
    pub sequence: i32,
    /// When it was first written down (UTC).
    pub created: Option<NaiveDateTime>,
    /// When it was last changed (UTC).
    pub modified: Option<NaiveDateTime>,
    /// When it begins.
    pub start: Moment,
    /// The first moment after it, or day; where unset it is not known.
    pub end: Option<Moment>,
    /// Whether it takes place.
    pub status: Option<Status>,
    /// Its title.
    pub summary: String,
    /// What it is about, plain text.
    pub description: String,
    /// The same as HTML, not sanitised where it came from outside.
    pub html: Option<String>,
    /// Where it is, in words.
    pub location: String,
    /// Where it is on the map.
    pub point: Option<Point>,
    /// Its page.
    pub url: Option<Url>,
    /// Who organises it.
    pub organizer: Option<Organizer>,
    /// What it is filed under.
    pub categories: Vec<String>,
    /// A picture of it.
    pub image: Option<Url>,
    /// Where it takes place on the network.
    pub online: Option<Url>,
    /// Whom to ask; may be empty.
    pub contact: String,
    /// Who may know of it.
    pub class: Class,
    /// Whether one is free meanwhile.
    pub transparent: bool,
    /// How it recurs.
    pub rule: Option<Rule>,
    /// Further times at which it takes place.
    pub further: Vec<Moment>,
    /// Times at which it does not.
    pub except: Vec<Moment>,
    /// Which of its occurrences it is about, by when that was to begin.
    pub recurrence: Option<Moment>,
    /// When one is reminded.
    pub alarms: Vec<Alarm>,
}

impl Entry {
    /// An entry at that time with everything else at rest.
    pub fn at(uid: &str, start: Moment, summary: &str) -> Self {
        Self {
            uid: uid.to_owned(),
            sequence: 0,
            created: None,
            modified: None,
            start,
            end: None,
            status: None,
            summary: summary.to_owned(),
            description: String::new(),
            html: None,
            location: String::new(),
            point: None,
            url: None,
            organizer: None,
            categories: Vec::new(),
            image: None,
            online: None,
            contact: String::new(),
            class: Class::Public,
            transparent: false,
            rule: None,
            further: Vec::new(),
            except: Vec::new(),
            recurrence: None,
            alarms: Vec::new(),
        }
    }

    /// Whether it takes place more than once.
    pub fn recurs(&self) -> bool {
        self.rule.is_some() || !self.further.is_empty()
    }

    /// When it ends where that is told; a day where it is one (RFC 5545 §3.6.1).
    pub fn end(&self) -> Option<Moment> {
        self.end.or_else(|| match self.start {
            Moment::Date(day) => day.succ_opt().map(Moment::Date),
            _ => None,
        })
    }

    /// How long it lasts by the clock, where that is told.
    pub(super) fn length(&self) -> Option<TimeDelta> {
        Some(self.end()?.local() - self.start.local()).filter(|length| *length >= TimeDelta::zero())
    }
}
