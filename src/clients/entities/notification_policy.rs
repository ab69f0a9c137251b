//! Whose notifications a member is told.

use host::social::notification::{Policy, Treatment};
use serde::Serialize;
use utoipa::ToSchema;

/// What becomes of whose notifications: each `accept`, `filter` or `drop` (`NotificationPolicy`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NotificationPolicy {
    /// Of those whom the member does not follow.
    pub(crate) for_not_following: &'static str,
    /// Of those who do not follow the member, or only since a few days.
    pub(crate) for_not_followers: &'static str,
    /// Of those who are new.
    pub(crate) for_new_accounts: &'static str,
    /// Direct messages that were not asked for.
    pub(crate) for_private_mentions: &'static str,
    /// Of those whom moderators limited.
    pub(crate) for_limited_accounts: &'static str,
    /// What waits.
    pub(crate) summary: PolicySummary,
}

/// The same for older clients, which know only whether something is held back (`V1::NotificationPolicy`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NotificationPolicyV1 {
    /// Those whom the member does not follow.
    pub(crate) filter_not_following: bool,
    /// Those who do not follow the member.
    pub(crate) filter_not_followers: bool,
    /// Those who are new.
    pub(crate) filter_new_accounts: bool,
    /// Direct messages that were not asked for.
    pub(crate) filter_private_mentions: bool,
    /// What waits.
    pub(crate) summary: PolicySummary,
}

/// What was held back and waits.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct PolicySummary {
    /// Of how many.
    pub(crate) pending_requests_count: i64,
    /// How much.
    pub(crate) pending_notifications_count: i64,
}

impl From<(i64, i64)> for PolicySummary {
    fn from((pending_requests_count, pending_notifications_count): (i64, i64)) -> Self {
        Self { pending_requests_count, pending_notifications_count }
    }
}

impl NotificationPolicy {
    /// A policy and what it held back.
    pub(crate) fn new(policy: &Policy, summary: PolicySummary) -> Self {
        Self {
            for_not_following: policy.not_following.as_str(),
            for_not_followers: policy.not_followers.as_str(),
            for_new_accounts: policy.new_accounts.as_str(),
            for_private_mentions: policy.private_mentions.as_str(),
            for_limited_accounts: policy.limited_accounts.as_str(),
            summary,
        }
    }
}

impl NotificationPolicyV1 {
    /// A policy and what it held back.
    pub(crate) fn new(policy: &Policy, summary: PolicySummary) -> Self {
        let holds_back = |treatment| treatment != Treatment::Accept;
        Self {
            filter_not_following: holds_back(policy.not_following),
            filter_not_followers: holds_back(policy.not_followers),
            filter_new_accounts: holds_back(policy.new_accounts),
            filter_private_mentions: holds_back(policy.private_mentions),
            summary,
        }
    }
}
