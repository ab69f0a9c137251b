//! What stands for the body in a signature: `Digest` (RFC 3230) beside cavage, `Content-Digest` (RFC 9530) beside RFC 9421.
//!
//! Only SHA-256 counts; digests of other kinds may stand beside it.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sfv::{BareItem, Dictionary, ListEntry};

use super::Refusal;

pub(super) const DIGEST: &str = "digest";
pub(super) const CONTENT_DIGEST: &str = "content-digest";

/// The value of `Digest` for `body`.
pub(super) fn of_body(body: &[u8]) -> String {
    format!("SHA-256={}", sha256(body))
}

/// The value of `Content-Digest` for `body`.
pub(super) fn content_of_body(body: &[u8]) -> String {
    format!("sha-256=:{}:", sha256(body))
}

/// Checks a `Digest` header: a list of `algorithm=base64`, with SHA-256 exactly once.
pub(super) fn check(header: &str, body: &[u8]) -> Result<(), Refusal> {
    let mut digests = header
        .split(',')
        .filter_map(|digest| digest.trim().split_once('='))
        .filter(|(algorithm, _)| algorithm.eq_ignore_ascii_case("sha-256"))
        .map(|(_, digest)| digest);
    let found = digests.next().ok_or(Refusal::NoSha256(DIGEST))?;
    if digests.next().is_some() {
        return Err(Refusal::MalformedHeader(DIGEST.to_owned()));
    }
    matches(&BASE64_STANDARD.decode(found).unwrap_or_default(), body)
}

/// Checks a `Content-Digest` header.
pub(super) fn check_content(header: &Dictionary, body: &[u8]) -> Result<(), Refusal> {
    let Some(ListEntry::Item(item)) = header.get("sha-256") else {
        return Err(Refusal::NoSha256(CONTENT_DIGEST));
    };
    let BareItem::ByteSequence(found) = &item.bare_item else {
        return Err(Refusal::MalformedHeader(CONTENT_DIGEST.to_owned()));
    };
    matches(found, body)
}

fn matches(found: &[u8], body: &[u8]) -> Result<(), Refusal> {
    if found != digest(&SHA256, body).as_ref() {
        return Err(Refusal::DigestMismatch);
    }
    Ok(())
}

fn sha256(body: &[u8]) -> String {
    BASE64_STANDARD.encode(digest(&SHA256, body))
}
