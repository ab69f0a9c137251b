//! A poll.

use serde::Serialize;
use utoipa::ToSchema;

use super::{CustomEmoji, Moment};

/// A poll (`Poll`); its number is that of its status.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Poll {
    /// Its number here.
    pub(crate) id: String,
    /// When it ends.
    pub(crate) expires_at: Option<Moment>,
    /// Whether it is over.
    pub(crate) expired: bool,
    /// Whether several options may be chosen.
    pub(crate) multiple: bool,
    /// All votes.
    pub(crate) votes_count: i64,
    /// How many voted, where several options may be chosen.
    pub(crate) voters_count: Option<i64>,
    /// What can be chosen.
    pub(crate) options: Vec<PollOption>,
    /// Custom emoji in the options.
    pub(crate) emojis: Vec<CustomEmoji>,
    /// Whether the caller voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) voted: Option<bool>,
    /// What the caller chose, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) own_votes: Option<Vec<i16>>,
}

/// One option of a poll.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PollOption {
    /// What it says.
    pub(crate) title: String,
    /// How many chose it.
    pub(crate) votes_count: Option<i64>,
}
