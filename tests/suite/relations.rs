//! Who knows whom, as a program sees and sets it: follows, blocks, mutes, lists, hashtags, suggestions, the directory.

use serde_json::{Value, json};
use tests::program::{Answer, Program};
use tests::{Options, Peer, Server, eventually};

/// A member with a program that acts for it.
struct Person {
    name: &'static str,
    id: String,
    program: Program,
}

impl Person {
    async fn new(server: &Server, name: &'static str) -> Self {
        server.account(name);
        let program = Program::of(server, name);
        let own = program.get("/api/v1/accounts/verify_credentials").await.expect(200);
        Self { name, id: own["id"].as_str().unwrap().to_owned(), program }
    }

    /// Does something towards somebody, and gives back how the two stand then.
    async fn does(&self, deed: &str, other: &str, body: Value) -> Value {
        self.try_to(deed, other, body).await.expect(200)
    }

    async fn try_to(&self, deed: &str, other: &str, body: Value) -> Answer {
        self.program.post(&format!("/api/v1/accounts/{other}/{deed}"), body).await
    }

    async fn stands(&self, other: &str) -> Value {
        let answer = self.program.get(&format!("/api/v1/accounts/relationships?id[]={other}")).await.expect(200);
        answer[0].clone()
    }

    /// What a list of people or things has, by one of their keys.
    async fn list(&self, path: &str, key: &str) -> Vec<String> {
        named(&self.program.get(path).await.expect(200), key)
    }

    async fn says(&self, text: &str) -> String {
        let posted = self.program.post("/api/v1/statuses", json!({ "status": text })).await.expect(200);
        posted["id"].as_str().unwrap().to_owned()
    }
}

fn named(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

async fn club<const N: usize>(names: [&'static str; N]) -> (Server, [Person; N]) {
    let server = Server::start(Options::default()).await;
    let mut people = Vec::new();
    for name in names {
        people.push(Person::new(&server, name).await);
    }
    let people = people.try_into().unwrap_or_else(|_| unreachable!("one for each name"));
    (server, people)
}

/// The address of a page beside an answer, as a path.
fn beside(server: &Server, answer: &Answer, which: &str) -> Option<String> {
    let link = answer.links.split(", ").find(|link| link.ends_with(&format!("rel=\"{which}\"")))?;
    let address = link.split_once('>')?.0.strip_prefix('<')?;
    Some(address.strip_prefix(server.url("").as_str())?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_followed_in_a_manner() {
    let (_server, [ana, bob]) = club(["ana", "bob"]).await;
    let stands = ana.does("follow", &bob.id, json!({ "reblogs": false, "languages": ["fr"] })).await;
    assert_eq!((&stands["following"], &stands["requested"]), (&json!(true), &json!(false)));
    assert_eq!((&stands["showing_reblogs"], &stands["languages"]), (&json!(false), &json!(["fr"])));
    let stands = ana.does("follow", &bob.id, json!({ "notify": true })).await;
    assert_eq!((&stands["notifying"], &stands["showing_reblogs"]), (&json!(true), &json!(false)), "the rest stays");
    let stands = ana.does("follow", &bob.id, json!({ "languages": [] })).await;
    assert_eq!(stands["languages"], Value::Null);
    assert_eq!(bob.stands(&ana.id).await["followed_by"], true);

    assert_eq!(bob.does("remove_from_followers", &ana.id, json!({})).await["followed_by"], false);
    assert_eq!(ana.stands(&bob.id).await["following"], false);
    ana.does("follow", &bob.id, json!({})).await;
    assert_eq!(ana.does("unfollow", &bob.id, json!({})).await["following"], false);

    ana.try_to("follow", &ana.id, json!({})).await.expect(403);
    ana.try_to("follow", "1", json!({})).await.expect(404);
    ana.try_to("follow", &bob.id, json!({ "languages": ["not a language"] })).await.expect(422);
    bob.does("block", &ana.id, json!({})).await;
    ana.try_to("follow", &bob.id, json!({})).await.expect(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_waits_for_consent() {
    let (_server, [ana, bob, tom]) = club(["ana", "bob", "tom"]).await;
    let locked = ana.program.send(
        "PATCH".parse().unwrap(),
        "/api/v1/accounts/update_credentials",
        Some(json!({ "locked": true })),
    );
    locked.await.expect(200);
    for asking in [&bob, &tom] {
        let stands = asking.does("follow", &ana.id, json!({})).await;
        assert_eq!((&stands["following"], &stands["requested"]), (&json!(false), &json!(true)));
    }
    assert_eq!(ana.stands(&bob.id).await["requested_by"], true);
    assert_eq!(ana.list("/api/v1/follow_requests", "acct").await, ["tom", "bob"]);
    assert_eq!(ana.list("/api/v1/follow_requests?limit=1", "acct").await, ["tom"]);
    let settle = async |who: &Person, how: &str| {
        ana.program.post(&format!("/api/v1/follow_requests/{}/{how}", who.id), json!({})).await
    };
    assert_eq!(settle(&bob, "authorize").await.expect(200)["followed_by"], true);
    assert_eq!(settle(&tom, "reject").await.expect(200)["requested_by"], false);
    settle(&tom, "authorize").await.expect(404);
    assert_eq!(ana.list(&format!("/api/v1/accounts/{}/followers", ana.id), "acct").await, ["bob"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_are_paged_and_may_be_kept_to_oneself() {
    let (server, [ana, bob, eve, tom]) = club(["ana", "bob", "eve", "tom"]).await;
    for fan in [&bob, &eve, &tom] {
        fan.does("follow", &ana.id, json!({})).await;
    }
    let path = format!("/api/v1/accounts/{}/followers", ana.id);
    let first = bob.program.get(&format!("{path}?limit=2")).await;
    assert_eq!(named(&first.json, "acct"), ["tom", "eve"]);
    assert!(first.links.find("rel=\"next\"") < first.links.find("rel=\"prev\""), "next comes first: {}", first.links);
    let second = bob.program.get(&beside(&server, &first, "next").unwrap()).await;
    assert_eq!(named(&second.json, "acct"), ["bob"]);
    assert_eq!(beside(&server, &second, "next"), None);
    let back = bob.program.get(&beside(&server, &second, "prev").unwrap()).await;
    assert_eq!(named(&back.json, "acct"), ["tom", "eve"]);

    assert_eq!(bob.list(&format!("/api/v1/accounts/{}/following", tom.id), "acct").await, ["ana"]);
    let stranger = Program::of_nobody(&server);
    assert_eq!(named(&stranger.get(&path).await.expect(200), "acct").len(), 3);
    let hide = json!({ "hide_collections": true });
    ana.program.send("PATCH".parse().unwrap(), "/api/v1/accounts/update_credentials", Some(hide)).await.expect(200);
    assert_eq!(bob.list(&path, "acct").await, [""; 0]);
    assert_eq!(ana.list(&path, "acct").await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elsewhere_is_asked_and_told() {
    let (server, [ana]) = club(["ana"]).await;
    let peer = Peer::open("far");
    let query = format!("/api/v1/accounts/search?resolve=true&q=@{}", peer.actor_handle());
    let eve = eventually("Eve is found", async || {
        let found = ana.program.get(&query).await.expect(200);
        Some(found[0]["id"].as_str()?.to_owned())
    });
    let eve = eve.await;
    let stands = ana.does("follow", &eve, json!({})).await;
    assert_eq!((&stands["following"], &stands["requested"]), (&json!(false), &json!(true)));
    let follow = peer.hears("a Follow", |told| told["type"] == "Follow").await;
    let accept = peer.activity("Accept", "1", follow);
    assert_eq!(peer.deliver(&server.url("/inbox"), &accept).await.unwrap(), 202);
    eventually("Eve's consent counts", async || (ana.stands(&eve).await["following"] == true).then_some(())).await;
    ana.does("block", &eve, json!({})).await;
    peer.hears("the follow is over", |told| told["type"] == "Undo" && told["object"]["type"] == "Follow").await;
    peer.hears("a Block", |told| told["type"] == "Block").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unwanted_is_shut_out_muted_and_hidden() {
    let (_server, [ana, bob, eve]) = club(["ana", "bob", "eve"]).await;
    for other in [&bob, &eve] {
        assert_eq!(ana.does("block", &other.id, json!({})).await["blocking"], true);
    }
    assert_eq!(bob.stands(&ana.id).await["blocked_by"], true);
    assert_eq!(ana.list("/api/v1/blocks", "acct").await, ["eve", "bob"]);
    assert_eq!(ana.does("unblock", &bob.id, json!({})).await["blocking"], false);
    assert_eq!(ana.list("/api/v1/blocks", "acct").await, ["eve"]);

    let stands = ana.does("mute", &bob.id, json!({ "notifications": false, "duration": 3600 })).await;
    assert_eq!((&stands["muting"], &stands["muting_notifications"]), (&json!(true), &json!(false)));
    assert!(stands["muting_expires_at"].is_string());
    let muted = ana.program.get("/api/v1/mutes").await.expect(200);
    assert!(muted[0]["acct"] == "bob" && muted[0]["mute_expires_at"].is_string(), "{muted}");
    assert_eq!(ana.does("mute", &bob.id, json!({ "duration": i64::MAX })).await["muting_expires_at"], Value::Null);
    assert_eq!(ana.does("unmute", &bob.id, json!({})).await["muting"], false);

    for host in ["One.example", "two.example"] {
        ana.program.post("/api/v1/domain_blocks", json!({ "domain": host })).await.expect(200);
    }
    ana.program.post("/api/v1/domain_blocks", json!({ "domain": "no host" })).await.expect(422);
    ana.program.post("/api/v1/domain_blocks", json!({})).await.expect(422);
    ana.program.delete("/api/v1/domain_blocks?domain=two.example").await.expect(200);
    let hidden = ana.program.get("/api/v1/domain_blocks").await.expect(200);
    assert_eq!(hidden, json!(["one.example"]));

    assert_eq!(ana.does("note", &bob.id, json!({ "comment": "plays the horn" })).await["note"], "plays the horn");
    assert_eq!(ana.stands(&bob.id).await["note"], "plays the horn");
    assert_eq!(bob.stands(&ana.id).await["note"], "");
    ana.try_to("note", &bob.id, json!({ "comment": "x".repeat(2001) })).await.expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_hold_some_of_those_who_are_followed() {
    let (_server, [ana, bob, eve]) = club(["ana", "bob", "eve"]).await;
    let lists = &ana.program;
    lists.post("/api/v1/lists", json!({ "title": " " })).await.expect(422);
    lists.post("/api/v1/lists", json!({ "title": "x", "replies_policy": "all" })).await.expect(422);
    let list = lists.post("/api/v1/lists", json!({ "title": "Band", "replies_policy": "none" })).await.expect(200);
    assert_eq!((&list["replies_policy"], &list["exclusive"]), (&json!("none"), &json!(false)));
    let path = format!("/api/v1/lists/{}", list["id"].as_str().unwrap());
    let changed = lists.put(&path, json!({ "title": "The band", "exclusive": true })).await.expect(200);
    assert_eq!((&changed["title"], &changed["exclusive"]), (&json!("The band"), &json!(true)));
    assert_eq!(changed["replies_policy"], "none", "what is not named stays");
    bob.program.get(&path).await.expect(404);

    let accounts = format!("{path}/accounts");
    let both = json!({ "account_ids": [bob.id, eve.id] });
    ana.does("follow", &bob.id, json!({})).await;
    lists.post(&accounts, both.clone()).await.expect(404);
    assert_eq!(ana.list(&accounts, "acct").await, [""; 0], "all of them or nobody");
    ana.does("follow", &eve.id, json!({})).await;
    lists.post(&accounts, both).await.expect(200);
    assert_eq!(ana.list(&format!("{accounts}?limit=1"), "acct").await, ["eve"]);
    assert_eq!(ana.list(&format!("{accounts}?limit=0"), "acct").await, ["eve", "bob"]);
    assert_eq!(ana.list(&format!("/api/v1/accounts/{}/lists", bob.id), "title").await, ["The band"]);

    let said = bob.says("The horns are polished").await;
    let shown = ana.list(&format!("/api/v1/timelines/list/{}", list["id"].as_str().unwrap()), "id").await;
    assert_eq!(shown, std::slice::from_ref(&said));
    assert!(!ana.list("/api/v1/timelines/home", "id").await.contains(&said), "the list is exclusive");

    lists.send("DELETE".parse().unwrap(), &accounts, Some(json!({ "account_ids": [bob.id] }))).await.expect(200);
    ana.does("unfollow", &eve.id, json!({})).await;
    assert_eq!(ana.list(&accounts, "acct").await, [""; 0]);
    lists.delete(&path).await.expect(200);
    lists.get(&path).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn hashtags_are_followed_and_featured() {
    let (server, [ana, bob]) = club(["ana", "bob"]).await;
    ana.says("Rehearsal tonight #Horns #Lamps").await;
    ana.says("And again #horns").await;
    let tag = bob.program.get("/api/v1/tags/HORNS").await.expect(200);
    assert_eq!((&tag["name"], &tag["following"]), (&json!("Horns"), &json!(false)));
    assert_eq!(tag["history"].as_array().unwrap().len(), 7);
    assert_eq!((&tag["history"][0]["uses"], &tag["history"][0]["accounts"]), (&json!("2"), &json!("1")));
    let unused = Program::of_nobody(&server).get("/api/v1/tags/drums").await.expect(200);
    assert_eq!((&unused["name"], unused.get("following")), (&json!("drums"), None));
    bob.program.get("/api/v1/tags/2026").await.expect(404);

    for name in ["horns", "drums"] {
        let followed = bob.program.post(&format!("/api/v1/tags/{name}/follow"), json!({})).await.expect(200);
        assert_eq!(followed["following"], true);
    }
    assert_eq!(bob.list("/api/v1/followed_tags", "name").await, ["drums", "Horns"]);
    let first = bob.program.get("/api/v1/followed_tags?limit=1").await;
    let rest = bob.program.get(&beside(&server, &first, "next").unwrap()).await;
    assert_eq!(named(&rest.json, "name"), ["Horns"]);
    let said = ana.says("Once more #horns").await;
    assert_eq!(bob.list("/api/v1/timelines/home", "id").await, [said]);
    bob.program.post("/api/v1/tags/drums/unfollow", json!({})).await.expect(200);

    let worth = ana.list("/api/v1/featured_tags/suggestions", "name").await;
    assert_eq!(worth, ["Horns", "Lamps"]);
    let featured = ana.program.post("/api/v1/featured_tags", json!({ "name": "#horns" })).await.expect(200);
    assert_eq!((&featured["name"], &featured["statuses_count"]), (&json!("Horns"), &json!("3")));
    assert_eq!(ana.program.post("/api/v1/tags/lamps/feature", json!({})).await.expect(200)["featuring"], true);
    assert_eq!(bob.list(&format!("/api/v1/accounts/{}/featured_tags", ana.id), "name").await, ["Horns", "Lamps"]);
    let path = format!("/api/v1/featured_tags/{}", featured["id"].as_str().unwrap());
    ana.program.delete(&path).await.expect(200);
    ana.program.delete(&path).await.expect(404);
    assert_eq!(ana.list("/api/v1/featured_tags", "name").await, ["Lamps"]);
    ana.program.post("/api/v1/featured_tags", json!({ "name": "!" })).await.expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_suggested_recommended_and_listed() {
    let (server, [ana, bob, eve, tom]) = club(["ana", "bob", "eve", "tom"]).await;
    ana.does("follow", &bob.id, json!({})).await;
    bob.does("follow", &eve.id, json!({})).await;

    let found = ana.program.get("/api/v2/suggestions").await.expect(200);
    let who: Vec<_> = found.as_array().unwrap().iter().map(|one| one["account"]["acct"].as_str().unwrap()).collect();
    assert_eq!(who, ["eve", "tom"]);
    assert_eq!(found[0]["sources"], json!(["friends_of_friends", "most_followed"]));
    ana.program.delete(&format!("/api/v1/suggestions/{}", eve.id)).await.expect(200);
    assert_eq!(ana.list("/api/v1/suggestions", "acct").await, ["tom"]);

    let query = format!("/api/v1/accounts/familiar_followers?id[]={}&id[]={}", eve.id, tom.id);
    let familiar = ana.program.get(&query).await.expect(200);
    assert_eq!(named(&familiar[0]["accounts"], "acct"), ["bob"]);
    assert_eq!(familiar[1], json!({ "id": tom.id, "accounts": [] }));

    ana.try_to("endorse", &tom.id, json!({})).await.expect(422);
    assert_eq!(ana.does("pin", &bob.id, json!({})).await["endorsed"], true);
    assert_eq!(ana.list("/api/v1/endorsements", "acct").await, ["bob"]);
    let path = format!("/api/v1/accounts/{}/endorsements", ana.id);
    assert_eq!(named(&Program::of_nobody(&server).get(&path).await.expect(200), "acct"), ["bob"]);
    assert_eq!(ana.does("unendorse", &bob.id, json!({})).await["endorsed"], false);

    assert_eq!(ana.list("/api/v1/directory?local=true&order=new&limit=2", "acct").await, ["tom", "eve"]);
    assert_eq!(ana.list("/api/v1/directory?local=true&order=new&offset=2", "acct").await, ["bob", "ana"]);
    tom.says("I am here").await;
    assert_eq!(ana.list("/api/v1/directory", "acct").await.first().unwrap(), tom.name);
    ana.does("block", &tom.id, json!({})).await;
    assert_eq!(ana.list("/api/v1/directory?local=true", "acct").await.len(), 3);

    let several = format!("/api/v1/accounts?id[]={}&id[]=1&id[]={}", tom.id, bob.id);
    assert_eq!(ana.list(&several, "acct").await, ["tom", "bob"]);
    // Who is at this stall comes before whom the same member is at another.
    let elsewhere = ["photos", "events", "music"].map(|stall| server.handle_at(stall, "bob"));
    let found = ana.list("/api/v1/accounts/search?q=bo", "acct").await;
    assert_eq!((found[0].as_str(), &found[1..]), ("bob", elsewhere.as_slice()));
    assert_eq!(ana.list("/api/v1/accounts/search?q=e&following=true", "acct").await, [""; 0]);
}
