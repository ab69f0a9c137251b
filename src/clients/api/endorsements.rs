//! Whom somebody recommends on their profile.

use actix_web::web::Json;
use host::social::actor::ActorId;
use host::social::endorsement;

use super::accounts::known;
use super::people::{self, People};
use super::relationships::{release, toward};
use crate::caller::{Caller, Me};
use crate::entities::{Account, Relationship};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/endorsements", Access::Member("read:accounts"), index);
    table.get("/api/v1/accounts/{id}/endorsements", Access::Open("read:accounts"), of_account);
    // The same deeds under the names that they had before.
    for (set, lift) in [
        ("/api/v1/accounts/{id}/endorse", "/api/v1/accounts/{id}/unendorse"),
        ("/api/v1/accounts/{id}/pin", "/api/v1/accounts/{id}/unpin"),
    ] {
        table.post(set, Access::Member("write:accounts"), create);
        table.post(lift, Access::Member("write:accounts"), delete);
    }
}

async fn index(me: Me, paging: Paging) -> Result<Page<Account>> {
    let (actor, range, limit) = (me.actor.id, paging.range(), people::limit(&paging));
    let read = me.app.db.read(move |c| {
        let rows = endorsement::list(c, actor, range, limit as i64)?;
        People::own(c, rows)
    });
    Ok(read.await?.page(&me, limit))
}

async fn of_account(caller: Caller, id: Path<ActorId>, paging: Paging) -> Result<Page<Account>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), people::limit(&paging));
    let read = caller.app.db.read(move |c| {
        let of = known(c, id.0)?;
        let rows = endorsement::list(c, of.id, range, limit as i64)?;
        People::seen(c, viewer, rows)
    });
    Ok(read.await?.page(&caller, limit))
}

async fn create(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    toward(&me, id.0, |c, _, me, other| match endorsement::set(c, me.id, other.id)? {
        true => Ok(()),
        false => Err(Error::unprocessable("Validation failed: only who is followed can be endorsed")),
    })
    .await
}

async fn delete(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    release(&me, id.0, |c, _, me, other| endorsement::lift(c, me.id, other.id)).await
}
