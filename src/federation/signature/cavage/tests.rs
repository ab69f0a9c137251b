#![allow(clippy::unwrap_used)]

use std::time::Duration;

use aws_lc_rs::signature::{RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use chrono::DateTime;
use http::{HeaderMap, HeaderValue, Method, Request};
use http_signature_normalization::Config;

use super::{Covered, Parameters};
use crate::key::Algorithm;
use crate::signature::tests::{BODY, FORGED, RSA, Sent, VERIFIES, check, now, signer};
use crate::signature::{Received, Refusal, Scheme, digest, parse};

fn post() -> Sent {
    Sent::post(Scheme::Cavage)
}

fn get() -> Sent {
    Sent::get(Scheme::Cavage)
}

/// Signs a request anew over components of the sender's choice.
fn sign_over(sent: &mut Sent, parameters: &str, base: &str) {
    let signature = BASE64_STANDARD.encode(RSA.sign(base.as_bytes()).unwrap());
    let key_id = signer(&RSA).key_id;
    sent.set("signature", &format!(r#"keyId="{key_id}",{parameters},signature="{signature}""#));
}

#[test]
fn our_own_are_as_the_fediverse_expects_them() {
    let header = post().header("signature");
    let (head, signature) = header.split_once(r#",signature=""#).unwrap();
    assert_eq!(
        head,
        concat!(
            r#"keyId="https://peer.example/actor#main-key",algorithm="rsa-sha256","#,
            r#"headers="(request-target) content-type date digest host""#
        )
    );
    let base = format!(
        "(request-target): post /actors/7/inbox\ncontent-type: application/activity+json\n\
         date: Sun, 22 Nov 2026 08:49:37 GMT\ndigest: {}\nhost: photos.club.example",
        digest::of_body(BODY)
    );
    let signature = BASE64_STANDARD.decode(signature.trim_end_matches('"')).unwrap();
    assert!(RSA.public().verify(Algorithm::RsaSha256, base.as_bytes(), &signature));

    let request = Request::get("http://music.test:8080/x?y=z").header("accept", "text/html");
    let mut request = request.body(Bytes::new()).unwrap();
    signer(&RSA).sign(Scheme::Cavage, &mut request, now()).unwrap();
    let header = request.headers().get("signature").unwrap().to_str().unwrap();
    assert!(header.contains(r#"headers="(request-target) date host""#), "{header}");
    let base = "(request-target): get /x?y=z\ndate: Sun, 22 Nov 2026 08:49:37 GMT\nhost: music.test:8080";
    let expected = BASE64_STANDARD.encode(RSA.sign(base.as_bytes()).unwrap());
    assert!(header.contains(&format!(r#"signature="{expected}""#)), "{header}");
    assert!(!request.headers().contains_key("digest"));
}

#[test]
#[rustfmt::skip] // a table
fn a_signature_cannot_be_carried_over() {
    check(post, &[
        ("to another path", |sent| sent.target = "/actors/8/inbox".to_owned(), FORGED),
        ("to another method", |sent| sent.method = Method::PUT, FORGED),
        ("to another date", |sent| sent.edit("date", ":37", ":38"), FORGED),
        ("to another type", |sent| sent.set("content-type", "application/json"), FORGED),
        ("to another spelling of the host", |sent| sent.host.push_str(":443"), FORGED),
        ("to another host", |sent| sent.host = "x.example".to_owned(), "the request is for x.example, which is not here"),
        ("to another body", |sent| sent.body = b"{}".to_vec(), "the digest is not that of the body"),
        ("to no body", |sent| sent.body.clear(), "the digest is not that of the body"),
        ("to another body and digest", |sent| {
            sent.body = b"{}".to_vec();
            sent.set("digest", &digest::of_body(b"{}"));
        }, FORGED),
        ("to another kind of key", |sent| sent.claim("rsa-sha256", "ed25519"), FORGED),
        ("to another order", |sent| sent.claim("date digest", "digest date"), FORGED),
        ("to more headers", |sent| {
            sent.set("accept", "text/html");
            sent.claim(" host", " host accept");
        }, FORGED),
    ]);
    check(get, &[
        ("to another query", |sent| sent.target.push('3'), FORGED),
        ("to no query", |sent| sent.target = "/actors/7/followers".to_owned(), FORGED),
        ("to a body", |sent| sent.body = BODY.to_vec(), "the signature does not cover digest"),
    ]);
}

#[test]
#[rustfmt::skip] // a table
fn what_binds_a_signature_to_its_request_must_be_covered() {
    check(post, &[
        ("target", |sent| sent.claim("(request-target) ", ""), "the signature does not cover (request-target)"),
        ("host", |sent| sent.claim(" host", ""), "the signature does not cover host"),
        ("digest", |sent| sent.claim(" digest", ""), "the signature does not cover digest"),
        ("digest of nothing", |sent| { sent.body.clear(); sent.claim(" digest", ""); }, "the signature does not cover digest"),
        ("date", |sent| sent.claim(" date", ""), "the signature does not cover date"),
        ("an empty list", |sent| sent.claim("(request-target) content-type date digest host", ""),
            "the signature does not cover (request-target)"),
        ("no list", |sent| sent.claim("headers=", "heeders="), "the signature does not cover (request-target)"),
    ]);
}

#[test]
#[rustfmt::skip] // a table
fn what_can_be_read_in_two_ways_is_refused() {
    check(post, &[
        ("signatures", |sent| sent.repeat("signature"), "the header signature is given more than once"),
        ("key ids", |sent| sent.claim("algo", r#"keyId="https://evil.example/",algo"#),
            "the signature parameter keyId is given more than once"),
        ("key ids in different case", |sent| sent.claim("algo", r#"keyid="https://evil.example/",algo"#),
            "the signature parameter keyid is given more than once"),
        ("lists", |sent| sent.claim("algo", r#"headers="date",algo"#), "the signature parameter headers is given more than once"),
        ("unknown parameters", |sent| sent.claim("algo", r#"x="1",x="2",algo"#), "the signature parameter x is given more than once"),
        ("components", |sent| sent.claim(" host", " host host"), "the signature lists host more than once"),
        ("components in different case", |sent| sent.claim(" host", " host Host"), "the signature lists host more than once"),
        ("dates", |sent| sent.repeat("date"), "the header date is given more than once"),
        ("types", |sent| sent.repeat("content-type"), "the header content-type is given more than once"),
        ("digests", |sent| sent.add("digest", &digest::of_body(b"{}")), "the header digest is given more than once"),
        ("digests in one header", |sent| sent.edit("digest", "SHA-256", "SHA-256=aaaa,SHA-256"), "the header digest is malformed"),
    ]);
}

#[test]
fn a_comma_belongs_to_the_value_that_it_stands_in() {
    let mut sent = post();
    sent.claim("/actor#main-key", "/actor,keyId=evil");
    assert_eq!(sent.parse().unwrap().key_id.as_str(), "https://peer.example/actor,keyId=evil");
}

#[test]
fn authorization_takes_no_part() {
    let mut sent = post();
    let evil = sent.header("signature").replace("peer.example", "evil.example");
    sent.add("authorization", &format!("Signature {evil}"));
    assert_eq!(sent.parse().unwrap().key_id.host_str(), Some("peer.example"));
    sent.remove("signature");
    assert_eq!(sent.parse(), Err(Refusal::Unsigned));
}

#[test]
#[rustfmt::skip] // a table
fn digests_are_read_strictly() {
    check(post, &[
        ("none", |sent| sent.remove("digest"), "the header digest is said to be signed but absent"),
        ("empty", |sent| sent.set("digest", ""), "the header digest has no SHA-256 digest"),
        ("another kind alone", |sent| sent.set("digest", "SHA-512=aaaa"), "the header digest has no SHA-256 digest"),
        ("an empty value", |sent| sent.set("digest", "SHA-256="), "the digest is not that of the body"),
        ("no base64", |sent| sent.set("digest", "SHA-256=%%%"), "the digest is not that of the body"),
        ("something before it", |sent| sent.edit("digest", "=", "=00"), "the digest is not that of the body"),
    ]);
    for spelling in ["sha-256=", "SHA-512=aaaa,SHA-256=", "SHA-512=aaaa, Sha-256="] {
        let mut sent = post();
        sent.edit("digest", "SHA-256=", spelling);
        assert!(sent.parse().is_ok(), "{spelling}");
    }
}

#[test]
#[rustfmt::skip] // a table
fn parameters_are_read_strictly() {
    check(post, &[
        ("no key id", |sent| sent.claim("keyId", "kid"), "the signature parameter keyId is missing"),
        ("an empty key id", |sent| sent.claim("https://peer.example/actor#main-key", ""), "the signature parameter keyId is missing"),
        ("a key id that is no address", |sent| sent.claim("https://", ""), "the signature parameter keyId is malformed"),
        ("a key id that is a file", |sent| sent.claim("https://", "file:///"), "the signature parameter keyId is malformed"),
        ("a key id with a user", |sent| sent.claim("https://", "https://a@"), "the signature parameter keyId is malformed"),
        ("a backslash", |sent| sent.claim("#main-key", "#main\\-key"), "the header signature is malformed"),
        ("an open quote", |sent| sent.claim("#main-key\"", "#main-key"), "the header signature is malformed"),
        ("no quotes", |sent| sent.claim("\"rsa-sha256\"", "rsa-sha256"), "the header signature is malformed"),
        ("no name", |sent| sent.claim("algorithm", ""), "the header signature is malformed"),
        ("no comma", |sent| sent.claim("\",", "\" "), "the header signature is malformed"),
        ("two commas", |sent| sent.claim("\",", "\",,"), "the header signature is malformed"),
        ("white space", |sent| sent.claim("\",algorithm=", "\" ,  algorithm = "), VERIFIES),
        ("no signature", |sent| sent.claim("signature=", "sig="), "the signature parameter signature is missing"),
        ("no base64", |sent| sent.claim("signature=\"", "signature=\"%"), "the signature parameter signature is malformed"),
        ("another signature", |sent| sent.claim("signature=\"", "signature=\"AAAA"), FORGED),
        ("nothing", |sent| sent.set("signature", ""), "the header signature is malformed"),
        ("an algorithm of old", |sent| sent.claim("rsa-sha256", "rsa-sha1"), "the signature algorithm “rsa-sha1” is not accepted"),
        ("a shared secret", |sent| sent.claim("rsa-sha256", "hmac-sha256"), "the signature algorithm “hmac-sha256” is not accepted"),
        ("no algorithm", |sent| sent.claim(r#"algorithm="rsa-sha256","#, ""), VERIFIES),
        ("the algorithm of draft 12", |sent| sent.claim("rsa-sha256", "hs2019"), VERIFIES),
        ("an absent header", |sent| sent.claim(" host", " host x-more"), "the header x-more is said to be signed but absent"),
        ("a date that is none", |sent| sent.set("date", "yesterday"), "the header date is malformed"),
        ("no date", |sent| sent.remove("date"), "the header date is said to be signed but absent"),
        ("a header beyond ASCII", |sent| {
            sent.headers.insert("content-type", HeaderValue::from_bytes(b"caf\xe9").unwrap());
        }, "the header content-type is malformed"),
    ]);
    let mut sent = post();
    let header = sent.header("signature");
    sent.set("signature", &format!(r#"{},signature="""#, header.split_once(",signature=").unwrap().0));
    assert_eq!(sent.parse(), Err(Refusal::MissingParameter("signature")), "an empty signature");
}

/// A request that is dated by `(created)` alone.
fn created(parameters: &str, lines: &str) -> Sent {
    let mut sent = get();
    sent.remove("date");
    let base = format!("(request-target): get {}\nhost: {}\n{lines}", sent.target, sent.host);
    sign_over(&mut sent, parameters, &base);
    sent
}

#[test]
fn created_dates_a_request_too() {
    let then = now().timestamp();
    let listed = r#"headers="(request-target) host (created)""#;
    let line = format!("(created): {then}");
    for parameters in
        [format!(r#"algorithm="hs2019",created={then},{listed}"#), format!(r#"created="{then}",{listed}"#)]
    {
        assert_eq!(created(&parameters, &line).judge(&RSA), Ok(true), "{parameters}");
    }
    for (parameters, refusal) in [
        (format!(r#"algorithm="rsa-sha256",created={then}"#), Refusal::UnknownComponent("(created)".to_owned())),
        ("x=1".to_owned(), Refusal::MissingParameter("created")),
        ("created=18446744073709551615".to_owned(), Refusal::MalformedParameter("created")),
        ("created=\"soon\"".to_owned(), Refusal::MalformedParameter("created")),
        ("created=9223372036854775807".to_owned(), Refusal::Future(i64::MAX - then)),
    ] {
        let sent = created(&format!("{parameters},{listed}"), &line);
        assert_eq!(sent.parse(), Err(refusal), "{parameters}");
    }
}

#[test]
fn an_expiry_counts_when_it_is_covered() {
    let then = now().timestamp();
    let day = 24 * 3600;
    for (expires, late, expected) in [
        (then + 60, 3660, Ok(true)),
        (then + 60, 3661, Err(Refusal::Expired(3601))),
        // Twelve hours are the most that a sender can ask for.
        (then + day, 13 * 3600, Ok(true)),
        (then + day, 13 * 3600 + 1, Err(Refusal::Expired(3601))),
        (then - 3601, 0, Err(Refusal::Expired(3601))),
    ] {
        let listed = r#"headers="(request-target) host (created) (expires)""#;
        let mut sent = created(
            &format!("created={then},expires={expires},{listed}"),
            &format!("(created): {then}\n(expires): {expires}"),
        );
        sent.later(late);
        assert_eq!(sent.judge(&RSA), expected, "{expires} {late}");
    }
    // Unless it is covered, anyone could have put it there.
    let mut sent = post();
    sent.claim("algorithm", &format!("expires={},algorithm", then + day));
    sent.later(3901);
    assert_eq!(sent.parse(), Err(Refusal::Expired(3601)));
}

#[test]
fn a_target_signed_without_its_query_is_accepted() {
    let mut sent = get();
    let date = sent.header("date");
    let base = format!("(request-target): get /actors/7/followers\nhost: {}\ndate: {date}", sent.host);
    sign_over(&mut sent, r#"headers="(request-target) host date""#, &base);
    assert_eq!(sent.judge(&RSA), Ok(true));
}

/// The crate that signs for us also reads; where a request is in order, it and we read the same.
#[test]
fn the_normalization_crate_reads_what_we_sign() {
    let sent = post();
    let headers = ["signature", "date", "digest", "content-type"]
        .map(|name| (name.to_owned(), sent.header(name)))
        .into_iter()
        .chain([("host".to_owned(), sent.host.clone())])
        .collect();
    let century = Duration::from_secs(100 * 365 * 24 * 3600);
    let config = Config::new().mastodon_compat().require_digest().set_expiration(century);
    let theirs = config.begin_verify("POST", &sent.target, headers).unwrap();
    assert_eq!(sent.parse().unwrap().bases, [theirs.signing_string()]);
}

/// Appendix C of the draft. Its key has 1024 bits, which our keys refuse: the base is checked by itself.
#[test]
fn the_drafts_own_examples_hold() {
    let key = concat!(
        "MIGJAoGBAMIUQ0bDffIaKHL3akONlCGXQLfqs8mP4K99ILz6rbyHEDXrVAU1R3XfC4JNRyrRB3aqwF7/aEXJzYMIkmDSHUvv",
        "z7pnhQxHsQ5yl91QT0d/eb+Gz4VRHjm4El4MrUdIUcPxscoPqS/wU8Z8lOi1z7bGMnChiL7WGqnV8h6RrGzJAgMBAAE=",
    );
    let key = BASE64_STANDARD.decode(key).unwrap();
    let key = UnparsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, &key);
    for (list, signature) in [
        (
            "date",
            concat!(
                "SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV5lp7q25W",
                "qS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM="
            ),
        ),
        (
            "(request-target) host date",
            concat!(
                "qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3HMbe8VfE",
                "dKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0="
            ),
        ),
        (
            "(request-target) host date content-type digest content-length",
            concat!(
                "vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv1",
                "20V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE="
            ),
        ),
    ] {
        let claims = format!(
            r#"keyId="https://example.com/key",algorithm="rsa-sha256",headers="{list}",signature="{signature}""#
        );
        let headers: HeaderMap = [
            ("date", "Sun, 05 Jan 2014 21:31:40 GMT"),
            ("content-type", "application/json"),
            ("digest", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="),
            ("content-length", "18"),
            ("signature", &claims),
        ]
        .into_iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
        let received = Received {
            method: &Method::POST,
            target: "/foo?param=value&pet=dog",
            host: "example.com",
            headers: &headers,
            body: br#"{"hello": "world"}"#,
        };
        let parameters = Parameters::read(&claims).unwrap();
        let covered = Covered::read(&parameters).unwrap();
        let base = covered.base(&received, &parameters, received.target).unwrap();
        let signature = BASE64_STANDARD.decode(signature).unwrap();
        assert!(key.verify(base.as_bytes(), &signature).is_ok(), "{base}");
        // Only the last covers enough.
        let then = DateTime::parse_from_rfc2822("Sun, 05 Jan 2014 21:31:40 GMT").unwrap();
        let parsed = parse(&received, "https://example.com", then.to_utc());
        assert_eq!(parsed.is_ok(), list.contains("digest"), "{list}");
    }
}
