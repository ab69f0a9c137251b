//! What takes place, as pl-fe and Soapbox publish it and take part in it.

use chrono::{SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::program::Program;
use tests::{Options, Server};

const EVENTS: &str = "/api/v1/pleroma/events";

fn after(hours: i64) -> String {
    (Utc::now() + TimeDelta::hours(hours)).to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn path(event: &Value, below: &str) -> String {
    format!("{EVENTS}/{}{below}", event["id"].as_str().expect("an id is a string"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_published_and_joined_by_programs() {
    let server = Server::start(Options::default()).await;
    for name in ["ana", "bob", "eve"] {
        server.account(name);
    }
    let at = |name: &str| Program::at(&server, name, "events");
    let (ana, bob, eve) = (at("ana"), at("bob"), at("eve"));
    let versions = &ana.get("/api/v2/instance").await.expect(200)["api_versions"];
    assert_eq!(versions["events.pleroma.pl-api"], 1);
    let elsewhere = Program::of(&server, "ana");
    assert!(elsewhere.get("/api/v2/instance").await.expect(200)["api_versions"]["events.pleroma.pl-api"].is_null());

    let new = json!({"name": "Board games", "status": "Bring one. #games", "start_time": after(48),
        "end_time": after(51), "join_mode": "restricted"});
    let event = ana.post(EVENTS, new.clone()).await.expect(200);
    assert_eq!(event["event"]["name"], "Board games");
    assert_eq!((&event["event"]["join_mode"], &event["event"]["join_state"]), (&json!("restricted"), &Value::Null));
    let words = event["content"].as_str().unwrap();
    assert!(
        words.contains("<strong>Board games</strong>") && words.contains("📅") && words.contains("(UTC)"),
        "{words}"
    );
    // Words without a place for it, a time that is none, an end before the beginning.
    for wrong in [
        json!({"name": "Board games", "start_time": "tomorrow"}),
        json!({"name": "Board games"}),
        json!({"name": "Bo", "start_time": after(48)}),
        json!({"name": "Board games", "start_time": after(48), "end_time": after(47)}),
    ] {
        ana.post(EVENTS, wrong).await.expect(422);
    }
    elsewhere.post(EVENTS, new).await.expect(422);

    let calendar = bob.request(reqwest::Method::GET, &path(&event, "/ics")).send().await.unwrap();
    assert_eq!(calendar.headers()["content-type"], "text/calendar; charset=utf-8");
    let calendar = calendar.text().await.unwrap();
    assert!(calendar.contains("BEGIN:VEVENT") && calendar.contains("SUMMARY:Board games"), "{calendar}");
    let asked = bob.post(&path(&event, "/join"), json!({"participation_message": "With a friend"})).await.expect(200);
    assert_eq!(asked["event"]["join_state"], "pending");
    bob.get(&path(&event, "/participation_requests")).await.expect(404);
    let requests = ana.get(&path(&event, "/participation_requests")).await.expect(200);
    assert_eq!(requests[0]["participation_message"], "With a friend");
    let who = requests[0]["account"]["id"].as_str().unwrap().to_owned();
    let answer = |verb: &str| path(&event, &format!("/participation_requests/{who}/{verb}"));
    eve.post(&answer("authorize"), json!({})).await.expect(404);
    let event = ana.post(&answer("authorize"), json!({})).await.expect(200);
    assert_eq!(event["event"]["participants_count"], 1);
    assert_eq!(ana.get(&path(&event, "/participations")).await.expect(200)[0]["username"], "bob");
    let joined = bob.get(&format!("{EVENTS}/joined_events")).await.expect(200);
    assert_eq!((&joined[0]["id"], &joined[0]["event"]["join_state"]), (&event["id"], &json!("accept")));

    let moved =
        ana.put(&path(&event, ""), json!({"name": "Board games night", "start_time": after(50)})).await.expect(200);
    assert_eq!(moved["event"]["name"], "Board games night");
    assert!(moved["content"].as_str().unwrap().contains("Bring one."));
    bob.put(&path(&event, ""), json!({"name": "Mine"})).await.expect(404);

    let left = bob.post(&path(&event, "/leave"), json!({})).await.expect(200);
    assert_eq!((&left["event"]["participants_count"], &left["event"]["join_state"]), (&json!(0), &Value::Null));
    eve.post(&path(&event, "/leave"), json!({})).await.expect(404);
    let timeline = eve.get("/api/v1/timelines/public?local=true").await.expect(200);
    assert_eq!(timeline[0]["event"]["name"], "Board games night");
}
