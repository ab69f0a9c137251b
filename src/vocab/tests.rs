//! What is promised of reading and writing, shown on samples of our own, on recorded payloads and on hostile documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod accessors;
mod discovery;
mod faithful;
mod hostile;
mod payloads;
mod samples;
mod shapes;
mod stories;
mod writing;

use serde_json::{Value, json};

use crate::{Activity, Actor, Collection, Entity, Object};

/// Parses a document that must be readable.
fn entity(document: Value) -> Entity {
    Entity::parse(document.to_string().as_bytes()).unwrap()
}

/// Parses an object: a note, unless the document says otherwise.
fn object(fields: Value) -> Object {
    let mut document = json!({ "type": "Note", "id": "https://peer.example/1" });
    document.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    entity(document).object().expect("an object").clone()
}

fn actor(fields: Value) -> Actor {
    let mut document = json!({ "type": "Person", "id": "https://peer.example/eva" });
    document.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    entity(document).actor().expect("an actor").clone()
}

fn activity(document: Value) -> Activity {
    entity(document).activity().expect("an activity").clone()
}

fn collection(document: Value) -> Collection {
    entity(document).collection().expect("a collection").clone()
}

/// What we write, as JSON again.
fn written(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}
