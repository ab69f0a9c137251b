//! Where a page may send its reader on: only to pages of its own site.

use actix_web::HttpResponse;
use actix_web::http::header;
use url::Url;

/// The longest path with its query, in bytes: a program that asks for access has much to say.
const LONGEST: usize = 6_000;

/// A path of the same site, with its query, from what a form or a link handed over; `None` for whatever a browser could
/// take for another site (`//evil`, `/\evil`, `https:evil`, `%2f%2fevil`, a tab within).
pub fn safe_path(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'/') || text.len() > LONGEST {
        return None;
    }
    // Browsers drop tabs and line ends, and read a backslash as a slash.
    if text.chars().any(|c| c.is_control() || c == '\\' || c.is_whitespace()) {
        return None;
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    // A proxy may decode before it passes on, hence the escapes count as what they stand for.
    let decoded = path.to_ascii_lowercase().replace("%2f", "/").replace("%5c", "/").replace("%25", "%");
    if decoded.starts_with("//") || decoded.to_ascii_lowercase().starts_with("/%2f") || decoded.starts_with("/%5c") {
        return None;
    }
    // At last the judgement of a browser's own parser: resolved against a site, it must stay there.
    let base = Url::parse("https://site.invalid/").ok()?;
    let url = base.join(text).ok()?;
    if url.host_str() != Some("site.invalid") || url.path().starts_with("//") {
        return None;
    }
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let fragment = url.fragment().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    Some(format!("{}{query}{fragment}", url.path()))
}

/// 303 to a path of the same site; anything else leads to its front page.
pub fn see_other(path: &str) -> HttpResponse {
    let path = safe_path(path).unwrap_or_else(|| "/".to_owned());
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

/// 303 to an address that we made ourselves, such as a page of another site of the club. Never give it what a reader sent.
pub fn see_other_url(url: &Url) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, url.as_str())).finish()
}

#[cfg(test)]
mod tests;
