//! What every answer says about itself, so that browsers hold our pages to it.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::DefaultHeaders;
use actix_web::{HttpResponse, HttpResponseBuilder};
use store::uri::Hosts;

use crate::Tiles;

/// The policy of pages: everything comes from the page's own site but pictures, sound and film, which may come from any site of
/// the club (the square shows what is new at its stalls); nothing runs that is written into a page, and forms go to the club's
/// sites (log-in leads from one to the other) and to the origins given.
pub fn page_policy(hosts: &Hosts, form_targets: &[&str]) -> String {
    policy(hosts, form_targets, "")
}

/// The same for pages with a map: the tiles come from another origin.
fn map_policy(hosts: &Hosts, tiles: &str) -> String {
    policy(hosts, &[], tiles)
}

/// A page whose map may ask for its tiles.
pub fn with_tiles(mut page: HttpResponse, hosts: &Hosts, tiles: Option<&Tiles>) -> HttpResponse {
    let policy = tiles.map(|tiles| map_policy(hosts, &tiles.origin));
    if let Some(policy) = policy.and_then(|policy| policy.parse().ok()) {
        page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    page
}

/// A page whose scripts may ask for the camera, which the browser then asks the reader for.
pub fn with_camera(mut page: HttpResponse) -> HttpResponse {
    page.headers_mut()
        .insert(PERMISSIONS_POLICY, HeaderValue::from_static("camera=(self), microphone=(), geolocation=()"));
    page
}

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The policy of pages that other sites show within theirs (`<iframe>`): they show, and do nothing.
pub const FRAME_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; object-src 'none'; \
     base-uri 'none'; form-action 'none'; frame-ancestors *";

/// The same for those that play what is heard in turn, which a script does.
pub const PLAYING_FRAME_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; \
     script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *";

fn policy(hosts: &Hosts, form_targets: &[&str], pictures: &str) -> String {
    let mut club = format!("'self' {}", hosts.square());
    for origin in hosts.stalls().iter().map(|stall| stall.origin.to_string()) {
        club.push(' ');
        club.push_str(&origin);
    }
    let pictures = if pictures.is_empty() { String::new() } else { format!(" {pictures}") };
    let mut forms = club.clone();
    for target in form_targets {
        forms.push(' ');
        forms.push_str(target);
    }
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' {PROGRESS_STYLE}; img-src {club} data:{pictures}; media-src {club}; \
         connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action {forms}"
    )
}

/// The one style that a library brings within a page: of Turbo's bar, which is never shown. With another version it is another.
const PROGRESS_STYLE: &str = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='";

/// The policy of whatever members or other servers sent: it is shown, and nothing else (design §8).
const MEDIA_POLICY: &str = "sandbox; default-src 'none'";

/// For pages on the way from a program in the browser to the member's consent: it opens them in a window of its own and waits
/// for that window to come back, which it loses sight of where the opener policy is ours (HTML standard, §7.1.3).
pub fn opened_by_programs() -> DefaultHeaders {
    DefaultHeaders::new().add((OPENER_POLICY, "unsafe-none"))
}

/// For what any page may read: it is the same for everybody (Fetch standard §3.2).
pub fn readable_by_all() -> DefaultHeaders {
    DefaultHeaders::new().add((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
}

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// An answer with a media file: never a page, whatever its bytes say. With a name, browsers save it instead of showing it.
pub fn media(content_type: &str, save_as: Option<&str>) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, safe_media_type(content_type)))
        .insert_header((header::CONTENT_SECURITY_POLICY, MEDIA_POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    if let Some(name) = save_as {
        let escaped: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let disposition = format!("attachment; filename*=UTF-8''{}", escaped.replace('+', "%20"));
        response.insert_header((header::CONTENT_DISPOSITION, disposition));
    }
    response
}

/// Pictures, sound and film as what they are; all else as bytes. SVG is a document with scripts, not a picture.
fn safe_media_type(content_type: &str) -> &str {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let shown = ["image/", "audio/", "video/"].iter().any(|family| essence.starts_with(family));
    if shown && essence != "image/svg+xml" { essence } else { "application/octet-stream" }
}

/// Puts the headers in that an answer does not have yet.
pub(crate) fn secure(headers: &mut HeaderMap, hosts: &Hosts) {
    let framed = headers.get(header::CONTENT_SECURITY_POLICY).is_some_and(|policy| policy == FRAME_POLICY);
    let mut default = |name: HeaderName, value: &str| {
        if !headers.contains_key(&name)
            && let Ok(value) = HeaderValue::from_str(value)
        {
            headers.insert(name, value);
        }
    };
    default(header::CONTENT_SECURITY_POLICY, &page_policy(hosts, &[]));
    default(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if !framed {
        default(header::X_FRAME_OPTIONS, "DENY");
    }
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms.
    default(header::REFERRER_POLICY, "same-origin");
    default(PERMISSIONS_POLICY, "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()");
    default(OPENER_POLICY, "same-origin");
    if hosts.square().scheme() == "https" {
        default(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000");
    }
}

#[cfg(test)]
mod tests;
