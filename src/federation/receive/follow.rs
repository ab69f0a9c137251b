//! `Follow`: somebody asks for what a local actor publishes.

use social::follow::{Follow, FollowError};
use store::Conn;

use super::{Arrival, Outcome, Stop, Verdict, further};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let Some(followed) = got.local_actor(c, got.object_id()?)? else {
        // A library can be followed too: that is its kind's affair.
        return further::receive(c, got);
    };
    if got.activity.id.is_none() {
        return Stop::refuse("a follow without an id cannot be answered");
    }
    match Follow::receive(c, got.hosts, &got.id(), got.actor, &followed) {
        Ok(_) => Ok(Verdict::Accepted),
        Err(FollowError::Database(error)) => Err(error.into()),
        Err(reason) => Verdict::ignored(format!("answered by a refusal: {reason}")),
    }
}
