use serde_json::{Value, json};

use super::{objections, of_channel, of_collection, of_library, of_library_page, of_page, of_shelved};

/// A track that it takes, as `funkwhale.md` has it.
fn sound() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/activitystreams", {"fw": "https://funkwhale.audio/ns#"}],
        "type": "Create", "id": "https://club.example/objects/1/activity", "actor": "https://club.example/actors/1",
        "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "object": {
            "id": "https://club.example/objects/1", "type": "Audio", "name": "Episode 1",
            "attributedTo": "https://club.example/actors/1", "published": "2026-11-22T10:00:00Z",
            "url": [
                {"type": "Link", "mediaType": "text/html", "href": "https://club.example/@ana/1"},
                {"type": "Link", "mediaType": "audio/mpeg", "href": "https://club.example/files/1", "size": 12},
            ],
            "position": 1, "disc": 1, "license": "https://creativecommons.org/licenses/by/4.0/",
            "image": {"type": "Image", "url": "https://club.example/media/1.jpg", "mediaType": "image/jpeg"},
            "tag": [{"type": "Hashtag", "name": "#punk"}],
        },
    })
}

#[test]
fn what_it_takes_meets_no_objection() {
    assert_eq!(objections(&sound()), Vec::<String>::new());
    assert_eq!(objections(&json!({"type": "Create", "object": {"type": "Note"}})), Vec::<String>::new());
}

#[test]
fn what_it_drops_is_said() {
    let spoilt = [
        ("name", json!(" ")),
        ("url", json!("https://club.example/files/1")),
        ("url", json!([{"type": "Link", "mediaType": "text/html", "href": "https://club.example/@ana/1"}])),
        ("url", json!([{"type": "Link", "href": "https://club.example/files/1"}])),
        ("duration", json!("PT3M33S")),
        ("position", json!("1/3")),
        ("disc", json!(0)),
        ("album", json!({"type": "Album", "name": "One"})),
        ("license", json!("CC BY")),
        ("image", json!({"type": "Image", "url": "https://club.example/media/1.jpg", "mediaType": "video/mp4"})),
        ("tag", json!([{"type": "Mention", "name": "@bob"}])),
        ("tag", json!([{"type": "Hashtag", "name": "x".repeat(101)}])),
        ("library", json!("https://club.example/libraries/1")),
        ("attributedTo", json!("https://club.example/actors/2")),
        ("published", json!("2026-11-22 10:00")),
    ];
    for (key, value) in spoilt {
        let mut create = sound();
        create["object"][key] = value.clone();
        assert_ne!(objections(&create), Vec::<String>::new(), "{key}: {value}");
    }
    for (key, value) in [
        ("to", json!([])),
        ("to", json!("https://www.w3.org/ns/activitystreams#Public")),
        ("@context", Value::Null),
        ("@context", json!(["https://www.w3.org/ns/activitystreams", "https://elsewhere.example/context.json"])),
    ] {
        let mut create = sound();
        create[key] = value.clone();
        assert_ne!(objections(&create), Vec::<String>::new(), "{key}: {value}");
    }
    let undo = json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Undo",
        "actor": "https://club.example/actors/1", "object": {"type": "Follow"}});
    assert_ne!(objections(&undo), Vec::<String>::new(), "an Undo that names nobody is answered with 400");
}

#[test]
fn a_channel_has_a_feed_and_an_outbox_with_an_end() {
    let channel = json!({
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "id": "https://club.example/actors/1", "type": "Person", "preferredUsername": "ana", "category": "music",
        "inbox": "https://club.example/actors/1/inbox", "outbox": "https://club.example/actors/1/outbox",
        "publicKey": {"id": "https://club.example/actors/1#main-key"},
        "url": [{"type": "Link", "mediaType": "application/rss+xml", "href": "https://club.example/@ana/feed.rss"}],
    });
    assert_eq!(of_channel(&channel), Vec::<String>::new());
    for (key, value) in [
        ("url", json!("https://club.example/@ana")),
        ("publicKey", json!({"id": "https://club.example/actors/1/main-key"})),
        ("category", json!("Technology")),
        ("inbox", Value::Null),
    ] {
        let mut spoilt = channel.clone();
        spoilt[key] = value.clone();
        assert_ne!(of_channel(&spoilt), Vec::<String>::new(), "{key}: {value}");
    }
    let at = "https://club.example/actors/1/outbox";
    let head = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": at, "type": "OrderedCollection",
        "totalItems": 1, "first": format!("{at}?page=true"), "last": format!("{at}?page=true")});
    assert_eq!(of_collection(&head), Vec::<String>::new());
    assert_ne!(of_collection(&json!({"id": at, "type": "OrderedCollection", "totalItems": 1})), Vec::<String>::new());
    assert_eq!(of_page(&json!({"orderedItems": [sound()]})), Vec::<String>::new());
    let mut bare = sound();
    bare.as_object_mut().unwrap().remove("@context");
    assert_ne!(of_page(&json!({"orderedItems": [bare]})), Vec::<String>::new());
}

/// A file in a library, as Funkwhale 1.4 itself tells of one.
fn shelved() -> Value {
    let artist = json!({"type": "Artist", "id": "https://club.example/artists/1", "name": "Ana", "published": "2026-11-22T10:00:00Z"});
    json!({
        "type": "Audio", "id": "https://club.example/libraries/1/public/tracks/1",
        "library": "https://club.example/libraries/1/public", "name": "Un - Deux - Ana", "published": "2026-11-22T10:00:00Z",
        "bitrate": 320_000, "size": 12, "duration": 213, "attributedTo": "https://club.example/actors/1",
        "url": [
            {"type": "Link", "mediaType": "audio/mpeg", "href": "https://club.example/files/1"},
            {"type": "Link", "mediaType": "text/html", "href": "https://club.example/@ana/1"},
        ],
        "track": {
            "type": "Track", "id": "https://club.example/objects/1#track", "name": "Un", "published": "2026-11-22T10:00:00Z",
            "position": 1, "disc": 1, "artists": [artist], "tag": [{"type": "Hashtag", "name": "#punk"}],
            "album": {"type": "Album", "id": "https://club.example/albums/1", "name": "Deux", "published": "2026-11-22T10:00:00Z",
                "released": "1984-01-01", "artists": [artist]},
        },
    })
}

#[test]
fn a_library_has_whole_tracks() {
    assert_eq!(of_shelved(&shelved()), Vec::<String>::new());
    for (pointer, value) in [
        ("/duration", json!("PT3M33S")),
        ("/bitrate", Value::Null),
        ("/url/0/mediaType", json!("text/html")),
        ("/published", Value::Null),
        ("/track/artists", json!([])),
        ("/track/album/artists", json!([])),
        ("/track/album/released", json!("1984")),
        ("/track/album/name", json!("")),
        ("/track/disc", json!(0)),
        ("/track/tag/0/name", json!("x".repeat(101))),
        ("/track/artists/0/published", Value::Null),
    ] {
        let mut spoilt = shelved();
        *spoilt.pointer_mut(pointer).unwrap() = value.clone();
        assert_ne!(of_shelved(&spoilt), Vec::<String>::new(), "{pointer}: {value}");
    }
    let at = "https://club.example/libraries/1/public";
    let context = json!(["https://www.w3.org/ns/activitystreams", "https://funkwhale.audio/ns"]);
    let head = json!({"@context": context, "type": "Library", "id": at, "name": "Ana", "audience": "", "totalItems": 1,
        "first": format!("{at}?page=1"), "last": format!("{at}?page=1"), "followers": format!("{at}/followers"),
        "attributedTo": "https://club.example/actors/1"});
    assert_eq!(of_library(&head), Vec::<String>::new());
    for key in ["audience", "followers", "last", "name", "attributedTo"] {
        let mut spoilt = head.clone();
        spoilt.as_object_mut().unwrap().remove(key);
        assert_ne!(of_library(&spoilt), Vec::<String>::new(), "{key}");
    }
    let page = json!({"@context": context, "type": "CollectionPage", "id": format!("{at}?page=1"), "partOf": at, "totalItems": 1,
        "first": format!("{at}?page=1"), "last": format!("{at}?page=1"), "items": [shelved()]});
    assert_eq!(of_library_page(&page), Vec::<String>::new());
    let mut other = page.clone();
    other["items"][0]["library"] = json!("https://club.example/libraries/2/public");
    assert_ne!(of_library_page(&other), Vec::<String>::new());
}

#[test]
fn what_is_in_a_library_stays_there() {
    let said = |kind: &str, object: Value| {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "type": kind,
        "id": "https://club.example/activities/1", "actor": "https://club.example/actors/1", "to": ["https://club.example/f"],
        "object": object})
    };
    assert_ne!(objections(&said("Create", shelved())), Vec::<String>::new(), "it is read without the rest");
    let with_context = |mut object: Value| {
        object["@context"] = json!("https://www.w3.org/ns/activitystreams");
        object
    };
    assert_eq!(objections(&said("Create", with_context(shelved()))), Vec::<String>::new());
    assert_ne!(objections(&said("Update", shelved())), Vec::<String>::new(), "it would go into the channel");
    let mut bare = shelved();
    bare["url"][1] = json!("https://club.example/@ana/1");
    assert_eq!(objections(&said("Update", bare)), Vec::<String>::new());
    assert_eq!(objections(&said("Update", with_context(shelved()["track"].clone()))), Vec::<String>::new());
    let ids = json!(["https://club.example/objects/1", "https://club.example/objects/2"]);
    assert_eq!(objections(&said("Delete", json!({"type": "Audio", "id": ids}))), Vec::<String>::new());
    assert_ne!(
        objections(&said("Delete", json!({"type": "Audio", "id": "https://club.example/objects/1"}))),
        Vec::<String>::new()
    );
    assert_ne!(objections(&said("Accept", json!({"type": "Follow"}))), Vec::<String>::new());
}
