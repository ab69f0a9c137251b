use serde_json::{Value, json};

use super::objections;

/// An event that all of them take, as `mobilizon.md` has it.
fn sound() -> Value {
    json!({
        "id": "https://club.example/objects/1", "url": "https://club.example/@club/1", "type": "Event",
        "attributedTo": "https://club.example/actors/1", "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "name": "Board games evening", "content": "<p>Bring a game.</p>", "published": "2026-11-22T10:00:00Z",
        "startTime": "2026-12-18T19:00:00+01:00", "endTime": "2026-12-18T23:00:00+01:00", "timezone": "Europe/Berlin",
        "status": "CONFIRMED", "ical:status": "CONFIRMED", "category": "GAMES", "joinMode": "restricted",
        "maximumAttendeeCapacity": 40, "repliesModerationOption": "allow_all", "isOnline": false, "draft": false,
        "location": {"type": "Place", "name": "Club room", "latitude": 50.7352, "longitude": 7.0,
            "address": {"type": "PostalAddress", "streetAddress": "Markt 1"}},
        "attachment": [
            {"type": "Document", "mediaType": "image/jpeg", "url": "https://club.example/media/b.jpg"},
            {"type": "Link", "mediaType": "text/html", "href": "https://meet.example/room", "name": "Website"},
        ],
        "tag": [{"type": "Hashtag", "name": "#games"}],
    })
}

#[test]
fn what_all_of_them_take_meets_no_objection() {
    assert_eq!(objections(&sound()), Vec::<String>::new());
    let create = json!({"type": "Create", "id": "https://club.example/objects/1/activity",
        "actor": "https://club.example/actors/1", "object": sound()});
    assert_eq!(objections(&create), Vec::<String>::new());
    assert_eq!(objections(&json!({"type": "Create", "object": {"type": "Note"}})), Vec::<String>::new());
}

#[test]
fn what_any_of_them_drops_is_said() {
    let spoilt = [
        ("name", json!("ab")),
        ("name", json!("x".repeat(201))),
        ("startTime", Value::Null),
        ("startTime", json!("2026-12-18 19:00")),
        ("endTime", json!("2026-12-18T18:00:00+01:00")),
        ("timezone", json!("CET+1")),
        ("attributedTo", json!(["https://club.example/actors/1", "https://club.example/actors/2"])),
        ("to", json!([])),
        ("contacts", Value::Null),
        ("joinMode", json!("none")),
        ("joinMode", json!("external")),
        ("status", Value::Null),
        ("status", json!("postponed")),
        ("repliesModerationOption", json!("some")),
        ("maximumAttendeeCapacity", json!(-1)),
        ("category", json!("Board games")),
        ("location", json!([{"type": "Place", "name": "here"}])),
        ("location", json!({"type": "Place", "name": "here", "latitude": 52, "longitude": 7.5})),
        ("location", json!({"type": "Place", "name": "here", "latitude": null, "longitude": null})),
        ("attachment", Value::Null),
        ("attachment", json!({"type": "Document"})),
        ("attachment", json!([{"type": "Document", "url": "https://club.example/media/b.jpg"}])),
        ("attachment", json!([{"type": "PropertyValue", "mediaType": "text/plain", "name": "a", "value": "b"}])),
        (
            "attachment",
            json!([{"type": "Link", "mediaType": "text/html", "href": "https://meet.example"},
            {"type": "Document", "mediaType": "image/png", "url": "https://club.example/b.png"}]),
        ),
        ("tag", json!([{"type": "Hashtag", "name": "#x"}])),
        ("draft", json!(true)),
    ];
    for (key, value) in spoilt {
        let mut event = sound();
        event[key] = value.clone();
        assert!(!objections(&event).is_empty(), "{key} {value} was taken");
    }
    let foreign = json!({"type": "Update", "id": "https://other.example/1", "actor": "https://club.example/actors/1",
        "object": sound()});
    assert!(!objections(&foreign).is_empty());
    let by_another = json!({"type": "Create", "id": "https://club.example/1", "actor": "https://club.example/actors/2",
        "object": sound()});
    assert!(!objections(&by_another).is_empty());
}
