//! The streams that programs know, by their names.

use std::sync::Arc;

use actix_web::http::StatusCode;
use diesel::result::Error as DbError;
use host::social::access_token::AccessToken;
use host::social::list::{List, ListId};
use host::social::live::{Part, Place};
use host::social::tag;

use crate::caller::Me;
use crate::error::Result;

/// A stream that a program wants to be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subscription {
    /// Its name, and what it was asked for with: as messages say which stream they belong to.
    pub(crate) stream: Arc<[String]>,
    /// The places whose news it tells.
    pub(crate) places: Vec<Place>,
}

/// Why a stream is not to be had, in Mastodon's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no such stream.
    Unknown,
    /// It must be said of which hashtag.
    NoTag,
    /// It must be said of which list.
    NoList,
    /// The list is not the member's, or is none.
    NotYours,
    /// The token does not carry the scope.
    OutOfScope,
    /// The program has as many streams as it may.
    TooMany,
}

impl Refused {
    /// Why, in a sentence.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown stream type",
            Self::NoTag => "Missing tag name parameter",
            Self::NoList => "Missing list name parameter",
            Self::NotYours => "Not authorized to stream this list",
            Self::OutOfScope => "Access token does not have the required scopes",
            Self::TooMany => "Too many streams",
        }
    }

    /// As a status of HTTP.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Unknown | Self::NoTag | Self::NoList => StatusCode::BAD_REQUEST,
            Self::NotYours | Self::OutOfScope => StatusCode::UNAUTHORIZED,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

impl Subscription {
    /// A stream by its name, with what it is asked for with, for the token of a member.
    pub(crate) async fn find(
        me: &Me,
        name: &str,
        tag: Option<&str>,
        list: Option<&str>,
    ) -> Result<Result<Self, Refused>> {
        let found = Self::parse(&me.token, name, tag, list);
        let Ok(Self { places, .. }) = &found else { return Ok(found) };
        if let [Place::List(list)] = **places {
            let owner = me.actor.id;
            let own = me.app.db.read(move |c| Ok::<_, DbError>(List::find(c, owner, list)?.is_some())).await?;
            if !own {
                return Ok(Err(Refused::NotYours));
            }
        }
        Ok(found)
    }

    /// The same without asking whose a list is.
    pub(super) fn parse(
        token: &AccessToken,
        name: &str,
        tag: Option<&str>,
        list: Option<&str>,
    ) -> Result<Self, Refused> {
        let allows = |scope: &str| if token.allows(scope) { Ok(()) } else { Err(Refused::OutOfScope) };
        let public = |part, with_media| vec![Place::Public { part, with_media }];
        let mut stream = vec![name.to_owned()];
        let places = match name {
            // Mastodon has notifications in the stream of the home timeline too, for whoever may read both.
            "user" if token.allows("read:notifications") => vec![Place::Home, Place::Notifications],
            "user" => vec![Place::Home],
            "user:notification" => vec![Place::Notifications],
            "public" => public(Part::All, false),
            "public:media" => public(Part::All, true),
            "public:local" => public(Part::Local, false),
            "public:local:media" => public(Part::Local, true),
            "public:remote" => public(Part::Remote, false),
            "public:remote:media" => public(Part::Remote, true),
            "hashtag" | "hashtag:local" => {
                let typed = tag.unwrap_or_default().trim_start_matches('#');
                let normal = tag::normalise(typed).ok_or(Refused::NoTag)?;
                stream.push(typed.to_owned());
                vec![Place::Tag { name: normal, local: name == "hashtag:local" }]
            }
            "list" => {
                let list = list.filter(|list| !list.is_empty()).ok_or(Refused::NoList)?;
                let id: ListId = list.parse().map_err(|_| Refused::NotYours)?;
                stream.push(list.to_owned());
                vec![Place::List(id)]
            }
            "direct" => vec![Place::Direct],
            _ => return Err(Refused::Unknown),
        };
        allows(match name {
            "user:notification" => "read:notifications",
            "list" => "read:lists",
            _ => "read:statuses",
        })?;
        Ok(Self { stream: stream.into(), places })
    }
}
