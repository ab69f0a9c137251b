//! All accounts, as moderators see them, and how many there are.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::Conn;

use super::{Account, AccountId, Role};
use crate::schema::accounts;

store::text_enum! {
    /// Where an account stands.
    pub State {
        /// It may log in.
        Active = "active",
        /// Its address is not confirmed.
        Unconfirmed = "unconfirmed",
        /// Its address is confirmed, and a moderator has yet to decide.
        Pending = "pending",
        /// The club locked it out.
        Suspended = "suspended",
    }
}

/// Which accounts to list; all where nothing is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Where they stand.
    pub state: Option<State>,
    /// What they may do.
    pub role: Option<Role>,
    /// What their name or address contains.
    pub text: String,
    /// Older than this one: the last of the page before.
    pub before: Option<AccountId>,
}

/// How many accounts there are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Those that may log in.
    pub active: i64,
    /// Those whose address is not confirmed.
    pub unconfirmed: i64,
    /// Those on which a moderator has yet to decide.
    pub pending: i64,
    /// Those that are locked out.
    pub suspended: i64,
}

impl Account {
    /// Where it stands.
    pub fn state(&self) -> State {
        match (self.suspended_at, self.confirmed_at, self.approved_at) {
            (Some(_), ..) => State::Suspended,
            (None, None, _) => State::Unconfirmed,
            (None, Some(_), None) => State::Pending,
            (None, Some(_), Some(_)) => State::Active,
        }
    }

    /// Several accounts, in no order.
    pub fn load(c: &mut Conn, ids: &[AccountId]) -> QueryResult<Vec<Self>> {
        real().filter(accounts::id.eq_any(ids.to_vec())).select(Self::as_select()).load(c)
    }

    /// A page of accounts, the newest first.
    pub fn list(c: &mut Conn, filter: &Filter, limit: i64) -> QueryResult<Vec<Self>> {
        let mut query = match filter.state {
            Some(state) => in_state(state),
            None => real(),
        };
        if let Some(role) = filter.role {
            query = query.filter(accounts::role.eq(role));
        }
        if let Some(before) = filter.before {
            query = query.filter(accounts::id.lt(before));
        }
        let text = filter.text.trim().to_lowercase();
        if !text.is_empty() {
            let pattern = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            let name = accounts::name.like(pattern.clone()).escape('\\');
            query = query.filter(name.or(accounts::email.like(pattern).escape('\\')));
        }
        query.order(accounts::id.desc()).limit(limit).select(Self::as_select()).load(c)
    }

    /// Those who run the club and may log in, the highest role first: whom to write to when something waits for them.
    pub fn staff(c: &mut Conn) -> QueryResult<Vec<Self>> {
        let mut staff: Vec<Self> =
            in_state(State::Active).filter(accounts::role.ne(Role::Member)).select(Self::as_select()).load(c)?;
        staff.sort_by(|a, b| b.role.cmp(&a.role).then_with(|| a.name.cmp(&b.name)));
        Ok(staff)
    }

    /// How many accounts there are in each state.
    pub fn counts(c: &mut Conn) -> QueryResult<Counts> {
        let mut count = |state| in_state(state).count().get_result(c);
        Ok(Counts {
            active: count(State::Active)?,
            unconfirmed: count(State::Unconfirmed)?,
            pending: count(State::Pending)?,
            suspended: count(State::Suspended)?,
        })
    }

    /// How many of those that may log in have been seen since then: what NodeInfo tells of the last month and the
    /// last half-year.
    pub fn count_seen_since(c: &mut Conn, since: NaiveDateTime) -> QueryResult<i64> {
        in_state(State::Active).filter(accounts::last_seen_at.ge(since)).count().get_result(c)
    }
}

/// Every account, but not the names that are merely kept.
fn real() -> accounts::BoxedQuery<'static, store::Backend> {
    accounts::table.filter(accounts::email.ne("")).into_boxed()
}

fn in_state(state: State) -> accounts::BoxedQuery<'static, store::Backend> {
    let suspended = accounts::suspended_at.is_not_null();
    let confirmed = accounts::confirmed_at.is_not_null();
    let approved = accounts::approved_at.is_not_null();
    match state {
        State::Suspended => real().filter(suspended),
        State::Unconfirmed => real().filter(diesel::dsl::not(suspended)).filter(diesel::dsl::not(confirmed)),
        State::Pending => {
            real().filter(diesel::dsl::not(suspended)).filter(confirmed).filter(diesel::dsl::not(approved))
        }
        State::Active => real().filter(diesel::dsl::not(suspended)).filter(confirmed).filter(approved),
    }
}
