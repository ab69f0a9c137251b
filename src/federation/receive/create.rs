//! `Create`: somebody published something, or voted.

use social::actor::Actor;
use social::object::Object;
use social::poll::{Poll, VoteError};
use social::visibility;
use store::Conn;
use store::uri::Hosts;
use vocab::Entity;

use super::{Arrival, Outcome, Stop, Verdict, relevance};
use crate::authenticate::Authentic;
use crate::jobs;
use crate::object::Incoming;
use crate::object::record::{Stored, record};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if let Some(vote) = got.activity.vouched().filter(|object| Incoming::is_vote(object))
        && let Some(verdict) = count_vote(c, got, vote)?
    {
        return Ok(verdict);
    }
    match got.incoming {
        Some(Ok(incoming)) => take_in(c, got.hosts, incoming, got.actor),
        Some(Err(reason)) => Verdict::ignored(reason.to_string()),
        None => take_in_from_origin(c, got),
    }
}

/// What is embedded is not the actor's own: only what its own server says counts. A group's event comes so from Mobilizon,
/// sent by the person who wrote it.
pub(super) fn take_in_from_origin(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let id = got.object_id()?;
    let Some(document) = got.find_document(id)? else { return Stop::refuse(got.why_absent(id)) };
    let Entity::Object(_) = &**document else {
        return Verdict::ignored(format!("“{}” is not a type of object", document.kind()));
    };
    let Some(object) = Authentic::clone(&document).into_object() else { return Verdict::ignored("it is no object") };
    match object.try_map(|wire| Incoming::from_wire(got.kinds, wire)) {
        Err(reason) => Verdict::ignored(reason.to_string()),
        Ok(incoming) => {
            let Some(author) = got.find_actor(c, &incoming.author)? else {
                return Stop::refuse(got.why_absent(&incoming.author));
            };
            take_in(c, got.hosts, &incoming, &author)
        }
    }
}

/// Writes an object down, where it is known already or concerns somebody here.
pub(crate) fn take_in(c: &mut Conn, hosts: &Hosts, incoming: &Authentic<Incoming>, author: &Actor) -> Outcome {
    if !author.is_present() {
        return Stop::refuse(format!("{} is kept out", author.uri));
    }
    let known = Object::find_by_uri(c, incoming.id.as_str())?;
    if known.is_none() && !relevance::concerns_somebody(c, hosts, incoming, author)? {
        return Verdict::ignored("it concerns nobody here");
    }
    match record(c, hosts, incoming, author)? {
        Stored::New(object) => {
            jobs::follow_up(c, hosts, &object, incoming)?;
            Ok(Verdict::Accepted)
        }
        Stored::Edited(object) => {
            jobs::FetchPreview::later(c, hosts, &object)?;
            Ok(Verdict::Accepted)
        }
        Stored::Counted(_) => Ok(Verdict::Accepted),
        Stored::Known(_) => Verdict::ignored("it is known already"),
        Stored::Refused(reason) => Stop::refuse(reason),
    }
}

/// Counts a vote; none where it answers no poll of ours.
fn count_vote(c: &mut Conn, got: &Arrival<'_>, vote: &vocab::Object) -> Result<Option<Verdict>, Stop> {
    let (Some(question), Some(option), Some(id)) = (&vote.in_reply_to, &vote.name, &vote.id) else { return Ok(None) };
    let Some(object) = Object::find_by_uri(c, question.as_str())?.filter(Object::is_local) else { return Ok(None) };
    if Poll::find(c, object.id)?.is_none() {
        return Ok(None);
    }
    if !visibility::may_see(c, Some(got.actor.id), &object)? {
        return Stop::refuse("the voter may not see the poll");
    }
    match Poll::receive(c, got.actor.id, &object, option, id.as_str()) {
        Ok(()) => {
            jobs::TellPoll::later(c, object.id)?;
            Ok(Some(Verdict::Accepted))
        }
        Err(VoteError::Database(error)) => Err(error.into()),
        Err(reason) => Ok(Some(Verdict::Ignored(format!("the vote does not count: {reason}")))),
    }
}
