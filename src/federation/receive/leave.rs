//! `Leave`: somebody takes part no longer.

use store::Conn;

use super::{Arrival, Outcome, Verdict, further, participation};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let Some(object) = participation::local_occasion(c, got.object_id()?)? else {
        return further::receive(c, got);
    };
    match participation::end(c, got, got.actor, &object)? {
        true => Ok(Verdict::Accepted),
        false => Verdict::ignored("they did not take part"),
    }
}
