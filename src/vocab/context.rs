//! The `@context` of everything we write.

use serde_json::Value;

use crate::activity::Activity;
use crate::actor::Actor;
use crate::collection::Collection;
use crate::entity::Entity;
use crate::object::Object;
use crate::wire::Wire;

/// The value of `@context`, as JSON: the two vocabularies that everyone has at hand, and every further term that we write.
///
/// No third address: Funkwhale fetches any other while it parses, and gives up when that fails.
pub const CONTEXT: &str = include_str!("context.json");

macro_rules! to_json {
    ($($name:ident),*) => { $(
        impl $name {
            /// The whole document, with `@context`.
            pub fn to_json(&self) -> String {
                document(self)
            }
        }
    )* };
}

to_json!(Activity, Actor, Collection, Entity, Object);

/// Writes a document: its own keys after the context.
fn document(body: &impl Wire) -> String {
    let body = body
        .write()
        .unwrap_or(Value::Object(serde_json::Map::new()))
        .to_string();
    let context = CONTEXT.trim_end();
    match body.strip_prefix('{') {
        Some("}") | None => format!(r#"{{"@context":{context}}}"#),
        Some(rest) => format!(r#"{{"@context":{context},{rest}"#),
    }
}
