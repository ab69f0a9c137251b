//! Any number of values where JSON may show none, one or a list.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::wire::Wire;

/// A list that is read from an absent key, `null`, one value or a list, silently without the elements that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

impl<T> Many<T> {
    /// An empty list.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The elements as a plain vector.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T: Wire> Wire for Many<T> {
    fn read(value: Value) -> Option<Self> {
        Some(Self(T::read_many(value)))
    }

    fn write(&self) -> Option<Value> {
        if self.0.is_empty() {
            return None;
        }
        Some(Value::Array(self.0.iter().filter_map(T::write).collect()))
    }
}

/// The elements that a value stands for.
///
/// PHP writes a list with a gap or a named key as an object, so `{"type": "Mention", …, "0": {…}}` (Pixelfed) is an element
/// with more elements inside.
pub(crate) fn elements(value: Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items,
        Value::Object(mut map) => match ["@list", "@set"].into_iter().find_map(|key| map.remove(key)) {
            Some(inner) => elements(inner),
            None => numbered(map),
        },
        one => vec![one],
    }
}

/// Splits an object into itself without its numbered keys, if anything remains, and the values under them.
fn numbered(map: Map<String, Value>) -> Vec<Value> {
    let is_number = |key: &str| key.len() < 6 && !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    if !map.keys().any(|key| is_number(key)) {
        return vec![Value::Object(map)];
    }
    let (listed, rest): (Map<_, _>, Map<_, _>) = map.into_iter().partition(|(key, _)| is_number(key));
    let mut listed: Vec<_> = listed.into_iter().collect();
    listed.sort_by_key(|(key, _)| key.parse::<u32>().unwrap_or(u32::MAX));
    let own = (!rest.is_empty()).then_some(Value::Object(rest));
    own.into_iter().chain(listed.into_iter().map(|(_, value)| value)).collect()
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Many<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for Many<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> From<Vec<T>> for Many<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T> From<T> for Many<T> {
    fn from(item: T) -> Self {
        Self(vec![item])
    }
}

impl<T> From<Option<T>> for Many<T> {
    fn from(item: Option<T>) -> Self {
        item.into_iter().collect()
    }
}

impl<T> FromIterator<T> for Many<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T> IntoIterator for Many<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Many<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Wire> Serialize for Many<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().filter_map(T::write))
    }
}

impl<'de, T: Wire> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::read_many(Value::deserialize(deserializer)?)))
    }
}
