//! A draft: something that was not said yet, at any stall. With a time it is scheduled.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use diesel::result::Error as DbError;
use social::actor::{Actor, ActorId};
use social::media::Media;
use social::object::Object;
use social::range::Range;
use social::schema::{actors, drafts};
use store::{Conn, Json, clock};
use web::Message;

use crate::idempotency;
use crate::statement::{Desk, Statement, StatementError};

store::id_type! {
    /// Names a draft; ordered by when it was begun.
    pub DraftId
}

/// How many drafts and scheduled statements a member may have at a stall.
pub const LIMIT: i64 = 300;

/// How many of them may be scheduled for one day (UTC).
pub const DAILY_LIMIT: i64 = 25;

/// For how long the media of a draft that nobody touches are kept.
const HOLD: TimeDelta = TimeDelta::days(365);

/// A row of `drafts`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = drafts)]
pub struct Draft {
    /// Its number here.
    pub id: DraftId,
    /// Whose it is.
    pub actor_id: ActorId,
    /// What is to be said.
    pub statement: Json<Statement>,
    /// When; not by itself where unset.
    pub due_at: Option<NaiveDateTime>,
    /// Why it was not said when it was due.
    pub error: Option<Json<Message>>,
    /// When it was last written.
    pub updated_at: NaiveDateTime,
}

impl Draft {
    /// A draft of this member's.
    pub fn find(c: &mut Conn, of: ActorId, id: DraftId) -> QueryResult<Option<Self>> {
        let own = drafts::table.find(id).filter(drafts::actor_id.eq(of));
        own.select(Self::as_select()).first(c).optional()
    }

    /// What a draft of this member's says: nothing where there is none, or none any more.
    pub fn words(c: &mut Conn, of: ActorId, id: Option<DraftId>) -> QueryResult<Statement> {
        let draft = id.map(|id| Self::find(c, of, id)).transpose()?.flatten();
        Ok(draft.map(|draft| draft.statement.0).unwrap_or_default())
    }

    /// The drafts of a member without a time, last written first.
    pub fn list(c: &mut Conn, of: ActorId) -> QueryResult<Vec<Self>> {
        drafts::table
            .filter(drafts::actor_id.eq(of))
            .filter(drafts::due_at.is_null())
            .order((drafts::updated_at.desc(), drafts::id.desc()))
            .select(Self::as_select())
            .load(c)
    }

    /// The scheduled ones of a member, the next one first.
    pub fn agenda(c: &mut Conn, of: ActorId) -> QueryResult<Vec<Self>> {
        drafts::table
            .filter(drafts::actor_id.eq(of))
            .filter(drafts::due_at.is_not_null())
            .order(drafts::due_at)
            .select(Self::as_select())
            .load(c)
    }

    /// The scheduled ones of a member by when they were begun, the newest first.
    pub fn scheduled(c: &mut Conn, of: ActorId, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let own = drafts::table.filter(drafts::actor_id.eq(of)).filter(drafts::due_at.is_not_null());
        let rows = social::cut!(own.select(Self::as_select()), drafts::id, range, limit).load(c)?;
        Ok(range.arrange(rows))
    }

    /// Keeps something to be said, as a new draft or in the place of one; its media are held. Errors: there are as many as
    /// there may be, altogether or on that day.
    pub fn keep(
        c: &mut Conn,
        of: ActorId,
        id: Option<DraftId>,
        statement: &Statement,
        due_at: Option<NaiveDateTime>,
    ) -> Result<Self, StatementError> {
        let id = match id {
            Some(id) => Self::find(c, of, id)?.ok_or(DbError::NotFound)?.id,
            None if drafts::table.filter(drafts::actor_id.eq(of)).count().get_result::<i64>(c)? >= LIMIT => {
                return Err(StatementError::TooManyDrafts(LIMIT));
            }
            None => DraftId::next(),
        };
        leave_room(c, of, id, due_at)?;
        Media::hold(c, of, &statement.media_ids(), clock::now() + HOLD)?;
        let written = (
            drafts::statement.eq(Json(statement.clone())),
            drafts::due_at.eq(due_at),
            drafts::error.eq(None::<Json<Message>>),
            drafts::updated_at.eq(clock::now()),
        );
        Ok(diesel::insert_into(drafts::table)
            .values((drafts::id.eq(id), drafts::actor_id.eq(of), written.clone()))
            .on_conflict(drafts::id)
            .do_update()
            .set(written)
            .returning(Self::as_returning())
            .get_result(c)?)
    }

    /// Whether it is to be said now.
    pub fn is_due(&self) -> bool {
        self.due_at.is_some_and(|at| at <= clock::now())
    }

    /// Has it said at another time. Errors: there are as many on that day as there may be.
    pub fn put_off(&self, c: &mut Conn, due_at: NaiveDateTime) -> Result<Self, StatementError> {
        leave_room(c, self.actor_id, self.id, Some(due_at))?;
        let moved = diesel::update(self).set((drafts::due_at.eq(due_at), drafts::updated_at.eq(clock::now())));
        Ok(moved.returning(Self::as_returning()).get_result(c)?)
    }

    /// Those that are to be said now at these stalls, the longest due first.
    pub(crate) fn due(c: &mut Conn, stalls: &[&str]) -> QueryResult<Vec<Self>> {
        drafts::table
            .inner_join(actors::table.on(actors::id.eq(drafts::actor_id)))
            .filter(drafts::due_at.le(clock::now()))
            .filter(actors::stall.eq_any(stalls))
            .order(drafts::due_at)
            .limit(100)
            .select(Self::as_select())
            .load(c)
    }

    /// Says what it holds, whether or not everybody it names was found. What was said, changed or thrown away meanwhile is
    /// left alone.
    pub fn say(&self, c: &mut Conn, desk: &Desk) -> Result<Option<Object>, StatementError> {
        // Whoever takes the row says it: another node may be about to.
        let due = drafts::table.find(self.id).filter(drafts::due_at.le(clock::now()));
        let taken: Option<Self> = diesel::delete(due).returning(Self::as_returning()).get_result(c).optional()?;
        let Some(draft) = taken else { return Ok(None) };
        let author = Actor::get(c, draft.actor_id)?;
        if !author.is_present() {
            return Ok(None);
        }
        let speaker = draft.statement.speaker(c, draft.actor_id)?;
        let object = draft.statement.publish(c, desk, &speaker)?;
        idempotency::said(c, draft.id, object.id)?;
        Ok(Some(object))
    }

    /// It could not be said: it stays as a draft, with the reason.
    pub(crate) fn fail(&self, c: &mut Conn, reason: &Message) -> QueryResult<()> {
        diesel::update(self)
            .set((drafts::due_at.eq(None::<NaiveDateTime>), drafts::error.eq(Json(reason.clone()))))
            .execute(c)?;
        Ok(())
    }

    /// Removes it.
    pub fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(self).execute(c)?;
        Ok(())
    }
}

/// Refuses another one on a day that has as many as it may. What is due already waits for people to be found, not for its day.
fn leave_room(c: &mut Conn, of: ActorId, id: DraftId, due_at: Option<NaiveDateTime>) -> Result<(), StatementError> {
    let Some(due_at) = due_at.filter(|at| *at > clock::now()) else { return Ok(()) };
    let midnight = due_at.date().and_hms_opt(0, 0, 0).unwrap_or(due_at);
    let next = midnight.checked_add_signed(TimeDelta::days(1)).unwrap_or(due_at);
    let others: i64 = drafts::table
        .filter(drafts::actor_id.eq(of))
        .filter(drafts::id.ne(id))
        .filter(drafts::due_at.ge(midnight))
        .filter(drafts::due_at.lt(next))
        .count()
        .get_result(c)?;
    if others >= DAILY_LIMIT { Err(StatementError::TooManyThatDay(DAILY_LIMIT)) } else { Ok(()) }
}
