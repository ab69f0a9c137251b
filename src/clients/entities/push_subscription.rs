//! A push subscription.

use std::collections::BTreeMap;

use host::federation::push::Vapid;
use host::social::notification::NotificationKind;
use host::social::push_subscription::PushSubscription;
use serde::Serialize;
use utoipa::ToSchema;

use super::notification_name;

/// Where a program is told of notifications while it sleeps.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WebPushSubscription {
    /// Names it. Of the few ids that are numbers to clients; some keep it in 32 bits.
    id: i64,
    /// The address at the push service.
    endpoint: String,
    /// Whether messages are as RFC 8291 has them, and not as its draft had.
    standard: bool,
    /// What is told of, by the types of notifications.
    #[schema(value_type = BTreeMap<String, bool>)]
    alerts: BTreeMap<&'static str, bool>,
    /// The key by which the program knows who sends (VAPID), in base64url.
    server_key: String,
    /// Of whose deeds is told: `all`, `followed`, `follower` or `none`.
    policy: &'static str,
}

impl WebPushSubscription {
    /// A subscription, whose messages are signed with that key.
    pub(crate) fn new(subscription: &PushSubscription, vapid: &Vapid) -> Self {
        let mut alerts = BTreeMap::new();
        // Two kinds may have one name.
        for kind in NotificationKind::ALL {
            *alerts.entry(notification_name(*kind)).or_insert(false) |= subscription.alerts.0.contains(kind);
        }
        Self {
            // A token has one subscription: its number serves, as far as it fits.
            id: subscription.access_token_id.0 & i64::from(i32::MAX),
            endpoint: subscription.endpoint.clone(),
            standard: subscription.standard,
            alerts,
            server_key: vapid.public_key().to_owned(),
            policy: subscription.policy.as_str(),
        }
    }
}
