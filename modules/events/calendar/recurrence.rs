//! Recurrence (RFC 5545 §3.3.10, §3.8.5): at which times something takes place that takes place again and again.
//!
//! Rules come from anybody, and a short one can ask for more work than a machine has time for. So no rule recurs within a day, the
//! lists of one are short, only a window of time is looked at, and only so many days: whatever a rule says, it costs less than a
//! millisecond or so. The crate `rrule` cannot be held to that, as it looks a hundred thousand times for what never comes; in tests
//! it says what these days are to be.

mod days;
mod rule;
mod series;

pub use rule::{Ending, Frequency, Rule, RuleError};
pub use series::{Series, SeriesError};

#[cfg(test)]
mod tests;
