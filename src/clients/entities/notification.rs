//! What a member is told.

use host::social::notification::{Group, Told};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Moment, Report, Status, View, notification_name};

/// Something that a member is told (`Notification`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Notification {
    /// Its number.
    pub(crate) id: String,
    /// What happened, such as `mention` or `favourite`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// When.
    pub(crate) created_at: Moment,
    /// What it is told together with; `ungrouped-` and its number where it stands alone.
    pub(crate) group_key: String,
    /// Whether it is held back; left out where it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub(crate) filtered: bool,
    /// Who did it.
    pub(crate) account: Account,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<Status>,
    /// The report that came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) report: Option<Report>,
}

impl View {
    /// A notification; of a report it says who made it.
    pub(crate) fn notification(&self, told: &Told) -> Notification {
        let notification = &told.notification;
        let by = told.report.as_ref().map_or(&told.from, |report| &report.reporter);
        Notification {
            id: notification.id.to_string(),
            kind: notification_name(notification.kind),
            created_at: notification.created_at.into(),
            group_key: notification.key(Group::KINDS),
            filtered: notification.filtered,
            account: self.account(by),
            status: told.card.as_ref().map(|card| self.status(card)),
            report: told.report.as_ref().map(|told| self.report(&told.report, &told.target)),
        }
    }
}
