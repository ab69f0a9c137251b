//! Consent to quotes, asked and given (FEP-044f).

use serde_json::{Value, json};
use social::actor::Actor;
use social::inbox::InboxState;
use social::object::{NewObject, Object, Parts};
use social::quote::{QuotePolicy, QuoteState};
use social::visibility::Visibility;

use super::objects::following;
use crate::fixture::{Club, Elsewhere, PUBLIC, act, note};

fn request(actor: &str, quoted: &str, quoting: &Value) -> Value {
    json!({"type": "QuoteRequest", "id": format!("{actor}/asks/1"), "actor": actor, "object": quoted, "instrument": quoting})
}

async fn open_to(club: &Club, author: &Actor, policy: QuotePolicy) -> Object {
    let post = club.publish(author, Visibility::Public, "<p>quote me</p>").await;
    let object = post.clone();
    club.write(move |c| object.set_quote_policy(c, policy)).await;
    post
}

#[tokio::test]
async fn a_quote_is_consented_to_as_the_policy_says() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve) = (club.member("ana").await, there.person("eve"));
    for (policy, answer, state) in
        [(QuotePolicy::Public, "Accept", QuoteState::Accepted), (QuotePolicy::Nobody, "Reject", QuoteState::Pending)]
    {
        let post = open_to(&club, &ana, policy).await;
        let mut quoting = note(&eve, &format!("/q/{answer}"), "look");
        quoting["quote"] = json!(post.uri);
        let mut asks = request(&eve, &post.uri, &quoting);
        asks["id"] = json!(format!("{eve}/asks/{answer}"));
        club.accept(&eve, asks).await;
        let kept = club.find(quoting["id"].as_str().unwrap()).await.unwrap();
        assert_eq!(kept.quote_state, Some(state));
        let (kind, sent) = club.sent().await.into_iter().next().unwrap();
        assert_eq!(kind, answer);
        assert_eq!(sent["object"]["instrument"], quoting["id"]);
        let stamp = format!("https://microblog.club.example/quotes/{}", kept.id);
        assert_eq!(sent["result"].as_str(), (answer == "Accept").then_some(stamp.as_str()));
        let quoted = club.find(&post.uri).await.unwrap();
        assert_eq!(quoted.quotes_count, 1);
    }
}

#[tokio::test]
async fn nobody_asks_for_a_quote_that_is_anothers() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (ana, eve, bob) = (club.member("ana").await, there.person("eve"), there.person("bob"));
    let post = open_to(&club, &ana, QuotePolicy::Public).await;
    let mut quoting = note(&bob, "/q/1", "bob's");
    quoting["quote"] = json!(post.uri);
    there.serve(&quoting);
    assert_eq!(club.take(&eve, request(&eve, &post.uri, &quoting)).await.0, InboxState::Refused);
}

/// A local object that quotes bob's, and waits for consent.
async fn quoting(club: &Club, ana: &Actor, quoted: &Object) -> Object {
    let (hosts, ana, quoted) = (club.hosts.clone(), ana.clone(), quoted.clone());
    club.write(move |c| {
        let mut new = NewObject::local(&hosts, &ana, "card", "Note", Visibility::Public)?;
        new.quote_id = Some(quoted.id);
        new.quote_uri = Some(quoted.uri.clone());
        new.quote_state = Some(QuoteState::Pending);
        Object::insert(c, &new, &Parts::default())
    })
    .await
}

#[tokio::test]
async fn consent_counts_by_its_stamp_alone() {
    let (club, there, ana, bob) = following().await;
    club.accept(&bob, act("Create", &bob, note(&bob, "/n/1", "quote me"))).await;
    let quoted = club.find(&there.at("/n/1")).await.unwrap();
    let own = quoting(&club, &ana, &quoted).await;
    let stamp = |target: &str| json!({"type": "QuoteAuthorization", "id": there.at("/stamps/1"), "attributedTo": bob, "interactingObject": own.uri, "interactionTarget": target});
    let accept = |n: u32, actor: &str| {
        let asked = json!({"type": "QuoteRequest", "id": "https://microblog.club.example/activities/1", "actor": ana.uri, "object": quoted.uri, "instrument": own.uri});
        json!({"type": "Accept", "id": format!("{actor}/accepts/q{n}"), "actor": actor, "object": asked, "result": there.at("/stamps/1"), "to": [PUBLIC]})
    };
    let state = || async { club.find(&own.uri).await.unwrap().quote_state };

    let eve = there.person("eve");
    assert_eq!(club.take(&eve, accept(1, &eve)).await.0, InboxState::Ignored, "not the quoted author");
    there.serve(&stamp("https://elsewhere.example/other"));
    assert_eq!(club.take(&bob, accept(2, &bob)).await.0, InboxState::Refused, "a stamp for something else");
    assert_eq!(state().await, Some(QuoteState::Pending));

    there.serve(&stamp(&quoted.uri));
    club.accept(&bob, accept(3, &bob)).await;
    assert_eq!(state().await, Some(QuoteState::Accepted));
    let (kind, update) = club.sent().await.into_iter().next().unwrap();
    assert_eq!((kind.as_str(), &update["object"]["quoteAuthorization"]), ("Update", &json!(there.at("/stamps/1"))));

    club.accept(&bob, act("Delete", &bob, json!(there.at("/stamps/1")))).await;
    assert_eq!(state().await, Some(QuoteState::Revoked));
}

#[tokio::test]
async fn a_remote_quote_is_shown_once_its_stamp_was_read() {
    let (club, there, _ana, bob) = following().await;
    let author = there.person("author");
    there.serve(&note(&author, "/n/1", "quoted"));
    let mut quoting = note(&bob, "/q/1", "look");
    quoting["quote"] = json!(there.at("/n/1"));
    quoting["quoteAuthorization"] = json!(there.at("/stamps/1"));
    there.serve(&json!({"type": "QuoteAuthorization", "id": there.at("/stamps/1"), "attributedTo": author,
        "interactingObject": quoting["id"], "interactionTarget": there.at("/n/1")}));
    club.accept(&bob, act("Create", &bob, quoting)).await;
    assert_eq!(club.find(&there.at("/q/1")).await.unwrap().quote_state, Some(QuoteState::Pending));
    club.work().await;
    let kept = club.find(&there.at("/q/1")).await.unwrap();
    assert_eq!(
        (kept.quote_state, kept.quote_id),
        (Some(QuoteState::Accepted), club.find(&there.at("/n/1")).await.map(|o| o.id))
    );

    let mut forged = note(&bob, "/q/2", "look");
    forged["quote"] = json!(there.at("/n/1"));
    forged["quoteAuthorization"] = json!(there.at("/stamps/1"));
    club.accept(&bob, act("Create", &bob, forged)).await;
    club.work().await;
    assert_eq!(
        club.find(&there.at("/q/2")).await.unwrap().quote_state,
        Some(QuoteState::Rejected),
        "the stamp is for another"
    );
}
