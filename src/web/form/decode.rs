//! From the pairs of a form to a struct.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use crate::locale::Message;

/// How deep brackets may nest: `a[b][c][d]`.
const DEEPEST: usize = 6;

/// The first field that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct FormError {
    /// The field as the form names it, `poll[expires_in]`; empty for the form as a whole.
    pub field: String,
    /// What is wrong with it.
    pub message: Message,
}

impl FormError {
    fn because(key: &'static str) -> Self {
        Self { field: String::new(), message: key.into() }
    }

    /// The same error, seen from one level further out.
    fn within(mut self, outer: &str) -> Self {
        self.field = match self.field.split_once('[') {
            _ if self.field.is_empty() => outer.to_owned(),
            Some((first, rest)) => format!("{outer}[{first}][{rest}"),
            None => format!("{outer}[{}]", self.field),
        };
        self
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message.key)
    }
}

impl std::error::Error for FormError {}

impl de::Error for FormError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::because("form-unfit")
    }

    fn missing_field(field: &'static str) -> Self {
        Self { field: field.to_owned(), message: "form-required".into() }
    }
}

/// Makes a struct of pairs: repeated names and `name[]` make sequences, `name[inner]` structs.
pub fn from_pairs<T: DeserializeOwned>(pairs: impl IntoIterator<Item = (String, String)>) -> Result<T, FormError> {
    let mut root = Node::default();
    for (name, value) in pairs {
        let path = path_of(&name);
        if path.len() <= DEEPEST {
            root.insert(&path, value);
        }
    }
    T::deserialize(&root)
}

/// `poll[options][]` is `poll`, `options`, and an unnamed place in a sequence.
fn path_of(name: &str) -> Vec<&str> {
    let Some((first, rest)) = name.split_once('[').filter(|_| name.ends_with(']')) else { return vec![name] };
    let inner = rest.strip_suffix(']').unwrap_or(rest);
    std::iter::once(first).chain(inner.split("][")).collect()
}

/// What stands at one name: values, or further names.
#[derive(Default)]
struct Node {
    values: Vec<String>,
    children: Vec<(String, Node)>,
}

impl Node {
    fn insert(&mut self, path: &[&str], value: String) {
        match path {
            [] | [""] => self.values.push(value),
            // `people[][name]`: another element begins where the last one has that name already.
            ["", rest @ ..] => {
                let begun = self.children.last().is_some_and(|(_, last)| !last.has(rest));
                if !begun {
                    self.children.push((self.children.len().to_string(), Self::default()));
                }
                if let Some((_, last)) = self.children.last_mut() {
                    last.insert(rest, value);
                }
            }
            [name, rest @ ..] => self.child(name).insert(rest, value),
        }
    }

    fn child(&mut self, name: &str) -> &mut Self {
        let position = self.children.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.children.push((name.to_owned(), Self::default()));
            self.children.len() - 1
        });
        // The position was found or made just now.
        match self.children.get_mut(position) {
            Some((_, child)) => child,
            None => unreachable!("a child vanished"),
        }
    }

    fn has(&self, path: &[&str]) -> bool {
        match path {
            [] | [""] => !self.values.is_empty(),
            // A sequence within the element goes on, it does not begin another.
            ["", ..] => false,
            [name, rest @ ..] => match self.children.iter().find(|(known, _)| known == name) {
                Some((_, child)) => rest.first() != Some(&"") && child.has(rest),
                None => false,
            },
        }
    }

    /// The last value counts: a checkbox comes after the hidden field that stands for "no".
    fn text(&self) -> Result<&str, FormError> {
        self.values.last().map(String::as_str).ok_or_else(|| FormError::because("form-unfit"))
    }

    fn is_blank(&self) -> bool {
        self.children.is_empty() && self.values.last().is_none_or(|value| value.trim().is_empty())
    }
}

macro_rules! as_text {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
            Text(self.text()?).$method(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = FormError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match (self.children.is_empty(), self.values.len()) {
            (false, _) => self.deserialize_map(visitor),
            (true, 0 | 1) => visitor.visit_borrowed_str(self.text()?),
            (true, _) => self.deserialize_seq(visitor),
        }
    }

    as_text! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_identifier
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        if self.is_blank() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_seq(Elements { values: self.values.iter(), children: self.children.iter() })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_map(Members { children: self.children.iter(), next: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormError> {
        Text(self.text()?).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { unit unit_struct tuple tuple_struct }
}

/// The members of a struct or map, by name.
struct Members<'de> {
    children: std::slice::Iter<'de, (String, Node)>,
    next: Option<&'de (String, Node)>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = FormError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, FormError> {
        self.next = self.children.next();
        match self.next {
            Some((name, _)) => seed.deserialize(Text(name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, FormError> {
        let Some((name, node)) = self.next.take() else { return Err(FormError::because("form-unfit")) };
        seed.deserialize(node).map_err(|error| error.within(name))
    }
}

/// The elements of a sequence: values as they came, then structs.
struct Elements<'de> {
    values: std::slice::Iter<'de, String>,
    children: std::slice::Iter<'de, (String, Node)>,
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = FormError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, FormError> {
        if let Some(value) = self.values.next() {
            return seed.deserialize(Text(value)).map(Some);
        }
        match self.children.next() {
            Some((name, node)) => seed.deserialize(node).map(Some).map_err(|error| error.within(name)),
            None => Ok(None),
        }
    }
}

/// One value, which is whatever is asked for if it reads like it.
struct Text<'de>(&'de str);

macro_rules! numbers {
    ($($method:ident $visit:ident;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
            visitor.$visit(self.0.trim().parse().map_err(|_| FormError::because("form-number"))?)
        }
    )+};
}

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = FormError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.0.trim() {
            "1" | "true" | "on" | "yes" => visitor.visit_bool(true),
            "" | "0" | "false" | "off" | "no" => visitor.visit_bool(false),
            _ => Err(FormError::because("form-unfit")),
        }
    }

    numbers! {
        deserialize_i8 visit_i8;
        deserialize_i16 visit_i16;
        deserialize_i32 visit_i32;
        deserialize_i64 visit_i64;
        deserialize_u8 visit_u8;
        deserialize_u16 visit_u16;
        deserialize_u32 visit_u32;
        deserialize_u64 visit_u64;
        deserialize_f32 visit_f32;
        deserialize_f64 visit_f64;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        if self.0.trim().is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormError> {
        let word: StrDeserializer<'_, FormError> = self.0.into_deserializer();
        visitor.visit_enum(word)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
