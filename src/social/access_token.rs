//! Access tokens: what a program shows instead of a password. One is good for a member at one stall, or for a program alone.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use store::{Conn, clock, signal};

use crate::account::{Account, AccountId, Refusal};
use crate::actor::{Actor, ActorKind};
use crate::application::{Application, ApplicationId};
use crate::authorization::Authorization;
use crate::schema::{access_tokens, accounts, actors};
use crate::scope::Scopes;
use crate::secret::{self, Secret};

#[cfg(test)]
mod tests;

store::id_type! {
    /// Names an access token.
    pub AccessTokenId
}

/// The live event that a token has ended; its payload is the token's number. What goes on in the name of a token must end
/// with it. Whoever ends one from beside a server on SQLite raises only the topic: who listens, looks.
pub const REVOKED: &str = "access_token.revoked";

/// How old the note of the last use may grow before it is written anew.
const TOUCH: TimeDelta = TimeDelta::minutes(10);

/// How long the token of a program alone is kept without being used. It opens nothing of anybody, and the program can have
/// another at any time.
const UNUSED_FOR: TimeDelta = TimeDelta::days(30);

/// A row of `access_tokens`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = access_tokens, check_for_backend(store::Backend))]
pub struct AccessToken {
    /// Its number here.
    pub id: AccessTokenId,
    /// Whose it is; none where it is a program's own.
    pub account_id: Option<AccountId>,
    /// The only stall that takes it.
    pub stall: String,
    /// The program that holds it; none where it was made on the command line.
    pub application_id: Option<ApplicationId>,
    /// What it may do.
    pub scopes: Scopes,
    /// What it was made for, as its owner sees it: the program's name.
    pub name: String,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it was last shown, to ten minutes.
    pub last_used_at: Option<NaiveDateTime>,
}

/// A token that is about to be made.
#[derive(Debug, Clone, Copy, Insertable)]
#[diesel(table_name = access_tokens)]
pub struct NewToken<'a> {
    /// Whose it is to be; none for a program's own.
    pub account_id: Option<AccountId>,
    /// The stall that is to take it.
    pub stall: &'a str,
    /// The program that it is for; none on the command line.
    pub application_id: Option<ApplicationId>,
    /// What it may do.
    pub scopes: &'a Scopes,
    /// What it is made for.
    pub name: &'a str,
}

impl<'a> NewToken<'a> {
    /// With which a program acts for a member.
    pub fn of_member(application: &'a Application, account: AccountId, scopes: &'a Scopes) -> Self {
        Self { account_id: Some(account), ..Self::of_program(application, scopes) }
    }

    /// With which a program acts for itself (RFC 6749 §4.4).
    pub fn of_program(application: &'a Application, scopes: &'a Scopes) -> Self {
        let Application { id, stall, name, .. } = application;
        Self { account_id: None, stall, application_id: Some(*id), scopes, name }
    }
}

/// Who shows a token, as far as the database knows.
#[derive(Debug, Clone)]
pub struct Bearer {
    /// The token.
    pub token: AccessToken,
    /// Whose it is; none where it is a program's own. It may be that it may not log in yet.
    pub account: Option<Account>,
    /// The account's own actor at the token's stall, where it has one by now.
    pub actor: Option<Actor>,
}

/// A member's token for their list of connected programs.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The token.
    pub token: AccessToken,
    /// The program's website.
    pub website: Option<String>,
}

impl AccessToken {
    /// Makes a token; the secret is told once.
    pub fn issue(c: &mut Conn, new: NewToken<'_>) -> QueryResult<(Self, Secret)> {
        let secret = Secret::random();
        let token = diesel::insert_into(access_tokens::table)
            .values((
                new,
                access_tokens::id.eq(AccessTokenId::next()),
                access_tokens::token_hash.eq(secret.hash()),
                access_tokens::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        Ok((token, secret))
    }

    /// Who shows this token at a stall. None where it is no token there, or its account or actor is kept out; an account
    /// that may not log in yet is there, so that its program can be told ([`Account::may_log_in`]).
    pub fn find_by_token(c: &mut Conn, stall: &str, token: &str) -> QueryResult<Option<Bearer>> {
        let own_actor = actors::account_id
            .eq(access_tokens::account_id)
            .and(actors::stall.eq(access_tokens::stall.nullable()))
            .and(actors::kind.ne(ActorKind::Group))
            .and(actors::deleted_at.is_null());
        let found = access_tokens::table
            .left_join(accounts::table.on(accounts::id.nullable().eq(access_tokens::account_id)))
            .left_join(actors::table.on(own_actor))
            .filter(access_tokens::token_hash.eq(secret::hash(token)))
            .filter(access_tokens::stall.eq(stall))
            .order(actors::id)
            .select((Self::as_select(), Option::<Account>::as_select(), Option::<Actor>::as_select()))
            .first(c)
            .optional()?;
        Ok(found.map(|(token, account, actor)| Bearer { token, account, actor }).filter(Bearer::is_good))
    }

    /// Which of some tokens still exist.
    pub fn still_good(c: &mut Conn, ids: &[AccessTokenId]) -> QueryResult<Vec<AccessTokenId>> {
        access_tokens::table.filter(access_tokens::id.eq_any(ids)).select(access_tokens::id).load(c)
    }

    /// Whether its last use should be noted.
    pub fn is_due(&self) -> bool {
        self.last_used_at.is_none_or(|at| clock::now() - at > TOUCH)
    }

    /// Notes that it was used, and that its member was seen.
    pub fn touch(&self, c: &mut Conn) -> QueryResult<()> {
        let now = clock::now();
        diesel::update(self).set(access_tokens::last_used_at.eq(now)).execute(c)?;
        if let Some(account) = self.account_id {
            diesel::update(accounts::table.find(account)).set(accounts::last_seen_at.eq(now)).execute(c)?;
        }
        Ok(())
    }

    /// Whether it may do what a scope stands for.
    pub fn allows(&self, scope: &str) -> bool {
        self.scopes.allows(scope)
    }

    /// What an account is connected to, the newest first.
    pub fn connections(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Connection>> {
        use crate::schema::applications;
        let rows = access_tokens::table
            .left_join(applications::table.on(applications::id.nullable().eq(access_tokens::application_id)))
            .filter(access_tokens::account_id.eq(account))
            .order(access_tokens::id.desc())
            .select((Self::as_select(), applications::website.nullable()))
            .load(c)?;
        Ok(rows.into_iter().map(|(token, website)| Connection { token, website }).collect())
    }

    /// Ends one, and the program's codes that wait; false where the account has no such token.
    pub fn revoke(c: &mut Conn, account: AccountId, id: AccessTokenId) -> QueryResult<bool> {
        let own = access_tokens::table.find(id).filter(access_tokens::account_id.eq(account));
        let Some(token): Option<Self> = own.select(Self::as_select()).first(c).optional()? else {
            return Ok(false);
        };
        if token.application_id.is_some() {
            Authorization::revoke_all(c, account, token.application_id)?;
        }
        Self::revoke_each(c, &[id])?;
        Ok(true)
    }

    /// Ends a token that a program itself gives up; it may give up only its own (RFC 7009 §2.1).
    pub fn give_up(c: &mut Conn, application: &Application, token: &str) -> QueryResult<()> {
        let own: Vec<AccessTokenId> = access_tokens::table
            .filter(access_tokens::token_hash.eq(secret::hash(token)))
            .filter(access_tokens::application_id.eq(application.id))
            .select(access_tokens::id)
            .load(c)?;
        Self::revoke_each(c, &own)
    }

    /// Ends all of an account, and the codes that wait. Answers how many tokens there were.
    pub fn revoke_all(c: &mut Conn, account: AccountId) -> QueryResult<usize> {
        Authorization::revoke_all(c, account, None)?;
        let own: Vec<AccessTokenId> =
            access_tokens::table.filter(access_tokens::account_id.eq(account)).select(access_tokens::id).load(c)?;
        Self::revoke_each(c, &own)?;
        Ok(own.len())
    }

    /// Ends some, and tells whatever goes on in their name.
    pub(crate) fn revoke_each(c: &mut Conn, ids: &[AccessTokenId]) -> QueryResult<()> {
        diesel::delete(access_tokens::table.filter(access_tokens::id.eq_any(ids))).execute(c)?;
        ids.iter().try_for_each(|id| signal::raise_with(c, REVOKED, id.to_string()))
    }

    /// Forgets what programs hold for themselves and have not used for a month.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        let before = clock::now() - UNUSED_FOR;
        let unused = access_tokens::table
            .filter(access_tokens::account_id.is_null())
            .filter(access_tokens::created_at.lt(before))
            .filter(access_tokens::last_used_at.is_null().or(access_tokens::last_used_at.lt(before)));
        diesel::delete(unused).execute(c)?;
        Ok(())
    }
}

impl Bearer {
    /// A member's token ends with their suspension; one that is left over by mistake is no good either, nor is one whose
    /// actor moderators keep out.
    fn is_good(&self) -> bool {
        let refusal = self.account.as_ref().and_then(|account| account.may_log_in().err());
        !matches!(refusal, Some(Refusal::Suspended | Refusal::Deleted))
            && self.actor.as_ref().is_none_or(Actor::is_present)
    }
}
