//! Who may log in: confirmation, approval, suspension, role, and the end of an account.

use diesel::prelude::*;
use store::{Conn, Json, clock};

use super::{Account, AccountId, Preferences, Role};
use crate::audit::AuditEntry;
use crate::invite::Invite;
use crate::recovery::RecoveryCode;
use crate::schema::{accounts, actors};
use crate::token::{EmailToken, Purpose};

/// Why an account with the right password may not log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Its address is not confirmed.
    #[error("the e-mail address is not confirmed yet: follow the link in the mail")]
    Unconfirmed,
    /// No moderator has decided on it.
    #[error("a moderator has yet to approve this account")]
    Pending,
    /// The club locked it out.
    #[error("this account is suspended")]
    Suspended,
    /// It was deleted.
    #[error("this account was deleted")]
    Deleted,
}

/// Why an account keeps its standing.
#[derive(Debug, thiserror::Error)]
pub enum StandingError {
    /// It is the only owner who can log in.
    #[error("this is the club's only owner: make somebody else an owner first")]
    LastOwner,
    /// It is approved already, so that it can be suspended but not rejected.
    #[error("this account is approved already")]
    Approved,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Account {
    /// Whether it may log in, and else why not. Nobody but who gave the right password should be told.
    pub fn may_log_in(&self) -> Result<(), Refusal> {
        if self.deleted_at.is_some() {
            Err(Refusal::Deleted)
        } else if self.suspended_at.is_some() {
            Err(Refusal::Suspended)
        } else if self.confirmed_at.is_none() {
            Err(Refusal::Unconfirmed)
        } else if self.approved_at.is_none() {
            Err(Refusal::Pending)
        } else {
            Ok(())
        }
    }

    /// The accounts that may log in, in the order in which they were made.
    pub fn may_log_in_ids(c: &mut Conn) -> QueryResult<Vec<AccountId>> {
        accounts::table
            .filter(accounts::deleted_at.is_null())
            .filter(accounts::suspended_at.is_null())
            .filter(accounts::confirmed_at.is_not_null())
            .filter(accounts::approved_at.is_not_null())
            .filter(accounts::email.ne(""))
            .order(accounts::id)
            .select(accounts::id)
            .load(c)
    }

    /// Confirms the address to which this token was mailed. None where the token is not valid, or no longer.
    pub fn confirm(c: &mut Conn, token: &str) -> QueryResult<Option<Self>> {
        let Some(token) = EmailToken::redeem(c, Purpose::Confirm, token)? else {
            return Ok(None);
        };
        let address = accounts::table.find(token.account_id).filter(accounts::email.eq(&token.email));
        diesel::update(address)
            .set(accounts::confirmed_at.eq(clock::now()))
            .returning(Self::as_returning())
            .get_result(c)
            .optional()
    }

    /// Takes the address as confirmed on somebody's word, e.g. where mail cannot be sent. `by` is none on the command
    /// line, here and below.
    pub fn confirm_by_hand(&self, c: &mut Conn, by: Option<AccountId>) -> QueryResult<Self> {
        AuditEntry::write(c, by, "account.confirm", &self.name, "")?;
        diesel::update(self).set(accounts::confirmed_at.eq(clock::now())).returning(Self::as_returning()).get_result(c)
    }

    /// Approves a sign-up.
    pub fn approve(&self, c: &mut Conn, by: Option<AccountId>) -> QueryResult<Self> {
        AuditEntry::write(c, by, "account.approve", &self.name, "")?;
        diesel::update(self).set(accounts::approved_at.eq(clock::now())).returning(Self::as_returning()).get_result(c)
    }

    /// Rejects a sign-up: nothing is left of it, and the name is free again.
    pub fn reject(self, c: &mut Conn, by: Option<AccountId>) -> Result<(), StandingError> {
        let has_actor = actors::table.filter(actors::account_id.eq(self.id));
        let pending = accounts::table
            .find(self.id)
            .filter(accounts::approved_at.is_null())
            .filter(diesel::dsl::not(diesel::dsl::exists(has_actor)));
        if diesel::delete(pending).execute(c)? == 0 {
            return Err(StandingError::Approved);
        }
        AuditEntry::write(c, by, "account.reject", &self.name, "")?;
        Ok(())
    }

    /// Gives it another role.
    pub fn set_role(&self, c: &mut Conn, role: Role, by: Option<AccountId>) -> Result<Self, StandingError> {
        if role != Role::Owner {
            self.keep_an_owner(c)?;
        }
        AuditEntry::write(c, by, "account.role", &self.name, role.as_str())?;
        Ok(diesel::update(self).set(accounts::role.eq(role)).returning(Self::as_returning()).get_result(c)?)
    }

    /// Locks it out: its sessions end at once. Its actors are suspended by [`crate::actor`].
    pub fn suspend(&self, c: &mut Conn, reason: &str, by: Option<AccountId>) -> Result<Self, StandingError> {
        self.keep_an_owner(c)?;
        self.end_all_but(c, None)?;
        AuditEntry::write(c, by, "account.suspend", &self.name, reason)?;
        Ok(diesel::update(self)
            .set(accounts::suspended_at.eq(clock::now()))
            .returning(Self::as_returning())
            .get_result(c)?)
    }

    /// Ends a suspension.
    pub fn restore(&self, c: &mut Conn, by: Option<AccountId>) -> QueryResult<Self> {
        AuditEntry::write(c, by, "account.restore", &self.name, "")?;
        diesel::update(self)
            .set(accounts::suspended_at.eq(None::<chrono::NaiveDateTime>))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Deletes it. What stays is a row that keeps the name from being given again. Its actors are to be deleted
    /// before, by [`crate::actor::Actor::delete`], which tells the world.
    pub fn delete(self, c: &mut Conn, by: Option<AccountId>) -> Result<(), StandingError> {
        self.keep_an_owner(c)?;
        self.end_all_but(c, None)?;
        RecoveryCode::forget(c, self.id)?;
        Invite::revoke_all(c, self.id)?;
        AuditEntry::write(c, by, "account.delete", &self.name, "")?;
        diesel::update(&self)
            .set((
                accounts::email.eq(""),
                accounts::password_hash.eq(""),
                accounts::role.eq(Role::Member),
                accounts::settings.eq(Json(Preferences::default())),
                accounts::reason.eq(None::<String>),
                accounts::totp_secret.eq(None::<String>),
                accounts::totp_step.eq(None::<i64>),
                accounts::last_seen_at.eq(None::<chrono::NaiveDateTime>),
                accounts::deleted_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Refuses what would leave a club that has an owner without one.
    fn keep_an_owner(&self, c: &mut Conn) -> Result<(), StandingError> {
        if self.role != Role::Owner {
            return Ok(());
        }
        let others = accounts::table
            .filter(accounts::id.ne(self.id))
            .filter(accounts::role.eq(Role::Owner))
            .filter(accounts::confirmed_at.is_not_null())
            .filter(accounts::approved_at.is_not_null())
            .filter(accounts::suspended_at.is_null())
            .filter(accounts::email.ne(""));
        match diesel::select(diesel::dsl::exists(others)).get_result(c)? {
            true => Ok(()),
            false => Err(StandingError::LastOwner),
        }
    }
}
