//! A log-in that goes on: one on the square, and below it one at each stall that was visited since.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use store::uri::Site;
use store::{Conn, clock};

use crate::account::{Account, AccountId};
use crate::schema::{accounts, sessions};
use crate::secret::{self, Secret};

/// How long a session lasts after it was last used.
pub const LIFETIME: Duration = Duration::days(30);

/// How often the use of a session is written down.
const TOUCH_EVERY: Duration = Duration::minutes(10);

/// How much of what a browser says of itself is kept, in characters.
const USER_AGENT_MAX: usize = 300;

store::id_type! {
    /// Names a session.
    pub SessionId
}

/// A row of `sessions`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = sessions, check_for_backend(store::Backend))]
pub struct Session {
    /// Its number.
    pub id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// At a stall, the session on the square that it came from and ends with.
    pub parent_id: Option<SessionId>,
    /// The stall whose cookie it is; none on the square.
    pub stall: Option<String>,
    /// The browser, in its own words.
    pub user_agent: String,
    /// The network address it was opened from.
    pub address: String,
    /// When it was opened.
    pub created_at: NaiveDateTime,
    /// When it was last used, to ten minutes or so.
    pub last_seen_at: NaiveDateTime,
    /// When it ends unless it is used before.
    pub expires_at: NaiveDateTime,
}

/// Who opens a session, as far as the server sees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// The browser, in its own words.
    pub user_agent: String,
    /// Its network address.
    pub address: String,
}

impl Session {
    /// Opens a session and gives the token for its cookie. At a stall, `parent` is the session on the square.
    pub fn open(
        c: &mut Conn,
        account: AccountId,
        site: &Site,
        parent: Option<SessionId>,
        client: &Client,
    ) -> QueryResult<(Self, Secret)> {
        let token = Secret::random();
        let now = clock::now();
        let user_agent: String = client.user_agent.chars().take(USER_AGENT_MAX).collect();
        let session = diesel::insert_into(sessions::table)
            .values((
                sessions::id.eq(SessionId::next()),
                sessions::account_id.eq(account),
                sessions::parent_id.eq(parent),
                sessions::stall.eq(stall(site)),
                sessions::token_hash.eq(token.hash()),
                sessions::user_agent.eq(user_agent),
                sessions::address.eq(&client.address),
                sessions::created_at.eq(now),
                sessions::last_seen_at.eq(now),
                sessions::expires_at.eq(now + LIFETIME),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        Ok((session, token))
    }

    /// The session that a cookie of this site holds the token of, and its account: if it goes on, and the account may
    /// still use it.
    pub fn find_by_token(c: &mut Conn, site: &Site, token: &str) -> QueryResult<Option<(Self, Account)>> {
        let found: Option<(Self, Account)> = sessions::table
            .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
            .filter(sessions::token_hash.eq(secret::hash(token)))
            .filter(sessions::expires_at.gt(clock::now()))
            .filter(accounts::suspended_at.is_null())
            .filter(accounts::deleted_at.is_null())
            .select((Self::as_select(), Account::as_select()))
            .first(c)
            .optional()?;
        Ok(found.filter(|(session, _)| session.stall.as_deref() == stall(site)))
    }

    /// Whether its use was not written down for long enough to [`touch`](Self::touch) it.
    pub fn is_due(&self) -> bool {
        clock::now() - self.last_seen_at >= TOUCH_EVERY
    }

    /// Writes down that it is in use, which prolongs it and the session on the square that it came from. Does nothing
    /// unless it [`is_due`](Self::is_due).
    pub fn touch(&self, c: &mut Conn) -> QueryResult<()> {
        if !self.is_due() {
            return Ok(());
        }
        let now = clock::now();
        let both: Vec<SessionId> = std::iter::once(self.id).chain(self.parent_id).collect();
        diesel::update(sessions::table.filter(sessions::id.eq_any(both)))
            .set((sessions::last_seen_at.eq(now), sessions::expires_at.eq(now + LIFETIME)))
            .execute(c)?;
        diesel::update(accounts::table.find(self.account_id)).set(accounts::last_seen_at.eq(now)).execute(c)?;
        Ok(())
    }

    /// The log-ins of an account, the last used first. What stalls have below them is not listed: it ends with them.
    pub fn list(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Self>> {
        sessions::table
            .filter(sessions::account_id.eq(account))
            .filter(sessions::parent_id.is_null())
            .filter(sessions::expires_at.gt(clock::now()))
            .order((sessions::last_seen_at.desc(), sessions::id.desc()))
            .select(Self::as_select())
            .load(c)
    }

    /// The session on the square that it is, or came from.
    pub fn root(&self) -> SessionId {
        self.parent_id.unwrap_or(self.id)
    }

    /// Ends a session of this account, and what stalls have below it. False where there is none.
    pub fn revoke(c: &mut Conn, account: AccountId, id: SessionId) -> QueryResult<bool> {
        let own = sessions::table.find(id).filter(sessions::account_id.eq(account));
        Ok(diesel::delete(own).execute(c)? == 1)
    }

    /// Ends every log-in of an account, with what stalls have below it, but the one in which this is asked, if any.
    /// Answers how many.
    pub fn revoke_all_except(c: &mut Conn, account: AccountId, keep: Option<&Self>) -> QueryResult<usize> {
        let log_ins = sessions::table.filter(sessions::account_id.eq(account)).filter(sessions::parent_id.is_null());
        match keep {
            Some(session) => diesel::delete(log_ins.filter(sessions::id.ne(session.root()))).execute(c),
            None => diesel::delete(log_ins).execute(c),
        }
    }

    /// Deletes the sessions that have ended by themselves.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        diesel::delete(sessions::table.filter(sessions::expires_at.le(clock::now()))).execute(c)?;
        Ok(())
    }
}

fn stall(site: &Site) -> Option<&'static str> {
    match site {
        Site::Square => None,
        Site::Stall(name) => Some(name),
    }
}
