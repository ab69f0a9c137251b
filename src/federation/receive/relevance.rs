//! Whether an object concerns anybody here. What concerns nobody is not kept, however kindly it was sent.

use diesel::prelude::*;
use social::actor::{Actor, ActorId};
use social::collection_follow;
use social::follow::FollowState;
use social::object::Object;
use social::schema::{actors, follows};
use store::Conn;
use store::uri::Hosts;
use vocab::Iri;

use crate::object::Incoming;

/// How many addressees are looked at.
const MOST: usize = 500;

/// Whether a local actor follows its author or a collection of its author's, is addressed or mentioned, or wrote what it answers or
/// quotes; or whether it answers somebody whom a local actor follows.
pub(super) fn concerns_somebody(c: &mut Conn, hosts: &Hosts, incoming: &Incoming, author: &Actor) -> QueryResult<bool> {
    if is_followed(c, author.id)? || addresses_local(c, hosts, incoming)? {
        return Ok(true);
    }
    if collection_follow::is_followed(c, author.id)? {
        return Ok(true);
    }
    for other in [&incoming.in_reply_to, &incoming.quote].into_iter().flatten() {
        if let Some(object) = Object::find_by_uri(c, other.as_str())?
            && (object.is_local() || is_followed(c, object.actor_id)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a local actor follows that one.
pub(super) fn is_followed(c: &mut Conn, actor: ActorId) -> QueryResult<bool> {
    let by_local = follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::followed_id.eq(actor))
        .filter(follows::state.eq(FollowState::Accepted))
        .filter(actors::stall.is_not_null());
    diesel::select(diesel::dsl::exists(by_local)).get_result(c)
}

fn addresses_local(c: &mut Conn, hosts: &Hosts, incoming: &Incoming) -> QueryResult<bool> {
    let is_ours = |iri: &&Iri| iri.url().is_some_and(|url| hosts.local_actor(&url).is_some());
    let ours: Vec<&str> =
        incoming.addressing.named().chain(&incoming.mentions).take(MOST).filter(is_ours).map(Iri::as_str).collect();
    if ours.is_empty() {
        return Ok(false);
    }
    let living = actors::table
        .filter(actors::uri.eq_any(ours))
        .filter(actors::stall.is_not_null())
        .filter(actors::deleted_at.is_null());
    diesel::select(diesel::dsl::exists(living)).get_result(c)
}
