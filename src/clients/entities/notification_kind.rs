//! What clients call what happened.

use host::social::notification::NotificationKind;

/// What clients call a kind of notification: as we do, but for two that have older names, for an occasion that changed, which is
/// an edit to them, and for what Pleroma's clients know of taking part.
pub(crate) fn notification_name(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Boost => "reblog",
        NotificationKind::Like => "favourite",
        NotificationKind::OccasionChanged => "update",
        NotificationKind::ParticipationRequest => "pleroma:participation_request",
        NotificationKind::ParticipationAccepted => "pleroma:participation_accepted",
        NotificationKind::OccasionReminder => "pleroma:event_reminder",
        other => other.as_str(),
    }
}

/// The kind that clients call so.
pub(crate) fn notification_kind(name: &str) -> Option<NotificationKind> {
    NotificationKind::ALL.iter().copied().find(|kind| notification_name(*kind) == name)
}

/// Whether all clients know such a thing. That somebody moved is told on our own pages only, and so is who takes part, and what is
/// asked about groups.
pub(crate) fn is_for_clients(kind: NotificationKind) -> bool {
    !matches!(
        kind,
        NotificationKind::Move
            | NotificationKind::Participation
            | NotificationKind::Departure
            | NotificationKind::ParticipationWaiting
            | NotificationKind::ParticipationRejected
            | NotificationKind::GroupInvite
            | NotificationKind::GroupRequest
    ) && !is_for_some(kind)
}

/// Whether only clients that ask for it by its name know such a thing.
pub(crate) fn is_for_some(kind: NotificationKind) -> bool {
    matches!(
        kind,
        NotificationKind::ParticipationRequest
            | NotificationKind::ParticipationAccepted
            | NotificationKind::OccasionReminder
    )
}
