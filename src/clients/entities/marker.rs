//! How far a member has read.

use host::social::marker::{self, MarkedTimeline};
use serde::Serialize;
use utoipa::ToSchema;

use super::Moment;

/// How far a timeline was read (`Marker`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Marker {
    /// The last that was read.
    pub(crate) last_read_id: String,
    /// How often it was moved.
    pub(crate) version: i32,
    /// When it was last moved.
    pub(crate) updated_at: Moment,
}

/// The markers that were asked for, as far as they were ever set.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct Markers {
    /// Of the home timeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) home: Option<Marker>,
    /// Of the notifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notifications: Option<Marker>,
}

impl FromIterator<marker::Marker> for Markers {
    fn from_iter<I: IntoIterator<Item = marker::Marker>>(markers: I) -> Self {
        let mut all = Self::default();
        for one in markers {
            let marker = Marker {
                last_read_id: one.last_read_id.to_string(),
                version: one.version,
                updated_at: one.updated_at.into(),
            };
            match one.timeline {
                MarkedTimeline::Home => all.home = Some(marker),
                MarkedTimeline::Notifications => all.notifications = Some(marker),
            }
        }
        all
    }
}
