//! A hashtag.

use serde::Serialize;
use utoipa::ToSchema;

use super::History;

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
    pub(crate) history: Vec<History>,
    /// Whether the caller follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) following: Option<bool>,
    /// Whether the caller shows it on its profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) featuring: Option<bool>,
}
