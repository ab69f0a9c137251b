//! What a status said before, and what its author typed.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, CustomEmoji, MediaAttachment, Moment};

/// A version of a status (`StatusEdit`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusEdit {
    /// Its text, HTML.
    pub(crate) content: String,
    /// Its content warning.
    pub(crate) spoiler_text: String,
    /// Whether its media were hidden at first.
    pub(crate) sensitive: bool,
    /// When it was written.
    pub(crate) created_at: Moment,
    /// Who wrote it.
    pub(crate) account: Account,
    /// The options of its poll.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) poll: Option<PollEdit>,
    /// What was attached.
    pub(crate) media_attachments: Vec<MediaAttachment>,
    /// Custom emoji in it.
    pub(crate) emojis: Vec<CustomEmoji>,
}

/// The poll of a version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PollEdit {
    /// Its options.
    pub(crate) options: Vec<OptionEdit>,
}

/// An option of such a poll.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OptionEdit {
    /// What it said.
    pub(crate) title: String,
}

/// What an author typed (`StatusSource`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusSource {
    /// The number of the status.
    pub(crate) id: String,
    /// The text.
    pub(crate) text: String,
    /// The content warning.
    pub(crate) spoiler_text: String,
}
