//! One-time codes from a member's own device (RFC 6238), asked for after the password.

use diesel::prelude::*;
use store::{Conn, clock};
use totp_rs::{Builder, Secret, Totp, TotpError};

use crate::account::Account;
use crate::recovery::RecoveryCode;
use crate::schema::accounts;
use crate::secret;

/// A new key of 160 bits in base 32, for a device to keep. It means nothing before [`Account::enable_totp`].
pub fn new_key() -> String {
    let bytes: [u8; 20] = rand::random();
    Secret::from(bytes).to_base32()
}

/// The `otpauth:` address of a key, to be shown as a picture that a device reads. `issuer` is the title of the club.
pub fn url(key: &str, issuer: &str, name: &str) -> Result<String, TotpError> {
    // The colon parts issuer and name in the address.
    let issuer = issuer.replace(':', " ");
    let secret = Secret::try_from_base32(key).map_err(|_| TotpError::SecretNotSet)?;
    Builder::new().with_secret(secret).with_issuer(Some(issuer)).with_account_name(name).build()?.to_url()
}

impl Account {
    /// Whether log-in asks for a one-time code.
    pub fn has_totp(&self) -> bool {
        self.totp_secret.is_some()
    }

    /// Makes log-in ask for one-time codes of this key, if `code` proves that a device has it, and gives the recovery
    /// codes, which are shown this once. None where the code is wrong.
    pub fn enable_totp(&self, c: &mut Conn, key: &str, code: &str) -> QueryResult<Option<Vec<secret::Secret>>> {
        let Some(step) = step_of(key, code) else {
            return Ok(None);
        };
        diesel::update(self).set((accounts::totp_secret.eq(key), accounts::totp_step.eq(step))).execute(c)?;
        RecoveryCode::renew(c, self.id).map(Some)
    }

    /// Takes a one-time code, at most a step of 30 seconds early or late. A code is taken once: neither it nor an older
    /// one is taken again, however many arrive at the same moment (RFC 6238, section 5.2).
    pub fn take_totp(&self, c: &mut Conn, code: &str) -> QueryResult<bool> {
        let Some(step) = self.totp_secret.as_deref().and_then(|key| step_of(key, code)) else {
            return Ok(false);
        };
        let unused = accounts::totp_step.is_null().or(accounts::totp_step.lt(step));
        let account = accounts::table.find(self.id).filter(accounts::totp_secret.eq(&self.totp_secret));
        let taken = diesel::update(account.filter(unused)).set(accounts::totp_step.eq(step)).execute(c)?;
        Ok(taken == 1)
    }

    /// Makes log-in ask for the password only. The recovery codes go with it.
    pub fn disable_totp(&self, c: &mut Conn) -> QueryResult<()> {
        RecoveryCode::forget(c, self.id)?;
        diesel::update(self)
            .set((accounts::totp_secret.eq(None::<String>), accounts::totp_step.eq(None::<i64>)))
            .execute(c)?;
        Ok(())
    }
}

/// The time step to which a code of this key belongs, if it is near enough to now.
fn step_of(key: &str, code: &str) -> Option<i64> {
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let now = u64::try_from(clock::now().and_utc().timestamp()).ok()?;
    let step = totp(key)?.check(&code, now)?;
    i64::try_from(step).ok()
}

fn totp(key: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(key).ok()?;
    Builder::new().with_secret(secret).build().ok()
}
