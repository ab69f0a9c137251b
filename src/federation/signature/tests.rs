#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};

use super::{Parsed, Received, Refusal, Scheme, Signer, parse};
use crate::key::{Algorithm, PrivateKey};

pub(super) const ORIGIN: &str = "https://photos.club.example";
pub(super) const BODY: &[u8] = br#"{"type":"Like"}"#;

pub(super) static RSA: LazyLock<Arc<PrivateKey>> =
    LazyLock::new(|| Arc::new(PrivateKey::from_pkcs8(include_bytes!("../key/fixtures/rsa.pk8")).unwrap()));
pub(super) static ED25519: LazyLock<Arc<PrivateKey>> =
    LazyLock::new(|| Arc::new(PrivateKey::from_pkcs8(include_bytes!("../key/fixtures/ed25519.pk8")).unwrap()));

/// Sunday, 22 November 2026, 08:49:37 UTC.
pub(super) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_337_377, 0).unwrap()
}

pub(super) fn signer(key: &Arc<PrivateKey>) -> Signer {
    Signer { key_id: "https://peer.example/actor#main-key".parse().unwrap(), key: Arc::clone(key) }
}

/// A request on its way, open to meddling.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) method: Method,
    pub(super) target: String,
    pub(super) host: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    pub(super) now: DateTime<Utc>,
}

impl Sent {
    pub(super) fn signed(scheme: Scheme, key: &Arc<PrivateKey>, method: Method, target: &str) -> Self {
        let body = if method == Method::POST { BODY } else { b"" };
        let mut request = Request::builder().method(method).uri(format!("{ORIGIN}{target}"));
        if !body.is_empty() {
            request = request.header("content-type", "application/activity+json");
        }
        let mut request = request.body(Bytes::from_static(body)).unwrap();
        signer(key).sign(scheme, &mut request, now()).unwrap();
        Self {
            method: request.method().clone(),
            target: target.to_owned(),
            host: "photos.club.example".to_owned(),
            headers: request.headers().clone(),
            body: body.to_vec(),
            now: now(),
        }
    }

    pub(super) fn post(scheme: Scheme) -> Self {
        Self::signed(scheme, &RSA, Method::POST, "/actors/7/inbox")
    }

    pub(super) fn get(scheme: Scheme) -> Self {
        Self::signed(scheme, &RSA, Method::GET, "/actors/7/followers?page=2")
    }

    pub(super) fn parse(&self) -> Result<Parsed, Refusal> {
        let received = Received {
            method: &self.method,
            target: &self.target,
            host: &self.host,
            headers: &self.headers,
            body: &self.body,
        };
        parse(&received, ORIGIN, self.now)
    }

    /// The whole judgement, against the key of [`signer`].
    pub(super) fn judge(&self, key: &Arc<PrivateKey>) -> Result<bool, Refusal> {
        self.parse().map(|parsed| parsed.verify(&key.public()))
    }

    pub(super) fn header(&self, name: &str) -> String {
        self.headers.get(name).unwrap().to_str().unwrap().to_owned()
    }

    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        self.headers.insert(name, HeaderValue::from_str(value).unwrap());
    }

    pub(super) fn add(&mut self, name: &'static str, value: &str) {
        self.headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.headers.remove(name).unwrap();
    }

    /// Rewrites part of a header, which must be there.
    pub(super) fn edit(&mut self, name: &'static str, from: &str, to: &str) {
        let value = self.header(name);
        assert!(value.contains(from), "{name} has no {from}: {value}");
        self.set(name, &value.replacen(from, to, 1));
    }

    /// Rewrites part of what the signature says of itself.
    pub(super) fn claim(&mut self, from: &str, to: &str) {
        let newer = self.headers.contains_key("signature-input");
        self.edit(if newer { "signature-input" } else { "signature" }, from, to);
    }

    pub(super) fn repeat(&mut self, name: &'static str) {
        let value = self.header(name);
        self.add(name, &value);
    }

    pub(super) fn later(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
    }
}

pub(super) const VERIFIES: &str = "verifies";
pub(super) const FORGED: &str = "forged";

/// What is tried, how it is done, and the judgement.
pub(super) type Case<'a> = (&'a str, fn(&mut Sent), &'a str);

/// Applies each meddling to a fresh request and compares the judgement.
pub(super) fn check(fresh: fn() -> Sent, cases: &[Case<'_>]) {
    assert_eq!(fresh().judge(&RSA), Ok(true), "untouched");
    for (name, meddle, expected) in cases {
        let mut sent = fresh();
        meddle(&mut sent);
        let found = match sent.judge(&RSA) {
            Ok(true) => VERIFIES.to_owned(),
            Ok(false) => FORGED.to_owned(),
            Err(refusal) => refusal.to_string(),
        };
        assert_eq!(found, *expected, "{name}: {sent:#?}");
    }
}

#[test]
fn either_scheme_and_either_kind_of_key_verifies() {
    for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
        for key in [&*RSA, &*ED25519] {
            for (method, target) in [(Method::POST, "/inbox"), (Method::GET, "/a?b=c&d=%20e")] {
                let sent = Sent::signed(scheme, key, method, target);
                let parsed = sent.parse().unwrap();
                assert_eq!(parsed.scheme, scheme);
                assert_eq!(parsed.key_id.as_str(), "https://peer.example/actor#main-key");
                assert!(parsed.verify(&key.public()));
                let other = if Arc::ptr_eq(key, &RSA) { &*ED25519 } else { &*RSA };
                assert!(!parsed.verify(&other.public()));
                let stranger = PrivateKey::generate_ed25519().unwrap();
                assert!(!parsed.verify(&stranger.public()));
            }
        }
    }
}

#[test]
fn a_parsed_signature_survives_storage() {
    for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
        let parsed = Sent::get(scheme).parse().unwrap();
        let stored = serde_json::to_string(&parsed).unwrap();
        let read: Parsed = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, parsed);
        assert!(read.verify(&RSA.public()));
    }
}

#[test]
fn the_host_must_be_ours() {
    let mut sent = Sent::post(Scheme::Cavage);
    for host in ["photos.club.example:443", "PHOTOS.club.example"] {
        sent.host = host.to_owned();
        assert!(sent.parse().is_ok(), "{host}");
    }
    for host in [
        "",
        "club.example",
        "evil.example",
        "photos.club.example.evil.example",
        "photos.club.example:80",
        "photos.club.example:8443",
        "photos.club.example.",
        "user@photos.club.example",
    ] {
        sent.host = host.to_owned();
        assert_eq!(sent.parse(), Err(Refusal::ForeignHost(host.to_owned())));
    }
    assert!(super::is_host_of("http://photos.localhost:8080", "photos.localhost:8080"));
    assert!(!super::is_host_of("http://photos.localhost:8080", "photos.localhost"));
    assert!(super::is_host_of("http://photos.test", "photos.test:80"));
    assert!(!super::is_host_of("http://photos.test", "photos.test:443"));
}

/// The same window for both schemes: an hour and five minutes late, an hour early.
#[test]
fn time_is_bounded_on_both_sides() {
    for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
        for (seconds, expected) in [
            (3900, Ok(true)),
            (3901, Err(Refusal::Expired(3601))),
            (-3600, Ok(true)),
            (-3601, Err(Refusal::Future(3601))),
        ] {
            let mut sent = Sent::post(scheme);
            sent.later(seconds);
            assert_eq!(sent.judge(&RSA), expected, "{scheme:?} {seconds}");
        }
    }
}

#[test]
fn times_at_the_ends_of_the_number_line_do_no_harm() {
    for seconds in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX] {
        for expires in [None, Some(i64::MIN), Some(0), Some(i64::MAX)] {
            assert!(super::check_time(seconds, expires, now()).is_err());
        }
    }
}

#[test]
fn an_unsigned_request_is_said_to_be_unsigned() {
    let mut sent = Sent::post(Scheme::Cavage);
    sent.headers.clear();
    assert_eq!(sent.parse(), Err(Refusal::Unsigned));
    assert_eq!(Refusal::Unsigned.to_string(), "the request is not signed");
}

#[test]
fn what_cannot_be_signed_is_said() {
    let mut request = Request::new(Bytes::new());
    for scheme in [Scheme::Cavage, Scheme::Rfc9421] {
        assert!(signer(&RSA).sign(scheme, &mut request, now()).is_err(), "no host");
    }
}

#[test]
fn the_algorithm_is_told_apart() {
    let algorithm = |scheme, key| Sent::signed(scheme, key, Method::GET, "/").parse().unwrap().algorithm;
    assert_eq!(algorithm(Scheme::Cavage, &RSA), Algorithm::RsaSha256);
    assert_eq!(algorithm(Scheme::Cavage, &ED25519), Algorithm::OfKey);
    assert_eq!(algorithm(Scheme::Rfc9421, &RSA), Algorithm::RsaSha256);
    assert_eq!(algorithm(Scheme::Rfc9421, &ED25519), Algorithm::Ed25519);
}
