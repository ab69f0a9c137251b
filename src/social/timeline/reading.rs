//! Reading timelines: what an owner's holds, and what lies open at a stall, under a hashtag, with an actor.

use std::collections::HashSet;

use diesel::prelude::*;
use store::Conn;

use super::{Entry, EntryId};
use crate::actor::ActorId;
use crate::boost::BoostId;
use crate::object::{Object, ObjectId};
use crate::range::Range;
use crate::schema::{actors, boosts, media, mentions, object_tags, objects, timeline_entries};
use crate::tag::TagId;
use crate::visibility::{self, Visibility};
use crate::{cut, mute};

/// How often more is read, where most of what was read is out of the viewer's sight.
const ROUNDS: usize = 8;

/// A page of the timeline that `owner` owns, as `viewer` sees it: newest first.
pub fn read(
    c: &mut Conn,
    owner: ActorId,
    viewer: Option<ActorId>,
    range: Range,
    limit: usize,
) -> QueryResult<Vec<Entry>> {
    entries(c, viewer, range, limit, |c, range, limit| {
        let own = timeline_entries::table.filter(timeline_entries::owner_id.eq(owner)).select(Entry::as_select());
        cut!(own, timeline_entries::id, range, limit).load(c)
    })
}

/// The same of one kind of object.
pub fn read_kind(
    c: &mut Conn,
    owner: ActorId,
    viewer: Option<ActorId>,
    kind: &str,
    range: Range,
    limit: usize,
) -> QueryResult<Vec<Entry>> {
    entries(c, viewer, range, limit, |c, range, limit| {
        let of_kind = objects::table.filter(objects::id.eq(timeline_entries::object_id)).filter(objects::kind.eq(kind));
        let own = timeline_entries::table
            .filter(timeline_entries::owner_id.eq(owner))
            .filter(diesel::dsl::exists(of_kind))
            .select(Entry::as_select());
        cut!(own, timeline_entries::id, range, limit).load(c)
    })
}

/// A page of entries as the viewer sees it. `fetch` reads a range as [`cut!`] orders it, and is asked again while what it
/// brought was mostly out of sight.
pub(super) fn entries(
    c: &mut Conn,
    viewer: Option<ActorId>,
    range: Range,
    limit: usize,
    mut fetch: impl FnMut(&mut Conn, Range, i64) -> QueryResult<Vec<Entry>>,
) -> QueryResult<Vec<Entry>> {
    let (mut page, mut rest) = (Vec::new(), range);
    for _ in 0..ROUNDS {
        let batch = fetch(c, rest, limit as i64)?;
        let last = batch.len() < limit;
        if let Some(edge) = batch.last() {
            rest = rest.beyond(edge.id.0);
        }
        page.extend(sift(c, viewer, batch)?);
        if last || page.len() >= limit {
            break;
        }
    }
    page.truncate(limit);
    Ok(range.arrange(page))
}

/// Keeps the entries that the viewer may see and wants to.
pub(crate) fn sift(c: &mut Conn, viewer: Option<ActorId>, entries: Vec<Entry>) -> QueryResult<Vec<Entry>> {
    let ids: Vec<ObjectId> = entries.iter().map(|e| e.object_id).collect();
    let shown = Object::load(c, &ids)?;
    let shown: HashSet<ObjectId> = visibility::visible(c, viewer, shown)?.into_iter().map(|o| o.id).collect();
    let people: HashSet<ActorId> = entries.iter().flat_map(|e| [Some(e.author_id), e.booster_id]).flatten().collect();
    let people: Vec<ActorId> = people.into_iter().collect();
    let mut unwanted = match viewer {
        Some(viewer) => mute::unwanted(c, viewer, &people)?,
        None => HashSet::new(),
    };
    if let Some(viewer) = viewer {
        unwanted.remove(&viewer);
    }
    Ok(entries
        .into_iter()
        .filter(|e| shown.contains(&e.object_id))
        .filter(|e| !unwanted.contains(&e.author_id) && !e.booster_id.is_some_and(|b| unwanted.contains(&b)))
        .collect())
}

/// Keeps of these objects those whose authors are not muted.
pub(crate) fn wanted(c: &mut Conn, viewer: Option<ActorId>, objects: Vec<Object>) -> QueryResult<Vec<Object>> {
    let Some(viewer) = viewer else { return Ok(objects) };
    let authors: Vec<ActorId> = objects.iter().map(|o| o.actor_id).collect();
    let unwanted = mute::unwanted(c, viewer, &authors)?;
    Ok(objects.into_iter().filter(|o| o.actor_id == viewer || !unwanted.contains(&o.actor_id)).collect())
}

/// The public objects of a stall's own actors, newest first, answers to others left out; with media where `with_media`.
pub fn local(
    c: &mut Conn,
    stall: &str,
    viewer: Option<ActorId>,
    with_media: bool,
    range: Range,
    limit: usize,
) -> QueryResult<Vec<Object>> {
    let fetch = |c: &mut Conn, range: Range, limit: i64| {
        let open = objects::table
            .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
            .filter(objects::stall.eq(stall))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .filter(objects::in_reply_to_uri.is_null())
            .filter(actors::silenced_at.is_null())
            .select(Object::as_select());
        let mut query = cut!(open, objects::id, range, limit);
        if with_media {
            query = query.filter(diesel::dsl::exists(has_media()));
        }
        query.load(c)
    };
    visibility::page_of(c, viewer, range, limit, fetch, |c, objects| wanted(c, viewer, objects))
}

/// What hangs on the object at hand.
#[diesel::dsl::auto_type]
fn has_media() -> _ {
    media::table.filter(media::object_id.eq(objects::id.nullable()))
}

/// The public objects under a hashtag, newest first.
pub fn tagged(
    c: &mut Conn,
    tag: TagId,
    viewer: Option<ActorId>,
    range: Range,
    limit: usize,
) -> QueryResult<Vec<Object>> {
    let fetch = |c: &mut Conn, range: Range, limit: i64| {
        let open = object_tags::table
            .inner_join(objects::table.on(objects::id.eq(object_tags::object_id)))
            .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
            .filter(object_tags::tag_id.eq(tag))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .filter(actors::silenced_at.is_null())
            .select(Object::as_select());
        cut!(open, object_tags::object_id, range, limit).load(c)
    };
    visibility::page_of(c, viewer, range, limit, fetch, |c, objects| wanted(c, viewer, objects))
}

/// Direct messages to and from an actor, newest first.
pub fn direct(c: &mut Conn, actor: ActorId, range: Range, limit: usize) -> QueryResult<Vec<Object>> {
    visibility::page(c, Some(actor), range, limit, |c, range, limit| {
        let to_me = mentions::table.filter(mentions::actor_id.eq(actor)).select(mentions::object_id);
        let said = objects::table
            .filter(objects::visibility.eq(Visibility::Direct))
            .filter(objects::deleted_at.is_null())
            .filter(objects::actor_id.eq(actor).or(objects::id.eq_any(to_me)))
            .select(Object::as_select());
        cut!(said, objects::id, range, limit).load(c)
    })
}

/// What of an actor's page is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// Answers to others too.
    pub replies: bool,
    /// What it boosted too, as far as everybody may know.
    pub boosts: bool,
    /// Only what has media.
    pub media: bool,
    /// Only what has this hashtag.
    pub tag: Option<TagId>,
}

/// What an actor published and boosted, as the viewer may see it, newest first.
pub fn of_actor(
    c: &mut Conn,
    actor: ActorId,
    viewer: Option<ActorId>,
    choice: Choice,
    range: Range,
    limit: usize,
) -> QueryResult<Vec<Entry>> {
    let apart = match viewer {
        Some(viewer) => visibility::blocked_among(c, viewer, &[actor])?.contains(&actor),
        None => false,
    };
    if apart {
        return Ok(Vec::new());
    }
    // Whoever looks at a page wants to see it, muted or not.
    let (mut page, mut rest) = (Vec::new(), range);
    for _ in 0..ROUNDS {
        let mut batch = published(c, actor, choice, rest, limit as i64)?;
        if choice.boosts {
            batch.extend(boosted(c, actor, choice, rest, limit as i64)?);
        }
        batch.sort_by_key(|entry| if rest.is_upward() { entry.id.0 } else { -entry.id.0 });
        batch.truncate(limit);
        let last = batch.len() < limit;
        if let Some(edge) = batch.last() {
            rest = rest.beyond(edge.id.0);
        }
        page.extend(visible(c, viewer, batch)?);
        if last || page.len() >= limit {
            break;
        }
    }
    page.truncate(limit);
    Ok(range.arrange(page))
}

/// Keeps the entries whose objects the viewer may see.
fn visible(c: &mut Conn, viewer: Option<ActorId>, mut entries: Vec<Entry>) -> QueryResult<Vec<Entry>> {
    let ids: Vec<ObjectId> = entries.iter().map(|entry| entry.object_id).collect();
    let objects = Object::load(c, &ids)?;
    let seen: HashSet<ObjectId> = visibility::visible(c, viewer, objects)?.into_iter().map(|o| o.id).collect();
    entries.retain(|entry| seen.contains(&entry.object_id));
    Ok(entries)
}

fn published(c: &mut Conn, actor: ActorId, choice: Choice, range: Range, limit: i64) -> QueryResult<Vec<Entry>> {
    let own = objects::table
        .filter(objects::actor_id.eq(actor))
        .filter(objects::deleted_at.is_null())
        .select((objects::id, objects::actor_id));
    let mut query = cut!(own, objects::id, range, limit);
    if !choice.replies {
        let parents = diesel::alias!(objects as parents);
        let to_itself = parents
            .filter(parents.field(objects::id).nullable().eq(objects::in_reply_to_id))
            .filter(parents.field(objects::actor_id).eq(actor));
        query = query.filter(objects::in_reply_to_uri.is_null().or(diesel::dsl::exists(to_itself)));
    }
    if choice.media {
        query = query.filter(diesel::dsl::exists(has_media()));
    }
    if let Some(tag) = choice.tag {
        query = query.filter(objects::id.eq_any(with_tag(tag)));
    }
    let rows: Vec<(ObjectId, ActorId)> = query.load(c)?;
    let entry = |(id, author): (ObjectId, ActorId)| Entry {
        owner_id: actor,
        id: EntryId(id.0),
        object_id: id,
        author_id: author,
        boost_id: None,
        booster_id: None,
    };
    Ok(rows.into_iter().map(entry).collect())
}

fn boosted(c: &mut Conn, actor: ActorId, choice: Choice, range: Range, limit: i64) -> QueryResult<Vec<Entry>> {
    let open = boosts::table
        .inner_join(objects::table.on(objects::id.eq(boosts::object_id)))
        .filter(boosts::actor_id.eq(actor))
        .filter(boosts::visibility.ne(Visibility::Followers))
        .filter(objects::deleted_at.is_null())
        .select((boosts::id, objects::id, objects::actor_id));
    let mut query = cut!(open, boosts::id, range, limit);
    if choice.media {
        query = query.filter(diesel::dsl::exists(has_media()));
    }
    if let Some(tag) = choice.tag {
        query = query.filter(objects::id.eq_any(with_tag(tag)));
    }
    let rows: Vec<(BoostId, ObjectId, ActorId)> = query.load(c)?;
    let entry = |(id, object, author): (BoostId, ObjectId, ActorId)| Entry {
        owner_id: actor,
        id: EntryId(id.0),
        object_id: object,
        author_id: author,
        boost_id: Some(id),
        booster_id: Some(actor),
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// The objects with a hashtag.
#[diesel::dsl::auto_type]
fn with_tag(tag: TagId) -> _ {
    object_tags::table.filter(object_tags::tag_id.eq(tag)).select(object_tags::object_id)
}
