//! What a member does with a status: likes it, boosts it, keeps it, pins it, wants to hear no more of its conversation.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::boost::Boost;
use host::social::membership::acting_as;
use host::social::object::Object;
use host::social::pin::{self, PinError};
use host::social::reaction::Reaction;
use host::social::visibility::Visibility;
use host::social::{bookmark, conversation};
use host::store::Conn;
use host::store::uri::Hosts;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::posts::Reach;
use super::statuses::{self, Found};
use crate::body::Body;
use crate::caller::Me;
use crate::entities::Status;
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v1/statuses/{id}/favourite", Access::Member("write:favourites"), favourite);
    table.post("/api/v1/statuses/{id}/unfavourite", Access::Member("write:favourites"), unfavourite);
    table.post("/api/v1/statuses/{id}/reblog", Access::Member("write:statuses"), reblog);
    table.post("/api/v1/statuses/{id}/unreblog", Access::Member("write:statuses"), unreblog);
    table.post("/api/v1/statuses/{id}/bookmark", Access::Member("write:bookmarks"), bookmark);
    table.post("/api/v1/statuses/{id}/unbookmark", Access::Member("write:bookmarks"), unbookmark);
    table.post("/api/v1/statuses/{id}/pin", Access::Member("write:accounts"), pin);
    table.post("/api/v1/statuses/{id}/unpin", Access::Member("write:accounts"), unpin);
    table.post("/api/v1/statuses/{id}/mute", Access::Member("write:mutes"), mute);
    table.post("/api/v1/statuses/{id}/unmute", Access::Member("write:mutes"), unmute);
}

/// Does something with the object that a status is, or boosts, and gives the status back as it is then.
async fn with<E>(
    me: &Me,
    id: i64,
    deed: impl Fn(&mut Conn, &Hosts, &host::social::actor::Actor, &Object) -> Result<(), E> + Send + Sync + 'static,
) -> Result<Json<Status>>
where
    E: From<DbError> + Into<Error> + Send + 'static,
{
    me.limit(Bucket::Write)?;
    let (hosts, actor) = (me.app.hosts.clone(), me.actor.clone());
    let card = me.app.db.write(move |c| {
        let Found { object, .. } = statuses::find(c, Some(actor.id), id)?;
        deed(c, &hosts, &actor, &object)?;
        Ok::<_, E>(statuses::card(c, Some(actor.id), object.id.0)?.0)
    });
    let card = card.await.map_err(Into::into)?;
    Ok(Json(me.view().status(&card)))
}

async fn favourite(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, hosts, actor, object| Reaction::like(c, hosts, actor, object).map(drop)).await
}

async fn unfavourite(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, hosts, actor, object| match Reaction::find(c, actor.id, object.id)? {
        Some(like) => like.undo(c, hosts),
        None => Ok(()),
    })
    .await
}

/// How far a boost reaches.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Boosting {
    /// `public`, `unlisted` or `private`.
    visibility: Option<Reach>,
}

/// Boosts, and gives back the boost, which is a status to clients.
async fn reblog(me: Me, id: Path<i64>, boosting: Body<Boosting>) -> Result<Json<Status>> {
    me.limit(Bucket::Write)?;
    let reach = match boosting.visibility.map(Visibility::from) {
        Some(Visibility::Direct) => return Err(Error::invalid("visibility", "ERR_INVALID", "is not for a boost")),
        reach => reach.unwrap_or(Visibility::Public),
    };
    let (hosts, actor) = (me.app.hosts.clone(), me.actor.clone());
    let made = me.app.db.write(move |c| {
        let Found { object, .. } = statuses::find(c, Some(actor.id), id.0)?;
        let boost = Boost::make(c, &hosts, &actor, &object, reach)?;
        Ok::<_, DbError>((statuses::card(c, Some(actor.id), object.id.0)?.0, boost))
    });
    let (card, boost) = made.await?;
    Ok(Json(me.view().boost(&card, &me.actor, boost.id.0, boost.created_at)))
}

async fn unreblog(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, hosts, actor, object| match Boost::find(c, actor.id, object.id)? {
        Some(boost) => boost.undo(c, hosts),
        None => Ok(()),
    })
    .await
}

async fn bookmark(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, _, actor, object| bookmark::set(c, actor.id, object.id, true)).await
}

async fn unbookmark(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, _, actor, object| bookmark::set(c, actor.id, object.id, false)).await
}

async fn pin(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<PinError>(&me, id.0, |c, hosts, actor, object| {
        let actor = acting_as(c, actor, object.actor_id)?;
        pin::set(c, hosts, &actor, object)
    })
    .await
}

async fn unpin(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, hosts, actor, object| {
        let actor = acting_as(c, actor, object.actor_id)?;
        pin::unset(c, hosts, &actor, object)
    })
    .await
}

async fn mute(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, _, actor, object| silence(c, actor.id, object, true)).await
}

async fn unmute(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    with::<DbError>(&me, id.0, |c, _, actor, object| silence(c, actor.id, object, false)).await
}

fn silence(c: &mut Conn, actor: ActorId, object: &Object, muted: bool) -> Result<(), DbError> {
    conversation::mute(c, actor, object.conversation_id, muted)
}

impl From<PinError> for Error {
    fn from(error: PinError) -> Self {
        match error {
            PinError::Database(error) => error.into(),
            error => Self::unprocessable(format!("Validation failed: {error}")),
        }
    }
}
