//! A hashtag on a profile.

use serde::Serialize;
use utoipa::ToSchema;

use super::Day;

/// A hashtag on a profile.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FeaturedTag {
    /// Its number.
    pub(crate) id: String,
    /// Its name, without `#`.
    pub(crate) name: String,
    /// Its page.
    pub(crate) url: String,
    /// How many statuses of the profile have it; a string, as at Mastodon.
    pub(crate) statuses_count: String,
    /// On which day the newest of them was published.
    pub(crate) last_status_at: Option<Day>,
}
