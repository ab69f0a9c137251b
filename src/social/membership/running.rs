//! Who acts for whom: everybody for oneself, and those who run a group of ours for it. Decided here, once.

use std::collections::HashSet;

use diesel::prelude::*;
use store::Conn;

use super::Role;
use crate::account;
use crate::actor::{Actor, ActorId};
use crate::schema::{accounts, actors, groups, memberships};

/// Whether somebody may act for an actor: for oneself, or for a group of ours that one runs.
pub fn may_act_for(c: &mut Conn, me: ActorId, actor: ActorId) -> QueryResult<bool> {
    Ok(me == actor || acting_for(c, me, &[actor])?.contains(&actor))
}

/// In whose name somebody does what only an object's author does to it: the author's, where that is the own to act for.
pub fn acting_as(c: &mut Conn, me: &Actor, author: ActorId) -> QueryResult<Actor> {
    if me.id != author && may_act_for(c, me.id, author)? { Actor::get(c, author) } else { Ok(me.clone()) }
}

/// For which of these actors somebody may act.
pub fn acting_for(c: &mut Conn, me: ActorId, among: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let mut acting: HashSet<ActorId> = among.iter().copied().filter(|actor| *actor == me).collect();
    let others: Vec<ActorId> = among.iter().copied().filter(|actor| *actor != me).collect();
    if others.is_empty() {
        return Ok(acting);
    }
    // Few of those whom a page shows are groups, and mostly none is.
    let groups: Vec<(ActorId, bool, Option<String>)> = groups::table
        .inner_join(actors::table.on(actors::id.eq(groups::actor_id)))
        .filter(groups::actor_id.eq_any(&others))
        .filter(actors::stall.is_not_null())
        .filter(actors::deleted_at.is_null())
        .select((groups::actor_id, groups::club, actors::stall))
        .load(c)?;
    if groups.is_empty() {
        return Ok(acting);
    }
    let ids: Vec<ActorId> = groups.iter().map(|(id, ..)| *id).collect();
    let run: HashSet<ActorId> = memberships::table
        .filter(memberships::actor_id.eq(me))
        .filter(memberships::group_id.eq_any(&ids))
        .filter(memberships::role.eq_any(Role::RUNNING))
        .select(memberships::group_id)
        .load(c)?
        .into_iter()
        .collect();
    let standing = standing(c, me)?;
    let led = led(c, &ids)?;
    for (id, club, _) in groups {
        let needed = if club { account::Role::Admin } else { account::Role::Moderator };
        let entrusted = (club || !led.contains(&id)) && standing.is_some_and(|role| role >= needed);
        if run.contains(&id) || entrusted {
            acting.insert(id);
        }
    }
    Ok(acting)
}

/// The groups of a stall that somebody may act for, by name: what one may choose from as an organiser.
pub fn run_by(c: &mut Conn, me: &Actor) -> QueryResult<Vec<Actor>> {
    let Some(stall) = me.stall.as_deref() else { return Ok(Vec::new()) };
    let all: Vec<Actor> = groups::table
        .inner_join(actors::table.on(actors::id.eq(groups::actor_id)))
        .filter(actors::stall.eq(stall))
        .filter(actors::deleted_at.is_null())
        .filter(actors::suspended_at.is_null())
        .order(actors::username)
        .select(Actor::as_select())
        .load(c)?;
    let ids: Vec<ActorId> = all.iter().map(|group| group.id).collect();
    let acting = acting_for(c, me.id, &ids)?;
    Ok(all.into_iter().filter(|group| acting.contains(&group.id)).collect())
}

/// Who acts for a group of ours, all of them here.
pub fn runners(c: &mut Conn, group: ActorId) -> QueryResult<Vec<ActorId>> {
    let Some((club, stall)) = groups::table
        .inner_join(actors::table.on(actors::id.eq(groups::actor_id)))
        .filter(groups::actor_id.eq(group))
        .select((groups::club, actors::stall))
        .first::<(bool, Option<String>)>(c)
        .optional()?
    else {
        return Ok(Vec::new());
    };
    let Some(stall) = stall else { return Ok(Vec::new()) };
    let mut runners: Vec<ActorId> = memberships::table
        .inner_join(actors::table.on(actors::id.eq(memberships::actor_id)))
        .filter(memberships::group_id.eq(group))
        .filter(memberships::role.eq_any(Role::RUNNING))
        .filter(actors::stall.is_not_null())
        .select(memberships::actor_id)
        .load(c)?;
    if club || !led(c, &[group])?.contains(&group) {
        let least = if club { account::Role::Admin } else { account::Role::Moderator };
        let roles: Vec<account::Role> = account::Role::ALL.iter().copied().filter(|role| *role >= least).collect();
        let entrusted: Vec<ActorId> = actors::table
            .inner_join(accounts::table.on(accounts::id.nullable().eq(actors::account_id)))
            .filter(actors::stall.eq(stall))
            .filter(actors::deleted_at.is_null())
            .filter(accounts::role.eq_any(roles))
            .filter(accounts::suspended_at.is_null())
            .select(actors::id)
            .load(c)?;
        runners.extend(entrusted.into_iter().filter(|actor| !runners.contains(actor)).collect::<Vec<_>>());
    }
    Ok(runners)
}

/// Who reads what is told to an actor: itself, or of a group of ours those who run it.
pub fn readers(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<ActorId>> {
    let runners = runners(c, actor)?;
    Ok(if runners.is_empty() { vec![actor] } else { runners })
}

/// Which of these groups somebody of ours acts for by a role in it.
fn led(c: &mut Conn, groups: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let led: Vec<ActorId> = memberships::table
        .inner_join(actors::table.on(actors::id.eq(memberships::actor_id)))
        .filter(memberships::group_id.eq_any(groups))
        .filter(memberships::role.eq_any(Role::RUNNING))
        .filter(actors::stall.is_not_null())
        .filter(actors::deleted_at.is_null())
        .filter(actors::suspended_at.is_null())
        .select(memberships::group_id)
        .load(c)?;
    Ok(led.into_iter().collect())
}

/// What somebody is in the club.
fn standing(c: &mut Conn, me: ActorId) -> QueryResult<Option<account::Role>> {
    actors::table
        .inner_join(accounts::table.on(accounts::id.nullable().eq(actors::account_id)))
        .filter(actors::id.eq(me))
        .filter(accounts::suspended_at.is_null())
        .filter(accounts::deleted_at.is_null())
        .select(accounts::role)
        .first(c)
        .optional()
}
