//! How an actor stands to others, for many of them at once.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use store::{Conn, clock};

use crate::actor::ActorId;
use crate::follow::{Follow, FollowState};
use crate::mute::Mute;
use crate::schema::{actor_domain_blocks, actor_notes, actors, blocks, endorsements, follows, mutes};

/// How a viewer and one other actor stand to each other.
#[derive(Debug, Clone)]
pub struct Relationship {
    /// The other.
    pub actor_id: ActorId,
    /// The viewer's follow of the other, whether it holds or waits.
    pub follow: Option<Follow>,
    /// How far a follow of the viewer by the other is.
    pub follow_back: Option<FollowState>,
    /// Whether the viewer blocks the other.
    pub blocks: bool,
    /// Whether the other blocks the viewer.
    pub is_blocked: bool,
    /// The viewer's mute of the other, where one is in force.
    pub mute: Option<Mute>,
    /// Whether the viewer hid the other's host for itself.
    pub hides_host: bool,
    /// Whether the viewer recommends the other.
    pub endorses: bool,
    /// What the viewer noted about the other; may be empty.
    pub note: String,
}

impl Relationship {
    /// How the viewer stands to one other. Errors: there is no such actor.
    pub fn get(c: &mut Conn, viewer: ActorId, other: ActorId) -> QueryResult<Self> {
        Self::gather(c, viewer, &[other])?.pop().ok_or(diesel::result::Error::NotFound)
    }

    /// How the viewer stands to these, in their order, in a constant number of queries; who does not exist is left out.
    pub fn gather(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<Vec<Self>> {
        let hosts: HashMap<ActorId, String> = actors::table
            .filter(actors::id.eq_any(others))
            .select((actors::id, actors::host))
            .load::<(ActorId, String)>(c)?
            .into_iter()
            .collect();
        let hidden = hidden(c, viewer, hosts.values())?;
        let (mut follows, back) = (follows_of(c, viewer, others)?, follows_back(c, viewer, others)?);
        let (blocked, blockers) = (blocked(c, viewer, others)?, blockers(c, viewer, others)?);
        let mut mutes = mutes_of(c, viewer, others)?;
        let (endorsed, mut notes) = (endorsed(c, viewer, others)?, notes(c, viewer, others)?);
        let known = others.iter().copied().filter_map(|id| hosts.get(&id).map(|host| (id, host)));
        Ok(known
            .map(|(id, host)| Self {
                actor_id: id,
                follow: follows.remove(&id),
                follow_back: back.get(&id).copied(),
                blocks: blocked.contains(&id),
                is_blocked: blockers.contains(&id),
                mute: mutes.remove(&id),
                hides_host: hidden.contains(host),
                endorses: endorsed.contains(&id),
                note: notes.remove(&id).unwrap_or_default(),
            })
            .collect())
    }
}

fn hidden<'a>(c: &mut Conn, viewer: ActorId, hosts: impl Iterator<Item = &'a String>) -> QueryResult<HashSet<String>> {
    let hosts: HashSet<&String> = hosts.collect();
    let own = actor_domain_blocks::table.filter(actor_domain_blocks::actor_id.eq(viewer));
    let hidden = own.filter(actor_domain_blocks::host.eq_any(hosts)).select(actor_domain_blocks::host).load(c)?;
    Ok(hidden.into_iter().collect())
}

fn follows_of(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashMap<ActorId, Follow>> {
    let own = follows::table.filter(follows::follower_id.eq(viewer)).filter(follows::followed_id.eq_any(others));
    let rows: Vec<Follow> = own.select(Follow::as_select()).load(c)?;
    Ok(rows.into_iter().map(|follow| (follow.followed_id, follow)).collect())
}

fn follows_back(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashMap<ActorId, FollowState>> {
    let theirs = follows::table.filter(follows::followed_id.eq(viewer)).filter(follows::follower_id.eq_any(others));
    let rows: Vec<(ActorId, FollowState)> = theirs.select((follows::follower_id, follows::state)).load(c)?;
    Ok(rows.into_iter().collect())
}

fn blocked(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let own = blocks::table.filter(blocks::blocker_id.eq(viewer)).filter(blocks::blocked_id.eq_any(others));
    Ok(own.select(blocks::blocked_id).load(c)?.into_iter().collect())
}

fn blockers(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let theirs = blocks::table.filter(blocks::blocked_id.eq(viewer)).filter(blocks::blocker_id.eq_any(others));
    Ok(theirs.select(blocks::blocker_id).load(c)?.into_iter().collect())
}

fn mutes_of(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashMap<ActorId, Mute>> {
    let rows: Vec<Mute> = mutes::table
        .filter(mutes::muter_id.eq(viewer))
        .filter(mutes::muted_id.eq_any(others))
        .filter(mutes::expires_at.is_null().or(mutes::expires_at.gt(clock::now())))
        .select(Mute::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(|mute| (mute.muted_id, mute)).collect())
}

fn endorsed(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let own = endorsements::table.filter(endorsements::actor_id.eq(viewer));
    let endorsed = own.filter(endorsements::endorsed_id.eq_any(others)).select(endorsements::endorsed_id).load(c)?;
    Ok(endorsed.into_iter().collect())
}

fn notes(c: &mut Conn, viewer: ActorId, others: &[ActorId]) -> QueryResult<HashMap<ActorId, String>> {
    let own = actor_notes::table.filter(actor_notes::actor_id.eq(viewer)).filter(actor_notes::about_id.eq_any(others));
    let rows: Vec<(ActorId, String)> = own.select((actor_notes::about_id, actor_notes::text)).load(c)?;
    Ok(rows.into_iter().collect())
}
