//! `Move`: somebody goes on under another account (FEP-7628).

use social::actor::Actor;
use store::Conn;
use vocab::Ref;

use super::{Arrival, Outcome, Stop, Verdict};
use crate::jobs::MoveFollowers;

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if !got.activity.is_about_itself() {
        return Stop::refuse("nobody moves but by themselves");
    }
    let Some(to) = got.activity.target.as_ref().and_then(Ref::id) else {
        return Stop::refuse("it does not say where to");
    };
    // What the target says of itself must be of now: the alias may be older than the move, or gone again.
    let Some(target) = got.fresh_actor(c, to)?.filter(Actor::is_present) else {
        return Stop::refuse(got.why_absent(to));
    };
    if target.id == got.actor.id || !target.also_known_as.contains(&got.actor.uri) {
        return Stop::refuse(format!("{to} does not say that it is also known as {}", got.actor.uri));
    }
    if got.actor.moved_to.as_deref() == Some(target.uri.as_str()) {
        return Verdict::ignored("it moved there before");
    }
    Actor::set_moved_to(c, got.actor.id, Some(&target.uri))?;
    MoveFollowers::later(c, got.actor.id, target.id)?;
    Ok(Verdict::Accepted)
}
