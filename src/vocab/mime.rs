//! Media types of what travels between servers.

/// What we send and ask for first.
pub const ACTIVITY_JSON: &str = "application/activity+json";
/// The long form of the same (ActivityPub §3.2).
pub const LD_JSON: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
/// `Accept` of a fetch, in Mastodon's words. To a profile Funkwhale 1.4 answers with a type that says none, and to weights with HTML.
pub const ACCEPT: &str = "application/activity+json, application/ld+json";
/// WebFinger.
pub const JRD_JSON: &str = "application/jrd+json";
/// host-meta.
pub const XRD_XML: &str = "application/xrd+xml";
/// Errors (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Whether a `Content-Type` says that the body is an ActivityStreams document.
///
/// `application/ld+json` counts only with the profile, anything else not at all: otherwise an uploaded file could be fetched
/// as an actor (GHSA-jhrq-qvrm-qr36).
pub fn is_activity(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    if essence.eq_ignore_ascii_case(ACTIVITY_JSON) {
        return true;
    }
    let has_profile = parts.any(|parameter| match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("profile") => value
            .trim()
            .trim_matches('"')
            .split_ascii_whitespace()
            .any(|profile| profile == "https://www.w3.org/ns/activitystreams"),
        _ => false,
    });
    essence.eq_ignore_ascii_case("application/ld+json") && has_profile
}
