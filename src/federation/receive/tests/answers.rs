//! Answers to what local actors asked for.

use serde_json::json;
use social::follow::{Follow, FollowState};
use social::inbox::InboxState;

use crate::fixture::{Club, Elsewhere, act};

/// A follow that waits for its answer.
async fn asked(club: &Club, there: &Elsewhere, name: &str) -> (Follow, String) {
    let (ana, bob) = (club.member(&format!("ana_{name}")).await, there.person(name));
    club.take(&bob, act("Like", &bob, json!(format!("https://nowhere.example/{name}")))).await;
    let (hosts, followed) = (club.hosts.clone(), club.find_actor(&bob).await.unwrap());
    (club.write(move |c| Ok(Follow::request(c, &hosts, &ana, &followed).unwrap())).await, bob)
}

async fn state(club: &Club, follow: &Follow) -> Option<FollowState> {
    let (follower, followed) = (follow.follower_id, follow.followed_id);
    club.write(move |c| Follow::find(c, follower, followed)).await.map(|follow| follow.state)
}

#[tokio::test]
async fn a_follow_holds_once_the_followed_agrees() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (follow, bob) = asked(&club, &there, "bob").await;
    assert_eq!(state(&club, &follow).await, Some(FollowState::Pending));
    let eve = there.person("eve");
    let forged = json!({"type": "Accept", "id": format!("{eve}/accepts/1"), "actor": eve, "object": follow.uri});
    assert_eq!(club.take(&eve, forged).await.0, InboxState::Ignored);
    assert_eq!(state(&club, &follow).await, Some(FollowState::Pending), "only the followed can agree");
    club.accept(&bob, json!({"type": "Accept", "id": format!("{bob}/accepts/1"), "actor": bob, "object": follow.uri}))
        .await;
    assert_eq!(state(&club, &follow).await, Some(FollowState::Accepted));
}

#[tokio::test]
async fn an_answer_may_name_the_follow_by_its_ends() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (follow, bob) = asked(&club, &there, "bob").await;
    let follower = follow.follower_id;
    let ana = club.write(move |c| social::actor::Actor::get(c, follower)).await;
    let embedded = json!({"type": "Follow", "id": "https://forgotten.example/1", "actor": ana.uri, "object": bob});
    club.accept(&bob, json!({"type": "Accept", "id": format!("{bob}/accepts/1"), "actor": bob, "object": embedded}))
        .await;
    assert_eq!(state(&club, &follow).await, Some(FollowState::Accepted));
    club.accept(&bob, json!({"type": "Reject", "id": format!("{bob}/rejects/1"), "actor": bob, "object": embedded}))
        .await;
    assert_eq!(state(&club, &follow).await, None, "a refusal after consent ends the follow");
}

#[tokio::test]
async fn an_answer_may_have_an_id_that_was_made_of_ours() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (follow, bob) = asked(&club, &there, "bob").await;
    let follower = follow.follower_id;
    let ana = club.write(move |c| social::actor::Actor::get(c, follower)).await;
    // As Funkwhale 1.4 has it.
    let id = format!("{}#follows/1", ana.uri);
    let embedded = json!({"type": "Follow", "id": id, "actor": ana.uri, "object": bob});
    let eve = there.person("eve");
    let answer = |id: &str, by: &str| json!({"type": "Accept", "id": id, "actor": by, "object": embedded});
    assert_eq!(club.take(&eve, answer(&format!("{id}/forged"), &eve)).await.0, InboxState::Ignored);
    assert_eq!(state(&club, &follow).await, Some(FollowState::Pending), "only the followed can agree");
    club.accept(&bob, answer(&format!("{id}/accept"), &bob)).await;
    assert_eq!(state(&club, &follow).await, Some(FollowState::Accepted));
}
