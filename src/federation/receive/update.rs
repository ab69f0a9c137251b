//! `Update`: somebody changed a profile, an object, or the figures of a poll.

use social::actor::Actor;
use social::key::ActorKey;
use social::object::Object;
use store::Conn;

use super::{Arrival, Outcome, Stop, Verdict, create, further, member};
use crate::actor::{self, Profile};
use crate::authenticate::Authentic;
use crate::jobs::FetchActor;

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if let Some(actor) = got.activity.vouched_actor() {
        return change_profile(c, got.actor, actor);
    }
    if let Some(verdict) = member::receive(c, got)? {
        return Ok(verdict);
    }
    let id = got.object_id()?;
    if let Some(other) = Actor::find_by_uri(c, id.as_str())? {
        return renew_actor(c, got, &other);
    }
    match got.incoming {
        Some(Ok(incoming)) => create::take_in(c, got.hosts, incoming, got.actor),
        Some(Err(reason)) => Verdict::ignored(reason.to_string()),
        None => match Object::find_by_uri(c, id.as_str())? {
            Some(known) if known.is_local() => Stop::refuse("it is an object of ours"),
            Some(_) => create::take_in_from_origin(c, got),
            None => match further::offer(c, got)? {
                Some(verdict) => Ok(verdict),
                None => Verdict::ignored("it is about something that is not here"),
            },
        },
    }
}

/// Takes over a profile, its keys and its handle aside: those only its own server can change.
fn change_profile(c: &mut Conn, known: &Actor, wire: Authentic<vocab::Actor>) -> Outcome {
    let profile = match wire.try_map(|wire| Profile::from_wire(&wire)) {
        Ok(profile) => profile,
        Err(reason) => return Stop::refuse(reason.to_string()),
    };
    let keys: Vec<String> = ActorKey::of(c, known.id)?.into_iter().map(|key| key.public_key).collect();
    let same_keys = profile.keys.iter().all(|(_, _, key)| keys.contains(key));
    let same_handle =
        profile.row.username == known.username && profile.handle_host.as_ref().is_none_or(|host| *host == known.host);
    if !same_keys || !same_handle {
        FetchActor::later(c, &known.uri)?;
    }
    let profile = profile.try_map(|mut profile| {
        profile.row.username.clone_from(&known.username);
        profile.row.host.clone_from(&known.host);
        Ok::<_, Stop>(profile)
    })?;
    actor::record::record(c, &profile)?;
    Ok(Verdict::Accepted)
}

/// An actor that another one changed, as moderators do with a group: its own server is asked what it is now.
fn renew_actor(c: &mut Conn, got: &Arrival<'_>, other: &Actor) -> Outcome {
    if other.is_local() || other.id == got.actor.id {
        return Stop::refuse("it is not the actor's to change");
    }
    FetchActor::later(c, &other.uri)?;
    Ok(Verdict::Accepted)
}
