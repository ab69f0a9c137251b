//! What comes in: each activity is one row from the moment it is answered 202, until the journal forgets it.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock, signal, snowflake};

use crate::schema::inbox_entries;

store::id_type! {
    /// Names an incoming activity; ordered by time.
    pub InboxId
}

/// The signal raised when activities wait.
pub const SIGNAL: &str = "inbox";

store::text_enum! {
    /// What became of an incoming activity.
    pub InboxState {
        /// It waits, for the first time or for another try.
        Pending = "pending",
        /// It took effect.
        Accepted = "accepted",
        /// It is sound and concerns nobody here, or says nothing new.
        Ignored = "ignored",
        /// It is unsound, forged or unwelcome.
        Refused = "refused",
        /// It could not be handled: what it needs could not be had.
        Failed = "failed",
    }
}

/// A row of `inbox_entries`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = inbox_entries)]
pub struct InboxEntry {
    /// Its number here.
    pub id: InboxId,
    /// The stall whose inbox took it.
    pub stall: Option<String>,
    /// The host of the key that signed it.
    pub host: String,
    /// The activity's id; made from the body's digest where it has none.
    pub activity_uri: String,
    /// Its type.
    pub activity_type: String,
    /// Who is said to have done it.
    pub actor_uri: String,
    /// What it is about, where that is named.
    pub object_uri: Option<String>,
    /// How it is signed, in a word.
    pub signed: String,
    /// The parsed signature, until it is verified.
    pub signature: Option<String>,
    /// Whether the signature was verified when it came.
    pub verified: bool,
    /// The document.
    pub body: String,
    /// What became of it.
    pub state: InboxState,
    /// Why.
    pub reason: Option<String>,
    /// Tries so far.
    pub tries: i16,
    /// When the next try is due.
    pub run_at: NaiveDateTime,
    /// When it came.
    pub received_at: NaiveDateTime,
    /// When it ended.
    pub done_at: Option<NaiveDateTime>,
}

/// A new row of `inbox_entries`; see [`InboxEntry`] for the fields.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = inbox_entries)]
#[expect(missing_docs, reason = "each field is described on `InboxEntry`")]
pub struct NewInboxEntry {
    pub stall: Option<String>,
    pub host: String,
    pub activity_uri: String,
    pub activity_type: String,
    pub actor_uri: String,
    pub object_uri: Option<String>,
    pub signed: String,
    pub signature: Option<String>,
    pub verified: bool,
    pub body: String,
}

/// What a worker took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Each activity with its actor, in the order in which they came.
    pub entries: Vec<(InboxId, String)>,
    /// When the next one is due.
    pub next: Option<NaiveDateTime>,
}

impl InboxEntry {
    /// Stores an activity durably; none where it came before from the same host.
    pub fn receive(c: &mut Conn, new: &NewInboxEntry) -> QueryResult<Option<InboxId>> {
        let now = clock::now();
        let id = InboxId(snowflake::next());
        let written = diesel::insert_into(inbox_entries::table)
            .values((
                inbox_entries::id.eq(id),
                new,
                inbox_entries::state.eq(InboxState::Pending),
                inbox_entries::run_at.eq(now),
                inbox_entries::received_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        if written == 0 {
            return Ok(None);
        }
        signal::raise(c, SIGNAL);
        Ok(Some(id))
    }

    /// Takes up to `limit` activities that are due, the longest waiting first: until `lease` no other worker gets them.
    pub fn claim(c: &mut Conn, limit: i64, lease: NaiveDateTime) -> QueryResult<Claimed> {
        let pending = || inbox_entries::table.filter(inbox_entries::state.eq(InboxState::Pending));
        let due = pending()
            .filter(inbox_entries::run_at.le(clock::now()))
            .order((inbox_entries::run_at, inbox_entries::id))
            .select((inbox_entries::id, inbox_entries::actor_uri))
            .limit(limit);
        let mut claimed: Vec<(InboxId, String)> = store::claim!(due).load(c)?;
        claimed.sort_unstable_by_key(|(id, _)| *id);
        if !claimed.is_empty() {
            let ids = claimed.iter().map(|(id, _)| *id);
            diesel::update(inbox_entries::table.filter(inbox_entries::id.eq_any(ids)))
                .set(inbox_entries::run_at.eq(lease))
                .execute(c)?;
        }
        let next = pending().select(diesel::dsl::min(inbox_entries::run_at)).first(c)?;
        Ok(Claimed { entries: claimed, next })
    }

    /// Makes due again what an earlier run of the only worker had taken, up to `lease`.
    pub fn recover(c: &mut Conn, lease: NaiveDateTime) -> QueryResult<usize> {
        let taken = inbox_entries::table
            .filter(inbox_entries::state.eq(InboxState::Pending))
            .filter(inbox_entries::run_at.le(lease));
        diesel::update(taken).set(inbox_entries::run_at.eq(clock::now())).execute(c)
    }

    /// Several that still wait, in the order in which they came.
    pub fn load_pending(c: &mut Conn, ids: &[InboxId]) -> QueryResult<Vec<Self>> {
        inbox_entries::table
            .filter(inbox_entries::id.eq_any(ids))
            .filter(inbox_entries::state.eq(InboxState::Pending))
            .order(inbox_entries::id)
            .select(Self::as_select())
            .load(c)
    }

    /// Gives it the id that its verified activity has. False: that one came before, from the same host.
    pub fn confirm(c: &mut Conn, id: InboxId, host: &str, activity_uri: &str) -> QueryResult<bool> {
        let same = inbox_entries::table
            .filter(inbox_entries::activity_uri.eq(activity_uri))
            .filter(inbox_entries::host.eq(host))
            .filter(inbox_entries::id.ne(id));
        if diesel::select(diesel::dsl::exists(same)).get_result::<bool>(c)? {
            return Ok(false);
        }
        diesel::update(inbox_entries::table.find(id))
            .set((inbox_entries::activity_uri.eq(activity_uri), inbox_entries::verified.eq(true)))
            .execute(c)?;
        Ok(true)
    }

    /// Ends it with a verdict. Its signature is of no use any more, unless it failed and somebody has it tried again.
    pub fn settle(c: &mut Conn, id: InboxId, state: InboxState, reason: Option<&str>) -> QueryResult<()> {
        let entry = inbox_entries::table.find(id);
        diesel::update(entry)
            .set((
                inbox_entries::state.eq(state),
                inbox_entries::reason.eq(reason),
                inbox_entries::tries.eq(inbox_entries::tries + 1),
                inbox_entries::done_at.eq(clock::now()),
            ))
            .execute(c)?;
        if state != InboxState::Failed {
            let unused = entry.filter(inbox_entries::signature.is_not_null());
            diesel::update(unused).set(inbox_entries::signature.eq(None::<String>)).execute(c)?;
        }
        Ok(())
    }

    /// Has what failed, or was put off, tried again now and with all its tries: one activity, or all of a host, or all.
    /// Returns how many.
    pub fn retry(c: &mut Conn, id: Option<InboxId>, host: Option<&str>) -> QueryResult<usize> {
        let which = Self::stuck(c, id, host)?;
        let changed = diesel::update(inbox_entries::table.filter(inbox_entries::id.eq_any(which)))
            .set((
                inbox_entries::state.eq(InboxState::Pending),
                inbox_entries::tries.eq(0),
                inbox_entries::run_at.eq(clock::now()),
                inbox_entries::done_at.eq(None::<NaiveDateTime>),
            ))
            .execute(c)?;
        signal::raise(c, SIGNAL);
        Ok(changed)
    }

    /// Gives up what failed or was put off: one activity, or all of a host, or all. Returns how many.
    pub fn drop(c: &mut Conn, id: Option<InboxId>, host: Option<&str>) -> QueryResult<usize> {
        let which = Self::stuck(c, id, host)?;
        diesel::update(inbox_entries::table.filter(inbox_entries::id.eq_any(which)))
            .set((
                inbox_entries::state.eq(InboxState::Ignored),
                inbox_entries::reason.eq("given up by hand"),
                inbox_entries::signature.eq(None::<String>),
                inbox_entries::done_at.eq(clock::now()),
            ))
            .execute(c)
    }

    /// What failed, or was tried in vain and waits for the next time.
    fn stuck(c: &mut Conn, id: Option<InboxId>, host: Option<&str>) -> QueryResult<Vec<InboxId>> {
        let put_off = inbox_entries::state.eq(InboxState::Pending).and(inbox_entries::tries.gt(0));
        let mut stuck = inbox_entries::table
            .filter(inbox_entries::state.eq(InboxState::Failed).or(put_off))
            .select(inbox_entries::id)
            .into_boxed();
        if let Some(id) = id {
            stuck = stuck.filter(inbox_entries::id.eq(id));
        }
        if let Some(host) = host {
            stuck = stuck.filter(inbox_entries::host.eq(host.to_owned()));
        }
        stuck.load(c)
    }

    /// Puts it off to a later try.
    pub fn postpone(c: &mut Conn, id: InboxId, until: NaiveDateTime, reason: &str) -> QueryResult<()> {
        diesel::update(inbox_entries::table.find(id))
            .set((
                inbox_entries::run_at.eq(until),
                inbox_entries::reason.eq(reason),
                inbox_entries::tries.eq(inbox_entries::tries + 1),
            ))
            .execute(c)?;
        Ok(())
    }

    /// One incoming activity.
    pub fn find(c: &mut Conn, id: InboxId) -> QueryResult<Option<Self>> {
        inbox_entries::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Incoming activities, newest first, in one state or in any, of one host or of all.
    pub fn list(
        c: &mut Conn,
        state: Option<InboxState>,
        host: Option<&str>,
        before: Option<InboxId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query =
            inbox_entries::table.order(inbox_entries::id.desc()).limit(limit).select(Self::as_select()).into_boxed();
        if let Some(state) = state {
            query = query.filter(inbox_entries::state.eq(state));
        }
        if let Some(host) = host {
            query = query.filter(inbox_entries::host.eq(host.to_owned()));
        }
        if let Some(before) = before {
            query = query.filter(inbox_entries::id.lt(before));
        }
        query.load(c)
    }

    /// How many wait.
    pub fn waiting(c: &mut Conn) -> QueryResult<i64> {
        inbox_entries::table.filter(inbox_entries::state.eq(InboxState::Pending)).count().get_result(c)
    }

    /// Forgets what ended before a time; returns how many went.
    pub fn prune(c: &mut Conn, before: NaiveDateTime) -> QueryResult<usize> {
        diesel::delete(inbox_entries::table.filter(inbox_entries::done_at.lt(before))).execute(c)
    }
}
