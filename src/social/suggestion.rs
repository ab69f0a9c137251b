//! Whom to follow: friends of friends, and the members of one's own stall.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use store::{Backend, Conn};

use crate::actor::{Actor, ActorId};
use crate::directory;
use crate::follow::FollowState;
use crate::schema::{actors, follows, suggestion_dismissals};

/// How many friends of friends are looked at: those with the most friends.
const LOOKED_AT: i64 = 200;

/// Why somebody is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody whom the reader follows follows them.
    FriendOfFriends,
    /// They are a member of the reader's stall.
    Neighbour,
}

/// Somebody whom the reader might want to follow.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// Who.
    pub actor: Actor,
    /// Why; at least one.
    pub reasons: Vec<Reason>,
}

/// Suggestions for a local actor: those whom most of its friends follow, then members of its stall, the most followed first.
/// Nobody is suggested who is followed or asked already, was dismissed, does not want to be found, or is unwanted.
pub fn list(c: &mut Conn, reader: &Actor, limit: usize) -> QueryResult<Vec<Suggestion>> {
    let friends = friends_of_friends(c, reader.id)?;
    let mut found: Vec<Suggestion> = friends.into_iter().map(|actor| because(actor, Reason::FriendOfFriends)).collect();
    for neighbour in neighbours(c, reader, limit as i64)? {
        match found.iter_mut().find(|known| known.actor.id == neighbour.id) {
            Some(known) => known.reasons.push(Reason::Neighbour),
            None => found.push(because(neighbour, Reason::Neighbour)),
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// Suggests somebody no more.
pub fn dismiss(c: &mut Conn, reader: ActorId, dismissed: ActorId) -> QueryResult<()> {
    diesel::insert_into(suggestion_dismissals::table)
        .values((suggestion_dismissals::actor_id.eq(reader), suggestion_dismissals::dismissed_id.eq(dismissed)))
        .on_conflict_do_nothing()
        .execute(c)?;
    Ok(())
}

fn because(actor: Actor, reason: Reason) -> Suggestion {
    Suggestion { actor, reasons: vec![reason] }
}

/// Whom those follow whom the reader follows, the most common first. Who keeps to themself whom they follow is not asked.
fn friends_of_friends(c: &mut Conn, reader: ActorId) -> QueryResult<Vec<Actor>> {
    let (own, known) = diesel::alias!(follows as own, follows as known);
    let friends = own
        .inner_join(actors::table.on(actors::id.eq(own.field(follows::followed_id))))
        .filter(own.field(follows::follower_id).eq(reader))
        .filter(own.field(follows::state).eq(FollowState::Accepted))
        .filter(actors::follows_hidden.eq(false))
        .select(own.field(follows::followed_id));
    let known = known.filter(known.field(follows::follower_id).eq(reader)).select(known.field(follows::followed_id));
    let rows: Vec<(ActorId, i64)> = follows::table
        .filter(follows::follower_id.eq_any(friends))
        .filter(follows::state.eq(FollowState::Accepted))
        .filter(follows::followed_id.ne_all(known))
        .group_by(follows::followed_id)
        .order(count_star().desc())
        .limit(LOOKED_AT)
        .select((follows::followed_id, count_star()))
        .load(c)?;
    let friends: HashMap<ActorId, i64> = rows.into_iter().collect();
    let ids: Vec<ActorId> = friends.keys().copied().collect();
    let found = unknown_to(reader).filter(actors::id.eq_any(ids)).select(Actor::as_select()).load(c)?;
    let mut found = directory::unsilenced(c, found)?;
    found.sort_by_key(|actor| std::cmp::Reverse((friends.get(&actor.id).copied(), actor.followers_count, actor.id)));
    Ok(found)
}

/// The members of the reader's stall, the most followed first.
fn neighbours(c: &mut Conn, reader: &Actor, limit: i64) -> QueryResult<Vec<Actor>> {
    unknown_to(reader.id)
        .filter(actors::stall.eq(reader.stall.clone()))
        .filter(actors::account_id.is_not_null())
        .order((actors::followers_count.desc(), actors::id.desc()))
        .limit(limit)
        .select(Actor::as_select())
        .load(c)
}

/// Who may be suggested to the reader and is not followed, asked or dismissed.
fn unknown_to(reader: ActorId) -> actors::BoxedQuery<'static, Backend> {
    let followed = follows::table.filter(follows::follower_id.eq(reader)).select(follows::followed_id);
    let dismissed = suggestion_dismissals::table
        .filter(suggestion_dismissals::actor_id.eq(reader))
        .select(suggestion_dismissals::dismissed_id);
    directory::listed(Some(reader))
        .filter(actors::id.ne(reader))
        .filter(actors::id.ne_all(followed))
        .filter(actors::id.ne_all(dismissed))
}
