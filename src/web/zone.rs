//! Time zones: in which times are shown, and in which they are typed.

use chrono::{NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// The zone that holds where nobody chose one.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone of that name, such as `Europe/Paris`.
    pub fn find(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The zones that are offered: those of places. Older names of countries and fixed distances still mean something
    /// where they were chosen, but nobody has to read past them.
    pub fn places() -> impl Iterator<Item = Self> {
        const PARTS: [&str; 10] = [
            "Africa",
            "America",
            "Antarctica",
            "Arctic",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific",
        ];
        let is_place = |zone: &Tz| zone.name().split_once('/').is_some_and(|(part, _)| PARTS.contains(&part));
        TZ_VARIANTS.iter().copied().filter(is_place).map(Self)
    }

    /// What the clocks there show at a moment in UTC.
    pub fn local(self, moment: NaiveDateTime) -> NaiveDateTime {
        self.0.from_utc_datetime(&moment).naive_local()
    }

    /// The moment in UTC at which the clocks there show this. Of an hour that comes twice it is the first; one that the clocks
    /// skip is taken as they would have gone on.
    pub fn moment(self, shown: NaiveDateTime) -> NaiveDateTime {
        let hour = TimeDelta::hours(1);
        let there = |shown: NaiveDateTime| Some(self.0.from_local_datetime(&shown).earliest()?.naive_utc());
        there(shown).or_else(|| Some(there(shown - hour)? + hour)).unwrap_or(shown)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

#[cfg(test)]
mod tests;
