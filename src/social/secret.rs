//! Random secrets. They are handed out once; the database keeps only their hash.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Crockford's base 32: no letter that is taken for a digit, none that makes words by accident.
const READABLE: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Something only its bearer knows: a session's token, the code in a link. It does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 256 random bits, fit for a cookie or a link.
    pub fn random() -> Self {
        let bytes: [u8; 32] = rand::random();
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// `length` letters and digits (five bits each) that a person can copy from paper, in groups of four.
    /// [`plain`] undoes what copying does to them.
    pub fn readable(length: usize) -> Self {
        let mut text = String::with_capacity(length + length / 4);
        for place in 0..length {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            let letter = READABLE.get(usize::from(rand::random::<u8>() % 32));
            text.extend(letter.map(|&letter| char::from(letter)));
        }
        Self(text)
    }

    /// The secret itself, to be shown or sent once.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.0
    }
}

/// SHA-256 in hexadecimal. Enough for secrets of this size, which no one can guess; passwords need more
/// ([`crate::password`]).
pub fn hash(secret: &str) -> String {
    hex::encode(digest(&SHA256, secret.as_bytes()))
}

/// A readable secret as it was made, from what somebody typed: case, spaces, dashes and look-alikes do not matter.
pub fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric())
        .map(|letter| match letter.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            letter => letter,
        })
        .collect()
}
