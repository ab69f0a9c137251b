//! Direct messages, by who takes part.

use host::social::correspondence::Talk;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Status, View};

/// A conversation of direct messages (`Conversation`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Conversation {
    /// Its number.
    pub(crate) id: String,
    /// Whether somebody else wrote since it was read.
    pub(crate) unread: bool,
    /// Who else takes part.
    pub(crate) accounts: Vec<Account>,
    /// What was said last.
    pub(crate) last_status: Option<Status>,
}

impl View {
    /// A conversation.
    pub(crate) fn conversation(&self, talk: &Talk) -> Conversation {
        Conversation {
            id: talk.correspondence.conversation_id.to_string(),
            unread: talk.correspondence.unread,
            accounts: self.accounts(&talk.people),
            last_status: talk.last.as_ref().map(|card| self.status(card)),
        }
    }
}
