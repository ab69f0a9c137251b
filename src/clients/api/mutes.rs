//! Whom the caller does not want to read.

use actix_web::web::Json;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::mute::Mute;
use host::social::visibility;
use host::store::clock;
use serde::Deserialize;
use utoipa::ToSchema;

use super::people::{self, ends};
use super::relationships::{release, toward};
use crate::body::Body;
use crate::caller::Me;
use crate::entities::{Account, Moment, Relationship};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/mutes", Access::Member("read:mutes"), index);
    table.post("/api/v1/accounts/{id}/mute", Access::Member("write:mutes"), create);
    table.post("/api/v1/accounts/{id}/unmute", Access::Member("write:mutes"), delete);
}

/// Accounts with the end of each mute.
async fn index(me: Me, paging: Paging) -> Result<Page<Account>> {
    let (muter, range, limit) = (me.actor.id, paging.range(), people::limit(&paging));
    let read = me.app.db.read(move |c| {
        let rows = Mute::list(c, muter, range, limit as i64)?;
        let ids: Vec<ActorId> = rows.iter().map(|(_, actor)| actor.id).collect();
        Ok::<_, DbError>((visibility::barred(c, &ids)?, rows))
    });
    let (barred, rows) = read.await?;
    let rows: Vec<_> = rows.into_iter().map(|(mute, actor)| (mute.id, (mute, actor))).collect();
    let view = me.view();
    let shown = rows.iter().filter(|(_, (_, actor))| !barred.contains(&actor.id));
    let account = |mute: &Mute| Some(mute.expires_at.map(Moment));
    let accounts =
        shown.map(|(_, (mute, actor))| Account { mute_expires_at: account(mute), ..view.account(actor) }).collect();
    Ok(Page::new(&me, accounts, ends(&rows), rows.len() == limit))
}

/// How somebody shall be muted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(default)]
struct Wanted {
    /// Whether notifications are held back too; they are unless it is said.
    notifications: bool,
    /// For how many seconds; for good where it is 0.
    duration: i64,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { notifications: true, duration: 0 }
    }
}

impl Wanted {
    /// Until when; what lies beyond the end of the calendar is for good.
    fn until(&self) -> Option<NaiveDateTime> {
        let time = TimeDelta::try_seconds(self.duration).filter(|time| *time > TimeDelta::zero());
        time.and_then(|time| clock::now().checked_add_signed(time))
    }
}

async fn create(me: Me, id: Path<ActorId>, wanted: Body<Wanted>) -> Result<Json<Relationship>> {
    let (notifications, until) = (wanted.notifications, wanted.until());
    toward::<DbError>(&me, id.0, move |c, _, me, other| Mute::set(c, me.id, other.id, notifications, until)).await
}

async fn delete(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    release(&me, id.0, |c, _, me, other| Mute::lift(c, me.id, other.id)).await
}
