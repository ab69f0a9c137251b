//! Who sends: the club's key, and what it signs (RFC 8292).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{TimeDelta, Utc};
use serde::Serialize;
use url::Url;

use super::PushError;

/// How long a signature holds: RFC 8292 §2 allows a day.
const VALID: TimeDelta = TimeDelta::hours(12);

/// The key by which push services know the club, and programs its messages.
pub struct Vapid {
    pair: EcdsaKeyPair,
    public_key: String,
    /// Whom the operator of a push service may turn to.
    subject: String,
}

#[derive(Serialize)]
struct Header {
    typ: &'static str,
    alg: &'static str,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: String,
    exp: i64,
    sub: &'a str,
}

impl Vapid {
    /// A new key, in PKCS#8, to be kept: programs that subscribed with one are lost with it.
    ///
    /// # Errors
    /// [`PushError::Failed`] when the library fails.
    pub fn generate() -> Result<Vec<u8>, PushError> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
        Ok(document.as_ref().to_vec())
    }

    /// A key that was kept, of a club whose square is at `square`.
    ///
    /// # Errors
    /// [`PushError::Key`] where it is none.
    pub fn from_pkcs8(pkcs8: &[u8], square: &Url) -> Result<Self, PushError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).map_err(|_| PushError::Key)?;
        let public_key = BASE64_URL_SAFE_NO_PAD.encode(pair.public_key());
        Ok(Self { pair, public_key, subject: square.to_string() })
    }

    /// The public half as programs are told it: an uncompressed point in base64url.
    pub fn public_key(&self) -> &str {
        &self.public_key
    }

    /// What shows the push service at `endpoint` who sends: a JSON Web Token for its origin.
    pub(super) fn token(&self, endpoint: &Url) -> Result<String, PushError> {
        let claims = Claims {
            aud: endpoint.origin().ascii_serialization(),
            exp: (Utc::now() + VALID).timestamp(),
            sub: &self.subject,
        };
        let signed = format!("{}.{}", encode(&Header { typ: "JWT", alg: "ES256" })?, encode(&claims)?);
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes())?;
        Ok(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn encode(part: &impl Serialize) -> Result<String, PushError> {
    let json = serde_json::to_vec(part).map_err(|_| PushError::Failed)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json))
}

impl std::fmt::Debug for Vapid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vapid").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}
