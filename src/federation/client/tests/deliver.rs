//! Deliveries and their verdicts.

use std::time::{Duration, Instant};

use bytes::Bytes;
use chrono::{TimeDelta, Utc};
use http::{Method, StatusCode};

use super::peer::{Peer, Reply};
use super::{KEY, client, client_with, config, limits, signer};
use crate::client::{Delivered, DeliveryError, FetchError};
use crate::config::FetchLimits;
use crate::signature::Scheme;

fn like() -> Bytes {
    Bytes::from_static(br#"{"type":"Like"}"#)
}

#[tokio::test]
async fn a_delivery_is_signed_with_its_body_and_keeps_the_connection() {
    let peer = Peer::start("127.0.0.2", |_| Reply::new(202).body("text/plain", "thank you")).await;
    let client = client();
    for _ in 0..5 {
        let delivered = client.post_activity(&peer.url("/inbox"), like(), None, &signer()).await.unwrap();
        assert_eq!(delivered, Delivered { status: StatusCode::ACCEPTED, scheme: Scheme::Cavage });
    }
    let heard = peer.heard();
    assert_eq!(heard.len(), 5);
    assert_eq!(peer.connections(), 1);
    for heard in heard {
        assert_eq!(heard.method, Method::POST);
        assert_eq!(heard.body, like());
        assert_eq!(heard.header("content-type"), "application/activity+json");
        assert!(heard.signature().unwrap().verify(&KEY.public()));
    }
}

#[tokio::test]
async fn a_delivery_knocks_twice_and_remembers() {
    let peer = Peer::start("127.0.0.2", |heard| match heard.signature() {
        Ok(parsed) if parsed.scheme == Scheme::Rfc9421 && parsed.verify(&KEY.public()) => Reply::new(202),
        _ => Reply::new(401),
    })
    .await;
    let client = client();
    for hits in [2, 3] {
        let delivered = client.post_activity(&peer.url("/inbox"), like(), None, &signer()).await.unwrap();
        assert_eq!(delivered.scheme, Scheme::Rfc9421);
        assert_eq!(peer.heard().len(), hits);
    }
}

#[tokio::test]
async fn verdicts_are_told_apart() {
    let peer = Peer::start("127.0.0.2", |heard| {
        let status = heard.target[1..].parse().unwrap();
        Reply::new(status).body("application/json", "{\"error\":\n\t \"no\u{7}pe\"}")
    })
    .await;
    let client = client();
    let words = r#"{"error": "no pe"}"#.to_owned();
    for code in [200, 201, 202, 204] {
        let body_less = Peer::start("127.0.0.2", move |_| Reply::new(code)).await;
        assert!(client.post_activity(&body_less.url("/"), like(), None, &signer()).await.is_ok(), "{code}");
    }
    for code in [401, 408, 425, 429, 500, 502, 503, 504, 599, 501, 301, 302, 303, 400, 403, 405, 413, 422, 404, 410] {
        let status = StatusCode::from_u16(code).unwrap();
        let words = words.clone();
        let expected = match code {
            404 | 410 => DeliveryError::Gone { status },
            401 | 408 | 425 | 429 | 500 | 502..=599 => DeliveryError::RetryLater { status, retry_after: None, words },
            _ => DeliveryError::Refused { status, words },
        };
        let url = peer.url(&format!("/{code}"));
        let error = client.post_activity(&url, like(), None, &signer()).await.unwrap_err();
        assert_eq!(error, expected);
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.is_final(), !matches!(error, DeliveryError::RetryLater { .. }), "{code}");
    }
}

#[tokio::test]
async fn a_server_may_say_when_to_come_back() {
    let soon = (Utc::now() + TimeDelta::seconds(3600)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let past = "Sun, 06 Nov 1994 08:49:37 GMT".to_owned();
    for (value, least, most) in [
        ("120".to_owned(), Some(120), Some(120)),
        (soon, Some(3590), Some(3600)),
        (past, None, None),
        ("later".to_owned(), None, None),
        ("-5".to_owned(), None, None),
        ("99999999999999999999999".to_owned(), None, None),
    ] {
        let header = value.clone();
        let peer = Peer::start("127.0.0.2", move |_| Reply::new(503).header("retry-after", &header)).await;
        let error = client().post_activity(&peer.url("/"), like(), None, &signer()).await.unwrap_err();
        let seconds = error.retry_after().map(|after| after.as_secs());
        assert!(least <= seconds && seconds <= most, "{value}: {seconds:?}");
    }
}

/// Only 307 and 308 ask for the same request again.
#[tokio::test]
async fn a_delivery_follows_where_it_stays_a_delivery() {
    for (code, followed) in [(307, true), (308, true), (301, false), (302, false), (303, false)] {
        let home = Peer::start("127.0.0.2", |_| Reply::new(202)).await;
        let location = home.url("/inbox");
        let old = Peer::start("127.0.0.2", move |_| Reply::new(code).header("location", &location)).await;
        let result = client().post_activity(&old.url("/inbox"), like(), None, &signer()).await;
        assert_eq!(result.is_ok(), followed, "{code}");
        let heard = home.heard();
        assert_eq!(heard.len(), usize::from(followed), "{code}");
        for heard in heard {
            assert_eq!(heard.body, like());
            assert!(heard.signature().unwrap().verify(&KEY.public()));
        }
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_for_now() {
    let peer = Peer::start("127.0.0.2", |_| Reply::new(202).drip(1, Duration::from_secs(60))).await;
    let client = client_with(&config(), FetchLimits { fetch_seconds: 1, ..limits() });
    let error = client.post_activity(&peer.url("/"), like(), None, &signer()).await.unwrap_err();
    assert_eq!(error, DeliveryError::Unreachable(FetchError::Deadline(Duration::from_secs(1))));
    assert!(!error.is_final());
}

/// The status is the verdict; a body that never ends takes nothing from it.
#[tokio::test]
async fn a_slow_receipt_is_one() {
    for (code, accepted) in [(202, true), (403, false)] {
        let peer = Peer::start("127.0.0.2", move |_| Reply::new(code).claim_length(100)).await;
        let started = Instant::now();
        let result = client().post_activity(&peer.url("/"), like(), None, &signer()).await;
        assert_eq!(result.is_ok(), accepted);
        if let Err(error) = result {
            assert!(error.is_final());
        }
        assert!(started.elapsed() < Duration::from_secs(9));
    }
}
