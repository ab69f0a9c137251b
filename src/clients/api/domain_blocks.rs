//! The hosts that the caller hid for itself.

use actix_web::web::Json;
use host::social::domain::normal_host;
use host::social::mute;
use serde::Deserialize;
use utoipa::ToSchema;

use super::people::ends;
use crate::body::Body;
use crate::caller::Me;
use crate::entities::Empty;
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/domain_blocks", Access::Member("read:blocks"), index);
    table.post("/api/v1/domain_blocks", Access::Member("write:blocks"), create);
    table.delete("/api/v1/domain_blocks", Access::Member("write:blocks"), delete);
}

async fn index(me: Me, paging: Paging) -> Result<Page<String>> {
    let (actor, range, limit) = (me.actor.id, paging.range(), paging.limit(100, 200));
    let rows = me.app.db.read(move |c| mute::hosts(c, actor, range, limit as i64)).await?;
    let (ends, full) = (ends(&rows), rows.len() == limit);
    Ok(Page::new(&me, rows.into_iter().map(|(_, host)| host).collect(), ends, full))
}

/// Which host.
#[derive(Debug, Deserialize, ToSchema)]
struct Named {
    /// Its name.
    domain: String,
}

async fn create(me: Me, named: Body<Named>) -> Result<Json<Empty>> {
    hide(&me, &named.domain, true).await
}

async fn delete(me: Me, named: Body<Named>) -> Result<Json<Empty>> {
    hide(&me, &named.domain, false).await
}

async fn hide(me: &Me, domain: &str, hidden: bool) -> Result<Json<Empty>> {
    let unfit = || Error::invalid("domain", "ERR_INVALID", "is not a valid domain name");
    let (actor, host) = (me.actor.id, normal_host(domain).ok_or_else(unfit)?);
    me.app.db.write(move |c| mute::set_host(c, actor, &host, hidden)).await?;
    Ok(Json(Empty {}))
}
