//! What templates need to show an object or an actor: the contexts of the components `object.card`, `object.actions`,
//! `actor.byline`, `actor.card` and `media.gallery`.
//!
//! Whoever shows objects fills these in, after [`social::visibility`] said that the reader may see them. Nothing in here is
//! looked up again by a template.

use chrono::NaiveDateTime;
use serde::Serialize;
use social::occasion::{JoinMode, OccasionStatus};
use social::visibility::Visibility;

/// An object as it is shown in a list, in a thread or alone.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectCard {
    /// Whether it is an answer that others do not see yet.
    pub held: bool,
    /// Its hashtags that do not stand in its text, each with its path.
    pub tags: Vec<(String, String)>,
    /// Its id.
    pub id: String,
    /// Where it is shown on this site, a path: `/@ana/123`, or for a remote object `/@bob@remote.example/456`. Its actions lie
    /// below it.
    pub page_url: String,
    /// Where its author's server shows it.
    pub url: String,
    /// The kind that its module gives it (`note`, `question`, `photo`…): a class of the card, and a microformat's choice.
    pub kind: String,
    /// Who wrote it.
    pub author: AuthorCard,
    /// A title, where its kind has one.
    pub title: Option<String>,
    /// What it says, sanitised HTML.
    pub content_html: String,
    /// The content warning, plain text: the rest is hidden until asked for.
    pub summary: Option<String>,
    /// Whether its media are hidden until asked for.
    pub sensitive: bool,
    /// When it was published.
    pub published: NaiveDateTime,
    /// When it was last changed.
    pub edited: Option<NaiveDateTime>,
    /// The language of its text, a language tag.
    pub language: Option<String>,
    /// Who may see it: `public`, `unlisted`, `members`, `followers` or `direct`.
    pub visibility: Visibility,
    /// What is attached.
    pub media: Vec<MediaCard>,
    /// Its poll.
    pub poll: Option<PollCard>,
    /// Where it was made or happens.
    pub place: Option<PlaceCard>,
    /// When it takes place.
    pub occasion: Option<OccasionCard>,
    /// How one takes part in it, where it takes place at some time.
    pub participation: Option<ParticipationCard>,
    /// What the page says of itself that it links to.
    pub preview: Option<PreviewCard>,
    /// What it quotes.
    pub quote: Option<Box<QuoteCard>>,
    /// Whom it answers.
    pub in_reply_to: Option<ReplyTo>,
    /// Who brought it into this list by boosting it.
    pub boosted_by: Option<AuthorCard>,
    /// How often others reacted.
    pub counts: Counts,
    /// Whether the reader wrote it.
    pub mine: bool,
    /// What the reader did with it; `None` for whoever is not logged in.
    pub viewer: Option<Viewer>,
    /// The server that it comes from, where that is not this site.
    pub origin_host: Option<String>,
    /// The title of the reader's filter that folds it.
    pub filtered: Option<String>,
}

/// An actor in a line: who wrote, who boosted, who follows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AuthorCard {
    /// The name that they chose, or their user name.
    pub name: String,
    /// The handle with its host, without a leading `@`: `ana@microblog.club.example`.
    pub handle: String,
    /// Their picture, an address of this site; empty where they have none.
    pub avatar_url: String,
    /// Where they are shown on this site, a path: `/@ana`.
    pub page_url: String,
    /// Whether they are a member of this club, at this site.
    pub is_local: bool,
    /// Whether a program writes for them.
    pub is_bot: bool,
}

/// Something attached.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MediaCard {
    /// What it is.
    pub kind: MediaKind,
    /// The file, an address of this site.
    pub url: String,
    /// A small picture of it, an address of this site; empty where there is none.
    pub preview_url: String,
    /// What is to be seen or heard, for those who cannot.
    pub alt: String,
    /// Where it can be had in further sizes, each with its width in pixels, from narrow to wide: for `srcset`.
    pub renditions: Vec<(String, i32)>,
    /// The page about it, a path; empty where the file itself is all there is.
    pub page_url: String,
    /// What others may do with it, in short, and where that can be read; both empty where its author does not say.
    pub licence: String,
    /// See `licence`.
    pub licence_url: String,
    /// How it was taken, where its author shows that.
    pub exposure: Option<ExposureCard>,
    /// In pixels; 0 where not known.
    pub width: i32,
    /// In pixels; 0 where not known.
    pub height: i32,
    /// Width by height in twentieths, from 8 (narrow) to 50 (wide): for rows of pictures of one height.
    pub ratio: u8,
    /// A blur to show until a picture is there (<https://blurha.sh>); may be empty.
    pub blurhash: String,
    /// Where the most important point lies, in tenths from the left (0 to 10).
    pub focus_x: u8,
    /// The same, from the top.
    pub focus_y: u8,
}

/// How a photo was taken. What is not known is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ExposureCard {
    /// The camera.
    pub camera: String,
    /// The lens.
    pub lens: String,
    /// Focal length, aperture, time and sensitivity, as people write them.
    pub settings: Vec<String>,
    /// When, by the camera's clock.
    pub taken_at: Option<NaiveDateTime>,
}

/// Where something is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PlaceCard {
    /// What people call it; the point where it has no name.
    pub name: String,
    /// Street and town, part by part.
    pub address: Vec<String>,
    /// The country, or empty.
    pub country: String,
    /// What else is there, a path.
    pub page_url: String,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
}

/// When something takes place, and on what terms people come.
#[derive(Debug, Clone, Serialize)]
pub struct OccasionCard {
    /// When it begins (UTC).
    pub starts: NaiveDateTime,
    /// The first moment after it (UTC).
    pub ends: Option<NaiveDateTime>,
    /// By whose clocks that is meant: an IANA name.
    pub zone: String,
    /// Whether days are meant, not times of day.
    pub all_day: bool,
    /// The first day there: its number, and the key of its month's name.
    pub day: u32,
    /// See `day`.
    pub month: &'static str,
    /// Whether it takes place: `confirmed`, `tentative`, `postponed` or `cancelled`.
    pub status: OccasionStatus,
    /// Whether it is over.
    pub over: bool,
    /// When it was to begin before it was moved.
    pub before: Option<NaiveDateTime>,
    /// Where it takes place on the network.
    pub online_url: String,
    /// How one comes to take part.
    pub join_mode: JoinMode,
    /// Where one registers, if elsewhere.
    pub join_url: String,
    /// How many come.
    pub participants: i64,
    /// How many may come.
    pub capacity: Option<i64>,
    /// How many may still come.
    pub remaining: Option<i64>,
    /// What else is to be known: key, name and value.
    pub facts: Vec<(String, String, String)>,
}

/// What an attachment is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A still picture.
    Image,
    /// A silent film that repeats.
    Gifv,
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// Anything else: a link.
    #[default]
    Unknown,
}

/// What a page elsewhere says of itself.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PreviewCard {
    /// Where it is.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub description: String,
    /// What it is a part of, such as a newspaper.
    pub provider: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// When it was published.
    pub published: Option<NaiveDateTime>,
    /// Its language, a language tag.
    pub language: Option<String>,
    /// A small picture, an address of this site; empty where there is none.
    pub image_url: String,
    /// What is to be seen on it; may be empty.
    pub image_alt: String,
}

/// A poll.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PollCard {
    /// Its answers, in order.
    pub options: Vec<PollOption>,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// Whether it is over.
    pub closed: bool,
    /// How many have voted.
    pub voters: i64,
    /// When it ends.
    pub ends_at: Option<NaiveDateTime>,
    /// Whether the reader has voted, or may not: then the results are shown.
    pub voted: bool,
}

/// An answer of a poll.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PollOption {
    /// What it says.
    pub title: String,
    /// How many chose it.
    pub votes: i64,
    /// The same, of a hundred.
    pub percent: u8,
    /// Whether the reader chose it.
    pub own: bool,
}

/// How one takes part in something, and how the reader does.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ParticipationCard {
    /// What can be done now: `join`, `ask` (the organiser consents), `line` (it is full), or why nothing can: `over`, `cancelled`,
    /// `closed`, `external`, `open` (nobody registers) or `invite`.
    pub offer: &'static str,
    /// How far the reader is, by the words of `ParticipationState`; empty where they said nothing.
    pub state: &'static str,
    /// Which place in the line the reader has.
    pub place: Option<i64>,
    /// Whom the reader brings along.
    pub guests: i16,
    /// What the reader said to the organiser.
    pub message: String,
    /// How long before the beginning the reader is reminded, in minutes.
    pub reminders: Vec<i32>,
    /// How many each may bring along.
    pub guests_most: i16,
    /// How many heads come, as far as is known.
    pub coming: i64,
    /// How many more may come; any number where unset.
    pub left: Option<i64>,
    /// Where one registers, if elsewhere.
    pub external_url: Option<String>,
    /// What the organiser asks.
    pub questions: Vec<QuestionCard>,
    /// Whether one may register without an account.
    pub anonymous: bool,
}

/// A question of the organiser, and what the reader answered before.
#[derive(Debug, Clone, Default, Serialize)]
pub struct QuestionCard {
    /// The question.
    pub text: String,
    /// Whether one has to answer.
    pub required: bool,
    /// The answer; empty where there is none.
    pub answer: String,
}

/// What is quoted, or why it is not shown.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
#[expect(clippy::large_enum_variant, reason = "a card holds it in a box")]
pub enum QuoteCard {
    /// Its author agreed: here it is.
    Shown {
        /// The quoted object.
        card: ObjectCard,
    },
    /// Its author has not been asked, or has not answered.
    Pending {
        /// Where it is.
        url: String,
    },
    /// Its author refused, or it is gone, or the reader may not see it: these look alike.
    Hidden,
}

/// Whom an object answers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReplyTo {
    /// Whom: a handle without a leading `@`.
    pub handle: String,
    /// What: the path of its page on this site.
    pub url: String,
}

/// How often others reacted.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    /// Answers.
    pub replies: i64,
    /// Boosts.
    pub boosts: i64,
    /// Likes.
    pub likes: i64,
}

/// What the reader did with an object, and may do.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Viewer {
    /// Likes it.
    pub liked: bool,
    /// Boosted it.
    pub boosted: bool,
    /// Keeps it.
    pub bookmarked: bool,
    /// Has it on top of their page.
    pub pinned: bool,
    /// Hears nothing more of its thread.
    pub muted: bool,
    /// May boost it.
    pub may_boost: bool,
    /// May quote it.
    pub may_quote: bool,
    /// Whether they may answer it.
    pub may_answer: bool,
    /// Whether they are asked to consent to it.
    pub consents: bool,
}

/// Pages of a list: where its neighbours are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pagination {
    /// The page before (newer things), a path with its query.
    pub newer: Option<String>,
    /// The page after (older things).
    pub older: Option<String>,
}
