//! `Join`: somebody asks to take part in something that takes place here.

use social::participation::Participation;
use store::Conn;

use super::{Arrival, Outcome, Stop, further, participation};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let Some(object) = participation::local_occasion(c, got.object_id()?)? else {
        // A group can be joined too.
        return further::receive(c, got);
    };
    if got.activity.id.is_none() {
        return Stop::refuse("a join without an id cannot be answered");
    }
    let asking = participation::asking(got.activity);
    participation::verdict(Participation::receive(c, got.hosts, &got.id(), got.actor, &object, &asking))
}
