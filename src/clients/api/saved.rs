//! What a member keeps and likes, and who likes and boosts a status.

use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::boost::Boost;
use host::social::card::Card;
use host::social::object::Object;
use host::social::reaction::Reaction;
use host::social::{bookmark, visibility};
use host::store::Conn;

use super::people::{self, People, ends};
use super::statuses::find;
use super::timelines::{MOST, USUAL, cards};
use crate::caller::{Caller, Me};
use crate::entities::{Account, Status};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/bookmarks", Access::Member("read:bookmarks"), bookmarks);
    table.get("/api/v1/favourites", Access::Member("read:favourites"), favourites);
    table.get("/api/v1/statuses/{id}/favourited_by", Access::Open("read:accounts"), favourited_by);
    table.get("/api/v1/statuses/{id}/reblogged_by", Access::Open("read:accounts"), reblogged_by);
}

async fn bookmarks(me: Me, paging: Paging) -> Result<Page<Status>> {
    let (actor, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let rows = bookmark::list(c, actor, range, limit as i64)?;
        saved(c, actor, rows)
    });
    let rows = read.await?;
    Ok(page(&me, rows, limit))
}

async fn favourites(me: Me, paging: Paging) -> Result<Page<Status>> {
    let (actor, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let rows = Reaction::list(c, actor, range, limit as i64)?;
        saved(c, actor, rows)
    });
    let rows = read.await?;
    Ok(page(&me, rows, limit))
}

/// Cards of what was saved, and the marks by which the list is paged.
struct Saved {
    cards: Vec<Card>,
    ends: Option<(i64, i64)>,
    count: usize,
}

fn saved<I: Into<i64> + Copy>(c: &mut Conn, actor: ActorId, rows: Vec<(I, Object)>) -> Result<Saved, DbError> {
    let (ends, count) = (ends(&rows), rows.len());
    let objects = visibility::visible(c, Some(actor), rows.into_iter().map(|(_, object)| object).collect())?;
    Ok(Saved { cards: cards(c, Some(actor), objects)?, ends, count })
}

fn page(me: &Me, saved: Saved, limit: usize) -> Page<Status> {
    Page::new(me, me.view().statuses(&saved.cards), saved.ends, saved.count == limit)
}

async fn favourited_by(caller: Caller, id: Path<i64>, paging: Paging) -> Result<Page<Account>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), people::limit(&paging));
    let read = caller.app.db.read(move |c| {
        let object = find(c, viewer, id.0)?.object;
        let rows = Reaction::actors(c, object.id, range, limit as i64)?;
        People::seen(c, viewer, rows)
    });
    Ok(read.await?.page(&caller, limit))
}

async fn reblogged_by(caller: Caller, id: Path<i64>, paging: Paging) -> Result<Page<Account>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), people::limit(&paging));
    let read = caller.app.db.read(move |c| {
        let object = find(c, viewer, id.0)?.object;
        let rows = Boost::actors(c, object.id, range, limit as i64)?;
        People::seen(c, viewer, rows)
    });
    Ok(read.await?.page(&caller, limit))
}
