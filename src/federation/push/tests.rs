#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::hmac;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey as VerifyingKey};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use chrono::Utc;
use http::StatusCode;
use serde_json::Value;
use url::Url;

use super::{LONGEST_MESSAGE, Message, PushError, Reader, Urgency, Vapid};
use crate::client::DeliveryError;
use crate::client::tests::peer::{Peer, Reply};
use crate::client::tests::{client, client_with, config, limits};

const SECRET: [u8; 16] = [7; 16];

fn bytes(base64: &str) -> Vec<u8> {
    BASE64.decode(base64).unwrap()
}

fn vapid() -> Vapid {
    Vapid::from_pkcs8(&Vapid::generate().unwrap(), &"https://club.example/".parse().unwrap()).unwrap()
}

/// A program: its private key and what it subscribes with.
fn program(standard: bool) -> (PrivateKey, Reader) {
    let key = PrivateKey::generate(&ECDH_P256).unwrap();
    let reader = Reader::new(key.compute_public_key().unwrap().as_ref(), &SECRET, standard).unwrap();
    (key, reader)
}

/// The example of RFC 8291 §5, to the byte.
#[test]
fn the_example_of_the_standard_comes_out() {
    let theirs = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
    let reader = Reader::new(&theirs, &bytes("BTBZMqHH6r4Tts7J_aSIgg"), true).unwrap();
    let own = PrivateKey::from_private_key(&ECDH_P256, &bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
    let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
    let sealed = reader.seal_with(b"When I grow up, I want to be a watermelon", &own, salt).unwrap();
    let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    assert_eq!(BASE64.encode(sealed.body), expected);
}

/// What a program of before the standard does, step by step, with nothing but HMAC.
#[test]
fn the_draft_is_read_by_its_own_steps() {
    let (key, reader) = program(false);
    let sealed = reader.seal(b"hello").unwrap();
    let own = key.compute_public_key().unwrap();
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &sealed.public_key);
    let shared = agree(&key, theirs, (), |secret| Ok(secret.to_vec())).unwrap();
    let mac = |key: &[u8], text: &[u8]| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec();
    let keys = mac(&mac(&SECRET, &shared), b"Content-Encoding: auth\0\x01");
    let context = [b"P-256\0\0\x41", own.as_ref(), b"\0\x41", &sealed.public_key].concat();
    let extracted = mac(&sealed.salt, &keys);
    let key = mac(&extracted, &[b"Content-Encoding: aesgcm\0", &context[..], b"\x01"].concat());
    let nonce = mac(&extracted, &[b"Content-Encoding: nonce\0", &context[..], b"\x01"].concat());
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).unwrap());
    let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).unwrap();
    let mut body = sealed.body;
    assert_eq!(key.open_in_place(nonce, Aad::empty(), &mut body).unwrap(), b"\0\0hello");
}

#[test]
fn the_longest_message_fills_what_services_take() {
    for standard in [true, false] {
        let (_, reader) = program(standard);
        let sealed = reader.seal(&vec![b'x'; LONGEST_MESSAGE]).unwrap();
        assert!(sealed.body.len() <= 4096, "{}", sealed.body.len());
        assert_eq!(reader.seal(&vec![b'x'; LONGEST_MESSAGE + 1]).err(), Some(PushError::TooLong));
    }
}

#[test]
fn keys_that_are_none_are_refused() {
    let (key, _) = program(true);
    let good = key.compute_public_key().unwrap();
    let mut off_the_curve = good.as_ref().to_vec();
    off_the_curve[64] ^= 1;
    for (public_key, secret) in [
        (&off_the_curve[..], &SECRET[..]),
        (&good.as_ref()[1..], &SECRET),
        (&[4; 65], &SECRET),
        (good.as_ref(), &[7; 15]),
    ] {
        assert_eq!(Reader::new(public_key, secret, true).err(), Some(PushError::Key));
    }
}

/// RFC 8292 §2: for the origin of the service, for less than a day, with a contact.
#[tokio::test]
async fn a_message_shows_who_sends_it() {
    let service = Peer::start("127.0.0.2", |_| Reply::new(201)).await;
    let (endpoint, vapid) = (service.url("/wake/1"), vapid());
    for standard in [true, false] {
        let (_, reader) = program(standard);
        let message = Message::new(&vapid, &endpoint, &reader, b"hello", Urgency::High).unwrap();
        client().push(&endpoint, message).await.unwrap();
        let heard = service.heard().pop().unwrap();
        assert_eq!(heard.header("ttl"), "172800");
        assert_eq!(heard.header("urgency"), "high");
        let authorization = heard.header("authorization").to_owned();
        let token = if standard {
            assert_eq!(heard.header("content-encoding"), "aes128gcm");
            let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
            assert_eq!(key, vapid.public_key());
            token
        } else {
            assert_eq!(heard.header("content-encoding"), "aesgcm");
            assert!(heard.header("encryption").starts_with("salt="));
            assert!(heard.header("crypto-key").ends_with(&format!(";p256ecdsa={}", vapid.public_key())));
            authorization.strip_prefix("WebPush ").unwrap()
        };
        let (signed, signature) = token.rsplit_once('.').unwrap();
        VerifyingKey::new(&ECDSA_P256_SHA256_FIXED, bytes(vapid.public_key()))
            .verify(signed.as_bytes(), &bytes(signature))
            .unwrap();
        let claims: Value = serde_json::from_slice(&bytes(signed.split_once('.').unwrap().1)).unwrap();
        assert_eq!(claims["aud"], endpoint.origin().ascii_serialization());
        assert_eq!(claims["sub"], "https://club.example/");
        let left = claims["exp"].as_i64().unwrap() - Utc::now().timestamp();
        assert!((3600..86_400).contains(&left), "{left}");
    }
}

#[tokio::test]
async fn what_the_service_says_is_told_apart() {
    let (vapid, (_, reader)) = (vapid(), program(true));
    for (code, expected) in [(404, "gone"), (410, "gone"), (429, "later"), (503, "later"), (413, "no"), (307, "no")] {
        let elsewhere = Peer::start("127.0.0.2", |_| Reply::new(201)).await;
        let location = elsewhere.url("/");
        let reply = move |_: &_| Reply::new(code).header("location", &location).header("retry-after", "7");
        let service = Peer::start("127.0.0.2", reply).await;
        let endpoint = service.url("/wake/1");
        let message = Message::new(&vapid, &endpoint, &reader, b"hello", Urgency::Normal).unwrap();
        let told = match client().push(&endpoint, message).await.unwrap_err() {
            DeliveryError::Gone { .. } => "gone",
            error @ DeliveryError::RetryLater { .. } => {
                assert_eq!(error.retry_after().unwrap().as_secs(), 7);
                "later"
            }
            error => {
                assert_eq!(error.status(), StatusCode::from_u16(code).ok());
                "no"
            }
        };
        assert_eq!(told, expected, "{code}");
        assert_eq!(elsewhere.heard().len(), 0);
    }
}

/// The address is a stranger's: it must not lead into our own networks.
#[tokio::test]
async fn a_service_in_a_closed_network_is_not_contacted() {
    let mut closed = config();
    closed.allow_addresses.clear();
    let client = client_with(&closed, limits());
    let (vapid, (_, reader)) = (vapid(), program(true));
    for endpoint in
        ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.0.0.1/", "ftp://a.example/"]
    {
        let endpoint: Url = endpoint.parse().unwrap();
        let message = Message::new(&vapid, &endpoint, &reader, b"hello", Urgency::Normal).unwrap();
        let error = client.push(&endpoint, message).await.unwrap_err();
        assert!(matches!(error, DeliveryError::Impossible(_)), "{endpoint}: {error}");
    }
}
