//! The timeline of a list: what its members publish and boost.

use diesel::dsl::exists;
use diesel::prelude::*;
use store::Conn;

use super::reading::entries;
use super::{Entry, EntryId};
use crate::actor::ActorId;
use crate::boost::BoostId;
use crate::cut;
use crate::follow::FollowState;
use crate::list::{List, RepliesPolicy};
use crate::object::ObjectId;
use crate::range::Range;
use crate::schema::{boosts, follows, list_members, objects};
use crate::visibility::Visibility;

/// What the members of a list publish and boost, as its owner sees it, newest first. Of answers it has those to their own
/// authors, to the owner, and to whom the list's policy allows.
pub fn of_list(c: &mut Conn, list: &List, range: Range, limit: usize) -> QueryResult<Vec<Entry>> {
    let members: Vec<ActorId> =
        list_members::table.filter(list_members::list_id.eq(list.id)).select(list_members::actor_id).load(c)?;
    let boosters: Vec<ActorId> =
        followed(list.actor_id).filter(follows::followed_id.eq_any(&members)).filter(follows::show_boosts).load(c)?;
    let mut answered = match list.replies_policy {
        RepliesPolicy::Followed => followed(list.actor_id).load(c)?,
        RepliesPolicy::List => members.clone(),
        RepliesPolicy::None => Vec::new(),
    };
    answered.push(list.actor_id);
    entries(c, Some(list.actor_id), range, limit, |c, range, limit| {
        let mut batch = published(c, list, &members, &answered, range, limit)?;
        batch.extend(boosted(c, list, &boosters, range, limit)?);
        batch.sort_by_key(|entry| if range.is_upward() { entry.id.0 } else { -entry.id.0 });
        batch.truncate(limit as usize);
        Ok(batch)
    })
}

/// Whom an actor follows.
#[diesel::dsl::auto_type]
fn followed(by: ActorId) -> _ {
    let holds: FollowState = FollowState::Accepted;
    follows::table.filter(follows::follower_id.eq(by)).filter(follows::state.eq(holds)).select(follows::followed_id)
}

fn published(
    c: &mut Conn,
    list: &List,
    members: &[ActorId],
    answered: &[ActorId],
    range: Range,
    limit: i64,
) -> QueryResult<Vec<Entry>> {
    let parents = diesel::alias!(objects as parents);
    let author = parents.field(objects::actor_id);
    let fit = parents
        .filter(parents.field(objects::id).nullable().eq(objects::in_reply_to_id))
        .filter(author.eq(objects::actor_id).or(author.eq_any(answered)));
    let theirs = objects::table
        .filter(objects::actor_id.eq_any(members))
        .filter(objects::deleted_at.is_null())
        .filter(objects::visibility.ne(Visibility::Direct))
        .filter(objects::in_reply_to_uri.is_null().or(exists(fit)))
        .select((objects::id, objects::actor_id));
    let rows: Vec<(ObjectId, ActorId)> = cut!(theirs, objects::id, range, limit).load(c)?;
    let entry = |(id, author): (ObjectId, ActorId)| Entry {
        owner_id: list.actor_id,
        id: EntryId(id.0),
        object_id: id,
        author_id: author,
        boost_id: None,
        booster_id: None,
    };
    Ok(rows.into_iter().map(entry).collect())
}

fn boosted(c: &mut Conn, list: &List, boosters: &[ActorId], range: Range, limit: i64) -> QueryResult<Vec<Entry>> {
    let theirs = boosts::table
        .inner_join(objects::table.on(objects::id.eq(boosts::object_id)))
        .filter(boosts::actor_id.eq_any(boosters))
        .filter(objects::deleted_at.is_null())
        .filter(objects::actor_id.ne(list.actor_id))
        .select((boosts::id, boosts::actor_id, objects::id, objects::actor_id));
    let rows: Vec<(BoostId, ActorId, ObjectId, ActorId)> = cut!(theirs, boosts::id, range, limit).load(c)?;
    let entry = |(id, booster, object, author): (BoostId, ActorId, ObjectId, ActorId)| Entry {
        owner_id: list.actor_id,
        id: EntryId(id.0),
        object_id: object,
        author_id: author,
        boost_id: Some(id),
        booster_id: Some(booster),
    };
    Ok(rows.into_iter().map(entry).collect())
}
