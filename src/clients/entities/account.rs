//! An actor, as clients call it an account.

use serde::Serialize;
use utoipa::ToSchema;

use super::{CustomEmoji, Day, Moment};

/// An actor (`Account`; with `source` and `role` it is a `CredentialAccount`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Account {
    /// Its number here.
    pub(crate) id: String,
    /// `preferredUsername`.
    pub(crate) username: String,
    /// The handle as seen from this stall: without a host for its own.
    pub(crate) acct: String,
    /// Display name, plain text with codes of emoji.
    pub(crate) display_name: String,
    /// Whether follows wait for its consent.
    pub(crate) locked: bool,
    /// Whether it is automated.
    pub(crate) bot: bool,
    /// Whether it may be suggested and listed.
    pub(crate) discoverable: bool,
    /// Whether its public posts may be found by search.
    pub(crate) indexable: bool,
    /// Whether it stands for several people.
    pub(crate) group: bool,
    /// The day on which it was made.
    pub(crate) created_at: Moment,
    /// Bio, HTML.
    pub(crate) note: String,
    /// Its page.
    pub(crate) url: String,
    /// Its ActivityPub id.
    pub(crate) uri: String,
    /// Its picture.
    pub(crate) avatar: String,
    /// Its picture, not moving.
    pub(crate) avatar_static: String,
    /// What is to be seen on its picture.
    pub(crate) avatar_description: String,
    /// Its banner.
    pub(crate) header: String,
    /// Its banner, not moving.
    pub(crate) header_static: String,
    /// What is to be seen on its banner.
    pub(crate) header_description: String,
    /// How many follow it.
    pub(crate) followers_count: i64,
    /// How many it follows.
    pub(crate) following_count: i64,
    /// How many statuses it published.
    pub(crate) statuses_count: i64,
    /// When it last published one.
    pub(crate) last_status_at: Option<Day>,
    /// Whether it keeps to itself who follows it and whom it follows.
    pub(crate) hide_collections: bool,
    /// Whether search engines shall pass it by.
    pub(crate) noindex: bool,
    /// Whether moderators keep it out.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) suspended: bool,
    /// Whether moderators keep it out of public timelines.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) limited: bool,
    /// Custom emoji in name, bio and fields.
    pub(crate) emojis: Vec<CustomEmoji>,
    /// What it does for the club.
    pub(crate) roles: Vec<Role>,
    /// Lines of its profile.
    pub(crate) fields: Vec<Field>,
    /// Where it moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub(crate) moved: Option<Box<Account>>,
    /// In a list of mutes: until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Moment>)]
    pub(crate) mute_expires_at: Option<Option<Moment>>,
    /// Of the caller itself: what it typed, and how its posts start out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<CredentialSource>,
    /// Of the caller itself: what it may do for the club.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<Role>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A line of a profile.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Field {
    /// What it is.
    pub(crate) name: String,
    /// HTML; in a `source`, as it was typed.
    pub(crate) value: String,
    /// Since when the linked page is known to link back.
    pub(crate) verified_at: Option<Moment>,
}

/// What a member typed of its profile, and how its posts start out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CredentialSource {
    /// To whom a new post is.
    pub(crate) privacy: &'static str,
    /// Whether its media are hidden at first.
    pub(crate) sensitive: bool,
    /// Its language.
    pub(crate) language: Option<String>,
    /// The bio as typed.
    pub(crate) note: String,
    /// The lines as typed.
    pub(crate) fields: Vec<Field>,
    /// How many ask to follow.
    pub(crate) follow_requests_count: i64,
    /// Whether it keeps to itself who follows it.
    pub(crate) hide_collections: bool,
    /// Whether it may be suggested and listed.
    pub(crate) discoverable: bool,
    /// Whether its public posts may be found.
    pub(crate) indexable: bool,
    /// Who may quote it.
    pub(crate) quote_policy: &'static str,
    /// Pages that may name it as their author.
    pub(crate) attribution_domains: Vec<String>,
}

/// What somebody may do for the club.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Role {
    /// Its number.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
    /// Its colour; none.
    pub(crate) color: String,
    /// Its rights, as a sum of Mastodon's flags.
    pub(crate) permissions: String,
    /// Whether it is shown on the profile.
    pub(crate) highlighted: bool,
}
