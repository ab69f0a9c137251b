//! What typed documents answer when asked.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{actor, object};
use crate::{Iri, whole_seconds};

#[test]
fn an_iri_knows_its_host_and_origin() {
    let host = |text: &str| Iri::new(text).host();
    assert_eq!(host("https://Peer.example/users/eva").as_deref(), Some("peer.example"));
    assert_eq!(host("https://peer.example:443/").as_deref(), Some("peer.example"));
    assert_eq!(host("http://left.test:8111/actors/1").as_deref(), Some("left.test:8111"));
    assert_eq!(host("https://[::1]:8080/").as_deref(), Some("[::1]:8080"));
    assert_eq!(host("acct:eva@peer.example"), None);
    assert_eq!(host("/tags/x"), None);

    let same = |one: &str, two: &str| Iri::new(one).same_origin(&Iri::new(two));
    assert!(same("https://peer.example/a", "https://PEER.example:443/b"));
    for other in [
        "http://peer.example/a",
        "https://peer.example:8443/a",
        "https://peer.example.evil.example/a",
        "https://sub.peer.example/a",
        "tag:peer.example,2026:1",
        "https://peer.example@evil.example/a",
        "",
        "peer.example/a",
    ] {
        assert!(!same("https://peer.example/a", other), "{other}");
    }
    assert!(!same("tag:peer.example,2026:1", "tag:peer.example,2026:1"));
    assert!(!same("data:text/plain,x", "data:text/plain,x"));
}

#[test]
fn everyone_is_spelt_in_several_ways() {
    for spelling in [Iri::PUBLIC, "as:Public", "Public"] {
        assert!(Iri::new(spelling).is_public());
    }
    assert!(!Iri::new("https://peer.example/public").is_public());
    assert_eq!(Iri::new("https://peer.example/eva#main-key").document(), "https://peer.example/eva");
}

#[test]
fn the_author_is_a_person_before_a_group() {
    let author = |value: Value| object(json!({ "attributedTo": value })).author().map(Iri::to_string);
    let person = json!({ "type": "Person", "id": "https://tube.example/eva" });
    let group = json!({ "type": "Group", "id": "https://tube.example/talks" });
    assert_eq!(author(json!([group, person])).as_deref(), Some("https://tube.example/eva"));
    assert_eq!(author(json!(group)).as_deref(), Some("https://tube.example/talks"));
    assert_eq!(author(json!(null)), None);
    let note = object(json!({ "actor": "https://mob.example/eva" }));
    assert_eq!(note.author().unwrap(), "https://mob.example/eva");
}

#[test]
fn the_page_is_the_html_link_wherever_it_stands() {
    let page = |url: Value| object(json!({ "url": url })).html_url().map(Iri::to_string);
    let link =
        |kind: &str, key: &str| json!({ "type": "Link", key: kind, "href": format!("https://peer.example/{kind}") });
    assert_eq!(page(json!("https://peer.example/1")).as_deref(), Some("https://peer.example/1"));
    assert_eq!(
        page(json!([link("audio/mpeg", "mediaType"), link("text/html", "mediaType")])).as_deref(),
        Some("https://peer.example/text/html")
    );
    assert_eq!(
        page(json!([link("audio/mpeg", "mimeType"), link("text/html", "mimeType")])).as_deref(),
        Some("https://peer.example/text/html")
    );
    assert_eq!(
        page(json!([link("audio/mpeg", "mediaType"), "https://peer.example/1"])).as_deref(),
        Some("https://peer.example/1")
    );
    assert_eq!(page(json!([link("audio/mpeg", "mediaType")])).as_deref(), Some("https://peer.example/audio/mpeg"));
    assert_eq!(page(json!([{ "type": "Link" }])), None);
}

#[test]
fn a_quote_is_found_under_every_key() {
    let quoted = "https://club.example/objects/12";
    for key in ["quote", "quoteUri", "quoteUrl", "_misskey_quote"] {
        assert_eq!(object(json!({ key: quoted })).quoted().unwrap(), quoted, "{key}");
    }
    let link = json!({ "type": "Link", "href": quoted, "rel": "https://misskey-hub.net/ns#_misskey_quote" });
    assert_eq!(object(json!({ "tag": [link] })).quoted().unwrap(), quoted);
    assert_eq!(object(json!({ "tag": [{ "type": "Link", "href": quoted }] })).quoted(), None);
}

#[test]
fn the_language_is_the_one_that_repeats_the_text() {
    let language = |fields: Value| object(fields).language().map(str::to_owned);
    assert_eq!(language(json!({ "content": "b", "contentMap": { "de": "a", "fr": "b" } })).as_deref(), Some("fr"));
    assert_eq!(language(json!({ "content": "x", "contentMap": { "de": "y" } })).as_deref(), Some("de"));
    assert_eq!(language(json!({ "content": "x", "contentMap": { "de": "y", "fr": "z" } })), None);
    assert_eq!(language(json!({ "content": "x", "inLanguage": "it" })).as_deref(), Some("it"));
    assert_eq!(language(json!({ "language": { "identifier": "ko", "name": "한국어" } })).as_deref(), Some("ko"));
    assert_eq!(language(json!({ "inLanguage": "und" })), None);
    assert_eq!(object(json!({ "contentMap": { "fr": "b" } })).text(), Some("b"));
}

#[test]
fn a_poll_says_its_options_and_whether_several_count() {
    let options = json!([{ "type": "Note", "name": "a", "replies": { "type": "Collection", "totalItems": 3 } }, { "name": "b" }, { "type": "Note" }]);
    let note = object(json!({ "type": "Question", "anyOf": options }));
    let (options, several) = note.poll().unwrap();
    assert!(several);
    assert_eq!(
        options.iter().map(|option| (option.name.as_str(), option.votes)).collect::<Vec<_>>(),
        [("a", Some(3)), ("b", None)]
    );
    assert!(!object(json!({ "oneOf": [{ "name": "a" }] })).poll().unwrap().1);
    assert_eq!(object(json!({})).poll(), None);
}

#[test]
fn an_event_is_cancelled_in_three_ways() {
    for (key, value) in
        [("status", "CANCELLED"), ("ical:status", "CANCELLED"), ("eventStatus", "https://schema.org/EventCancelled")]
    {
        assert!(object(json!({ "type": "Event", key: value })).event.is_cancelled(), "{key}");
    }
    assert!(!object(json!({ "type": "Event", "status": "CONFIRMED" })).event.is_cancelled());
}

#[test]
fn an_actor_answers_for_its_software() {
    let rfc = "https://datatracker.ietf.org/doc/html/rfc9421";
    assert!(actor(json!({ "generator": { "type": "Application", "implements": [{ "href": rfc }] } })).implements(rfc));
    assert!(actor(json!({ "type": "Application", "implements": rfc })).implements(rfc));
    assert!(!actor(json!({ "generator": "https://peer.example/actor" })).implements(rfc));
}

#[test]
fn stored_times_go_out_in_whole_seconds() {
    let stored = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap().and_hms_milli_opt(3, 4, 5, 678).unwrap();
    assert_eq!(whole_seconds(stored).to_rfc3339(), "2026-01-02T03:04:05+00:00");
}
