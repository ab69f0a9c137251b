//! The entities of the API, each written once, and the [`View`] that makes them of what is stored.

mod account;
mod admin;
mod announcement;
mod application;
mod attachment;
mod collection;
mod configuration;
mod context;
mod conversation;
mod discovery;
mod edit;
mod emoji;
mod extension;
mod featured_tag;
mod filter;
mod history;
mod instance;
mod list;
mod marker;
mod moment;
mod notification;
mod notification_group;
mod notification_kind;
mod notification_policy;
mod notification_request;
mod occasion;
mod poll;
mod preferences;
mod preview_card;
mod push_subscription;
mod relationship;
mod report;
mod rule;
mod scheduled_status;
mod status;
mod story;
mod suggestion;
mod tag;
mod token;
mod view;

pub(crate) use account::{Account, CredentialSource, Field, Role};
pub(crate) use admin::{
    AdminAccount, AdminDomainAllow, AdminDomainBlock, AdminEmailDomainBlock, AdminReport, severity, severity_of,
};
pub(crate) use announcement::Announcement;
pub(crate) use application::{Application, CredentialApplication};
pub(crate) use attachment::MediaAttachment;
pub(crate) use collection::Collection;
pub(crate) use configuration::{Configuration, PICTURES, Urls};
pub(crate) use context::Context;
pub(crate) use conversation::Conversation;
pub(crate) use discovery::{ComposeSettings, DiscoveredPosts, DiscoveredTag, Receipt};
pub(crate) use edit::{OptionEdit, PollEdit, StatusEdit, StatusSource};
pub(crate) use emoji::CustomEmoji;
pub(crate) use extension::StatusExtension;
pub(crate) use featured_tag::FeaturedTag;
pub(crate) use filter::{Filter, FilterKeyword, FilterResult, FilterStatus, FilterV1};
pub(crate) use history::History;
pub(crate) use instance::{
    Activity, Contact, DomainBlock, Icon, Instance, InstanceV1, Language, LongText, Oembed, Registrations, Stats,
    Thumbnail, UrlsV1, Usage, Users,
};
pub(crate) use list::List;
pub(crate) use marker::Markers;
pub(crate) use moment::{Day, Moment};
pub(crate) use notification::Notification;
pub(crate) use notification_group::GroupedNotifications;
pub(crate) use notification_kind::{is_for_clients, is_for_some, notification_kind, notification_name};
pub(crate) use notification_policy::{NotificationPolicy, NotificationPolicyV1, PolicySummary};
pub(crate) use notification_request::{Merged, NotificationRequest};
pub(crate) use occasion::{Location, ParticipationRequest, StatusEvent};
pub(crate) use poll::Poll;
pub(crate) use preferences::Preferences;
pub(crate) use preview_card::PreviewCard;
pub(crate) use push_subscription::WebPushSubscription;
pub(crate) use relationship::Relationship;
pub(crate) use report::Report;
pub(crate) use rule::Rule;
pub(crate) use scheduled_status::ScheduledStatus;
pub(crate) use status::{Mention, Quote, QuoteApproval, Status, StatusTag};
pub(crate) use story::{Carousel, Done, FlatCarousel, StoryUpload, Viewers};
pub(crate) use suggestion::{FamiliarFollowers, Suggestion};
pub(crate) use tag::Tag;
pub(crate) use token::Token;
pub(crate) use view::{View, role, visibility_name};

use serde::Serialize;
use utoipa::ToSchema;

/// An answer that says no more than that it was done.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub(crate) struct Empty {}

/// How many there are, counted up to a limit.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Count {
    /// How many.
    pub(crate) count: usize,
}
