//! Whose notifications wait for the member's word.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::notification::{NotificationId, Request, Waiting};
use host::store::Conn;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::notifications::{MOST, USUAL};
use crate::body::{Body, Several};
use crate::caller::Me;
use crate::entities::{Empty, Merged, NotificationRequest};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

const READ: Access = Access::Member("read:notifications");
const WRITE: Access = Access::Member("write:notifications");

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/notifications/requests", READ, index);
    table.get("/api/v1/notifications/requests/merged", READ, merged);
    table.get("/api/v1/notifications/requests/{id}", READ, show);
    table.post("/api/v1/notifications/requests/accept", WRITE, accept_several);
    table.post("/api/v1/notifications/requests/dismiss", WRITE, dismiss_several);
    table.post("/api/v1/notifications/requests/{id}/accept", WRITE, accept);
    table.post("/api/v1/notifications/requests/{id}/dismiss", WRITE, dismiss);
}

async fn index(me: Me, paging: Paging) -> Result<Page<NotificationRequest>> {
    let (owner, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let listed = Request::list(c, owner, range, limit as i64)?;
        let ends = listed.first().zip(listed.last()).map(|(first, last)| (first.id.0, last.id.0));
        let full = listed.len() == limit;
        Ok::<_, DbError>((Waiting::gather(c, owner, listed)?, ends, full))
    });
    let (waiting, ends, full) = read.await?;
    let view = me.view();
    Ok(Page::new(&me, waiting.iter().map(|waiting| view.notification_request(waiting)).collect(), ends, full))
}

async fn show(me: Me, id: Path<NotificationId>) -> Result<Json<NotificationRequest>> {
    let owner = me.actor.id;
    let waiting = me.app.db.read(move |c| {
        let request = Request::find(c, owner, id.0)?;
        Waiting::gather(c, owner, request.into_iter().collect())?.pop().ok_or(DbError::NotFound)
    });
    Ok(Json(me.view().notification_request(&waiting.await?)))
}

/// Whether what was let in is told already; it is at once.
async fn merged(_: Me) -> Json<Merged> {
    Json(Merged { merged: true })
}

/// What a member decides about a request.
type Verdict = fn(&Request, &mut Conn, ActorId) -> Result<(), DbError>;

async fn settle(me: &Me, id: NotificationId, verdict: Verdict) -> Result<Json<Empty>> {
    me.limit(Bucket::Write)?;
    let owner = me.actor.id;
    let settled = me.app.db.write(move |c| {
        let request = Request::find(c, owner, id)?.ok_or(DbError::NotFound)?;
        verdict(&request, c, owner)
    });
    settled.await?;
    Ok(Json(Empty {}))
}

async fn accept(me: Me, id: Path<NotificationId>) -> Result<Json<Empty>> {
    settle(&me, id.0, Request::accept).await
}

async fn dismiss(me: Me, id: Path<NotificationId>) -> Result<Json<Empty>> {
    settle(&me, id.0, Request::dismiss).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
struct Named {
    /// The numbers of the requests; those that are none are passed over.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    id: Several<NotificationId>,
}

async fn settle_several(me: &Me, named: Body<Named>, verdict: Verdict) -> Result<Json<Empty>> {
    me.limit(Bucket::Write)?;
    let (owner, ids) = (me.actor.id, named.into_inner().id.into_vec());
    let settled = me.app.db.write(move |c| {
        for id in &ids {
            if let Some(request) = Request::find(c, owner, *id)? {
                verdict(&request, c, owner)?;
            }
        }
        Ok::<_, DbError>(())
    });
    settled.await?;
    Ok(Json(Empty {}))
}

async fn accept_several(me: Me, named: Body<Named>) -> Result<Json<Empty>> {
    settle_several(&me, named, Request::accept).await
}

async fn dismiss_several(me: Me, named: Body<Named>) -> Result<Json<Empty>> {
    settle_several(&me, named, Request::dismiss).await
}
