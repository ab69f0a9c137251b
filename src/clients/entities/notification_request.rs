//! Whose notifications wait for a member's word.

use host::social::notification::Waiting;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Moment, Status, View};

/// What was held back of one account (`NotificationRequest`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NotificationRequest {
    /// Its number.
    pub(crate) id: String,
    /// When the first was held back.
    pub(crate) created_at: Moment,
    /// When the last was.
    pub(crate) updated_at: Moment,
    /// Whose they are.
    pub(crate) account: Account,
    /// How many there are; text, as at Mastodon.
    pub(crate) notifications_count: String,
    /// What the account wrote to the member last.
    pub(crate) last_status: Option<Status>,
}

/// Whether all that was let in is among the notifications already.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Merged {
    /// Always: what is let in is there at once.
    pub(crate) merged: bool,
}

impl View {
    /// A request.
    pub(crate) fn notification_request(&self, waiting: &Waiting) -> NotificationRequest {
        let request = &waiting.request;
        NotificationRequest {
            id: request.id.to_string(),
            created_at: request.id.time().naive_utc().into(),
            updated_at: request.newest.time().naive_utc().into(),
            account: self.account(&waiting.from),
            notifications_count: request.count.to_string(),
            last_status: waiting.last.as_ref().map(|card| self.status(card)),
        }
    }
}
