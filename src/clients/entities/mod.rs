//! The entities of the API, each written once, and the [`View`] that makes them of what is stored.

mod account;
mod application;
mod attachment;
mod context;
mod edit;
mod emoji;
mod moment;
mod notification_kind;
mod poll;
mod push_subscription;
mod status;
mod token;
mod view;

pub(crate) use account::{Account, CredentialSource, Field, Role};
pub(crate) use application::{Application, CredentialApplication};
pub(crate) use attachment::MediaAttachment;
pub(crate) use context::Context;
pub(crate) use edit::{OptionEdit, PollEdit, StatusEdit, StatusSource};
pub(crate) use emoji::CustomEmoji;
pub(crate) use moment::{Day, Moment};
pub(crate) use notification_kind::{notification_kind, notification_name};
pub(crate) use poll::Poll;
pub(crate) use push_subscription::WebPushSubscription;
pub(crate) use status::{Mention, Quote, QuoteApproval, Status, StatusTag};
pub(crate) use token::Token;
pub(crate) use view::{View, role};

use serde::Serialize;
use utoipa::ToSchema;

/// An answer that says no more than that it was done.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub(crate) struct Empty {}
