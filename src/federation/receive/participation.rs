//! Taking part in what takes place: what `Join`, `Leave` and the answers to them have in common.

use social::actor::Actor;
use social::markup;
use social::object::Object;
use social::occasion::Occasion;
use social::participation::{Asking, MESSAGE_LIMIT, Participation, ParticipationError, ParticipationState};
use store::Conn;
use vocab::{Activity, ActivityType, Iri};

use super::{Arrival, Outcome, Stop, Verdict};

/// The local object of that id, if it takes place at some time.
pub(super) fn local_occasion(c: &mut Conn, id: &Iri) -> Result<Option<Object>, Stop> {
    let object = Object::find_by_uri(c, id.as_str())?;
    let Some(object) = object.filter(|object| object.is_local() && object.deleted_at.is_none()) else {
        return Ok(None);
    };
    Ok(Occasion::find(c, object.id)?.map(|_| object))
}

/// What somebody says who joins. It is plain text; what came as HTML is read as such.
pub(super) fn asking(activity: &Activity) -> Asking {
    let said = activity.participation_message.as_deref().or(activity.content.as_deref()).unwrap_or_default();
    Asking { message: markup::excerpt(&markup::sanitise(said), MESSAGE_LIMIT), ..Asking::default() }
}

/// What came of a wish: one that cannot be is answered, which is all.
pub(super) fn verdict(done: Result<Participation, ParticipationError>) -> Outcome {
    match done {
        Ok(_) => Ok(Verdict::Accepted),
        Err(ParticipationError::Barred(bar)) => Verdict::ignored(format!("answered by a refusal: {bar}")),
        Err(ParticipationError::Database(error)) => Err(error.into()),
    }
}

/// Takes an answer to what a local actor asked for: its state becomes that one. None: nobody asked for that.
pub(super) fn take_answer(c: &mut Conn, got: &Arrival<'_>, state: ParticipationState) -> Result<Option<Verdict>, Stop> {
    let Some(asked) = asked(c, got)? else { return Ok(None) };
    let object = Object::get(c, asked.object_id)?;
    if object.is_local() || !Participation::is_answered_by(c, &object, got.actor)? {
        return Stop::refuse("it is not the organiser who answers");
    }
    asked.take_answer(c, state)?;
    Ok(Some(Verdict::Accepted))
}

/// What a local actor asked for by the `Join` that is answered: by its id, else by its two ends.
fn asked(c: &mut Conn, got: &Arrival<'_>) -> Result<Option<Participation>, Stop> {
    if let Some(id) = got.activity.object_id()
        && got.is_ours(id)
        && let Some(row) = Participation::find_by_uri(c, id.as_str())?
    {
        return Ok(Some(row));
    }
    let claimed = got.activity.claimed_activity().filter(|inner| inner.kind == ActivityType::Join);
    let Some((who, what)) = claimed.and_then(|inner| inner.actor.as_ref().zip(inner.object_id())) else {
        return Ok(None);
    };
    let (Some(actor), Some(object)) = (got.local_actor(c, who)?, Object::find_by_uri(c, what.as_str())?) else {
        return Ok(None);
    };
    Ok(Participation::of_actor(c, object.id, actor.id)?)
}

/// Takes an answer to an occasion of ours itself, as Friendica and Hubzilla have it. None: it is about something else.
pub(super) fn heed(c: &mut Conn, got: &Arrival<'_>, state: ParticipationState) -> Result<Option<Verdict>, Stop> {
    let Some(id) = got.activity.object_id() else { return Ok(None) };
    let Some(object) = local_occasion(c, id)? else { return Ok(None) };
    verdict(Participation::heed(c, got.hosts, got.actor, &object, state)).map(Some)
}

/// Takes back whatever an actor said of an occasion of ours. False: they said nothing.
pub(super) fn end(c: &mut Conn, got: &Arrival<'_>, actor: &Actor, object: &Object) -> Result<bool, Stop> {
    let row = Participation::of_actor(c, object.id, actor.id)?;
    let Some(row) = row.filter(|row| row.state.is_standing() || row.state == ParticipationState::Maybe) else {
        return Ok(false);
    };
    row.leave(c, got.hosts)?;
    Ok(true)
}
