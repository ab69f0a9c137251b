use serde_json::json;
use store::clock;
use vocab::Iri;

use super::{OutboxEntry, OutboxId};
use crate::actor::ActorId;

fn update(to: &[&str], content: &str) -> OutboxEntry {
    let body = json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "https://club.example/activities/1",
        "type": "Update",
        "actor": "https://club.example/actors/1",
        "to": to,
        "object": {
            "id": "https://club.example/objects/1",
            "type": "Note",
            "attributedTo": "https://club.example/actors/1",
            "content": content,
        },
    });
    OutboxEntry {
        id: OutboxId(1),
        stall: "microblog".to_owned(),
        actor_id: ActorId(1),
        activity_uri: "https://club.example/activities/1".to_owned(),
        activity_type: "Update".to_owned(),
        object_id: None,
        audience: String::new(),
        body: body.to_string(),
        created_at: clock::now(),
    }
}

#[test]
fn who_is_addressed_makes_an_activity_public_and_nothing_else_does() {
    assert!(update(&[Iri::PUBLIC], "<p>Lanterns.</p>").is_public());
    assert!(update(&["as:Public"], "<p>Lanterns.</p>").is_public());
    let followers = ["https://club.example/actors/1/followers"];
    assert!(!update(&followers, "<p>Lanterns.</p>").is_public());
    assert!(!update(&followers, &format!("<p>What is {}?</p>", Iri::PUBLIC)).is_public());
}
