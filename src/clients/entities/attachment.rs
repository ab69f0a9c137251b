//! What is attached to a status.

use serde::Serialize;
use utoipa::ToSchema;

/// A picture, a sound or a film (`MediaAttachment`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MediaAttachment {
    /// Its number here.
    pub(crate) id: String,
    /// `image`, `gifv`, `video`, `audio` or `unknown`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The file; none while it is worked on.
    pub(crate) url: Option<String>,
    /// A smaller picture of it.
    pub(crate) preview_url: Option<String>,
    /// Where another server has it.
    pub(crate) remote_url: Option<String>,
    /// Where another server has a smaller picture of it.
    pub(crate) preview_remote_url: Option<String>,
    /// A short address; none any more.
    pub(crate) text_url: Option<String>,
    /// What is known of its size, and where to look.
    pub(crate) meta: Meta,
    /// What is to be seen or heard.
    pub(crate) description: Option<String>,
    /// A blur to show until it is loaded.
    pub(crate) blurhash: Option<String>,
}

/// What is known of a file.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct Meta {
    /// The file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) original: Option<Dimensions>,
    /// The smaller picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) small: Option<Dimensions>,
    /// What must stay in sight when it is cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) focus: Option<FocalPoint>,
}

/// How large something is, in pixels and seconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub(crate) struct Dimensions {
    /// Width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) width: Option<i32>,
    /// Height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) height: Option<i32>,
    /// Both, as `640x480`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) size: Option<String>,
    /// Width by height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) aspect: Option<f64>,
    /// Length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) duration: Option<f64>,
}

impl Dimensions {
    /// Of a picture.
    pub(crate) fn of(width: i32, height: i32) -> Self {
        Self {
            width: Some(width),
            height: Some(height),
            size: Some(format!("{width}x{height}")),
            aspect: (height > 0).then(|| f64::from(width) / f64::from(height)),
            duration: None,
        }
    }

    /// The same, made to fit into a square of that side; nothing is made larger.
    pub(crate) fn within(width: i32, height: i32, side: i32) -> Self {
        let longest = width.max(height);
        if longest <= side {
            return Self::of(width, height);
        }
        let scaled = |length: i32| (i64::from(length) * i64::from(side) / i64::from(longest)).max(1) as i32;
        Self::of(scaled(width), scaled(height))
    }
}

/// The point of a picture that must stay in sight.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub(crate) struct FocalPoint {
    /// From -1, left, to 1.
    pub(crate) x: f32,
    /// From -1, bottom, to 1.
    pub(crate) y: f32,
}
