//! Keys that sign and keys that verify.
//!
//! RSA with SHA-256 is what all of the fediverse speaks; Ed25519 is what FEP-521a adds. The mathematics is `aws-lc-rs`;
//! here are the forms in which keys are stored and published: PKCS#8, PEM and Multikey.

mod der;
#[cfg(test)]
mod tests;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ED25519, ED25519_PUBLIC_KEY_LEN, Ed25519KeyPair, KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair,
    RsaParameters, UnparsedPublicKey,
};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

/// Multicodec prefix of an Ed25519 public key (`ed25519-pub`, 0xed as varint).
const MULTICODEC_ED25519: [u8; 2] = [0xed, 0x01];
/// Multicodec prefix of an RSA public key (`rsa-pub`, 0x1205 as varint).
const MULTICODEC_RSA: [u8; 2] = [0x85, 0x24];
/// Sizes of RSA keys that are accepted, in bits: below is forgeable, above costs too much to verify.
const RSA_BITS: std::ops::RangeInclusive<u32> = 2048..=8192;

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text or the bytes are not a key in the expected form.
    #[error("the key is not well-formed")]
    Malformed,
    /// The key is of a kind that neither signs nor verifies here.
    #[error("the key is neither RSA nor Ed25519")]
    Unsupported,
    /// An RSA key outside of the accepted sizes.
    #[error("an RSA key of {0} bits is not accepted: 2048 to 8192 are")]
    Size(u32),
    /// The cryptographic library failed at a key that it had accepted.
    #[error("the key could not be used")]
    Failed,
}

/// What a signature says of the way in which it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RsaSha256,
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// Not said (`hs2019`, or nothing at all): the kind of the key decides.
    OfKey,
}

/// A key pair of ours.
#[derive(Debug)]
pub enum PrivateKey {
    /// RSA.
    Rsa(RsaKeyPair),
    /// Ed25519.
    Ed25519(Ed25519KeyPair),
}

impl PrivateKey {
    /// A new RSA key pair of 2048 bits. Takes about a tenth of a second: not for an async thread.
    ///
    /// # Errors
    /// [`KeyError::Failed`] when the library fails.
    pub fn generate_rsa() -> Result<Self, KeyError> {
        RsaKeyPair::generate(KeySize::Rsa2048).map(Self::Rsa).map_err(|_| KeyError::Failed)
    }

    /// A new Ed25519 key pair.
    ///
    /// # Errors
    /// [`KeyError::Failed`] when the library fails.
    pub fn generate_ed25519() -> Result<Self, KeyError> {
        Ed25519KeyPair::generate().map(Self::Ed25519).map_err(|_| KeyError::Failed)
    }

    /// Reads a key pair back from its stored form. Costs a consistency check of the key: keep the result.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the bytes are not the PKCS#8 of an RSA or Ed25519 key.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        Ed25519KeyPair::from_pkcs8(der)
            .map(Self::Ed25519)
            .or_else(|_| RsaKeyPair::from_pkcs8(der).map(Self::Rsa))
            .map_err(|_| KeyError::Malformed)
    }

    /// The form in which a key pair is stored: PKCS#8 version 1 (RFC 5208), DER. Secret.
    ///
    /// # Errors
    /// [`KeyError::Failed`] when the library fails.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        let der: Result<Pkcs8V1Der<'static>, _> = match self {
            Self::Rsa(pair) => pair.as_der(),
            Self::Ed25519(pair) => pair.as_der(),
        };
        der.map(|der| der.as_ref().to_vec()).map_err(|_| KeyError::Failed)
    }

    /// The half that is published.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        match self {
            Self::Rsa(pair) => PublicKey::Rsa(pair.public_key().as_ref().to_vec()),
            Self::Ed25519(pair) => PublicKey::Ed25519(pair.public_key().as_ref().to_vec()),
        }
    }

    /// The algorithm that this key signs with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::Rsa(_) => Algorithm::RsaSha256,
            Self::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    /// Signs `message`.
    ///
    /// # Errors
    /// [`KeyError::Failed`] when the library fails.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .map_err(|_| KeyError::Failed)?;
                Ok(signature)
            }
            Self::Ed25519(pair) => {
                let signature = pair.try_sign(message).map_err(|_| KeyError::Failed)?;
                Ok(signature.as_ref().to_vec())
            }
        }
    }
}

/// A public key, ours or a peer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// The DER of an `RSAPublicKey` (RFC 8017 A.1.1), of an accepted size.
    Rsa(Vec<u8>),
    /// The 32 bytes of RFC 8032.
    Ed25519(Vec<u8>),
}

impl PublicKey {
    /// Reads `publicKeyPem`: `PUBLIC KEY` (RFC 5280) or `RSA PUBLIC KEY` (PKCS#1).
    ///
    /// # Errors
    /// Says whether the text is malformed, the kind unsupported or the size not accepted.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let (label, der) = unwrap_pem(text).ok_or(KeyError::Malformed)?;
        match label {
            "PUBLIC KEY" => Self::from_spki(&der),
            "RSA PUBLIC KEY" => Self::rsa(der),
            _ => Err(KeyError::Unsupported),
        }
    }

    /// Reads a Multikey's `publicKeyMultibase` (FEP-521a): `z`, then base58 of the multicodec prefix and the key.
    ///
    /// # Errors
    /// Says whether the text is malformed, the kind unsupported or the size not accepted.
    pub fn from_multibase(text: &str) -> Result<Self, KeyError> {
        let base58 = text.strip_prefix('z').ok_or(KeyError::Malformed)?;
        // The decoder takes quadratic time: a key of 8192 bits has some 1,400 digits.
        if base58.len() > 2048 {
            return Err(KeyError::Malformed);
        }
        let bytes = bs58::decode(base58).into_vec().map_err(|_| KeyError::Malformed)?;
        if let Some(key) = bytes.strip_prefix(&MULTICODEC_ED25519) {
            Self::ed25519(key)
        } else if let Some(key) = bytes.strip_prefix(&MULTICODEC_RSA) {
            Self::rsa(key.to_vec())
        } else {
            Err(KeyError::Unsupported)
        }
    }

    fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        match der::read_spki(der).ok_or(KeyError::Malformed)? {
            (der::RSA, key) => Self::rsa(key.to_vec()),
            (der::ED25519, key) => Self::ed25519(key),
            _ => Err(KeyError::Unsupported),
        }
    }

    fn rsa(der: Vec<u8>) -> Result<Self, KeyError> {
        let bits = RsaParameters::public_modulus_len(&der).map_err(|_| KeyError::Malformed)?;
        if !RSA_BITS.contains(&bits) {
            return Err(KeyError::Size(bits));
        }
        Ok(Self::Rsa(der))
    }

    fn ed25519(key: &[u8]) -> Result<Self, KeyError> {
        if key.len() != ED25519_PUBLIC_KEY_LEN {
            return Err(KeyError::Malformed);
        }
        Ok(Self::Ed25519(key.to_vec()))
    }

    /// The key as `publicKeyPem` publishes it: `PUBLIC KEY`, lines of 64 characters, a line break at the end.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let der = match self {
            Self::Rsa(key) => der::write_spki(der::RSA, key),
            Self::Ed25519(key) => der::write_spki(der::ED25519, key),
        };
        wrap_pem("PUBLIC KEY", &der)
    }

    /// The key as a Multikey's `publicKeyMultibase` publishes it.
    #[must_use]
    pub fn to_multibase(&self) -> String {
        let (prefix, key) = match self {
            Self::Rsa(key) => (MULTICODEC_RSA, key),
            Self::Ed25519(key) => (MULTICODEC_ED25519, key),
        };
        format!("z{}", bs58::encode([&prefix[..], key].concat()).into_string())
    }

    /// Whether `signature` was made over `message` by the private half of this key, in the way `algorithm` says.
    #[must_use]
    pub fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        match (self, algorithm) {
            (Self::Rsa(key), Algorithm::RsaSha256 | Algorithm::OfKey) => {
                UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key).verify(message, signature).is_ok()
            }
            (Self::Ed25519(key), Algorithm::Ed25519 | Algorithm::OfKey) => {
                UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok()
            }
            (Self::Rsa(_), Algorithm::Ed25519) | (Self::Ed25519(_), Algorithm::RsaSha256) => false,
        }
    }
}

/// Splits a PEM text (RFC 7468) into its label and its bytes; peers differ in line lengths and in the last line break.
fn unwrap_pem(text: &str) -> Option<(&str, Vec<u8>)> {
    let (label, rest) = text.trim().strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let base64 = rest.strip_suffix("-----")?.strip_suffix(label)?.strip_suffix("-----END ")?;
    let base64: String = base64.split_ascii_whitespace().collect();
    Some((label, BASE64_STANDARD.decode(base64).ok()?))
}

fn wrap_pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    for (index, character) in BASE64_STANDARD.encode(der).chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    text + &format!("\n-----END {label}-----\n")
}
