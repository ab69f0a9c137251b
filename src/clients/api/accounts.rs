//! Accounts: actors as clients call them. What lies between two of them is in [`super::relationships`].

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::account::Account as SocialAccount;
use host::social::actor::{Actor, ActorId};
use host::social::text::Handle;
use host::social::visibility;
use host::store::Conn;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::body::{Params, Several};
use crate::caller::Caller;
use crate::entities::{Account, role};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

/// How many are shown at once at most.
const MOST: usize = 40;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/accounts", Access::Open("read:accounts"), index);
    table.get("/api/v1/accounts/lookup", Access::Open("read:accounts"), lookup);
    table.get("/api/v1/accounts/{id}", Access::Open("read:accounts"), show);
}

/// The actor that a caller may know of: not one that is kept out.
pub(super) fn known(c: &mut Conn, id: ActorId) -> Result<Actor, DbError> {
    let actor = Actor::find(c, id)?.filter(Actor::is_present).ok_or(DbError::NotFound)?;
    match visibility::barred(c, &[actor.id])?.is_empty() {
        true => Ok(actor),
        false => Err(DbError::NotFound),
    }
}

async fn show(caller: Caller, id: Path<ActorId>) -> Result<Json<Account>> {
    let found = caller.app.db.read(move |c| profile_of(c, id.0)).await?;
    Ok(Json(profile(&caller, found)))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Named {
    /// The numbers of the accounts.
    #[param(value_type = Vec<String>, rename = "id[]")]
    id: Several<ActorId>,
}

/// Several at once, those that the caller may know of.
async fn index(caller: Caller, named: Params<Named>) -> Result<Json<Vec<Account>>> {
    let ids: Vec<ActorId> = named.0.id.into_vec().into_iter().take(MOST).collect();
    let read = caller.app.db.read(move |c| {
        let barred = visibility::barred(c, &ids)?;
        let mut actors = Actor::load(c, &ids)?;
        actors.retain(|actor| actor.is_present() && !barred.contains(&actor.id));
        actors.sort_by_key(|actor| ids.iter().position(|id| *id == actor.id));
        Ok::<_, DbError>(actors)
    });
    Ok(Json(caller.view().accounts(&read.await?)))
}

#[derive(Debug, Deserialize, IntoParams)]
struct Wanted {
    /// A handle, with or without a host.
    acct: String,
}

async fn lookup(caller: Caller, wanted: Params<Wanted>) -> Result<Json<Account>> {
    named(&caller, &wanted.acct).await
}

/// Whom a handle names, where somebody here knows them.
pub(super) async fn named(caller: &Caller, handle: &str) -> Result<Json<Account>> {
    let handle: Handle = handle.trim_start_matches('@').parse().map_err(|_| Error::not_found())?;
    let stall = caller.stall.clone();
    let found = caller.app.db.read(move |c| {
        let actor = host::statement::find(c, &stall, &handle)?.ok_or(DbError::NotFound)?;
        profile_of(c, actor.id)
    });
    let found = found.await?;
    Ok(Json(profile(caller, found)))
}

/// An actor with what only its own page shows: where it moved, and whose it is.
struct Profile {
    actor: Actor,
    moved: Option<Actor>,
    owner: Option<SocialAccount>,
}

fn profile_of(c: &mut Conn, id: ActorId) -> Result<Profile, DbError> {
    let actor = known(c, id)?;
    let moved = actor.moved_to.as_deref().map(|uri| Actor::find_by_uri(c, uri)).transpose()?.flatten();
    let owner = actor.account_id.map(|id| SocialAccount::find(c, id)).transpose()?.flatten();
    Ok(Profile { moved: moved.filter(Actor::is_present), owner, actor })
}

fn profile(caller: &Caller, profile: Profile) -> Account {
    let view = caller.view();
    let roles = profile.owner.map(|owner| role(owner.role)).filter(|role| role.highlighted);
    Account {
        moved: profile.moved.map(|moved| Box::new(view.account(&moved))),
        roles: roles.into_iter().collect(),
        ..view.account(&profile.actor)
    }
}
