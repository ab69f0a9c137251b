//! Direct messages, as conversations.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::conversation::ConversationId;
use host::social::correspondence::{Correspondence, Talk};
use host::web::Bucket;

use super::timelines::{MOST, USUAL};
use crate::caller::Me;
use crate::entities::{Conversation, Empty};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

const WRITE: Access = Access::Member("write:conversations");

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/conversations", Access::Member("read:statuses"), index);
    table.delete("/api/v1/conversations/{id}", WRITE, destroy);
    table.post("/api/v1/conversations/{id}/read", WRITE, read);
    table.post("/api/v1/conversations/{id}/unread", WRITE, unread);
}

/// By what was said last, the newest first; paged by the numbers of those statuses.
async fn index(me: Me, paging: Paging) -> Result<Page<Conversation>> {
    let (owner, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let listed = Correspondence::list(c, owner, range, limit as i64)?;
        let ends = listed.first().zip(listed.last());
        let ends = ends.map(|(first, last)| (first.last_object_id.0, last.last_object_id.0));
        let full = listed.len() == limit;
        Ok::<_, DbError>((Talk::gather(c, owner, listed)?, ends, full))
    });
    let (talks, ends, full) = read.await?;
    let view = me.view();
    Ok(Page::new(&me, talks.iter().map(|talk| view.conversation(talk)).collect(), ends, full))
}

/// Puts it away until somebody writes on.
async fn destroy(me: Me, id: Path<ConversationId>) -> Result<Json<Empty>> {
    me.limit(Bucket::Write)?;
    let owner = me.actor.id;
    let removed = me.app.db.write(move |c| Correspondence::find(c, owner, id.0)?.ok_or(DbError::NotFound)?.remove(c));
    removed.await?;
    Ok(Json(Empty {}))
}

async fn mark(me: &Me, id: ConversationId, unread: bool) -> Result<Json<Conversation>> {
    me.limit(Bucket::Write)?;
    let owner = me.actor.id;
    let marked = me.app.db.write(move |c| {
        let marked = Correspondence::find(c, owner, id)?.ok_or(DbError::NotFound)?.mark(c, unread)?;
        Talk::gather(c, owner, vec![marked])?.pop().ok_or(DbError::NotFound)
    });
    Ok(Json(me.view().conversation(&marked.await?)))
}

async fn read(me: Me, id: Path<ConversationId>) -> Result<Json<Conversation>> {
    mark(&me, id.0, false).await
}

async fn unread(me: Me, id: Path<ConversationId>) -> Result<Json<Conversation>> {
    mark(&me, id.0, true).await
}
