//! Memberships of groups: `Join`, `Leave` and `Invite`, what answers them, and `Remove`, as Mobilizon has them. What begins a
//! membership is its id; answers name or embed that, or a `Member` by the same id.

use social::actor::{Actor, ActorKind};
use social::membership::{Membership, MembershipError, Role};
use store::Conn;
use vocab::{ActivityType, Iri, Ref};

use super::{Arrival, Outcome, Stop, Verdict};

/// What an activity comes to that is about a membership; none where it is about something else.
pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Verdict>, Stop> {
    match got.activity.kind {
        ActivityType::Join => join(c, got),
        ActivityType::Leave => leave(c, got, got.activity.object_id()),
        ActivityType::Undo => {
            let inner = got.activity.own_activity().filter(|inner| inner.kind == ActivityType::Join);
            leave(c, got, inner.and_then(|inner| inner.object_id()))
        }
        ActivityType::Invite => invite(c, got),
        ActivityType::Accept | ActivityType::Reject => answer(c, got),
        ActivityType::Remove => remove(c, got),
        ActivityType::Update => change(c, got),
        _ => Ok(None),
    }
}

fn group_of_ours(c: &mut Conn, got: &Arrival<'_>, id: Option<&Iri>) -> Result<Option<Actor>, Stop> {
    match id {
        Some(id) => Ok(got.local_actor(c, id)?.filter(|actor| actor.kind == ActorKind::Group)),
        None => Ok(None),
    }
}

fn join(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Verdict>, Stop> {
    let Some(group) = group_of_ours(c, got, got.activity.object_id())? else { return Ok(None) };
    if got.activity.id.is_none() {
        return Stop::refuse("a join without an id cannot be answered");
    }
    told(Membership::receive_join(c, got.hosts, &got.id(), &group, got.actor), "answered by a refusal").map(Some)
}

fn leave(c: &mut Conn, got: &Arrival<'_>, group: Option<&Iri>) -> Result<Option<Verdict>, Stop> {
    let Some(group) = group_of_ours(c, got, group)? else { return Ok(None) };
    match Membership::find(c, group.id, got.actor.id)? {
        Some(membership) => membership.end(c)?,
        None => return Verdict::ignored("who leaves does not belong to it").map(Some),
    }
    Ok(Some(Verdict::Accepted))
}

/// Only a group's own server asks for it, in the name of the group or of who runs it.
fn invite(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Verdict>, Stop> {
    let Some(target) = got.activity.target.as_ref().and_then(Ref::id) else { return Ok(None) };
    let Some(whom) = got.local_actor(c, target)? else { return Ok(None) };
    let about = got.object_id()?;
    if got.is_ours(about) {
        return Ok(None);
    }
    let Some(group) = got.find_actor(c, about)? else { return Ok(None) };
    if group.kind != ActorKind::Group {
        return Ok(None);
    }
    if !speaks_for(got.actor, &group) || got.activity.id.is_none() {
        return Stop::refuse("it is not the actor's to ask");
    }
    told(Membership::receive_invite(c, &got.id(), &group, &whom), "nobody is asked").map(Some)
}

/// An answer to what one of ours asked a group elsewhere, or to what a group of ours asked somebody elsewhere.
fn answer(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Verdict>, Stop> {
    let Some(id) = got.activity.object_id() else { return Ok(None) };
    let Some(membership) = Membership::find_by_uri(c, id.as_str())? else { return Ok(None) };
    let consents = got.activity.kind == ActivityType::Accept;
    let group = Actor::get(c, membership.group_id)?;
    if group.is_local() {
        if membership.actor_id != got.actor.id || membership.role != Role::Invited {
            return Stop::refuse("nobody waits for that answer");
        }
        let taken = if consents { membership.accept(c, got.hosts).map(drop) } else { Ok(membership.end(c)?) };
        return told(taken, "it cannot be").map(Some);
    }
    if !speaks_for(got.actor, &group) {
        return Stop::refuse("it is not the actor's to answer");
    }
    match consents {
        true => told(membership.hold(c, got.hosts), "it cannot be").map(Some),
        false => membership.end(c).map(|()| Some(Verdict::Accepted)).map_err(Stop::from),
    }
}

/// A group elsewhere puts one of ours out, named by the membership or by who it is.
fn remove(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Verdict>, Stop> {
    let Some(from) = got.activity.origin.as_ref().and_then(Ref::id) else { return Ok(None) };
    let Some(group) = Actor::find_by_uri(c, from.as_str())?.filter(|group| !group.is_local()) else { return Ok(None) };
    let id = got.object_id()?;
    let by_id = Membership::find_by_uri(c, id.as_str())?.filter(|membership| membership.group_id == group.id);
    let membership = match (by_id, got.local_actor(c, id)?) {
        (Some(membership), _) => Some(membership),
        (None, Some(member)) => Membership::find(c, group.id, member.id)?,
        (None, None) => None,
    };
    let Some(membership) = membership else { return Ok(None) };
    if !speaks_for(got.actor, &group) {
        return Stop::refuse("it is not the actor's to put anybody out");
    }
    membership.end(c)?;
    Ok(Some(Verdict::Accepted))
}

/// A group elsewhere gives one of ours another role.
fn change(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Verdict>, Stop> {
    let Some(id) = got.activity.object_id() else { return Ok(None) };
    let Some(membership) = Membership::find_by_uri(c, id.as_str())? else { return Ok(None) };
    let group = Actor::get(c, membership.group_id)?;
    if group.is_local() || !speaks_for(got.actor, &group) {
        return Stop::refuse("it is not the actor's to change");
    }
    // A `Member` has an actor and an object, and so looks like an activity.
    let told = got.activity.claimed_activity().and_then(|member| member.extra.get("role")?.as_str()?.parse().ok());
    let Some(role) = told else { return Verdict::ignored("it names no role that is known").map(Some) };
    membership.note(c, role)?;
    Ok(Some(Verdict::Accepted))
}

/// Whether an actor may speak for a group elsewhere: it is the group, or lives at the same server, which answers for its own.
fn speaks_for(actor: &Actor, group: &Actor) -> bool {
    actor.id == group.id || Iri::new(&actor.uri).same_origin(&Iri::new(&group.uri))
}

fn told<T>(outcome: Result<T, MembershipError>, otherwise: &str) -> Outcome {
    match outcome {
        Ok(_) => Ok(Verdict::Accepted),
        Err(MembershipError::Database(error)) => Err(error.into()),
        Err(reason) => Verdict::ignored(format!("{otherwise}: {reason}")),
    }
}
