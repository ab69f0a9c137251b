//! Timelines.

use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::card::{Card, Shown};
use host::social::filter;
use host::social::list::{List, ListId};
use host::social::object::Object;
use host::social::tag::Tag;
use host::social::timeline::{self, Entry};
use host::store::Conn;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::body::Params;
use crate::caller::{Caller, Me};
use crate::entities::Status;
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

/// How many statuses a page has, usually and at most.
pub(super) const USUAL: usize = 20;
pub(super) const MOST: usize = 40;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/timelines/home", Access::Member("read:statuses"), home);
    table.get("/api/v1/timelines/public", Access::Open("read:statuses"), public);
    table.get("/api/v1/timelines/tag/{name}", Access::Open("read:statuses"), tag);
    table.get("/api/v1/timelines/list/{id}", Access::Member("read:lists"), list);
    table.get("/api/v1/timelines/direct", Access::Member("read:statuses"), direct);
}

/// The page that these entries make, paged by their places.
pub(super) fn page_of_entries(caller: &Caller, shown: &[Shown], ends: Option<(i64, i64)>, full: bool) -> Page<Status> {
    let view = caller.view();
    Page::new(caller, shown.iter().map(|shown| view.shown(shown)).collect(), ends, full)
}

/// The places of the first and last entry, by which a timeline is paged.
pub(super) fn ends(entries: &[Entry]) -> Option<(i64, i64)> {
    entries.first().zip(entries.last()).map(|(first, last)| (first.id.0, last.id.0))
}

/// The cards of entries, with the viewer's filters held against them.
pub(crate) fn shown(c: &mut Conn, viewer: Option<ActorId>, entries: Vec<Entry>) -> Result<Vec<Shown>, DbError> {
    let shown = Card::of_entries(c, viewer, entries)?;
    filter::mark(c, viewer, shown)
}

async fn home(me: Me, paging: Paging) -> Result<Page<Status>> {
    let (owner, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let entries = timeline::read(c, owner, Some(owner), range, limit)?;
        let (ends, full) = (ends(&entries), entries.len() == limit);
        Ok::<_, DbError>((shown(c, Some(owner), entries)?, ends, full))
    });
    let (shown, ends, full) = read.await?;
    Ok(page_of_entries(me.caller(), &shown, ends, full))
}

#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Part {
    /// Only what members of this stall publish.
    local: bool,
    /// Only what others publish.
    remote: bool,
    /// Only what has media.
    only_media: bool,
}

/// What members and those whom they follow say to everybody. The stall's own actor owns that timeline.
async fn public(caller: Caller, part: Params<Part>, paging: Paging) -> Result<Page<Status>> {
    let (viewer, stall, part) = (caller.viewer(), caller.stall.name, part.0);
    let (range, limit) = (paging.range(), paging.limit(USUAL, MOST));
    if part.local {
        let read = caller.app.db.read(move |c| {
            let objects = timeline::local(c, stall, viewer, part.only_media, range, limit)?;
            cards(c, viewer, objects)
        });
        return Ok(page_of_cards(&caller, &read.await?, limit));
    }
    let read = caller.app.db.read(move |c| {
        let Some(owner) = Actor::id_of_stall(c, stall)? else { return Ok((Vec::new(), None, false)) };
        let entries = timeline::read(c, owner, viewer, range, limit)?;
        let (ends, full) = (ends(&entries), entries.len() == limit);
        let mut shown = shown(c, viewer, entries)?;
        shown.retain(|shown| {
            (!part.remote || !shown.card.object.is_local()) && (!part.only_media || !shown.card.media.is_empty())
        });
        Ok::<_, DbError>((shown, ends, full))
    });
    let (shown, ends, full) = read.await?;
    Ok(page_of_entries(&caller, &shown, ends, full))
}

/// The cards of objects, with the viewer's filters held against them.
pub(super) fn cards(c: &mut Conn, viewer: Option<ActorId>, objects: Vec<Object>) -> Result<Vec<Card>, DbError> {
    let cards = Card::gather(c, viewer, objects)?;
    filter::mark(c, viewer, cards)
}

/// The page that these cards make, paged by their objects.
pub(super) fn page_of_cards(caller: &Caller, cards: &[Card], limit: usize) -> Page<Status> {
    let ends = cards.first().zip(cards.last()).map(|(first, last)| (first.object.id.0, last.object.id.0));
    Page::new(caller, caller.view().statuses(cards), ends, cards.len() >= limit)
}

async fn tag(caller: Caller, name: Path<String>, part: Params<Part>, paging: Paging) -> Result<Page<Status>> {
    let (viewer, part) = (caller.viewer(), part.0);
    let (range, limit) = (paging.range(), paging.limit(USUAL, MOST));
    let read = caller.app.db.read(move |c| {
        let Some(tag) = Tag::find(c, &name.0)? else { return Ok(Vec::new()) };
        let mut objects = timeline::tagged(c, tag.id, viewer, range, limit)?;
        objects.retain(|object| (!part.local || object.is_local()) && (!part.remote || !object.is_local()));
        cards(c, viewer, objects)
    });
    let cards: Vec<Card> = read.await.map_err(|error: DbError| error)?;
    Ok(page_of_cards(&caller, &cards, limit))
}

async fn list(me: Me, id: Path<ListId>, paging: Paging) -> Result<Page<Status>> {
    let (owner, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let list = List::find(c, owner, id.0)?.ok_or(DbError::NotFound)?;
        let entries = timeline::of_list(c, &list, range, limit)?;
        let (ends, full) = (ends(&entries), entries.len() == limit);
        Ok::<_, DbError>((shown(c, Some(owner), entries)?, ends, full))
    });
    let (shown, ends, full) = read.await?;
    Ok(page_of_entries(me.caller(), &shown, ends, full))
}

/// Direct messages, as clients asked for them before there were conversations.
async fn direct(me: Me, paging: Paging) -> Result<Page<Status>> {
    let (owner, range, limit) = (me.actor.id, paging.range(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let objects = timeline::direct(c, owner, range, limit)?;
        cards(c, Some(owner), objects)
    });
    Ok(page_of_cards(me.caller(), &read.await?, limit))
}
