//! `QuoteRequest`: somebody asks for consent to quote a local object (FEP-044f).

use social::object::Object;
use social::quote;
use store::Conn;
use vocab::{Activity, Ref};

use super::{Arrival, Outcome, Stop, Verdict};
use crate::object::Incoming;
use crate::object::record::record;

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let quoted = Object::find_by_uri(c, got.object_id()?.as_str())?;
    let Some(quoted) = quoted.filter(|quoted| quoted.is_local() && quoted.deleted_at.is_none()) else {
        return Verdict::ignored("it is about nothing of ours");
    };
    let Some(id) = got.activity.instrument.first().and_then(Ref::id) else {
        return Stop::refuse("it does not say what quotes");
    };
    let embedded = got.activity.vouched_instrument();
    if let Some(Ok(incoming)) = embedded.map(|object| object.try_map(|wire| Incoming::from_wire(got.kinds, wire))) {
        record(c, got.hosts, &incoming, got.actor)?;
    }
    let Some(quoting) = got.find_object(c, id)? else { return Stop::refuse(got.why_absent(id)) };
    if quoting.actor_id != got.actor.id || quoting.quote_uri.as_deref() != Some(&quoted.uri) {
        return Stop::refuse("the object is not the actor's, or does not quote that one");
    }
    quote::link(c, quoting.id, &quoted)?;
    let quoting = Object::get(c, quoting.id)?;
    quote::answer(c, got.hosts, request(got.activity, id.as_str()), got.actor, &quoted, Some(&quoting))?;
    Ok(Verdict::Accepted)
}

/// The request as the answer repeats it: by ids alone.
fn request(activity: &Activity, quoting: &str) -> Activity {
    Activity {
        id: activity.id.clone(),
        kind: activity.kind.clone(),
        actor: activity.actor.clone(),
        object: activity.object_id().cloned().map(Ref::Id).into(),
        instrument: Ref::Id(quoting.into()).into(),
        ..Activity::default()
    }
}
