//! `Add`: somebody pins an object.

use social::pin;
use store::Conn;
use vocab::Ref;

use super::{Arrival, Outcome, Stop, Verdict, further};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if !is_about_featured(got) {
        return further::receive(c, got);
    }
    if got.activity.first_object().and_then(Ref::inline).is_some_and(|object| object.kind() == "Hashtag") {
        return Verdict::ignored("hashtags on remote profiles are not kept");
    }
    let id = got.object_id()?;
    let Some(object) = got.find_object(c, id)? else { return Stop::refuse(got.why_absent(id)) };
    if object.actor_id != got.actor.id || !object.visibility.is_open() {
        return Stop::refuse("only one's own open objects can be pinned");
    }
    pin::record(c, got.actor.id, object.id)?;
    Ok(Verdict::Accepted)
}

/// Whether the target is the actor's own collection of pins.
pub(super) fn is_about_featured(got: &Arrival<'_>) -> bool {
    let target = got.activity.target.as_ref().and_then(Ref::id);
    target.is_some() && target.map(|target| target.as_str()) == got.actor.featured.as_deref()
}
