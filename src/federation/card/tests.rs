#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use vocab::{Entity, Object};

use super::{Card, content, files};
use crate::kind::{Claim, Kinds, ObjectKind};

fn object(json: &str) -> Object {
    match Entity::parse(json.as_bytes()).unwrap() {
        Entity::Object(object) => *object,
        other => panic!("no object: {other:?}"),
    }
}

#[test]
fn whatever_says_something_is_shown() {
    for json in [
        r#"{"type": "Note", "content": "x"}"#,
        r#"{"type": "Zebra", "name": "x"}"#,
        r#"{"type": "Album", "summary": "x"}"#,
        r#"{"type": "Image", "attachment": [{"type": "Image", "url": "https://a.example/x"}]}"#,
        r#"{"type": "Question", "oneOf": [{"name": "a"}]}"#,
    ] {
        assert_eq!(Card.claim(&object(json)), Claim::Fallback, "{json}");
    }
    for json in [r#"{"type": "Note"}"#, r#"{"type": "Tombstone", "name": "x"}"#, r#"{"type": "Place", "name": "x"}"#] {
        assert_eq!(Card.claim(&object(json)), Claim::No, "{json}");
    }
}

#[test]
fn when_and_where_stand_above_the_text() {
    let cases = [
        (r#""startTime": "2026-05-01T10:00:00Z""#, "<p>📅 2026-05-01 10:00 UTC</p>t"),
        (
            r#""startTime": "2026-05-01T10:00:00Z", "endTime": "2026-05-01T12:30:00Z""#,
            "<p>📅 2026-05-01 10:00–12:30 UTC</p>t",
        ),
        (
            r#""startTime": "2026-05-01T10:00:00Z", "endTime": "2026-05-03T12:30:00Z""#,
            "<p>📅 2026-05-01 10:00 – 2026-05-03 12:30 UTC</p>t",
        ),
        (
            r#""startTime": "2026-05-01T10:00:00Z", "endTime": "2026-04-01T00:00:00Z""#,
            "<p>📅 2026-05-01 10:00 UTC</p>t",
        ),
        (r#""location": {"type": "Place", "name": "Hall", "address": "1 Main St"}"#, "<p>📍 Hall, 1 Main St</p>t"),
        (
            r#""location": {"type": "VirtualLocation", "url": "https://meet.example/x"}"#,
            "<p>📍 https://meet.example/x</p>t",
        ),
        (r#""location": {"type": "Place"}"#, "t"),
    ];
    for (more, expected) in cases {
        assert_eq!(content(&object(&format!(r#"{{"type": "Meeting", "name": "x", {more}}}"#)), "t"), expected);
    }
}

#[test]
fn a_film_is_found_among_the_files_of_its_stream() {
    let video = object(
        r#"{"type": "Video", "name": "x", "duration": "PT61S", "url": [
            {"type": "Link", "mediaType": "text/html", "href": "https://a.example/w"},
            {"type": "Link", "mediaType": "application/x-mpegURL", "href": "https://a.example/p.m3u8", "tag": [
                {"type": "Link", "mediaType": "video/mp4", "href": "https://a.example/v.mp4", "width": 640, "height": 360}]}]}"#,
    );
    let files = files(&video);
    let file = files.first().unwrap();
    assert_eq!((file.url.as_str(), file.width, file.duration_ms), ("https://a.example/v.mp4", Some(640), Some(61_000)));
}

/// Claims notes with pictures exactly, other notes if nobody else does.
struct Gallery;

impl ObjectKind for Gallery {
    fn name(&self) -> &'static str {
        "gallery"
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Note"]
    }

    fn claim(&self, object: &Object) -> Claim {
        match (object.is("Note"), object.attachment.is_empty()) {
            (true, false) => Claim::Exact,
            (true, true) => Claim::Fallback,
            _ => Claim::No,
        }
    }
}

/// Claims every note exactly, pictures or not.
struct Greedy;

impl ObjectKind for Greedy {
    fn name(&self) -> &'static str {
        "greedy"
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Note"]
    }

    fn claim(&self, object: &Object) -> Claim {
        if object.is("Note") { Claim::Exact } else { Claim::No }
    }
}

/// Claims every note exactly that has no attachment.
struct Words;

impl ObjectKind for Words {
    fn name(&self) -> &'static str {
        "words"
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Note"]
    }

    fn claim(&self, object: &Object) -> Claim {
        if object.is("Note") && object.attachment.is_empty() { Claim::Exact } else { Claim::No }
    }

    fn samples(&self) -> &'static [&'static str] {
        &[r#"{"type": "Note", "content": "x"}"#]
    }
}

#[test]
fn two_kinds_that_want_the_same_are_found_out() {
    let words = ("microblog", &Words as &dyn ObjectKind);
    assert!(Kinds::new([words, ("photos", &Gallery as &dyn ObjectKind)]).quarrels().is_empty());
    let quarrels = Kinds::new([words, ("other", &Greedy as &dyn ObjectKind)]).quarrels();
    assert_eq!(quarrels.len(), 1);
    assert!(quarrels[0].contains(r#"["words", "greedy"]"#), "{quarrels:?}");
}

#[test]
fn the_strongest_claim_wins_and_a_card_is_left_for_the_rest() {
    let claimed = |kinds: &Kinds, json: &str| kinds.claim(&object(json)).map(|kind| kind.name());
    let picture =
        r#"{"type": "Note", "content": "x", "attachment": [{"type": "Image", "url": "https://a.example/x"}]}"#;
    let (words, event) = (r#"{"type": "Note", "content": "x"}"#, r#"{"type": "Event", "name": "x"}"#);
    let both = Kinds::new([("photos", &Gallery as &dyn ObjectKind), ("microblog", &Words as &dyn ObjectKind)]);
    assert_eq!(
        [claimed(&both, picture), claimed(&both, words), claimed(&both, event)],
        [Some("gallery"), Some("words"), Some("card")]
    );
    let one = Kinds::new([("photos", &Gallery as &dyn ObjectKind)]);
    assert_eq!(claimed(&one, words), Some("gallery"));
    let none = Kinds::new([]);
    assert_eq!([claimed(&none, picture), claimed(&none, r#"{"type": "Tombstone"}"#)], [Some("card"), None]);
    assert_eq!(both.stall("words"), Some("microblog"));
    assert!(both.find("card").is_some() && both.find("unknown").is_none());
}
