//! Lists of follows, the newest first.

use diesel::prelude::*;
use store::Conn;

use super::{Follow, FollowState};
use crate::actor::{Actor, ActorId};
use crate::cut;
use crate::range::Range;
use crate::schema::{actors, follows};

impl Follow {
    /// Who asked to follow a local actor and waits.
    pub fn requests(c: &mut Conn, of: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(Self, Actor)>> {
        let pending = follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .filter(follows::followed_id.eq(of))
            .filter(follows::state.eq(FollowState::Pending))
            .select((Self::as_select(), Actor::as_select()));
        cut!(pending, follows::id, range, limit).load(c).map(|rows| range.arrange(rows))
    }

    /// How many asked to follow a local actor and wait.
    pub fn count_requests(c: &mut Conn, of: ActorId) -> QueryResult<i64> {
        let pending =
            follows::table.filter(follows::followed_id.eq(of)).filter(follows::state.eq(FollowState::Pending));
        pending.count().get_result(c)
    }

    /// Who follows an actor.
    pub fn followers(c: &mut Conn, of: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(Self, Actor)>> {
        let followers = follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .filter(follows::followed_id.eq(of))
            .filter(follows::state.eq(FollowState::Accepted))
            .select((Self::as_select(), Actor::as_select()));
        cut!(followers, follows::id, range, limit).load(c).map(|rows| range.arrange(rows))
    }

    /// Whom an actor follows.
    pub fn following(c: &mut Conn, of: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(Self, Actor)>> {
        let following = follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::followed_id)))
            .filter(follows::follower_id.eq(of))
            .filter(follows::state.eq(FollowState::Accepted))
            .select((Self::as_select(), Actor::as_select()));
        cut!(following, follows::id, range, limit).load(c).map(|rows| range.arrange(rows))
    }
}
