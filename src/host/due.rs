//! When something shall be said, as forms have it: by the clocks of the member's zone.

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use store::clock;
use web::{Message, Zone};

#[cfg(test)]
mod tests;

/// How far ahead it is at least.
const AHEAD: TimeDelta = TimeDelta::minutes(1);

/// The field of a form that says so, as browsers write it; now where it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DueTime(String);

impl DueTime {
    /// As it was chosen.
    pub fn of(due_at: Option<NaiveDateTime>, zone: Zone) -> Self {
        Self(due_at.map(|at| zone.local(at).format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default())
    }

    /// When that is (UTC); none: now. Errors: it is no time, or not far enough ahead.
    pub fn read(&self, zone: Zone) -> Result<Option<NaiveDateTime>, Message> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let local = NaiveDateTime::parse_from_str(&self.0, "%Y-%m-%dT%H:%M")
            .or_else(|_| NaiveDateTime::parse_from_str(&self.0, "%Y-%m-%dT%H:%M:%S"));
        match local.map(|at| zone.moment(at)) {
            Ok(at) if at > clock::now() + AHEAD => Ok(Some(at)),
            _ => Err(Message::new("post-due-in-the-past")),
        }
    }
}
