//! `Announce`: somebody boosts an object, or a group passes on what its members do (FEP-1b12).

use chrono::Utc;
use social::boost::Boost;
use social::object::Object;
use social::visibility::Visibility;
use store::Conn;
use vocab::{Activity, ActivityType, Iri};

use super::{Arrival, Outcome, Stop, Verdict, create, relevance};
use crate::object::Addressing;

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    match got.activity.claimed_activity() {
        Some(inner) => pass_on(c, got, inner),
        None => boost(c, got, got.object_id()?),
    }
}

/// Of what a group passes on, only ids are believed: objects are asked for at their own servers.
fn pass_on(c: &mut Conn, got: &Arrival<'_>, inner: &Activity) -> Outcome {
    let Some(id) = inner.object_id() else { return Stop::refuse("what is passed on is about nothing") };
    match inner.kind {
        ActivityType::Create | ActivityType::Announce => boost(c, got, id),
        ActivityType::Update | ActivityType::Delete => match Object::find_by_uri(c, id.as_str())? {
            Some(known) if !known.is_local() && known.deleted_at.is_none() => {
                got.renew_object(id)?;
                Ok(Verdict::Accepted)
            }
            // Its own server was asked because of this activity.
            Some(_) if got.is_absent(id) => Ok(Verdict::Accepted),
            _ => Verdict::ignored("it is about something that is not here"),
        },
        _ => Verdict::ignored(format!("a “{}” that a group passes on changes nothing here", inner.kind())),
    }
}

fn boost(c: &mut Conn, got: &Arrival<'_>, id: &Iri) -> Outcome {
    if let Some(Ok(incoming)) = got.incoming {
        // One's own object, embedded because others cannot fetch it.
        create::take_in(c, got.hosts, incoming, got.actor)?;
    }
    let visibility = match Addressing::of_activity(got.activity).visibility(got.actor.followers.as_deref()) {
        Visibility::Direct => return Verdict::ignored("it is addressed to nobody"),
        open => open,
    };
    let known = Object::find_by_uri(c, id.as_str())?;
    let is_ours = known.as_ref().is_some_and(Object::is_local);
    if !is_ours && !relevance::is_followed(c, got.actor.id)? {
        return Verdict::ignored("nobody here follows who boosts");
    }
    let object = match known {
        Some(known) => known,
        None => match got.find_object(c, id)? {
            Some(fetched) => fetched,
            None => return Stop::refuse(got.why_absent(id)),
        },
    };
    if object.deleted_at.is_some() || !object.may_boost(got.actor.id) {
        return Stop::refuse("it may not be boosted");
    }
    let at = got.activity.published.map_or_else(Utc::now, |at| at.min(Utc::now()));
    Boost::receive(c, &got.id(), got.actor.id, &object, visibility, at.naive_utc())?;
    Ok(Verdict::Accepted)
}
