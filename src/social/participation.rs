//! Who takes part in what takes place: members, people elsewhere, and those who have no account but an address.
//!
//! Of a local occasion the rows here are the truth: every verb holds the row of the occasion until its transaction ends, so that
//! no more heads are let in than there is room for. Of a remote one they say what a member asked for and what came back.

mod answer;
mod ask;
mod guest;
mod reminder;
mod remote;
mod room;
mod tell;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::{Conn, Json, clock};

pub use ask::{Asking, asking_bar};
pub use guest::{NewGuest, Registered};
pub use reminder::{DEFAULT_REMINDERS, LEADS};
pub use room::FOLLOW_UP;
pub use tell::{Farewell, News, TELL, Tidings, say_to};
pub(crate) use {
    remote::touched,
    room::{followed_up, forget, relocated},
    tell::{dissolve, dissolve_all},
};

use crate::actor::{Actor, ActorId};
use crate::object::{Object, ObjectId};
use crate::schema::{actors, objects, participations};

/// The longest message to the organiser, in characters; what is longer from elsewhere is cut.
pub const MESSAGE_LIMIT: usize = 1_000;

/// The longest name of who has no account, in characters.
pub const NAME_LIMIT: usize = 100;

store::id_type! {
    /// Names a participation.
    pub ParticipationId
}

store::text_enum! {
    /// How far a participation is.
    pub ParticipationState {
        /// Asked by e-mail; that the address is theirs is not known yet.
        Unconfirmed = "unconfirmed",
        /// Waits for the organiser's consent, or for the answer from elsewhere.
        Pending = "pending",
        /// Comes.
        Accepted = "accepted",
        /// On the waiting list.
        Waiting = "waiting",
        /// The organiser refused, or took them off the list.
        Rejected = "rejected",
        /// The organiser elsewhere takes no sign-ups.
        Ignored = "ignored",
        /// May come; holds no place.
        Maybe = "maybe",
        /// Does not come.
        Declined = "declined",
        /// Came to the list and left it.
        Left = "left",
    }
}

impl ParticipationState {
    /// Whether it asks for a place, has one or waits for one.
    pub fn is_standing(self) -> bool {
        matches!(self, Self::Pending | Self::Accepted | Self::Waiting)
    }
}

/// What somebody answered to a question of the organiser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The question as it was asked.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// A row of `participations`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
pub struct Participation {
    /// Its number here.
    pub id: ParticipationId,
    /// What takes place.
    pub object_id: ObjectId,
    /// Who takes part; unset of who has no account.
    pub actor_id: Option<ActorId>,
    /// How who has no account is called.
    pub name: String,
    /// The address of who has no account.
    pub email: Option<String>,
    /// In which language they read mail.
    pub language: String,
    /// How far it is.
    pub state: ParticipationState,
    /// Heads brought along.
    pub guests: i16,
    /// What is said to the organiser, plain text.
    pub message: String,
    /// What was answered to the organiser's questions.
    pub answers: Json<Vec<Reply>>,
    /// The id of the activity that asked.
    pub uri: Option<String>,
    /// What is shown at the door.
    pub code: String,
    /// The place in the line.
    pub asked_at: NaiveDateTime,
    /// When they came.
    pub checked_in_at: Option<NaiveDateTime>,
    /// When it last changed.
    pub updated_at: NaiveDateTime,
    /// How long before the beginning they want to be reminded, in minutes.
    pub reminders: Json<Vec<i32>>,
    /// The last reminder that was given, in minutes before the beginning.
    pub reminded: Option<i32>,
}

/// Why somebody cannot take part so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Bar {
    /// It does not take place at any time, so nobody takes part in it.
    #[error("nobody can take part in this")]
    Nothing,
    /// There is not so much room.
    #[error("there is not enough room")]
    Full,
    /// One could register until a time that is past.
    #[error("registration is closed")]
    Closed,
    /// It is over.
    #[error("it is over")]
    Over,
    /// It does not take place.
    #[error("it is cancelled")]
    Cancelled,
    /// One registers elsewhere.
    #[error("one registers elsewhere")]
    External,
    /// Nobody registers: one just comes.
    #[error("nobody registers for this")]
    Open,
    /// Only who was asked may come.
    #[error("only who was invited can take part")]
    Uninvited,
    /// More guests than each may bring.
    #[error("at most {0} guests can be brought along")]
    TooManyGuests(i16),
    /// The organiser refused before.
    #[error("the organiser refused")]
    Refused,
    /// One of the two blocks the other, or it is not to be seen.
    #[error("this is not for you")]
    NotYours,
    /// The message is too long.
    #[error("the message is too long")]
    TooLong,
    /// A question that has to be answered is not.
    #[error("a question has to be answered")]
    Unanswered,
    /// Only who has an account may take part.
    #[error("an account is needed to take part")]
    AccountNeeded,
}

/// Why a verb did not do what it says.
#[derive(Debug, thiserror::Error)]
pub enum ParticipationError {
    /// It cannot be.
    #[error(transparent)]
    Barred(#[from] Bar),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// Heads by state, of one occasion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heads {
    /// Those that come.
    pub accepted: i64,
    /// Those that wait for consent.
    pub pending: i64,
    /// Those on the waiting list.
    pub waiting: i64,
    /// Those that may come.
    pub maybe: i64,
    /// Those that are there.
    pub checked_in: i64,
}

impl Participation {
    /// By its number.
    pub fn find(c: &mut Conn, id: ParticipationId) -> QueryResult<Option<Self>> {
        participations::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// By its number. Errors: there is none such.
    pub fn get(c: &mut Conn, id: ParticipationId) -> QueryResult<Self> {
        participations::table.find(id).select(Self::as_select()).first(c)
    }

    /// That of an actor.
    pub fn of_actor(c: &mut Conn, object: ObjectId, actor: ActorId) -> QueryResult<Option<Self>> {
        participations::table
            .filter(participations::object_id.eq(object))
            .filter(participations::actor_id.eq(actor))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// That of a member, under whichever of their actors: who asked at one stall is on the list at every other.
    pub fn of_member(c: &mut Conn, object: ObjectId, actor: ActorId) -> QueryResult<Option<Self>> {
        Ok(Self::of_members(c, actor, &[object])?.remove(&object))
    }

    /// Those of a member in several occasions; where several actors of theirs have one, the one that stands.
    pub fn of_members(c: &mut Conn, actor: ActorId, objects: &[ObjectId]) -> QueryResult<HashMap<ObjectId, Self>> {
        let account: Option<Option<crate::account::AccountId>> =
            actors::table.find(actor).select(actors::account_id).first(c).optional()?;
        let mut own = actors::table.filter(actors::id.eq(actor)).select(actors::id).into_boxed();
        if let Some(account) = account.flatten() {
            own = own.or_filter(actors::account_id.eq(account));
        }
        let own: Vec<ActorId> = own.load(c)?;
        let mut rows: Vec<Self> = participations::table
            .filter(participations::object_id.eq_any(objects))
            .filter(participations::actor_id.eq_any(own))
            .select(Self::as_select())
            .load(c)?;
        rows.sort_by_key(|row| (row.state.is_standing(), row.actor_id == Some(actor), row.updated_at));
        Ok(rows.into_iter().map(|row| (row.object_id, row)).collect())
    }

    /// Whether an actor asked for a place at something that another organises.
    pub(crate) fn is_between(c: &mut Conn, actor: ActorId, organiser: ActorId) -> QueryResult<bool> {
        let standing = ParticipationState::ALL.iter().copied().filter(|state| state.is_standing());
        let asked = participations::table
            .inner_join(objects::table.on(objects::id.eq(participations::object_id)))
            .filter(participations::actor_id.eq(actor))
            .filter(participations::state.eq_any(standing.collect::<Vec<_>>()))
            .filter(objects::actor_id.eq(organiser));
        diesel::select(diesel::dsl::exists(asked)).get_result(c)
    }

    /// By what is shown at the door, however it was typed.
    pub fn by_code(c: &mut Conn, object: ObjectId, typed: &str) -> QueryResult<Option<Self>> {
        participations::table
            .filter(participations::object_id.eq(object))
            .filter(participations::code.eq(crate::secret::plain(typed)))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// By the id of the activity that asked.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        participations::table.filter(participations::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// Those of an occasion in these states, in the order of the line, with who has an actor.
    pub fn list(
        c: &mut Conn,
        object: ObjectId,
        states: &[ParticipationState],
    ) -> QueryResult<Vec<(Self, Option<Actor>)>> {
        participations::table
            .left_join(actors::table.on(participations::actor_id.eq(actors::id.nullable())))
            .filter(participations::object_id.eq(object))
            .filter(participations::state.eq_any(states))
            .order((participations::asked_at, participations::id))
            .select((Self::as_select(), Option::<Actor>::as_select()))
            .load(c)
    }

    /// What a member takes part in or wants to, whatever it is and wherever.
    pub fn of_account(
        c: &mut Conn,
        account: crate::account::AccountId,
        states: &[ParticipationState],
    ) -> QueryResult<Vec<Self>> {
        participations::table
            .inner_join(actors::table.on(participations::actor_id.eq(actors::id.nullable())))
            .filter(actors::account_id.eq(account))
            .filter(participations::state.eq_any(states))
            .select(Self::as_select())
            .load(c)
    }

    /// How many heads it is.
    pub fn heads(&self) -> i64 {
        1 + i64::from(self.guests)
    }

    /// Which place in the line it has, from 1; `None`: it is not on the waiting list.
    pub fn place(&self, c: &mut Conn) -> QueryResult<Option<i64>> {
        Ok(Self::places(c, &[self])?.remove(&self.id))
    }

    /// The places in the line of those of these that wait, in one query.
    pub fn places(c: &mut Conn, these: &[&Self]) -> QueryResult<HashMap<ParticipationId, i64>> {
        let waiting: Vec<&&Self> = these.iter().filter(|row| row.state == ParticipationState::Waiting).collect();
        if waiting.is_empty() {
            return Ok(HashMap::new());
        }
        let objects: Vec<ObjectId> = waiting.iter().map(|row| row.object_id).collect();
        let lines: Vec<(ObjectId, NaiveDateTime, ParticipationId)> = participations::table
            .filter(participations::object_id.eq_any(objects))
            .filter(participations::state.eq(ParticipationState::Waiting))
            .select((participations::object_id, participations::asked_at, participations::id))
            .load(c)?;
        let ahead = |of: &Self| {
            let is_ahead = |(object, asked_at, id): &&(ObjectId, NaiveDateTime, ParticipationId)| {
                *object == of.object_id && (*asked_at, *id) <= (of.asked_at, of.id)
            };
            i64::try_from(lines.iter().filter(is_ahead).count()).unwrap_or(i64::MAX)
        };
        Ok(waiting.into_iter().map(|row| (row.id, ahead(row))).collect())
    }

    /// Heads by state, of one occasion.
    pub fn count(c: &mut Conn, object: ObjectId) -> QueryResult<Heads> {
        let rows: Vec<(ParticipationState, i16, Option<NaiveDateTime>)> = participations::table
            .filter(participations::object_id.eq(object))
            .select((participations::state, participations::guests, participations::checked_in_at))
            .load(c)?;
        let mut heads = Heads::default();
        for (state, guests, checked_in_at) in rows {
            let count = 1 + i64::from(guests);
            match state {
                ParticipationState::Accepted => heads.accepted += count,
                ParticipationState::Pending => heads.pending += count,
                ParticipationState::Waiting => heads.waiting += count,
                ParticipationState::Maybe => heads.maybe += count,
                _ => {}
            }
            if state == ParticipationState::Accepted && checked_in_at.is_some() {
                heads.checked_in += count;
            }
        }
        Ok(heads)
    }

    /// Sets when they want to be reminded, in minutes before the beginning; what is no known lead is left out.
    pub fn remind_at(&self, c: &mut Conn, minutes: &[i32]) -> QueryResult<()> {
        let leads: Vec<i32> = LEADS.iter().copied().filter(|lead| minutes.contains(lead)).collect();
        diesel::update(self).set(participations::reminders.eq(Json(leads))).execute(c)?;
        Ok(())
    }

    /// Writes another state, and gives the row as it then is.
    fn shift(&self, c: &mut Conn, state: ParticipationState) -> QueryResult<Self> {
        diesel::update(self)
            .set((participations::state.eq(state), participations::updated_at.eq(clock::now())))
            .returning(Self::as_returning())
            .get_result(c)
    }

    fn object(&self, c: &mut Conn) -> QueryResult<Object> {
        Object::get(c, self.object_id)
    }

    fn actor(&self, c: &mut Conn) -> QueryResult<Option<Actor>> {
        self.actor_id.map(|id| Actor::get(c, id)).transpose()
    }
}
