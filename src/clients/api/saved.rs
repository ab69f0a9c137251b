//! What a member keeps and likes, and who likes and boosts a status.

use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::boost::Boost;
use host::social::card::Card;
use host::social::object::Object;
use host::social::reaction::Reaction;
use host::social::{bookmark, mute, visibility};
use host::store::Conn;

use super::statuses::find;
use super::timelines::{MOST, USUAL};
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
    Ok(Saved { cards: Card::gather(c, Some(actor), objects)?, ends, count })
}

fn ends<I: Into<i64> + Copy, T>(rows: &[(I, T)]) -> Option<(i64, i64)> {
    rows.first().zip(rows.last()).map(|((first, _), (last, _))| ((*first).into(), (*last).into()))
}

fn page(me: &Me, saved: Saved, limit: usize) -> Page<Status> {
    Page::new(me, me.view().statuses(&saved.cards), saved.ends, saved.count == limit)
}

async fn favourited_by(caller: Caller, id: Path<i64>, paging: Paging) -> Result<Page<Account>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), paging.limit(40, 80));
    let read = caller.app.db.read(move |c| {
        let object = find(c, viewer, id.0)?.object;
        let rows = Reaction::actors(c, object.id, range, limit as i64)?;
        people(c, viewer, rows)
    });
    let people = read.await?;
    Ok(page_of_people(&caller, people, limit))
}

async fn reblogged_by(caller: Caller, id: Path<i64>, paging: Paging) -> Result<Page<Account>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), paging.limit(40, 80));
    let read = caller.app.db.read(move |c| {
        let object = find(c, viewer, id.0)?.object;
        let rows = Boost::actors(c, object.id, range, limit as i64)?;
        people(c, viewer, rows)
    });
    let people = read.await?;
    Ok(page_of_people(&caller, people, limit))
}

/// People as a list has them, and the marks by which it is paged.
struct People {
    actors: Vec<Actor>,
    ends: Option<(i64, i64)>,
    count: usize,
}

/// Without those whom the viewer does not want to see, or must not.
fn people<I: Into<i64> + Copy>(
    c: &mut Conn,
    viewer: Option<ActorId>,
    rows: Vec<(I, Actor)>,
) -> Result<People, DbError> {
    let (ends, count) = (ends(&rows), rows.len());
    let ids: Vec<ActorId> = rows.iter().map(|(_, actor)| actor.id).collect();
    let mut hidden = visibility::barred(c, &ids)?;
    if let Some(viewer) = viewer {
        hidden.extend(visibility::blocked_among(c, viewer, &ids)?);
        hidden.extend(mute::unwanted(c, viewer, &ids)?);
    }
    let actors = rows.into_iter().map(|(_, actor)| actor).filter(|actor| !hidden.contains(&actor.id)).collect();
    Ok(People { actors, ends, count })
}

fn page_of_people(caller: &Caller, people: People, limit: usize) -> Page<Account> {
    Page::new(caller, caller.view().accounts(&people.actors), people.ends, people.count == limit)
}
