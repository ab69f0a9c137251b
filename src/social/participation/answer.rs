//! What the organiser does with those who ask for a place.

use chrono::TimeDelta;
use diesel::dsl::min;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock};

use super::{Bar, News, Participation, ParticipationError, ParticipationState, room, tell};
use crate::occasion::OccasionStatus;
use crate::schema::participations;

impl Participation {
    /// Consents to who asked: they get a place, or one in the line where there is no room. Who was refused before may come after
    /// all.
    pub fn accept(&self, c: &mut Conn, hosts: &Hosts) -> Result<Self, ParticipationError> {
        let occasion = room::hold(c, self.object_id)?.ok_or(Bar::Nothing)?;
        let now = Self::get(c, self.id)?;
        if !matches!(now.state, ParticipationState::Pending | ParticipationState::Rejected) {
            return Ok(now);
        }
        if occasion.status == OccasionStatus::Cancelled {
            return Err(Bar::Cancelled.into());
        }
        let fits = room::fits(c, &occasion, now.heads())?;
        let (state, news) = match fits {
            true => (ParticipationState::Accepted, News::Accepted),
            false => (ParticipationState::Waiting, News::Waiting),
        };
        let accepted = now.shift(c, state)?;
        room::settle(c, hosts, &occasion)?;
        tell::participant(c, hosts, &accepted, news)?;
        Ok(accepted)
    }

    /// Refuses who asked, or takes somebody off the list; others move up.
    pub fn reject(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<Self> {
        let occasion = room::hold(c, self.object_id)?;
        let now = Self::get(c, self.id)?;
        if now.state == ParticipationState::Rejected {
            return Ok(now);
        }
        let rejected = now.shift(c, ParticipationState::Rejected)?;
        if let Some(occasion) = occasion {
            room::settle(c, hosts, &occasion)?;
        }
        if now.state != ParticipationState::Unconfirmed {
            tell::participant(c, hosts, &rejected, News::Rejected)?;
        }
        Ok(rejected)
    }

    /// Puts who waits at the head of the line; they move up where there is room.
    pub fn advance(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<Self> {
        let Some(occasion) = room::hold(c, self.object_id)? else { return Ok(self.clone()) };
        let first: Option<chrono::NaiveDateTime> = participations::table
            .filter(participations::object_id.eq(self.object_id))
            .filter(participations::state.eq(ParticipationState::Waiting))
            .select(min(participations::asked_at))
            .first(c)?;
        let waiting = participations::table.find(self.id);
        let head = first.unwrap_or_else(clock::now) - TimeDelta::microseconds(1);
        diesel::update(waiting.filter(participations::state.eq(ParticipationState::Waiting)))
            .set((participations::asked_at.eq(head), participations::updated_at.eq(clock::now())))
            .execute(c)?;
        room::settle(c, hosts, &occasion)?;
        Self::get(c, self.id)
    }

    /// Notes that somebody came, or that this was a mistake. False: they have no place.
    pub fn check_in(&self, c: &mut Conn, came: bool) -> QueryResult<bool> {
        let at = came.then(|| self.checked_in_at.unwrap_or_else(clock::now));
        let with_place = participations::table.find(self.id);
        let noted = diesel::update(with_place.filter(participations::state.eq(ParticipationState::Accepted)))
            .set(participations::checked_in_at.eq(at))
            .execute(c)?;
        Ok(noted > 0)
    }
}
