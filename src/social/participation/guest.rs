//! Those without an account: they are known by an address, which they confirm, and come back by links that are mailed to them.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock};

use super::{Asking, Bar, NAME_LIMIT, News, Participation, ParticipationError, ParticipationState, ask, room, tell};
use crate::email::Email;
use crate::object::{Object, ObjectId};
use crate::occasion::Occasion;
use crate::schema::{occasions, participation_links, participations};
use crate::secret::{self, Secret};

/// How long an address can be confirmed.
const CONFIRM_WITHIN: TimeDelta = TimeDelta::days(1);

/// How long a link is good after the beginning.
const GOOD_AFTER: TimeDelta = TimeDelta::days(14);

/// How long those without an account are kept after the beginning.
const KEPT_AFTER: TimeDelta = TimeDelta::days(90);

/// Who registers without an account.
#[derive(Debug, Clone)]
pub struct NewGuest {
    /// How they are called.
    pub name: String,
    /// Their address.
    pub email: Email,
    /// In which language they read.
    pub language: String,
    /// What they ask for.
    pub asking: Asking,
}

/// What came of a registration. Who registers is told the same in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registered {
    /// A mail asks whether the address is theirs.
    Asked,
    /// The address is on the list already, and a mail says so.
    Known,
}

impl Participation {
    /// Somebody registers with an address; nothing holds before it is confirmed.
    pub fn register(c: &mut Conn, object: &Object, guest: &NewGuest) -> Result<Registered, ParticipationError> {
        let occasion = room::hold(c, object.id)?.ok_or(Bar::Nothing)?;
        if !occasion.anonymous || !object.is_local() || !object.visibility.is_open() {
            return Err(Bar::AccountNeeded.into());
        }
        ask::check(&occasion, &guest.asking)?;
        if guest.name.chars().count() > NAME_LIMIT {
            return Err(Bar::TooLong.into());
        }
        let known = Self::of_address(c, object.id, guest.email.as_str())?;
        if let Some(known) = known.as_ref().filter(|known| known.state.is_standing()) {
            tell::later(c, known.id, News::Known)?;
            return Ok(Registered::Known);
        }
        if let Some(known) = known.as_ref().filter(|known| known.state == ParticipationState::Rejected) {
            tell::later(c, known.id, News::Rejected)?;
            return Ok(Registered::Known);
        }
        let state = ParticipationState::Unconfirmed;
        let row = Self::write(c, known.as_ref(), object.id, None, state, None, &guest.asking)?;
        diesel::update(&row)
            .set((
                participations::name.eq(&guest.name),
                participations::email.eq(guest.email.as_str()),
                participations::language.eq(&guest.language),
            ))
            .execute(c)?;
        tell::later(c, row.id, News::Confirm)?;
        Ok(Registered::Asked)
    }

    fn of_address(c: &mut Conn, object: ObjectId, email: &str) -> QueryResult<Option<Self>> {
        participations::table
            .filter(participations::object_id.eq(object))
            .filter(participations::email.eq(email))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// The address is theirs, or they come after all: they get a place, wait for consent or stand in the line.
    pub fn confirm(&self, c: &mut Conn, hosts: &Hosts) -> Result<Self, ParticipationError> {
        let occasion = room::hold(c, self.object_id)?.ok_or(Bar::Nothing)?;
        let now = Self::get(c, self.id)?;
        let is_out = matches!(
            now.state,
            ParticipationState::Unconfirmed | ParticipationState::Left | ParticipationState::Declined
        );
        if !is_out {
            return Ok(now);
        }
        let asking = Asking { guests: now.guests, message: now.message.clone(), answers: now.answers.0.clone() };
        ask::check(&occasion, &asking)?;
        let state = ask::first_state(c, &occasion, &asking, false)?;
        let row = Self::write(c, Some(&now), now.object_id, None, state, None, &asking)?;
        room::settle(c, hosts, &occasion)?;
        let object = row.object(c)?;
        tell::organiser(c, &object, &row)?;
        let news = match row.state {
            ParticipationState::Accepted => News::Accepted,
            ParticipationState::Waiting => News::Waiting,
            _ => News::Pending,
        };
        tell::later(c, row.id, news)?;
        Ok(row)
    }

    /// A new link for who has no account; earlier ones stay good. One that is to confirm an address is good for a day.
    pub fn link(&self, c: &mut Conn, occasion: &Occasion) -> QueryResult<Secret> {
        let token = Secret::random();
        let expires_at = match self.state {
            ParticipationState::Unconfirmed => self.asked_at + CONFIRM_WITHIN,
            _ => occasion.starts_at.max(clock::now()) + GOOD_AFTER,
        };
        diesel::insert_into(participation_links::table)
            .values((
                participation_links::token_hash.eq(token.hash()),
                participation_links::participation_id.eq(self.id),
                participation_links::expires_at.eq(expires_at),
            ))
            .execute(c)?;
        Ok(token)
    }

    /// Whom a link was mailed to, while it is good.
    pub fn by_link(c: &mut Conn, token: &str) -> QueryResult<Option<Self>> {
        participation_links::table
            .inner_join(participations::table.on(participations::id.eq(participation_links::participation_id)))
            .filter(participation_links::token_hash.eq(secret::hash(token)))
            .filter(participation_links::expires_at.gt(clock::now()))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// Forgets addresses that nobody confirmed, links that are no longer good, and those without an account once what they came to
    /// is long over.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        let now = clock::now();
        diesel::delete(participation_links::table.filter(participation_links::expires_at.le(now))).execute(c)?;
        let unconfirmed = participations::table.filter(participations::state.eq(ParticipationState::Unconfirmed));
        diesel::delete(unconfirmed.filter(participations::asked_at.le(now - CONFIRM_WITHIN))).execute(c)?;
        let over: Vec<ObjectId> = occasions::table
            .filter(occasions::starts_at.le(now - KEPT_AFTER))
            .filter(occasions::ends_at.is_null().or(occasions::ends_at.le(now - KEPT_AFTER)))
            .filter(occasions::object_id.eq_any(addressed()))
            .select(occasions::object_id)
            .load(c)?;
        let guests = participations::table.filter(participations::object_id.eq_any(over));
        diesel::delete(guests.filter(participations::actor_id.is_null())).execute(c)?;
        Ok(())
    }

    /// When an address must be confirmed at the latest.
    pub fn confirm_by(&self) -> NaiveDateTime {
        self.asked_at + CONFIRM_WITHIN
    }
}

/// The occasions that somebody without an account is on the list of.
#[diesel::dsl::auto_type(no_type_alias)]
fn addressed() -> _ {
    participations::table.filter(participations::actor_id.is_null()).select(participations::object_id)
}
