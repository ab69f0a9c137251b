//! The password and the address of an account.

use diesel::prelude::*;
use store::{Conn, clock};

use super::{Account, AccountId};
use crate::access_token::AccessToken;
use crate::audit::AuditEntry;
use crate::challenge::Challenge;
use crate::email::{Email, EmailError};
use crate::schema::accounts;
use crate::secret::Secret;
use crate::session::Session;
use crate::token::{EmailToken, Purpose};

/// What became of the wish for another address. The page must answer both alike, so that nobody learns here who has
/// an account.
#[derive(Debug)]
pub enum NewAddress {
    /// The mail to the new address has this token.
    Free(Email, Secret),
    /// The address belongs to this account: the mail to it says so.
    Known(Box<Account>),
}

/// Why an account keeps its address.
#[derive(Debug, thiserror::Error)]
pub enum NewAddressError {
    /// The new one cannot be used.
    #[error(transparent)]
    Refused(#[from] EmailError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Account {
    /// Sets another password, given its hash, and ends every other session, half-done log-in, access of a program and
    /// mailed link. `keep` is the session in which the member does it, if any.
    pub fn set_password(&self, c: &mut Conn, hash: &str, keep: Option<&Session>) -> QueryResult<()> {
        self.end_all_but(c, keep)?;
        diesel::update(self).set(accounts::password_hash.eq(hash)).execute(c)?;
        Ok(())
    }

    /// Sets another password for somebody who was mailed this token. None where the token is not valid, or no
    /// longer. The address is confirmed by it, too.
    pub fn reset_password(c: &mut Conn, token: &str, hash: &str) -> QueryResult<Option<Self>> {
        let Some(token) = EmailToken::redeem(c, Purpose::Reset, token)? else {
            return Ok(None);
        };
        let Some(account) = Self::find(c, token.account_id)? else {
            return Ok(None);
        };
        account.end_all_but(c, None)?;
        let confirmed = account.confirmed_at.unwrap_or_else(clock::now);
        diesel::update(&account)
            .set((accounts::password_hash.eq(hash), accounts::confirmed_at.eq(confirmed)))
            .returning(Self::as_returning())
            .get_result(c)
            .optional()
    }

    /// Sets another password on the word of an administrator, or of the command line.
    pub fn set_password_by_hand(&self, c: &mut Conn, hash: &str, by: Option<AccountId>) -> QueryResult<()> {
        AuditEntry::write(c, by, "account.password", &self.name, "")?;
        self.set_password(c, hash, None)
    }

    /// Begins to change the address: what is mailed to the new one proves that it is theirs.
    pub fn ask_for_address(&self, c: &mut Conn, typed: &str) -> Result<NewAddress, NewAddressError> {
        let email = Email::parse(typed)?;
        if email.is_blocked(c)? {
            return Err(EmailError::Blocked.into());
        }
        if let Some(known) = Self::find_by_email(c, email.as_str())? {
            return Ok(NewAddress::Known(Box::new(known)));
        }
        let token = EmailToken::issue(c, self.id, Purpose::ChangeEmail, email.as_str())?;
        Ok(NewAddress::Free(email, token))
    }

    /// Signs up with another address than the one that was typed first and is not confirmed yet. What was mailed to that is
    /// no longer good.
    pub fn correct_address(&self, c: &mut Conn, typed: &str) -> Result<NewAddress, NewAddressError> {
        let email = Email::parse(typed)?;
        if email.is_blocked(c)? {
            return Err(EmailError::Blocked.into());
        }
        if let Some(known) = Self::find_by_email(c, email.as_str())?.filter(|known| known.id != self.id) {
            return Ok(NewAddress::Known(Box::new(known)));
        }
        let unconfirmed = accounts::table.find(self.id).filter(accounts::confirmed_at.is_null());
        diesel::update(unconfirmed.filter(accounts::email.ne("")))
            .set(accounts::email.eq(email.as_str()))
            .execute(c)?;
        let token = EmailToken::issue(c, self.id, Purpose::Confirm, email.as_str())?;
        Ok(NewAddress::Free(email, token))
    }

    /// Changes the address to that to which this token was mailed. None where the token is not valid, or no longer,
    /// or the address belongs to another account by now.
    pub fn change_address(c: &mut Conn, token: &str) -> QueryResult<Option<Self>> {
        let Some(token) = EmailToken::redeem(c, Purpose::ChangeEmail, token)? else {
            return Ok(None);
        };
        if Self::find_by_email(c, &token.email)?.is_some() {
            return Ok(None);
        }
        // A link mailed to the old address must not open the account any more.
        EmailToken::revoke_all(c, token.account_id)?;
        let account = accounts::table.find(token.account_id).filter(accounts::email.ne(""));
        diesel::update(account)
            .set((accounts::email.eq(&token.email), accounts::confirmed_at.eq(clock::now())))
            .returning(Self::as_returning())
            .get_result(c)
            .optional()
    }

    /// Ends every half-done log-in, mailed link, access of a program, and session but one.
    pub(super) fn end_all_but(&self, c: &mut Conn, keep: Option<&Session>) -> QueryResult<()> {
        Session::revoke_all_except(c, self.id, keep)?;
        EmailToken::revoke_all(c, self.id)?;
        AccessToken::revoke_all(c, self.id)?;
        Challenge::revoke_all(c, self.id)
    }
}
