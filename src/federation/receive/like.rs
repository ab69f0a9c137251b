//! `Like`: somebody likes an object that is known here. One with a pictogram, as Misskey sends it, is a like all the same.

use social::object::Object;
use social::reaction::Reaction;
use social::visibility;
use store::Conn;

use super::{Arrival, Outcome, Stop, Verdict};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let Some(object) = Object::find_by_uri(c, got.object_id()?.as_str())? else {
        return Verdict::ignored("it is about something that is not here");
    };
    if !visibility::may_see(c, Some(got.actor.id), &object)? {
        return Stop::refuse("the actor may not see it");
    }
    Reaction::receive(c, &got.id(), got.actor.id, &object)?;
    Ok(Verdict::Accepted)
}
