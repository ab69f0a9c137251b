//! One address, several answers: a page for people, an activity for servers.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpRequest, HttpResponse};

/// The content type of ActivityPub objects and activities (ActivityPub §3.2).
pub const ACTIVITY: &str = "application/activity+json; charset=utf-8";

const LD_PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// Whether the client asks for ActivityStreams: `application/activity+json`, or `application/ld+json` with the profile, and
/// prefers it to HTML.
pub fn wants_activity(req: &HttpRequest) -> bool {
    let (mut activity, mut html) = (0, 0);
    each_accepted(req, |media, parameters, weight| match media {
        "application/activity+json" => activity = activity.max(weight),
        "application/ld+json" if parameters.contains(LD_PROFILE) => activity = activity.max(weight),
        "text/html" | "application/xhtml+xml" => html = html.max(weight),
        _ => {}
    });
    activity > 0 && activity >= html
}

/// Whether the client would rather have JSON than a page: programs, not browsers.
pub fn wants_json(req: &HttpRequest) -> bool {
    let (mut json, mut html) = (0, 0);
    each_accepted(req, |media, _, weight| match media {
        "text/html" | "application/xhtml+xml" => html = html.max(weight),
        media if media.ends_with("/json") || media.ends_with("+json") => json = json.max(weight),
        _ => {}
    });
    json > html
}

/// Goes through the `Accept` headers: media type in lower case, parameters, weight in thousandths.
fn each_accepted(req: &HttpRequest, mut visit: impl FnMut(&str, &str, u16)) {
    let lines = req.headers().get_all(header::ACCEPT).filter_map(|value| value.to_str().ok());
    for range in lines.flat_map(split_ranges).take(32) {
        let (media, parameters) = range.split_once(';').unwrap_or((range, ""));
        let quality = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("q="));
        let weight = quality.map_or(Some(1.0), |quality| quality.trim().parse::<f32>().ok()).unwrap_or(0.0);
        visit(&media.trim().to_ascii_lowercase(), parameters, (weight.clamp(0.0, 1.0) * 1000.0) as u16);
    }
}

/// Splits at commas outside of quotes: a profile may hold several addresses.
fn split_ranges(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == ',' && !quoted
    })
    .filter(|range| !range.trim().is_empty())
}

/// Answers with a document of ActivityStreams, written out with its context. What not everybody may see is `private`: no
/// shared cache keeps it, and a cache that keeps it for its owner asks again when the signature differs.
pub fn activity_response(document: String, private: bool) -> HttpResponse {
    activity_answer(StatusCode::OK, document, private)
}

/// Answers 410 with the `Tombstone` of what was deleted (ActivityPub §6.4).
pub fn tombstone_response(document: String) -> HttpResponse {
    activity_answer(StatusCode::GONE, document, false)
}

fn activity_answer(status: StatusCode, document: String, private: bool) -> HttpResponse {
    let (vary, caching) = match private {
        true => ("Accept, Signature, Signature-Input, Cookie, Authorization", "private, no-store"),
        false => ("Accept", "public, max-age=60"),
    };
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, ACTIVITY))
        .insert_header((header::VARY, vary))
        .insert_header((header::CACHE_CONTROL, caching))
        .body(document)
}

/// A link to the same thing in another format, for the `Link` header and crawlers that read it.
pub fn alternate(url: &url::Url, content_type: &str) -> (HeaderName, String) {
    (header::LINK, format!("<{url}>; rel=\"alternate\"; type=\"{content_type}\""))
}

#[cfg(test)]
mod tests;
