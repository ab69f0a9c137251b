//! What we write is what the strictest reader takes.

use serde_json::{Value, json};

use super::{entity, written};
use crate::{
    Activity, ActivityType, Actor, Approval, Attachment, Collection, Endpoints, Entity, FocalPoint, Image,
    InteractionPolicy, Iri, Link, Multikey, Object, PollOption, PublicKey, Ref, Tag, Term, parse_time,
};

const ANA: &str = "https://microblog.club.example/actors/7";

/// A note with everything that a post can carry.
fn note() -> Object {
    Object {
        id: Some("https://microblog.club.example/objects/12".into()),
        attributed_to: Ref::Id(ANA.into()).into(),
        to: Iri::public().into(),
        cc: Iri::new(format!("{ANA}/followers")).into(),
        url: Link::to("https://microblog.club.example/@ana/12").into(),
        content: Some("<p>Hi</p>".to_owned()),
        content_map: [("en".to_owned(), "<p>Hi</p>".to_owned())].into(),
        published: parse_time("2026-01-02T03:04:05Z"),
        sensitive: Some(false),
        tag: vec![
            Tag::mention("https://peer.example/eva", "eva@peer.example"),
            Tag::of_word("fair", "https://microblog.club.example/tags/fair"),
        ]
        .into(),
        attachment: Attachment {
            name: Some("Two drums".to_owned()),
            blurhash: Some("UBH2$oof00of".to_owned()),
            focal_point: Some(FocalPoint { x: 0.0, y: 0.5 }),
            width: Some(1600),
            height: Some(1200),
            ..Attachment::document("https://microblog.club.example/media/1.jpg", "image/jpeg")
        }
        .into(),
        interaction_policy: Some(InteractionPolicy {
            can_quote: Some(Approval::only([Iri::public()])),
            ..InteractionPolicy::default()
        }),
        ..Object::new("Note")
    }
}

#[test]
fn a_note_is_written_as_mastodon_reads_it() {
    assert_eq!(
        written(&note().to_json()),
        json!({
            "@context": [
                "https://www.w3.org/ns/activitystreams",
                "https://w3id.org/security/v1",
                {
                    "toot": "http://joinmastodon.org/ns#",
                    "gts": "https://gotosocial.org/ns#",
                    "Hashtag": "as:Hashtag",
                    "sensitive": "as:sensitive",
                    "blurhash": "toot:blurhash",
                    "focalPoint": { "@id": "toot:focalPoint", "@container": "@list" },
                    "interactionPolicy": { "@id": "gts:interactionPolicy", "@type": "@id" },
                    "canQuote": { "@id": "gts:canQuote", "@type": "@id" },
                    "automaticApproval": { "@id": "gts:automaticApproval", "@type": "@id" },
                    "manualApproval": { "@id": "gts:manualApproval", "@type": "@id" },
                },
            ],
            "id": "https://microblog.club.example/objects/12",
            "type": "Note",
            "attributedTo": ANA,
            "to": [Iri::PUBLIC],
            "cc": [format!("{ANA}/followers")],
            "url": "https://microblog.club.example/@ana/12",
            "content": "<p>Hi</p>",
            "contentMap": { "en": "<p>Hi</p>" },
            "published": "2026-01-02T03:04:05Z",
            "sensitive": false,
            "tag": [
                { "type": "Mention", "href": "https://peer.example/eva", "name": "@eva@peer.example" },
                { "type": "Hashtag", "href": "https://microblog.club.example/tags/fair", "name": "#fair" },
            ],
            "attachment": [{
                "type": "Document", "mediaType": "image/jpeg", "url": "https://microblog.club.example/media/1.jpg", "name": "Two drums",
                "blurhash": "UBH2$oof00of", "focalPoint": [0.0, 0.5], "width": 1600, "height": 1200,
            }],
            "interactionPolicy": { "canQuote": { "automaticApproval": [Iri::PUBLIC], "manualApproval": [] } },
        })
    );
}

#[test]
fn what_we_write_reads_as_what_we_meant() {
    let note = note();
    assert_eq!(Entity::parse(note.to_json().as_bytes()).unwrap(), Entity::from(note));
}

#[test]
fn lists_that_pixelfed_and_lemmy_miss_are_there_when_empty() {
    let bare = Object { attributed_to: Ref::Id(ANA.into()).into(), ..Object::new("Note") };
    let bare = written(&bare.to_json());
    for key in ["to", "cc", "tag", "attachment"] {
        assert_eq!(bare[key], json!([]), "{key}");
    }
    assert_eq!(bare["content"], "");
    let direct = Activity {
        to: Iri::new("https://peer.example/eva").into(),
        ..Activity::new(ActivityType::Create, "https://club.example/1", ANA, note().into())
    };
    assert_eq!(written(&direct.to_json())["cc"], json!([]));
}

#[test]
fn a_tombstone_and_a_vote_carry_no_more_than_they_say() {
    let tombstone = Object::tombstone("https://club.example/1".into(), parse_time("2026-01-02T03:04:05Z"));
    let delete = Activity {
        to: Iri::public().into(),
        ..Activity::new(ActivityType::Delete, "https://club.example/2", ANA, tombstone.into())
    };
    assert_eq!(
        written(&delete.to_json())["object"],
        json!({ "type": "Tombstone", "id": "https://club.example/1", "deleted": "2026-01-02T03:04:05Z" })
    );
    let vote =
        Object { name: Some("Friday".to_owned()), attributed_to: Ref::Id(ANA.into()).into(), ..Object::new("Note") };
    assert_eq!(written(&vote.to_json()).get("content"), None);
}

#[test]
fn a_poll_counts_votes_as_replies() {
    let poll = Object {
        one_of: vec![PollOption::new("a", 3), PollOption::new("b", 0)].into(),
        voters_count: Some(3),
        ..Object::new("Question")
    };
    let poll = written(&poll.to_json());
    assert_eq!(
        poll["oneOf"][0],
        json!({ "type": "Note", "name": "a", "replies": { "type": "Collection", "totalItems": 3 } })
    );
    assert_eq!(poll["@context"][2]["votersCount"], "toot:votersCount");
}

#[test]
fn an_activity_names_its_object_or_embeds_it() {
    let like =
        Activity::new(ActivityType::Like, "https://club.example/1", ANA, Ref::Id("https://peer.example/2".into()));
    assert_eq!(
        written(&like.to_json()),
        json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": "https://club.example/1", "type": "Like", "actor": ANA, "object": "https://peer.example/2",
        })
    );
    let undo = Activity::new(ActivityType::Undo, "https://club.example/3", ANA, like.into());
    assert_eq!(written(&undo.to_json())["object"]["object"], "https://peer.example/2");
    let flag = Activity {
        object: vec![Ref::Id("https://peer.example/1".into()), Ref::Id("https://peer.example/2".into())].into(),
        ..Activity::default()
    };
    assert_eq!(written(&flag.to_json())["object"], json!(["https://peer.example/1", "https://peer.example/2"]));
}

#[test]
fn an_actor_is_written_as_pixelfed_checks_it() {
    let key = PublicKey {
        id: Some(format!("{ANA}#main-key").into()),
        owner: Some(ANA.into()),
        public_key_pem: Some("PEM".to_owned()),
        ..PublicKey::default()
    };
    let multikey = Multikey {
        kind: "Multikey".to_owned().into(),
        id: Some(format!("{ANA}#ed25519-key").into()),
        controller: Some(ANA.into()),
        public_key_multibase: Some("z6Mk".to_owned()),
        ..Multikey::default()
    };
    let ana = Actor {
        id: Some(ANA.into()),
        preferred_username: Some("ana".to_owned()),
        inbox: Some(format!("{ANA}/inbox").into()),
        url: Link::to("https://microblog.club.example/@ana").into(),
        icon: Image::at("https://microblog.club.example/media/a.png", Some("image/png".to_owned())).into(),
        public_key: key.into(),
        assertion_method: Ref::Inline(Box::new(multikey)).into(),
        endpoints: Some(Endpoints {
            shared_inbox: Some("https://microblog.club.example/inbox".into()),
            ..Endpoints::default()
        }),
        also_known_as: Iri::new("https://old.example/ana").into(),
        attachment: Attachment::property("Site", "<a href=\"https://ana.example\">ana.example</a>").into(),
        ..Actor::new("Person")
    };
    let json = written(&ana.to_json());
    assert_eq!(json["manuallyApprovesFollowers"], false);
    assert_eq!((&json["name"], &json["summary"]), (&json!(""), &json!("")));
    assert_eq!(
        json["icon"],
        json!({ "type": "Image", "mediaType": "image/png", "url": "https://microblog.club.example/media/a.png" })
    );
    assert_eq!(json["publicKey"], json!({ "id": format!("{ANA}#main-key"), "owner": ANA, "publicKeyPem": "PEM" }));
    assert_eq!(json["assertionMethod"][0]["publicKeyMultibase"], "z6Mk");
    assert_eq!(json["alsoKnownAs"], json!(["https://old.example/ana"]));
    assert_eq!(json["attachment"][0]["type"], "PropertyValue");
    assert_eq!(json["url"], "https://microblog.club.example/@ana");
    assert_eq!(Entity::parse(ana.to_json().as_bytes()).unwrap(), Entity::from(ana));
}

#[test]
fn collections_are_written_by_their_kind() {
    let mut followers = Collection {
        id: Some("https://club.example/f".into()),
        total_items: Some(3),
        ..Collection::new("OrderedCollection")
    };
    assert_eq!(written(&followers.to_json()).get("orderedItems"), None, "only the size is told");
    followers.total_items = Some(0);
    assert_eq!(written(&followers.to_json())["orderedItems"], json!([]));
    let page = Collection {
        items: Ref::Id(ANA.into()).into(),
        part_of: Some(Ref::Id("https://club.example/f".into())),
        ..Collection::new("OrderedCollectionPage")
    };
    let page = written(&page.to_json());
    assert_eq!(
        (&page["orderedItems"], &page["partOf"], page.get("items")),
        (&json!([ANA]), &json!("https://club.example/f"), None)
    );
    assert_eq!(written(&Collection::new("CollectionPage").to_json())["items"], json!([]));
}

#[test]
fn whole_coordinates_stay_floats_and_terms_stay_short() {
    let place = crate::Place { latitude: Some(52.0), longitude: Some(7.0), ..crate::Place::default() };
    let event = Object { location: place.into(), category: Term::bare("GAMES").into(), ..Object::new("Event") };
    assert!(event.to_json().contains(r#""latitude":52.0"#));
    assert_eq!(written(&event.to_json())["category"], "GAMES");
}

#[test]
fn keys_that_have_no_field_are_written_as_they_came() {
    let strange = json!({ "type": "Note", "id": "https://peer.example/1", "x:y": [1, null, { "z": "\u{1F941}" }], "exifData": { "iso": 100 } });
    let again = written(&entity(strange.clone()).to_json());
    assert_eq!((&again["x:y"], &again["exifData"]), (&strange["x:y"], &strange["exifData"]));
}

#[test]
fn every_prefix_of_a_context_is_defined() {
    let event = json!({
        "type": "Event", "id": "https://peer.example/1", "attributedTo": ANA, "timezone": "Europe/Paris", "joinMode": "free", "eventStatus": "EventScheduled",
        "status": "CONFIRMED", "artist_credit": [{ "type": "ArtistCredit", "credit": "x" }], "commentsEnabled": true, "uuid": "x",
        "conversation": "tag:x", "category": "GAMES", "quoteUri": "https://peer.example/2", "contacts": [ANA],
    });
    let context = written(&entity(event).to_json())["@context"][2].clone();
    let known = |prefix: &str| context.get(prefix).is_some() || ["as", "http", "https"].contains(&prefix);
    for (term, definition) in context.as_object().unwrap() {
        let id = definition.as_str().or_else(|| definition["@id"].as_str()).unwrap();
        assert!(known(id.split(':').next().unwrap()), "{term}: {id}");
    }
    for term in [
        "timezone",
        "joinMode",
        "eventStatus",
        "ArtistCredit",
        "credit",
        "commentsEnabled",
        "uuid",
        "conversation",
        "contacts",
    ] {
        assert_ne!(context.get(term), None, "{term}");
    }
    assert_eq!(context.get("votersCount"), None, "defined but not used");
    assert_eq!(context["artist_credit"]["@container"], Value::from("@list"));
}

/// Terms of the two vocabularies that every reader has at hand, as far as we write them.
const KNOWN: &[&str] = &[
    "",
    "id",
    "type",
    "actor",
    "altitude",
    "anyOf",
    "artist",
    "attachment",
    "attributedTo",
    "audience",
    "cc",
    "closed",
    "content",
    "contentMap",
    "context",
    "current",
    "deleted",
    "duration",
    "endTime",
    "endpoints",
    "first",
    "followers",
    "following",
    "formerType",
    "generator",
    "height",
    "href",
    "hreflang",
    "icon",
    "image",
    "inReplyTo",
    "inbox",
    "instrument",
    "items",
    "last",
    "latitude",
    "liked",
    "likes",
    "location",
    "longitude",
    "mediaType",
    "name",
    "nameMap",
    "next",
    "object",
    "oneOf",
    "origin",
    "outbox",
    "owner",
    "partOf",
    "preferredUsername",
    "prev",
    "publicKey",
    "publicKeyPem",
    "published",
    "radius",
    "rel",
    "replies",
    "result",
    "sharedInbox",
    "shares",
    "source",
    "startTime",
    "summary",
    "summaryMap",
    "tag",
    "target",
    "to",
    "totalItems",
    "units",
    "updated",
    "url",
    "width",
];

/// What is read from others and never written by us, so that nobody need define it.
const READ_ONLY: &[&str] = &[
    "comments",
    "country",
    "dislikes",
    "distinguished",
    "fps",
    "ical:status",
    "identifier",
    "language",
    "licence",
    "mimeType",
    "moderators",
    "originallyPublishedAt",
    "playlists",
    "postingRestrictedToMods",
    "removeData",
    "stickied",
    "support",
    "views",
];

#[test]
fn every_key_of_ours_is_defined() {
    let structs = [
        Activity::KEYS,
        Actor::KEYS,
        Attachment::KEYS,
        Collection::KEYS,
        Endpoints::KEYS,
        Image::KEYS,
        InteractionPolicy::KEYS,
        Link::KEYS,
        Multikey::KEYS,
        Object::KEYS,
        PublicKey::KEYS,
        Term::KEYS,
        crate::ArtistCredit::KEYS,
        crate::Event::KEYS,
        crate::Music::KEYS,
        crate::Place::KEYS,
        crate::PostalAddress::KEYS,
        crate::Software::KEYS,
        crate::Story::KEYS,
        crate::Source::KEYS,
    ];
    for key in structs.into_iter().flatten() {
        let ours = crate::context::TERMS.iter().any(|(term, _)| term == key);
        assert!(ours || KNOWN.contains(key) || READ_ONLY.contains(key), "{key} is defined nowhere");
    }
}
