//! Search: objects by their words, actors by name or handle, hashtags by their beginning ([`crate::tag::Tag::search`]).
//!
//! Each has a full-text index of its own: of texts whole words are looked for, of names their beginnings too.
//! What is found is what the viewer may see ([`crate::visibility`]) and what its author lets be found (FEP-5feb).

mod findable;
mod query;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use diesel::prelude::*;
use store::Conn;
use store::dialect::{self, Index};

use crate::actor::{Actor, ActorId};
use crate::markup;
use crate::media::Media;
use crate::object::{Object, ObjectId};
use crate::place::Place;
use crate::schema::{actors, blocks, follows, objects};
use crate::visibility;

pub use query::Query;

/// How many hits are looked at in one go, and how often, before a search gives up on the rest.
const BATCH: i64 = 400;
const ROUNDS: usize = 5;

/// Makes an object findable by its title, text, content warning, place and descriptions of media; again after each change.
pub fn index(c: &mut Conn, object: &Object) -> QueryResult<()> {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push_str(part);
        text.push('\n');
    };
    add(object.title.as_deref().unwrap_or_default());
    add(object.summary.as_deref().unwrap_or_default());
    add(&markup::to_text(&object.content));
    for media in Media::of_object(c, object.id)? {
        add(&media.description);
    }
    if let Some(place) = Place::find(c, object.id)? {
        add(&place.name);
        add(place.country.as_deref().unwrap_or_default());
    }
    dialect::fts_upsert(c, Index::Texts, object.id.into(), &text)
}

/// Forgets an object.
pub fn forget(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
    dialect::fts_delete(c, Index::Texts, object.into())
}

/// Makes an actor findable by name and handle; again after each change.
pub fn index_actor(c: &mut Conn, actor: &Actor) -> QueryResult<()> {
    let text = format!("{} {} {}", actor.name, actor.username, actor.host);
    dialect::fts_upsert(c, Index::Names, actor.id.0, &text)
}

/// Forgets an actor and all that it published.
pub fn forget_actor(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
    let published: Vec<ObjectId> = objects::table.filter(objects::actor_id.eq(actor)).select(objects::id).load(c)?;
    for object in published {
        forget(c, object)?;
    }
    dialect::fts_delete(c, Index::Names, actor.0)
}

/// Makes everything findable anew; for after a restore.
pub fn rebuild(c: &mut Conn) -> QueryResult<()> {
    let mut last = ObjectId(i64::MIN);
    loop {
        let batch: Vec<Object> = objects::table
            .filter(objects::id.gt(last))
            .order(objects::id)
            .limit(BATCH)
            .select(Object::as_select())
            .load(c)?;
        let Some(end) = batch.last().map(|object| object.id) else { break };
        for object in batch.iter().filter(|object| object.deleted_at.is_none()) {
            index(c, object)?;
        }
        last = end;
    }
    let actors: Vec<Actor> = actors::table.filter(actors::deleted_at.is_null()).select(Actor::as_select()).load(c)?;
    actors.iter().try_for_each(|actor| index_actor(c, actor))
}

/// What fits a query, newest first, below `before`.
pub fn objects(
    c: &mut Conn,
    viewer: Option<ActorId>,
    query: &Query,
    before: Option<ObjectId>,
    limit: usize,
) -> QueryResult<Vec<Object>> {
    let Some(filter) = query.resolve(c, viewer)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let mut before = filter.start(before);
    for _ in 0..ROUNDS {
        let (batch, next) = filter.batch(c, before, BATCH)?;
        // Of most words most people agreed to nothing, so that there is often none to ask about.
        if !batch.is_empty() {
            found.extend(visibility::visible(c, viewer, batch)?);
        }
        match next {
            Some(next) if found.len() < limit => before = Some(next),
            _ => break,
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// Actors whose name or handle holds every word of the text, the last one as a beginning. First who is named exactly,
/// then whom the viewer follows, then members, then who has most followers.
pub fn actors(c: &mut Conn, viewer: Option<ActorId>, text: &str, limit: usize) -> QueryResult<Vec<Actor>> {
    let text = text.trim();
    let ids = dialect::fts_match(c, Index::Names, &format!("{text}*"), None, BATCH)?;
    let ids: Vec<ActorId> = ids.into_iter().map(ActorId).collect();
    let barred = visibility::barred(c, &ids)?;
    // Whom one blocked is found, so that it can be undone; who blocked one is not.
    let (blocking, followed) = match viewer {
        Some(viewer) => (blocking_among(c, viewer, &ids)?, followed_among(c, viewer, &ids)?),
        None => Default::default(),
    };
    let mut found = Actor::load(c, &ids)?;
    found.retain(|actor| {
        !actor.is_of_stall() && actor.is_present() && !barred.contains(&actor.id) && !blocking.contains(&actor.id)
    });
    let name = text.trim_start_matches('@');
    found.sort_by_key(|actor| {
        let exact = actor.username.eq_ignore_ascii_case(name) || actor.handle().eq_ignore_ascii_case(name);
        let far = std::cmp::Reverse(actor.followers_count);
        (!exact, !followed.contains(&actor.id), actor.stall.is_none(), far, actor.id)
    });
    found.truncate(limit);
    Ok(found)
}

/// Of the actors that a text finds ([`actors`]) those whom the viewer follows.
pub fn followed(c: &mut Conn, viewer: ActorId, text: &str, limit: usize) -> QueryResult<Vec<Actor>> {
    let mut found = actors(c, Some(viewer), text, BATCH as usize)?;
    let ids: Vec<ActorId> = found.iter().map(|actor| actor.id).collect();
    let followed = followed_among(c, viewer, &ids)?;
    found.retain(|actor| followed.contains(&actor.id));
    found.truncate(limit);
    Ok(found)
}

/// Of these actors those who block the viewer.
fn blocking_among(c: &mut Conn, viewer: ActorId, ids: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let blocking = blocks::table
        .filter(blocks::blocked_id.eq(viewer))
        .filter(blocks::blocker_id.eq_any(ids))
        .select(blocks::blocker_id)
        .load(c)?;
    Ok(blocking.into_iter().collect())
}

/// Of these actors those whom the viewer follows.
fn followed_among(c: &mut Conn, viewer: ActorId, ids: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let followed = follows::table
        .filter(follows::follower_id.eq(viewer))
        .filter(follows::followed_id.eq_any(ids))
        .filter(follows::state.eq("accepted"))
        .select(follows::followed_id)
        .load(c)?;
    Ok(followed.into_iter().collect())
}
