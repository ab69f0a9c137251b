//! How much something was used.

use chrono::NaiveTime;
use host::social::tag::Usage;
use serde::Serialize;
use utoipa::ToSchema;

/// How much something was used on a day; figures are strings, as at Mastodon.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct History {
    /// When the day began, in seconds since 1970.
    pub(crate) day: String,
    /// How many used it.
    pub(crate) accounts: String,
    /// How often it was used.
    pub(crate) uses: String,
}

impl From<&Usage> for History {
    fn from(usage: &Usage) -> Self {
        Self {
            day: usage.day.and_time(NaiveTime::MIN).and_utc().timestamp().to_string(),
            accounts: usage.actors.to_string(),
            uses: usage.objects.to_string(),
        }
    }
}
