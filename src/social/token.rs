//! What a link in a mail carries: proof that its reader owns the mailbox.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::AccountId;
use crate::schema::email_tokens;
use crate::secret::{self, Secret};

store::text_enum! {
    /// What a link is for.
    pub Purpose {
        /// Confirming the address of a new account.
        Confirm = "confirm",
        /// Setting another password.
        Reset = "reset",
        /// Confirming another address.
        ChangeEmail = "change_email",
    }
}

impl Purpose {
    /// How long a link is good for.
    pub fn lifetime(self) -> Duration {
        match self {
            Self::Confirm => Duration::days(3),
            Self::Reset => Duration::hours(1),
            Self::ChangeEmail => Duration::days(1),
        }
    }
}

/// A row of `email_tokens`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = email_tokens, check_for_backend(store::Backend))]
pub struct EmailToken {
    /// Whose account it is about.
    pub account_id: AccountId,
    /// The address it was mailed to.
    pub email: String,
    /// When the link is no longer good.
    pub expires_at: NaiveDateTime,
}

impl EmailToken {
    /// Makes a token to be mailed to this address. Earlier ones for the same purpose are no longer good.
    pub fn issue(c: &mut Conn, account: AccountId, purpose: Purpose, email: &str) -> QueryResult<Secret> {
        diesel::delete(of(account).filter(email_tokens::purpose.eq(purpose))).execute(c)?;
        let token = Secret::random();
        let now = clock::now();
        diesel::insert_into(email_tokens::table)
            .values((
                email_tokens::token_hash.eq(token.hash()),
                email_tokens::account_id.eq(account),
                email_tokens::purpose.eq(purpose),
                email_tokens::email.eq(email),
                email_tokens::created_at.eq(now),
                email_tokens::expires_at.eq(now + purpose.lifetime()),
            ))
            .execute(c)?;
        Ok(token)
    }

    /// The token, if it is good. Programs that look through mail follow links: showing the page must not use it up.
    pub fn find(c: &mut Conn, purpose: Purpose, token: &str) -> QueryResult<Option<Self>> {
        email_tokens::table
            .find(secret::hash(token))
            .filter(email_tokens::purpose.eq(purpose))
            .filter(email_tokens::expires_at.gt(clock::now()))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// Uses the token up, if it is good: however many bring it at the same moment, one gets it.
    pub fn redeem(c: &mut Conn, purpose: Purpose, token: &str) -> QueryResult<Option<Self>> {
        let token = email_tokens::table
            .find(secret::hash(token))
            .filter(email_tokens::purpose.eq(purpose))
            .filter(email_tokens::expires_at.gt(clock::now()));
        diesel::delete(token).returning(Self::as_returning()).get_result(c).optional()
    }

    /// Makes every link that was mailed for this account useless.
    pub fn revoke_all(c: &mut Conn, account: AccountId) -> QueryResult<()> {
        diesel::delete(of(account)).execute(c)?;
        Ok(())
    }

    /// Deletes the tokens that are no longer good.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        diesel::delete(email_tokens::table.filter(email_tokens::expires_at.le(clock::now()))).execute(c)?;
        Ok(())
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn of(account: AccountId) -> _ {
    email_tokens::table.filter(email_tokens::account_id.eq(account))
}
