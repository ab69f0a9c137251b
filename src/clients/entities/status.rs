//! An object, as clients call it a status.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Account, CustomEmoji, FilterResult, MediaAttachment, Moment, Poll, PreviewCard, StatusEvent, StatusExtension,
};

/// An object, or the boost of one (`Status`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Status {
    /// Its number here; that of the boost where it is one.
    pub(crate) id: String,
    /// When it was published, or boosted.
    pub(crate) created_at: Moment,
    /// What it answers.
    pub(crate) in_reply_to_id: Option<String>,
    /// Whom it answers.
    pub(crate) in_reply_to_account_id: Option<String>,
    /// Whether its media are hidden at first.
    pub(crate) sensitive: bool,
    /// Content warning, plain text; empty where there is none.
    pub(crate) spoiler_text: String,
    /// `public`, `unlisted`, `private` or `direct`.
    pub(crate) visibility: &'static str,
    /// BCP 47.
    pub(crate) language: Option<String>,
    /// Its ActivityPub id.
    pub(crate) uri: String,
    /// Its page.
    pub(crate) url: Option<String>,
    /// Answers known here.
    pub(crate) replies_count: i64,
    /// Boosts known here.
    pub(crate) reblogs_count: i64,
    /// Likes known here.
    pub(crate) favourites_count: i64,
    /// Quotes known here.
    pub(crate) quotes_count: i64,
    /// When it was last edited.
    pub(crate) edited_at: Option<Moment>,
    /// Whether the caller likes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) favourited: Option<bool>,
    /// Whether the caller boosted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reblogged: Option<bool>,
    /// Whether the caller wants to hear no more of its conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) muted: Option<bool>,
    /// Whether the caller keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bookmarked: Option<bool>,
    /// Whether the caller pinned it, which only its author can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pinned: Option<bool>,
    /// What the caller's filters find in it; the program hides or folds it where it shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) filtered: Option<Vec<FilterResult>>,
    /// Its text, HTML.
    pub(crate) content: String,
    /// Its text as typed, in the place of `content` when it was just deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    /// What it boosts.
    #[schema(no_recursion)]
    pub(crate) reblog: Option<Box<Status>>,
    /// The program that it was written with; not kept.
    pub(crate) application: Option<ApplicationName>,
    /// Who published or boosted it.
    pub(crate) account: Account,
    /// What is attached.
    pub(crate) media_attachments: Vec<MediaAttachment>,
    /// Whom it mentions.
    pub(crate) mentions: Vec<Mention>,
    /// Its hashtags.
    pub(crate) tags: Vec<StatusTag>,
    /// Custom emoji in it.
    pub(crate) emojis: Vec<CustomEmoji>,
    /// Its poll.
    pub(crate) poll: Option<Poll>,
    /// What the page says of itself that it links to.
    pub(crate) card: Option<PreviewCard>,
    /// What it quotes.
    pub(crate) quote: Option<Quote>,
    /// Who may quote it.
    pub(crate) quote_approval: QuoteApproval,
    /// When and where it takes place, as pl-fe and Soapbox read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) event: Option<StatusEvent>,
    /// What Pixelfed tells besides, where that was asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    #[schema(ignore)]
    pub(crate) extension: Option<StatusExtension>,
}

/// The program that something was written with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ApplicationName {
    /// What it is called.
    pub(crate) name: String,
    /// Its page.
    pub(crate) website: Option<String>,
}

/// Somebody whom a status mentions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Mention {
    /// The number of the account.
    pub(crate) id: String,
    /// `preferredUsername`.
    pub(crate) username: String,
    /// The page.
    pub(crate) url: String,
    /// The handle.
    pub(crate) acct: String,
}

/// A hashtag of a status.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatusTag {
    /// Its name, without `#`.
    pub(crate) name: String,
    /// Its page.
    pub(crate) url: String,
}

/// What a status quotes; the quote of a quote is named only.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Quote {
    /// `pending`, `accepted`, `rejected`, `revoked`, `deleted` or `unauthorized`.
    pub(crate) state: &'static str,
    /// The quoted status, where it may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Status>)]
    #[schema(no_recursion)]
    pub(crate) quoted_status: Option<Option<Box<Status>>>,
    /// The number of the quoted status, in the quote of a quote.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) quoted_status_id: Option<Option<String>>,
}

/// Who may quote a status (FEP-044f).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct QuoteApproval {
    /// Who may at once: `public`, `followers`.
    pub(crate) automatic: Vec<&'static str>,
    /// Who is asked about: nobody is.
    pub(crate) manual: Vec<&'static str>,
    /// What holds for the caller: `automatic`, `denied` or `unknown`.
    pub(crate) current_user: &'static str,
}
