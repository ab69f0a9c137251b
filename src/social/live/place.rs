//! Where one can look: places whose news are told while one does.

use std::collections::HashSet;

use crate::actor::ActorId;
use crate::list::ListId;

/// A place that news come to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The own home timeline.
    Home,
    /// The own notifications.
    Notifications,
    /// A public timeline of the stall.
    Public {
        /// Which.
        part: Part,
        /// Only what has media.
        with_media: bool,
    },
    /// A hashtag, by its normalised name.
    Tag {
        /// The name.
        name: String,
        /// Only what was published at the stall.
        local: bool,
    },
    /// An own list.
    List(ListId),
    /// Direct messages from and to oneself.
    Direct,
}

/// A part of what is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The federated timeline.
    All,
    /// What was published at the stall.
    Local,
    /// The federated timeline without that.
    Remote,
}

/// Somebody who looks.
#[derive(Debug, Clone)]
pub struct Watcher {
    /// Who.
    pub viewer: ActorId,
    /// At which stall.
    pub stall: &'static str,
    /// The stall's own actor, who owns its federated timeline.
    pub federated: ActorId,
    /// At which of its places.
    pub places: HashSet<Place>,
}
