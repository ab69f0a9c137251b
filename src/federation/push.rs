//! Web Push: messages to members' programs while they sleep, by way of push services that strangers run (RFC 8030).
//!
//! A message is encrypted for the program, so that the service cannot read it ([`Reader`], RFC 8291), and signed by the club, so
//! that the service knows who sends ([`Vapid`], RFC 8292). The address of the service is given by the program: it is contacted by
//! the guarded client like any other server.

mod encryption;
#[cfg(test)]
mod tests;
mod vapid;

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_ENCODING, InvalidHeaderValue};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

pub use encryption::{LONGEST_MESSAGE, Reader};
pub use vapid::Vapid;

use crate::client::{Client, DeliveryError};
use encryption::Sealed;

/// How long a push service keeps a message for a program that sleeps (RFC 8030 §5.2).
const KEPT: Duration = Duration::from_secs(2 * 24 * 3600);

/// Why a message cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// What the program gave is not a public key on P-256, or not a secret of 16 bytes.
    #[error("the keys of the subscription are not well-formed")]
    Key,
    /// Push services need not take more than 4096 bytes (RFC 8030 §7.2).
    #[error("the message is longer than {LONGEST_MESSAGE} bytes")]
    TooLong,
    /// The library failed, or was given something that is no header.
    #[error("the message cannot be encrypted or signed")]
    Failed,
}

/// How much a message matters to a device that saves power (RFC 8030 §5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It can wait until the device is awake.
    Normal,
    /// Somebody waits.
    High,
}

impl Urgency {
    fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// A message as it goes to a push service.
#[derive(Debug, Clone)]
pub struct Message {
    headers: HeaderMap,
    body: Bytes,
}

impl Message {
    /// Encrypts `words` for a reader whose push service is at `endpoint`, and signs for it.
    ///
    /// # Errors
    /// [`PushError`]; none of them goes away by trying again.
    pub fn new(
        vapid: &Vapid,
        endpoint: &Url,
        reader: &Reader,
        words: &[u8],
        urgency: Urgency,
    ) -> Result<Self, PushError> {
        let sealed = reader.seal(words)?;
        let token = vapid.token(endpoint)?;
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static("ttl"), HeaderValue::from(KEPT.as_secs()));
        headers.insert(HeaderName::from_static("urgency"), HeaderValue::from_static(urgency.as_str()));
        if reader.is_standard() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
            headers.insert(AUTHORIZATION, secret(format!("vapid t={token}, k={}", vapid.public_key()))?);
        } else {
            as_drafted(&mut headers, &sealed, &token, vapid)?;
        }
        Ok(Self { headers, body: sealed.body.into() })
    }
}

/// The headers of the drafts: draft-ietf-webpush-encryption-04, and draft-ietf-webpush-vapid-01.
fn as_drafted(headers: &mut HeaderMap, sealed: &Sealed, token: &str, vapid: &Vapid) -> Result<(), PushError> {
    let salt = BASE64_URL_SAFE_NO_PAD.encode(sealed.salt);
    let key = BASE64_URL_SAFE_NO_PAD.encode(&sealed.public_key);
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aesgcm"));
    headers.insert(HeaderName::from_static("encryption"), format!("salt={salt}").try_into()?);
    let keys = format!("dh={key};p256ecdsa={}", vapid.public_key());
    headers.insert(HeaderName::from_static("crypto-key"), keys.try_into()?);
    headers.insert(AUTHORIZATION, secret(format!("WebPush {token}"))?);
    Ok(())
}

/// A header that no log shows.
fn secret(value: String) -> Result<HeaderValue, PushError> {
    let mut value = HeaderValue::try_from(value)?;
    value.set_sensitive(true);
    Ok(value)
}

impl From<InvalidHeaderValue> for PushError {
    fn from(_: InvalidHeaderValue) -> Self {
        Self::Failed
    }
}

impl From<aws_lc_rs::error::Unspecified> for PushError {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self::Failed
    }
}

impl Client {
    /// Hands a message to the push service at `endpoint`. It is not sent on to wherever that would redirect it: what it is
    /// signed with is for this one.
    ///
    /// # Errors
    /// [`DeliveryError`], which says whether and when to try again; [`DeliveryError::Gone`] ends the subscription.
    pub async fn push(&self, endpoint: &Url, message: Message) -> Result<(), DeliveryError> {
        self.post_octets(endpoint, message.headers, message.body).await
    }
}
