//! Quotes of a status, and who may quote it (FEP-044f).

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::quote::{self, QuotePolicy};
use host::social::visibility;
use serde::Deserialize;
use utoipa::ToSchema;

use super::posts::Quoters;
use super::statuses::{card, find, own};
use super::timelines::{MOST, USUAL, cards, page_of_cards};
use crate::body::Body;
use crate::caller::{Caller, Me};
use crate::entities::Status;
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/statuses/{id}/quotes", Access::Open("read:statuses"), index);
    table.post("/api/v1/statuses/{id}/quotes/{quoting}/revoke", Access::Member("write:statuses"), revoke);
    table.put("/api/v1/statuses/{id}/interaction_policy", Access::Member("write:statuses"), update_policy);
}

async fn index(caller: Caller, id: Path<i64>, paging: Paging) -> Result<Page<Status>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), paging.limit(USUAL, MOST));
    let read = caller.app.db.read(move |c| {
        let quoted = find(c, viewer, id.0)?.object;
        let objects = visibility::page(c, viewer, range, limit, |c, range, limit| quoted.quotes(c, range, limit))?;
        cards(c, viewer, objects)
    });
    let cards = read.await?;
    Ok(page_of_cards(&caller, &cards, limit))
}

/// Takes back the consent that somebody quotes one of the caller's.
async fn revoke(me: Me, path: Path<(i64, i64)>) -> Result<Json<Status>> {
    let (id, quoting) = path.0;
    let (hosts, owner) = (me.app.hosts.clone(), me.actor.clone());
    let revoked = me.app.db.write(move |c| {
        let (quoted, author) = own(c, owner.id, id)?;
        let quoting = find(c, Some(owner.id), quoting)?.object;
        if quoting.quote_id != Some(quoted.id) {
            return Err(DbError::NotFound);
        }
        quote::revoke(c, &hosts, &author, &quoting)?;
        card(c, Some(owner.id), quoting.id.0)
    });
    let (card, _) = revoked.await?;
    Ok(Json(me.view().status(&card)))
}

/// Who may quote a status.
#[derive(Debug, Deserialize, ToSchema)]
struct Policy {
    quote_approval_policy: Quoters,
}

/// Sets who may quote one of the caller's, and tells whoever knows it.
async fn update_policy(me: Me, id: Path<i64>, policy: Body<Policy>) -> Result<Json<Status>> {
    let policy = QuotePolicy::from(policy.into_inner().quote_approval_policy);
    let (desk, actor) = (me.app.desk(), me.actor.clone());
    let set = me.app.db.write(move |c| {
        let (object, author) = own(c, actor.id, id.0)?;
        object.allow_quotes(c, &desk.hosts, &author, policy, |c, object| desk.wire(c, object))?;
        card(c, Some(actor.id), object.id.0)
    });
    let (card, _) = set.await?;
    Ok(Json(me.view().status(&card)))
}
