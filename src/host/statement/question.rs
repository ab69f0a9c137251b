//! The poll of a statement.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use social::poll::NewPoll;
use store::clock;

use super::StatementError;

/// How many options a poll has at most.
pub const POLL_OPTIONS: usize = 8;
/// How many characters an option has at most.
pub const POLL_OPTION_LENGTH: usize = 100;
/// The shortest time that a poll is open, in seconds.
pub const POLL_SHORTEST: i64 = 5 * 60;
/// The longest time that a poll is open, in seconds.
pub const POLL_LONGEST: i64 = 31 * 24 * 3600;

/// The poll of a statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What can be chosen.
    pub options: Vec<String>,
    /// Whether several may be.
    pub multiple: bool,
    /// For how long it is open, in seconds.
    pub seconds: i64,
}

impl Question {
    pub(super) fn check(&self) -> Result<(), StatementError> {
        let mut options: Vec<&str> = self.options.iter().map(|option| option.trim()).collect();
        let long = options.iter().any(|option| option.is_empty() || option.chars().count() > POLL_OPTION_LENGTH);
        let count = options.len();
        options.sort_unstable();
        options.dedup();
        if long || !(2..=POLL_OPTIONS).contains(&count) || options.len() != count {
            return Err(StatementError::Options);
        }
        match (POLL_SHORTEST..=POLL_LONGEST).contains(&self.seconds) {
            true => Ok(()),
            false => Err(StatementError::PollTime),
        }
    }

    pub(super) fn poll(&self) -> NewPoll {
        NewPoll {
            multiple: self.multiple,
            closes_at: Some(clock::now() + TimeDelta::seconds(self.seconds)),
            closed_at: None,
            voters_count: 0,
            options: self.options.iter().map(|option| (option.trim().to_owned(), 0)).collect(),
        }
    }
}
