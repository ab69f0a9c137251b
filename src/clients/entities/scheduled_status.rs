//! Something that is said later.

use host::draft::Draft;
use host::social::media::Media;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::visibility_name;
use super::{MediaAttachment, Moment, View};

/// Something that is said at a time (`ScheduledStatus`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ScheduledStatus {
    /// Its number here; the status gets another.
    pub(crate) id: String,
    /// When it is said.
    pub(crate) scheduled_at: Moment,
    /// What is said.
    pub(crate) params: ScheduledParams,
    /// Its files.
    pub(crate) media_attachments: Vec<MediaAttachment>,
}

/// What is said later.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ScheduledParams {
    /// The text, as typed.
    pub(crate) text: String,
    /// The poll.
    pub(crate) poll: Option<ScheduledPoll>,
    /// The numbers of its files.
    pub(crate) media_ids: Option<Vec<String>>,
    /// Whether media are hidden at first.
    pub(crate) sensitive: bool,
    /// The content warning.
    pub(crate) spoiler_text: Option<String>,
    /// `public`, `unlisted`, `private` or `direct`.
    pub(crate) visibility: &'static str,
    /// What it answers.
    pub(crate) in_reply_to_id: Option<String>,
    /// What it quotes.
    pub(crate) quoted_status_id: Option<String>,
    /// Who may quote it: `public`, `followers` or `nobody`.
    pub(crate) quote_approval_policy: Option<&'static str>,
    /// BCP 47.
    pub(crate) language: Option<String>,
    /// The program that it was written with; not kept.
    pub(crate) application_id: Option<i64>,
    /// Always empty: it mentions whom its text names.
    pub(crate) allowed_mentions: Option<Vec<String>>,
    /// Always empty: the time stands above.
    pub(crate) scheduled_at: Option<Moment>,
    /// Always empty: the key is nobody's who reads this.
    pub(crate) idempotency: Option<String>,
    /// Whether it counts against a limit once more.
    pub(crate) with_rate_limit: bool,
}

/// The poll of something that is said later.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ScheduledPoll {
    /// What can be chosen.
    pub(crate) options: Vec<String>,
    /// For how long it is open, in seconds.
    pub(crate) expires_in: i64,
    /// Whether several options may be chosen.
    pub(crate) multiple: bool,
    /// Whether the figures are kept back until it is over: they are not.
    pub(crate) hide_totals: bool,
}

impl View {
    /// Something that is said later, with those of its files that are among these; none where it has no time.
    pub(crate) fn scheduled(&self, draft: &Draft, media: &[Media]) -> Option<ScheduledStatus> {
        let said = &draft.statement.0;
        let ids = said.media_ids();
        let files = ids.iter().filter_map(|id| media.iter().find(|media| media.id == *id));
        Some(ScheduledStatus {
            id: draft.id.to_string(),
            scheduled_at: draft.due_at?.into(),
            params: ScheduledParams {
                text: said.text.clone(),
                poll: said.poll.as_ref().map(|poll| ScheduledPoll {
                    options: poll.options.clone(),
                    expires_in: poll.seconds,
                    multiple: poll.multiple,
                    hide_totals: false,
                }),
                media_ids: Some(said.media.clone()).filter(|ids| !ids.is_empty()),
                sensitive: said.sensitive,
                spoiler_text: Some(said.summary.clone()).filter(|summary| !summary.is_empty()),
                visibility: visibility_name(said.visibility),
                in_reply_to_id: said.in_reply_to.map(|id| id.to_string()),
                quoted_status_id: said.quote.map(|id| id.to_string()),
                quote_approval_policy: said.quotes.map(|policy| policy.as_str()),
                language: said.language.clone(),
                application_id: None,
                allowed_mentions: None,
                scheduled_at: None,
                idempotency: None,
                with_rate_limit: false,
            },
            media_attachments: files.map(|media| self.attachment(media)).collect(),
        })
    }
}
