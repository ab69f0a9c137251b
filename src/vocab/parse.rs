//! The gate: bytes from anywhere become a typed document here, or a reason.

use serde_json::{Map, Value};

use crate::entity::Entity;
use crate::iri::Iri;
use crate::limits;
use crate::wire::Wire;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// How deep lists and objects may be nested.
pub const MAX_DEPTH: usize = 64;

/// JSON-LD keywords that move values about: they would let a document mean one thing here and another elsewhere
/// (CVE-2026-42462, CVE-2026-48028 and their kin).
const REFUSED: [&str; 3] = ["@graph", "@included", "@reverse"];

/// Why a document was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Longer than [`MAX_BYTES`].
    #[error("the document has {0} bytes, more than the {MAX_BYTES} that are read")]
    TooLarge(usize),
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("the document is nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// Not JSON; the parser's complaint.
    #[error("the document is not JSON: {0}")]
    Json(String),
    /// JSON, but not an object.
    #[error("the document is not a JSON object")]
    NotAnObject,
    /// A JSON-LD keyword that is not accepted.
    #[error("the document uses the keyword {0}, which is not accepted")]
    Keyword(&'static str),
    /// What is missing, or not of the kind it must be.
    #[error("`{0}` is missing or not a string")]
    Missing(&'static str),
    /// An identifier that cannot be one.
    #[error("`id` is not an identifier")]
    Id,
}

impl Entity {
    /// Reads a document: at most [`MAX_BYTES`] long and [`MAX_DEPTH`] deep, an object with a `type`. Nothing else is fatal.
    ///
    /// Lists and texts longer than anyone honest sends are cut, NUL characters are dropped (PostgreSQL cannot store them).
    pub fn parse(bytes: &[u8]) -> Result<Entity, Malformed> {
        let mut map = read_json_object(bytes)?;
        if let Some(keyword) = REFUSED.into_iter().find(|keyword| map.contains_key(*keyword)) {
            return Err(Malformed::Keyword(keyword));
        }
        limits::apply(&mut map);
        check_identity(&map)?;
        Entity::read(Value::Object(map)).ok_or(Malformed::NotAnObject)
    }
}

/// A document has a type, unless it is a bare key, and an identifier that is one, unless it has none.
fn check_identity(map: &Map<String, Value>) -> Result<(), Malformed> {
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let typed = match map.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_text),
        kind => kind.is_some_and(is_text),
    };
    let is_key = map.get("publicKeyPem").is_some_and(is_text);
    if !typed && !is_key {
        return Err(Malformed::Missing("type"));
    }
    match map.get("id") {
        None | Some(Value::Null) => Ok(()),
        Some(id @ Value::String(_)) if Iri::read(id.clone()).is_some() => Ok(()),
        Some(_) => Err(Malformed::Id),
    }
}

/// Reads bytes as one JSON object within the limits of size and depth.
pub(crate) fn read_json_object(bytes: &[u8]) -> Result<Map<String, Value>, Malformed> {
    if bytes.len() > MAX_BYTES {
        return Err(Malformed::TooLarge(bytes.len()));
    }
    // Some blogs put a byte-order mark before everything.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if depth(bytes) > MAX_DEPTH {
        return Err(Malformed::TooDeep);
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Malformed::NotAnObject),
        Err(error) => Err(Malformed::Json(error.to_string())),
    }
}

/// How deep brackets are nested outside of strings, found without building anything.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
