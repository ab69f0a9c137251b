//! What clients call what happened.

use host::social::notification::NotificationKind;

/// What clients call a kind of notification: as we do, but for two that have older names.
pub(crate) fn notification_name(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Boost => "reblog",
        NotificationKind::Like => "favourite",
        other => other.as_str(),
    }
}

/// The kind that clients call so.
pub(crate) fn notification_kind(name: &str) -> Option<NotificationKind> {
    NotificationKind::ALL.iter().copied().find(|kind| notification_name(*kind) == name)
}

/// Whether clients know such a thing: that somebody moved is told on our own pages only.
pub(crate) fn is_for_clients(kind: NotificationKind) -> bool {
    kind != NotificationKind::Move
}
