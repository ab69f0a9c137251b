//! What is to be said of something that takes place, so that everybody takes it.

use chrono::Datelike;
use social::occasion::{JoinMode, NewOccasion};
use web::Zone;

use super::StatementError;

/// The shortest title of something that takes place, in characters: Mobilizon drops shorter ones.
pub const TITLE_SHORTEST: usize = 3;

/// The longest one: Mobilizon drops longer ones.
pub const TITLE_LONGEST: usize = 200;

/// The years in which something may take place: those that every calendar has.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Refuses what others would drop, or nobody could go to.
pub(super) fn check(title: &str, occasion: &NewOccasion) -> Result<(), StatementError> {
    if !(TITLE_SHORTEST..=TITLE_LONGEST).contains(&title.trim().chars().count()) {
        return Err(StatementError::Title);
    }
    if Zone::find(&occasion.zone).is_none() {
        return Err(StatementError::Zone);
    }
    let times = [Some(occasion.starts_at), occasion.ends_at, occasion.join_until];
    if times.into_iter().flatten().any(|at| !YEARS.contains(&at.year())) {
        return Err(StatementError::OutOfCalendar);
    }
    if occasion.ends_at.is_some_and(|ends_at| ends_at <= occasion.starts_at) {
        return Err(StatementError::EndsFirst);
    }
    if occasion.join_mode == JoinMode::External && occasion.join_url.is_none() {
        return Err(StatementError::NowhereToJoin);
    }
    Ok(())
}
