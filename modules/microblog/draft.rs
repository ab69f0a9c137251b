//! A draft: a post that was not said yet. With a time it is scheduled.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::Statement;
use host::social::actor::ActorId;
use host::social::media::{Media, MediaId};
use host::store::{Conn, Json, clock};
use host::web::Message;

use crate::schema::microblog_drafts;

host::store::id_type! {
    /// Names a draft; ordered by when it was begun.
    pub(crate) DraftId
}

/// How many drafts and scheduled posts a member may have.
pub(crate) const LIMIT: i64 = 300;

/// For how long the media of a draft that nobody touches are kept.
const HOLD: TimeDelta = TimeDelta::days(365);

/// A row of `microblog_drafts`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = microblog_drafts)]
pub(crate) struct Draft {
    /// Its number here.
    pub(crate) id: DraftId,
    /// Whose it is.
    pub(crate) actor_id: ActorId,
    /// What is to be said.
    pub(crate) statement: Json<Statement>,
    /// When; not by itself where unset.
    pub(crate) due_at: Option<NaiveDateTime>,
    /// Why it was not said when it was due.
    pub(crate) error: Option<Json<Message>>,
    /// When it was last written.
    pub(crate) updated_at: NaiveDateTime,
}

impl Draft {
    /// A draft of this member's.
    pub(crate) fn find(c: &mut Conn, of: ActorId, id: DraftId) -> QueryResult<Option<Self>> {
        let own = microblog_drafts::table.find(id).filter(microblog_drafts::actor_id.eq(of));
        own.select(Self::as_select()).first(c).optional()
    }

    /// The drafts of a member, last written first: the scheduled ones, or the others.
    pub(crate) fn list(c: &mut Conn, of: ActorId, scheduled: bool) -> QueryResult<Vec<Self>> {
        let own = microblog_drafts::table.filter(microblog_drafts::actor_id.eq(of)).select(Self::as_select());
        match scheduled {
            true => own.filter(microblog_drafts::due_at.is_not_null()).order(microblog_drafts::due_at).load(c),
            false => own
                .filter(microblog_drafts::due_at.is_null())
                .order((microblog_drafts::updated_at.desc(), microblog_drafts::id.desc()))
                .load(c),
        }
    }

    /// Whether it is to be said now.
    pub(crate) fn is_due(&self) -> bool {
        self.due_at.is_some_and(|at| at <= clock::now())
    }

    /// How many a member has.
    pub(crate) fn count(c: &mut Conn, of: ActorId) -> QueryResult<i64> {
        microblog_drafts::table.filter(microblog_drafts::actor_id.eq(of)).count().get_result(c)
    }

    /// Keeps something to be said, as a new draft or in the place of one; its media are held.
    pub(crate) fn keep(
        c: &mut Conn,
        of: ActorId,
        id: Option<DraftId>,
        statement: &Statement,
        due_at: Option<NaiveDateTime>,
    ) -> QueryResult<Self> {
        let id = match id {
            Some(id) => Self::find(c, of, id)?.ok_or(diesel::result::Error::NotFound)?.id,
            None => DraftId::next(),
        };
        let media: Vec<MediaId> = statement.media.iter().filter_map(|id| id.parse().ok()).collect();
        Media::hold(c, of, &media, clock::now() + HOLD)?;
        let written = (
            microblog_drafts::statement.eq(Json(statement.clone())),
            microblog_drafts::due_at.eq(due_at),
            microblog_drafts::error.eq(None::<Json<Message>>),
            microblog_drafts::updated_at.eq(clock::now()),
        );
        diesel::insert_into(microblog_drafts::table)
            .values((microblog_drafts::id.eq(id), microblog_drafts::actor_id.eq(of), written.clone()))
            .on_conflict(microblog_drafts::id)
            .do_update()
            .set(written)
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Those that are to be said now, the longest due first.
    pub(crate) fn due(c: &mut Conn) -> QueryResult<Vec<Self>> {
        microblog_drafts::table
            .filter(microblog_drafts::due_at.le(clock::now()))
            .order(microblog_drafts::due_at)
            .limit(100)
            .select(Self::as_select())
            .load(c)
    }

    /// It could not be said: it stays as a draft, with the reason.
    pub(crate) fn fail(&self, c: &mut Conn, reason: &Message) -> QueryResult<()> {
        diesel::update(self)
            .set((microblog_drafts::due_at.eq(None::<NaiveDateTime>), microblog_drafts::error.eq(Json(reason.clone()))))
            .execute(c)?;
        Ok(())
    }

    /// Removes it.
    pub(crate) fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(self).execute(c)?;
        Ok(())
    }
}
