//! What programs say later, say twice by mistake, and ask before.

use chrono::{SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::browser::client;
use tests::program::Program;
use tests::{Options, Peer, Server};

const STATUSES: &str = "/api/v1/statuses";
const SCHEDULED: &str = "/api/v1/scheduled_statuses";

fn after(minutes: i64) -> String {
    (Utc::now() + TimeDelta::minutes(minutes)).to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn path(of: &str, thing: &Value) -> String {
    format!("{of}/{}", thing["id"].as_str().expect("an id is a string"))
}

/// Says something under a key.
async fn under_key(server: &Server, token: &str, key: &str, body: &Value) -> Value {
    let request = client().post(server.url(STATUSES)).bearer_auth(token).header("Idempotency-Key", key);
    let answer = request.header("content-type", "application/json").body(body.to_string()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_later_can_be_looked_at_put_off_and_dropped() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    let lamp = std::fs::read(tests::tree::root().join("docs/kermesse.png")).unwrap();
    let media = ana.send_file("/api/v2/media", &lamp, &[]).await.expect(202);
    let at = after(60);
    let post = json!({
        "status": "Lamps tomorrow", "spoiler_text": "light", "visibility": "unlisted", "language": "en",
        "media_ids": [media["id"]], "scheduled_at": at,
    });
    let first = ana.post(STATUSES, post).await.expect(200);
    assert_eq!(first["scheduled_at"], at.as_str());
    let said = &first["params"];
    assert_eq!((&said["text"], &said["spoiler_text"]), (&json!("Lamps tomorrow"), &json!("light")));
    assert_eq!((&said["visibility"], &said["language"]), (&json!("unlisted"), &json!("en")));
    assert_eq!((&said["media_ids"], &said["poll"]), (&json!([media["id"]]), &Value::Null));
    assert_eq!(first["media_attachments"][0]["id"], media["id"]);
    let poll = json!({"options": ["left", "right"], "expires_in": 600});
    let second =
        ana.post(STATUSES, json!({"status": "Which?", "poll": poll, "scheduled_at": after(90)})).await.expect(200);
    assert_eq!(second["params"]["poll"]["options"], json!(["left", "right"]));
    assert_eq!(ana.get("/api/v1/timelines/home").await.expect(200), json!([]), "nothing is out");

    assert_eq!(ana.get(SCHEDULED).await.expect(200), json!([second, first]));
    let page = ana.get(&format!("{SCHEDULED}?limit=1")).await;
    assert!(page.links.contains("rel=\"next\"") && page.links.contains("max_id="), "{}", page.links);
    let next = ana.get(&format!("{SCHEDULED}?max_id={}", second["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(next, json!([first]));
    assert_eq!(bob.get(SCHEDULED).await.expect(200), json!([]));
    let own = path(SCHEDULED, &first);
    for program in [&bob, &ana] {
        let status = if std::ptr::eq(program, &ana) { 200 } else { 404 };
        program.get(&own).await.expect(status);
        program.put(&own, json!({"scheduled_at": after(120)})).await.expect(status);
        program.delete(&own).await.expect(status);
    }
    ana.get(&own).await.expect(404);
    for typed in [after(4), after(-1), "tomorrow".to_owned(), String::new()] {
        let refused = ana.put(&path(SCHEDULED, &second), json!({"scheduled_at": typed})).await.expect(422);
        assert!(refused["details"]["scheduled_at"].is_array(), "{refused}");
    }
    ana.post(STATUSES, json!({"status": "too soon", "scheduled_at": after(3)})).await.expect(422);
    let now = ana.post(STATUSES, json!({"status": "not in the past", "scheduled_at": after(-3)})).await.expect(200);
    assert!(now["content"].as_str().unwrap().contains("not in the past"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_twice_under_one_key_is_said_once() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let token = server.token("ana", "microblog");
    let body = json!({"status": "Once"});
    let (first, second) =
        tokio::join!(under_key(&server, &token, "k1", &body), under_key(&server, &token, "k1", &body));
    assert_eq!(first["id"], second["id"]);
    assert_ne!(under_key(&server, &token, "k2", &body).await["id"], first["id"]);
    let later = json!({"status": "Later", "scheduled_at": after(60)});
    let first = under_key(&server, &token, "k3", &later).await;
    assert_eq!(under_key(&server, &token, "k3", &later).await["id"], first["id"]);
    let ana = Program::of(&server, "ana");
    assert_eq!(ana.get(SCHEDULED).await.expect(200).as_array().unwrap().len(), 1);
    assert_eq!(ana.get("/api/v1/timelines/home").await.expect(200).as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_a_post_names_is_looked_for_before_it_is_said() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let (ana, peer) = (Program::of(&server, "ana"), Peer::open("eves"));
    let handle = peer.actor_handle();
    let text = format!("@{handle} come and see, and @nobody@nowhere.localhost too");
    let post = ana.post(STATUSES, json!({"status": text})).await.expect(200);
    let mentions = post["mentions"].as_array().unwrap();
    assert_eq!(mentions.len(), 1, "{post}");
    assert_eq!(mentions[0]["acct"], handle.as_str());
    peer.hears("the post", |activity| activity["type"] == "Create").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_takes_one_vote_of_each() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    let poll = json!({"options": ["left", "right"], "expires_in": 600});
    let asked = ana.post(STATUSES, json!({"status": "Which?", "poll": poll})).await.expect(200);
    let poll = path("/api/v1/polls", &asked["poll"]);
    let votes = format!("{poll}/votes");
    for (program, choices, words) in [
        (&bob, json!([2]), "does not exist"),
        (&bob, json!([]), "Choose one"),
        (&bob, json!([0, 1]), "Choose one"),
        (&ana, json!([0]), "your own"),
    ] {
        let refused = program.post(&votes, json!({"choices": choices})).await.expect(422);
        assert!(refused["error"].as_str().unwrap().contains(words), "{refused}");
    }
    let voted = bob.post(&votes, json!({"choices": ["1"]})).await.expect(200);
    assert_eq!((&voted["voted"], &voted["own_votes"]), (&json!(true), &json!([1])));
    assert_eq!(voted["options"][1]["votes_count"], 1);
    let again = bob.post(&votes, json!({"choices": [0]})).await.expect(422);
    assert!(again["error"].as_str().unwrap().contains("already voted"), "{again}");
    assert_eq!(bob.get(&poll).await.expect(200), voted);
    let plain = ana.post(STATUSES, json!({"status": "No question"})).await.expect(200);
    bob.get(&path("/api/v1/polls", &plain)).await.expect(404);
    let secret = json!({"status": "?", "visibility": "direct", "poll": {"options": ["a", "b"], "expires_in": 600}});
    let secret = ana.post(STATUSES, secret).await.expect(200);
    bob.get(&path("/api/v1/polls", &secret["poll"])).await.expect(404);
    bob.post(&format!("{}/votes", path("/api/v1/polls", &secret["poll"])), json!({"choices": [0]})).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_member_has_settled_on_is_told() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::of(&server, "ana");
    let settled = ana.get("/api/v1/preferences").await.expect(200);
    assert_eq!(settled["posting:default:visibility"], "public");
    let source =
        json!({"source": {"privacy": "private", "sensitive": true, "language": "fr", "quote_policy": "nobody"}});
    ana.send(reqwest::Method::PATCH, "/api/v1/accounts/update_credentials", Some(source)).await.expect(200);
    let settled = ana.get("/api/v1/preferences").await.expect(200);
    assert_eq!(settled["posting:default:visibility"], "private");
    assert_eq!(settled["posting:default:sensitive"], true);
    assert_eq!(settled["posting:default:language"], "fr");
    assert_eq!(settled["posting:default:quote_policy"], "nobody");
    assert_eq!(settled["reading:expand:media"], "default");
}
