//! Activities that the spine knows nothing of, such as `Listen`: they belong to the kind of the object that they are about.

use diesel::QueryResult;
use social::object::Object;
use social::outbox::OutboxEntry;
use store::Conn;
use vocab::Iri;

use super::{Arrival, Outcome, Stop, Verdict, member};
use crate::kind::{Act, Deed, Handled};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if let Some(verdict) = member::receive(c, got)? {
        return Ok(verdict);
    }
    let unknown = || format!("a “{}” like this changes nothing here", got.activity.kind());
    // An answer is about a request, which is about the object.
    let inner = got.activity.claimed_activity().and_then(|inner| inner.object_id());
    let ids: Vec<&Iri> = inner.into_iter().chain(got.activity.object_id()).collect();
    for id in ids {
        let Some(object) = find(c, id)?.filter(|object| object.deleted_at.is_none()) else { continue };
        let Some(kind) = got.kinds.find(&object.kind) else { continue };
        let act = Act { activity: got.activity, actor: got.actor, object: &object, hosts: got.hosts };
        return match kind.activity(c, act)? {
            Handled::Yes => Ok(Verdict::Accepted),
            Handled::Ignored(reason) => Verdict::ignored(reason),
            Handled::No => Verdict::ignored(unknown()),
        };
    }
    match offer(c, got)? {
        Some(verdict) => Ok(verdict),
        None => Verdict::ignored(unknown()),
    }
}

/// What an activity comes to that is about no object here; none where no kind knows it.
pub(super) fn offer(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Verdict>, Stop> {
    let deed = Deed { activity: got.activity, actor: got.actor, hosts: got.hosts };
    for (_, kind) in got.kinds.iter() {
        match kind.deed(c, deed)? {
            Handled::Yes => return Ok(Some(Verdict::Accepted)),
            Handled::Ignored(reason) => return Ok(Some(Verdict::Ignored(reason))),
            Handled::No => {}
        }
    }
    Ok(None)
}

/// The object of that id, or the one that an activity of ours by that id was about.
fn find(c: &mut Conn, id: &Iri) -> QueryResult<Option<Object>> {
    if let Some(object) = Object::find_by_uri(c, id.as_str())? {
        return Ok(Some(object));
    }
    match OutboxEntry::find_by_uri(c, id.as_str())?.and_then(|entry| entry.object_id) {
        Some(object) => Object::find(c, object),
        None => Ok(None),
    }
}
