//! Whom an actor recommends on its page, out of those whom it follows.

#[cfg(test)]
mod tests;

use diesel::dsl::exists;
use diesel::prelude::*;
use store::Conn;

use crate::actor::{Actor, ActorId};
use crate::cut;
use crate::follow::FollowState;
use crate::range::Range;
use crate::schema::{actors, endorsements, follows};

store::id_type! {
    /// Names an endorsement; ordered by when it was given.
    pub EndorsementId
}

/// Recommends somebody; `false` for who is not followed.
pub fn set(c: &mut Conn, actor: ActorId, endorsed: ActorId) -> QueryResult<bool> {
    let follow = follows::table
        .filter(follows::follower_id.eq(actor))
        .filter(follows::followed_id.eq(endorsed))
        .filter(follows::state.eq(FollowState::Accepted));
    if !diesel::select(exists(follow)).get_result::<bool>(c)? {
        return Ok(false);
    }
    diesel::insert_into(endorsements::table)
        .values((
            endorsements::id.eq(EndorsementId::next()),
            endorsements::actor_id.eq(actor),
            endorsements::endorsed_id.eq(endorsed),
        ))
        .on_conflict_do_nothing()
        .execute(c)?;
    Ok(true)
}

/// Recommends somebody no more.
pub fn lift(c: &mut Conn, actor: ActorId, endorsed: ActorId) -> QueryResult<()> {
    let given = endorsements::table.filter(endorsements::actor_id.eq(actor));
    diesel::delete(given.filter(endorsements::endorsed_id.eq(endorsed))).execute(c)?;
    Ok(())
}

/// Whom an actor recommends, last recommended first.
pub fn list(c: &mut Conn, actor: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(EndorsementId, Actor)>> {
    let endorsed = endorsements::table
        .inner_join(actors::table.on(actors::id.eq(endorsements::endorsed_id)))
        .filter(endorsements::actor_id.eq(actor))
        .select((endorsements::id, Actor::as_select()));
    cut!(endorsed, endorsements::id, range, limit).load(c).map(|rows| range.arrange(rows))
}
