//! What may be how large at a stall, and where things are: from the configuration and from the layers below.

use host::App;
use host::social::media::MAX_DESCRIPTION;
use host::social::media::pipeline::{MAX_MEGAPIXELS, Purpose};
use host::social::pin::PIN_LIMIT;
use host::social::tag::MAX_FEATURED;
use host::social::text::LINK_LENGTH;
use host::statement::{POLL_LONGEST, POLL_OPTION_LENGTH, POLL_OPTIONS, POLL_SHORTEST};
use serde::Serialize;
use utoipa::ToSchema;

/// The media types of pictures that are taken.
pub(crate) const PICTURES: &[&str] = &["image/jpeg", "image/png", "image/gif", "image/webp"];

/// Limits and addresses of a stall.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Configuration {
    /// Addresses.
    pub(crate) urls: Urls,
    /// By what push services know the club.
    pub(crate) vapid: Vapid,
    /// Of accounts.
    pub(crate) accounts: AccountLimits,
    /// Of statuses.
    pub(crate) statuses: StatusLimits,
    /// Of what is attached.
    pub(crate) media_attachments: MediaLimits,
    /// Of polls.
    pub(crate) polls: PollLimits,
    /// Of translation.
    pub(crate) translation: Translation,
    /// Who may read which timeline.
    pub(crate) timelines_access: TimelinesAccess,
    /// Whether the club talks to servers of its choice only.
    pub(crate) limited_federation: bool,
}

/// Addresses of a stall.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Urls {
    /// Where live events come from.
    pub(crate) streaming: String,
    /// Whether everything works; no such page.
    pub(crate) status: Option<String>,
    /// What the club is.
    pub(crate) about: String,
    /// What it does with what it knows.
    pub(crate) privacy_policy: String,
    /// Its terms; none but its rules.
    pub(crate) terms_of_service: Option<String>,
}

/// By what push services know the club.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Vapid {
    /// The key, base64url.
    pub(crate) public_key: String,
}

/// Limits of accounts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AccountLimits {
    /// Hashtags on a profile.
    pub(crate) max_featured_tags: i64,
    /// Statuses on top of a profile.
    pub(crate) max_pinned_statuses: i64,
}

/// Limits of statuses.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatusLimits {
    /// Characters.
    pub(crate) max_characters: usize,
    /// Files.
    pub(crate) max_media_attachments: usize,
    /// As how many characters an address counts.
    pub(crate) characters_reserved_per_url: usize,
}

/// Limits of what is attached.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MediaLimits {
    /// What is taken.
    pub(crate) supported_mime_types: Vec<&'static str>,
    /// Characters of a description.
    pub(crate) description_limit: usize,
    /// Bytes of a picture.
    pub(crate) image_size_limit: u64,
    /// Pixels of a picture.
    pub(crate) image_matrix_limit: u64,
    /// Bytes of a film; none are taken.
    pub(crate) video_size_limit: u64,
    /// Frames a second of a film.
    pub(crate) video_frame_rate_limit: u64,
    /// Pixels of a film.
    pub(crate) video_matrix_limit: u64,
}

/// Limits of polls.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PollLimits {
    /// Options.
    pub(crate) max_options: usize,
    /// Characters of an option.
    pub(crate) max_characters_per_option: usize,
    /// The shortest, in seconds.
    pub(crate) min_expiration: i64,
    /// The longest, in seconds.
    pub(crate) max_expiration: i64,
}

/// Whether statuses can be translated.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Translation {
    /// They cannot.
    pub(crate) enabled: bool,
}

/// Who may read which timeline: `public`, `authenticated` or `disabled`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TimelinesAccess {
    /// What is published.
    pub(crate) live_feeds: FeedAccess,
    /// What carries a hashtag.
    pub(crate) hashtag_feeds: FeedAccess,
    /// What links to a page that trends.
    pub(crate) trending_link_feeds: FeedAccess,
}

/// Who may read a timeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FeedAccess {
    /// What was published here.
    pub(crate) local: &'static str,
    /// What was published elsewhere.
    pub(crate) remote: &'static str,
}

impl Configuration {
    /// The limits and addresses of a stall.
    pub(crate) fn of(app: &App, pictures: Purpose, urls: Urls, public_key: String, limited_federation: bool) -> Self {
        let image = u64::try_from(pictures.max_bytes()).unwrap_or(u64::MAX);
        let open = || FeedAccess { local: "public", remote: "public" };
        Self {
            urls,
            vapid: Vapid { public_key },
            accounts: AccountLimits { max_featured_tags: MAX_FEATURED, max_pinned_statuses: PIN_LIMIT },
            statuses: StatusLimits {
                max_characters: app.config.limits.post_characters,
                max_media_attachments: app.config.limits.post_media,
                characters_reserved_per_url: LINK_LENGTH,
            },
            media_attachments: MediaLimits {
                supported_mime_types: PICTURES.to_vec(),
                description_limit: MAX_DESCRIPTION,
                image_size_limit: image.min(app.config.limits.upload_bytes),
                image_matrix_limit: MAX_MEGAPIXELS * 1_000_000,
                video_size_limit: 0,
                video_frame_rate_limit: 0,
                video_matrix_limit: 0,
            },
            polls: PollLimits {
                max_options: POLL_OPTIONS,
                max_characters_per_option: POLL_OPTION_LENGTH,
                min_expiration: POLL_SHORTEST,
                max_expiration: POLL_LONGEST,
            },
            translation: Translation { enabled: false },
            timelines_access: TimelinesAccess {
                live_feeds: open(),
                hashtag_feeds: open(),
                trending_link_feeds: open(),
            },
            limited_federation,
        }
    }
}
