//! What is said once, on the next page: "Your post was published."

use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, cookie};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::locale::Message;
use crate::{State, cookie as jar};

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// It worked.
    Good,
    /// It did not, or not wholly.
    Bad,
}

/// Something said once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// How it is meant.
    #[serde(rename = "t")]
    pub tone: Tone,
    /// What is said.
    #[serde(flatten)]
    pub message: Message,
}

/// Browsers drop cookies above 4096 bytes: then the oldest notices go.
const MOST_BYTES: usize = 3000;

/// What an earlier answer left to be said.
pub(crate) fn read(state: &State, req: &HttpRequest) -> Vec<Notice> {
    let Some(value) = jar::read(state, req, jar::NOTICES) else { return Vec::new() };
    let json = URL_SAFE_NO_PAD.decode(value).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}

/// Leaves notices for the next page.
pub(crate) fn keep(state: &State, notices: &[Notice]) -> Cookie<'static> {
    let mut kept = notices;
    loop {
        let value = URL_SAFE_NO_PAD.encode(serde_json::to_vec(kept).unwrap_or_default());
        if value.len() <= MOST_BYTES || kept.is_empty() {
            return jar::make(state, jar::NOTICES, value, Some(cookie::time::Duration::minutes(5)));
        }
        kept = kept.get(1..).unwrap_or_default();
    }
}

/// Forgets what was said.
pub(crate) fn clear(state: &State) -> Cookie<'static> {
    jar::remove(state, jar::NOTICES)
}

#[cfg(test)]
mod tests;
