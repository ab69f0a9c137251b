//! The time as the database keeps it.

use chrono::{NaiveDateTime, SubsecRound, Utc};

/// Now, in UTC, cut to the microsecond: the finest step that both backends give back unchanged.
pub fn now() -> NaiveDateTime {
    Utc::now().naive_utc().trunc_subsecs(6)
}
