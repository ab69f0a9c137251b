//! A member's consent on its way to a program: a code that buys one access token, once, within ten minutes (RFC 6749 §4.1).

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock};

use crate::access_token::{AccessToken, AccessTokenId, NewToken};
use crate::account::AccountId;
use crate::application::{Application, ApplicationId};
use crate::schema::authorizations;
use crate::scope::Scopes;
use crate::secret::{self, Secret};

#[cfg(test)]
mod tests;

store::id_type! {
    /// Names an authorization.
    pub AuthorizationId
}

/// How long a code is good for.
pub const LIFETIME: Duration = Duration::minutes(10);

/// A row of `authorizations`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = authorizations, check_for_backend(store::Backend))]
pub struct Authorization {
    id: AuthorizationId,
    account_id: AccountId,
    redirect_uri: String,
    scopes: Scopes,
    challenge: Option<String>,
}

/// What a member consented to.
#[derive(Debug, Clone, Copy)]
pub struct Consent<'a> {
    /// Who consents.
    pub account: AccountId,
    /// To what the program may do.
    pub scopes: &'a Scopes,
    /// Where the code is sent.
    pub redirect_uri: &'a str,
    /// The hash of what the program will prove itself with (RFC 7636 §4.3, method `S256`), where it sent one.
    pub challenge: Option<&'a str>,
}

/// What a program shows for a token besides its secret.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The code.
    pub code: &'a str,
    /// Where it says that the code was sent.
    pub redirect_uri: &'a str,
    /// What the challenge is the hash of; empty where it sent none.
    pub verifier: &'a str,
}

impl Authorization {
    /// Makes a code for a program.
    pub fn issue(c: &mut Conn, application: &Application, consent: Consent<'_>) -> QueryResult<Secret> {
        let (code, now) = (Secret::random(), clock::now());
        diesel::insert_into(authorizations::table)
            .values((
                authorizations::id.eq(AuthorizationId::next()),
                authorizations::code_hash.eq(code.hash()),
                authorizations::application_id.eq(application.id),
                authorizations::account_id.eq(consent.account),
                authorizations::redirect_uri.eq(consent.redirect_uri),
                authorizations::scopes.eq(consent.scopes),
                authorizations::challenge.eq(consent.challenge),
                authorizations::created_at.eq(now),
                authorizations::expires_at.eq(now + LIFETIME),
            ))
            .execute(c)?;
        Ok(code)
    }

    /// Takes a code from the program that it was made for, once: however many bring it at the same moment, one gets a
    /// token. None where the code, or what is shown with it, is not good. A code that is brought again was stolen by one of
    /// the two, so the token that it bought ends (RFC 6749 §4.1.2).
    pub fn redeem(
        c: &mut Conn,
        application: &Application,
        claim: Claim<'_>,
    ) -> QueryResult<Option<(AccessToken, Secret)>> {
        let own = authorizations::table
            .filter(authorizations::code_hash.eq(secret::hash(claim.code)))
            .filter(authorizations::application_id.eq(application.id))
            .filter(authorizations::expires_at.gt(clock::now()));
        let found: Option<Self> = own.select(Self::as_select()).first(c).optional()?;
        let Some(found) = found.filter(|found| found.is_met_by(&claim)) else {
            return Ok(None);
        };
        // Who comes second waits here for the first, and then finds it taken.
        let unused = authorizations::table.find(found.id).filter(authorizations::redeemed_at.is_null());
        if diesel::update(unused).set(authorizations::redeemed_at.eq(clock::now())).execute(c)? == 0 {
            // The code goes with its token: a third may find neither.
            let bought: Option<Option<AccessTokenId>> =
                authorizations::table.find(found.id).select(authorizations::token_id).first(c).optional()?;
            AccessToken::revoke_each(c, bought.flatten().as_slice())?;
            return Ok(None);
        }
        let new = NewToken::of_member(application, found.account_id, &found.scopes);
        let (token, secret) = AccessToken::issue(c, new)?;
        diesel::update(&found).set(authorizations::token_id.eq(token.id)).execute(c)?;
        Ok(Some((token, secret)))
    }

    /// Ends the codes that wait for a program of an account; of all programs where none is named.
    pub fn revoke_all(c: &mut Conn, account: AccountId, application: Option<ApplicationId>) -> QueryResult<()> {
        let waiting = authorizations::table.filter(authorizations::account_id.eq(account));
        match application {
            Some(id) => diesel::delete(waiting.filter(authorizations::application_id.eq(id))).execute(c)?,
            None => diesel::delete(waiting).execute(c)?,
        };
        Ok(())
    }

    /// Deletes the codes whose time is over.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        diesel::delete(authorizations::table.filter(authorizations::expires_at.le(clock::now()))).execute(c)?;
        Ok(())
    }

    /// Whether a claim is that of the program which asked. A verifier without a challenge is refused too: somebody took the
    /// challenge away (RFC 9700 §4.8.2).
    fn is_met_by(&self, claim: &Claim<'_>) -> bool {
        let proven = match &self.challenge {
            Some(challenge) => URL_SAFE_NO_PAD.encode(digest(&SHA256, claim.verifier.as_bytes())) == *challenge,
            None => claim.verifier.is_empty(),
        };
        proven && self.redirect_uri == claim.redirect_uri
    }
}

/// Whether a text can be the challenge of method `S256`: 32 bytes in base64url (RFC 7636 §4.2).
pub fn is_challenge(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}
