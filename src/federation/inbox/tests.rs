#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use http::{HeaderValue, Method, StatusCode};
use serde_json::{Value, json};
use social::actor::Actor;
use social::domain::{DomainPolicy, Severity};
use social::inbox::{InboxEntry, InboxState};
use social::visibility::Visibility;
use tokio::sync::watch;

use super::{Refused, drain};
use crate::fixture::{Club, Elsewhere, PUBLIC, Post, act, note};
use crate::signature::Received;

/// The status that a request is answered with.
async fn status(club: &Club, post: &Post) -> u16 {
    club.hear(post).await.map_or_else(|refused| refused.status.as_u16(), |()| 202)
}

async fn kept(club: &Club) -> Vec<InboxEntry> {
    club.write(|c| InboxEntry::list(c, None, None, None, 50)).await
}

/// An actor elsewhere who is known here.
async fn known(club: &Club, there: &Elsewhere, name: &str) -> String {
    let actor = there.person(name);
    club.take(&actor, act("Like", &actor, json!("https://nowhere.example/1"))).await;
    actor
}

#[tokio::test]
async fn what_is_no_signed_activity_is_refused_at_the_door() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = known(&club, &there, "bob").await;
    let like = act("Like", &bob, json!("https://nowhere.example/2"));
    let before = kept(&club).await.len();

    let mut unsigned = Post::signed(&bob, &like);
    unsigned.headers.remove("signature");
    let mut changed = Post::signed(&bob, &like);
    changed.body = like.to_string().replace("Like", "Hate").into();
    let mut elsewhere = Post::signed(&bob, &like);
    elsewhere.headers.insert("host", HeaderValue::from_static("photos.club.example"));
    let mut mangled = Post::signed(&bob, &like);
    let signature = mangled.headers["signature"].to_str().unwrap().replace("signature=\"", "signature=\"AA");
    mangled.headers.insert("signature", signature.parse().unwrap());
    let large = json!({"type": "Like", "actor": bob, "padding": "x".repeat(1024 * 1024)});
    let cases = [
        ("unsigned", unsigned, 401),
        ("another body", changed, 401),
        ("another host", elsewhere, 401),
        ("a signature that does not fit", mangled, 401),
        ("too large", Post::signed(&bob, &large), 413),
        ("a list", Post::signed(&bob, &json!([1])), 400),
        ("no activity", Post::signed(&bob, &note(&bob, "/n/1", "x")), 400),
        ("no actor", Post::signed(&bob, &json!({"type": "Like", "object": "https://nowhere.example/1"})), 400),
        ("JSON-LD tricks", Post::signed(&bob, &json!({"type": "Like", "actor": bob, "@graph": []})), 400),
        (
            "somebody else's follow",
            Post::signed(&bob, &act("Follow", &there.at("/users/eve"), json!("https://nowhere.example/1"))),
            401,
        ),
    ];
    for (what, post, expected) in cases {
        assert_eq!(status(&club, &post).await, expected, "{what}");
    }
    assert_eq!(kept(&club).await.len(), before);
    assert_eq!(status(&club, &Post::signed(&bob, &like)).await, 202);
    assert_eq!(kept(&club).await.len(), before + 1);
}

#[tokio::test]
async fn a_refusal_says_why_in_a_form_that_programs_read() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = known(&club, &there, "bob").await;
    let forged = Post::signed(&bob, &act("Follow", &there.at("/users/eve"), json!("https://nowhere.example/1")));
    let Refused { status, problem } = club.hear(&forged).await.unwrap_err();
    let problem: Value = serde_json::from_str(&problem.to_json()).unwrap();
    assert_eq!((status, problem["status"].as_u64()), (StatusCode::UNAUTHORIZED, Some(401)));
    assert_eq!(problem["type"], "https://w3id.org/fep/c180#principal-actor-mismatch");
    assert!(problem["detail"].as_str().unwrap().contains("/users/eve"), "{problem}");
    assert_eq!((&problem["principal"], &problem["actor"]), (&json!(bob), &json!(there.at("/users/eve"))));

    let unsupported = Post::signed(&bob, &note(&bob, "/n/1", "x"));
    let problem = club.hear(&unsupported).await.unwrap_err().problem.to_json();
    let problem: Value = serde_json::from_str(&problem).unwrap();
    assert_eq!(problem["type"], "https://w3id.org/fep/c180#unsupported-type");
    assert_eq!((&problem["id"], &problem["status"]), (&json!(there.at("/n/1")), &json!(400)));
}

#[tokio::test]
async fn who_is_kept_out_hears_only_that() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = known(&club, &there, "bob").await;
    let like = Post::signed(&bob, &act("Like", &bob, json!("https://nowhere.example/2")));
    let id = club.find_actor(&bob).await.unwrap().id;
    club.write(move |c| Actor::suspend(c, id, true)).await;
    assert_eq!(status(&club, &like).await, 403);
    club.write(move |c| Actor::suspend(c, id, false)).await;
    assert_eq!(status(&club, &like).await, 202);

    let host = there.peer.origin.trim_start_matches("http://").to_owned();
    club.write(move |c| Ok(DomainPolicy::set(c, &host, Severity::Block, false, "").unwrap())).await;
    assert_eq!(status(&club, &like).await, 403);
}

#[tokio::test]
async fn a_farewell_of_somebody_never_met_costs_nothing() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let eve = there.at("/users/eve");
    assert_eq!(status(&club, &Post::signed(&eve, &act("Delete", &eve, json!(eve)))).await, 202);
    assert!(kept(&club).await.is_empty());
    assert!(there.peer.heard().is_empty());
}

#[tokio::test]
async fn an_unknown_key_is_fetched_afterwards_and_by_the_worker() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob) = (club.member("ana").await, there.person("bob"));
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let like = act("Like", &bob, json!(post.uri));
    assert_eq!(status(&club, &Post::signed(&bob, &like)).await, 202);
    assert!(there.peer.heard().is_empty(), "nobody waits for another server");
    let entry = kept(&club).await.remove(0);
    assert!(!entry.verified && entry.activity_uri.contains("#unverified-"));
    drain(&club.federation).await;
    let entry = kept(&club).await.remove(0);
    assert!(entry.verified && entry.signature.is_none());
    assert_eq!((entry.state, entry.activity_uri.as_str()), (InboxState::Accepted, like["id"].as_str().unwrap()));
    assert_eq!(club.find(&post.uri).await.unwrap().likes_count, 1);
}

#[tokio::test]
async fn a_key_that_is_not_the_actors_has_no_effect() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    // The key id is eve's, the actor another one at the same server.
    let forged = act("Like", &there.at("/users/bob"), json!(post.uri));
    let (state, reason) = club.take(&eve, forged).await;
    assert_eq!(state, InboxState::Refused, "{reason}");
    // The document at the key's address lists another key.
    let mallory = there.actor(
        "mallory",
        json!({"publicKey": {"id": there.at("/users/mallory#main-key"), "owner": there.at("/users/mallory"),
        "publicKeyPem": include_str!("../key/fixtures/rsa_1024.pem")}}),
    );
    let (state, reason) = club.take(&mallory, act("Like", &mallory, json!(post.uri))).await;
    assert_eq!(state, InboxState::Refused, "{reason}");
    assert_eq!(club.find(&post.uri).await.unwrap().likes_count, 0);
}

#[tokio::test]
async fn an_unverified_activity_keeps_the_true_one_of_its_id_from_nothing() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob) = (club.member("ana").await, known(&club, &there, "bob").await);
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let like = act("Like", &bob, json!(post.uri));
    // Somebody claims a key at bob's server that nobody has.
    assert_eq!(
        status(&club, &Post::signed(&there.at("/users/nobody"), &act("Delete", &bob, json!(post.uri)))).await,
        202
    );
    let mut early = act("Create", &bob, json!(there.at("/n/1")));
    early["id"] = like["id"].clone();
    assert_eq!(status(&club, &Post::signed(&there.at("/users/nobody"), &early)).await, 202);
    club.accept(&bob, like).await;
    assert_eq!(club.find(&post.uri).await.unwrap().likes_count, 1);
}

#[tokio::test]
async fn the_same_activity_counts_once() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob) = (club.member("ana").await, known(&club, &there, "bob").await);
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let like = act("Like", &bob, json!(post.uri));
    let before = kept(&club).await.len();
    for _ in 0..3 {
        assert_eq!(status(&club, &Post::signed(&bob, &like)).await, 202);
    }
    let mut anonymous = like.clone();
    anonymous.as_object_mut().unwrap().remove("id");
    for _ in 0..3 {
        assert_eq!(status(&club, &Post::signed(&bob, &anonymous)).await, 202);
    }
    assert_eq!(kept(&club).await.len(), before + 2);
}

#[tokio::test]
async fn what_somebody_passes_on_is_asked_for_at_its_origin() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, relay, author) = (club.member("ana").await, known(&club, &there, "relay").await, there.person("author"));
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let mut answer = note(&author, "/n/1", "as its server says");
    answer["inReplyTo"] = json!(post.uri);
    there.serve(&answer);
    let mut forged = answer.clone();
    forged["content"] = json!("as the relay says");
    club.accept(&relay, act("Create", &author, forged)).await;
    assert_eq!(club.find(&there.at("/n/1")).await.unwrap().content, "as its server says");

    let delete = act("Delete", &author, json!(there.at("/n/1")));
    let (state, _) = club.take(&relay, delete.clone()).await;
    assert_eq!(state, InboxState::Ignored, "it is still there");
    there.answer("/n/1", StatusCode::GONE, "");
    let mut again = delete;
    again["id"] = json!(there.at("/users/author/delete/again"));
    club.accept(&relay, again).await;
    assert!(club.find(&there.at("/n/1")).await.unwrap().deleted_at.is_some());

    let mut spam = note(&author, "/n/2", "concerns nobody");
    spam["to"] = json!([PUBLIC]);
    there.serve(&spam);
    assert_eq!(club.take(&relay, act("Create", &author, spam)).await.0, InboxState::Ignored);
}

#[tokio::test]
async fn what_cannot_be_had_now_is_tried_again() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = there.at("/users/bob");
    there.answer("/users/bob", StatusCode::SERVICE_UNAVAILABLE, "");
    let (ana, like) = (club.member("ana").await, |uri: &str| act("Like", &bob, json!(uri)));
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let (state, reason) = club.take(&bob, like(&post.uri)).await;
    assert_eq!(state, InboxState::Pending);
    assert!(reason.contains("503"), "{reason}");
    let entry = kept(&club).await.remove(0);
    assert_eq!(entry.tries, 1);
    assert!(entry.run_at > store::clock::now() + chrono::TimeDelta::seconds(50));

    there.person("bob");
    club.write(|c| InboxEntry::recover(c, store::clock::now() + chrono::TimeDelta::days(1))).await;
    drain(&club.federation).await;
    assert_eq!(club.find(&post.uri).await.unwrap().likes_count, 1);
}

#[tokio::test]
async fn what_failed_for_good_can_be_tried_again_by_hand() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = there.at("/users/bob");
    there.answer("/users/bob", StatusCode::SERVICE_UNAVAILABLE, "");
    let ana = club.member("ana").await;
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    club.take(&bob, act("Like", &bob, json!(post.uri))).await;
    // It is put off until its tries have run out.
    while kept(&club).await.remove(0).state == InboxState::Pending {
        club.write(|c| InboxEntry::recover(c, store::clock::now() + chrono::TimeDelta::days(1))).await;
        drain(&club.federation).await;
    }
    let failed = kept(&club).await.remove(0);
    assert_eq!((failed.state, failed.tries), (InboxState::Failed, 7));

    there.person("bob");
    let id = failed.id;
    assert_eq!(club.write(move |c| InboxEntry::retry(c, Some(id), Some("elsewhere.example"))).await, 0);
    assert_eq!(club.write(move |c| InboxEntry::retry(c, Some(id), None)).await, 1);
    let waiting = kept(&club).await.remove(0);
    assert_eq!((waiting.state, waiting.tries, waiting.done_at), (InboxState::Pending, 0, None));
    drain(&club.federation).await;
    let done = kept(&club).await.remove(0);
    assert_eq!((done.state, done.signature), (InboxState::Accepted, None), "{:?}", done.reason);
    assert_eq!(club.find(&post.uri).await.unwrap().likes_count, 1);
    assert_eq!(club.write(|c| InboxEntry::retry(c, None, None)).await, 0, "what took effect does so once");
}

#[tokio::test]
async fn what_waits_in_vain_can_be_given_up() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = there.at("/users/bob");
    there.answer("/users/bob", StatusCode::SERVICE_UNAVAILABLE, "");
    club.take(&bob, act("Like", &bob, json!("https://microblog.club.example/objects/1"))).await;
    assert_eq!(club.write(|c| InboxEntry::drop(c, None, None)).await, 1);
    let dropped = kept(&club).await.remove(0);
    assert_eq!((dropped.state, dropped.signature), (InboxState::Ignored, None));
    assert!(dropped.done_at.is_some());
}

#[tokio::test]
async fn one_activity_fetches_no_more_than_its_budget() {
    let (club, there, _ana, bob) = crate::receive::tests::objects::following().await;
    // A boost of a boost of a boost, without end: each document names the next.
    for n in 0..60 {
        let next = there.at(&format!("/n/{}", n + 1));
        there.serve(&json!({"type": "Announce", "id": there.at(&format!("/n/{n}")), "actor": bob, "object": next, "to": [PUBLIC]}));
    }
    let before = there.peer.heard().len();
    assert_eq!(club.take(&bob, act("Announce", &bob, json!(there.at("/n/0")))).await.0, InboxState::Refused);
    assert!(there.peer.heard().len() - before <= 20);
}

#[tokio::test]
async fn a_get_is_signed_by_whom_we_know_or_by_nobody() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = known(&club, &there, "bob").await;
    let get = |actor: &str, spoil: bool| {
        let signer = crate::signature::Signer {
            key_id: format!("{actor}#main-key").parse().unwrap(),
            key: std::sync::Arc::clone(&crate::client::tests::KEY),
        };
        let mut request = http::Request::new(bytes::Bytes::new());
        *request.uri_mut() = "https://microblog.club.example/objects/1".parse().unwrap();
        signer.sign(crate::signature::Scheme::Rfc9421, &mut request, chrono::Utc::now()).unwrap();
        let mut headers = request.headers().clone();
        headers.insert("host", HeaderValue::from_static("microblog.club.example"));
        (headers, if spoil { "/objects/2" } else { "/objects/1" })
    };
    let ask = async |actor: &str, spoil: bool| {
        let (headers, target) = get(actor, spoil);
        let request =
            Received { method: &Method::GET, target, host: "microblog.club.example", headers: &headers, body: b"" };
        club.federation.signed_by(Some("microblog"), &request).await.map(|actor| actor.map(|actor| actor.uri))
    };
    assert_eq!(ask(&bob, false).await.unwrap(), Some(bob.clone()));
    assert_eq!(ask(&bob, true).await.unwrap_err().status, StatusCode::UNAUTHORIZED);
    let eve = there.person("eve");
    assert_eq!(ask(&eve, false).await.unwrap(), None, "nobody waits for another server");
    club.work().await;
    assert_eq!(ask(&eve, false).await.unwrap(), Some(eve.clone()), "but she is known the next time");
    let id = club.find_actor(&eve).await.unwrap().id;
    club.write(move |c| Actor::suspend(c, id, true)).await;
    assert_eq!(ask(&eve, false).await.unwrap_err().status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_deals_with_what_many_send_at_once() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let ana = club.member("ana").await;
    let post = club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(super::work(club.federation.clone(), stopped));
    for n in 0..20 {
        let actor = there.person(&format!("fan{n}"));
        club.hear(&Post::signed(&actor, &act("Like", &actor, json!(post.uri)))).await.unwrap();
        club.hear(&Post::signed(&actor, &act("Announce", &actor, json!(post.uri)))).await.unwrap();
    }
    for _ in 0..200 {
        let found = club.find(&post.uri).await.unwrap();
        if (found.likes_count, found.boosts_count) == (20, 20) {
            stop.send(true).unwrap();
            worker.await.unwrap();
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!(
        "it is still waiting: {:?}",
        kept(&club).await.iter().map(|e| (e.state, e.reason.clone())).collect::<Vec<_>>()
    );
}
