//! A hashtag that many use.

use host::social::tag::{Tag, Usage};
use serde::Serialize;
use utoipa::ToSchema;

use super::{History, View};

/// A hashtag with how much it was used lately (`Tag`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TrendingTag {
    /// Its number here.
    pub(crate) id: String,
    /// Its name, without `#`.
    pub(crate) name: String,
    /// Its page.
    pub(crate) url: String,
    /// How much it was used on the last days, today first.
    pub(crate) history: Vec<History>,
    /// Whether the caller follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) following: Option<bool>,
}

impl View {
    /// A hashtag that many use.
    pub(crate) fn trending_tag(&self, tag: &Tag, usage: &[Usage], following: Option<bool>) -> TrendingTag {
        TrendingTag {
            id: tag.id.to_string(),
            name: tag.display.clone(),
            url: self.stall.tag(&tag.name).into(),
            history: usage.iter().map(History::from).collect(),
            following,
        }
    }
}
