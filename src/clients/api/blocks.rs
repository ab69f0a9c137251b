//! Whom the caller shuts out.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::block::Block;

use super::people::{self, People};
use super::relationships::{release, toward};
use crate::caller::Me;
use crate::entities::{Account, Relationship};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/blocks", Access::Member("read:blocks"), index);
    table.post("/api/v1/accounts/{id}/block", Access::Member("write:blocks"), create);
    table.post("/api/v1/accounts/{id}/unblock", Access::Member("write:blocks"), delete);
}

async fn index(me: Me, paging: Paging) -> Result<Page<Account>> {
    let (blocker, range, limit) = (me.actor.id, paging.range(), people::limit(&paging));
    let read = me.app.db.read(move |c| {
        let rows = Block::list(c, blocker, range, limit as i64)?;
        People::own(c, rows.into_iter().map(|(block, actor)| (block.id, actor)).collect())
    });
    Ok(read.await?.page(&me, limit))
}

async fn create(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    toward::<DbError>(&me, id.0, |c, hosts, me, other| Block::set(c, hosts, me, other).map(drop)).await
}

async fn delete(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    release(&me, id.0, |c, hosts, me, other| match Block::find(c, me.id, other.id)? {
        Some(block) => block.undo(c, hosts),
        None => Ok(()),
    })
    .await
}
