#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::{Algorithm, KeyError, PrivateKey, PublicKey, der};

// Made with `openssl genpkey`, `openssl pkey -pubout`, `openssl rsa -RSAPublicKey_out`, `openssl dgst -sign` and
// `openssl pkeyutl -sign -rawin`; the multibase forms with a few lines of Python.
const RSA_PKCS8: &[u8] = include_bytes!("fixtures/rsa.pk8");
const RSA_SPKI: &str = include_str!("fixtures/rsa_spki.pem");
const RSA_PKCS1: &str = include_str!("fixtures/rsa_pkcs1.pem");
const RSA_MULTIBASE: &str = include_str!("fixtures/rsa.multibase");
const RSA_SIGNATURE: &[u8] = include_bytes!("fixtures/rsa.sig");
const ED25519_PKCS8: &[u8] = include_bytes!("fixtures/ed25519.pk8");
const ED25519_SPKI: &str = include_str!("fixtures/ed25519_spki.pem");
const ED25519_MULTIBASE: &str = include_str!("fixtures/ed25519.multibase");
const ED25519_SIGNATURE: &[u8] = include_bytes!("fixtures/ed25519.sig");
const RSA_1024: &str = include_str!("fixtures/rsa_1024.pem");
const P256: &str = include_str!("fixtures/p256.pem");
/// What the signatures above were made over.
const MESSAGE: &[u8] = b"fair";

#[test]
fn forms_agree_with_openssl() {
    for (pkcs8, pem, multibase) in
        [(RSA_PKCS8, RSA_SPKI, RSA_MULTIBASE), (ED25519_PKCS8, ED25519_SPKI, ED25519_MULTIBASE)]
    {
        let pair = PrivateKey::from_pkcs8(pkcs8).unwrap();
        assert_eq!(pair.to_pkcs8().unwrap(), pkcs8);
        assert_eq!(pair.public().to_pem(), pem);
        assert_eq!(pair.public().to_multibase(), multibase);
        assert_eq!(PublicKey::from_pem(pem).unwrap(), pair.public());
        assert_eq!(PublicKey::from_multibase(multibase).unwrap(), pair.public());
    }
    assert_eq!(PublicKey::from_pem(RSA_PKCS1), PublicKey::from_pem(RSA_SPKI));
}

#[test]
fn signatures_agree_with_openssl() {
    // Both algorithms are deterministic.
    for (pkcs8, signature) in [(RSA_PKCS8, RSA_SIGNATURE), (ED25519_PKCS8, ED25519_SIGNATURE)] {
        assert_eq!(PrivateKey::from_pkcs8(pkcs8).unwrap().sign(MESSAGE).unwrap(), signature);
    }
}

#[test]
fn a_signature_holds_for_its_message_key_and_algorithm_only() {
    let rsa = PublicKey::from_pem(RSA_SPKI).unwrap();
    let ed25519 = PublicKey::from_pem(ED25519_SPKI).unwrap();
    for (key, own, other, signature) in [
        (&rsa, Algorithm::RsaSha256, Algorithm::Ed25519, RSA_SIGNATURE),
        (&ed25519, Algorithm::Ed25519, Algorithm::RsaSha256, ED25519_SIGNATURE),
    ] {
        assert!(key.verify(own, MESSAGE, signature));
        assert!(key.verify(Algorithm::OfKey, MESSAGE, signature));
        assert!(!key.verify(other, MESSAGE, signature));
        assert!(!key.verify(own, b"fare", signature));
        assert!(!key.verify(own, MESSAGE, &[]));
        assert!(!key.verify(own, MESSAGE, &signature[1..]));
        let mut bent = signature.to_vec();
        bent[10] ^= 1;
        assert!(!key.verify(own, MESSAGE, &bent));
    }
    assert!(!rsa.verify(Algorithm::OfKey, MESSAGE, ED25519_SIGNATURE));
    assert!(!ed25519.verify(Algorithm::OfKey, MESSAGE, RSA_SIGNATURE));
}

#[test]
fn new_keys_survive_storage() {
    for pair in [PrivateKey::generate_rsa().unwrap(), PrivateKey::generate_ed25519().unwrap()] {
        let stored = pair.to_pkcs8().unwrap();
        let read = PrivateKey::from_pkcs8(&stored).unwrap();
        assert_eq!(read.public(), pair.public());
        let published = PublicKey::from_pem(&pair.public().to_pem()).unwrap();
        assert!(published.verify(pair.algorithm(), MESSAGE, &read.sign(MESSAGE).unwrap()));
    }
}

#[test]
fn pem_is_read_as_peers_write_it() {
    let key = PublicKey::from_pem(RSA_SPKI).unwrap();
    let lines: Vec<&str> = RSA_SPKI.lines().collect();
    let base64 = lines[1..lines.len() - 1].concat();
    for text in [
        RSA_SPKI.trim_end().to_owned(),
        RSA_SPKI.replace('\n', "\r\n"),
        format!("\n  {RSA_SPKI}\n\n"),
        format!("-----BEGIN PUBLIC KEY-----\n{base64}\n-----END PUBLIC KEY-----"),
        format!("-----BEGIN PUBLIC KEY-----{base64}-----END PUBLIC KEY-----"),
    ] {
        assert_eq!(PublicKey::from_pem(&text).as_ref(), Ok(&key), "{text}");
    }
}

#[test]
fn what_is_no_key_is_refused() {
    let body = &RSA_SPKI["-----BEGIN PUBLIC KEY-----\n".len()..];
    for (text, error) in [
        ("", KeyError::Malformed),
        ("-----BEGIN PUBLIC KEY-----", KeyError::Malformed),
        ("-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", KeyError::Malformed),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", KeyError::Malformed),
        ("-----BEGIN PUBLIC KEY-----\nnot base64!\n-----END PUBLIC KEY-----", KeyError::Malformed),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----", KeyError::Malformed),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", KeyError::Unsupported),
        (P256, KeyError::Unsupported),
        (RSA_1024, KeyError::Size(1024)),
        (
            &format!("-----BEGIN RSA PUBLIC KEY-----\n{}", body.replace("END PUBLIC", "END RSA PUBLIC")),
            KeyError::Malformed,
        ),
    ] {
        assert_eq!(PublicKey::from_pem(text), Err(error), "{text}");
    }
    for (text, error) in [
        ("", KeyError::Malformed),
        ("z", KeyError::Unsupported),
        ("z0OIl", KeyError::Malformed),
        (&ED25519_MULTIBASE[1..], KeyError::Malformed),
        (&format!("z{}", bs58::encode([&[0xed, 0x01][..], &[7; 31]].concat()).into_string()), KeyError::Malformed),
        // did:key of a P-256 key.
        ("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", KeyError::Unsupported),
        (&format!("z{}", "2".repeat(100_000)), KeyError::Malformed),
    ] {
        assert_eq!(PublicKey::from_multibase(text), Err(error));
    }
    assert_eq!(PrivateKey::from_pkcs8(&RSA_PKCS8[1..]).unwrap_err(), KeyError::Malformed);
}

/// An `RSAPublicKey` whose modulus is 0xff…ff of so many bytes.
fn rsa_of(bytes: u16) -> Vec<u8> {
    let integer = [&[0x02, 0x82][..], &(bytes + 1).to_be_bytes(), &[0], &vec![0xff; usize::from(bytes)]].concat();
    let exponent = [0x02, 0x03, 0x01, 0x00, 0x01];
    let length = u16::try_from(integer.len() + exponent.len()).unwrap();
    [&[0x30, 0x82][..], &length.to_be_bytes(), &integer, &exponent].concat()
}

#[test]
fn rsa_keys_are_bounded_on_both_sides() {
    let pem = |bytes| super::wrap_pem("RSA PUBLIC KEY", &rsa_of(bytes));
    assert_eq!(PublicKey::from_pem(&pem(255)), Err(KeyError::Size(2040)));
    assert!(PublicKey::from_pem(&pem(256)).is_ok());
    assert!(PublicKey::from_pem(&pem(1024)).is_ok());
    assert_eq!(PublicKey::from_pem(&pem(1025)), Err(KeyError::Size(8200)));
    assert!(PublicKey::from_pem(&pem(8192)).is_err());
}

#[test]
fn der_is_read_strictly() {
    let spki = der::write_spki(der::RSA, &rsa_of(256));
    assert_eq!(der::read_spki(&spki), Some((der::RSA, &rsa_of(256)[..])));
    assert_eq!(der::read_spki(&[&spki[..], &[0]].concat()), None, "bytes left over");
    assert_eq!(der::read_spki(&spki[..spki.len() - 1]), None, "cut short");
    for length in 0..spki.len() {
        assert_eq!(der::read_spki(&spki[..length]), None);
    }
    let short = der::write_spki(der::ED25519, &[7; 32]);
    let long_form = [&[0x30, 0x81][..], &short[1..]].concat();
    assert_eq!(der::read_spki(&long_form), None, "length not in its shortest form");
    let padded = [&[0x30, 0x82, 0x00][..], &short[1..]].concat();
    assert_eq!(der::read_spki(&padded), None, "length with a leading zero");
    assert_eq!(der::read_spki(&[0x30, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), None);
    assert_eq!(der::read_spki(&[0x30, 0x80, 0x00, 0x00]), None, "indefinite length");
}
