//! The way from the square to a stall: a log-in is carried to another host without a cookie for the whole domain.
//!
//! The stall sends the browser to the square, whose session makes a ticket; the browser brings it back to the stall,
//! which takes it and opens a session of its own below that one.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use store::uri::Site;
use store::{Conn, clock};

use crate::account::AccountId;
use crate::schema::{sessions, tickets};
use crate::secret::{self, Secret};
use crate::session::{Client, Session, SessionId};

/// How long a ticket is good for: a redirect, and no more.
pub const LIFETIME: Duration = Duration::seconds(60);

/// A row of `tickets`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = tickets, check_for_backend(store::Backend))]
pub struct Ticket {
    /// The session on the square that made it.
    session_id: SessionId,
    /// The only stall that takes it.
    stall: String,
    /// The path at the stall to go on to.
    next: String,
    /// When it is no longer good.
    expires_at: NaiveDateTime,
}

/// What a ticket was good for.
#[derive(Debug)]
pub struct Admission {
    /// The stall's new session.
    pub session: Session,
    /// The token for its cookie.
    pub token: Secret,
    /// The path at the stall to go on to, as it was given to [`Ticket::issue`].
    pub next: String,
}

impl Ticket {
    /// Makes a ticket for a stall from a session on the square.
    pub fn issue(c: &mut Conn, session: &Session, stall: &str, next: &str) -> QueryResult<Secret> {
        let token = Secret::random();
        diesel::insert_into(tickets::table)
            .values((
                tickets::token_hash.eq(token.hash()),
                tickets::session_id.eq(session.root()),
                tickets::stall.eq(stall),
                tickets::next.eq(next),
                tickets::expires_at.eq(clock::now() + LIFETIME),
            ))
            .execute(c)?;
        Ok(token)
    }

    /// Takes a ticket at a stall, once: however many bring it at the same moment, one gets in. None where it is not
    /// good; one brought to the wrong stall, or too late, is gone all the same.
    pub fn redeem(c: &mut Conn, stall: &'static str, token: &str, client: &Client) -> QueryResult<Option<Admission>> {
        let ticket = diesel::delete(tickets::table.find(secret::hash(token)))
            .returning(Self::as_returning())
            .get_result(c)
            .optional()?;
        let now = clock::now();
        let Some(ticket) = ticket.filter(|t: &Self| t.stall == stall && t.expires_at > now) else {
            return Ok(None);
        };
        let account: Option<AccountId> = sessions::table
            .find(ticket.session_id)
            .filter(sessions::expires_at.gt(now))
            .select(sessions::account_id)
            .first(c)
            .optional()?;
        let Some(account) = account else {
            return Ok(None);
        };
        let site = Site::Stall(stall);
        let (session, token) = Session::open(c, account, &site, Some(ticket.session_id), client)?;
        Ok(Some(Admission { session, token, next: ticket.next }))
    }

    /// Deletes the tickets that nobody brought in time.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        diesel::delete(tickets::table.filter(tickets::expires_at.le(clock::now()))).execute(c)?;
        Ok(())
    }
}
