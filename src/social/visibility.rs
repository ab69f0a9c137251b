//! Who may see an object: decided here, once, for pages, API, ActivityPub, feeds, search, streaming and export.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::Conn;

use crate::actor::ActorId;
use crate::collection_follow;
use crate::domain;
use crate::membership;
use crate::object::{Object, ObjectId};
use crate::range::Range;
use crate::schema::{actors, blocks, follows, groups, mentions, objects};

store::text_enum! {
    /// To whom an object is addressed.
    pub Visibility {
        /// Everybody, and listed in public timelines.
        Public = "public",
        /// Everybody, but not listed in public timelines.
        Unlisted = "unlisted",
        /// The members of the club, and nobody at another server.
        Members = "members",
        /// The followers of its author, and who is mentioned.
        Followers = "followers",
        /// Who is mentioned, nobody else.
        Direct = "direct",
    }
}

impl Visibility {
    /// Whether a stranger may read it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::Unlisted)
    }

    /// At what an answer of this reach is counted: where it is no narrower, so that nobody who sees the figure hears of an
    /// answer for others.
    pub fn counted_at(self) -> &'static [Self] {
        match self {
            Self::Public | Self::Unlisted => Self::ALL,
            Self::Members => &[Self::Members, Self::Direct],
            Self::Followers => &[Self::Followers, Self::Direct],
            Self::Direct => &[Self::Direct],
        }
    }
}

/// What of an object decides who may see it.
#[derive(Debug, Clone, Copy, Queryable, Selectable)]
#[diesel(table_name = objects)]
struct Outline {
    id: ObjectId,
    actor_id: ActorId,
    visibility: Visibility,
    deleted_at: Option<NaiveDateTime>,
    moderator_id: Option<ActorId>,
    held: bool,
}

impl From<&Object> for Outline {
    fn from(object: &Object) -> Self {
        let Object { id, actor_id, visibility, deleted_at, moderator_id, held, .. } = *object;
        Self { id, actor_id, visibility, deleted_at, moderator_id, held }
    }
}

/// What decides over a whole page of objects, read in a constant number of queries.
struct Grounds {
    viewer: Option<ActorId>,
    /// Whether the viewer is one of ours.
    member: bool,
    /// Authors whom the viewer follows.
    followed: HashSet<ActorId>,
    /// Authors, and those who consent to answers, for whom the viewer acts.
    acting: HashSet<ActorId>,
    /// Objects that mention the viewer, or a group that the viewer runs.
    mentioned: HashSet<ObjectId>,
    /// Objects that a collection lists which the viewer follows with consent.
    listed: HashSet<ObjectId>,
    /// Authors with a block between them and the viewer, in either direction.
    blocked: HashSet<ActorId>,
    /// Authors who are suspended, deleted or on a blocked host.
    barred: HashSet<ActorId>,
}

impl Grounds {
    fn read(c: &mut Conn, viewer: Option<ActorId>, objects: &[Outline]) -> QueryResult<Self> {
        let authors: HashSet<ActorId> = objects.iter().map(|o| o.actor_id).collect();
        let authors: Vec<ActorId> = authors.into_iter().collect();
        let mut grounds = Self {
            viewer,
            member: false,
            followed: HashSet::new(),
            acting: HashSet::new(),
            mentioned: HashSet::new(),
            listed: HashSet::new(),
            blocked: HashSet::new(),
            barred: barred(c, &authors)?,
        };
        let Some(viewer) = viewer else {
            return Ok(grounds);
        };
        grounds.blocked = blocked_among(c, viewer, &authors)?;
        let moderators: Vec<ActorId> = objects.iter().filter(|o| o.held).filter_map(|o| o.moderator_id).collect();
        if !moderators.is_empty() || objects.iter().any(|o| !o.visibility.is_open()) {
            grounds.acting = membership::acting_for(c, viewer, &[authors.as_slice(), &moderators].concat())?;
        }
        if objects.iter().any(|o| o.visibility == Visibility::Members) {
            grounds.member =
                actors::table.find(viewer).select(actors::stall.is_not_null()).first(c).optional()? == Some(true);
        }
        if objects.iter().any(|o| !o.visibility.is_open()) {
            grounds.followed = follows::table
                .filter(follows::follower_id.eq(viewer))
                .filter(follows::followed_id.eq_any(&authors))
                .filter(follows::state.eq("accepted"))
                .select(follows::followed_id)
                .load(c)?
                .into_iter()
                .collect();
            let ids: Vec<ObjectId> = objects.iter().filter(|o| !o.visibility.is_open()).map(|o| o.id).collect();
            grounds.mentioned = mentioning(c, viewer, &ids)?;
            grounds.listed = collection_follow::listed_for(c, viewer, &ids)?;
        }
        Ok(grounds)
    }

    fn allow(&self, object: &Outline) -> bool {
        if object.deleted_at.is_some() || self.barred.contains(&object.actor_id) {
            return false;
        }
        if self.viewer == Some(object.actor_id) || self.acting.contains(&object.actor_id) {
            return true;
        }
        if self.blocked.contains(&object.actor_id) {
            return false;
        }
        // An answer that waits for consent is between who wrote it and who is to consent.
        let consents = || object.moderator_id.is_some_and(|of| self.viewer == Some(of) || self.acting.contains(&of));
        if object.held && !consents() {
            return false;
        }
        if self.listed.contains(&object.id) {
            return true;
        }
        match object.visibility {
            Visibility::Public | Visibility::Unlisted => true,
            Visibility::Members => self.member,
            Visibility::Followers => self.followed.contains(&object.actor_id) || self.mentioned.contains(&object.id),
            Visibility::Direct => self.mentioned.contains(&object.id),
        }
    }
}

/// Which of these objects mention the viewer, or a group that the viewer runs.
fn mentioning(c: &mut Conn, viewer: ActorId, ids: &[ObjectId]) -> QueryResult<HashSet<ObjectId>> {
    let mut mentioned: HashSet<ObjectId> = mentions::table
        .filter(mentions::actor_id.eq(viewer))
        .filter(mentions::object_id.eq_any(ids))
        .select(mentions::object_id)
        .load(c)?
        .into_iter()
        .collect();
    let of_groups: Vec<(ObjectId, ActorId)> = mentions::table
        .inner_join(groups::table.on(groups::actor_id.eq(mentions::actor_id)))
        .filter(mentions::object_id.eq_any(ids))
        .select((mentions::object_id, mentions::actor_id))
        .load(c)?;
    if !of_groups.is_empty() {
        let named: Vec<ActorId> = of_groups.iter().map(|(_, group)| *group).collect();
        let acting = membership::acting_for(c, viewer, &named)?;
        mentioned.extend(of_groups.iter().filter(|(_, group)| acting.contains(group)).map(|(object, _)| *object));
    }
    Ok(mentioned)
}

/// Whether the viewer (nobody: a stranger from the street) may see the object.
pub fn may_see(c: &mut Conn, viewer: Option<ActorId>, object: &Object) -> QueryResult<bool> {
    let outline = Outline::from(object);
    Ok(Grounds::read(c, viewer, &[outline])?.allow(&outline))
}

/// Of these objects those that the viewer may see, in their order, in a constant number of queries.
pub fn visible(c: &mut Conn, viewer: Option<ActorId>, objects: Vec<Object>) -> QueryResult<Vec<Object>> {
    let outlines: Vec<Outline> = objects.iter().map(Outline::from).collect();
    let grounds = Grounds::read(c, viewer, &outlines)?;
    Ok(objects
        .into_iter()
        .zip(outlines)
        .filter(|(_, outline)| grounds.allow(outline))
        .map(|(object, _)| object)
        .collect())
}

/// Of these authors those who let the viewer see what they address to their followers: for what a module keeps that is no object.
pub fn showing_followers(c: &mut Conn, viewer: Option<ActorId>, authors: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    // As an object that mentions nobody.
    let addressed = |actor_id: &ActorId| Outline {
        id: ObjectId(0),
        actor_id: *actor_id,
        visibility: Visibility::Followers,
        deleted_at: None,
        moderator_id: None,
        held: false,
    };
    let outlines: Vec<Outline> = authors.iter().map(addressed).collect();
    let grounds = Grounds::read(c, viewer, &outlines)?;
    Ok(outlines.iter().filter(|outline| grounds.allow(outline)).map(|outline| outline.actor_id).collect())
}

/// Of the objects of these numbers those that the viewer may see, in their order: [`visible`] without reading what they say.
pub fn visible_ids(c: &mut Conn, viewer: Option<ActorId>, ids: &[ObjectId]) -> QueryResult<Vec<ObjectId>> {
    let outlines: Vec<Outline> = objects::table.filter(objects::id.eq_any(ids)).select(Outline::as_select()).load(c)?;
    let grounds = Grounds::read(c, viewer, &outlines)?;
    let seen: HashSet<ObjectId> = outlines.iter().filter(|o| grounds.allow(o)).map(|o| o.id).collect();
    Ok(ids.iter().copied().filter(|id| seen.contains(id)).collect())
}

/// A page of what the viewer may see, from a source that yields objects newest first.
///
/// `fetch` reads a range, as [`cut!`](crate::cut) orders it, of so many; it is asked again (at most eight times) while what it
/// brought was mostly out of the viewer's sight.
pub fn page(
    c: &mut Conn,
    viewer: Option<ActorId>,
    range: Range,
    limit: usize,
    fetch: impl FnMut(&mut Conn, Range, i64) -> QueryResult<Vec<Object>>,
) -> QueryResult<Vec<Object>> {
    page_of(c, viewer, range, limit, fetch, |_, objects| Ok(objects))
}

/// [`page`] without what `keep` leaves out of what the viewer may see.
pub fn page_of(
    c: &mut Conn,
    viewer: Option<ActorId>,
    range: Range,
    limit: usize,
    mut fetch: impl FnMut(&mut Conn, Range, i64) -> QueryResult<Vec<Object>>,
    mut keep: impl FnMut(&mut Conn, Vec<Object>) -> QueryResult<Vec<Object>>,
) -> QueryResult<Vec<Object>> {
    let (mut seen, mut rest) = (Vec::new(), range);
    for _ in 0..8 {
        let batch = fetch(c, rest, limit as i64)?;
        let last = batch.len() < limit;
        if let Some(edge) = batch.last() {
            rest = rest.beyond(edge.id.0);
        }
        let batch = visible(c, viewer, batch)?;
        seen.extend(keep(c, batch)?);
        if last || seen.len() >= limit {
            break;
        }
    }
    seen.truncate(limit);
    Ok(range.arrange(seen))
}

/// Of these actors those with a block between them and the viewer, in either direction.
pub fn blocked_among(c: &mut Conn, viewer: ActorId, actors: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let mut found: HashSet<ActorId> = blocks::table
        .filter(blocks::blocker_id.eq(viewer))
        .filter(blocks::blocked_id.eq_any(actors))
        .select(blocks::blocked_id)
        .load(c)?
        .into_iter()
        .collect();
    found.extend(
        blocks::table
            .filter(blocks::blocked_id.eq(viewer))
            .filter(blocks::blocker_id.eq_any(actors))
            .select(blocks::blocker_id)
            .load::<ActorId>(c)?,
    );
    Ok(found)
}

/// Of these actors those that nobody gets to see: suspended, deleted, or at a host that the club has blocked.
pub fn barred(c: &mut Conn, actors: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let policy = domain::Policies::load(c)?;
    let gone = actors::suspended_at.is_not_null().or(actors::deleted_at.is_not_null());
    let rows: Vec<(ActorId, String, bool)> = actors::table
        .filter(actors::id.eq_any(actors))
        .filter(gone.or(actors::stall.is_null()))
        .select((actors::id, actors::host, gone))
        .load(c)?;
    Ok(rows.into_iter().filter(|(_, host, gone)| *gone || policy.blocks(host)).map(|(id, _, _)| id).collect())
}
