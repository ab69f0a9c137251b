//! Timelines: what followed actors publish is written into the timelines of their followers when it comes,
//! so that reading a page costs the same whatever is stored.
//!
//! The owner of a timeline is a local actor. A stall's own actor owns the stall's federated timeline.

mod list;
mod reading;

use std::collections::HashSet;

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, Json, clock, snowflake};

use crate::actor::{Actor, ActorId};
use crate::boost::{Boost, BoostId};
use crate::domain::{DomainPolicy, Severity};
use crate::follow::FollowState;
use crate::object::{Object, ObjectId};
use crate::schema::{actors, follows, list_members, lists, object_tags, objects, tag_follows, timeline_entries};
use crate::visibility::Visibility;

pub use list::of_list;
pub(crate) use reading::sift;
pub(crate) use reading::wanted;
pub use reading::{Choice, direct, local, of_actor, read, read_kind, tagged};

store::id_type! {
    /// Orders a timeline: the object's id, or the boost's.
    pub EntryId
}

/// How many objects a new follow brings into the follower's timeline.
const FILL: i64 = 40;

/// A row of `timeline_entries`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = timeline_entries)]
pub struct Entry {
    /// Whose timeline.
    pub owner_id: ActorId,
    /// Its place in it.
    pub id: EntryId,
    /// What is shown.
    pub object_id: ObjectId,
    /// Who published that.
    pub author_id: ActorId,
    /// The boost that brought it.
    pub boost_id: Option<BoostId>,
    /// Who boosted.
    pub booster_id: Option<ActorId>,
}

/// Puts a new object into the timelines that it belongs in.
pub(crate) fn spread(c: &mut Conn, object: &Object) -> QueryResult<()> {
    if object.visibility == Visibility::Direct {
        return Ok(());
    }
    let author = Actor::get(c, object.actor_id)?;
    let followers = local_followers(c, author.id, false)?;
    let readers = followers.iter().filter(|follower| follower.reads(object.language.as_deref())).map(|f| f.id);
    let mut owners: HashSet<ActorId> = readers_of_reply(c, object, readers.collect())?;
    if author.is_local() {
        owners.insert(author.id);
    }
    exclude(c, &mut owners, author.id)?;
    if object.visibility == Visibility::Public {
        owners.extend(followers_of_tags(c, object, &author)?);
        owners.extend(federated(c, &author, followers.iter().filter_map(|f| f.stall.as_deref()))?);
    }
    for owner in owners {
        put(
            c,
            &Entry {
                owner_id: owner,
                id: EntryId(object.id.0),
                object_id: object.id,
                author_id: author.id,
                boost_id: None,
                booster_id: None,
            },
        )?;
    }
    Ok(())
}

/// Puts a boost into the timelines of the booster's followers, unless they saw the object within a day.
pub(crate) fn spread_boost(c: &mut Conn, boost: &Boost, object: &Object) -> QueryResult<()> {
    let mut owners: HashSet<ActorId> = local_followers(c, boost.actor_id, true)?.into_iter().map(|f| f.id).collect();
    if Actor::get(c, boost.actor_id)?.is_local() {
        owners.insert(boost.actor_id);
    }
    exclude(c, &mut owners, boost.actor_id)?;
    let since = EntryId(snowflake::at((clock::now() - Duration::days(1)).and_utc()));
    let ids: Vec<ActorId> = owners.iter().copied().collect();
    let seen: Vec<ActorId> = timeline_entries::table
        .filter(timeline_entries::object_id.eq(object.id))
        .filter(timeline_entries::owner_id.eq_any(ids))
        .filter(timeline_entries::id.gt(since))
        .select(timeline_entries::owner_id)
        .load(c)?;
    for owner in owners {
        if !seen.contains(&owner) && owner != object.actor_id {
            put(
                c,
                &Entry {
                    owner_id: owner,
                    id: EntryId(boost.id.0),
                    object_id: object.id,
                    author_id: object.actor_id,
                    boost_id: Some(boost.id),
                    booster_id: Some(boost.actor_id),
                },
            )?;
        }
    }
    Ok(())
}

fn put(c: &mut Conn, entry: &Entry) -> QueryResult<()> {
    diesel::insert_into(timeline_entries::table).values(entry).on_conflict_do_nothing().execute(c)?;
    Ok(())
}

/// A local follower of somebody.
#[derive(Queryable)]
struct Follower {
    id: ActorId,
    stall: Option<String>,
    languages: Json<Vec<String>>,
}

impl Follower {
    /// Whether it wants what is written in that language. Whoever reads French reads it as it is written in Canada; what
    /// nobody knows the language of is for everybody.
    fn reads(&self, language: Option<&str>) -> bool {
        let knows = |language: &str| self.languages.iter().any(|own| own == language);
        let reads = |language: &str| knows(language) || language.split('-').next().is_some_and(knows);
        self.languages.is_empty() || language.is_none_or(reads)
    }
}

/// The local followers of an actor; for a boost those who want to see boosts.
fn local_followers(c: &mut Conn, of: ActorId, boosts: bool) -> QueryResult<Vec<Follower>> {
    let mut query = follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::followed_id.eq(of))
        .filter(follows::state.eq(FollowState::Accepted))
        .filter(actors::stall.is_not_null())
        .select((actors::id, actors::stall, follows::languages))
        .into_boxed();
    if boosts {
        query = query.filter(follows::show_boosts.eq(true));
    }
    query.load(c)
}

/// Of an answer's followers those who follow both sides, or are answered: others would read half a talk.
fn readers_of_reply(c: &mut Conn, object: &Object, followers: HashSet<ActorId>) -> QueryResult<HashSet<ActorId>> {
    if object.in_reply_to_uri.is_none() || followers.is_empty() {
        return Ok(followers);
    }
    let Some(parent) = object.in_reply_to_id.map(|id| Object::find(c, id)).transpose()?.flatten() else {
        return Ok(HashSet::new());
    };
    if parent.actor_id == object.actor_id {
        return Ok(followers);
    }
    let ids: Vec<ActorId> = followers.iter().copied().collect();
    let mut readers: HashSet<ActorId> = follows::table
        .filter(follows::followed_id.eq(parent.actor_id))
        .filter(follows::follower_id.eq_any(ids))
        .filter(follows::state.eq(FollowState::Accepted))
        .select(follows::follower_id)
        .load(c)?
        .into_iter()
        .collect();
    if followers.contains(&parent.actor_id) {
        readers.insert(parent.actor_id);
    }
    Ok(readers)
}

/// Leaves out who keeps the author on a list that is exclusive.
fn exclude(c: &mut Conn, owners: &mut HashSet<ActorId>, author: ActorId) -> QueryResult<()> {
    let exclusive: Vec<ActorId> = lists::table
        .inner_join(list_members::table.on(list_members::list_id.eq(lists::id)))
        .filter(list_members::actor_id.eq(author))
        .filter(lists::exclusive.eq(true))
        .select(lists::actor_id)
        .load(c)?;
    for owner in exclusive {
        owners.remove(&owner);
    }
    Ok(())
}

/// Who follows a hashtag of a public object.
fn followers_of_tags(c: &mut Conn, object: &Object, author: &Actor) -> QueryResult<Vec<ActorId>> {
    if author.silenced_at.is_some() {
        return Ok(Vec::new());
    }
    object_tags::table
        .inner_join(tag_follows::table.on(tag_follows::tag_id.eq(object_tags::tag_id)))
        .filter(object_tags::object_id.eq(object.id))
        .select(tag_follows::actor_id)
        .distinct()
        .load(c)
}

/// The stalls whose federated timeline shows the author: its own, and those where somebody follows it.
fn federated<'a>(
    c: &mut Conn,
    author: &'a Actor,
    followers: impl Iterator<Item = &'a str>,
) -> QueryResult<Vec<ActorId>> {
    let is_silence = |policy: DomainPolicy| policy.severity == Severity::Silence;
    if author.silenced_at.is_some() || DomainPolicy::nearest(c, &author.host)?.is_some_and(is_silence) {
        return Ok(Vec::new());
    }
    let stalls: HashSet<&str> = followers.chain(author.stall.as_deref()).collect();
    let mut owners = Vec::new();
    for stall in stalls {
        owners.extend(Actor::id_of_stall(c, stall)?);
    }
    Ok(owners)
}

/// Brings the newest objects of somebody just followed into the follower's timeline.
pub(crate) fn fill(c: &mut Conn, owner: ActorId, author: ActorId) -> QueryResult<()> {
    if !Actor::get(c, owner)?.is_local() {
        return Ok(());
    }
    let newest: Vec<ObjectId> = objects::table
        .filter(objects::actor_id.eq(author))
        .filter(objects::deleted_at.is_null())
        .filter(objects::in_reply_to_uri.is_null())
        .filter(objects::visibility.ne(Visibility::Direct))
        .order(objects::id.desc())
        .limit(FILL)
        .select(objects::id)
        .load(c)?;
    for id in newest {
        put(
            c,
            &Entry {
                owner_id: owner,
                id: EntryId(id.0),
                object_id: id,
                author_id: author,
                boost_id: None,
                booster_id: None,
            },
        )?;
    }
    Ok(())
}

/// Takes out of a timeline what somebody brought into it.
pub(crate) fn withdraw(c: &mut Conn, owner: ActorId, other: ActorId) -> QueryResult<()> {
    diesel::delete(
        timeline_entries::table
            .filter(timeline_entries::owner_id.eq(owner))
            .filter(timeline_entries::author_id.eq(other).and(timeline_entries::booster_id.is_null())),
    )
    .execute(c)?;
    diesel::delete(
        timeline_entries::table
            .filter(timeline_entries::owner_id.eq(owner))
            .filter(timeline_entries::booster_id.eq(other)),
    )
    .execute(c)?;
    Ok(())
}

/// Takes a boost out of all timelines; returns whose they are.
pub(crate) fn withdraw_boost(c: &mut Conn, boost: &Boost) -> QueryResult<Vec<ActorId>> {
    // The index is on the object.
    let of_object = timeline_entries::table.filter(timeline_entries::object_id.eq(boost.object_id));
    diesel::delete(of_object.filter(timeline_entries::boost_id.eq(boost.id)))
        .returning(timeline_entries::owner_id)
        .get_results(c)
}

/// Takes an object out of all timelines, however it came into them; returns where it was.
pub(crate) fn withdraw_object(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<(EntryId, ActorId)>> {
    diesel::delete(timeline_entries::table.filter(timeline_entries::object_id.eq(object)))
        .returning((timeline_entries::id, timeline_entries::owner_id))
        .get_results(c)
}

/// Forgets all but the newest `keep` entries of a timeline; returns how many went.
pub fn prune(c: &mut Conn, owner: ActorId, keep: i64) -> QueryResult<usize> {
    let edge: Option<EntryId> = timeline_entries::table
        .filter(timeline_entries::owner_id.eq(owner))
        .order(timeline_entries::id.desc())
        .offset(keep)
        .select(timeline_entries::id)
        .first(c)
        .optional()?;
    let Some(edge) = edge else { return Ok(0) };
    diesel::delete(
        timeline_entries::table.filter(timeline_entries::owner_id.eq(owner)).filter(timeline_entries::id.le(edge)),
    )
    .execute(c)
}
