#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails is to say where")]

use diesel::prelude::*;
use store::{Conn, Json, jobs};

use super::{NewPushSubscription, PUSH_JOB, Push, PushPolicy, PushSubscription};
use crate::access_token::{AccessToken, NewToken};
use crate::actor::Actor;
use crate::fixture::{check, hosts, member};
use crate::follow::Follow;
use crate::notification::{NotificationKind, notify};

fn subscribe(c: &mut Conn, actor: &Actor, alerts: &[NotificationKind], policy: PushPolicy) -> PushSubscription {
    let scopes = "read push".parse().unwrap();
    let phone = NewToken {
        account_id: actor.account_id,
        stall: actor.stall.as_deref().unwrap(),
        application_id: None,
        scopes: &scopes,
        name: "a phone",
    };
    let (token, _) = AccessToken::issue(c, phone).unwrap();
    let new = NewPushSubscription {
        endpoint: "https://push.example/1".to_owned(),
        public_key: vec![4; 65],
        auth_secret: vec![7; 16],
        standard: true,
        alerts: Json(alerts.to_vec()),
        policy,
    };
    PushSubscription::set(c, token.id, actor.id, &new).unwrap()
}

/// The pushes that wait.
fn waiting(c: &mut Conn) -> Vec<Push> {
    let rows = jobs::list(c, jobs::Which::Pending, None, 100).unwrap();
    let pushes = rows.into_iter().filter(|row| row.name == PUSH_JOB);
    pushes.map(|row| serde_json::from_str(&row.payload).unwrap()).collect()
}

#[test]
fn only_what_was_asked_for_is_told() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let subscription = subscribe(c, &ana, &[NotificationKind::Follow], PushPolicy::All);
        notify(c, ana.id, NotificationKind::Move, bob.id, None).unwrap();
        assert_eq!(waiting(c), []);
        notify(c, ana.id, NotificationKind::Follow, bob.id, None).unwrap();
        let [push] = *waiting(c) else { panic!("one push") };
        assert_eq!(push.subscription, subscription.access_token_id);
    });
}

#[test]
fn the_policy_looks_at_who_did_it() {
    for (policy, by_strangers, by_followed, by_followers) in [
        (PushPolicy::All, 1, 1, 1),
        (PushPolicy::Followed, 0, 1, 0),
        (PushPolicy::Follower, 0, 0, 1),
        (PushPolicy::None, 0, 0, 0),
    ] {
        check(move |c| {
            let [ana, bob, eve, fay] = ["ana", "bob", "eve", "fay"].map(|name| member(c, name));
            Follow::request(c, &hosts(), &ana, &eve).unwrap();
            Follow::request(c, &hosts(), &fay, &ana).unwrap();
            subscribe(c, &ana, &[NotificationKind::Move], policy);
            for (from, expected) in [(&bob, by_strangers), (&eve, by_followed), (&fay, by_followers)] {
                let before = waiting(c).len();
                notify(c, ana.id, NotificationKind::Move, from.id, None).unwrap();
                assert_eq!(waiting(c).len() - before, expected, "{policy:?} {}", from.username);
            }
        });
    }
}

#[test]
fn a_token_has_one_subscription_and_takes_it_along() {
    check(|c| {
        let ana = member(c, "ana");
        let first = subscribe(c, &ana, &[], PushPolicy::All);
        let (account, token) = (ana.account_id.unwrap(), first.access_token_id);
        let changed = first.change(c, vec![NotificationKind::Poll], PushPolicy::Follower).unwrap();
        assert_eq!((changed.alerts.0, changed.policy), (vec![NotificationKind::Poll], PushPolicy::Follower));
        AccessToken::revoke(c, account, token).unwrap();
        assert_eq!(PushSubscription::find(c, token).unwrap(), None);
    });
}

#[test]
fn a_program_that_moved_keeps_its_subscription() {
    check(|c| {
        let ana = member(c, "ana");
        let old = subscribe(c, &ana, &[], PushPolicy::All);
        let moved = "https://push.example/2";
        diesel::update(crate::schema::push_subscriptions::table)
            .set(crate::schema::push_subscriptions::endpoint.eq(moved))
            .execute(c)
            .unwrap();
        old.expire(c).unwrap();
        let found = PushSubscription::find(c, old.access_token_id).unwrap().unwrap();
        assert_eq!(found.endpoint, moved);
        found.expire(c).unwrap();
        assert_eq!(PushSubscription::find(c, old.access_token_id).unwrap(), None);
    });
}
