//! What a text refers to.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::image::Image;
use crate::iri::Iri;
use crate::link::Link;
use crate::wire::{Wire, put, put_one, take};

/// An element of `tag`.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    /// Somebody is named in the text.
    Mention {
        /// The actor's id.
        href: Iri,
        /// The handle, `@name@host`; Mastodon wants it whole.
        name: Option<String>,
    },
    /// A word by which the object can be found.
    Hashtag {
        /// Page of the hashtag.
        href: Option<Iri>,
        /// The word with or without `#`; [`Tag::hashtag`] reads it.
        name: String,
    },
    /// A picture that stands for `:name:` in texts.
    Emoji {
        /// Its identifier.
        id: Option<Iri>,
        /// The shortcode with or without colons; [`Tag::shortcode`] reads it.
        name: String,
        /// When the picture last changed.
        updated: Option<DateTime<Utc>>,
        /// The picture.
        icon: Box<Image>,
    },
    /// A reference to another object (FEP-e232).
    Link(Box<Link>),
    /// Anything else, as it came.
    Other(Map<String, Value>),
}

impl Tag {
    /// Names somebody: the actor's id and handle (`ana@club.example`).
    pub fn mention(href: impl Into<Iri>, handle: &str) -> Self {
        Self::Mention { href: href.into(), name: Some(format!("@{}", handle.trim_start_matches('@'))) }
    }

    /// A hashtag (without `#`) and its page.
    pub fn of_word(word: &str, href: impl Into<Iri>) -> Self {
        Self::Hashtag { href: Some(href.into()), name: format!("#{word}") }
    }

    /// A custom emoji (without colons) and its picture.
    pub fn emoji(id: impl Into<Iri>, shortcode: &str, icon: Image, updated: Option<DateTime<Utc>>) -> Self {
        Self::Emoji { id: Some(id.into()), name: format!(":{shortcode}:"), updated, icon: Box::new(icon) }
    }

    /// The word without `#`, if this is a hashtag.
    pub fn hashtag(&self) -> Option<&str> {
        match self {
            Self::Hashtag { name, .. } => Some(name.trim_start_matches('#')),
            _ => None,
        }
    }

    /// The shortcode without colons, if this is a custom emoji.
    pub fn shortcode(&self) -> Option<&str> {
        match self {
            Self::Emoji { name, .. } => Some(name.trim_matches(':')),
            _ => None,
        }
    }

    /// The actor's id, if somebody is named.
    pub fn mentioned(&self) -> Option<&Iri> {
        match self {
            Self::Mention { href, .. } => Some(href),
            _ => None,
        }
    }

    fn read_object(map: Map<String, Value>) -> Self {
        let kinds = map.get("type").cloned().map(String::read_many).unwrap_or_default();
        let is = |kind: &str| kinds.iter().any(|own| own.rsplit(':').next() == Some(kind));
        // `take` empties the map it is given: whatever then proves unreadable is kept whole.
        let mut fields = map.clone();
        let (href, name) = (take::<Option<Iri>>(&mut fields, "href"), take::<Option<String>>(&mut fields, "name"));
        match (href, name) {
            (Some(href), name) if is("Mention") => Self::Mention { href, name },
            (href, Some(name)) if is("Hashtag") => Self::Hashtag { href, name },
            (_, Some(name)) if is("Emoji") => match take::<Option<Image>>(&mut fields, "icon") {
                Some(icon) => Self::Emoji {
                    id: take(&mut fields, "id"),
                    name,
                    updated: take(&mut fields, "updated"),
                    icon: Box::new(icon),
                },
                None => Self::Other(map),
            },
            _ if is("Link") => Self::Link(Box::new(Link::read_map(map))),
            _ => Self::Other(map),
        }
    }
}

impl Wire for Tag {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self::read_object(map)),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        let mut map = Map::new();
        match self {
            Self::Mention { href, name } => {
                map.insert("type".into(), json!("Mention"));
                put(&mut map, "href", href);
                put(&mut map, "name", name);
            }
            Self::Hashtag { href, name } => {
                map.insert("type".into(), json!("Hashtag"));
                put(&mut map, "href", href);
                put(&mut map, "name", name);
            }
            Self::Emoji { id, name, updated, icon } => {
                map.insert("type".into(), json!("Emoji"));
                put(&mut map, "id", id);
                put(&mut map, "name", name);
                put(&mut map, "updated", updated);
                put_one(&mut map, "icon", icon.as_ref());
            }
            Self::Link(link) => return Some(Value::Object(link.write_map())),
            Self::Other(other) => map = other.clone(),
        }
        Some(Value::Object(map))
    }
}

impl Serialize for Tag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Value::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom("a tag is an object"))
    }
}
