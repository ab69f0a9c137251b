//! Who did what for the club: the trail that moderators and administrators leave.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::AccountId;
use crate::schema::{accounts, audit_entries};

store::id_type! {
    /// Names an entry.
    pub AuditEntryId
}

/// A row of `audit_entries`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_entries, check_for_backend(store::Backend))]
pub struct AuditEntry {
    /// Its number.
    pub id: AuditEntryId,
    /// Who did it; none on the command line.
    pub account_id: Option<AccountId>,
    /// What was done: noun and verb, e.g. `account.suspend`.
    pub action: String,
    /// To whom or what, e.g. a name or a host.
    pub target: String,
    /// What else there is to know, e.g. the reason that was given; may be empty.
    pub detail: String,
    /// When.
    pub created_at: NaiveDateTime,
}

impl AuditEntry {
    /// Writes down who did what to whom.
    pub fn write(c: &mut Conn, by: Option<AccountId>, action: &str, target: &str, detail: &str) -> QueryResult<()> {
        diesel::insert_into(audit_entries::table)
            .values((
                audit_entries::id.eq(AuditEntryId::next()),
                audit_entries::account_id.eq(by),
                audit_entries::action.eq(action),
                audit_entries::target.eq(target),
                audit_entries::detail.eq(detail),
                audit_entries::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }

    /// When something of that kind was last done.
    pub fn last(c: &mut Conn, action: &str) -> QueryResult<Option<NaiveDateTime>> {
        let done = audit_entries::table.filter(audit_entries::action.eq(action));
        done.select(diesel::dsl::max(audit_entries::created_at)).get_result(c)
    }

    /// The entries before that one, the newest first, with the name of who did it where there is one.
    pub fn list(c: &mut Conn, before: Option<AuditEntryId>, limit: i64) -> QueryResult<Vec<(Self, Option<String>)>> {
        audit_entries::table
            .left_join(accounts::table.on(audit_entries::account_id.eq(accounts::id.nullable())))
            .filter(audit_entries::id.lt(before.unwrap_or(AuditEntryId(i64::MAX))))
            .order(audit_entries::id.desc())
            .limit(limit)
            .select((Self::as_select(), accounts::name.nullable()))
            .load(c)
    }
}
