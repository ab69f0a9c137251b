//! `Remove`: somebody unpins an object.

use social::object::Object;
use social::pin;
use store::Conn;

use super::add::is_about_featured;
use super::{Arrival, Outcome, Verdict, further};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if !is_about_featured(got) {
        return further::receive(c, got);
    }
    let Some(object) = Object::find_by_uri(c, got.object_id()?.as_str())? else {
        return Verdict::ignored("it is about something that is not here");
    };
    if pin::remove(c, got.actor.id, object.id)? { Ok(Verdict::Accepted) } else { Verdict::ignored("it was not pinned") }
}
