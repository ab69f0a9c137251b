//! How the caller and another stand to each other.

use host::social::follow::FollowState;
use host::social::relationship;
use serde::Serialize;
use utoipa::ToSchema;

use super::Moment;

/// How the caller and another stand to each other.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Relationship {
    /// The other's number.
    pub(crate) id: String,
    /// Whether the caller follows the other.
    pub(crate) following: bool,
    /// Whether boosts by the other are shown.
    pub(crate) showing_reblogs: bool,
    /// Whether each status of the other is notified.
    pub(crate) notifying: bool,
    /// In which languages the other is read; in any where there are none.
    pub(crate) languages: Option<Vec<String>>,
    /// Whether the other follows the caller.
    pub(crate) followed_by: bool,
    /// Whether the caller blocks the other.
    pub(crate) blocking: bool,
    /// Whether the other blocks the caller.
    pub(crate) blocked_by: bool,
    /// Whether the caller mutes the other.
    pub(crate) muting: bool,
    /// Whether notifications from the other are held back too.
    pub(crate) muting_notifications: bool,
    /// Until when the other is muted.
    pub(crate) muting_expires_at: Option<Moment>,
    /// Whether the caller asked to follow the other and waits.
    pub(crate) requested: bool,
    /// Whether the other asked to follow the caller and waits.
    pub(crate) requested_by: bool,
    /// Whether the caller hid the other's host.
    pub(crate) domain_blocking: bool,
    /// Whether the caller recommends the other.
    pub(crate) endorsed: bool,
    /// What the caller noted about the other.
    pub(crate) note: String,
}

impl From<relationship::Relationship> for Relationship {
    fn from(known: relationship::Relationship) -> Self {
        let (follow, mute) = (known.follow.as_ref(), known.mute.as_ref());
        let state = follow.map(|follow| follow.state);
        Self {
            id: known.actor_id.to_string(),
            following: state == Some(FollowState::Accepted),
            showing_reblogs: follow.is_some_and(|follow| follow.show_boosts),
            notifying: follow.is_some_and(|follow| follow.notify),
            languages: follow.map(|follow| follow.languages.0.clone()).filter(|languages| !languages.is_empty()),
            followed_by: known.follow_back == Some(FollowState::Accepted),
            blocking: known.blocks,
            blocked_by: known.is_blocked,
            muting: mute.is_some(),
            muting_notifications: mute.is_some_and(|mute| mute.notifications),
            muting_expires_at: mute.and_then(|mute| mute.expires_at).map(Moment),
            requested: state == Some(FollowState::Pending),
            requested_by: known.follow_back == Some(FollowState::Pending),
            domain_blocking: known.hides_host,
            endorsed: known.endorses,
            note: known.note,
        }
    }
}
