//! Which of those whom a reader follows follow somebody too: a reason to trust a stranger.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use store::Conn;

use crate::actor::{Actor, ActorId};
use crate::follow::FollowState;
use crate::schema::{actors, follows};

/// Of those whom `viewer` follows, who follows each of `others`, last followed first. Who keeps to themself whom they follow
/// or who follows them is passed over.
pub fn followers(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashMap<ActorId, Vec<Actor>>> {
    let open: HashSet<ActorId> = actors::table
        .filter(actors::id.eq_any(others))
        .filter(actors::follows_hidden.eq(false))
        .select(actors::id)
        .load(c)?
        .into_iter()
        .collect();
    let own = diesel::alias!(follows as own);
    let friends = own
        .filter(own.field(follows::follower_id).eq(viewer))
        .filter(own.field(follows::state).eq(FollowState::Accepted))
        .select(own.field(follows::followed_id));
    let rows: Vec<(ActorId, Actor)> = follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::followed_id.eq_any(open))
        .filter(follows::state.eq(FollowState::Accepted))
        .filter(follows::follower_id.eq_any(friends))
        .filter(actors::follows_hidden.eq(false))
        .filter(actors::suspended_at.is_null())
        .filter(actors::deleted_at.is_null())
        .order(follows::id.desc())
        .select((follows::followed_id, Actor::as_select()))
        .load(c)?;
    let mut familiar: HashMap<ActorId, Vec<Actor>> = HashMap::new();
    for (of, follower) in rows {
        familiar.entry(of).or_default().push(follower);
    }
    Ok(familiar)
}
