//! The key that makes our own tokens: what a stranger cannot compute, a stranger cannot forge.

use aws_lc_rs::{constant_time, hmac};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The server's key, 32 bytes, the same on every node and after every restart.
pub struct ServerKey(hmac::Key);

impl ServerKey {
    /// From 32 random bytes that the host keeps.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// A tag over a message, base64url. The purpose keeps tags of different uses apart.
    pub fn sign(&self, purpose: &str, message: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.0, framed(purpose, message).as_bytes()))
    }

    /// Whether the tag was made by [`ServerKey::sign`] for this purpose and message; in constant time.
    pub fn verify(&self, purpose: &str, message: &str, tag: &str) -> bool {
        constant_time::verify_slices_are_equal(self.sign(purpose, message).as_bytes(), tag.as_bytes()).is_ok()
    }
}

/// The length in front keeps ("a", "bc") and ("ab", "c") apart.
fn framed(purpose: &str, message: &str) -> String {
    format!("{}:{purpose}:{message}", purpose.len())
}

#[cfg(test)]
mod tests;
