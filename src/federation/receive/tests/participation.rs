//! Taking part across servers: what comes for what takes place here, and the answers to what members asked for elsewhere.

use chrono::TimeDelta;
use serde_json::{Value, json};
use social::actor::Actor;
use social::inbox::InboxState;
use social::object::Object;
use social::occasion::{JoinMode, NewOccasion, Occasion};
use social::participation::{Asking, Participation, ParticipationState};
use social::visibility::Visibility;
use store::clock;

use super::objects::following;
use crate::fixture::{Club, Elsewhere, act, note};

/// Something that takes place here.
async fn event(club: &Club, author: &Actor, occasion: NewOccasion) -> Object {
    let object = club.publish(author, Visibility::Public, "<p>games</p>").await;
    let id = object.id;
    club.write(move |c| Occasion::set(c, id, Some(&occasion))).await;
    object
}

fn room_for(capacity: i64) -> NewOccasion {
    NewOccasion { capacity: Some(capacity), ..NewOccasion::at(clock::now() + TimeDelta::days(7), "Europe/Paris") }
}

async fn state_of(club: &Club, actor: &str, object: &Object) -> Option<ParticipationState> {
    let (actor, object) = (club.find_actor(actor).await.unwrap(), object.id);
    club.write(move |c| Participation::of_actor(c, object, actor.id)).await.map(|row| row.state)
}

/// As Mobilizon joins: to more people than it concerns.
fn join(actor: &str, object: &Object) -> Value {
    let mut join = act("Join", actor, json!(object.uri));
    join["participationMessage"] = json!("<b>with</b> a game");
    join
}

#[tokio::test]
async fn a_join_is_accepted_while_there_is_room_and_left_again() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob, eve) = (club.member("ana").await, there.person("bob"), there.person("eve"));
    let object = event(&club, &ana, room_for(1)).await;
    club.accept(&bob, join(&bob, &object)).await;
    club.accept(&eve, join(&eve, &object)).await;
    assert_eq!(state_of(&club, &bob, &object).await, Some(ParticipationState::Accepted));
    assert_eq!(state_of(&club, &eve, &object).await, Some(ParticipationState::Waiting));
    let (kind, accept) = club.sent().await.remove(0);
    assert_eq!((kind.as_str(), &accept["to"], &accept["object"]["type"]), ("Accept", &json!([bob]), &json!("Join")));
    assert_eq!((&accept["cc"], &accept["object"]["object"]), (&json!([]), &json!(object.uri)));
    let (actor, id) = (club.find_actor(&bob).await.unwrap(), object.id);
    let row = club.write(move |c| Participation::of_actor(c, id, actor.id)).await.unwrap();
    assert_eq!(row.message, "with a game");

    club.accept(&bob, act("Leave", &bob, json!(object.uri))).await;
    assert_eq!(state_of(&club, &eve, &object).await, Some(ParticipationState::Accepted));
    assert_eq!(club.sent().await[0].1["to"], json!([eve]));
    let document = club.publish(&ana, Visibility::Public, "<p>other</p>").await;
    let nothing = act("Leave", &bob, json!(document.uri));
    assert_eq!(club.take(&bob, nothing).await.0, InboxState::Ignored);
    club.accept(&eve, act("Undo", &eve, join(&eve, &object))).await;
    assert_eq!(state_of(&club, &eve, &object).await, Some(ParticipationState::Left));
}

#[tokio::test]
async fn nobody_joins_or_leaves_for_another() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob, eve) = (club.member("ana").await, there.person("bob"), there.person("eve"));
    let object = event(&club, &ana, room_for(5)).await;
    let mut forged = join(&bob, &object);
    forged["id"] = json!(format!("{eve}/join/1"));
    assert_ne!(club.take(&eve, forged).await.0, InboxState::Accepted);
    club.accept(&bob, join(&bob, &object)).await;
    assert_eq!(club.take(&eve, act("Undo", &eve, join(&bob, &object))).await.0, InboxState::Refused);
    assert_eq!(club.take(&eve, act("Leave", &eve, json!(object.uri))).await.0, InboxState::Ignored);
    assert_eq!(state_of(&club, &bob, &object).await, Some(ParticipationState::Accepted));
}

#[tokio::test]
async fn an_answer_to_the_event_itself_counts_as_friendica_means_it() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob) = (club.member("ana").await, there.person("bob"));
    let object = event(&club, &ana, room_for(5)).await;
    let said = [
        ("Accept", ParticipationState::Accepted),
        ("TentativeAccept", ParticipationState::Maybe),
        ("Reject", ParticipationState::Declined),
    ];
    for (kind, expected) in said {
        club.accept(&bob, act(kind, &bob, json!(object.uri))).await;
        assert_eq!(state_of(&club, &bob, &object).await, Some(expected), "{kind}");
    }
    assert!(club.sent().await.iter().all(|(kind, _)| kind == "Create"), "such answers are not answered");
}

#[tokio::test]
async fn where_nobody_registers_a_join_is_passed_over() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, bob) = (club.member("ana").await, there.person("bob"));
    let object = event(&club, &ana, NewOccasion { join_mode: JoinMode::External, ..room_for(5) }).await;
    let (state, reason) = club.take(&bob, join(&bob, &object)).await;
    assert_eq!(state, InboxState::Ignored, "{reason}");
    assert_eq!(club.sent().await[0].0, "Ignore");
}

/// An event of somebody elsewhere whom a member follows, which the member asked to join.
async fn asked() -> (Club, Elsewhere, Actor, String, Object, String) {
    let (club, there, ana, bob) = following().await;
    let mut party = note(&bob, "/e/1", "party");
    party["type"] = json!("Event");
    party["name"] = json!("A party");
    party["joinMode"] = json!("free");
    party["startTime"] = json!((clock::now() + TimeDelta::days(3)).and_utc().to_rfc3339());
    there.serve(&party);
    club.accept(&bob, act("Create", &bob, party)).await;
    let object = club.find(&there.at("/e/1")).await.unwrap();
    let (hosts, who, what) = (club.hosts.clone(), ana.clone(), object.clone());
    let row = club.write(move |c| Ok(Participation::ask(c, &hosts, &who, &what, &Asking::default()).unwrap())).await;
    let (kind, join) = club.sent().await.remove(0);
    assert_eq!((kind.as_str(), &join["to"], row.state), ("Join", &json!([bob]), ParticipationState::Pending));
    (club, there, ana, bob, object, row.uri.unwrap())
}

#[tokio::test]
async fn only_the_organiser_answers() {
    let (club, there, ana, bob, object, uri) = asked().await;
    let eve = there.person("eve");
    let accept = |by: &str, n: u8, object: Value| json!({"type": "Accept", "id": format!("{by}/accepts/{n}"), "actor": by, "object": object, "to": [ana.uri]});
    assert_eq!(club.take(&eve, accept(&eve, 1, json!(uri))).await.0, InboxState::Refused);
    let embedded = json!({"type": "Join", "id": "https://forgotten.example/1", "actor": ana.uri, "object": object.uri});
    assert_eq!(club.take(&eve, accept(&eve, 2, embedded.clone())).await.0, InboxState::Refused);
    assert_eq!(state_of(&club, &ana.uri, &object).await, Some(ParticipationState::Pending));
    club.accept(&bob, accept(&bob, 3, embedded)).await;
    assert_eq!(state_of(&club, &ana.uri, &object).await, Some(ParticipationState::Accepted));
    let reject = json!({"type": "Reject", "id": format!("{bob}/rejects/1"), "actor": bob, "object": uri});
    club.accept(&bob, reject).await;
    assert_eq!(state_of(&club, &ana.uri, &object).await, Some(ParticipationState::Rejected));
}

#[tokio::test]
async fn an_organiser_who_takes_no_sign_ups_says_so() {
    let (club, _there, ana, bob, object, uri) = asked().await;
    let ignore = json!({"type": "Ignore", "id": format!("{bob}/ignores/1"), "actor": bob, "object": uri});
    club.accept(&bob, ignore).await;
    assert_eq!(state_of(&club, &ana.uri, &object).await, Some(ParticipationState::Ignored));
}
