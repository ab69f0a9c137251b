//! Forms that only we can have made, for this reader only.
//!
//! Every form carries a tag over something that only the reader's browser has: the token of its session, or for readers who are
//! not logged in a random cookie. Besides, browsers say where a request comes from, and from elsewhere none is taken.

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderName};
use aws_lc_rs::constant_time;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use store::uri::Origin;

use crate::error::{Error, Result};
use crate::server_key::ServerKey;

/// The name of the form field.
pub const FIELD: &str = "csrf";

const PURPOSE: &str = "csrf";

/// The tag for whatever the reader's browser holds. It looks different on every page, so that nothing can be learned of it
/// from how well pages compress.
pub(crate) fn tag(key: &ServerKey, holding: &str) -> String {
    let pad: [u8; 32] = rand::random();
    let mut bytes = pad.to_vec();
    bytes.extend(masked(&key.sign(PURPOSE, holding), &pad));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether a tag was made for whatever the reader's browser holds; in constant time.
pub(crate) fn is_ours(key: &ServerKey, holding: &str, sent: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(sent) else { return false };
    let Some((pad, rest)) = bytes.split_first_chunk::<32>() else { return false };
    constant_time::verify_slices_are_equal(&masked(&key.sign(PURPOSE, holding), pad), rest).is_ok()
}

fn masked(text: &str, pad: &[u8; 32]) -> Vec<u8> {
    text.bytes().zip(pad.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect()
}

/// Refuses a request that says it comes from another site. Old browsers say nothing; the tag holds for them.
pub(crate) fn same_origin(req: &HttpRequest, origin: &Origin) -> Result<()> {
    let said = |name: HeaderName| req.headers().get(name).map(|value| value.to_str().unwrap_or_default().to_owned());
    if let Some(fetch_site) = said(HeaderName::from_static("sec-fetch-site"))
        && !matches!(fetch_site.as_str(), "same-origin" | "none")
    {
        return Err(Error::Forged);
    }
    match said(header::ORIGIN) {
        Some(from) if from != origin.to_string() => Err(Error::Forged),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
