//! What a request says: its query string, and its body as JSON, url-encoded or multipart, all read alike.

use std::future::{Ready, ready};
use std::ops::{Deref, DerefMut};

use actix_web::{FromRequest, HttpRequest, dev};
use futures::future::LocalBoxFuture;
use host::App;
use host::web::Upload;
use host::web::form::{self, FormError};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use crate::error::{Error, Result};

/// How many values a request may have.
const MOST_VALUES: usize = 1000;
/// How deep they may nest.
const DEEPEST: usize = 5;

/// The query string, in the way of Rails: `id[]=1&id[]=2`, `poll[options][]=a`.
#[derive(Debug, Clone)]
pub(crate) struct Params<T>(pub(crate) T);

impl<T> Deref for Params<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(form::from_pairs(query_pairs(req)).map(Self).map_err(unfit))
    }
}

/// The pairs of the query string.
pub(crate) fn query_pairs(req: &HttpRequest) -> Vec<(String, String)> {
    let pairs = url::form_urlencoded::parse(req.query_string().as_bytes());
    pairs.take(MOST_VALUES).map(|(name, value)| (name.into_owned(), form::plain(&value))).collect()
}

/// The body: JSON, url-encoded or multipart with files; what the query string says counts too, as it does at Mastodon. An empty
/// body is one without values.
#[derive(Debug)]
pub(crate) struct Body<T> {
    /// What it says.
    pub(crate) fields: T,
    /// The files that came with it.
    pub(crate) uploads: Vec<Upload>,
}

impl<T> Body<T> {
    /// What it says.
    pub(crate) fn into_inner(self) -> T {
        self.fields
    }

    /// Takes the file of a field out, where one came.
    pub(crate) fn take_upload(&mut self, field: &str) -> Option<Upload> {
        let position = self.uploads.iter().position(|upload| upload.field == field)?;
        Some(self.uploads.remove(position))
    }
}

impl<T> Deref for Body<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.fields
    }
}

impl<T> DerefMut for Body<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.fields
    }
}

impl<T: DeserializeOwned> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let mut pairs = query_pairs(&req);
            let mut uploads = Vec::new();
            match form::content_type(&req) {
                "application/x-www-form-urlencoded" | "multipart/form-data" => {
                    let upload_bytes = App::of(&req)?.web.upload_bytes;
                    let body = form::Body::of_program(&req, payload, upload_bytes).await?;
                    pairs.extend(body.pairs);
                    uploads = body.uploads;
                }
                // Some clients say nothing of what they send, and some nothing at all.
                _ => pairs.extend(json_pairs(&form::read_bytes(payload).await?)?),
            }
            let fields = form::from_pairs(pairs).map_err(unfit)?;
            Ok(Self { fields, uploads })
        })
    }
}

fn json_pairs(bytes: &[u8]) -> Result<Vec<(String, String)>> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Vec::new());
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|_| Error::bad_request("The body is no JSON"))?;
    let Value::Object(object) = value else { return Err(Error::bad_request("The body is no JSON object")) };
    let mut pairs = Vec::new();
    for (name, value) in object {
        flatten(name, value, 0, &mut pairs)?;
    }
    Ok(pairs)
}

/// JSON as the pairs of a form, so that one reading serves both: `{"poll": {"options": ["a"]}}` is `poll[options][]=a`.
fn flatten(name: String, value: Value, depth: usize, pairs: &mut Vec<(String, String)>) -> Result<()> {
    if depth > DEEPEST || pairs.len() >= MOST_VALUES {
        return Err(Error::bad_request("The body has too many values"));
    }
    match value {
        Value::Null => {}
        Value::Bool(yes) => pairs.push((name, yes.to_string())),
        Value::Number(number) => pairs.push((name, number.to_string())),
        Value::String(text) => pairs.push((name, form::plain(&text))),
        // An empty list says something else than no list.
        Value::Array(values) if values.is_empty() => pairs.push((format!("{name}[]"), String::new())),
        Value::Array(values) => {
            for (place, value) in values.into_iter().enumerate() {
                let inner = if value.is_object() { format!("{name}[{place}]") } else { format!("{name}[]") };
                flatten(inner, value, depth + 1, pairs)?;
            }
        }
        Value::Object(object) => {
            for (inner, value) in object {
                flatten(format!("{name}[{inner}]"), value, depth + 1, pairs)?;
            }
        }
    }
    Ok(())
}

fn unfit(error: FormError) -> Error {
    let (code, words) = match error.message.key.as_ref() {
        "form-required" => ("ERR_BLANK", "can't be blank"),
        "form-number" => ("ERR_INVALID", "is not a number"),
        _ => ("ERR_INVALID", "is invalid"),
    };
    Error::invalid(&error.field, code, words)
}

/// A text that may be left out, which is not the same as an empty one: `note=` empties it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typed(pub(crate) Option<String>);

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Some(text)))
    }
}

/// A list that may be left out, which is not the same as an empty one: `media_ids[]=` empties it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Several<T>(pub(crate) Option<Vec<T>>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Several<T> {
    /// The values; none where there is no list.
    pub(crate) fn into_vec(self) -> Vec<T> {
        self.0.unwrap_or_default()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Vec::<Option<T>>::deserialize(deserializer)?;
        Ok(Self(Some(values.into_iter().flatten().collect())))
    }
}

#[cfg(test)]
mod tests;
