//! `Accept`: somebody agrees to what a local actor asked for.

use social::actor::Actor;
use social::collection_follow::CollectionFollow;
use social::follow::Follow;
use social::object::Object;
use social::outbox::{self, Audience, OutboxEntry};
use social::participation::ParticipationState;
use social::quote::QuoteState;
use store::Conn;
use vocab::{ActivityType, Iri, Ref};

use super::{Arrival, Outcome, Stop, Verdict, further, participation};
use crate::authenticate::Authentic;
use crate::jobs;
use crate::object;

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if let Some(follow) = asked_follow(c, got)? {
        follow.hold(c)?;
        return Ok(Verdict::Accepted);
    }
    if let Some(follow) = asked_collection(c, got)? {
        follow.hold(c)?;
        // What it lists may be read now.
        further::offer(c, got)?;
        return Ok(Verdict::Accepted);
    }
    if let Some(verdict) = participation::take_answer(c, got, ParticipationState::Accepted)? {
        return Ok(verdict);
    }
    if let Some(verdict) = participation::heed(c, got, ParticipationState::Accepted)? {
        return Ok(verdict);
    }
    match asked_quote(c, got)? {
        Some(quoting) => take_consent(c, got, &quoting),
        None => further::receive(c, got),
    }
}

/// The follow of the accepting or refusing actor by a local one: by its id, else by its two ends.
pub(super) fn asked_follow(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Follow>, Stop> {
    let mine = |follow: &Follow| follow.followed_id == got.actor.id;
    if let Some(id) = got.activity.object_id()
        && let Some(follow) = Follow::find_by_uri(c, id.as_str())?.filter(mine)
    {
        return Ok(Some(follow));
    }
    let claimed = got.activity.claimed_activity().filter(|inner| inner.kind == ActivityType::Follow);
    // What is followed may be something else of the actor's.
    let claimed = claimed.filter(|inner| inner.object_id().is_none_or(|about| about == got.activity.by()));
    let Some(follower) = claimed.and_then(|inner| inner.actor.as_ref()) else { return Ok(None) };
    match got.local_actor(c, follower)? {
        Some(follower) => Ok(Follow::find(c, follower.id, got.actor.id)?),
        None => Ok(None),
    }
}

/// The follow of a collection of the accepting or refusing actor's by a local one: by its id, else by its two ends.
pub(super) fn asked_collection(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<CollectionFollow>, Stop> {
    let mine = |follow: &CollectionFollow| follow.owner_id == got.actor.id;
    if let Some(id) = got.activity.object_id()
        && let Some(follow) = CollectionFollow::find_by_uri(c, id.as_str())?.filter(mine)
    {
        return Ok(Some(follow));
    }
    let claimed = got.activity.claimed_activity().filter(|inner| inner.kind == ActivityType::Follow);
    let Some((follower, about)) = claimed.and_then(|inner| inner.actor.as_ref().zip(inner.object_id())) else {
        return Ok(None);
    };
    match got.local_actor(c, follower)? {
        Some(follower) => Ok(CollectionFollow::find(c, follower.id, about.as_str())?.filter(mine)),
        None => Ok(None),
    }
}

/// The local object whose author asked the accepting or refusing actor for consent to a quote (FEP-044f).
pub(super) fn asked_quote(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Object>, Stop> {
    let claimed = got.activity.claimed_activity().filter(|inner| inner.kind == ActivityType::QuoteRequest);
    let named = claimed.and_then(|inner| inner.instrument.first()).and_then(Ref::id);
    let quoting = match (named, got.activity.object_id()) {
        (Some(named), _) => Object::find_by_uri(c, named.as_str())?,
        (None, Some(request)) => match OutboxEntry::find_by_uri(c, request.as_str())?.and_then(|entry| entry.object_id)
        {
            Some(object) => Object::find(c, object)?,
            None => None,
        },
        (None, None) => None,
    };
    let Some(quoting) = quoting.filter(|quoting| quoting.is_local() && quoting.quote_uri.is_some()) else {
        return Ok(None);
    };
    let quoted = quoting.quote_id.map(|id| Object::find(c, id)).transpose()?.flatten();
    Ok(quoted.filter(|quoted| quoted.actor_id == got.actor.id).map(|_| quoting))
}

/// Reads the stamp at its own address, and tells everybody who has the quoting object where it is.
fn take_consent(c: &mut Conn, got: &Arrival<'_>, quoting: &Object) -> Outcome {
    if quoting.quote_state != Some(QuoteState::Pending) {
        return Verdict::ignored("nobody waits for consent to that quote");
    }
    let Some(stamp) = got.activity.result.as_ref().and_then(Ref::id).cloned() else {
        return Stop::refuse("there is no stamp in the consent");
    };
    let Some(quoted) = quoting.quote_id.map(|id| Object::find(c, id)).transpose()?.flatten() else {
        return Verdict::ignored("what was quoted is gone");
    };
    let consent = got.find_document(&stamp)?.and_then(|document| Authentic::clone(&document).into_object());
    let holds = consent.is_some_and(|consent| jobs::is_consent(&consent, got.actor, quoting, &quoted));
    if !holds {
        return Stop::refuse(format!("the stamp {stamp} does not say that this object may quote that one"));
    }
    jobs::settle_quote(c, quoting, &quoted, Some(&stamp))?;
    tell(c, got, quoting, &stamp)
}

fn tell(c: &mut Conn, got: &Arrival<'_>, quoting: &Object, stamp: &Iri) -> Outcome {
    let (quoting, author) = (Object::get(c, quoting.id)?, Actor::get(c, quoting.actor_id)?);
    tracing::debug!(object = quoting.uri, %stamp, "a quote was consented to");
    let document = object::to_wire(c, got.hosts, got.kinds, &quoting)?;
    let audience = Audience::of_object(c, &quoting)?.with_touched(c, quoting.id)?;
    outbox::update(c, got.hosts, &author, &quoting, document, audience)?;
    Ok(Verdict::Accepted)
}
