//! Statuses: objects as clients call them. What a member does with one is in [`super::marks`].

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::boost::{Boost, BoostId};
use host::social::card::Card;
use host::social::conversation;
use host::social::membership::may_act_for;
use host::social::object::{Object, ObjectId};
use host::social::{mute, visibility};
use host::store::Conn;
use serde::Deserialize;
use utoipa::IntoParams;

use super::timelines::cards;
use crate::body::{Params, Several};
use crate::caller::{Caller, Me};
use crate::entities::{Context, Status, View};
use crate::error::Result;
use crate::path::Path;
use crate::table::{Access, Table};

/// How many statuses may be asked for at once.
const MOST: usize = 100;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/statuses", Access::Open("read:statuses"), index);
    table.get("/api/v1/statuses/{id}", Access::Open("read:statuses"), show);
    table.get("/api/v1/statuses/{id}/context", Access::Open("read:statuses"), context);
    table.delete("/api/v1/statuses/{id}", Access::Member("write:statuses"), delete);
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

/// An object of the caller's own, or of a group that the caller runs, with its author.
pub(super) fn own(c: &mut Conn, me: ActorId, id: i64) -> Result<(Object, Actor), DbError> {
    let object = find(c, Some(me), id)?.object;
    match may_act_for(c, me, object.actor_id)? {
        true => Actor::get(c, object.actor_id).map(|author| (object, author)),
        false => Err(DbError::NotFound),
    }
}

/// The card of what the number of a status stands for, with the viewer's filters held against it.
pub(super) fn card(c: &mut Conn, viewer: Option<ActorId>, id: i64) -> Result<(Card, Option<(Boost, Actor)>), DbError> {
    let Found { object, boost } = find(c, viewer, id)?;
    Ok((cards(c, viewer, vec![object])?.pop().ok_or(DbError::NotFound)?, boost))
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
    let (card, boost) = caller.app.db.read(move |c| card(c, viewer, id.0)).await?;
    Ok(Json(render(&caller.view(), &card, boost.as_ref())))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Wanted {
    /// The numbers of the statuses.
    #[param(value_type = Vec<String>, rename = "id[]")]
    id: Several<i64>,
}

/// Several at once, those that the caller may see.
async fn index(caller: Caller, wanted: Params<Wanted>) -> Result<Json<Vec<Status>>> {
    let viewer = caller.viewer();
    let ids: Vec<ObjectId> = wanted.0.id.into_vec().into_iter().take(MOST).map(ObjectId).collect();
    let cards = caller.app.db.read(move |c| {
        let objects = Object::load(c, &ids)?;
        let objects = visibility::visible(c, viewer, objects)?;
        cards(c, viewer, objects)
    });
    let cards: Vec<Card> = cards.await.map_err(|error: DbError| error)?;
    Ok(Json(caller.view().statuses(&cards)))
}

/// What leads to a status, and what answers it.
async fn context(caller: Caller, id: Path<i64>) -> Result<Json<Context>> {
    let viewer = caller.viewer();
    let found = caller.app.db.read(move |c| {
        let object = find(c, viewer, id.0)?.object;
        let (above, below) = (conversation::ancestors(c, &object)?, conversation::descendants(c, &object)?);
        Ok::<_, DbError>((thread(c, viewer, above)?, thread(c, viewer, below)?, object))
    });
    let (ancestors, descendants, object) = found.await?;
    if viewer.is_some() {
        caller.app.federation.complete_thread(&object).await?;
    }
    let view = caller.view();
    Ok(Json(Context { ancestors: view.statuses(&ancestors), descendants: view.statuses(&descendants) }))
}

/// The cards of a conversation, without what the viewer muted.
fn thread(c: &mut Conn, viewer: Option<ActorId>, objects: Vec<Object>) -> Result<Vec<Card>, DbError> {
    let mut objects = visibility::visible(c, viewer, objects)?;
    if let Some(viewer) = viewer {
        let authors: Vec<ActorId> = objects.iter().map(|object| object.actor_id).collect();
        let unwanted = mute::unwanted(c, viewer, &authors)?;
        objects.retain(|object| object.actor_id == viewer || !unwanted.contains(&object.actor_id));
    }
    cards(c, viewer, objects)
}

/// Deletes one of the caller's own, and gives back what was typed, to be written anew.
async fn delete(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    let (hosts, actor) = (me.app.hosts.clone(), me.actor.clone());
    let card = me.app.db.write(move |c| {
        let (object, author) = own(c, actor.id, id.0)?;
        let card = Card::of(c, Some(actor.id), object)?;
        card.object.delete(c, &hosts, &author)?;
        Ok::<_, DbError>(card)
    });
    let card = card.await?;
    let text = card.object.source.clone().unwrap_or_default();
    Ok(Json(Status { text: Some(text), ..me.view().status(&card) }))
}
