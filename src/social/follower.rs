//! Followers by server: what two servers compare to find out whether they believe in the same follows (FEP-8fcf).

use diesel::prelude::*;
use store::Conn;
use store::uri::Hosts;
use vocab::{ActivityType, Iri};

use crate::actor::{Actor, ActorId};
use crate::follow::{Follow, FollowState};
use crate::outbox::{self, Audience};
use crate::schema::{actors, follows};

/// The signal raised when somebody follows, or follows no more.
pub const SIGNAL: &str = "followers";

/// The ids of the remote actors that follow an actor.
pub fn remote(c: &mut Conn, followed: ActorId) -> QueryResult<Vec<String>> {
    follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::followed_id.eq(followed))
        .filter(follows::state.eq(FollowState::Accepted))
        .filter(actors::stall.is_null())
        .select(actors::uri)
        .load(c)
}

/// The follows by actors of a stall, in any state, with who follows.
pub fn of_stall(c: &mut Conn, followed: ActorId, stall: &str) -> QueryResult<Vec<(Follow, Actor)>> {
    follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::followed_id.eq(followed))
        .filter(actors::stall.eq(stall))
        .order(follows::id)
        .select((Follow::as_select(), Actor::as_select()))
        .load(c)
}

/// Tells a remote actor that somebody here does not follow it, whatever it believes: `Undo` of a `Follow` that nobody here
/// knows of.
pub fn disown(c: &mut Conn, hosts: &Hosts, follower: &Actor, followed: &Actor) -> QueryResult<()> {
    let unknown = follower.home(hosts)?.activity(store::snowflake::next());
    let mut follow = outbox::about(ActivityType::Follow, &follower.uri, &followed.uri);
    follow.id = Some(Iri::new(unknown.as_str()));
    let undo = outbox::embed(ActivityType::Undo, &follower.uri, follow);
    outbox::write(c, hosts, follower, undo, None, Audience::of([followed.id])).map(drop)
}
