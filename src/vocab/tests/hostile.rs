//! Documents that nobody honest sends: refused with the reason, or read as far as they make sense, never a panic.

use std::path::Path;

use serde_json::{Value, json};

use super::samples::json_files;
use super::{actor, entity, object};
use crate::{Entity, MAX_BYTES, MAX_DEPTH, Malformed};

/// Parses text that must be refused.
fn refused(text: &str) -> Malformed {
    Entity::parse(text.as_bytes()).expect_err("this must be refused")
}

#[test]
fn a_document_too_large_is_refused_before_it_is_read() {
    let text = format!(r#"{{"type":"Note","content":"{}"}}"#, "x".repeat(MAX_BYTES));
    assert_eq!(refused(&text), Malformed::TooLarge(text.len()));
}

#[test]
fn a_megabyte_of_keys_is_read() {
    let keys: Vec<_> = (0..70_000).map(|number| format!(r#""key{number}":1"#)).collect();
    let text = format!(r#"{{"type":"Note","id":"https://peer.example/1",{}}}"#, keys.join(","));
    assert!(text.len() > MAX_BYTES * 3 / 4 && text.len() < MAX_BYTES);
    let Ok(Entity::Object(note)) = Entity::parse(text.as_bytes()) else { panic!("a note") };
    assert_eq!(note.extra.len(), 70_000);
}

#[test]
fn depth_is_limited_and_counted_outside_of_strings() {
    let nested = |depth: usize| {
        let (open, close) = ("[".repeat(depth - 1), "]".repeat(depth - 1));
        format!(r#"{{"type":"Note","deep":{open}{close}}}"#)
    };
    assert!(Entity::parse(nested(MAX_DEPTH).as_bytes()).is_ok());
    assert_eq!(refused(&nested(MAX_DEPTH + 1)), Malformed::TooDeep);
    assert_eq!(refused(&nested(500_000)), Malformed::TooDeep);
    assert_eq!(refused(&"{\"a\":".repeat(100_000)), Malformed::TooDeep);
    let quoted = format!(r#"{{"type":"Note","content":"\"{}"}}"#, "[{".repeat(1000));
    assert!(Entity::parse(quoted.as_bytes()).is_ok());
}

/// Every level embedded as deep as it goes, on a stack of half the size that a worker thread has.
#[test]
fn the_deepest_document_needs_little_stack() {
    let wraps: [fn(Value) -> Value; 4] = [
        |inner| json!({ "type": "Announce", "actor": "https://peer.example/a", "object": inner }),
        |inner| json!({ "type": "Note", "attributedTo": inner }),
        |inner| json!({ "type": "Collection", "first": inner }),
        |inner| json!({ "type": "Person", "attributedTo": inner }),
    ];
    for wrap in wraps {
        let note = json!({ "type": "Note", "id": "https://peer.example/1" });
        let text = (1..MAX_DEPTH).fold(note, |inner, _| wrap(inner)).to_string();
        let read = move || {
            let entity = Entity::parse(text.as_bytes()).unwrap();
            assert_eq!(entity, entity.clone());
            assert!(entity.to_json().len() > text.len());
        };
        std::thread::Builder::new().stack_size(1024 * 1024).spawn(read).unwrap().join().unwrap();
    }
}

#[test]
fn what_is_not_json_is_refused_by_name() {
    for text in ["", "nonsense", "{", r#"{"type":"Note"} {}"#, r#"{"type":"Note","size":1e999}"#, r#"{"a":"\ud800"}"#] {
        assert!(matches!(refused(text), Malformed::Json(_)), "{text}");
    }
    assert!(matches!(Entity::parse(b"{\"type\":\"\xff\"}"), Err(Malformed::Json(_))));
    for text in ["[]", "1", "null", "\"https://peer.example/1\"", r#"[{"type":"Note"}]"#] {
        assert_eq!(refused(text), Malformed::NotAnObject, "{text}");
    }
    assert!(Entity::parse(b"\xef\xbb\xbf{\"type\":\"Note\"}").is_ok());
}

#[test]
fn keywords_that_restructure_a_document_are_refused() {
    for keyword in ["@graph", "@included", "@reverse"] {
        let text = json!({ "type": "Note", keyword: [] }).to_string();
        assert_eq!(refused(&text), Malformed::Keyword(keyword));
        assert!(refused(&text).to_string().contains(keyword));
    }
}

#[test]
fn only_type_and_id_are_demanded() {
    assert_eq!(refused("{}"), Malformed::Missing("type"));
    assert_eq!(refused(r#"{"type":[],"id":"https://peer.example/1"}"#), Malformed::Missing("type"));
    assert_eq!(refused(r#"{"type":{},"id":"https://peer.example/1"}"#), Malformed::Missing("type"));
    for id in [json!(7), json!([]), json!({}), json!(""), json!(true), json!("x".repeat(5000))] {
        assert_eq!(refused(&json!({ "type": "Note", "id": id }).to_string()), Malformed::Id);
    }
    assert_eq!(entity(json!({ "type": "Note", "id": null })).id(), None);
    assert_eq!(refused("{}").to_string(), "`type` is missing or not a string");
}

#[test]
fn of_duplicate_keys_the_last_counts() {
    let text = r#"{"type":"Note","id":"https://peer.example/1","type":"Article","id":"https://peer.example/2"}"#;
    let article = Entity::parse(text.as_bytes()).unwrap();
    assert_eq!((article.kind(), article.id().unwrap().as_str()), ("Article", "https://peer.example/2"));
}

#[test]
fn nul_characters_vanish() {
    let note = object(
        json!({ "content": "a\0b", "contentMap": { "en": "\0a" }, "x\0y": 1, "attachment": [{ "name": "\0" }] }),
    );
    assert_eq!(note.content.as_deref(), Some("ab"));
    assert_eq!(note.content_map["en"], "a");
    assert!(!note.to_json().contains("\\u0000"));
    assert!(note.extra.is_empty());
}

#[test]
fn lists_beyond_belief_are_cut() {
    let many = |number: usize, one: Value| Value::Array(vec![one; number]);
    let note = object(json!({
        "oneOf": many(10_000, json!({ "type": "Note", "name": "x" })),
        "tag": many(10_000, json!({ "type": "Hashtag", "name": "#x" })),
        "to": many(10_000, json!("https://peer.example/1")),
        "attachment": many(1000, json!({ "type": "Image", "url": "https://peer.example/1.png" })),
    }));
    assert_eq!((note.one_of.len(), note.tag.len(), note.to.len(), note.attachment.len()), (500, 1000, 2000, 50));
    let eva = actor(json!({
        "alsoKnownAs": many(10_000, json!("https://peer.example/1")),
        "attributionDomains": many(1000, json!("peer.example")),
        "attachment": many(1000, json!({ "type": "PropertyValue", "name": "x", "value": "y" })),
        "publicKey": many(100, json!({ "id": "https://peer.example/eva#k", "publicKeyPem": "x" })),
    }));
    assert_eq!((eva.also_known_as.len(), eva.attribution_domains.len()), (256, 256));
    assert_eq!((eva.fields().count(), eva.public_key.len()), (50, 10));
}

#[test]
fn texts_beyond_belief_are_cut_between_characters() {
    let long = "é".repeat(30_000);
    let eva = actor(json!({
        "name": long, "summary": long, "preferredUsername": long,
        "attachment": [{ "type": "PropertyValue", "name": long, "value": long }],
        "icon": { "type": "Image", "url": "https://peer.example/1.png", "name": long },
    }));
    let length = |text: &Option<String>| text.as_ref().unwrap().chars().count();
    assert_eq!((length(&eva.name), length(&eva.summary), length(&eva.preferred_username)), (2048, 20_480, 2048));
    assert_eq!(eva.fields().next().unwrap().1.chars().count(), 2048);
    assert_eq!(eva.avatar().unwrap().alt().unwrap().chars().count(), 10_000);
    assert_eq!(object(json!({ "content": long })).content.unwrap().chars().count(), 30_000);
}

/// Every place in every sample in turn holds something that does not belong there.
#[test]
fn any_field_may_hold_anything() {
    let wrong = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!("x"),
        json!([[[]], null, 1, "x", {}]),
        json!({}),
        json!({ "type": 5, "id": [], "href": {}, "url": [[]], "name": 1 }),
        json!({ "0": {}, "1": "x" }),
    ];
    let mut tried = 0;
    for file in json_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")) {
        let sample: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        for path in paths(&sample) {
            for value in &wrong {
                let mut document = sample.clone();
                *document.pointer_mut(&path).unwrap() = value.clone();
                survives(&document, &format!("{} with {value} at {path}", file.display()));
                tried += 1;
            }
        }
    }
    assert!(tried > 10_000, "only {tried} documents tried");
}

/// The pointers to every value below the top, contexts excepted.
fn paths(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| *key != "@context")
            .map(|(key, child)| (key.replace('~', "~0").replace('/', "~1"), child))
            .collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, child)| (index.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    let below = |(key, child): (String, &Value)| {
        let own = format!("/{key}");
        paths(child).into_iter().map(|path| format!("{own}{path}")).chain([own.clone()]).collect::<Vec<_>>()
    };
    children.into_iter().flat_map(below).collect()
}

/// The document is read, unless its own type or id is at fault, and what is left of it stays the same however often it is
/// written and read.
fn survives(document: &Value, what: &str) {
    let read = |text: &str| Entity::parse(text.as_bytes()).unwrap_or_else(|reason| panic!("{what}: {reason}"));
    match Entity::parse(document.to_string().as_bytes()) {
        Ok(entity) => {
            let again = read(&entity.to_json());
            if entity != again {
                assert_eq!(again, read(&again.to_json()), "{what}");
            }
            assert_eq!((entity.id(), entity.kind()), (again.id(), again.kind()), "{what}");
        }
        Err(Malformed::Missing("type")) => assert!(!document["type"].is_string() || document["type"] == "", "{what}"),
        Err(Malformed::Id) => assert!(!document["id"].is_null(), "{what}"),
        Err(reason) => panic!("{what}: {reason}"),
    }
}

/// Bytes cut off and bytes changed, the same ones every time.
#[test]
fn damaged_bytes_never_panic() {
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for file in json_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")) {
        let bytes = std::fs::read(&file).unwrap();
        for _ in 0..50 {
            let _ = Entity::parse(&bytes[..random(bytes.len())]);
            let mut changed = bytes.clone();
            for _ in 0..3 {
                let place = random(changed.len());
                changed[place] = random(256) as u8;
            }
            if let Ok(entity) = Entity::parse(&changed) {
                assert!(Entity::parse(entity.to_json().as_bytes()).is_ok(), "{}", file.display());
            }
        }
    }
}
