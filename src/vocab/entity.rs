//! Anything that can stand alone in a document.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::activity::{Activity, ActivityType};
use crate::actor::Actor;
use crate::collection::Collection;
use crate::iri::Iri;
use crate::key::{Multikey, PublicKey};
use crate::object::Object;
use crate::reference::{Identified, Ref};
use crate::wire::Wire;

/// A document, or anything embedded in one, sorted by its `type`.
#[derive(Clone, Debug, PartialEq)]
pub enum Entity {
    /// What someone does.
    Activity(Box<Activity>),
    /// Who acts.
    Actor(Box<Actor>),
    /// Everything else.
    Object(Box<Object>),
    /// A list.
    Collection(Box<Collection>),
    /// An RSA key that stands alone.
    Key(Box<PublicKey>),
    /// A multibase key that stands alone.
    Multikey(Box<Multikey>),
}

/// Types that are objects even when they carry an `actor` and an `object`.
const OBJECTS: [&str; 19] = [
    "Album",
    "Article",
    "Artist",
    "Audio",
    "ChatMessage",
    "Document",
    "Event",
    "Image",
    "Note",
    "Page",
    "Place",
    "Profile",
    "Question",
    "QuoteAuthorization",
    "Relationship",
    "Story",
    "Tombstone",
    "Track",
    "Video",
];

const COLLECTIONS: [&str; 5] =
    ["Collection", "CollectionPage", "Library", "OrderedCollection", "OrderedCollectionPage"];

impl Entity {
    /// Its identifier.
    pub fn id(&self) -> Option<&Iri> {
        Identified::id(self)
    }

    /// The name of its type, empty if it has none.
    pub fn kind(&self) -> &str {
        match self {
            Self::Activity(activity) => activity.kind(),
            Self::Actor(actor) => actor.kind(),
            Self::Object(object) => object.kind(),
            Self::Collection(collection) => collection.kind(),
            Self::Key(key) => key.kind.first().map_or("", String::as_str),
            Self::Multikey(key) => key.kind.first().map_or("", String::as_str),
        }
    }

    /// The activity, if it is one.
    pub fn activity(&self) -> Option<&Activity> {
        if let Self::Activity(activity) = self { Some(activity) } else { None }
    }

    /// The actor, if it is one.
    pub fn actor(&self) -> Option<&Actor> {
        if let Self::Actor(actor) = self { Some(actor) } else { None }
    }

    /// The object, if it is one.
    pub fn object(&self) -> Option<&Object> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    /// The collection, if it is one.
    pub fn collection(&self) -> Option<&Collection> {
        if let Self::Collection(collection) = self { Some(collection) } else { None }
    }

    /// Decides by the type; where that is unknown, by what only one sort of thing has.
    fn sort(map: Map<String, Value>) -> Option<Self> {
        let kinds = map.get("type").cloned().map(String::read_many).unwrap_or_default();
        let among = |names: &[&str]| kinds.iter().any(|kind| names.contains(&kind.as_str()));
        let has_text = |key: &str| map.get(key).is_some_and(is_text);
        let has_thing = |key: &str| map.get(key).is_some_and(is_thing);

        let is_actor = among(&Actor::KINDS);
        let is_activity = kinds.iter().any(|kind| ActivityType::known(kind).is_some());
        let is_collection = among(&COLLECTIONS);
        let unknown = !(is_actor || is_activity || is_collection || among(&OBJECTS));
        let looks_alive = has_text("inbox") && has_thing("publicKey");
        let actor = || map.get("actor").cloned().and_then(Option::<Iri>::read);
        let looks_active = unknown && actor().is_some() && has_thing("object");
        let looks_listed = map.get("totalItems").is_some_and(Value::is_u64);
        let (is_key, is_multikey) = (has_text("publicKeyPem"), has_text("publicKeyMultibase"));

        let value = Value::Object(map);
        if is_actor || unknown && looks_alive {
            Actor::read(value).map(Self::from)
        } else if is_activity || looks_active {
            Activity::read(value).map(Self::from)
        } else if is_collection || unknown && looks_listed {
            Collection::read(value).map(Self::from)
        } else if unknown && is_key {
            PublicKey::read(value).map(Box::new).map(Self::Key)
        } else if unknown && is_multikey {
            Multikey::read(value).map(Box::new).map(Self::Multikey)
        } else {
            Object::read(value).map(Self::from)
        }
    }
}

/// Text that says something.
fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

/// Something embedded or named, or a list of such.
fn is_thing(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| is_text(item) || item.is_object()),
        one => is_text(one) || one.is_object(),
    }
}

impl Identified for Entity {
    fn id(&self) -> Option<&Iri> {
        match self {
            Self::Activity(activity) => activity.id.as_ref(),
            Self::Actor(actor) => actor.id.as_ref(),
            Self::Object(object) => object.id.as_ref(),
            Self::Collection(collection) => collection.id.as_ref(),
            Self::Key(key) => key.id.as_ref(),
            Self::Multikey(key) => key.id.as_ref(),
        }
    }
}

impl Identified for Multikey {
    fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }
}

impl Wire for Entity {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Self::sort(map),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        match self {
            Self::Activity(activity) => activity.write(),
            Self::Actor(actor) => actor.write(),
            Self::Object(object) => object.write(),
            Self::Collection(collection) => collection.write(),
            Self::Key(key) => key.write(),
            Self::Multikey(key) => key.write(),
        }
    }
}

macro_rules! from_each {
    ($($name:ident),*) => { $(
        impl From<$name> for Entity {
            fn from(one: $name) -> Self {
                Self::$name(Box::new(one))
            }
        }

        impl From<$name> for Ref<Entity> {
            fn from(one: $name) -> Self {
                Self::Inline(Box::new(one.into()))
            }
        }
    )* };
}

from_each!(Activity, Actor, Object, Collection);

impl Serialize for Entity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Entity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Value::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom("a document is an object"))
    }
}
