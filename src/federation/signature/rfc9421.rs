//! RFC 9421, HTTP Message Signatures, in the profile that Mastodon accepts: one signature, with `created`, over `@method`,
//! `@target-uri` and, where there is a body, `content-digest`.

#[cfg(test)]
mod tests;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, Method, Request};
use sfv::{BareItem, Dictionary, FieldType, InnerList, Integer, Item, Key, List, ListEntry, Parameters, Parser};

use super::{Parsed, Received, Refusal, Scheme, SignError, Signer, digest};
use crate::key::Algorithm;

pub(super) const SIGNATURE_INPUT: &str = "signature-input";
const SIGNATURE: &str = "signature";
const METHOD: &str = "@method";
const TARGET_URI: &str = "@target-uri";

/// Signs `@method` and `@target-uri`, and with a body its digest too.
pub(super) fn sign(signer: &Signer, request: &mut Request<Bytes>, now: DateTime<Utc>) -> Result<(), SignError> {
    let mut components = vec![METHOD, TARGET_URI];
    if super::carries_body(request.method(), request.body()) {
        let digest = super::header_value(&digest::content_of_body(request.body()))?;
        request.headers_mut().insert(digest::CONTENT_DIGEST, digest);
        components.push(digest::CONTENT_DIGEST);
    }
    components.extend(super::SIGNED_TOO.iter().filter(|name| request.headers().contains_key(**name)));
    let covered = cover(&components, signer, now).map_err(|_| SignError::Request("its key has no usable id"))?;
    let (host, target) = super::target_of(request.uri())?;
    let origin = format!("{}://{host}", request.uri().scheme_str().unwrap_or("https"));
    let base = Message { method: request.method(), origin: &origin, host, target, headers: request.headers() }
        .base(&covered)
        .map_err(|_| SignError::Request("a header that must be signed is missing"))?;
    let input = super::header_value(&format!("sig1={}", serialize(&covered)))?;
    let signature = BareItem::ByteSequence(signer.key.sign(base.as_bytes())?);
    let signature = Item::new(signature).serialize();
    let signature = super::header_value(&format!("sig1={signature}"))?;
    request.headers_mut().insert(SIGNATURE_INPUT, input);
    request.headers_mut().insert(SIGNATURE, signature);
    Ok(())
}

fn cover(components: &[&str], signer: &Signer, now: DateTime<Utc>) -> Result<InnerList, sfv::Error> {
    let algorithm = match signer.key.algorithm() {
        Algorithm::Ed25519 => "ed25519",
        Algorithm::RsaSha256 | Algorithm::OfKey => "rsa-v1_5-sha256",
    };
    let mut items = Vec::new();
    for component in components {
        items.push(Item::new(text(component)?));
    }
    let parameters = [
        ("created", BareItem::Integer(Integer::try_from(now.timestamp())?)),
        ("keyid", text(signer.key_id.as_str())?),
        ("alg", text(algorithm)?),
    ];
    let mut named = Parameters::new();
    for (name, value) in parameters {
        named.insert(Key::from_string(name.to_owned()).map_err(|(error, _)| error)?, value);
    }
    Ok(InnerList::with_params(items, named))
}

fn text(text: &str) -> Result<BareItem, sfv::Error> {
    sfv::String::from_string(text.to_owned()).map(BareItem::String).map_err(|(error, _)| error)
}

/// Judges the signature of a request to a server of `origin`.
pub(super) fn parse(received: &Received<'_>, origin: &str, now: DateTime<Utc>) -> Result<Parsed, Refusal> {
    let (label, covered) = input(received.headers)?;
    let signature = signature(received.headers, &label)?;
    let algorithm = match string(&covered.params, "alg")? {
        None => Algorithm::OfKey,
        Some("rsa-v1_5-sha256") => Algorithm::RsaSha256,
        Some("ed25519") => Algorithm::Ed25519,
        Some(other) => return Err(Refusal::Algorithm(other.to_owned())),
    };
    let created = seconds(&covered.params, "created")?.ok_or(Refusal::MissingParameter("created"))?;
    super::check_time(created, seconds(&covered.params, "expires")?, now)?;
    let key_id = string(&covered.params, "keyid")?.ok_or(Refusal::MissingParameter("keyid"))?;
    check_coverage(&covered, received)?;
    let message = Message {
        method: received.method,
        origin,
        host: received.host,
        target: received.target,
        headers: received.headers,
    };
    Ok(Parsed {
        key_id: super::key_url(key_id, "keyid")?,
        scheme: Scheme::Rfc9421,
        algorithm,
        bases: vec![message.base(&covered)?],
        signature,
    })
}

/// The one entry of `Signature-Input`: its label and what it covers.
fn input(headers: &HeaderMap) -> Result<(Key, InnerList), Refusal> {
    match sole_entry(headers, SIGNATURE_INPUT)? {
        (label, ListEntry::InnerList(covered)) => Ok((label, covered)),
        (_, ListEntry::Item(_)) => Err(malformed(SIGNATURE_INPUT)),
    }
}

/// The one entry of `Signature`, which must be the one that `Signature-Input` describes.
fn signature(headers: &HeaderMap, label: &Key) -> Result<Vec<u8>, Refusal> {
    match sole_entry(headers, SIGNATURE)? {
        (found, ListEntry::Item(Item { bare_item: BareItem::ByteSequence(bytes), .. }))
            if found == *label && !bytes.is_empty() =>
        {
            Ok(bytes)
        }
        _ => Err(malformed(SIGNATURE)),
    }
}

fn sole_entry(headers: &HeaderMap, name: &str) -> Result<(Key, ListEntry), Refusal> {
    let mut dictionary = dictionary(headers, name)?;
    match dictionary.pop() {
        Some(entry) if dictionary.is_empty() => Ok(entry),
        Some(_) => Err(Refusal::Several(dictionary.len() + 1)),
        None => Err(Refusal::Several(0)),
    }
}

/// Reads a header that is a dictionary (RFC 9651 §3.2).
///
/// By that grammar the last of several equal keys or parameters wins, silently. Readers that differ here are an attack, so
/// what was read must say all that was written: it is serialised again and compared, but for white space.
fn dictionary(headers: &HeaderMap, name: &str) -> Result<Dictionary, Refusal> {
    let header = super::single(headers, name)?.ok_or_else(|| Refusal::AbsentHeader(name.to_owned()))?;
    let dictionary: Dictionary = Parser::new(header).parse().map_err(|_| malformed(name))?;
    let again = dictionary.serialize().unwrap_or_default();
    let dense = |text: &str| -> String { text.split_ascii_whitespace().collect() };
    if dense(&again) != dense(header) {
        return Err(Refusal::Ambiguous(name.to_owned()));
    }
    Ok(dictionary)
}

/// Checks that the signature is bound to this request and this body.
fn check_coverage(covered: &InnerList, received: &Received<'_>) -> Result<(), Refusal> {
    let mut names: Vec<&str> = Vec::new();
    for item in &covered.items {
        let name = component_name(item)?;
        if names.contains(&name) {
            return Err(Refusal::RepeatedComponent(name.to_owned()));
        }
        names.push(name);
    }
    for needed in [METHOD, TARGET_URI] {
        if !names.contains(&needed) {
            return Err(Refusal::Uncovered(needed));
        }
    }
    let digest_covered = names.contains(&digest::CONTENT_DIGEST);
    if super::carries_body(received.method, received.body) && !digest_covered {
        return Err(Refusal::Uncovered(digest::CONTENT_DIGEST));
    }
    if digest_covered {
        digest::check_content(&dictionary(received.headers, digest::CONTENT_DIGEST)?, received.body)?;
    }
    Ok(())
}

/// The name of a component. Parameters would change what it stands for (RFC 9421 §2.1); none is needed.
fn component_name(item: &Item) -> Result<&str, Refusal> {
    let name = item.bare_item.as_string().ok_or_else(|| malformed(SIGNATURE_INPUT))?.as_str();
    if !item.params.is_empty() || name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(Refusal::UnknownComponent(name.to_owned()));
    }
    Ok(name)
}

/// What components are taken from.
struct Message<'a> {
    method: &'a Method,
    origin: &'a str,
    host: &'a str,
    target: &'a str,
    headers: &'a HeaderMap,
}

impl Message<'_> {
    /// The text that is signed (RFC 9421 §2.5).
    fn base(&self, covered: &InnerList) -> Result<String, Refusal> {
        let mut base = String::new();
        for item in &covered.items {
            let name = component_name(item)?;
            base.push_str(&format!("\"{name}\": {}\n", self.component(name)?));
        }
        base.push_str(&format!("\"@signature-params\": {}", serialize(covered)));
        Ok(base)
    }

    /// The value of a component (RFC 9421 §2.1 and §2.2).
    fn component(&self, name: &str) -> Result<String, Refusal> {
        let (scheme, authority) = self.origin.split_once("://").unwrap_or_default();
        let (path, query) = self.target.split_once('?').unwrap_or((self.target, ""));
        Ok(match name {
            METHOD => self.method.to_string(),
            TARGET_URI => format!("{}{}", self.origin, self.target),
            "@authority" => authority.to_ascii_lowercase(),
            "@scheme" => scheme.to_owned(),
            "@request-target" => self.target.to_owned(),
            "@path" => path.to_owned(),
            "@query" => format!("?{query}"),
            "host" => self.host.to_owned(),
            other if other.starts_with('@') => {
                return Err(Refusal::UnknownComponent(other.to_owned()));
            }
            header => {
                super::single(self.headers, header)?.ok_or_else(|| Refusal::AbsentHeader(header.to_owned()))?.to_owned()
            }
        })
    }
}

fn serialize(covered: &InnerList) -> String {
    let list: List = vec![ListEntry::InnerList(covered.clone())];
    list.serialize().unwrap_or_default()
}

fn string<'a>(parameters: &'a Parameters, name: &'static str) -> Result<Option<&'a str>, Refusal> {
    let Some(value) = parameters.get(name) else {
        return Ok(None);
    };
    let value = value.as_string().ok_or(Refusal::MalformedParameter(name))?;
    Ok(Some(value.as_str()))
}

fn seconds(parameters: &Parameters, name: &'static str) -> Result<Option<i64>, Refusal> {
    let Some(value) = parameters.get(name) else {
        return Ok(None);
    };
    let value = value.as_integer().ok_or(Refusal::MalformedParameter(name))?;
    Ok(Some(value.into()))
}

fn malformed(header: &str) -> Refusal {
    Refusal::MalformedHeader(header.to_owned())
}
