//! What a member told the moderators.

use host::social::actor::Actor;
use host::social::report;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Moment, View};

/// A report (`Report`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Report {
    /// Its number.
    pub(crate) id: String,
    /// Whether a moderator settled it.
    pub(crate) action_taken: bool,
    /// When.
    pub(crate) action_taken_at: Option<Moment>,
    /// `spam`, `legal`, `violation` or `other`.
    pub(crate) category: &'static str,
    /// The reporter's words.
    pub(crate) comment: String,
    /// Whether the server of the reported account was told.
    pub(crate) forwarded: bool,
    /// When it was made.
    pub(crate) created_at: Moment,
    /// The statuses that it names.
    pub(crate) status_ids: Vec<String>,
    /// The rules that it names.
    pub(crate) rule_ids: Vec<String>,
    /// Who is reported.
    pub(crate) target_account: Account,
}

impl View {
    /// A report about that account.
    pub(crate) fn report(&self, report: &report::Report, target: &Actor) -> Report {
        Report {
            id: report.id.to_string(),
            action_taken: report.resolved_at.is_some(),
            action_taken_at: report.resolved_at.map(Moment),
            category: report.category.as_str(),
            comment: report.comment.clone(),
            forwarded: report.forwarded,
            created_at: Moment(report.created_at),
            status_ids: report.objects.0.clone(),
            rule_ids: report.rules.0.clone(),
            target_account: self.account(target),
        }
    }
}
