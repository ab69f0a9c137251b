//! What lies between the caller and others.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::follow::{Follow, FollowState};
use host::social::relationship::Relationship as Known;
use host::social::{familiar, note};
use host::store::Conn;
use host::store::uri::Hosts;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::accounts::known;
use crate::body::{Body, Params, Several};
use crate::caller::Me;
use crate::entities::{FamiliarFollowers, Relationship};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

/// How many are asked about at once at most.
const MOST: usize = 80;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/accounts/relationships", Access::Member("read:follows"), index);
    table.get("/api/v1/accounts/familiar_followers", Access::Member("read:follows"), familiar_followers);
    table.post("/api/v1/accounts/{id}/note", Access::Member("write:accounts"), annotate);
    table.post("/api/v1/accounts/{id}/remove_from_followers", Access::Member("write:follows"), remove_follower);
}

/// Does something towards another, who may be known of and is not the caller, and tells how the two stand then.
pub(super) async fn toward<E>(
    me: &Me,
    other: ActorId,
    deed: impl Fn(&mut Conn, &Hosts, &Actor, &Actor) -> Result<(), E> + Send + Sync + 'static,
) -> Result<Json<Relationship>>
where
    E: From<DbError> + Into<Error> + Send + 'static,
{
    if other == me.actor.id {
        return Err(Error::not_allowed());
    }
    with(me, other, known, deed).await
}

/// Ends something between the caller and another, who may be kept out by now, and tells how the two stand then.
pub(super) async fn release(
    me: &Me,
    other: ActorId,
    deed: impl Fn(&mut Conn, &Hosts, &Actor, &Actor) -> Result<(), DbError> + Send + Sync + 'static,
) -> Result<Json<Relationship>> {
    with(me, other, Actor::get, deed).await
}

async fn with<E>(
    me: &Me,
    other: ActorId,
    find: fn(&mut Conn, ActorId) -> Result<Actor, DbError>,
    deed: impl Fn(&mut Conn, &Hosts, &Actor, &Actor) -> Result<(), E> + Send + Sync + 'static,
) -> Result<Json<Relationship>>
where
    E: From<DbError> + Into<Error> + Send + 'static,
{
    let (hosts, actor) = (me.app.hosts.clone(), me.actor.clone());
    let standing = me.app.db.write(move |c| {
        let other = find(c, other)?;
        deed(c, &hosts, &actor, &other)?;
        Ok::<_, E>(Known::get(c, actor.id, other.id)?)
    });
    Ok(Json(standing.await.map_err(Into::into)?.into()))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Others {
    /// The numbers of the accounts.
    #[param(value_type = Vec<String>, rename = "id[]")]
    id: Several<ActorId>,
}

impl Others {
    fn into_ids(self) -> Vec<ActorId> {
        self.id.into_vec().into_iter().take(MOST).collect()
    }
}

async fn index(me: Me, others: Params<Others>) -> Result<Json<Vec<Relationship>>> {
    let (viewer, ids) = (me.actor.id, others.0.into_ids());
    let standing = me.app.db.read(move |c| Known::gather(c, viewer, &ids)).await?;
    Ok(Json(standing.into_iter().map(Relationship::from).collect()))
}

async fn familiar_followers(me: Me, others: Params<Others>) -> Result<Json<Vec<FamiliarFollowers>>> {
    let (viewer, ids) = (me.actor.id, others.0.into_ids());
    let asked = ids.clone();
    let mut familiar = me.app.db.read(move |c| familiar::followers(c, viewer, &asked)).await?;
    let view = me.view();
    let line = |id: &ActorId| {
        let followers = familiar.remove(id).unwrap_or_default();
        FamiliarFollowers { id: id.to_string(), accounts: view.accounts(&followers) }
    };
    Ok(Json(ids.iter().map(line).collect()))
}

/// What the caller notes.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct Note {
    /// Plain text; empty takes the note away.
    comment: String,
}

async fn annotate(me: Me, id: Path<ActorId>, note: Body<Note>) -> Result<Json<Relationship>> {
    let text = note.into_inner().comment;
    if text.chars().count() > note::MAX {
        let words = format!("is too long (maximum is {} characters)", note::MAX);
        return Err(Error::invalid("comment", "ERR_TOO_LONG", words));
    }
    release(&me, id.0, move |c, _, me, other| note::set(c, me.id, other.id, &text)).await
}

async fn remove_follower(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    release(&me, id.0, |c, hosts, me, other| match Follow::find(c, other.id, me.id)? {
        Some(follow) if follow.state == FollowState::Accepted => follow.reject(c, hosts),
        _ => Ok(()),
    })
    .await
}
