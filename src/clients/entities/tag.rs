//! A hashtag.

use host::social::tag::Usage;
use serde::Serialize;
use utoipa::ToSchema;

/// A hashtag.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Tag {
    /// Its number.
    pub(crate) id: String,
    /// Its name, without `#`.
    pub(crate) name: String,
    /// Its page.
    pub(crate) url: String,
    /// How much it was used on each of the last seven days, today first.
    pub(crate) history: Vec<TagDay>,
    /// Whether the caller follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) following: Option<bool>,
    /// Whether the caller shows it on its profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) featuring: Option<bool>,
}

/// How much a hashtag was used on a day; figures are strings, as at Mastodon.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TagDay {
    /// The beginning of the day (UTC), in seconds since 1970.
    pub(crate) day: String,
    /// How many public statuses have it.
    pub(crate) uses: String,
    /// How many accounts published them.
    pub(crate) accounts: String,
}

impl From<&Usage> for TagDay {
    fn from(usage: &Usage) -> Self {
        let midnight = usage.day.and_time(chrono::NaiveTime::MIN).and_utc();
        Self {
            day: midnight.timestamp().to_string(),
            uses: usage.objects.to_string(),
            accounts: usage.actors.to_string(),
        }
    }
}
