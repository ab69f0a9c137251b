//! How values are read from JSON that nobody guarantees, and written for the strictest reader.
//!
//! Peers disagree about shape: a string here is a list there and an object elsewhere. So every type says itself what it can be
//! read from, reading never fails as a whole, and what cannot be understood under a key of ours is dropped.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Number, Value};

/// A map from a language tag to text in that language (`contentMap`, `nameMap`, `summaryMap`).
pub type LanguageMap = BTreeMap<String, String>;

/// Something that has a form in ActivityStreams JSON.
pub trait Wire: Sized {
    /// Reads one value, a list excepted; `None` if nothing can be made of it.
    fn read(value: Value) -> Option<Self>;

    /// The value to write; `None` leaves the key out.
    fn write(&self) -> Option<Value>;

    /// Reads a list where one value is expected: the first element that can be read.
    fn read_list(items: Vec<Value>) -> Option<Self> {
        items.into_iter().find_map(Self::read)
    }

    /// Reads any number of values from nothing, one or a list, leaving out what cannot be read.
    fn read_many(value: Value) -> Vec<Self> {
        crate::many::elements(value).into_iter().filter_map(Self::read).collect()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Array(items) => T::read_list(items),
            one => T::read(one),
        }
        .map(Some)
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().and_then(T::write)
    }
}

impl Wire for String {
    /// Text; empty text says nothing and reads as none.
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            // JSON-LD's long form of a string.
            Value::Object(mut map) => map.remove("@value").filter(Value::is_string).and_then(Self::read),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::String(self.clone()))
    }
}

impl Wire for bool {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(flag),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Bool(*self))
    }
}

impl Wire for u64 {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::from(*self))
    }
}

/// A float that counts something: never negative, no fraction, small enough to be exact.
fn whole(number: f64) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    ((0.0..=EXACT).contains(&number) && number.fract() == 0.0).then_some(number as u64)
}

impl Wire for f64 {
    /// A number, or a text of one; some write the comma of their language (`"49,0241"`, Vernissage).
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().replace(',', ".").parse().ok(),
            _ => None,
        }
        .filter(|number: &f64| number.is_finite())
    }

    fn write(&self) -> Option<Value> {
        Number::from_f64(*self).map(Value::Number)
    }
}

impl Wire for Duration {
    /// ISO 8601 (`PT3M33S`) or plain seconds, to the millisecond.
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Number(number) => crate::time::seconds(number.as_f64()?),
            Value::String(text) => crate::time::parse_duration(&text),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::String(crate::time::format_duration(*self)))
    }
}

impl Wire for LanguageMap {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(map) = value else {
            return None;
        };
        Some(map.into_iter().filter_map(|(tag, text)| Some((tag, String::read(text)?))).collect())
    }

    fn write(&self) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        Some(self.iter().map(|(tag, text)| (tag.clone(), Value::String(text.clone()))).collect())
    }
}

/// Takes a key out of a map and reads it.
pub(crate) fn take<T: Wire + Default>(map: &mut Map<String, Value>, key: &str) -> T {
    map.remove(key).and_then(T::read).unwrap_or_default()
}

/// Puts a key into a map, unless there is nothing to say.
pub(crate) fn put<T: Wire>(map: &mut Map<String, Value>, key: &str, field: &T) {
    if let Some(value) = field.write() {
        map.insert(key.to_owned(), value);
    }
}

/// As [`put`], but a list of one becomes that one: strict readers want `attributedTo`, `url` or `object` so.
pub(crate) fn put_one<T: Wire>(map: &mut Map<String, Value>, key: &str, field: &T) {
    let value = match field.write() {
        Some(Value::Array(mut items)) if items.len() == 1 => items.pop(),
        other => other,
    };
    if let Some(value) = value {
        map.insert(key.to_owned(), value);
    }
}

/// Declares a struct together with its form on the wire.
///
/// `field: Type => "key"` is written as its type writes it; `=> (one "key")` writes a list of one as that one;
/// `=> (group)` spreads a nested `group` struct over the same JSON object. A `struct` keeps every other key in `extra`, so
/// that nothing is lost when it is written again; a `group` has no keys but its own.
macro_rules! wire {
    ($(#[$meta:meta])* struct $name:ident {
        $( $(#[$doc:meta])* $field:ident : $type:ty => $how:tt, )*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[$doc])* pub $field: $type, )*
            /// Every other key, as it came.
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        impl $name {
            /// The keys that its fields are written under.
            #[cfg(test)]
            #[allow(dead_code, reason = "discovery documents have no context to check")]
            pub(crate) const KEYS: &[&str] = &[$( $crate::wire::wire!(@key $how), )*];

            pub(crate) fn read_map(mut map: serde_json::Map<String, serde_json::Value>) -> Self {
                // What a context defines is not kept: `to_json` writes our own, once, at the top.
                map.remove("@context");
                Self {
                    $( $field: $crate::wire::wire!(@take map, $type, $how), )*
                    extra: map,
                }
            }

            pub(crate) fn write_map(&self) -> serde_json::Map<String, serde_json::Value> {
                let mut map = self.extra.clone();
                $( $crate::wire::wire!(@put map, &self.$field, $how); )*
                map
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::wire::Wire::write(self), serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                <Self as $crate::wire::Wire>::read(value)
                    .ok_or_else(|| serde::de::Error::custom(concat!("not readable as ", stringify!($name))))
            }
        }
    };

    ($(#[$meta:meta])* group $name:ident {
        $( $(#[$doc:meta])* $field:ident : $type:ty => $how:tt, )*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[$doc])* pub $field: $type, )*
        }

        impl $name {
            /// The keys that its fields are written under.
            #[cfg(test)]
            #[allow(dead_code, reason = "discovery documents have no context to check")]
            pub(crate) const KEYS: &[&str] = &[$( $crate::wire::wire!(@key $how), )*];

            pub(crate) fn read_from(map: &mut serde_json::Map<String, serde_json::Value>) -> Self {
                Self { $( $field: $crate::wire::wire!(@take (*map), $type, $how), )* }
            }

            pub(crate) fn write_to(&self, map: &mut serde_json::Map<String, serde_json::Value>) {
                $( $crate::wire::wire!(@put (*map), &self.$field, $how); )*
            }
        }
    };

    (@key (group)) => { "" };
    (@key (one $key:literal)) => { $key };
    (@key $key:literal) => { $key };
    (@take $map:tt, $type:ty, (group)) => { <$type>::read_from(&mut $map) };
    (@take $map:tt, $type:ty, (one $key:literal)) => { $crate::wire::take::<$type>(&mut $map, $key) };
    (@take $map:tt, $type:ty, $key:literal) => { $crate::wire::take::<$type>(&mut $map, $key) };
    (@put $map:tt, $field:expr, (group)) => { $field.write_to(&mut $map) };
    (@put $map:tt, $field:expr, (one $key:literal)) => { $crate::wire::put_one(&mut $map, $key, $field) };
    (@put $map:tt, $field:expr, $key:literal) => { $crate::wire::put(&mut $map, $key, $field) };
}

/// Implements [`Wire`] for structs that have no other form than a JSON object.
macro_rules! object_only {
    ($($name:ident),* $(,)?) => { $(
        impl $crate::wire::Wire for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                match value {
                    serde_json::Value::Object(map) => Some(Self::read_map(map)),
                    _ => None,
                }
            }

            fn write(&self) -> Option<serde_json::Value> {
                Some(serde_json::Value::Object(self.write_map()))
            }
        }
    )* };
}

pub(crate) use object_only;
pub(crate) use wire;
