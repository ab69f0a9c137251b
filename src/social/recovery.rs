//! Codes on paper that stand in for a one-time code when the device is lost.

use diesel::prelude::*;
use store::{Conn, clock};

use crate::account::AccountId;
use crate::schema::recovery_codes;
use crate::secret::{self, Secret};

/// How many a member is given.
pub const CODES: usize = 10;

/// Letters and digits of a code: 80 bits, as many as no one tries out even with the hashes in hand.
const LENGTH: usize = 16;

store::id_type! {
    /// Names a recovery code.
    pub RecoveryCodeId
}

/// A row of `recovery_codes`, which is only seen from inside.
#[derive(Debug)]
pub struct RecoveryCode;

impl RecoveryCode {
    /// Makes new codes in place of the old ones. They are shown this once.
    pub fn renew(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Secret>> {
        Self::forget(c, account)?;
        let codes: Vec<Secret> = (0..CODES).map(|_| Secret::readable(LENGTH)).collect();
        for code in &codes {
            diesel::insert_into(recovery_codes::table)
                .values((
                    recovery_codes::id.eq(RecoveryCodeId::next()),
                    recovery_codes::account_id.eq(account),
                    recovery_codes::code_hash.eq(hash(code.as_str())),
                ))
                .execute(c)?;
        }
        Ok(codes)
    }

    /// Uses a code up. False where it is none of this account's, or used already.
    pub fn redeem(c: &mut Conn, account: AccountId, typed: &str) -> QueryResult<bool> {
        let code = unused(account).filter(recovery_codes::code_hash.eq(hash(typed)));
        Ok(diesel::update(code).set(recovery_codes::used_at.eq(clock::now())).execute(c)? == 1)
    }

    /// How many codes an account has left.
    pub fn left(c: &mut Conn, account: AccountId) -> QueryResult<i64> {
        unused(account).count().get_result(c)
    }

    /// Deletes the codes of an account.
    pub fn forget(c: &mut Conn, account: AccountId) -> QueryResult<()> {
        diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(c)?;
        Ok(())
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn unused(account: AccountId) -> _ {
    recovery_codes::table.filter(recovery_codes::account_id.eq(account)).filter(recovery_codes::used_at.is_null())
}

fn hash(typed: &str) -> String {
    secret::hash(&secret::plain(typed))
}
