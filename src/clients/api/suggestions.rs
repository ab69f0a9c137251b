//! Whom the caller might want to follow.

use actix_web::web::Json;
use host::social::actor::ActorId;
use host::social::suggestion;

use super::people;
use crate::caller::Me;
use crate::entities::{Account, Empty, Suggestion};
use crate::error::Result;
use crate::paging::Paging;
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/suggestions", Access::Member("read:accounts"), accounts);
    table.get("/api/v2/suggestions", Access::Member("read:accounts"), index);
    table.delete("/api/v1/suggestions/{id}", Access::Member("write:accounts"), dismiss);
}

async fn index(me: Me, paging: Paging) -> Result<Json<Vec<Suggestion>>> {
    let (reader, limit) = (me.actor.clone(), people::limit(&paging));
    let found = me.app.db.read(move |c| suggestion::list(c, &reader, limit)).await?;
    let view = me.view();
    Ok(Json(found.iter().map(|found| Suggestion::new(view.account(&found.actor), &found.reasons)).collect()))
}

/// Without the reasons, as clients knew them first.
async fn accounts(me: Me, paging: Paging) -> Result<Json<Vec<Account>>> {
    let suggestions = index(me, paging).await?.into_inner();
    Ok(Json(suggestions.into_iter().map(|suggestion| suggestion.account).collect()))
}

async fn dismiss(me: Me, id: Path<ActorId>) -> Result<Json<Empty>> {
    let reader = me.actor.id;
    me.app
        .db
        .write(move |c| {
            let dismissed = super::accounts::known(c, id.0)?;
            suggestion::dismiss(c, reader, dismissed.id)
        })
        .await?;
    Ok(Json(Empty {}))
}
