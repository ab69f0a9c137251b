//! A stall as clients meet it: an instance.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Configuration, Moment, Rule};

/// A stall (`Instance`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Instance {
    /// Its host.
    pub(crate) domain: String,
    /// What the club is called.
    pub(crate) title: String,
    /// The version of Mastodon whose API is spoken, and behind the `+` ours.
    pub(crate) version: String,
    /// Where the program comes from.
    pub(crate) source_url: String,
    /// What the club is, in a sentence or two.
    pub(crate) description: String,
    /// How many use it.
    pub(crate) usage: Usage,
    /// A picture of it.
    pub(crate) thumbnail: Thumbnail,
    /// Small pictures of it.
    pub(crate) icon: Vec<Icon>,
    /// The club's languages, the usual one first.
    pub(crate) languages: Vec<String>,
    /// Limits and addresses.
    pub(crate) configuration: Configuration,
    /// Who may sign up.
    pub(crate) registrations: Registrations,
    /// How far which API is spoken.
    pub(crate) api_versions: BTreeMap<&'static str, u32>,
    /// Who answers for it.
    pub(crate) contact: Contact,
    /// Its rules.
    pub(crate) rules: Vec<Rule>,
}

/// How many use a stall.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Usage {
    /// Its members.
    pub(crate) users: Users,
}

/// How many members a stall has.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Users {
    /// Those who were seen within a month.
    pub(crate) active_month: u64,
}

/// A picture of a stall.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Thumbnail {
    /// Where it is.
    pub(crate) url: String,
    /// A blur to show until it is loaded.
    pub(crate) blurhash: Option<String>,
    /// What is to be seen on it.
    pub(crate) description: String,
}

/// A small picture of a stall.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Icon {
    /// Where it is.
    pub(crate) src: String,
    /// Width by height.
    pub(crate) size: &'static str,
}

/// Who may sign up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Registrations {
    /// Whether anybody may ask.
    pub(crate) enabled: bool,
    /// Whether a moderator decides.
    pub(crate) approval_required: bool,
    /// Whether they have to say why.
    pub(crate) reason_required: bool,
    /// What is said where nobody may, HTML.
    pub(crate) message: Option<String>,
    /// The least age; nobody is asked.
    pub(crate) min_age: Option<u32>,
    /// Where to sign up.
    pub(crate) url: String,
}

/// Who answers for a stall.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Contact {
    /// Where to write to.
    pub(crate) email: String,
    /// Who.
    pub(crate) account: Option<Account>,
}

/// A stall, in the first version of the API (`V1::Instance`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InstanceV1 {
    /// Its host.
    pub(crate) uri: String,
    /// What the club is called.
    pub(crate) title: String,
    /// What the club is, in a sentence or two.
    pub(crate) short_description: String,
    /// What the club is, at length, HTML.
    pub(crate) description: String,
    /// Where to write to.
    pub(crate) email: String,
    /// The version of Mastodon whose API is spoken, and behind the `+` ours.
    pub(crate) version: String,
    /// Addresses.
    pub(crate) urls: UrlsV1,
    /// How large it is.
    pub(crate) stats: Stats,
    /// A picture of it.
    pub(crate) thumbnail: String,
    /// The club's languages.
    pub(crate) languages: Vec<String>,
    /// Whether anybody may sign up.
    pub(crate) registrations: bool,
    /// Whether a moderator decides.
    pub(crate) approval_required: bool,
    /// Whether members may invite.
    pub(crate) invites_enabled: bool,
    /// Limits.
    pub(crate) configuration: Configuration,
    /// Who answers for it.
    pub(crate) contact_account: Option<Account>,
    /// Its rules.
    pub(crate) rules: Vec<Rule>,
}

/// Addresses of a stall, in the first version of the API.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UrlsV1 {
    /// Where live events come from.
    pub(crate) streaming_api: String,
}

/// How large a stall is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Stats {
    /// Members.
    pub(crate) user_count: u64,
    /// What they published.
    pub(crate) status_count: u64,
    /// Servers that were met.
    pub(crate) domain_count: usize,
}

/// A week of a stall.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Activity {
    /// When it began, in seconds since 1970.
    pub(crate) week: String,
    /// What was published.
    pub(crate) statuses: String,
    /// Members who were there.
    pub(crate) logins: String,
    /// Accounts that were made.
    pub(crate) registrations: String,
}

/// A longer text of the club (`ExtendedDescription`, `PrivacyPolicy`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LongText {
    /// When administrators last changed it.
    pub(crate) updated_at: Option<Moment>,
    /// HTML.
    pub(crate) content: String,
}

/// A server that is kept out or kept quiet (`DomainBlock`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DomainBlock {
    /// Its host.
    pub(crate) domain: String,
    /// The SHA-256 of its host, in hexadecimal.
    pub(crate) digest: String,
    /// `silence` or `suspend`.
    pub(crate) severity: &'static str,
    /// Why.
    pub(crate) comment: String,
}

/// A language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Language {
    /// Its tag.
    pub(crate) code: &'static str,
    /// What its speakers call it.
    pub(crate) name: &'static str,
}

/// A status as other sites show it (<https://oembed.com/>).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Oembed {
    /// `rich`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// `1.0`.
    pub(crate) version: &'static str,
    /// Whose it is and how it begins.
    pub(crate) title: String,
    /// Who wrote it.
    pub(crate) author_name: String,
    /// Their page.
    pub(crate) author_url: String,
    /// What the club is called.
    pub(crate) provider_name: String,
    /// The stall.
    pub(crate) provider_url: String,
    /// How long it may be kept, in seconds.
    pub(crate) cache_age: u32,
    /// A quotation with a link, without any script.
    pub(crate) html: String,
    /// In pixels.
    pub(crate) width: u32,
    /// As high as it gets.
    pub(crate) height: Option<u32>,
}
