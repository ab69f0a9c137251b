//! Custom emoji.

use serde::Serialize;
use utoipa::ToSchema;

/// A custom emoji (`CustomEmoji`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CustomEmoji {
    /// What stands between the colons.
    pub(crate) shortcode: String,
    /// The picture.
    pub(crate) url: String,
    /// A picture that does not move.
    pub(crate) static_url: String,
    /// Whether it is offered to who writes.
    pub(crate) visible_in_picker: bool,
    /// Under what it is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) category: Option<String>,
}
