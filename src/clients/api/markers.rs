//! How far a member has read, so that another device goes on there.

use actix_web::web::Json;
use diesel::result::{DatabaseErrorKind, Error as DbError};
use host::social::marker::{MarkedTimeline, Marker};
use host::web::Bucket;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Params, Several};
use crate::caller::Me;
use crate::entities::Markers;
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/markers", Access::Member("read:statuses"), index);
    table.post("/api/v1/markers", Access::Member("write:statuses"), create);
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Wanted {
    /// `home`, `notifications`.
    #[param(value_type = Vec<String>, rename = "timeline[]")]
    timeline: Several<String>,
}

/// Those that are asked for: none where none is.
async fn index(me: Me, wanted: Params<Wanted>) -> Result<Json<Markers>> {
    let owner = me.actor.id;
    let names = wanted.0.timeline.into_vec();
    let timelines: Vec<MarkedTimeline> = names.iter().filter_map(|name| name.parse().ok()).collect();
    let markers = me.app.db.read(move |c| Marker::of(c, owner, &timelines)).await?;
    Ok(Json(markers.into_iter().collect()))
}

/// Where markers shall be.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
struct Places {
    /// In the home timeline.
    home: Option<Place>,
    /// In the notifications.
    notifications: Option<Place>,
}

/// Where a marker shall be.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[schema(as = MarkerPlace)]
struct Place {
    /// The last that was read.
    #[schema(value_type = Option<String>)]
    last_read_id: Option<i64>,
}

async fn create(me: Me, places: Body<Places>) -> Result<Json<Markers>> {
    me.limit(Bucket::Write)?;
    let (owner, Places { home, notifications }) = (me.actor.id, places.into_inner());
    let moved = me.app.db.write(move |c| {
        let mut moved = Vec::new();
        for (timeline, place) in [(MarkedTimeline::Home, home), (MarkedTimeline::Notifications, notifications)] {
            if let Some(last_read) = place.and_then(|place| place.last_read_id) {
                moved.push(Marker::set(c, owner, timeline, last_read)?);
            }
        }
        Ok::<_, DbError>(moved)
    });
    Ok(Json(moved.await.map_err(collided)?.into_iter().collect()))
}

/// Two devices moved it at the same moment, again and again.
fn collided(error: DbError) -> Error {
    match error {
        DbError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => {
            Error::conflict("Conflict during update, please try again")
        }
        error => error.into(),
    }
}
