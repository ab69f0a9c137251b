//! How much of one thing is believed. Beyond lies no honest document: what exceeds a limit is cut, not refused.

use serde_json::{Map, Value};

/// The most elements that are kept of a list under this key.
fn most(key: &str) -> usize {
    match key {
        "publicKey" | "assertionMethod" => 10,
        "icon" | "image" | "attachment" => 50,
        "url" => 200,
        "alsoKnownAs" | "attributionDomains" => 256,
        "oneOf" | "anyOf" => 500,
        "tag" | "audience" => 1000,
        "to" | "cc" => 2000,
        _ => usize::MAX,
    }
}

/// The most characters that are kept of a text under this key, inside a value under that parent key.
fn longest(parent: &str, key: &str) -> usize {
    match (parent, key) {
        ("attachment" | "icon" | "image", "name" | "summary") => 10_000,
        (_, "name" | "value" | "preferredUsername" | "webfinger") => 2048,
        (_, "summary") => 20 * 1024,
        (_, "blurhash") => 256,
        _ => usize::MAX,
    }
}

/// Cuts lists and texts to their limits and drops NUL characters, in a whole document.
pub(crate) fn apply(document: &mut Map<String, Value>) {
    object("", document);
}

fn object(parent: &str, map: &mut Map<String, Value>) {
    if map.keys().any(|key| key.contains('\0')) {
        map.retain(|key, _| !key.contains('\0'));
    }
    for (key, child) in map.iter_mut() {
        value(parent, key, child);
    }
}

fn value(parent: &str, key: &str, child: &mut Value) {
    match child {
        Value::String(string) => text(string, longest(parent, key)),
        Value::Array(items) => {
            items.truncate(most(key));
            for item in items {
                value(parent, key, item);
            }
        }
        Value::Object(map) => object(key, map),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn text(string: &mut String, longest: usize) {
    if string.contains('\0') {
        string.retain(|character| character != '\0');
    }
    if string.len() > longest
        && let Some((end, _)) = string.char_indices().nth(longest)
    {
        string.truncate(end);
    }
}
