//! How a member likes to write and to read.

use serde::Serialize;
use utoipa::ToSchema;

/// What a member has settled on, for programs to keep to (`Preferences`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Preferences {
    /// To whom new statuses are: `public`, `unlisted`, `private` or `direct`.
    #[serde(rename = "posting:default:visibility")]
    pub(crate) visibility: &'static str,
    /// Whether their media are hidden at first.
    #[serde(rename = "posting:default:sensitive")]
    pub(crate) sensitive: bool,
    /// Their language, BCP 47.
    #[serde(rename = "posting:default:language")]
    pub(crate) language: Option<String>,
    /// Who may quote them: `public`, `followers` or `nobody`.
    #[serde(rename = "posting:default:quote_policy")]
    pub(crate) quote_policy: &'static str,
    /// Which media are shown at once: all but sensitive ones, `default`.
    #[serde(rename = "reading:expand:media")]
    pub(crate) expand_media: &'static str,
    /// Whether content warnings are opened.
    #[serde(rename = "reading:expand:spoilers")]
    pub(crate) expand_spoilers: bool,
    /// Whether moving pictures move by themselves.
    #[serde(rename = "reading:autoplay:gifs")]
    pub(crate) autoplay_gifs: bool,
}
