//! The shapes in which one and the same thing arrives.

use std::time::Duration;

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};

use super::{activity, actor, collection, entity, object};
use crate::{ActivityType, Address, Attachment, Entity, Iri, Many, Ref, Tag, Wire, parse_time};

const EVA: &str = "https://peer.example/eva";

#[test]
fn an_identifier_is_a_string_or_the_id_or_href_of_an_object() {
    for actor in [
        json!(EVA),
        json!({ "type": "Person", "id": EVA }),
        json!([{ "id": EVA }]),
        json!({ "type": "Link", "href": EVA }),
    ] {
        let like = activity(json!({ "type": "Like", "actor": actor }));
        assert_eq!(like.actor.unwrap(), EVA);
    }
    for none in [json!(null), json!(7), json!({}), json!([]), json!("")] {
        assert_eq!(activity(json!({ "type": "Like", "actor": none })).actor, None);
    }
}

#[test]
fn a_list_is_nothing_one_or_many() {
    let to = |to: Value| object(json!({ "to": to })).to.into_iter().map(String::from).collect::<Vec<_>>();
    assert_eq!(to(json!(null)), Vec::<String>::new());
    assert_eq!(to(json!(EVA)), [EVA]);
    assert_eq!(to(json!([EVA, null, 7, {}, [], "x"])), [EVA, "x"]);
    assert_eq!(to(json!({ "@list": [EVA] })), [EVA]);
    let pure: Many<Iri> = serde_json::from_value(json!([EVA, 5])).unwrap();
    assert_eq!(serde_json::to_value(&pure).unwrap(), json!([EVA]));
}

#[test]
fn numbered_keys_are_a_list_that_php_wrote() {
    let mention = |name: &str| json!({ "type": "Mention", "href": format!("https://peer.example/{name}"), "name": format!("@{name}@peer.example") });
    let mut tag = mention("a");
    for (key, name) in [("10", "d"), ("0", "b"), ("1", "c")] {
        tag[key] = mention(name);
    }
    let note = object(json!({ "tag": tag }));
    let mentioned: Vec<_> = note.tag.iter().map(|tag| tag.mentioned().unwrap().as_str()).collect();
    assert_eq!(
        mentioned,
        ["https://peer.example/a", "https://peer.example/b", "https://peer.example/c", "https://peer.example/d"]
    );
    let words = object(json!({ "tag": { "0": { "type": "Hashtag", "name": "#x" } } }));
    assert_eq!(words.tag.len(), 1);
}

#[test]
fn a_reference_is_a_name_or_the_thing() {
    let object_of =
        |object: Value| activity(json!({ "type": "Announce", "object": object })).object.into_vec().remove(0);
    assert_eq!(object_of(json!(EVA)), Ref::Id(EVA.into()));
    assert_eq!(object_of(json!({ "id": EVA })), Ref::Id(EVA.into()));
    assert_eq!(object_of(json!({ "type": "Link", "href": EVA, "mediaType": "text/html" })), Ref::Id(EVA.into()));
    let inline = object_of(json!({ "type": "Note", "id": EVA, "content": "x" }));
    assert_eq!((inline.id().unwrap().as_str(), inline.inline().unwrap().kind()), (EVA, "Note"));
}

#[test]
fn a_list_of_ids_under_one_id_is_many_references() {
    let delete =
        activity(json!({ "type": "Delete", "object": { "type": "Audio", "id": [EVA, "https://peer.example/2"] } }));
    let ids: Vec<_> = delete.object.iter().filter_map(Ref::id).map(Iri::as_str).collect();
    assert_eq!(ids, [EVA, "https://peer.example/2"]);
}

#[test]
fn text_may_come_in_its_long_form_and_empty_text_says_nothing() {
    assert_eq!(object(json!({ "name": { "@value": "x", "@language": "en" } })).name.unwrap(), "x");
    assert_eq!(object(json!({ "name": ["x", "y"] })).name.unwrap(), "x");
    assert_eq!(object(json!({ "summary": "" })).summary, None);
    let picture = json!({ "attachment": { "type": "Image", "name": "", "summary": "A lantern" } });
    assert_eq!(object(picture).attachment.first().unwrap().alt(), Some("A lantern"));
    assert_eq!(object(json!({ "source": "*x*" })).source.unwrap().content.unwrap(), "*x*");
}

#[test]
fn times_are_read_in_every_form_and_never_fatal() {
    let second = Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap();
    for text in [
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+00:00",
        "2026-01-02T04:04:05+01:00",
        "2026-01-02T04:04:05+0100",
        "2026-01-02t03:04:05z",
        "2026-01-02 03:04:05Z",
        "2026-01-02T03:04:05",
        "2026-01-02 03:04:05",
        " 2026-01-02T03:04:05Z ",
    ] {
        assert_eq!(parse_time(text), Some(second), "{text}");
    }
    let minute = Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 0).unwrap();
    for text in ["2026-01-02T03:04Z", "2026-01-02T04:04+01:00", "2026-01-02T03:04"] {
        assert_eq!(parse_time(text), Some(minute), "{text}");
    }
    assert_eq!(parse_time("2026-01-02"), Utc.with_ymd_and_hms(2026, 1, 2, 0, 0, 0).single());
    assert_eq!(parse_time("2026-01-02T03:04:05.678Z").unwrap().timestamp_subsec_millis(), 678);
    for text in [
        "",
        "yesterday",
        "2026",
        "2026-13-01",
        "99999-01-01T00:00:00Z",
        "+12026-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
    ] {
        assert_eq!(parse_time(text), None, "{text}");
    }
    for wrong in [json!(1), json!("soon"), json!([]), json!({})] {
        assert_eq!(object(json!({ "published": wrong })).published, None);
    }
}

#[test]
fn durations_are_iso_8601_or_seconds() {
    let duration = |value: Value| object(json!({ "duration": value })).duration;
    for value in [json!("PT3M33S"), json!(213), json!("213"), json!("PT213S"), json!(213.0), json!("P0DT0H3M33S")] {
        assert_eq!(duration(value.clone()), Some(Duration::from_secs(213)), "{value}");
    }
    assert_eq!(duration(json!("PT12.5S")), Some(Duration::from_millis(12_500)));
    assert_eq!(duration(json!("P1DT1H")), Some(Duration::from_secs(90_000)));
    for wrong in
        [json!(-1), json!(1e300), json!("PT"), json!("P1Y"), json!("PTxS"), json!("3:33"), json!("NaN"), json!("inf")]
    {
        assert!(duration(wrong.clone()).is_none_or(|duration| duration.is_zero()), "{wrong}");
    }
    assert_eq!(Duration::from_millis(12_050).write(), Some(json!("PT12.050S")));
    assert_eq!(Duration::from_secs(213).write(), Some(json!("PT213S")));
}

#[test]
fn numbers_and_flags_may_be_text() {
    let note = object(
        json!({ "votersCount": "12", "sensitive": "true", "location": { "latitude": "37.5", "longitude": "-122" } }),
    );
    assert_eq!((note.voters_count, note.sensitive), (Some(12), Some(true)));
    assert_eq!(note.location[0].coordinates(), Some((37.5, -122.0)));
    let commas = object(json!({ "location": { "latitude": "49,0241", "longitude": "-1,5" } }));
    assert_eq!(commas.location[0].coordinates(), Some((49.0241, -1.5)));
    let thousands = object(json!({ "location": { "latitude": "1,000.5", "longitude": "1" } }));
    assert_eq!(thousands.location[0].coordinates(), None);
    assert_eq!(object(json!({ "votersCount": 12.0 })).voters_count, Some(12));
    for wrong in [json!(-1), json!(1.5), json!("x"), json!(1e300)] {
        assert_eq!(object(json!({ "votersCount": wrong })).voters_count, None);
    }
    assert_eq!(object(json!({ "location": { "latitude": 91, "longitude": 0 } })).location[0].coordinates(), None);
}

#[test]
fn the_type_decides_and_what_has_an_unknown_type_is_known_by_its_keys() {
    let sort = |document: Value| match entity(document) {
        Entity::Activity(_) => "activity",
        Entity::Actor(_) => "actor",
        Entity::Object(_) => "object",
        Entity::Collection(_) => "collection",
        Entity::Key(_) => "key",
        Entity::Multikey(_) => "multikey",
    };
    for kind in ["Person", "Service", "Application", "Group", "Organization"] {
        assert_eq!(sort(json!({ "type": kind })), "actor");
    }
    for kind in ActivityType::KNOWN {
        assert_eq!(sort(json!({ "type": kind.as_str() })), "activity");
    }
    for kind in ["Note", "Question", "Event", "Tombstone", "Whatever"] {
        assert_eq!(sort(json!({ "type": kind })), "object");
    }
    assert_eq!(sort(json!({ "type": ["Service", "x:Bot"] })), "actor");
    assert_eq!(sort(json!({ "type": ["x:Thing", "Create"], "actor": EVA })), "activity");
    assert_eq!(sort(json!({ "type": "Resolve", "actor": EVA, "object": EVA })), "activity");
    assert_eq!(sort(json!({ "type": "Note", "actor": EVA, "object": EVA })), "object");
    assert_eq!(sort(json!({ "type": "Podcast", "inbox": EVA, "publicKey": {} })), "actor");
    assert_eq!(sort(json!({ "type": "FeaturedCollection", "totalItems": 1 })), "collection");
    assert_eq!(sort(json!({ "id": EVA, "owner": EVA, "publicKeyPem": "x" })), "key");
    assert_eq!(sort(json!({ "type": "Key", "id": EVA, "publicKeyPem": "x" })), "key");
    assert_eq!(sort(json!({ "type": "Multikey", "id": EVA, "publicKeyMultibase": "z" })), "multikey");
}

#[test]
fn an_activity_of_an_unknown_type_keeps_its_name() {
    let resolve = activity(json!({ "type": "Resolve", "actor": EVA, "object": EVA }));
    assert_eq!(resolve.kind, ActivityType::Other("Resolve".to_owned()));
    let create = activity(json!({ "type": ["x:Special", "Create"] }));
    assert_eq!(create.kind, ActivityType::Create);
}

#[test]
fn blind_copies_are_dropped_at_every_level() {
    let create = entity(json!({
        "type": "Create", "actor": EVA, "bto": [EVA], "bcc": EVA, "object": { "type": "Note", "bto": EVA, "bcc": [EVA] },
    }));
    assert!(!create.to_json().contains("bto") && !create.to_json().contains("bcc"));
}

#[test]
fn tags_that_lack_what_they_need_are_kept_as_they_came() {
    let strange = [
        json!({ "type": "Mention", "name": "@x" }),
        json!({ "type": "Emoji", "name": ":x:" }),
        json!({ "type": "News" }),
    ];
    let note = object(json!({ "tag": strange }));
    assert!(note.tag.iter().all(|tag| matches!(tag, Tag::Other(_))));
    assert_eq!(serde_json::to_value(&note.tag).unwrap(), json!(strange));
    let note = object(
        json!({ "tag": [{ "type": "toot:Emoji", "name": ":x:", "icon": "https://peer.example/x.png" }, { "type": "Hashtag", "name": "maps" }] }),
    );
    assert_eq!((note.tag[0].shortcode(), note.tag[1].hashtag()), (Some("x"), Some("maps")));
}

#[test]
fn an_attachment_may_be_one_object_or_an_address() {
    let note = object(
        json!({ "attachment": { "type": "Image", "url": [{ "type": "Link", "href": "https://peer.example/1.png", "mediaType": "image/png" }] } }),
    );
    let image = &note.attachment[0];
    assert!(image.is_media() && !image.is_link());
    assert_eq!((image.href().unwrap().as_str(), image.media_type()), ("https://peer.example/1.png", Some("image/png")));
    let note = object(
        json!({ "attachment": ["https://peer.example/page", { "type": "Link", "href": "https://peer.example/2" }] }),
    );
    assert!(note.attachment.iter().all(Attachment::is_link));
}

#[test]
fn focal_points_are_pairs_within_the_picture() {
    let point = |value: Value| object(json!({ "attachment": [{ "focalPoint": value }] })).attachment[0].focal_point;
    assert_eq!(point(json!([-0.5, "1"])).map(|point| (point.x, point.y)), Some((-0.5, 1.0)));
    for wrong in [json!([2, 0]), json!([0]), json!("0,0"), json!({ "x": 0 }), json!([null, 0])] {
        assert_eq!(point(wrong), None);
    }
}

#[test]
fn a_place_is_a_name_a_text_address_or_parts() {
    let place = |value: Value| object(json!({ "location": value })).location.into_vec().remove(0);
    assert_eq!(place(json!("Colosseo")).name.unwrap(), "Colosseo");
    assert_eq!(
        place(json!({ "name": "x", "address": "Piazza 1" })).address,
        Some(Address::Text("Piazza 1".to_owned()))
    );
    let Some(Address::Postal(parts)) =
        place(json!({ "address": { "postalCode": 69007, "addressLocality": "Lyon" } })).address
    else {
        panic!("parts")
    };
    assert_eq!((parts.postal_code.unwrap().as_str(), parts.address_locality.unwrap().as_str()), ("69007", "Lyon"));
    assert!(place(json!({ "type": "VirtualLocation", "url": EVA })).is_virtual());
}

#[test]
fn policies_are_read_under_old_and_new_names() {
    let note = object(json!({ "interactionPolicy": {
        "canQuote": { "automaticApproval": [Iri::PUBLIC], "manualApproval": [] },
        "canReply": { "always": EVA, "automaticApproval": [EVA], "approvalRequired": "as:Public" },
        "canLike": {},
    }}));
    let policy = note.interaction_policy.unwrap();
    assert!(policy.can_quote.unwrap().automatic[0].is_public());
    let reply = policy.can_reply.unwrap();
    assert_eq!((reply.automatic.len(), reply.manual[0].is_public()), (1, true));
    assert_eq!(policy.can_like.unwrap().automatic.len(), 0);
    assert_eq!(policy.can_announce, None);
}

#[test]
fn a_collection_has_its_items_whatever_their_key() {
    let ids = |list: Value| collection(list).items.iter().filter_map(Ref::id).map(Iri::to_string).collect::<Vec<_>>();
    assert_eq!(ids(json!({ "type": "OrderedCollection", "orderedItems": [EVA] })), [EVA]);
    assert_eq!(ids(json!({ "type": "OrderedCollectionPage", "items": EVA })), [EVA]);
    assert_eq!(ids(json!({ "type": "Collection", "items": [{ "type": "Note", "id": EVA }] })), [EVA]);
    let paged =
        collection(json!({ "type": "Collection", "first": { "type": "CollectionPage", "items": [EVA], "next": EVA } }));
    let first = paged.first.unwrap().into_inline().unwrap();
    assert!(first.is_page() && !first.is_ordered());
    assert_eq!((first.items.len(), first.next.unwrap().id().unwrap().as_str()), (1, EVA));
}

#[test]
fn keys_and_pictures_of_an_actor_may_be_one_or_many() {
    let eva = actor(json!({
        "publicKey": [{ "id": "https://peer.example/eva#a", "publicKeyPem": "a" }, { "id": "https://peer.example/eva#b", "publicKeyPem": "b" }],
        "assertionMethod": { "type": "Multikey", "id": "https://peer.example/eva#c", "publicKeyMultibase": "z6Mk" },
        "icon": [{ "url": "https://peer.example/48", "width": 48 }, { "url": "https://peer.example/120", "width": 120 }],
        "image": "https://peer.example/header",
        "alsoKnownAs": "https://old.example/eva",
    }));
    assert_eq!(eva.public_key.len(), 2);
    assert_eq!(eva.multikeys().next().unwrap().public_key_multibase.as_deref(), Some("z6Mk"));
    assert_eq!(eva.avatar().unwrap().href().unwrap().as_str(), "https://peer.example/120");
    assert_eq!(eva.header().unwrap().href().unwrap().as_str(), "https://peer.example/header");
    assert_eq!(eva.also_known_as.len(), 1);
}
