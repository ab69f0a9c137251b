//! Statuses: objects as clients call them.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::boost::{Boost, BoostId};
use host::social::card::Card;
use host::social::object::{Object, ObjectId};
use host::social::visibility;
use host::store::Conn;

use crate::caller::Caller;
use crate::entities::{Status, View};
use crate::error::Result;
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/statuses/{id}", Access::Open("read:statuses"), show);
}

/// What the number of a status stands for: an object, or the boost of one.
pub(super) struct Found {
    /// The object.
    pub(super) object: Object,
    /// The boost, and who made it.
    pub(super) boost: Option<(Boost, Actor)>,
}

/// What a caller means by the number of a status, where it may see that.
pub(super) fn find(c: &mut Conn, viewer: Option<ActorId>, id: i64) -> Result<Found, DbError> {
    let boost = match Object::find(c, ObjectId(id))? {
        Some(object) => return seen(c, viewer, object, None),
        None => Boost::get(c, BoostId(id))?,
    };
    let booster = Actor::get(c, boost.actor_id)?;
    let object = Object::get(c, boost.object_id)?;
    match booster.is_present() && visibility::barred(c, &[booster.id])?.is_empty() {
        true => seen(c, viewer, object, Some((boost, booster))),
        false => Err(DbError::NotFound),
    }
}

fn seen(
    c: &mut Conn,
    viewer: Option<ActorId>,
    object: Object,
    boost: Option<(Boost, Actor)>,
) -> Result<Found, DbError> {
    match visibility::may_see(c, viewer, &object)? {
        true => Ok(Found { object, boost }),
        false => Err(DbError::NotFound),
    }
}

/// The status of a card, in the boost that was asked for.
pub(super) fn render(view: &View, card: &Card, boost: Option<&(Boost, Actor)>) -> Status {
    match boost {
        Some((boost, booster)) => view.boost(card, booster, boost.id.0, boost.created_at),
        None => view.status(card),
    }
}

async fn show(caller: Caller, id: Path<i64>) -> Result<Json<Status>> {
    let viewer = caller.viewer();
    let found = caller.app.db.read(move |c| {
        let Found { object, boost } = find(c, viewer, id.0)?;
        Ok::<_, DbError>((Card::of(c, viewer, object)?, boost))
    });
    let (card, boost) = found.await?;
    Ok(Json(render(&caller.view(), &card, boost.as_ref())))
}
