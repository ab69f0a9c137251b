//! What a server answers: its kind, its bytes, and when to come back.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use chrono::{DateTime, Utc};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};
use reqwest::Response;
use url::Url;

use super::Fetched;
use super::delivery::{Delivered, DeliveryError};
use super::error::{FetchError, is_temporary};
use crate::signature::Scheme;

/// The media type of activities (ActivityPub §7).
pub(super) const ACTIVITY_JSON: &str = "application/activity+json";
/// In how many seconds one may ask again (ListenBrainz).
const RESET_IN: &str = "x-ratelimit-reset-in";
const ACTIVITY_STREAMS: &str = "https://www.w3.org/ns/activitystreams";
/// How much of a receipt is read: enough to hear a reason, and to use the connection again.
const RECEIPT_BYTES: usize = 16 * 1024;
/// How long a receipt may take, once the verdict itself is there.
const RECEIPT_TIME: Duration = Duration::from_secs(2);
/// How much of a server's own words is kept, in characters.
const WORDS: usize = 200;

/// Kinds of documents, as one asks for them and as one accepts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An ActivityPub document.
    Activity,
    /// JSON, whatever it says.
    Json,
    /// host-meta, in XML or JSON.
    HostMeta,
    /// HTML.
    Page,
    /// Pictures, sound, film.
    Media,
    /// A calendar (RFC 5545).
    Calendar,
    /// A feed, or a page that says where one is.
    Feed,
}

impl Kind {
    /// The value of `Accept`.
    pub(super) fn accept(self) -> &'static str {
        match self {
            Self::Activity => vocab::mime::ACCEPT,
            Self::Json => "application/jrd+json, application/json",
            Self::HostMeta => "application/xrd+xml, application/jrd+json;q=0.9, application/xml;q=0.8",
            Self::Page => "text/html, application/xhtml+xml;q=0.9",
            Self::Media => "image/*, audio/*, video/*",
            Self::Calendar => "text/calendar, text/plain;q=0.5",
            Self::Feed => "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5",
        }
    }

    fn admits(self, content_type: &ContentType<'_>) -> bool {
        let essence = content_type.essence.as_str();
        match self {
            Self::Activity => {
                essence == ACTIVITY_JSON
                    || essence == "application/ld+json" && content_type.has_profile(ACTIVITY_STREAMS)
            }
            Self::Json => {
                essence == "application/json" || essence.starts_with("application/") && essence.ends_with("+json")
            }
            Self::HostMeta => {
                matches!(essence, "application/xrd+xml" | "application/xml" | "text/xml")
                    || Self::Json.admits(content_type)
            }
            Self::Page => matches!(essence, "text/html" | "application/xhtml+xml"),
            // Files are often served as no more than text or bytes.
            Self::Calendar => {
                matches!(essence, "text/calendar" | "application/ics" | "text/plain" | "application/octet-stream")
            }
            Self::Feed => {
                matches!(essence, "application/rss+xml" | "application/xml" | "text/xml" | "text/plain")
                    || essence == "application/octet-stream"
                    || Self::Page.admits(content_type)
            }
            // Stores of files often know no better than `octet-stream`; what it is, its bytes tell.
            Self::Media => {
                essence == "application/octet-stream"
                    || ["image/", "audio/", "video/"].iter().any(|kind| essence.starts_with(kind))
            }
        }
    }
}

/// A `Content-Type` (RFC 9110 §8.3).
struct ContentType<'a> {
    /// Type and subtype, in lower case.
    essence: String,
    parameters: &'a str,
}

impl<'a> ContentType<'a> {
    /// Of an answer that has none, or several, the type is empty: nothing admits it.
    fn of(headers: &'a HeaderMap) -> Self {
        let mut values = headers.get_all(CONTENT_TYPE).iter();
        let value = match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().unwrap_or_default(),
            _ => "",
        };
        let (essence, parameters) = value.split_once(';').unwrap_or((value, ""));
        Self { essence: essence.trim().to_ascii_lowercase(), parameters }
    }

    /// Whether the parameter `profile`, a list of addresses (RFC 6906), has `profile` in it.
    fn has_profile(&self, profile: &str) -> bool {
        self.parameters
            .split(';')
            .filter_map(|parameter| parameter.trim().split_once('='))
            .filter(|(name, _)| name.trim_end().eq_ignore_ascii_case("profile"))
            .flat_map(|(_, value)| value.trim().trim_matches('"').split_ascii_whitespace())
            .any(|found| found == profile)
    }
}

/// An answer whose body is yet to be read.
pub(super) struct Answer {
    /// Where it came from in the end.
    pub(super) url: Url,
    pub(super) response: Response,
    /// How the request was signed.
    pub(super) scheme: Option<Scheme>,
}

impl Answer {
    /// Reads a document of `kind`, of at most `max_bytes`.
    pub(super) async fn into_document(mut self, kind: Kind, max_bytes: usize) -> Result<Fetched, FetchError> {
        let content_type = self.opened(kind)?;
        let (body, whole) = read(&mut self.response, max_bytes).await?;
        if !whole && kind != Kind::Page {
            return Err(FetchError::TooLong(max_bytes));
        }
        Ok(Fetched { final_url: self.url, content_type, body, scheme: self.scheme })
    }

    /// What a header of it says.
    pub(super) fn said(&self, name: &HeaderName) -> Option<String> {
        self.response.headers().get(name)?.to_str().ok().map(str::to_owned)
    }

    /// The type of a document of `kind`, whose body is yet to be read.
    pub(super) fn opened(&self, kind: Kind) -> Result<String, FetchError> {
        let status = self.response.status();
        if matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
            return Err(FetchError::Gone(status));
        }
        if !status.is_success() {
            return Err(FetchError::Status { status, retry_after: retry_after(self.response.headers(), Utc::now()) });
        }
        let content_type = ContentType::of(self.response.headers());
        if kind.admits(&content_type) {
            Ok(content_type.essence)
        } else {
            Err(FetchError::ContentType(content_type.essence))
        }
    }

    /// Turns the answer to a delivery into its verdict.
    pub(super) async fn into_receipt(mut self) -> Result<Delivered, DeliveryError> {
        let status = self.response.status();
        let retry_after = retry_after(self.response.headers(), Utc::now());
        let read = tokio::time::timeout(RECEIPT_TIME, read(&mut self.response, RECEIPT_BYTES)).await;
        if status.is_success() {
            return Ok(Delivered { status, scheme: self.scheme.unwrap_or(Scheme::Cavage) });
        }
        // A verdict is one even where the words that go with it are lost.
        let words = match read {
            Ok(Ok((body, _))) => words(&body),
            _ => String::new(),
        };
        Err(match status {
            StatusCode::NOT_FOUND | StatusCode::GONE => DeliveryError::Gone { status },
            _ if is_temporary(status) => DeliveryError::RetryLater { status, retry_after, words },
            _ => DeliveryError::Refused { status, words },
        })
    }
}

/// Reads at most `max_bytes` of a body, counted after decompression; says whether that was all.
async fn read(response: &mut Response, max_bytes: usize) -> Result<(Bytes, bool), FetchError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        let room = max_bytes.saturating_sub(body.len());
        if chunk.len() > room {
            body.extend_from_slice(chunk.get(..room).unwrap_or_default());
            return Ok((body.freeze(), false));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((body.freeze(), true))
}

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date; or the seconds that ListenBrainz says instead.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER).or_else(|| headers.get(RESET_IN))?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(value).ok()?;
    date.to_utc().signed_duration_since(now).to_std().ok()
}

/// A server's own words, made fit for a line of the journal.
fn words(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let text: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    text.join(" ").chars().take(WORDS).collect()
}
