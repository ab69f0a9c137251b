#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::HashMap;

use http::{HeaderMap, StatusCode};
use serde_json::json;
use social::actor::Actor;
use social::follow::{Follow, FollowState};
use social::visibility::Visibility;
use tokio::sync::watch;

use super::{Digest, HEADER, Statement, origin};
use crate::client::tests::KEY;
use crate::client::tests::peer::Heard;
use crate::collection;
use crate::fixture::{Club, Elsewhere, Post, act, note};
use crate::receive::tests::objects::following;
use crate::{deliver, inbox};

const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

#[test]
fn a_digest_is_the_one_of_the_proposal() {
    let [one, two] = ["https://testing.example.org/users/1", "https://testing.example.org/users/2"];
    let digest = "c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f";
    assert_eq!(Digest::of([one, two]).to_hex(), digest);
    assert_eq!(Digest::of([two, one]), Digest::from_hex(&digest.to_uppercase()).unwrap(), "whatever the order");
    assert_eq!(Digest::of([one]).to_hex(), "3a06e99569547f444c352ab7f52e4bab207abec5ca6f07b0045cfdc9723f8fa9");
    assert_eq!(Digest::of([]).to_hex(), NOBODY);
    for text in ["", "c33f", "g3", &format!("{digest}00")] {
        assert_eq!(Digest::from_hex(text), None, "{text}");
    }
}

#[test]
fn the_header_is_read_as_the_proposal_writes_it() {
    let text = "collectionId=\"https://example.org/users/1/followers\", \
                url=\"https://example.org/users/1/followers_synchronization\", \
                digest=\"c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f\"";
    let statement = Statement::read(text).unwrap();
    assert_eq!(statement.collection.as_str(), "https://example.org/users/1/followers");
    assert_eq!(statement.url.as_str(), "https://example.org/users/1/followers_synchronization");
    assert_eq!(statement.write(), text);
    for text in ["", "collectionId=\"x\"", &text.replace("c33f", "c33"), &format!("{text}, digest=\"{NOBODY}\"")] {
        assert_eq!(Statement::read(text), None, "{text}");
    }
}

#[test]
fn an_origin_is_scheme_host_and_port() {
    for (id, expected) in [
        ("https://a.example/users/1", Some("https://a.example")),
        ("https://a.example:443/users/1", Some("https://a.example")),
        ("http://a.example:8080/users/1", Some("http://a.example:8080")),
        ("acct:bob@a.example", None),
        ("", None),
    ] {
        assert_eq!(origin(id).as_deref(), expected, "{id}");
    }
}

/// Delivers what waits.
async fn deliver(club: &Club) {
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(deliver::work(club.federation.clone(), stopped));
    for _ in 0..200 {
        if club.write(social::outbox::Delivery::waiting).await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    stop.send(true).unwrap();
    worker.await.unwrap();
}

/// What a server was told of followers with activities of a type; none where nothing was said.
fn told(server: &Elsewhere, kind: &str) -> Vec<Option<Statement>> {
    let is_of = |heard: &Heard| {
        serde_json::from_slice::<serde_json::Value>(&heard.body).is_ok_and(|activity| activity["type"] == kind)
    };
    let heard = server.peer.heard().into_iter().filter(is_of);
    heard
        .map(|heard| {
            let signature = heard.signature().unwrap();
            assert!(signature.verify(&KEY.public()));
            assert_eq!(signature.covers(HEADER), heard.headers.contains_key(HEADER), "what is said is signed");
            Statement::read(heard.header(HEADER))
        })
        .collect()
}

async fn follow(club: &Club, ana: &Actor, there: &Elsewhere, name: &str) -> String {
    let fan = there.person(name);
    club.accept(&fan, json!({"type": "Follow", "id": format!("{fan}/follows"), "actor": fan, "object": ana.uri})).await;
    fan
}

#[tokio::test(flavor = "multi_thread")]
async fn each_server_is_told_of_its_own_followers_with_what_is_for_followers() {
    let (club, here, there) = (Club::open().await, Elsewhere::start().await, Elsewhere::start().await);
    let ana = club.member("ana").await;
    let (one, two) = (follow(&club, &ana, &here, "one").await, follow(&club, &ana, &here, "two").await);
    let three = follow(&club, &ana, &there, "three").await;
    club.publish(&ana, Visibility::Followers, "<p>hi</p>").await;
    deliver(&club).await;
    assert_eq!(told(&here, "Accept"), [None, None], "an answer to one is not for followers");
    let statement = told(&there, "Create").remove(0).unwrap();
    assert_eq!(statement.collection.as_str(), ana.followers.as_deref().unwrap());
    assert_eq!(statement.url.as_str(), format!("{}/followers_synchronization", ana.uri));
    assert_eq!(statement.digest, Digest::of([three.as_str()]));
    let digests = |server: &Elsewhere| -> Vec<Digest> {
        told(server, "Create").into_iter().map(|statement| statement.unwrap().digest).collect()
    };
    // Those two have an inbox each.
    let both = Digest::of([one.as_str(), two.as_str()]);
    assert_eq!(digests(&here), [both, both]);

    // Who follows no more is not counted any more, at once.
    let follow = json!({"type": "Follow", "id": format!("{two}/follows"), "actor": two, "object": ana.uri});
    club.accept(&two, json!({"type": "Undo", "id": format!("{two}/undo"), "actor": two, "object": follow})).await;
    club.publish(&ana, Visibility::Public, "<p>again</p>").await;
    deliver(&club).await;
    assert_eq!(digests(&here), [both, both, Digest::of([one.as_str()])]);
}

#[tokio::test]
async fn a_server_is_shown_its_own_followers_only() {
    let (club, here, there) = (Club::open().await, Elsewhere::start().await, Elsewhere::start().await);
    let ana = club.member("ana").await;
    let (one, _) = (follow(&club, &ana, &here, "one").await, follow(&club, &ana, &there, "two").await);
    let (hosts, asker, of) = (club.hosts.clone(), club.find_actor(&one).await.unwrap(), ana.clone());
    let shown = club.write(move |c| collection::followers_synchronization(c, &hosts, &of, &asker)).await;
    let shown: serde_json::Value = serde_json::from_str(&shown.to_json()).unwrap();
    assert_eq!(shown["id"], format!("{}/followers_synchronization", ana.uri));
    assert_eq!((&shown["type"], &shown["orderedItems"]), (&json!("OrderedCollection"), &json!([one])));
}

/// Bob's server says that these follow him, and lists them.
struct Said<'a> {
    there: &'a Elsewhere,
    bob: &'a str,
    statement: Statement,
}

impl<'a> Said<'a> {
    fn of(there: &'a Elsewhere, bob: &'a str, followers: &[&Actor]) -> Self {
        let ids: Vec<&str> = followers.iter().map(|actor| actor.uri.as_str()).collect();
        let url = format!("{bob}/followers_synchronization");
        there.serve(&json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": url, "type": "OrderedCollection", "orderedItems": ids,
        }));
        let collection = format!("{bob}/followers").into();
        Self { there, bob, statement: Statement { collection, url: url.into(), digest: Digest::of(ids) } }
    }

    /// A post of Bob's comes, with what his server says, and what is to be done because of it is done.
    async fn comes(&self, club: &Club, path: &str) {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, self.statement.write().parse().unwrap());
        self.comes_with(club, path, &headers).await;
    }

    async fn comes_with(&self, club: &Club, path: &str, headers: &HeaderMap) {
        let create = act("Create", self.bob, note(self.bob, path, "hello"));
        club.hear(&Post::signed_with(self.bob, &create, headers)).await.unwrap();
        inbox::drain(&club.federation).await;
        club.work().await;
    }

    fn asked(&self) -> usize {
        self.there.asked("/users/bob/followers_synchronization")
    }
}

/// How local actors stand to Bob.
async fn states(club: &Club, bob: &str) -> HashMap<String, FollowState> {
    let bob = club.find_actor(bob).await.unwrap().id;
    let follows = club.write(move |c| social::follower::of_stall(c, bob, "microblog")).await;
    follows.into_iter().map(|(follow, follower)| (follower.username, follow.state)).collect()
}

fn only(name: &str) -> HashMap<String, FollowState> {
    HashMap::from([(name.to_owned(), FollowState::Accepted)])
}

#[tokio::test]
async fn what_two_servers_believe_of_follows_is_made_the_same() {
    let (club, there, ana, bob) = following().await;
    let (cleo, zoe) = (club.member("cleo").await, club.member("zoe").await);
    let (hosts, asking, asked) = (club.hosts.clone(), cleo.clone(), club.find_actor(&bob).await.unwrap());
    club.write(move |c| Ok(Follow::request(c, &hosts, &asking, &asked).unwrap())).await;

    // As both believe it.
    let same = Said::of(&there, &bob, &[&ana]);
    same.comes(&club, "/n/1").await;
    assert_eq!(same.asked(), 0, "nothing is asked where nothing differs");

    // Ana's follow was lost there, the consent to Cleo's on its way here, and Zoe never asked.
    let other = Said::of(&there, &bob, &[&cleo, &zoe]);
    other.comes(&club, "/n/2").await;
    assert_eq!(other.asked(), 1);
    assert_eq!(states(&club, &bob).await, only("cleo"));
    let undone: Vec<_> =
        club.sent().await.into_iter().filter(|(kind, _)| kind == "Undo").map(|(_, undo)| undo).collect();
    assert_eq!(undone.len(), 2, "{undone:?}");
    for undo in &undone {
        assert_eq!((&undo["object"]["type"], &undo["object"]["object"]), (&json!("Follow"), &json!(bob)));
        assert_eq!(undo["actor"], undo["object"]["actor"]);
    }
    for actor in [&ana, &zoe] {
        assert!(undone.iter().any(|undo| undo["actor"] == json!(actor.uri)), "{}", actor.username);
    }
    // It was the stall that asked, so that it is told of its own.
    let heard = there.peer.heard().into_iter().find(|heard| heard.target.ends_with("_synchronization")).unwrap();
    let key = heard.signature().unwrap().key_id;
    assert_eq!(key.as_str(), "https://microblog.club.example/actor#main-key");
}

#[tokio::test]
async fn only_what_an_actor_says_of_its_own_followers_counts() {
    let (club, there, ana, bob) = following().await;
    let eve = there.person("eve");
    let said = Said::of(&there, &bob, &[]);
    let elsewhere = Elsewhere::start().await;

    let foreign = Statement { collection: format!("{eve}/followers").into(), ..said.statement.clone() };
    let led_away =
        Statement { url: elsewhere.at("/users/bob/followers_synchronization").into(), ..said.statement.clone() };
    for (n, statement) in [foreign, led_away].into_iter().enumerate() {
        Said { statement, ..Said::of(&there, &bob, &[]) }.comes(&club, &format!("/n/{n}")).await;
    }
    // Somebody on the way added it.
    let mut unsigned = Post::signed(&bob, &act("Create", &bob, note(&bob, "/n/7", "hello")));
    unsigned.headers.insert(HEADER, said.statement.write().parse().unwrap());
    club.hear(&unsigned).await.unwrap();
    club.work().await;
    // It says it twice.
    let mut twice = HeaderMap::new();
    twice.insert(HEADER, said.statement.write().parse().unwrap());
    let mut post = Post::signed_with(&bob, &act("Create", &bob, note(&bob, "/n/8", "hello")), &twice);
    post.headers.append(HEADER, said.statement.write().parse().unwrap());
    assert!(club.hear(&post).await.is_err());
    club.work().await;
    assert_eq!((said.asked(), elsewhere.peer.heard().len()), (0, 0));
    assert_eq!(states(&club, &bob).await, only(&ana.username));
}

#[tokio::test]
async fn a_list_that_is_not_the_one_announced_changes_nothing() {
    let (club, there, ana, bob) = following().await;
    let zoe = club.member("zoe").await;
    let announced = Said::of(&there, &bob, &[&zoe]).statement;
    let path = "/users/bob/followers_synchronization";
    let page = |items: serde_json::Value, next: &str| {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": announced.url, "type": "OrderedCollection",
            "orderedItems": items, "next": there.at(next)})
    };
    let answers = [
        (StatusCode::NOT_FOUND, String::new()),
        (StatusCode::OK, page(json!([]), "/nowhere").to_string()),
        (StatusCode::OK, page(json!([zoe.uri]), "/nowhere").to_string()),
        (StatusCode::OK, note(&bob, path, "no list").to_string()),
        (StatusCode::OK, json!({"id": announced.url, "type": "OrderedCollection", "orderedItems": []}).to_string()),
    ];
    for (n, (status, body)) in answers.into_iter().enumerate() {
        let said = Said { there: &there, bob: &bob, statement: announced.clone() };
        there.answer(path, status, &body);
        said.comes(&club, &format!("/n/{n}")).await;
        assert_eq!(said.asked(), n + 1, "{body}");
        assert_eq!(states(&club, &bob).await, only(&ana.username), "{body}");
    }
    // Ids of other servers and other stalls in the list are not ours to judge.
    let said = Said { there: &there, bob: &bob, statement: announced.clone() };
    let strangers = json!([zoe.uri, "https://photos.club.example/actors/1", "https://other.example/users/1"]);
    let whole = json!({"id": announced.url, "type": "OrderedCollection", "orderedItems": strangers});
    there.answer(path, StatusCode::OK, &whole.to_string());
    said.comes(&club, "/n/last").await;
    assert_eq!(states(&club, &bob).await, HashMap::new());
}
