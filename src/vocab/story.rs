//! What only a story says (Pixelfed): a picture for a day, which is not told but fetched, with a secret.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::iri::Iri;
use crate::object::Object;
use crate::wire::wire;

wire! {
    /// The terms of a `Story`, spread over the object that it is.
    group Story {
        /// When it is over.
        expires_at: Option<DateTime<Utc>> => "expiresAt",
        /// Whether it may be answered.
        can_reply: Option<bool> => "can_reply",
        /// Whether one may react to it.
        can_react: Option<bool> => "can_react",
    }
}

/// An address with the secret that opens it: `bear:?t=<secret>&u=<address>`. It does not print its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Bear {
    /// What is shown as `Authorization: Bearer`.
    pub token: String,
    /// Where.
    pub address: Iri,
}

/// Not a [`Bear`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address with a secret")]
pub struct NoBear;

impl Bear {
    /// As it is written.
    fn written(&self) -> String {
        format!("bear:?t={}&u={}", self.token, self.address)
    }
}

impl FromStr for Bear {
    type Err = NoBear;

    /// A secret is of the letters that a header takes as they are.
    fn from_str(text: &str) -> Result<Self, NoBear> {
        let (_, query) = text.strip_prefix("bear:").and_then(|rest| rest.split_once('?')).ok_or(NoBear)?;
        let value = |wanted: &str| {
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
        };
        let token = value("t").filter(|token| !token.is_empty() && token.len() <= 512).ok_or(NoBear)?;
        if !token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte)) {
            return Err(NoBear);
        }
        Ok(Self { token, address: Iri::new(value("u").ok_or(NoBear)?) })
    }
}

impl fmt::Debug for Bear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bear({})", self.address)
    }
}

/// The type of the object.
const STORY: &str = "Story";

impl Object {
    /// A story that is told of: its id, and where it is to be had.
    pub fn story_at(id: Iri, bear: &Bear) -> Self {
        let extra = Map::from_iter([("object".to_owned(), Value::String(bear.written()))]);
        Self { id: Some(id), extra, ..Self::new(STORY) }
    }

    /// A story that was seen, as a `View` names it.
    pub fn story_named(id: Iri) -> Self {
        let extra = Map::from_iter([("object".to_owned(), Value::from(id.as_str()))]);
        Self { extra, ..Self::new(STORY) }
    }

    /// Which story a `View` names.
    pub fn named_story(&self) -> Option<Iri> {
        let named = self.extra.get("object").and_then(Value::as_str).map(Iri::new);
        named.or_else(|| self.id.clone())
    }

    /// Where a story that is told of is to be had.
    pub fn bear(&self) -> Option<Bear> {
        self.extra.get("object")?.as_str()?.parse().ok()
    }
}

/// Writes a story as Pixelfed takes it: what is attached alone, the time in seconds.
pub(crate) fn adapt(object: &Object, map: &mut Map<String, Value>) {
    if !object.is(STORY) {
        return;
    }
    if let Some(Value::Array(attached)) = map.get_mut("attachment")
        && attached.len() == 1
        && let Some(alone) = attached.pop()
    {
        map.insert("attachment".to_owned(), alone);
    }
    if let Some(duration) = object.duration {
        map.insert("duration".to_owned(), Value::from(duration.as_secs()));
    }
}
