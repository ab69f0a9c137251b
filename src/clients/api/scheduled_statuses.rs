//! What is said later, at a time.

use actix_web::web::Json;
use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::draft::{Draft, DraftId};
use host::social::actor::ActorId;
use host::social::media::{Media, MediaId};
use host::store::{Conn, clock};
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::timelines::{MOST, USUAL};
use crate::body::Body;
use crate::caller::Me;
use crate::entities::{Empty, ScheduledStatus};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

/// How far ahead something is scheduled at least.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/scheduled_statuses", Access::Member("read:statuses"), index);
    table.get("/api/v1/scheduled_statuses/{id}", Access::Member("read:statuses"), show);
    table.put("/api/v1/scheduled_statuses/{id}", Access::Member("write:statuses"), update);
    table.delete("/api/v1/scheduled_statuses/{id}", Access::Member("write:statuses"), delete);
}

/// A time as clients write it: with its distance from UTC, or else in UTC. Errors: it is none.
pub(super) fn moment(typed: &str) -> Result<NaiveDateTime> {
    let typed = typed.trim();
    let at = DateTime::parse_from_rfc3339(typed).map(|at| at.naive_utc());
    let at = at.or_else(|_| typed.parse()).ok().filter(|at: &NaiveDateTime| at.year() <= 9999);
    at.ok_or_else(|| Error::invalid("scheduled_at", "ERR_INVALID", "is no time"))
}

/// Errors: it is less than [`AHEAD`].
pub(super) fn ahead(at: NaiveDateTime) -> Result<NaiveDateTime> {
    match at >= clock::now() + AHEAD {
        true => Ok(at),
        false => Err(Error::invalid("scheduled_at", "ERR_INVALID", "must be at least five minutes in the future")),
    }
}

/// Something scheduled of the caller's own.
fn own(c: &mut Conn, me: ActorId, id: DraftId) -> Result<Draft, DbError> {
    Draft::find(c, me, id)?.filter(|draft| draft.due_at.is_some()).ok_or(DbError::NotFound)
}

/// The files of what is scheduled, for all of it at once.
fn files(c: &mut Conn, me: ActorId, drafts: &[Draft]) -> Result<Vec<Media>, DbError> {
    let ids: Vec<MediaId> = drafts.iter().flat_map(|draft| draft.statement.media_ids()).collect();
    let mut media = Media::load(c, &ids)?;
    media.retain(|media| media.actor_id == Some(me));
    Ok(media)
}

/// Something scheduled, as its author sees it.
pub(super) async fn shown(me: &Me, draft: Draft) -> Result<ScheduledStatus> {
    let actor = me.actor.id;
    let read = me.app.db.read(move |c| Ok::<_, DbError>((files(c, actor, std::slice::from_ref(&draft))?, draft)));
    let (media, draft) = read.await?;
    me.view().scheduled(&draft, &media).ok_or_else(Error::not_found)
}

async fn index(me: Me, paging: Paging) -> Result<Page<ScheduledStatus>> {
    let (actor, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let drafts = Draft::scheduled(c, actor, range, limit as i64)?;
        Ok::<_, DbError>((files(c, actor, &drafts)?, drafts))
    });
    let (media, drafts) = read.await?;
    let view = me.view();
    let ends = drafts.first().zip(drafts.last()).map(|(first, last)| (first.id.0, last.id.0));
    let items = drafts.iter().filter_map(|draft| view.scheduled(draft, &media)).collect();
    Ok(Page::new(&me, items, ends, drafts.len() == limit))
}

async fn show(me: Me, id: Path<DraftId>) -> Result<Json<ScheduledStatus>> {
    let actor = me.actor.id;
    let draft = me.app.db.read(move |c| own(c, actor, id.0)).await?;
    Ok(Json(shown(&me, draft).await?))
}

/// When it shall be said.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Change {
    /// At least five minutes from now, ISO 8601.
    #[serde(default)]
    scheduled_at: String,
}

async fn update(me: Me, id: Path<DraftId>, change: Body<Change>) -> Result<Json<ScheduledStatus>> {
    me.limit(Bucket::Write)?;
    let (actor, at) = (me.actor.id, ahead(moment(&change.scheduled_at)?)?);
    let draft = me.app.db.write(move |c| own(c, actor, id.0)?.put_off(c, at)).await?;
    Ok(Json(shown(&me, draft).await?))
}

async fn delete(me: Me, id: Path<DraftId>) -> Result<Json<Empty>> {
    let actor = me.actor.id;
    me.app.db.write(move |c| own(c, actor, id.0)?.remove(c)).await?;
    Ok(Json(Empty {}))
}
