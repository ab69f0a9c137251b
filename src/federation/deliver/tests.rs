#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::time::Duration;

use chrono::TimeDelta;
use http::StatusCode;
use serde_json::json;
use social::actor::ActorId;
use social::domain::{DomainPolicy, Peer, Severity};
use social::follow::Follow;
use social::outbox::{Delivery, DeliveryId, DeliveryState, OutboxId};
use social::parcel::Parcel;
use social::visibility::Visibility;
use store::clock;
use tokio::sync::watch;

use super::attempt::{Failure, Health, judge};
use super::{give_up, work};
use crate::client::{Delivered, DeliveryError, FetchError};
use crate::fixture::{Club, Elsewhere};
use crate::signature::Scheme;

fn parcel(tries: i16) -> Parcel {
    let (host, inbox) = ("b.example".to_owned(), "https://b.example/inbox".to_owned());
    Parcel {
        id: DeliveryId(1),
        outbox_id: OutboxId(2),
        actor_id: ActorId(3),
        host,
        inbox,
        tries,
        audience: String::new(),
    }
}

#[test]
fn verdicts_decide_what_happens_next() {
    let later = |status, retry_after| DeliveryError::RetryLater { status, retry_after, words: String::new() };
    let refused = |status| DeliveryError::Refused { status, words: String::new() };
    let unreachable = DeliveryError::Unreachable(FetchError::Unreachable("no".to_owned()));
    let cases = [
        (DeliveryError::Gone { status: StatusCode::NOT_FOUND }, DeliveryState::Gone, Health::Alive),
        (DeliveryError::Gone { status: StatusCode::GONE }, DeliveryState::Gone, Health::Alive),
        (refused(StatusCode::BAD_REQUEST), DeliveryState::Failed, Health::Alive),
        (refused(StatusCode::NOT_IMPLEMENTED), DeliveryState::Failed, Health::Alive),
        (later(StatusCode::UNAUTHORIZED, None), DeliveryState::Pending, Health::Alive),
        (later(StatusCode::TOO_MANY_REQUESTS, None), DeliveryState::Pending, Health::Alive),
        (later(StatusCode::INTERNAL_SERVER_ERROR, None), DeliveryState::Pending, Health::Failing),
        (unreachable, DeliveryState::Pending, Health::Failing),
        (
            DeliveryError::Impossible(FetchError::Forbidden("loopback".to_owned())),
            DeliveryState::Failed,
            Health::Unknown,
        ),
    ];
    for (error, state, health) in cases {
        let words = error.to_string();
        let outcome = judge(parcel(0), Err(Failure::Delivery(error)), clock::now());
        assert_eq!((outcome.attempt.state, outcome.health), (state, health), "{words}");
        assert_eq!(outcome.attempt.run_at.is_some(), state == DeliveryState::Pending, "{words}");
        assert!(outcome.attempt.reason.is_some());
    }
    let taken = judge(parcel(0), Ok(Delivered { status: StatusCode::ACCEPTED, scheme: Scheme::Rfc9421 }), clock::now());
    assert_eq!(taken.attempt.state, DeliveryState::Delivered);
    assert_eq!((taken.attempt.signed.as_deref(), taken.attempt.status), (Some("rfc9421"), Some(202)));
}

#[test]
fn pauses_grow_to_hours_and_tries_end_after_days() {
    let (now, unreachable) =
        (clock::now(), || Err(Failure::Delivery(DeliveryError::Unreachable(FetchError::Unreachable("no".to_owned())))));
    let mut total = TimeDelta::zero();
    for tries in 0..15 {
        let pause = judge(parcel(tries), unreachable(), now).attempt.run_at.unwrap() - now;
        let least = TimeDelta::seconds(i64::from(tries + 1).pow(4) + 15);
        assert!(pause >= least && pause <= least * 11 / 10, "{tries}: {pause}");
        total += pause;
    }
    assert!(total > TimeDelta::days(2), "{total}");
    assert_eq!(judge(parcel(15), unreachable(), now).attempt.state, DeliveryState::Failed);
}

#[test]
fn a_peer_says_itself_when_to_come_back_within_reason() {
    let now = clock::now();
    let asked = |seconds| {
        let retry_after = Some(Duration::from_secs(seconds));
        let error =
            DeliveryError::RetryLater { status: StatusCode::TOO_MANY_REQUESTS, retry_after, words: String::new() };
        judge(parcel(0), Err(Failure::Delivery(error)), now).attempt.run_at.unwrap() - now
    };
    assert_eq!(asked(3600), TimeDelta::hours(1));
    assert_eq!(asked(u64::MAX), TimeDelta::days(3));
    assert!(asked(1) >= TimeDelta::seconds(16));
}

/// A club whose member ana is followed from some servers.
async fn followed_from(club: &Club, servers: &[&Elsewhere]) -> social::actor::Actor {
    let ana = club.member("ana").await;
    for (n, there) in servers.iter().enumerate() {
        let fan = there.person("fan");
        club.accept(
            &fan,
            json!({"type": "Follow", "id": format!("{fan}/follows/{n}"), "actor": fan, "object": ana.uri}),
        )
        .await;
    }
    ana
}

async fn deliveries(club: &Club) -> Vec<Delivery> {
    club.write(|c| Delivery::list(c, None, None, None, 50)).await
}

/// Runs the worker until nothing is pending or something says stop.
async fn deliver(club: &Club, enough: impl Fn(&[Delivery]) -> bool) -> Vec<Delivery> {
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(work(club.federation.clone(), stopped));
    for _ in 0..200 {
        let now = deliveries(club).await;
        if enough(&now) {
            stop.send(true).unwrap();
            worker.await.unwrap();
            return now;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("not enough: {:?}", deliveries(club).await);
}

fn all_done(deliveries: &[Delivery]) -> bool {
    deliveries.iter().all(|delivery| delivery.state != DeliveryState::Pending)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_reaches_every_server_once_and_is_signed_by_its_author() {
    let (club, here, there) = (Club::open().await, Elsewhere::start().await, Elsewhere::start().await);
    let ana = followed_from(&club, &[&here, &there]).await;
    club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let done = deliver(&club, all_done).await;
    assert!(
        done.iter()
            .all(|delivery| delivery.state == DeliveryState::Delivered && delivery.signed.as_deref() == Some("cavage"))
    );
    for server in [&here, &there] {
        let posts: Vec<_> =
            server.peer.heard().into_iter().filter(|heard| heard.method == http::Method::POST).collect();
        let kinds: Vec<String> = posts
            .iter()
            .map(|heard| {
                serde_json::from_slice::<serde_json::Value>(&heard.body).unwrap()["type"].as_str().unwrap().to_owned()
            })
            .collect();
        assert_eq!(kinds, ["Accept", "Create"]);
        let signature = posts.last().unwrap().signature().unwrap();
        assert_eq!(signature.key_id.as_str(), format!("{}#main-key", ana.uri));
        assert!(signature.verify(&crate::client::tests::KEY.public()));
    }
    let host = here.peer.origin.trim_start_matches("http://").to_owned();
    assert!(club.write(move |c| Peer::find(c, &host)).await.unwrap().last_seen_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_is_gone_ends_it_and_a_failing_one_is_left_alone_for_a_while() {
    let (club, gone, failing) = (Club::open().await, Elsewhere::start().await, Elsewhere::start().await);
    let ana = followed_from(&club, &[&gone, &failing]).await;
    deliver(&club, all_done).await;
    gone.answer("/users/fan/inbox", StatusCode::GONE, "");
    failing.answer("/users/fan/inbox", StatusCode::BAD_GATEWAY, "");
    for n in 0..6 {
        club.publish(&ana, Visibility::Public, &format!("<p>{n}</p>")).await;
    }
    let count =
        |all: &[Delivery], wanted: fn(&Delivery) -> bool| all.iter().filter(|delivery| wanted(delivery)).count();
    let gone = |all: &[Delivery]| count(all, |delivery| delivery.state == DeliveryState::Gone);
    let now = deliver(&club, |all| gone(all) >= 6 && count(all, |delivery| delivery.status == Some(502)) >= 5).await;
    assert_eq!(gone(&now), 6);
    let host = failing.peer.origin.trim_start_matches("http://").to_owned();
    let peer = club.write(move |c| Peer::find(c, &host)).await.unwrap();
    assert!(peer.failures >= 5 && peer.open_until.is_some_and(|until| until > clock::now()), "{peer:?}");
    let waiting: Vec<_> = now.iter().filter(|delivery| delivery.state == DeliveryState::Pending).collect();
    assert_eq!(waiting.len(), 6);
    assert!(waiting.iter().all(|delivery| delivery.tries <= 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_blocked_meanwhile_is_dropped() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let ana = followed_from(&club, &[&there]).await;
    deliver(&club, all_done).await;
    club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    let host = there.peer.origin.trim_start_matches("http://").to_owned();
    club.write(move |c| Ok(DomainPolicy::set(c, &host, Severity::Block, false, "").unwrap())).await;
    let now = deliver(&club, all_done).await;
    assert_eq!(now.iter().filter(|delivery| delivery.state == DeliveryState::Dropped).count(), 1);
}

#[tokio::test]
async fn what_a_dead_worker_took_comes_back() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    followed_from(&club, &[&there]).await;
    let lease = clock::now() + TimeDelta::minutes(5);
    let (taken, _) = club.write(move |c| Parcel::claim(c, 10, lease, &[])).await;
    assert_eq!(taken.len(), 1);
    assert!(club.write(move |c| Parcel::claim(c, 10, lease, &[])).await.0.is_empty(), "nobody else gets it");
    club.write(move |c| Parcel::recover(c, lease)).await;
    assert_eq!(club.write(move |c| Parcel::claim(c, 10, lease, &[])).await.0, taken);
}

#[tokio::test]
async fn what_waits_for_a_server_that_is_silent_for_days_is_given_up() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    followed_from(&club, &[&there]).await;
    let host = there.peer.origin.trim_start_matches("http://").to_owned();
    club.write(move |c| Peer::failed(c, &host, None)).await;
    assert_eq!(club.write(give_up).await, 0, "it fails only since now");
    let later = clock::now() + TimeDelta::minutes(1);
    assert_eq!(club.write(move |c| Delivery::give_up(c, later)).await, 1);
    assert_eq!(deliveries(&club).await.first().unwrap().state, DeliveryState::Failed);
}

#[tokio::test]
async fn nothing_goes_to_ourselves() {
    let club = Club::open().await;
    let (ana, ben) = (club.member("ana").await, club.member("ben").await);
    let hosts = club.hosts.clone();
    let (follower, followed) = (ben.clone(), ana.clone());
    club.write(move |c| Ok(Follow::request(c, &hosts, &follower, &followed).unwrap())).await;
    club.publish(&ana, Visibility::Public, "<p>hi</p>").await;
    assert!(deliveries(&club).await.is_empty());
    let create = club.sent().await;
    assert_eq!(create.first().unwrap().0, "Create");
}
