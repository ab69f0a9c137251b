//! draft-cavage-http-signatures-12, as the fediverse speaks it.
//!
//! Signing is left to `http-signature-normalization`. Reading is not: it takes the last of repeated parameters, prefers
//! `Authorization`, lets future dates pass, and compares with the clock of the machine alone.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::Request;
use http::header::{CONTENT_TYPE, DATE, HOST};
use http_signature_normalization::Config;

use super::{Parsed, Received, Refusal, Scheme, SignError, Signer, digest};
use crate::key::Algorithm;

const SIGNATURE: &str = "signature";
const REQUEST_TARGET: &str = "(request-target)";
const CREATED: &str = "(created)";
const EXPIRES: &str = "(expires)";

/// Signs `(request-target) host date`, and with a body its digest and type too. `Accept` and the like are never signed:
/// proxies rewrite them.
pub(super) fn sign(signer: &Signer, request: &mut Request<Bytes>, now: DateTime<Utc>) -> Result<(), SignError> {
    let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    request.headers_mut().insert(DATE, super::header_value(&date)?);
    let (host, target) = super::target_of(request.uri())?;
    let mut covered = BTreeMap::from([(HOST.to_string(), host.to_owned()), (DATE.to_string(), date)]);
    let mut body_digest = None;
    if super::carries_body(request.method(), request.body()) {
        let digest = digest::of_body(request.body());
        body_digest = Some(super::header_value(&digest)?);
        covered.insert(digest::DIGEST.to_owned(), digest);
        if let Some(kind) = super::single(request.headers(), CONTENT_TYPE.as_str())
            .map_err(|_| SignError::Request("its type is not clear"))?
        {
            covered.insert(CONTENT_TYPE.to_string(), kind.to_owned());
        }
    }
    for name in super::SIGNED_TOO {
        if let Some(value) =
            super::single(request.headers(), name).map_err(|_| SignError::Request("a header of it is not clear"))?
        {
            covered.insert(name.to_owned(), value.to_owned());
        }
    }
    let signed = Config::new()
        .mastodon_compat()
        .begin_sign(request.method().as_str(), target, covered)
        .map_err(|_| SignError::Request("a header that must be signed is missing"))?
        .sign(signer.key_id.to_string(), |base| {
            signer.key.sign(base.as_bytes()).map(|bytes| BASE64_STANDARD.encode(bytes))
        })?;
    let mut header = signed.signature_header();
    if signer.key.algorithm() == Algorithm::RsaSha256 {
        // The crate writes the name of draft 12; the older verifiers know only that of draft 10.
        header = header.replacen("algorithm=\"hs2019\"", "algorithm=\"rsa-sha256\"", 1);
    }
    let header = super::header_value(&header)?;
    request.headers_mut().insert(SIGNATURE, header);
    if let Some(digest) = body_digest {
        request.headers_mut().insert(digest::DIGEST, digest);
    }
    Ok(())
}

/// Judges the `Signature` header of a request. `Authorization`, where the draft would allow it too, is not looked at.
pub(super) fn parse(received: &Received<'_>, now: DateTime<Utc>) -> Result<Parsed, Refusal> {
    let header = super::single(received.headers, SIGNATURE)?.ok_or(Refusal::Unsigned)?;
    let parameters = Parameters::read(header)?;
    let covered = Covered::read(&parameters)?;
    let algorithm = match parameters.get("algorithm") {
        None | Some("hs2019") => Algorithm::OfKey,
        Some("rsa-sha256") => Algorithm::RsaSha256,
        Some("ed25519") => Algorithm::Ed25519,
        Some(other) => return Err(Refusal::Algorithm(other.to_owned())),
    };
    covered.check(received, &parameters, algorithm, now)?;
    let signature = parameters.require("signature")?;
    let signature = BASE64_STANDARD
        .decode(signature)
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .ok_or(Refusal::MalformedParameter("signature"))?;
    let mut bases = vec![covered.base(received, &parameters, received.target)?];
    // Older Mastodon leaves the query out of the target that it signs.
    if let Some((path, _)) = received.target.split_once('?') {
        bases.push(covered.base(received, &parameters, path)?);
    }
    Ok(Parsed {
        key_id: super::key_url(parameters.require("keyId")?, "keyId")?,
        scheme: Scheme::Cavage,
        algorithm,
        bases,
        signature,
    })
}

/// The parameters of a `Signature` header (draft §2.1), each at most once.
pub(crate) struct Parameters<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Parameters<'a> {
    pub(crate) fn read(header: &'a str) -> Result<Self, Refusal> {
        let malformed = || Refusal::MalformedHeader(SIGNATURE.to_owned());
        let mut parameters: Vec<(&str, &str)> = Vec::new();
        let mut rest = header;
        loop {
            let (name, after) = rest.split_once('=').ok_or_else(malformed)?;
            let name = name.trim();
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(malformed());
            }
            let (value, after) = read_value(after.trim_start()).ok_or_else(malformed)?;
            if parameters.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                return Err(Refusal::RepeatedParameter(name.to_owned()));
            }
            parameters.push((name, value));
            let after = after.trim_start();
            if after.is_empty() {
                return Ok(Self(parameters));
            }
            rest = after.strip_prefix(',').ok_or_else(malformed)?;
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn require(&self, name: &'static str) -> Result<&'a str, Refusal> {
        self.get(name).filter(|value| !value.is_empty()).ok_or(Refusal::MissingParameter(name))
    }

    fn seconds(&self, name: &'static str) -> Result<i64, Refusal> {
        self.require(name)?.parse().map_err(|_| Refusal::MalformedParameter(name))
    }
}

/// Reads a quoted text, or a bare number; returns it and what follows. Nobody needs a backslash, so there is none.
fn read_value(text: &str) -> Option<(&str, &str)> {
    match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').filter(|(value, _)| !value.contains('\\')),
        None => {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            text.split_at_checked(end).filter(|(digits, _)| !digits.is_empty())
        }
    }
}

/// The components that a signature says it covers, in order.
struct Covered(Vec<String>);

impl Covered {
    fn read(parameters: &Parameters<'_>) -> Result<Self, Refusal> {
        // Draft §2.1.6: a signature that lists nothing covers `(created)` alone, which is never enough.
        let list = parameters.get("headers").unwrap_or(CREATED);
        let mut covered = Vec::new();
        for name in list.split_ascii_whitespace().map(str::to_ascii_lowercase) {
            if covered.contains(&name) {
                return Err(Refusal::RepeatedComponent(name));
            }
            covered.push(name);
        }
        Ok(Self(covered))
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }

    fn demand(&self, name: &'static str) -> Result<(), Refusal> {
        if self.has(name) { Ok(()) } else { Err(Refusal::Uncovered(name)) }
    }

    /// Checks that the signature is bound to this request, this body and this time.
    fn check(
        &self,
        received: &Received<'_>,
        parameters: &Parameters<'_>,
        algorithm: Algorithm,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        self.demand(REQUEST_TARGET)?;
        self.demand("host")?;
        if super::carries_body(received.method, received.body) {
            self.demand(digest::DIGEST)?;
        }
        if self.has(digest::DIGEST) {
            let header = super::single(received.headers, digest::DIGEST)?
                .ok_or_else(|| Refusal::AbsentHeader(digest::DIGEST.to_owned()))?;
            digest::check(header, received.body)?;
        }
        // Draft §2.3: the algorithms of old have no `(created)` and `(expires)`.
        for name in [CREATED, EXPIRES] {
            if self.has(name) && algorithm != Algorithm::OfKey {
                return Err(Refusal::UnknownComponent(name.to_owned()));
            }
        }
        // A time that is not signed could have been changed on the way.
        let created = if self.has(CREATED) {
            parameters.seconds("created")?
        } else {
            self.demand("date")?;
            date(received)?
        };
        let expires = self.has(EXPIRES).then(|| parameters.seconds("expires")).transpose()?;
        super::check_time(created, expires, now)
    }

    /// The text that was signed (draft §2.3), with `target` as the target of the request.
    fn base(&self, received: &Received<'_>, parameters: &Parameters<'_>, target: &str) -> Result<String, Refusal> {
        let mut lines = Vec::with_capacity(self.0.len());
        for name in &self.0 {
            lines.push(match name.as_str() {
                REQUEST_TARGET => {
                    format!("{name}: {} {target}", received.method.as_str().to_ascii_lowercase())
                }
                CREATED => format!("{name}: {}", parameters.seconds("created")?),
                EXPIRES => format!("{name}: {}", parameters.seconds("expires")?),
                "host" => format!("{name}: {}", received.host),
                header => {
                    let value = super::single(received.headers, header)?
                        .ok_or_else(|| Refusal::AbsentHeader(header.to_owned()))?;
                    format!("{name}: {value}")
                }
            });
        }
        Ok(lines.join("\n"))
    }
}

fn date(received: &Received<'_>) -> Result<i64, Refusal> {
    let header =
        super::single(received.headers, DATE.as_str())?.ok_or_else(|| Refusal::AbsentHeader(DATE.to_string()))?;
    DateTime::parse_from_rfc2822(header)
        .map(|date| date.timestamp())
        .map_err(|_| Refusal::MalformedHeader(DATE.to_string()))
}
