//! A log-in that gave the right password and still owes the second factor: a one-time code or a recovery code.

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::{Account, AccountId};
use crate::recovery::RecoveryCode;
use crate::schema::challenges;
use crate::secret::{self, Secret};

/// How long there is to answer.
pub const LIFETIME: Duration = Duration::minutes(10);

/// How many answers may be given before the password is asked for again.
pub const TRIES: i16 = 5;

/// A row of `challenges`, which is only seen from inside.
#[derive(Debug)]
pub struct Challenge;

/// What an answer came to.
#[derive(Debug)]
pub enum Answer {
    /// It is right: a session may be opened for this account.
    Right(Box<Account>),
    /// It is wrong, and so many more may be given.
    Wrong {
        /// How many.
        left: i16,
    },
    /// The challenge has ended: the log-in begins anew.
    Over,
}

impl Challenge {
    /// Asks for the second factor of an account whose password was given. The page keeps the token.
    pub fn open(c: &mut Conn, account: &Account) -> QueryResult<Secret> {
        let token = Secret::random();
        diesel::insert_into(challenges::table)
            .values((
                challenges::token_hash.eq(token.hash()),
                challenges::account_id.eq(account.id),
                challenges::tries.eq(0),
                challenges::expires_at.eq(clock::now() + LIFETIME),
            ))
            .execute(c)?;
        Ok(token)
    }

    /// Takes an answer: a one-time code, or a recovery code. Each counts, however many arrive at the same moment, and
    /// a right one ends the challenge.
    pub fn answer(c: &mut Conn, token: &str, code: &str) -> QueryResult<Answer> {
        let hash = secret::hash(token);
        let counted: Option<(AccountId, i16)> = diesel::update(
            challenges::table
                .find(&hash)
                .filter(challenges::tries.lt(TRIES))
                .filter(challenges::expires_at.gt(clock::now())),
        )
        .set(challenges::tries.eq(challenges::tries + 1))
        .returning((challenges::account_id, challenges::tries))
        .get_result(c)
        .optional()?;
        let Some((account, tries)) = counted else {
            return Ok(Answer::Over);
        };
        let account = Account::get(c, account)?;
        if !account.take_totp(c, code)? && !RecoveryCode::redeem(c, account.id, code)? {
            return Ok(Answer::Wrong { left: TRIES - tries });
        }
        diesel::delete(challenges::table.find(hash)).execute(c)?;
        Ok(Answer::Right(Box::new(account)))
    }

    /// Ends all challenges of an account.
    pub fn revoke_all(c: &mut Conn, account: AccountId) -> QueryResult<()> {
        diesel::delete(challenges::table.filter(challenges::account_id.eq(account))).execute(c)?;
        Ok(())
    }

    /// Deletes the challenges that were not answered in time.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        diesel::delete(challenges::table.filter(challenges::expires_at.le(clock::now()))).execute(c)?;
        Ok(())
    }
}
