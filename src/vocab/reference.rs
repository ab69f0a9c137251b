//! A thing that is either named or shown.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::iri::Iri;
use crate::wire::Wire;

/// What has an identifier, at least potentially.
pub trait Identified {
    /// Its identifier; things that exist only inside others have none.
    fn id(&self) -> Option<&Iri>;
}

/// A thing by its identifier, or the thing itself embedded. Being embedded proves nothing about its origin.
#[derive(Clone, Debug, PartialEq)]
pub enum Ref<T> {
    /// Only its identifier (a bare string, an object with nothing but `id`, or the `href` of a `Link`).
    Id(Iri),
    /// The thing itself.
    Inline(Box<T>),
}

impl<T> Ref<T> {
    /// The embedded thing.
    pub fn inline(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Inline(thing) => Some(thing),
        }
    }

    /// The embedded thing, taken out.
    pub fn into_inline(self) -> Option<T> {
        match self {
            Self::Id(_) => None,
            Self::Inline(thing) => Some(*thing),
        }
    }

    /// Embeds a thing.
    pub fn embed(thing: impl Into<T>) -> Self {
        Self::Inline(Box::new(thing.into()))
    }
}

impl<T: Identified> Ref<T> {
    /// The identifier, whether named or embedded.
    pub fn id(&self) -> Option<&Iri> {
        match self {
            Self::Id(id) => Some(id),
            Self::Inline(thing) => thing.id(),
        }
    }
}

impl<T> From<Iri> for Ref<T> {
    fn from(id: Iri) -> Self {
        Self::Id(id)
    }
}

impl<T: Wire> Wire for Ref<T> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(_) => Iri::read(value).map(Self::Id),
            Value::Object(map) if is_name_only(&map) => Iri::read(Value::Object(map)).map(Self::Id),
            Value::Object(_) => T::read(value).map(|thing| Self::Inline(Box::new(thing))),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        match self {
            Self::Id(id) => id.write(),
            Self::Inline(thing) => thing.write(),
        }
    }

    /// As for any type, and an object whose `id` is a list (Funkwhale's bulk `Delete`) stands for one reference each.
    fn read_many(value: Value) -> Vec<Self> {
        let mut refs = Vec::new();
        for element in crate::many::elements(value) {
            let ids = match &element {
                Value::Object(map) => map.get("id").filter(|id| id.is_array()).cloned(),
                _ => None,
            };
            match ids.map(Iri::read_many) {
                Some(ids) if !ids.is_empty() => refs.extend(ids.into_iter().map(Self::Id)),
                _ => refs.extend(Self::read(element)),
            }
        }
        refs
    }
}

/// Whether an object says nothing but an identifier: `{"id": …}`, or a `Link` to the thing.
fn is_name_only(map: &Map<String, Value>) -> bool {
    let is_link = map.get("type").is_some_and(|kind| kind == "Link") && map.contains_key("href");
    let is_bare =
        map.contains_key("id") && map.iter().all(|(key, value)| key == "id" || key == "@context" || value.is_null());
    is_link && !map.contains_key("id") || is_bare
}

impl<T: Wire> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write().serialize(serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Value::deserialize(deserializer)?)
            .ok_or_else(|| serde::de::Error::custom("neither an identifier nor an object"))
    }
}
