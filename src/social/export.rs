//! A member's copy of all that is theirs. The archive itself is built elsewhere; here is how far it is.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::AccountId;
use crate::schema::{accounts, exports};

/// How long an archive is kept.
pub const KEPT: Duration = Duration::days(7);

/// How long after asking for one a member may ask for the next.
pub const EVERY: Duration = Duration::days(1);

store::id_type! {
    /// Names an export.
    pub ExportId
}

store::text_enum! {
    /// How far an export is.
    pub ExportState {
        /// Asked for.
        Waiting = "waiting",
        /// Being built.
        Running = "running",
        /// To be had.
        Ready = "ready",
        /// It could not be built.
        Failed = "failed",
    }
}

/// A row of `exports`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = exports, check_for_backend(store::Backend))]
pub struct Export {
    /// Its number.
    pub id: ExportId,
    /// Whose it is.
    pub account_id: AccountId,
    /// How far it is.
    pub state: ExportState,
    /// Where the archive lies in the media store, once it is ready.
    pub media_key: Option<String>,
    /// The size of the archive in bytes.
    pub size: i64,
    /// Why it could not be built.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: NaiveDateTime,
    /// When it was ready, or failed.
    pub finished_at: Option<NaiveDateTime>,
}

/// What asking for an export comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requested {
    /// This one is to be built.
    New(Export),
    /// This one was asked for less than a day ago.
    Recent(Export),
}

impl Export {
    /// Asks for an export. One that failed is no reason to wait for the next.
    pub fn request(c: &mut Conn, account: AccountId) -> QueryResult<Requested> {
        let now = clock::now();
        let recent = exports::table
            .filter(exports::account_id.eq(account))
            .filter(exports::created_at.gt(now - EVERY))
            .filter(exports::state.ne(ExportState::Failed))
            .order(exports::id.desc())
            .select(Self::as_select())
            .first(c)
            .optional()?;
        if let Some(recent) = recent {
            return Ok(Requested::Recent(recent));
        }
        diesel::insert_into(exports::table)
            .values((
                exports::id.eq(ExportId::next()),
                exports::account_id.eq(account),
                exports::state.eq(ExportState::Waiting),
                exports::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(c)
            .map(Requested::New)
    }

    /// The export of that number.
    pub fn find(c: &mut Conn, id: ExportId) -> QueryResult<Option<Self>> {
        exports::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// The exports of an account, the newest first.
    pub fn list(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Self>> {
        exports::table
            .filter(exports::account_id.eq(account))
            .order(exports::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// Writes down that it is being built.
    pub fn start(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(self).set(exports::state.eq(ExportState::Running)).execute(c)?;
        Ok(())
    }

    /// Writes down where the archive lies, and its size in bytes.
    pub fn finish(&self, c: &mut Conn, media_key: &str, size: i64) -> QueryResult<()> {
        diesel::update(self)
            .set((
                exports::state.eq(ExportState::Ready),
                exports::media_key.eq(media_key),
                exports::size.eq(size),
                exports::finished_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Writes down why it could not be built.
    pub fn fail(&self, c: &mut Conn, error: &str) -> QueryResult<()> {
        diesel::update(self)
            .set((
                exports::state.eq(ExportState::Failed),
                exports::error.eq(error),
                exports::finished_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }

    /// The exports whose time is over, or whose account is deleted: first the archive goes, then the row.
    pub fn stale(c: &mut Conn) -> QueryResult<Vec<Self>> {
        exports::table
            .inner_join(accounts::table.on(accounts::id.eq(exports::account_id)))
            .filter(exports::created_at.lt(clock::now() - KEPT).or(accounts::deleted_at.is_not_null()))
            .select(Self::as_select())
            .load(c)
    }

    /// Deletes the row.
    pub fn delete(self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(&self).execute(c)?;
        Ok(())
    }
}
