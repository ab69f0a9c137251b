//! Who asks to follow the caller.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::follow::{Follow, FollowState};
use host::store::Conn;

use super::follows::numbered;
use super::people::{self, People};
use super::relationships::release;
use crate::caller::Me;
use crate::entities::{Account, Relationship};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/follow_requests", Access::Member("read:follows"), index);
    table.post("/api/v1/follow_requests/{id}/authorize", Access::Member("write:follows"), authorize);
    table.post("/api/v1/follow_requests/{id}/reject", Access::Member("write:follows"), reject);
}

async fn index(me: Me, paging: Paging) -> Result<Page<Account>> {
    let (of, range, limit) = (me.actor.id, paging.range(), people::limit(&paging));
    let read = me.app.db.read(move |c| {
        let rows = Follow::requests(c, of, range, limit as i64)?;
        People::own(c, numbered(rows))
    });
    Ok(read.await?.page(&me, limit))
}

async fn authorize(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    release(&me, id.0, |c, hosts, me, other| pending(c, other, me)?.accept(c, hosts)).await
}

async fn reject(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    release(&me, id.0, |c, hosts, me, other| pending(c, other, me)?.reject(c, hosts)).await
}

fn pending(c: &mut Conn, follower: &Actor, me: &Actor) -> Result<Follow, DbError> {
    let follow = Follow::find(c, follower.id, me.id)?.filter(|follow| follow.state == FollowState::Pending);
    follow.ok_or(DbError::NotFound)
}
