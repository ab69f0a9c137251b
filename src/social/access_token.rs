//! Access tokens: what a program shows instead of a password, good for one member's actor at one stall.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::{Account, AccountId};
use crate::actor::{Actor, ActorId};
use crate::schema::{access_tokens, accounts};
use crate::secret::{self, Secret};

store::id_type! {
    /// Names an access token.
    pub AccessTokenId
}

/// The scopes that a token may carry, as Mastodon clients know them.
pub const SCOPES: &[&str] = &["read", "write", "follow", "push", "profile"];

/// How old the note of the last use may grow before it is written anew.
const TOUCH: TimeDelta = TimeDelta::minutes(10);

/// Scopes that were asked for and do not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no scope “{0}”: read, write, follow, push, profile, or one of read and write with a part, as read:lists"
)]
pub struct UnknownScope(String);

/// A row of `access_tokens`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
pub struct AccessToken {
    /// Its number here.
    pub id: AccessTokenId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The actor that it acts as.
    pub actor_id: ActorId,
    /// What it may do, separated by spaces.
    pub scopes: String,
    /// What it was made for, as its owner sees it.
    pub name: String,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it was last shown, to ten minutes.
    pub last_used_at: Option<NaiveDateTime>,
}

/// Scopes in a tidy list, each once. Errors: one does not exist.
pub fn parse_scopes(typed: &str) -> Result<String, UnknownScope> {
    let mut scopes: Vec<&str> = Vec::new();
    for scope in typed.split_whitespace() {
        let known = match scope.split_once(':') {
            None => SCOPES.contains(&scope),
            Some((whole, part)) => matches!(whole, "read" | "write") && !part.is_empty(),
        };
        if !known {
            return Err(UnknownScope(scope.to_owned()));
        }
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Ok(scopes.join(" "))
}

impl AccessToken {
    /// Makes a token for an actor of the account.
    pub fn issue(c: &mut Conn, account: AccountId, actor: ActorId, scopes: &str, name: &str) -> QueryResult<Secret> {
        let token = Secret::random();
        diesel::insert_into(access_tokens::table)
            .values((
                access_tokens::id.eq(AccessTokenId::next()),
                access_tokens::account_id.eq(account),
                access_tokens::actor_id.eq(actor),
                access_tokens::token_hash.eq(token.hash()),
                access_tokens::scopes.eq(scopes),
                access_tokens::name.eq(name),
                access_tokens::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(token)
    }

    /// The token with its actor, where it is good and the account may log in.
    pub fn find_by_token(c: &mut Conn, token: &str) -> QueryResult<Option<(Self, Actor)>> {
        let found = access_tokens::table
            .inner_join(accounts::table.on(accounts::id.eq(access_tokens::account_id)))
            .filter(access_tokens::token_hash.eq(secret::hash(token)))
            .select((Self::as_select(), Account::as_select()))
            .first::<(Self, Account)>(c)
            .optional()?;
        let Some((token, _)) = found.filter(|(_, account)| account.may_log_in().is_ok()) else {
            return Ok(None);
        };
        let actor = Actor::find(c, token.actor_id)?.filter(Actor::is_present);
        Ok(actor.map(|actor| (token, actor)))
    }

    /// Whether its last use should be noted.
    pub fn is_due(&self) -> bool {
        self.last_used_at.is_none_or(|at| clock::now() - at > TOUCH)
    }

    /// Notes that it was used.
    pub fn touch(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(self).set(access_tokens::last_used_at.eq(clock::now())).execute(c)?;
        Ok(())
    }

    /// Whether it may do what a scope stands for: `read` covers `read:lists`.
    pub fn allows(&self, scope: &str) -> bool {
        let whole = scope.split_once(':').map_or(scope, |(whole, _)| whole);
        self.scopes.split(' ').any(|own| own == scope || own == whole)
    }

    /// The tokens of an account, the newest first.
    pub fn list(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Self>> {
        access_tokens::table
            .filter(access_tokens::account_id.eq(account))
            .order(access_tokens::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// Ends one; false where the account has no such token.
    pub fn revoke(c: &mut Conn, account: AccountId, id: AccessTokenId) -> QueryResult<bool> {
        let own = access_tokens::table.find(id).filter(access_tokens::account_id.eq(account));
        Ok(diesel::delete(own).execute(c)? > 0)
    }

    /// Ends all of an account.
    pub fn revoke_all(c: &mut Conn, account: AccountId) -> QueryResult<()> {
        diesel::delete(access_tokens::table.filter(access_tokens::account_id.eq(account))).execute(c)?;
        Ok(())
    }
}
