//! Whom to follow, and who vouches for somebody.

use host::social::suggestion::Reason;
use serde::Serialize;
use utoipa::ToSchema;

use super::Account;

/// Somebody whom the caller might want to follow.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Suggestion {
    /// The first reason, as clients knew it before there were several: `past_interactions` or `global`.
    pub(crate) source: &'static str,
    /// Why: `friends_of_friends`, or `most_followed` of the members here.
    pub(crate) sources: Vec<&'static str>,
    /// Who.
    pub(crate) account: Account,
}

impl Suggestion {
    /// Somebody, for these reasons.
    pub(crate) fn new(account: Account, reasons: &[Reason]) -> Self {
        let source = match reasons.first() {
            Some(Reason::FriendOfFriends) => "past_interactions",
            Some(Reason::Neighbour) | None => "global",
        };
        let name = |reason: &Reason| match reason {
            Reason::FriendOfFriends => "friends_of_friends",
            Reason::Neighbour => "most_followed",
        };
        Self { source, sources: reasons.iter().map(name).collect(), account }
    }
}

/// Who of those whom the caller follows follows somebody too.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FamiliarFollowers {
    /// The number of who is followed.
    pub(crate) id: String,
    /// Who follows them.
    pub(crate) accounts: Vec<Account>,
}
