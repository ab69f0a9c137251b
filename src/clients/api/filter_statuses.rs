//! The statuses that a filter finds whatever they say.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::filter::{self, FilterError, FilterId, FilterObjectId};
use host::store::Conn;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::filters::own;
use super::statuses;
use crate::body::Body;
use crate::caller::Me;
use crate::entities::{Empty, FilterStatus};
use crate::error::Result;
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v2/filters/{id}/statuses", Access::Member("read:filters"), index);
    table.post("/api/v2/filters/{id}/statuses", Access::Member("write:filters"), create);
    table.get("/api/v2/filters/statuses/{id}", Access::Member("read:filters"), show);
    table.delete("/api/v2/filters/statuses/{id}", Access::Member("write:filters"), delete);
}

/// A status that shall be found.
#[derive(Debug, Deserialize, ToSchema)]
struct Wanted {
    /// Its number, or that of a boost of it.
    #[schema(value_type = String)]
    status_id: i64,
}

/// A filter of the caller's with that place, and the place.
fn of(c: &mut Conn, me: ActorId, id: FilterObjectId) -> Result<(filter::Filter, filter::FilterObject), DbError> {
    let filter = filter::Filter::with_object(c, me, id)?.ok_or(DbError::NotFound)?;
    let object = filter.object(id).cloned().ok_or(DbError::NotFound)?;
    Ok((filter, object))
}

async fn index(me: Me, id: Path<FilterId>) -> Result<Json<Vec<FilterStatus>>> {
    let actor = me.actor.id;
    let filter = me.app.db.read(move |c| own(c, actor, id.0)).await?;
    Ok(Json(filter.objects.iter().map(FilterStatus::from).collect()))
}

async fn show(me: Me, id: Path<FilterObjectId>) -> Result<Json<FilterStatus>> {
    let actor = me.actor.id;
    let (_, object) = me.app.db.read(move |c| of(c, actor, id.0)).await?;
    Ok(Json((&object).into()))
}

async fn create(me: Me, id: Path<FilterId>, wanted: Body<Wanted>) -> Result<Json<FilterStatus>> {
    me.limit(Bucket::Write)?;
    let actor = me.actor.id;
    let added = me.app.db.write(move |c| {
        let object = statuses::find(c, Some(actor), wanted.status_id)?.object;
        own(c, actor, id.0)?.add_object(c, object.id)
    });
    let added: Result<_, FilterError> = added.await;
    Ok(Json((&added?).into()))
}

async fn delete(me: Me, id: Path<FilterObjectId>) -> Result<Json<Empty>> {
    let actor = me.actor.id;
    me.app.db.write(move |c| of(c, actor, id.0)?.0.drop_object(c, id.0)).await?;
    Ok(Json(Empty {}))
}
