//! Notifications that are told together.

use std::collections::HashSet;

use host::social::actor::Actor;
use host::social::notification::ToldGroup;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Moment, Report, Status, View, notification_name};

/// Groups of notifications, and once each what they refer to (`GroupedNotificationsResults`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct GroupedNotifications {
    /// Who did it.
    pub(crate) accounts: Vec<Account>,
    /// Who did it too and is needed for a picture only, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) partial_accounts: Option<Vec<PartialAccount>>,
    /// What it is about.
    pub(crate) statuses: Vec<Status>,
    /// The groups, the newest first.
    pub(crate) notification_groups: Vec<NotificationGroup>,
}

/// Notifications of one kind about one thing (`NotificationGroup`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NotificationGroup {
    /// What names it.
    pub(crate) group_key: String,
    /// How many there are.
    pub(crate) notifications_count: i64,
    /// What happened.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The newest of them; a number, as at Mastodon.
    pub(crate) most_recent_notification_id: i64,
    /// The oldest of them on this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page_min_id: Option<String>,
    /// The newest of them on this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page_max_id: Option<String>,
    /// When the newest of them on this page came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) latest_page_notification_at: Option<Moment>,
    /// Some of those who did it, the last first.
    pub(crate) sample_account_ids: Vec<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status_id: Option<String>,
    /// The report that came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) report: Option<Report>,
}

/// As much of an account as its picture needs (`PartialAccountWithAvatar`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartialAccount {
    /// Its number.
    pub(crate) id: String,
    /// The handle.
    pub(crate) acct: String,
    /// The page.
    pub(crate) url: String,
    /// The picture.
    pub(crate) avatar: String,
    /// The picture, without motion.
    pub(crate) avatar_static: String,
    /// Whether follows wait for consent.
    pub(crate) locked: bool,
    /// Whether it is automated.
    pub(crate) bot: bool,
}

impl View {
    /// Groups and, once each, what they refer to. Where `partial`, who is not the last of any group is there for the picture
    /// only; where `on_page`, groups say what of them is on the page.
    pub(crate) fn grouped_notifications(
        &self,
        told: &[ToldGroup],
        partial: bool,
        on_page: bool,
    ) -> GroupedNotifications {
        let mut known = HashSet::new();
        let last: Vec<&Actor> =
            told.iter().filter_map(|told| told.people.first()).filter(|actor| known.insert(actor.id)).collect();
        let others: Vec<&Actor> =
            told.iter().flat_map(|told| told.people.iter().skip(1)).filter(|actor| known.insert(actor.id)).collect();
        let mut accounts = self.accounts(last);
        let mut partial_accounts = None;
        if partial {
            partial_accounts = Some(others.into_iter().map(|actor| self.partial_account(actor)).collect());
        } else {
            accounts.extend(self.accounts(others));
        }
        let reporters = told.iter().filter_map(|told| told.report.as_ref()).map(|report| &report.reporter);
        let reporters: Vec<&Actor> = reporters.filter(|actor| known.insert(actor.id)).collect();
        accounts.extend(self.accounts(reporters));
        let mut seen = HashSet::new();
        let cards = told.iter().filter_map(|told| told.card.as_ref()).filter(|card| seen.insert(card.object.id));
        GroupedNotifications {
            accounts,
            partial_accounts,
            statuses: self.statuses(cards),
            notification_groups: told.iter().map(|told| self.notification_group(told, on_page)).collect(),
        }
    }

    fn notification_group(&self, told: &ToldGroup, on_page: bool) -> NotificationGroup {
        let (group, newest) = (&told.group, &told.group.newest);
        let samples = match &told.report {
            // Of a report it is told who made it.
            Some(report) => vec![report.reporter.id.to_string()],
            None => told.people.iter().map(|actor| actor.id.to_string()).collect(),
        };
        NotificationGroup {
            group_key: group.key.clone(),
            notifications_count: group.count,
            kind: notification_name(newest.kind),
            most_recent_notification_id: newest.id.0,
            page_min_id: on_page.then(|| group.page_oldest.to_string()),
            page_max_id: on_page.then(|| newest.id.to_string()),
            latest_page_notification_at: on_page.then(|| newest.created_at.into()),
            sample_account_ids: samples,
            status_id: newest.object_id.map(|id| id.to_string()),
            report: told.report.as_ref().map(|told| self.report(&told.report, &told.target)),
        }
    }

    fn partial_account(&self, actor: &Actor) -> PartialAccount {
        let Account { id, acct, url, avatar, avatar_static, locked, bot, .. } = self.account(actor);
        PartialAccount { id, acct, url, avatar, avatar_static, locked, bot }
    }
}
