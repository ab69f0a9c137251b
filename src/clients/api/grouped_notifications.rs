//! What a member is told, in groups.

use std::collections::HashMap;

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::marker::{MarkedTimeline, Marker};
use host::social::notification::{Group, NotificationKind, ToldGroup};
use host::social::visibility;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::IntoParams;

use super::notifications::{Choice, MOST, MOST_COUNT, USUAL, USUAL_COUNT};
use crate::body::{Params, Several};
use crate::caller::Me;
use crate::entities::{Account, Count, Empty, GroupedNotifications, notification_name};
use crate::error::{Error, Result};
use crate::paging::{Digest, Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

const READ: Access = Access::Member("read:notifications");
const WRITE: Access = Access::Member("write:notifications");

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v2/notifications", READ, index);
    table.get("/api/v2/notifications/unread_count", READ, unread_count);
    table.get("/api/v2/notifications/{group_key}", READ, show);
    table.get("/api/v2/notifications/{group_key}/accounts", READ, accounts);
    table.post("/api/v2/notifications/{group_key}/dismiss", WRITE, dismiss);
}

/// How notifications are grouped, and how much is said of accounts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Grouping {
    /// Only these types are told in groups.
    #[param(value_type = Vec<String>, rename = "grouped_types[]")]
    grouped_types: Several<String>,
    /// `full`, or `partial_avatars` for less of all accounts but the last of each group.
    expand_accounts: Option<String>,
}

impl Grouping {
    fn kinds(&self) -> Vec<NotificationKind> {
        let names = self.grouped_types.0.as_deref().unwrap_or_default();
        let grouped =
            |kind: &NotificationKind| names.is_empty() || names.iter().any(|name| name == notification_name(*kind));
        Group::KINDS.iter().copied().filter(grouped).collect()
    }

    /// Errors: it is neither of the two.
    fn is_partial(&self) -> Result<bool> {
        match self.expand_accounts.as_deref() {
            None | Some("full") => Ok(false),
            Some("partial_avatars") => Ok(true),
            Some(_) => Err(Error::bad_request("expand_accounts is either 'full' or 'partial_avatars'")),
        }
    }
}

async fn index(
    me: Me,
    choice: Params<Choice>,
    grouping: Params<Grouping>,
    paging: Paging,
) -> Result<Digest<GroupedNotifications>> {
    let (owner, wanted, kinds, partial) = (me.actor.id, choice.0.wanted(), grouping.kinds(), grouping.is_partial()?);
    let (range, limit) = (paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let page = Group::list(c, owner, &wanted, &kinds, range, limit)?;
        Ok::<_, DbError>((ToldGroup::gather(c, owner, page.groups)?, page.ends, page.full))
    });
    let (told, ends, full) = read.await?;
    Ok(Digest::new(&me, me.view().grouped_notifications(&told, partial, true), ends, full))
}

async fn show(me: Me, key: Path<String>) -> Result<Json<GroupedNotifications>> {
    let owner = me.actor.id;
    let told = me.app.db.read(move |c| {
        let group = Group::find(c, owner, &key.0)?;
        ToldGroup::gather(c, owner, group.into_iter().collect())
    });
    match told.await? {
        told if told.is_empty() => Err(Error::not_found()),
        told => Ok(Json(me.view().grouped_notifications(&told, false, false))),
    }
}

/// How many groups came since the marker of the notifications.
async fn unread_count(
    me: Me,
    choice: Params<Choice>,
    grouping: Params<Grouping>,
    paging: Paging,
) -> Result<Json<Count>> {
    let (owner, wanted, kinds) = (me.actor.id, choice.0.wanted(), grouping.kinds());
    let most = paging.limit(USUAL_COUNT, MOST_COUNT);
    let count = me.app.db.read(move |c| {
        let since = Marker::place(c, owner, MarkedTimeline::Notifications)?;
        Group::count(c, owner, &wanted, &kinds, since, most)
    });
    Ok(Json(Count { count: count.await? }))
}

/// Everybody who did it, the last first.
async fn accounts(me: Me, key: Path<String>, paging: Paging) -> Result<Page<Account>> {
    let (owner, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let members = Group::members(c, owner, &key.0, range, limit)?;
        let ids: Vec<ActorId> = members.iter().map(|member| member.from_id).collect();
        let barred = visibility::barred(c, &ids)?;
        let mut people: HashMap<ActorId, Actor> =
            Actor::load(c, &ids)?.into_iter().map(|actor| (actor.id, actor)).collect();
        people.retain(|id, _| !barred.contains(id));
        Ok::<_, DbError>((members, people))
    });
    let (members, people) = read.await?;
    let ends = members.first().zip(members.last()).map(|(first, last)| (first.id.0, last.id.0));
    let shown = me.view().accounts(members.iter().filter_map(|member| people.get(&member.from_id)));
    Ok(Page::new(&me, shown, ends, members.len() == limit))
}

async fn dismiss(me: Me, key: Path<String>) -> Result<Json<Empty>> {
    me.limit(Bucket::Write)?;
    let owner = me.actor.id;
    me.app.db.write(move |c| Group::dismiss(c, owner, &key.0)).await?;
    Ok(Json(Empty {}))
}
