//! Where one of the two is elsewhere: members at occasions of others, and others at ours.

use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, snowflake};
use vocab::{ActivityType, Iri};

use super::{Asking, Bar, News, Participation, ParticipationError, ParticipationState, ask, asking_bar, tell};
use crate::actor::{Actor, ActorId, ActorKind};
use crate::domain::Peer;
use crate::object::{Object, ObjectId};
use crate::occasion::Occasion;
use crate::outbox::{self, Audience};
use crate::schema::{actors, participations};
use crate::visibility;

/// Programs whose users answer to an event itself, and which know no `Join`.
const ANSWERING: [&str; 3] = ["friendica", "hubzilla", "streams"];

/// A program that waits for ever where a `Join` is left unanswered.
const MOBILIZON: &str = "mobilizon";

/// A member asks a remote organiser for a place.
pub(super) fn ask(
    c: &mut Conn,
    hosts: &Hosts,
    actor: &Actor,
    object: &Object,
    asking: &Asking,
) -> Result<Participation, ParticipationError> {
    let occasion = Occasion::find(c, object.id)?.ok_or(Bar::Nothing)?;
    ask::check(&occasion, asking)?;
    if !visibility::blocked_among(c, object.actor_id, &[actor.id])?.is_empty() {
        return Err(Bar::NotYours.into());
    }
    let organiser = Actor::get(c, object.actor_id)?;
    let known = Participation::of_actor(c, object.id, actor.id)?;
    if let Some(known) = known.as_ref().filter(|known| known.state == ParticipationState::Accepted) {
        return Ok(known.clone());
    }
    // One that waits is asked for again under its id.
    let again = known.as_ref().filter(|known| known.state == ParticipationState::Pending);
    let uri: String = match again.and_then(|known| known.uri.clone()) {
        Some(uri) => uri,
        None => actor.home(hosts)?.activity(snowflake::next()).into(),
    };
    let answers = runs_one_of(c, &organiser, &ANSWERING)?;
    let state = if answers { ParticipationState::Accepted } else { ParticipationState::Pending };
    let row = Participation::write(c, known.as_ref(), object.id, Some(actor.id), state, Some(&uri), asking)?;
    let mut join = tell::join(&uri, actor, object, &organiser);
    if answers {
        join.kind = ActivityType::Accept;
    } else {
        join.participation_message = Some(asking.message.clone()).filter(|message| !message.is_empty());
    }
    outbox::write(c, hosts, actor, join, Some(object.id), Audience::of([organiser.id]))?;
    Ok(row)
}

/// A member tells a remote organiser that they may come, or do not.
pub(super) fn respond(
    c: &mut Conn,
    hosts: &Hosts,
    actor: &Actor,
    object: &Object,
    known: Option<Participation>,
    state: ParticipationState,
) -> Result<Participation, ParticipationError> {
    let occasion = Occasion::find(c, object.id)?.ok_or(Bar::Nothing)?;
    if let Some(bar) = asking_bar(&occasion) {
        return Err(bar.into());
    }
    let row = match known {
        Some(known) => leave(c, hosts, &known, object, state)?,
        None => Participation::write(c, None, object.id, Some(actor.id), state, None, &Asking::default())?,
    };
    let kind = match state {
        ParticipationState::Maybe => ActivityType::TentativeAccept,
        _ => ActivityType::Reject,
    };
    let organiser = Actor::get(c, object.actor_id)?;
    let mut response = outbox::about(kind, &actor.uri, &object.uri);
    response.to = [Iri::new(&organiser.uri)].into_iter().collect();
    outbox::write(c, hosts, actor, response, Some(object.id), Audience::of([organiser.id]))?;
    Ok(row)
}

/// A member gives up what they asked a remote organiser for.
pub(super) fn leave(
    c: &mut Conn,
    hosts: &Hosts,
    row: &Participation,
    object: &Object,
    state: ParticipationState,
) -> QueryResult<Participation> {
    let left = row.shift(c, state)?;
    let Some(actor) = row.actor(c)?.filter(|_| row.state.is_standing()) else { return Ok(left) };
    let organiser = Actor::get(c, object.actor_id)?;
    let mut leave = outbox::about(ActivityType::Leave, &actor.uri, &object.uri);
    if runs_one_of(c, &organiser, &ANSWERING)? {
        leave.kind = ActivityType::Reject;
    }
    leave.to = [Iri::new(&organiser.uri)].into_iter().collect();
    outbox::write(c, hosts, &actor, leave, Some(object.id), Audience::of([organiser.id]))?;
    Ok(left)
}

/// Whether the server of an actor runs one of these programs, as far as is known.
fn runs_one_of(c: &mut Conn, actor: &Actor, software: &[&str]) -> QueryResult<bool> {
    let Some(server) = actor.server() else { return Ok(false) };
    for one in software {
        if Peer::running(c, one)?.contains(&server) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Those elsewhere who stand on the list of an occasion: they hold a copy that an edit or a deletion must reach.
pub(crate) fn touched(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<ActorId>> {
    let states = [
        ParticipationState::Accepted,
        ParticipationState::Waiting,
        ParticipationState::Pending,
        ParticipationState::Maybe,
    ];
    participations::table
        .inner_join(actors::table.on(participations::actor_id.eq(actors::id.nullable())))
        .filter(participations::object_id.eq(object))
        .filter(participations::state.eq_any(states))
        .filter(actors::stall.is_null())
        .select(actors::id)
        .load(c)
}

impl Participation {
    /// Somebody elsewhere asks for a place at an occasion of ours, by that `Join`. Each is answered, a repeated one again: by
    /// consent, by refusal, or by a message that says which place in the line they have. Only who waits for the organiser's
    /// consent hears nothing yet.
    pub fn receive(
        c: &mut Conn,
        hosts: &Hosts,
        uri: &str,
        actor: &Actor,
        object: &Object,
        asking: &Asking,
    ) -> Result<Self, ParticipationError> {
        match Self::enter(c, hosts, Some(uri), actor, object, asking) {
            Ok(row) => {
                match row.state {
                    ParticipationState::Accepted => row.answer(c, hosts, ActivityType::Accept, actor)?,
                    ParticipationState::Waiting => tell::participant(c, hosts, &row, News::Waiting)?,
                    _ => {}
                }
                Ok(row)
            }
            Err(ParticipationError::Barred(bar)) => {
                refuse(c, hosts, bar, uri, actor, object)?;
                Err(bar.into())
            }
            Err(failed) => Err(failed),
        }
    }

    /// Somebody elsewhere answers to the occasion itself, as Friendica and Hubzilla have it: they come, may come or do not. No
    /// answer is expected.
    pub fn heed(
        c: &mut Conn,
        hosts: &Hosts,
        actor: &Actor,
        object: &Object,
        state: ParticipationState,
    ) -> Result<Self, ParticipationError> {
        match state {
            ParticipationState::Accepted => {
                let row = Self::enter(c, hosts, None, actor, object, &Asking::default())?;
                if row.state == ParticipationState::Waiting {
                    tell::participant(c, hosts, &row, News::Waiting)?;
                }
                Ok(row)
            }
            state => Self::say(c, hosts, actor, object, state),
        }
    }

    /// Whether an actor may answer for a remote occasion: its author, who is named as its organiser, and where a group has it
    /// anybody at the group's host, whose moderators are not told (Mobilizon).
    pub fn is_answered_by(c: &mut Conn, object: &Object, actor: &Actor) -> QueryResult<bool> {
        if object.actor_id == actor.id {
            return Ok(true);
        }
        let host = |uri: &str| Iri::new(uri).host();
        if object.is_local() || host(&object.uri) != host(&actor.uri) {
            return Ok(false);
        }
        Ok(Actor::get(c, object.actor_id)?.kind == ActorKind::Group)
    }

    /// What a member asked for at a remote occasion was answered.
    pub fn take_answer(&self, c: &mut Conn, state: ParticipationState) -> QueryResult<()> {
        if self.state == state || !(self.state.is_standing() || self.state == ParticipationState::Rejected) {
            return Ok(());
        }
        self.shift(c, state)?;
        let Some(actor) = self.actor_id else { return Ok(()) };
        let object = self.object(c)?;
        match state {
            ParticipationState::Accepted => tell::member(c, &object, actor, News::Accepted),
            _ => tell::member(c, &object, actor, News::Rejected),
        }
    }
}

/// Says no to a `Join`. Where nobody registers here it is passed over (FEP-8a8e), but for Mobilizon, which would wait for ever.
fn refuse(c: &mut Conn, hosts: &Hosts, bar: Bar, uri: &str, actor: &Actor, object: &Object) -> QueryResult<()> {
    let unhandled = matches!(bar, Bar::External | Bar::Open | Bar::Nothing);
    let kind = match unhandled && !runs_one_of(c, actor, &[MOBILIZON])? {
        true => ActivityType::Ignore,
        false => ActivityType::Reject,
    };
    tell::answer(c, hosts, kind, uri, actor, object)
}
