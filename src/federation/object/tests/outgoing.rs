//! What local objects look like to others.

use serde_json::{Value, json};
use social::actor::Actor;
use social::emoji::EmojiMap;
use social::object::{NewObject, Object, Parts};
use social::poll::NewPoll;
use social::quote::{QuotePolicy, QuoteState};
use social::visibility::Visibility;
use store::Json;

use crate::fixture::Club;
use crate::object;

/// Writes an object with `change` made to it, and reads its document; numbers that differ each time are named.
async fn document(
    club: &Club,
    author: &Actor,
    visibility: Visibility,
    change: impl Fn(&mut NewObject) + Send + 'static,
    parts: Parts,
) -> Value {
    let (federation, author) = (club.federation.clone(), author.clone());
    let (author_id, hosts) = (author.id, club.hosts.clone());
    let object = club
        .write(move |c| {
            let mut new = NewObject::local(&hosts, &author, "card", "Note", visibility)?;
            new.content = "<p>Hello</p>".to_owned();
            new.published_at = "2026-11-01T12:00:00.123".parse().unwrap();
            change(&mut new);
            Object::insert(c, &new, &parts)
        })
        .await;
    let (id, conversation) = (object.id, object.conversation_id);
    let wire = club.write(move |c| object::to_wire(c, &federation.hosts, &federation.kinds, &object)).await;
    let named = wire
        .to_json()
        .replace(&id.to_string(), "OBJECT")
        .replace(&author_id.to_string(), "AUTHOR")
        .replace(&conversation.to_string(), "CONVERSATION");
    let mut value: Value = serde_json::from_str(&named).unwrap();
    value.as_object_mut().unwrap().remove("@context");
    value
}

#[tokio::test]
async fn a_public_note_is_what_the_strictest_reader_takes() {
    let club = Club::open().await;
    let (ana, ben) = (club.member("ana").await, club.member("ben").await);
    let parts = Parts { mentions: vec![ben.id], tags: vec!["Cats".to_owned()], ..Parts::default() };
    let change = |new: &mut NewObject| {
        new.language = Some("en".to_owned());
        new.summary = Some("careful".to_owned());
        new.sensitive = true;
        new.quote_policy = QuotePolicy::Public;
        let mut emojis = EmojiMap::default();
        emojis.insert("blobcat", "https://microblog.club.example/media/b.png");
        new.emojis = Json(emojis);
    };
    let mut document = document(&club, &ana, Visibility::Public, change, parts).await;
    let ben = ben.id.to_string();
    document = serde_json::from_str(&document.to_string().replace(&ben, "BEN")).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap(), @r##"
    {
      "attachment": [],
      "attributedTo": "https://microblog.club.example/actors/AUTHOR",
      "cc": [
        "https://microblog.club.example/actors/AUTHOR/followers",
        "https://microblog.club.example/actors/BEN"
      ],
      "content": "<p>Hello</p>",
      "contentMap": {
        "en": "<p>Hello</p>"
      },
      "context": "https://microblog.club.example/contexts/CONVERSATION",
      "conversation": "https://microblog.club.example/contexts/CONVERSATION",
      "id": "https://microblog.club.example/objects/OBJECT",
      "interactionPolicy": {
        "canQuote": {
          "automaticApproval": [
            "https://www.w3.org/ns/activitystreams#Public"
          ],
          "manualApproval": []
        }
      },
      "likes": {
        "id": "https://microblog.club.example/objects/OBJECT/likes",
        "items": [],
        "totalItems": 0,
        "type": "Collection"
      },
      "published": "2026-11-01T12:00:00Z",
      "replies": {
        "first": {
          "next": "https://microblog.club.example/objects/OBJECT/replies?page=true",
          "orderedItems": [],
          "partOf": "https://microblog.club.example/objects/OBJECT/replies",
          "type": "OrderedCollectionPage"
        },
        "id": "https://microblog.club.example/objects/OBJECT/replies",
        "type": "OrderedCollection"
      },
      "sensitive": true,
      "shares": {
        "id": "https://microblog.club.example/objects/OBJECT/shares",
        "items": [],
        "totalItems": 0,
        "type": "Collection"
      },
      "summary": "careful",
      "tag": [
        {
          "href": "https://microblog.club.example/actors/BEN",
          "name": "@ben@microblog.club.example",
          "type": "Mention"
        },
        {
          "href": "https://microblog.club.example/tags/cats",
          "name": "#Cats",
          "type": "Hashtag"
        },
        {
          "icon": {
            "mediaType": "image/png",
            "type": "Image",
            "url": "https://microblog.club.example/media/b.png"
          },
          "id": "https://microblog.club.example/emojis/blobcat",
          "name": ":blobcat:",
          "type": "Emoji"
        }
      ],
      "to": [
        "https://www.w3.org/ns/activitystreams#Public"
      ],
      "type": "Note",
      "url": "https://microblog.club.example/@ana/OBJECT"
    }
    "##);
}

#[tokio::test]
async fn addressing_follows_visibility() {
    let club = Club::open().await;
    let (ana, ben) = (club.member("ana").await, club.member("ben").await);
    let public = "https://www.w3.org/ns/activitystreams#Public".to_owned();
    let followers = "https://microblog.club.example/actors/AUTHOR/followers".to_owned();
    let cases = [
        (Visibility::Public, vec![public.clone()], vec![followers.clone(), ben.uri.clone()]),
        (Visibility::Unlisted, vec![followers.clone()], vec![public, ben.uri.clone()]),
        (Visibility::Followers, vec![followers], vec![ben.uri.clone()]),
        (Visibility::Direct, vec![ben.uri.clone()], vec![]),
    ];
    for (visibility, to, cc) in cases {
        let parts = Parts { mentions: vec![ben.id], ..Parts::default() };
        let document = document(&club, &ana, visibility, |_| {}, parts).await;
        let list = |key: &str| -> Vec<String> { serde_json::from_value(document[key].clone()).unwrap() };
        assert_eq!((list("to"), list("cc")), (to, cc), "{visibility}");
    }
}

#[tokio::test]
async fn a_poll_and_a_quote_have_their_forms() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let poll = NewPoll {
        multiple: true,
        closes_at: Some("2027-01-01T00:00:00".parse().unwrap()),
        closed_at: None,
        voters_count: 3,
        options: vec![("a".to_owned(), 2), ("b".to_owned(), 3)],
    };
    let change = |new: &mut NewObject| {
        new.wire_type = "Question".to_owned();
        new.quote_uri = Some("https://b.example/n/1?a=1&b=2".to_owned());
        new.quote_state = Some(QuoteState::Accepted);
        new.quote_authorization = Some("https://b.example/stamps/1".to_owned());
        new.in_reply_to_uri = Some("https://b.example/n/0".to_owned());
    };
    let parts = Parts { poll: Some(poll), ..Parts::default() };
    let document = document(&club, &ana, Visibility::Public, change, parts).await;
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap(), @r##"
    {
      "_misskey_quote": "https://b.example/n/1?a=1&b=2",
      "anyOf": [
        {
          "name": "a",
          "replies": {
            "totalItems": 2,
            "type": "Collection"
          },
          "type": "Note"
        },
        {
          "name": "b",
          "replies": {
            "totalItems": 3,
            "type": "Collection"
          },
          "type": "Note"
        }
      ],
      "attachment": [],
      "attributedTo": "https://microblog.club.example/actors/AUTHOR",
      "cc": [
        "https://microblog.club.example/actors/AUTHOR/followers"
      ],
      "content": "<p class=\"quote-inline\">RE: <a href=\"https://b.example/n/1?a=1&amp;b=2\">https://b.example/n/1?a=1&amp;b=2</a></p><p>Hello</p>",
      "context": "https://microblog.club.example/contexts/CONVERSATION",
      "conversation": "https://microblog.club.example/contexts/CONVERSATION",
      "endTime": "2027-01-01T00:00:00Z",
      "id": "https://microblog.club.example/objects/OBJECT",
      "inReplyTo": "https://b.example/n/0",
      "interactionPolicy": {
        "canQuote": {
          "automaticApproval": [
            "https://microblog.club.example/actors/AUTHOR"
          ],
          "manualApproval": []
        }
      },
      "likes": {
        "id": "https://microblog.club.example/objects/OBJECT/likes",
        "items": [],
        "totalItems": 0,
        "type": "Collection"
      },
      "published": "2026-11-01T12:00:00Z",
      "quote": "https://b.example/n/1?a=1&b=2",
      "quoteAuthorization": "https://b.example/stamps/1",
      "quoteUri": "https://b.example/n/1?a=1&b=2",
      "replies": {
        "first": {
          "next": "https://microblog.club.example/objects/OBJECT/replies?page=true",
          "orderedItems": [],
          "partOf": "https://microblog.club.example/objects/OBJECT/replies",
          "type": "OrderedCollectionPage"
        },
        "id": "https://microblog.club.example/objects/OBJECT/replies",
        "type": "OrderedCollection"
      },
      "sensitive": false,
      "shares": {
        "id": "https://microblog.club.example/objects/OBJECT/shares",
        "items": [],
        "totalItems": 0,
        "type": "Collection"
      },
      "tag": [],
      "to": [
        "https://www.w3.org/ns/activitystreams#Public"
      ],
      "type": "Question",
      "url": "https://microblog.club.example/@ana/OBJECT",
      "votersCount": 3
    }
    "##);
}

#[tokio::test]
async fn a_tombstone_says_nothing_of_what_it_was() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let post = club.publish(&ana, Visibility::Public, "<p>secret</p>").await;
    let federation = club.federation.clone();
    let wire = club
        .write(move |c| {
            post.bury(c)?;
            let post = Object::get(c, post.id)?;
            object::to_wire(c, &federation.hosts, &federation.kinds, &post)
        })
        .await;
    assert_eq!(wire.kind(), "Tombstone");
    assert!(!wire.to_json().contains("secret"));
    assert!(wire.deleted.is_some() && wire.former_type.iter().eq(["Note"]), "{}", wire.to_json());
}

#[tokio::test]
async fn closed_comments_are_said_in_every_way_in_use() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let open = document(&club, &ana, Visibility::Public, |_| (), Parts::default()).await;
    assert!(open["interactionPolicy"].get("canReply").is_none() && open.get("commentsEnabled").is_none(), "{open}");
    let close = |new: &mut NewObject| new.answerable = false;
    let closed = document(&club, &ana, Visibility::Public, close, Parts::default()).await;
    assert_eq!(closed["commentsEnabled"], false);
    let author = "https://microblog.club.example/actors/AUTHOR";
    assert_eq!(closed["interactionPolicy"]["canReply"], json!({"automaticApproval": [author], "manualApproval": []}));
}

#[tokio::test]
async fn what_goes_out_of_one_server_is_read_by_another_as_it_was_meant() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let change = |new: &mut NewObject| {
        new.title = Some("A title".to_owned());
        new.language = Some("fr".to_owned());
        new.quote_policy = QuotePolicy::Followers;
    };
    let parts = Parts { tags: vec!["Fête".to_owned()], ..Parts::default() };
    let document = document(&club, &ana, Visibility::Unlisted, change, parts).await;
    let wire = match vocab::Entity::parse(document.to_string().as_bytes()).unwrap() {
        vocab::Entity::Object(object) => *object,
        other => panic!("no object: {other:?}"),
    };
    let read = object::Incoming::from_wire(&club.federation.kinds, wire).unwrap();
    let followers = "https://microblog.club.example/actors/AUTHOR/followers";
    assert_eq!(read.addressing.visibility(Some(followers)), Visibility::Unlisted);
    assert_eq!(read.quote_policy(Some(followers)), QuotePolicy::Followers);
    assert_eq!((read.title.as_deref(), read.language.as_deref()), (Some("A title"), Some("fr")));
    assert_eq!(read.tags, ["Fête"]);
    assert_eq!(read.content, "<p>Hello</p>");
}
