//! How a message is encrypted, so that only the program reads it: as RFC 8291 has it, or as its draft had it.

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};

use super::PushError;

/// The length of a salt (RFC 8188 §2.1).
const SALT: usize = 16;
/// The length of a public key: an uncompressed point (RFC 8291 §3.1).
const PUBLIC_KEY: usize = 65;
/// The length of the secret that program and server share (RFC 8291 §3.2).
const AUTH_SECRET: usize = 16;
/// What AES-GCM adds: its tag.
const TAG: usize = 16;
/// What a push service must take (RFC 8030 §7.2), and the size of the one record that is in it.
const BODY: u16 = 4096;
/// What stands before the record: salt, record size, length of the key, key (RFC 8188 §2.1).
const HEAD: usize = SALT + 4 + 1 + PUBLIC_KEY;
/// The longest message in bytes.
pub const LONGEST_MESSAGE: usize = BODY as usize - HEAD - TAG - 1;

/// A program that can read messages.
#[derive(Clone)]
pub struct Reader {
    public_key: [u8; PUBLIC_KEY],
    auth_secret: [u8; AUTH_SECRET],
    standard: bool,
}

/// An encrypted message. The draft tells salt and key in headers; the standard has them in the body.
pub(super) struct Sealed {
    pub(super) body: Vec<u8>,
    pub(super) salt: [u8; SALT],
    pub(super) public_key: Vec<u8>,
}

impl Reader {
    /// A program with these keys, that reads messages of the standard, or else of the draft that was in use before it.
    ///
    /// # Errors
    /// [`PushError::Key`] where they are none.
    pub fn new(public_key: &[u8], auth_secret: &[u8], standard: bool) -> Result<Self, PushError> {
        let public_key = public_key.try_into().map_err(|_| PushError::Key)?;
        let auth_secret = auth_secret.try_into().map_err(|_| PushError::Key)?;
        let reader = Self { public_key, auth_secret, standard };
        // Whether it is a point on the curve at all, only the library can say.
        reader.seal(&[])?;
        Ok(reader)
    }

    pub(super) fn is_standard(&self) -> bool {
        self.standard
    }

    /// Encrypts a message, with a key and a salt that are used only this once.
    pub(super) fn seal(&self, message: &[u8]) -> Result<Sealed, PushError> {
        self.seal_with(message, &PrivateKey::generate(&ECDH_P256)?, rand::random())
    }

    pub(super) fn seal_with(&self, message: &[u8], own: &PrivateKey, salt: [u8; SALT]) -> Result<Sealed, PushError> {
        if message.len() > LONGEST_MESSAGE {
            return Err(PushError::TooLong);
        }
        let public_key = own.compute_public_key()?.as_ref().to_vec();
        let theirs = UnparsedPublicKey::new(&ECDH_P256, &self.public_key);
        let shared = agree(own, theirs, PushError::Key, |secret| Ok(secret.to_vec()))?;
        let body = match self.standard {
            true => self.as_standard(message, &shared, &public_key, &salt)?,
            false => self.as_drafted(message, &shared, &public_key, &salt)?,
        };
        Ok(Sealed { body, salt, public_key })
    }

    /// RFC 8291 §3.4, then RFC 8188: a head, and one record that ends in the delimiter of the last one.
    fn as_standard(&self, message: &[u8], shared: &[u8], own: &[u8], salt: &[u8]) -> Result<Vec<u8>, PushError> {
        let keys: [u8; 32] = derive(&self.auth_secret, shared, &[b"WebPush: info\0", &self.public_key, own])?;
        let key: [u8; 16] = derive(salt, &keys, &[b"Content-Encoding: aes128gcm\0"])?;
        let nonce: [u8; 12] = derive(salt, &keys, &[b"Content-Encoding: nonce\0"])?;
        let record = encrypt(key, nonce, [message, &[2]].concat())?;
        Ok([salt, &u32::from(BODY).to_be_bytes(), &[PUBLIC_KEY as u8], own, &record].concat())
    }

    /// draft-ietf-webpush-encryption-04 §3: one record that begins with the length of its padding, which is none.
    fn as_drafted(&self, message: &[u8], shared: &[u8], own: &[u8], salt: &[u8]) -> Result<Vec<u8>, PushError> {
        let keys: [u8; 32] = derive(&self.auth_secret, shared, &[b"Content-Encoding: auth\0"])?;
        let length = (PUBLIC_KEY as u16).to_be_bytes();
        let info = |what: &'static [u8]| [what, b"P-256\0", &length, &self.public_key, &length, own].concat();
        let key: [u8; 16] = derive(salt, &keys, &[&info(b"Content-Encoding: aesgcm\0")])?;
        let nonce: [u8; 12] = derive(salt, &keys, &[&info(b"Content-Encoding: nonce\0")])?;
        encrypt(key, nonce, [&[0, 0], message].concat())
    }
}

/// A length in bytes, as the library wants to be told it.
struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

/// HKDF with SHA-256 (RFC 5869).
fn derive<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Result<[u8; N], PushError> {
    let mut key = [0; N];
    Salt::new(HKDF_SHA256, salt).extract(secret).expand(info, Bytes(N))?.fill(&mut key)?;
    Ok(key)
}

fn encrypt(key: [u8; 16], nonce: [u8; 12], mut record: Vec<u8>) -> Result<Vec<u8>, PushError> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)?;
    Ok(record)
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("standard", &self.standard).finish_non_exhaustive()
    }
}
