//! What a member is told, one by one.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::marker::{MarkedTimeline, Marker};
use host::social::notification::{self, NotificationId, NotificationKind, Told, Wanted};
use host::social::range::Range;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Params, Several};
use crate::caller::Me;
use crate::entities::{Count, Empty, Notification, is_for_clients, is_for_some, notification_name};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

/// How many notifications a page has, usually and at most.
pub(super) const USUAL: usize = 40;
pub(super) const MOST: usize = 80;
/// Up to how many unread ones are counted, usually and at most.
pub(super) const USUAL_COUNT: usize = 100;
pub(super) const MOST_COUNT: usize = 1000;

const READ: Access = Access::Member("read:notifications");
const WRITE: Access = Access::Member("write:notifications");

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/notifications", READ, index);
    table.get("/api/v1/notifications/unread_count", READ, unread_count);
    table.get("/api/v1/notifications/{id}", READ, show);
    table.post("/api/v1/notifications/clear", WRITE, clear);
    table.post("/api/v2/notifications/clear", WRITE, clear);
    table.post("/api/v1/notifications/{id}/dismiss", WRITE, dismiss);
    table.post("/api/v1/notifications/dismiss", WRITE, dismiss_named);
}

/// Which notifications are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct Choice {
    /// Of these types.
    #[param(value_type = Vec<String>, rename = "types[]")]
    types: Several<String>,
    /// Not of these types.
    #[param(value_type = Vec<String>, rename = "exclude_types[]")]
    exclude_types: Several<String>,
    /// Only what this account did, held back or not.
    #[param(value_type = Option<String>)]
    account_id: Option<ActorId>,
    /// Also what is held back.
    include_filtered: bool,
}

impl Choice {
    /// What is asked for. Names that nobody knows name nothing.
    pub(super) fn wanted(self) -> Wanted {
        let (types, exclude) = (self.types.into_vec(), self.exclude_types.into_vec());
        let is_in = |names: &[String], kind| names.iter().any(|name| name == notification_name(kind));
        let asked = |kind: &NotificationKind| {
            let (any, named) = (types.is_empty() && is_for_clients(*kind), is_in(&types, *kind));
            (any || named && (is_for_clients(*kind) || is_for_some(*kind))) && !is_in(&exclude, *kind)
        };
        Wanted {
            kinds: NotificationKind::ALL.iter().copied().filter(asked).collect(),
            filtered: self.include_filtered || self.account_id.is_some(),
            from: self.account_id,
        }
    }
}

async fn index(me: Me, choice: Params<Choice>, paging: Paging) -> Result<Page<Notification>> {
    let (owner, wanted) = (me.actor.id, choice.0.wanted());
    let (range, limit) = (paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let listed = notification::Notification::list(c, owner, &wanted, range, limit as i64)?;
        let ends = listed.first().zip(listed.last()).map(|(first, last)| (first.id.0, last.id.0));
        let full = listed.len() == limit;
        Ok::<_, DbError>((Told::gather(c, owner, listed)?, ends, full))
    });
    let (told, ends, full) = read.await?;
    let view = me.view();
    Ok(Page::new(&me, told.iter().map(|told| view.notification(told)).collect(), ends, full))
}

async fn show(me: Me, id: Path<NotificationId>) -> Result<Json<Notification>> {
    let owner = me.actor.id;
    let told = me.app.db.read(move |c| {
        let found = notification::Notification::find(c, owner, id.0)?.filter(|found| is_for_clients(found.kind));
        Told::gather(c, owner, found.into_iter().collect())?.pop().ok_or(DbError::NotFound)
    });
    Ok(Json(me.view().notification(&told.await?)))
}

/// How many came since the marker of the notifications.
async fn unread_count(me: Me, choice: Params<Choice>, paging: Paging) -> Result<Json<Count>> {
    let (owner, wanted) = (me.actor.id, choice.0.wanted());
    let most = paging.limit(USUAL_COUNT, MOST_COUNT);
    let unread = me.app.db.read(move |c| {
        let since = Marker::place(c, owner, MarkedTimeline::Notifications)?;
        notification::Notification::list(c, owner, &wanted, Range::after(since), most as i64)
    });
    Ok(Json(Count { count: unread.await?.len() }))
}

async fn clear(me: Me) -> Result<Json<Empty>> {
    me.limit(Bucket::Write)?;
    let owner = me.actor.id;
    me.app.db.write(move |c| notification::Notification::clear(c, owner)).await?;
    Ok(Json(Empty {}))
}

async fn dismiss(me: Me, id: Path<NotificationId>) -> Result<Json<Empty>> {
    drop_one(&me, id.0).await
}

#[derive(Debug, Deserialize, ToSchema)]
struct Named {
    /// The number of the notification.
    #[schema(value_type = String)]
    id: NotificationId,
}

/// As it was done before Mastodon 2.6.
async fn dismiss_named(me: Me, named: Body<Named>) -> Result<Json<Empty>> {
    drop_one(&me, named.id).await
}

async fn drop_one(me: &Me, id: NotificationId) -> Result<Json<Empty>> {
    me.limit(Bucket::Write)?;
    let owner = me.actor.id;
    let known = me.app.db.write(move |c| {
        let known = notification::Notification::find(c, owner, id)?.is_some();
        notification::Notification::dismiss(c, owner, id)?;
        Ok::<_, DbError>(known)
    });
    if known.await? { Ok(Json(Empty {})) } else { Err(Error::not_found()) }
}
