#![allow(clippy::unwrap_used)]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, Method};

use super::{Message, input, signature};
use crate::key::{Algorithm, PublicKey};
use crate::signature::tests::{BODY, FORGED, RSA, Sent, VERIFIES, check, now, signer};
use crate::signature::{Refusal, Scheme, digest};

fn post() -> Sent {
    Sent::post(Scheme::Rfc9421)
}

fn get() -> Sent {
    Sent::get(Scheme::Rfc9421)
}

/// Signs a request anew over components of the sender's choice.
fn sign_over(sent: &mut Sent, input: &str, lines: &str) {
    let base = format!("{lines}\n\"@signature-params\": {input}");
    let signature = BASE64_STANDARD.encode(RSA.sign(base.as_bytes()).unwrap());
    sent.set("signature-input", &format!("sig1={input}"));
    sent.set("signature", &format!("sig1=:{signature}:"));
}

#[test]
fn our_own_are_as_mastodon_expects_them() {
    let sent = post();
    let parameters = r#";created=1795337377;keyid="https://peer.example/actor#main-key";alg="rsa-v1_5-sha256""#;
    let input = format!(r#"("@method" "@target-uri" "content-digest"){parameters}"#);
    assert_eq!(sent.header("signature-input"), format!("sig1={input}"));
    assert_eq!(sent.header("content-digest"), digest::content_of_body(BODY));
    let base = format!(
        "\"@method\": POST\n\"@target-uri\": https://photos.club.example/actors/7/inbox\n\
         \"content-digest\": {}\n\"@signature-params\": {input}",
        digest::content_of_body(BODY)
    );
    let expected = BASE64_STANDARD.encode(RSA.sign(base.as_bytes()).unwrap());
    assert_eq!(sent.header("signature"), format!("sig1=:{expected}:"));
    let input = format!(r#"sig1=("@method" "@target-uri"){parameters}"#);
    assert_eq!(get().header("signature-input"), input);
}

#[test]
#[rustfmt::skip] // a table
fn a_signature_cannot_be_carried_over() {
    check(post, &[
        ("to another path", |sent| sent.target = "/actors/8/inbox".to_owned(), FORGED),
        ("to another query", |sent| sent.target.push_str("?x=1"), FORGED),
        ("to another method", |sent| sent.method = Method::PUT, FORGED),
        ("to another host", |sent| sent.host = "x.example".to_owned(), "the request is for x.example, which is not here"),
        ("to another body", |sent| sent.body = b"{}".to_vec(), "the digest is not that of the body"),
        ("to no body", |sent| sent.body.clear(), "the digest is not that of the body"),
        ("to another body and digest", |sent| {
            sent.body = b"{}".to_vec();
            sent.set("content-digest", &digest::content_of_body(b"{}"));
        }, FORGED),
        ("to another time", |sent| sent.claim("created=1795337377", "created=1795337378"), FORGED),
        ("to another key id", |sent| sent.claim("peer.example", "evil.example"), FORGED),
        ("to another kind of key", |sent| sent.claim("rsa-v1_5-sha256", "ed25519"), FORGED),
        ("to no kind of key", |sent| sent.claim(r#";alg="rsa-v1_5-sha256""#, ""), FORGED),
        ("to another order", |sent| sent.claim(r#""@method" "@target-uri""#, r#""@target-uri" "@method""#), FORGED),
    ]);
    check(get, &[
        ("to another query", |sent| sent.target.push('3'), FORGED),
        ("to no query", |sent| sent.target = "/actors/7/followers".to_owned(), FORGED),
        ("to a body", |sent| sent.body = BODY.to_vec(), "the signature does not cover content-digest"),
    ]);
}

#[test]
#[rustfmt::skip] // a table
fn what_binds_a_signature_to_its_request_must_be_covered() {
    check(post, &[
        ("method", |sent| sent.claim(r#""@method" "#, ""), "the signature does not cover @method"),
        ("target", |sent| sent.claim(r#""@target-uri" "#, ""), "the signature does not cover @target-uri"),
        ("path alone", |sent| sent.claim("@target-uri", "@path"), "the signature does not cover @target-uri"),
        ("digest", |sent| sent.claim(r#" "content-digest""#, ""), "the signature does not cover content-digest"),
        ("nothing", |sent| sent.claim(r#""@method" "@target-uri" "content-digest""#, ""), "the signature does not cover @method"),
        ("time", |sent| sent.claim("created", "x"), "the signature parameter created is missing"),
        ("key id", |sent| sent.claim("keyid", "x"), "the signature parameter keyid is missing"),
    ]);
}

#[test]
#[rustfmt::skip] // a table
fn what_can_be_read_in_two_ways_is_refused() {
    check(post, &[
        ("headers of input", |sent| sent.repeat("signature-input"), "the header signature-input is given more than once"),
        ("headers of signatures", |sent| sent.repeat("signature"), "the header signature is given more than once"),
        ("inputs", |sent| sent.claim("sig1=", "sig0=(), sig1="), "exactly one signature is accepted, not 2"),
        ("inputs of one name", |sent| sent.claim("sig1=", "sig1=(), sig1="), "the header signature-input says something twice"),
        ("signatures", |sent| sent.edit("signature", "sig1=", "sig0=:AA==:, sig1="), "exactly one signature is accepted, not 2"),
        ("signatures of one name", |sent| sent.edit("signature", "sig1=", "sig1=:AA==:, sig1="), "the header signature says something twice"),
        ("key ids", |sent| sent.claim(";alg", r#";keyid="https://evil.example/";alg"#), "the header signature-input says something twice"),
        ("times", |sent| sent.claim(";alg", ";created=1;alg"), "the header signature-input says something twice"),
        ("components", |sent| sent.claim(r#""@method""#, r#""@method" "@method""#), "the signature lists @method more than once"),
        ("digests", |sent| sent.add("content-digest", &digest::content_of_body(b"{}")), "the header content-digest is given more than once"),
        ("digests in one header", |sent| sent.edit("content-digest", "sha-256", "sha-256=:AA==:, sha-256"),
            "the header content-digest says something twice"),
        ("schemes", |sent| sent.set("signature", &Sent::post(Scheme::Cavage).header("signature")), "the header signature is malformed"),
    ]);
}

/// No way back to the older scheme for who announces the newer.
#[test]
fn a_broken_input_is_not_read_as_the_other_scheme() {
    let mut sent = Sent::post(Scheme::Cavage);
    sent.add("signature-input", "");
    assert_eq!(sent.parse(), Err(Refusal::Several(0)));
}

#[test]
#[rustfmt::skip] // a table
fn parameters_and_digests_are_read_strictly() {
    check(post, &[
        ("another name", |sent| sent.edit("signature", "sig1", "sig2"), "the header signature is malformed"),
        ("no signature", |sent| sent.remove("signature"), "the header signature is said to be signed but absent"),
        ("an empty signature", |sent| sent.set("signature", "sig1=::"), "the header signature is malformed"),
        ("another signature", |sent| sent.set("signature", "sig1=:AA==:"), FORGED),
        ("an item for a list", |sent| sent.set("signature-input", "sig1=1"), "the header signature-input is malformed"),
        ("no grammar", |sent| sent.set("signature-input", "sig1=("), "the header signature-input is malformed"),
        ("white space", |sent| sent.claim(r#"("@method" "@target-uri""#, r#"( "@method"   "@target-uri""#), VERIFIES),
        ("a key id that is no text", |sent| sent.claim(r#"keyid="https://peer.example/actor#main-key""#, "keyid=1"),
            "the signature parameter keyid is malformed"),
        ("a key id that is no address", |sent| sent.claim("https:", "acct:"), "the signature parameter keyid is malformed"),
        ("a time that is no number", |sent| sent.claim("1795337377", "\"1795337377\""), "the signature parameter created is malformed"),
        ("an algorithm not ours", |sent| sent.claim("rsa-v1_5-sha256", "hmac-sha256"), "the signature algorithm “hmac-sha256” is not accepted"),
        ("a component of answers", |sent| sent.claim("\"@method\"", "\"@method\" \"@status\""), "the signature lists @status, which is not understood"),
        ("a component with parameters", |sent| sent.claim("\"@method\"", "\"@method\";req"), "the signature lists @method, which is not understood"),
        ("a component in capitals", |sent| sent.claim("\"@method\"", "\"@method\" \"Date\""), "the signature lists Date, which is not understood"),
        ("an absent header", |sent| sent.claim("\"@method\"", "\"@method\" \"date\""), "the header date is said to be signed but absent"),
        ("no digest", |sent| sent.remove("content-digest"), "the header content-digest is said to be signed but absent"),
        ("the older digest", |sent| {
            sent.remove("content-digest");
            sent.set("digest", &digest::of_body(BODY));
        }, "the header content-digest is said to be signed but absent"),
        ("a digest of another kind", |sent| sent.set("content-digest", "sha-512=:AA==:"), "the header content-digest has no SHA-256 digest"),
        ("a digest that is no bytes", |sent| sent.set("content-digest", "sha-256=abc"), "the header content-digest is malformed"),
        ("an empty digest", |sent| sent.set("content-digest", "sha-256=::"), "the digest is not that of the body"),
    ]);
}

/// The fuller set that Fedify signs.
fn fuller(parameters: &str) -> Sent {
    let mut sent = get();
    sent.set("date", "Sun, 22 Nov 2026 08:49:37 GMT");
    let input = format!(
        r#"("@method" "@target-uri" "@authority" "@scheme" "@path" "@query" "@request-target" "host" "date");created={};keyid="{}"{parameters}"#,
        now().timestamp(),
        signer(&RSA).key_id
    );
    let lines = format!(
        "\"@method\": GET\n\"@target-uri\": https://photos.club.example{0}\n\
         \"@authority\": photos.club.example\n\"@scheme\": https\n\"@path\": /actors/7/followers\n\
         \"@query\": ?page=2\n\"@request-target\": {0}\n\"host\": photos.club.example\n\
         \"date\": Sun, 22 Nov 2026 08:49:37 GMT",
        sent.target
    );
    sign_over(&mut sent, &input, &lines);
    sent
}

#[test]
fn further_components_and_parameters_are_understood() {
    for parameters in ["", r#";nonce="x";tag="fediverse""#] {
        assert_eq!(fuller(parameters).judge(&RSA), Ok(true), "{parameters}");
    }
    let then = now().timestamp();
    for (expires, late, expected) in [
        (then + 60, 3660, Ok(true)),
        (then + 60, 3661, Err(Refusal::Expired(3601))),
        (then + 24 * 3600, 13 * 3600, Ok(true)),
        (then + 24 * 3600, 13 * 3600 + 1, Err(Refusal::Expired(3601))),
    ] {
        let mut sent = fuller(&format!(";expires={expires}"));
        sent.later(late);
        assert_eq!(sent.judge(&RSA), expected, "{expires} {late}");
    }
}

/// RFC 9421 appendix B.2.6 (Ed25519), and the base of B.2.5.
#[test]
fn the_rfcs_own_examples_hold() {
    let headers = |input: &str| -> HeaderMap {
        [
            ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
            ("content-type", "application/json"),
            ("content-length", "18"),
            ("signature-input", input),
            (
                "signature",
                "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
            ),
        ]
        .into_iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect()
    };
    let base = |headers: &HeaderMap| {
        let message = Message {
            method: &Method::POST,
            origin: "https://example.com",
            host: "example.com",
            target: "/foo?param=Value&Pet=dog",
            headers,
        };
        message.base(&input(headers).unwrap().1).unwrap()
    };

    let b26 = headers(concat!(
        r#"sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");"#,
        r#"created=1618884473;keyid="test-key-ed25519""#
    ));
    let key = PublicKey::from_pem(concat!(
        "-----BEGIN PUBLIC KEY-----\n",
        "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n",
        "-----END PUBLIC KEY-----\n"
    ))
    .unwrap();
    let bytes = signature(&b26, &input(&b26).unwrap().0).unwrap();
    assert!(key.verify(Algorithm::Ed25519, base(&b26).as_bytes(), &bytes));

    let covered = r#"("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret""#;
    assert_eq!(
        base(&headers(&format!("sig-b25={covered}"))),
        format!(
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@authority\": example.com\n\
             \"content-type\": application/json\n\"@signature-params\": {covered}"
        )
    );
}
