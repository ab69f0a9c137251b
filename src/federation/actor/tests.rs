#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use serde_json::{Value, json};
use social::actor::{ActorKind, NewActor};
use social::key::{ActorKey, KeyAlgorithm};
use vocab::Entity;

use super::{Profile, Reason, to_wire};
use crate::fixture::{Club, Elsewhere, act, actor};
use crate::key::PrivateKey;
use crate::kind::Kinds;

const BOB: &str = "https://b.example/users/bob";

fn read(more: Value) -> Result<Profile, Reason> {
    let mut document = actor(BOB, "bob");
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    match Entity::parse(document.to_string().as_bytes()).unwrap() {
        Entity::Actor(actor) => Profile::from_wire(&actor),
        other => panic!("no actor: {other:?}"),
    }
}

#[test]
fn whatever_is_at_another_server_is_left_out() {
    let evil = "https://evil.example/x";
    let read = read(json!({
        "outbox": evil, "followers": evil, "following": "http://b.example/following", "featured": "https://b.example:8443/f",
        "url": evil, "endpoints": {"sharedInbox": evil},
        "publicKey": [{"id": "https://evil.example/key", "owner": BOB, "publicKeyPem": crate::client::tests::KEY.public().to_pem()},
            {"id": "https://b.example/key", "owner": "https://b.example/users/eve", "publicKeyPem": crate::client::tests::KEY.public().to_pem()}],
    }))
    .unwrap();
    let row = read.row;
    assert_eq!(
        [row.outbox, row.followers, row.following, row.featured, row.url, row.shared_inbox],
        [const { None::<String> }; 6]
    );
    assert!(read.keys.is_empty());
}

#[test]
fn an_actor_that_cannot_be_talked_to_is_refused() {
    assert_eq!(read(json!({"inbox": "https://evil.example/inbox"})).unwrap_err(), Reason::NoInbox);
    assert_eq!(read(json!({"inbox": null})).unwrap_err(), Reason::NoInbox);
    for name in ["", "b ob", "bob@b.example", "../bob", "-bob", "böb"] {
        assert!(matches!(read(json!({"preferredUsername": name})), Err(Reason::Name(_))), "{name}");
    }
    assert!(read(json!({"preferredUsername": "Bob.the-Builder_1"})).is_ok());
    assert!(read(json!({"type": "Application", "preferredUsername": "b.example:8443"})).is_ok());
    assert!(matches!(read(json!({"preferredUsername": "b.example:8443"})), Err(Reason::Name(_))));
}

#[test]
fn a_handle_elsewhere_is_only_a_claim() {
    let claimed = read(json!({"webfinger": "robert@example.org"})).unwrap();
    assert_eq!((claimed.row.username.as_str(), claimed.row.host.as_str()), ("robert", "b.example"));
    assert_eq!(claimed.handle_host.as_deref(), Some("example.org"));
    assert_eq!(read(json!({"webfinger": "@bob@b.example"})).unwrap().handle_host, None);
}

#[test]
fn texts_are_made_safe_and_cut() {
    let read = read(json!({
        "name": " Bob ", "summary": "<p onclick=x>hi<script>x</script></p>",
        "attachment": [{"type": "PropertyValue", "name": "Site", "value": "<a href='javascript:x'>y</a>"}, {"type": "Note", "name": "no"}],
    }))
    .unwrap();
    assert_eq!((read.row.name.as_str(), read.row.summary.as_str()), ("Bob", "<p>hi</p>"));
    let fields: Vec<_> = read.row.fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert_eq!(fields, [("Site", "y")]);
    assert_eq!(super::incoming::Profile::from_wire(&vocab::Actor::new("Person")).unwrap_err(), Reason::NoId);
}

#[test]
fn keys_of_every_form_are_read() {
    let ed25519 = PrivateKey::generate_ed25519().unwrap().public();
    let read = read(json!({
        "publicKey": {"id": format!("{BOB}#main-key"), "owner": BOB, "publicKeyPem": include_str!("../key/fixtures/rsa_pkcs1.pem")},
        "assertionMethod": [{"type": "Multikey", "id": format!("{BOB}#ed"), "controller": BOB, "publicKeyMultibase": ed25519.to_multibase()}],
    }))
    .unwrap();
    let kinds: Vec<KeyAlgorithm> = read.keys.iter().map(|(_, algorithm, _)| *algorithm).collect();
    assert_eq!(kinds, [KeyAlgorithm::Rsa, KeyAlgorithm::Ed25519]);
    assert_eq!(read.keys[1].2, ed25519.to_multibase());
}

#[tokio::test]
async fn a_handle_at_another_host_takes_both_sides() {
    let (club, there, handles) = (Club::open().await, Elsewhere::start().await, Elsewhere::start().await);
    let host = handles.peer.origin.trim_start_matches("http://").to_owned();
    let own = there.peer.origin.trim_start_matches("http://").to_owned();
    let webfinger = |name: &str| {
        format!(
            "/.well-known/webfinger?resource={}",
            format!("acct:{name}@{host}").replace(':', "%3A").replace('@', "%40")
        )
    };
    let answer = |name: &str, actor: &str| {
        json!({"subject": format!("acct:{name}@{host}"), "links": [{"rel": "self", "type": "application/activity+json", "href": actor}]}).to_string()
    };
    let proven = there.actor("proven", json!({"webfinger": format!("proven@{host}")}));
    handles.answer(&webfinger("proven"), http::StatusCode::OK, &answer("proven", &proven));
    let forged = there.actor("forged", json!({"webfinger": format!("admin@{host}")}));
    handles.answer(&webfinger("admin"), http::StatusCode::OK, &answer("admin", &handles.at("/users/admin")));
    for (uri, handle) in [(proven, format!("proven@{host}")), (forged, format!("admin@{own}"))] {
        club.take(&uri, act("Like", &uri, json!("https://nowhere.example/1"))).await;
        assert_eq!(club.find_actor(&uri).await.unwrap().handle(), handle);
    }
}

#[tokio::test]
async fn a_handle_that_is_taken_is_not_given_away() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = there.person("bob");
    club.take(&bob, act("Like", &bob, json!("https://nowhere.example/1"))).await;
    let other = there.at("/other/bob");
    there.serve(&actor(&other, "bob"));
    let (state, reason) = club.take(&other, act("Like", &other, json!("https://nowhere.example/1"))).await;
    assert_eq!(state, social::inbox::InboxState::Refused);
    assert!(reason.contains("belongs to"), "{reason}");
}

#[tokio::test]
async fn the_document_of_a_member_is_what_the_strictest_reader_takes() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let (hosts, id) = (club.hosts.clone(), ana.id.to_string());
    let kinds = club.federation.kinds().clone();
    let wire = club.write(move |c| to_wire(c, &hosts, &kinds, &ana)).await;
    let mut document: Value = serde_json::from_str(&wire.to_json().replace(&id, "ANA")).unwrap();
    for key in ["@context", "published", "updated"] {
        document.as_object_mut().unwrap().remove(key);
    }
    document["publicKey"]["publicKeyPem"] = json!("PEM");
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap(), @r##"
    {
      "attachment": [],
      "discoverable": true,
      "endpoints": {
        "sharedInbox": "https://microblog.club.example/inbox"
      },
      "featured": "https://microblog.club.example/actors/ANA/collections/featured",
      "featuredTags": "https://microblog.club.example/actors/ANA/collections/tags",
      "followers": "https://microblog.club.example/actors/ANA/followers",
      "following": "https://microblog.club.example/actors/ANA/following",
      "generator": {
        "id": "https://microblog.club.example/actor",
        "implements": [
          {
            "href": "https://datatracker.ietf.org/doc/html/rfc9421",
            "name": "RFC-9421: HTTP Message Signatures"
          }
        ],
        "type": "Application"
      },
      "id": "https://microblog.club.example/actors/ANA",
      "inbox": "https://microblog.club.example/actors/ANA/inbox",
      "indexable": false,
      "manuallyApprovesFollowers": false,
      "name": "ana",
      "outbox": "https://microblog.club.example/actors/ANA/outbox",
      "preferredUsername": "ana",
      "publicKey": {
        "id": "https://microblog.club.example/actors/ANA#main-key",
        "owner": "https://microblog.club.example/actors/ANA",
        "publicKeyPem": "PEM"
      },
      "summary": "",
      "tag": [],
      "type": "Person",
      "url": "https://microblog.club.example/@ana",
      "webfinger": "ana@microblog.club.example"
    }
    "##);
}

#[tokio::test]
async fn both_keys_are_published() {
    let club = Club::open().await;
    let hosts = club.hosts.clone();
    let mut keys = crate::fixture::keys();
    let ed25519 = PrivateKey::generate_ed25519().unwrap();
    keys.push(social::key::NewKey {
        algorithm: KeyAlgorithm::Ed25519,
        public: ed25519.public().to_multibase(),
        private: ed25519.to_pkcs8().unwrap(),
    });
    let wire = club
        .write(move |c| {
            let new = NewActor {
                stall: "photos",
                account_id: None,
                kind: ActorKind::Person,
                username: "eda",
                name: "",
                keys: &keys,
            };
            let actor = social::actor::Actor::create(c, &hosts, &new)?;
            assert_eq!(ActorKey::of(c, actor.id)?.len(), 2);
            to_wire(c, &hosts, &Kinds::new([]), &actor)
        })
        .await;
    let multikey = wire.multikeys().next().unwrap();
    assert!(multikey.id.as_ref().unwrap().as_str().ends_with("#ed25519-key"));
    assert_eq!(multikey.public_key_multibase, Some(ed25519.public().to_multibase()));
    assert_eq!(wire.public_key.len(), 1);
    assert!(wire.implements(super::RFC9421_CAPABILITY));
}
