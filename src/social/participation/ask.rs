//! Asking for a place, at an occasion of ours.

use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, Json, clock, snowflake};

use super::{Bar, MESSAGE_LIMIT, Participation, ParticipationError, ParticipationId, ParticipationState, Reply};
use super::{remote, room, tell};
use crate::actor::{Actor, ActorId};
use crate::membership::{self, Membership};
use crate::mention::Mention;
use crate::object::{Object, ObjectId};
use crate::occasion::{JoinMode, Occasion, OccasionStatus};
use crate::schema::participations;
use crate::secret::{self, Secret};
use crate::visibility;

/// How many letters and digits are shown at the door: 40 bits, which nobody guesses while standing there.
const CODE: usize = 8;

/// What somebody asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asking {
    /// Heads brought along.
    pub guests: i16,
    /// What is said to the organiser, plain text.
    pub message: String,
    /// Answers to the organiser's questions.
    pub answers: Vec<Reply>,
}

/// Why nobody at all can ask for a place now; a full one has a waiting list.
pub fn asking_bar(occasion: &Occasion) -> Option<Bar> {
    let now = clock::now();
    match occasion.join_mode {
        _ if occasion.status == OccasionStatus::Cancelled => Some(Bar::Cancelled),
        _ if occasion.is_over(now) => Some(Bar::Over),
        JoinMode::External => Some(Bar::External),
        JoinMode::None => Some(Bar::Open),
        _ if occasion.join_until.is_some_and(|until| until <= now) => Some(Bar::Closed),
        _ => None,
    }
}

/// Why this one cannot be asked for; [`Bar::TooLong`] and [`Bar::TooManyGuests`] besides what [`asking_bar`] says.
pub(super) fn check(occasion: &Occasion, asking: &Asking) -> Result<(), Bar> {
    if let Some(bar) = asking_bar(occasion) {
        return Err(bar);
    }
    if asking.guests < 0 || asking.guests > occasion.guests_most {
        return Err(Bar::TooManyGuests(occasion.guests_most));
    }
    if asking.message.chars().count() > MESSAGE_LIMIT {
        return Err(Bar::TooLong);
    }
    Ok(())
}

/// Whether an actor may ask. Whoever organises it may, and where only who was asked may come, that is whom the text names and who
/// belongs to the group.
fn may(c: &mut Conn, actor: &Actor, object: &Object, occasion: &Occasion) -> Result<(), ParticipationError> {
    if membership::may_act_for(c, actor.id, object.actor_id)? {
        return Ok(());
    }
    let blocked = !visibility::blocked_among(c, object.actor_id, &[actor.id])?.is_empty();
    if blocked || !actor.is_present() || !visibility::may_see(c, Some(actor.id), object)? {
        return Err(Bar::NotYours.into());
    }
    let invited = |c: &mut Conn| -> QueryResult<bool> {
        let named = Mention::ids(c, object.id)?.contains(&actor.id);
        Ok(named || Membership::belongs(c, object.actor_id, actor.id)?)
    };
    if occasion.join_mode == JoinMode::Invite && !invited(c)? {
        return Err(Bar::Uninvited.into());
    }
    Ok(())
}

/// The state that somebody new begins with. The occasion is to be held.
pub(super) fn first_state(
    c: &mut Conn,
    occasion: &Occasion,
    asking: &Asking,
    is_organiser: bool,
) -> QueryResult<ParticipationState> {
    if occasion.join_mode == JoinMode::Restricted && !is_organiser {
        return Ok(ParticipationState::Pending);
    }
    let fits = room::fits(c, occasion, 1 + i64::from(asking.guests))?;
    Ok(if fits { ParticipationState::Accepted } else { ParticipationState::Waiting })
}

/// A code for the door.
pub(super) fn code() -> String {
    secret::plain(Secret::readable(CODE).as_str())
}

impl Participation {
    /// A member asks for a place, or asks otherwise than before. At a local occasion they get one, wait for consent or stand in the
    /// line; a remote organiser is asked.
    pub fn ask(
        c: &mut Conn,
        hosts: &Hosts,
        actor: &Actor,
        object: &Object,
        asking: &Asking,
    ) -> Result<Self, ParticipationError> {
        // Who is on the list under another of their actors stays so.
        let known = Self::of_member(c, object.id, actor.id)?.filter(|known| known.state.is_standing());
        let actor = match known.and_then(|known| known.actor_id).filter(|id| *id != actor.id) {
            Some(other) => &Actor::get(c, other)?,
            None => actor,
        };
        if !object.is_local() {
            return remote::ask(c, hosts, actor, object, asking);
        }
        Self::enter(c, hosts, None, actor, object, asking)
    }

    /// Somebody asks for a place at an occasion of ours, by an activity where `uri` names one.
    pub(super) fn enter(
        c: &mut Conn,
        hosts: &Hosts,
        uri: Option<&str>,
        actor: &Actor,
        object: &Object,
        asking: &Asking,
    ) -> Result<Self, ParticipationError> {
        let occasion = room::hold(c, object.id)?.ok_or(Bar::Nothing)?;
        check(&occasion, asking)?;
        may(c, actor, object, &occasion)?;
        let known = Self::of_actor(c, object.id, actor.id)?;
        match known {
            Some(known) if known.state == ParticipationState::Rejected => Err(Bar::Refused.into()),
            Some(known) if known.state.is_standing() => known.alter(c, hosts, &occasion, uri, asking),
            known => {
                let organises = membership::may_act_for(c, actor.id, object.actor_id)?;
                let state = first_state(c, &occasion, asking, organises)?;
                let new = Self::write(c, known.as_ref(), object.id, Some(actor.id), state, uri, asking)?;
                room::settle(c, hosts, &occasion)?;
                tell::organiser(c, object, &new)?;
                Ok(new)
            }
        }
    }

    /// Writes who asks, at the end of the line.
    pub(super) fn write(
        c: &mut Conn,
        known: Option<&Self>,
        object: ObjectId,
        actor: Option<ActorId>,
        state: ParticipationState,
        uri: Option<&str>,
        asking: &Asking,
    ) -> QueryResult<Self> {
        let now = clock::now();
        let asked = (
            participations::state.eq(state),
            participations::guests.eq(asking.guests),
            participations::message.eq(&asking.message),
            participations::answers.eq(Json(asking.answers.clone())),
            participations::uri.eq(uri),
            participations::asked_at.eq(now),
            participations::checked_in_at.eq(None::<chrono::NaiveDateTime>),
            participations::updated_at.eq(now),
            participations::reminded.eq(None::<i32>),
        );
        if let Some(known) = known {
            return diesel::update(known).set(asked).returning(Self::as_returning()).get_result(c);
        }
        diesel::insert_into(participations::table)
            .values((
                participations::id.eq(ParticipationId(snowflake::next())),
                participations::object_id.eq(object),
                participations::actor_id.eq(actor),
                participations::code.eq(code()),
                asked,
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Asks otherwise than before, at the same place in the line. More guests come only where there is room. The occasion is to be
    /// held.
    fn alter(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        occasion: &Occasion,
        uri: Option<&str>,
        asking: &Asking,
    ) -> Result<Self, ParticipationError> {
        let more = i64::from(asking.guests) - i64::from(self.guests);
        if self.state == ParticipationState::Accepted && more > 0 && !room::fits(c, occasion, more)? {
            return Err(Bar::Full.into());
        }
        let altered: Self = diesel::update(self)
            .set((
                participations::guests.eq(asking.guests),
                participations::message.eq(&asking.message),
                participations::answers.eq(Json(asking.answers.clone())),
                participations::uri.eq(uri.or(self.uri.as_deref())),
                participations::updated_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        room::settle(c, hosts, occasion)?;
        // Whoever waits with fewer guests may have moved up by that.
        Ok(Self::get(c, altered.id)?)
    }

    /// Who has a place, or asked for one, brings another number along, and says something else.
    pub fn change(&self, c: &mut Conn, hosts: &Hosts, asking: &Asking) -> Result<Self, ParticipationError> {
        let occasion = room::hold(c, self.object_id)?.ok_or(Bar::Nothing)?;
        check(&occasion, asking)?;
        self.alter(c, hosts, &occasion, None, asking)
    }

    /// Who has a place, asked for one or stood in the line wants none any more. The organiser hears of it, and others move up.
    pub fn leave(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<Self> {
        self.withdraw(c, hosts, ParticipationState::Left)
    }

    /// Says that they may come or do not come: neither holds a place.
    pub fn respond(
        c: &mut Conn,
        hosts: &Hosts,
        actor: &Actor,
        object: &Object,
        state: ParticipationState,
    ) -> Result<Self, ParticipationError> {
        let known = Self::of_member(c, object.id, actor.id)?;
        let actor = match known.as_ref().and_then(|known| known.actor_id).filter(|id| *id != actor.id) {
            Some(other) => &Actor::get(c, other)?,
            None => actor,
        };
        if !object.is_local() {
            return remote::respond(c, hosts, actor, object, known, state);
        }
        Self::say(c, hosts, actor, object, state)
    }

    /// The same, at an occasion of ours, of members and of people elsewhere.
    pub(super) fn say(
        c: &mut Conn,
        hosts: &Hosts,
        actor: &Actor,
        object: &Object,
        state: ParticipationState,
    ) -> Result<Self, ParticipationError> {
        let occasion = room::hold(c, object.id)?.ok_or(Bar::Nothing)?;
        if let Some(bar) = asking_bar(&occasion) {
            return Err(bar.into());
        }
        may(c, actor, object, &occasion)?;
        let said = match Self::of_actor(c, object.id, actor.id)? {
            Some(known) if known.state == ParticipationState::Rejected => return Err(Bar::Refused.into()),
            Some(known) => known.withdraw(c, hosts, state)?,
            None => Self::write(c, None, object.id, Some(actor.id), state, None, &Asking::default())?,
        };
        Ok(said)
    }

    /// Gives up a place, or the wish for one, for another state.
    pub(super) fn withdraw(&self, c: &mut Conn, hosts: &Hosts, state: ParticipationState) -> QueryResult<Self> {
        let object = self.object(c)?;
        if !object.is_local() {
            return remote::leave(c, hosts, self, &object, state);
        }
        let occasion = room::hold(c, self.object_id)?;
        let now = Self::get(c, self.id)?;
        let withdrawn = now.shift(c, state)?;
        if let Some(occasion) = occasion {
            room::settle(c, hosts, &occasion)?;
        }
        if now.state.is_standing() {
            tell::departure(c, &object, &withdrawn)?;
        }
        Ok(withdrawn)
    }
}
