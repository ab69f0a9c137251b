//! HTTP signatures: who sent a request, and did it arrive as it was sent?
//!
//! Two schemes are spoken: draft-cavage-http-signatures-12, which all of the fediverse understands, and RFC 9421, its
//! successor. Ours are made by [`Signer::sign`]. A peer's is taken in two steps: [`parse`] judges everything that needs no
//! key (coverage, digest, time, host), so that it can be refused at the door; [`Parsed::verify`] does the cryptography
//! once the key is known, which may be later and elsewhere: a [`Parsed`] is stored with the activity that it vouches for.

mod cavage;
mod digest;
mod rfc9421;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{HeaderMap, HeaderValue};
use http::{Method, Request, Uri};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

pub(crate) use cavage::Parameters;

use crate::key::{Algorithm, KeyError, PrivateKey, PublicKey};

/// How far a peer's clock may be off, in seconds, in either direction. This and the two below are Mastodon's rules.
const CLOCK_SKEW: i64 = 60 * 60;
/// Headers that are signed where they are sent, beyond those that a scheme demands.
const SIGNED_TOO: [&str; 1] = [crate::synchronization::HEADER];
/// How long a signature lives that does not say when it expires, in seconds.
const DEFAULT_LIFE: i64 = 5 * 60;
/// How long a signature may at most say that it lives, in seconds.
const LONGEST_LIFE: i64 = 12 * 60 * 60;

/// How a request is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// draft-cavage-http-signatures-12.
    Cavage,
    /// RFC 9421, HTTP Message Signatures.
    Rfc9421,
}

impl Scheme {
    /// The scheme to try when a peer does not take this one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Cavage => Self::Rfc9421,
            Self::Rfc9421 => Self::Cavage,
        }
    }
}

/// An actor of ours, as far as signing goes.
#[derive(Debug, Clone)]
pub struct Signer {
    /// Where peers find the public key.
    pub key_id: Url,
    /// The key pair.
    pub key: Arc<PrivateKey>,
}

/// Why a request could not be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The key did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The request has no absolute address, or a header that cannot be signed.
    #[error("the request cannot be signed: {0}")]
    Request(&'static str),
}

impl Signer {
    /// Signs `request`, whose address must be absolute; adds the headers that the scheme wants (date, digest, signature).
    ///
    /// # Errors
    /// [`SignError`] when the key fails or the request is no complete one.
    pub fn sign(&self, scheme: Scheme, request: &mut Request<Bytes>, now: DateTime<Utc>) -> Result<(), SignError> {
        match scheme {
            Scheme::Cavage => cavage::sign(self, request, now),
            Scheme::Rfc9421 => rfc9421::sign(self, request, now),
        }
    }
}

/// A request that arrived, as far as its signature goes.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a> {
    /// The method.
    pub method: &'a Method,
    /// Path and query, exactly as they arrived.
    pub target: &'a str,
    /// The value of `Host` (or of `:authority`).
    pub host: &'a str,
    /// All headers.
    pub headers: &'a HeaderMap,
    /// The whole body; empty where there is none.
    pub body: &'a [u8],
}

/// A signature whose form is in order and whose claims hold, but for the one thing that takes the key to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// Where the key is said to be.
    pub key_id: Url,
    /// How the request was signed.
    pub scheme: Scheme,
    /// How the signature is said to have been made.
    pub algorithm: Algorithm,
    /// What may have been signed; there are two where peers differ in whether the query belongs to the target.
    bases: Vec<String>,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    signature: Vec<u8>,
}

impl Parsed {
    /// Whether the signature was made with the private half of `key`.
    #[must_use]
    pub fn verify(&self, key: &PublicKey) -> bool {
        self.bases.iter().any(|base| key.verify(self.algorithm, base.as_bytes(), &self.signature))
    }

    /// Whether a header is signed, given by its name in lower case.
    #[must_use]
    pub fn covers(&self, header: &str) -> bool {
        let names = |line: &str| {
            let rest = match self.scheme {
                Scheme::Cavage => line.strip_prefix(header),
                Scheme::Rfc9421 => line.strip_prefix(&format!("\"{header}\"")),
            };
            rest.is_some_and(|rest| rest.starts_with(": "))
        };
        self.bases.iter().all(|base| base.lines().any(names))
    }
}

/// Why a signature is refused before its key is asked for. The answer is 401, with this text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no signature.
    #[error("the request is not signed")]
    Unsigned,
    /// More than one signature, or none where one is announced.
    #[error("exactly one signature is accepted, not {0}")]
    Several(usize),
    /// A header that must be single is not.
    #[error("the header {0} is given more than once")]
    RepeatedHeader(String),
    /// A header does not follow its grammar.
    #[error("the header {0} is malformed")]
    MalformedHeader(String),
    /// A header repeats a key or a parameter, of which readers may take the first or the last.
    #[error("the header {0} says something twice")]
    Ambiguous(String),
    /// A signed header is not there.
    #[error("the header {0} is said to be signed but absent")]
    AbsentHeader(String),
    /// A parameter of the signature is there twice; readers differ in which one they take.
    #[error("the signature parameter {0} is given more than once")]
    RepeatedParameter(String),
    /// A parameter that every signature needs is not there.
    #[error("the signature parameter {0} is missing")]
    MissingParameter(&'static str),
    /// A parameter does not follow its grammar.
    #[error("the signature parameter {0} is malformed")]
    MalformedParameter(&'static str),
    /// The algorithm is none of ours.
    #[error("the signature algorithm “{0}” is not accepted")]
    Algorithm(String),
    /// A component is listed twice.
    #[error("the signature lists {0} more than once")]
    RepeatedComponent(String),
    /// A component that cannot be computed here.
    #[error("the signature lists {0}, which is not understood")]
    UnknownComponent(String),
    /// A component without which the signature could be carried over to another request.
    #[error("the signature does not cover {0}")]
    Uncovered(&'static str),
    /// The request was made for another server.
    #[error("the request is for {0}, which is not here")]
    ForeignHost(String),
    /// The body comes without a digest of the accepted kind.
    #[error("the header {0} has no SHA-256 digest")]
    NoSha256(&'static str),
    /// The body is not the one whose digest was signed.
    #[error("the digest is not that of the body")]
    DigestMismatch,
    /// The signature claims to be made later than clocks can differ.
    #[error("the signature is from {0} seconds in the future")]
    Future(i64),
    /// The signature is no longer valid.
    #[error("the signature expired {0} seconds ago")]
    Expired(i64),
}

/// Judges everything of a request's signature that needs no key.
///
/// `origin` is the one that the request must be made for, such as `https://photos.club.example`, without a slash.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn parse(received: &Received<'_>, origin: &str, now: DateTime<Utc>) -> Result<Parsed, Refusal> {
    if !is_host_of(origin, received.host) {
        return Err(Refusal::ForeignHost(received.host.to_owned()));
    }
    // Where both schemes are announced, the newer one counts: to fall back would let the sender choose the weaker reading.
    if received.headers.contains_key(rfc9421::SIGNATURE_INPUT) {
        rfc9421::parse(received, origin, now)
    } else {
        cavage::parse(received, now)
    }
}

/// Whether `host` names the server of `origin`; a default port may be spelt out.
fn is_host_of(origin: &str, host: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    let host = if authority.ends_with(default_port) { host } else { host.strip_suffix(default_port).unwrap_or(host) };
    host.eq_ignore_ascii_case(authority)
}

/// Whether a request is one whose body must be vouched for.
fn carries_body(method: &Method, body: &[u8]) -> bool {
    !body.is_empty() || !matches!(*method, Method::GET | Method::HEAD)
}

/// The one value of a header, where it is there. A signed header that comes twice could be read in two ways.
fn single<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(Refusal::RepeatedHeader(name.to_owned()));
    }
    let value = value.to_str().map_err(|_| Refusal::MalformedHeader(name.to_owned()))?;
    Ok(Some(value.trim()))
}

/// Checks the time of a signature; all values in seconds since the epoch.
fn check_time(created: i64, expires: Option<i64>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let now = now.timestamp();
    let ahead = created.saturating_sub(now);
    if ahead > CLOCK_SKEW {
        return Err(Refusal::Future(ahead));
    }
    let expires = expires.unwrap_or(created.saturating_add(DEFAULT_LIFE)).min(created.saturating_add(LONGEST_LIFE));
    let late = now.saturating_sub(expires);
    if late > CLOCK_SKEW {
        return Err(Refusal::Expired(late));
    }
    Ok(())
}

/// Reads a key id: keys are looked up on the web and nowhere else.
fn key_url(text: &str, parameter: &'static str) -> Result<Url, Refusal> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http") && url.username().is_empty())
        .ok_or(Refusal::MalformedParameter(parameter))
}

/// Path and query of an absolute address that is about to be requested.
fn target_of(uri: &Uri) -> Result<(&str, &str), SignError> {
    let host = uri.authority().ok_or(SignError::Request("its address names no host"))?;
    let target = uri.path_and_query().ok_or(SignError::Request("its address has no path"))?;
    Ok((host.as_str(), target.as_str()))
}

fn header_value(text: &str) -> Result<HeaderValue, SignError> {
    HeaderValue::from_str(text).map_err(|_| SignError::Request("a header has characters that no header has"))
}

fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64_STANDARD.decode(text).map_err(serde::de::Error::custom)
}
