//! What a member brings from elsewhere: a table of theirs, which is read into rows, confirmed, and carried out row by row.
//!
//! A row is settled in the transaction that does what it says, so that nothing is done twice or by half, whenever the program
//! ends. What is in the tables is read in [`entry`], what a row does stands in [`row`], and what an import that overwrites
//! leaves behind in [`surplus`].

pub mod entry;
pub mod row;
pub mod surplus;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::AccountId;
use crate::actor::ActorId;
use crate::schema::{accounts, import_rows, imports};

pub use entry::{Entry, Refusal};
pub use row::{Row, RowState, Target};
pub use surplus::Surplus;

/// The largest file that is read, in bytes, and how many rows it may have; as at Mastodon.
pub const MOST_BYTES: u64 = 20 << 20;
/// See [`MOST_BYTES`].
pub const MOST_ROWS: usize = 20_000;

/// How many imports of one account may be read or run at a time.
pub const MOST_OPEN: i64 = 5;

/// How many an account keeps: the oldest that are over go before their time.
pub const MOST_KEPT: i64 = 20;

/// How long an import that is over is kept.
pub const KEPT: Duration = Duration::days(7);

/// How long a file that was read waits to be confirmed.
pub const CONFIRM_WITHIN: Duration = Duration::days(1);

store::id_type! {
    /// Names an import.
    pub ImportId
}

store::text_enum! {
    /// Which of a member's tables it is, in or out.
    pub ImportKind {
        /// Whom the actor follows.
        Following = "following",
        /// Its lists, and who is on them.
        Lists = "lists",
        /// Whom it blocks.
        Blocks = "blocks",
        /// Whom it mutes.
        Mutes = "mutes",
        /// Hosts that it hides.
        Domains = "domains",
        /// What it keeps.
        Bookmarks = "bookmarks",
    }
}

store::text_enum! {
    /// What becomes of what is here already.
    pub ImportMode {
        /// It stays.
        Merge = "merge",
        /// What is not in the file goes.
        Overwrite = "overwrite",
    }
}

store::text_enum! {
    /// How far an import is.
    pub ImportState {
        /// The file is read; the member has not confirmed yet.
        Draft = "draft",
        /// It is being carried out.
        Running = "running",
        /// Each row is settled.
        Finished = "finished",
        /// The member ended it before that.
        Cancelled = "cancelled",
    }
}

impl ImportKind {
    /// The heads of its columns, as Mastodon has them. Of the four kinds that Mastodon writes without a head they are what it
    /// understands on the way in.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Following => &["Account address", "Show boosts", "Notify on new posts", "Languages"],
            Self::Lists => &["List name", "Account address"],
            Self::Blocks => &["Account address"],
            Self::Mutes => &["Account address", "Hide notifications"],
            Self::Domains => &["#domain"],
            Self::Bookmarks => &["#uri"],
        }
    }

    /// What Mastodon calls the file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Following => "following_accounts.csv",
            Self::Lists => "lists.csv",
            Self::Blocks => "blocked_accounts.csv",
            Self::Mutes => "muted_accounts.csv",
            Self::Domains => "blocked_domains.csv",
            Self::Bookmarks => "bookmarks.csv",
        }
    }
}

/// A row of `imports`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = imports, check_for_backend(store::Backend))]
pub struct Import {
    /// Its number.
    pub id: ImportId,
    /// Whose it is.
    pub account_id: AccountId,
    /// For which of their actors.
    pub actor_id: ActorId,
    /// Which table it is.
    pub kind: ImportKind,
    /// What becomes of what is here already.
    pub mode: ImportMode,
    /// How far it is.
    pub state: ImportState,
    /// What the member calls the file.
    pub file_name: String,
    /// When the file was read.
    pub created_at: NaiveDateTime,
    /// When the member confirmed it.
    pub confirmed_at: Option<NaiveDateTime>,
    /// When it was over.
    pub finished_at: Option<NaiveDateTime>,
}

/// What an import is made of.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = imports)]
pub struct NewImport {
    /// See [`Import::account_id`].
    pub account_id: AccountId,
    /// See [`Import::actor_id`].
    pub actor_id: ActorId,
    /// See [`Import::kind`].
    pub kind: ImportKind,
    /// See [`Import::mode`].
    pub mode: ImportMode,
    /// See [`Import::file_name`].
    pub file_name: String,
}

/// How many rows are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All rows.
    pub total: i64,
    /// Those that were done.
    pub done: i64,
    /// Those that could not be.
    pub refused: i64,
}

impl Counts {
    /// Those that are still to be done.
    pub fn left(self) -> i64 {
        self.total - self.done - self.refused
    }

    fn add(&mut self, state: RowState, count: i64) {
        self.total += count;
        match state {
            RowState::Done => self.done += count,
            RowState::Refused => self.refused += count,
            RowState::Waiting | RowState::Asking => {}
        }
    }
}

impl Import {
    /// Writes down what was read of a file: each row with the number of its line and its cells in the order of
    /// [`ImportKind::columns`]. What cannot be understood is refused here. `None` where the account has [`MOST_OPEN`] that are
    /// not over.
    pub fn create(c: &mut Conn, new: &NewImport, rows: &[(i32, Vec<String>)]) -> QueryResult<Option<Self>> {
        let of_account = || imports::table.filter(imports::account_id.eq(new.account_id));
        let open = of_account().filter(imports::state.eq_any([ImportState::Draft, ImportState::Running]));
        if open.count().get_result::<i64>(c)? >= MOST_OPEN {
            return Ok(None);
        }
        let over: Vec<ImportId> = of_account()
            .filter(imports::state.eq_any([ImportState::Finished, ImportState::Cancelled]))
            .order(imports::id.desc())
            .offset(MOST_KEPT - MOST_OPEN)
            .limit(MOST_KEPT)
            .select(imports::id)
            .load(c)?;
        diesel::delete(imports::table.filter(imports::id.eq_any(over))).execute(c)?;
        let import: Self = diesel::insert_into(imports::table)
            .values((
                imports::id.eq(ImportId::next()),
                imports::state.eq(ImportState::Draft),
                imports::created_at.eq(clock::now()),
                new,
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        Row::write(c, &import, rows)?;
        Ok(Some(import))
    }

    /// The import of that number, if it is of that account.
    pub fn find(c: &mut Conn, account: AccountId, id: ImportId) -> QueryResult<Option<Self>> {
        imports::table.find(id).filter(imports::account_id.eq(account)).select(Self::as_select()).first(c).optional()
    }

    /// The imports of an account, the newest first.
    pub fn list(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Self>> {
        imports::table
            .filter(imports::account_id.eq(account))
            .order(imports::id.desc())
            .limit(MOST_KEPT)
            .select(Self::as_select())
            .load(c)
    }

    /// The import of that number, if it is being carried out.
    pub fn running(c: &mut Conn, id: ImportId) -> QueryResult<Option<Self>> {
        imports::table
            .find(id)
            .filter(imports::state.eq(ImportState::Running))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// Those that are being carried out, of everybody.
    pub fn all_running(c: &mut Conn) -> QueryResult<Vec<ImportId>> {
        imports::table.filter(imports::state.eq(ImportState::Running)).select(imports::id).load(c)
    }

    /// How many rows of each of these are how far; those without rows are missing.
    pub fn counts(c: &mut Conn, ids: &[ImportId]) -> QueryResult<HashMap<ImportId, Counts>> {
        let rows: Vec<(ImportId, RowState, i64)> = import_rows::table
            .filter(import_rows::import_id.eq_any(ids))
            .group_by((import_rows::import_id, import_rows::state))
            .select((import_rows::import_id, import_rows::state, diesel::dsl::count_star()))
            .load(c)?;
        let mut counts: HashMap<ImportId, Counts> = HashMap::new();
        for (id, state, count) in rows {
            counts.entry(id).or_default().add(state, count);
        }
        Ok(counts)
    }

    /// The member confirms what was read. False: there is nothing to confirm any more.
    pub fn confirm(&self, c: &mut Conn) -> QueryResult<bool> {
        let draft = imports::table.find(self.id).filter(imports::state.eq(ImportState::Draft));
        let confirmed = (imports::state.eq(ImportState::Running), imports::confirmed_at.eq(clock::now()));
        Ok(diesel::update(draft).set(confirmed).execute(c)? > 0)
    }

    /// The member ends it: what was done stays, what is left is not done.
    pub fn cancel(&self, c: &mut Conn) -> QueryResult<()> {
        self.end(c, ImportState::Cancelled)
    }

    /// Each row is settled.
    pub fn finish(&self, c: &mut Conn) -> QueryResult<()> {
        self.end(c, ImportState::Finished)
    }

    fn end(&self, c: &mut Conn, state: ImportState) -> QueryResult<()> {
        let running = imports::table.find(self.id).filter(imports::state.eq(ImportState::Running));
        diesel::update(running).set((imports::state.eq(state), imports::finished_at.eq(clock::now()))).execute(c)?;
        Ok(())
    }

    /// Drops it with its rows; one that is being carried out ends thereby. What it did stays.
    pub fn delete(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(imports::table.find(self.id)).execute(c)?;
        Ok(())
    }

    /// Drops those whose time is over, or whose account is deleted.
    pub fn forget_stale(c: &mut Conn) -> QueryResult<usize> {
        let now = clock::now();
        let gone = accounts::table.filter(accounts::deleted_at.is_not_null()).select(accounts::id);
        let stale = imports::table.filter(
            imports::finished_at
                .lt(now - KEPT)
                .assume_not_null()
                .or(imports::state.eq(ImportState::Draft).and(imports::created_at.lt(now - CONFIRM_WITHIN)))
                .or(imports::account_id.eq_any(gone)),
        );
        let stale: Vec<ImportId> = stale.select(imports::id).load(c)?;
        diesel::delete(imports::table.filter(imports::id.eq_any(stale))).execute(c)
    }
}
