//! What is asked for, what is accepted, and what it may cost.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use http::StatusCode;

use super::peer::{Peer, Reply};
use super::{KEY, client, client_with, config, limits, signer};
use crate::client::FetchError;
use crate::config::FetchLimits;
use crate::signature::Scheme;

const ACTIVITY: &str = "application/activity+json";

fn note() -> Reply {
    Reply::new(200).body(ACTIVITY, r#"{"type":"Note"}"#)
}

#[tokio::test]
async fn activities_are_asked_for_with_a_signature() {
    let peer = Peer::start("127.0.0.2", |_| note()).await;
    let fetched = client().get_activity(&peer.url("/notes/1?page=2#me"), &signer()).await.unwrap();
    assert_eq!(fetched.body, r#"{"type":"Note"}"#);
    assert_eq!(fetched.content_type, ACTIVITY);
    assert_eq!(fetched.final_url, peer.url("/notes/1?page=2"));
    assert_eq!(fetched.scheme, Some(Scheme::Cavage));

    let heard = &peer.heard()[0];
    assert_eq!(heard.target, "/notes/1?page=2");
    assert!(heard.signature().unwrap().verify(&KEY.public()));
    assert_eq!(heard.header("accept"), "application/activity+json, application/ld+json");
    assert_eq!(heard.header("user-agent"), format!("Kermesse/{} (+https://club.example/)", env!("CARGO_PKG_VERSION")));
    assert!(!heard.headers.contains_key("content-length"));
}

#[tokio::test]
async fn only_what_is_served_as_activity_is_one() {
    let peer = Peer::start("127.0.0.2", |heard| {
        let content_type = heard.target[1..].replace("%20", " ").replace("%22", "\"");
        Reply::new(200).body(&content_type, "{}")
    })
    .await;
    let client = client();
    for content_type in [
        "application/activity+json",
        "Application/Activity+JSON; charset=utf-8",
        r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#,
        "application/ld+json;profile=https://www.w3.org/ns/activitystreams",
        r#"application/ld+json; charset=utf-8; Profile="http://x.example/ https://www.w3.org/ns/activitystreams""#,
    ] {
        let fetched = client.get_activity(&peer.url(&format!("/{content_type}")), &signer()).await;
        assert!(fetched.is_ok(), "{content_type}: {fetched:?}");
    }
    for (content_type, essence) in [
        ("", ""),
        ("text/plain", "text/plain"),
        ("text/html", "text/html"),
        ("image/png", "image/png"),
        ("application/json", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("application/ld+json; profile=\"https://www.w3.org/ns/activitystreamsx\"", "application/ld+json"),
        ("application/ld+json; x=https://www.w3.org/ns/activitystreams", "application/ld+json"),
        ("application/activity+jsonx", "application/activity+jsonx"),
        ("application/octet-stream; x=application/activity+json", "application/octet-stream"),
    ] {
        let fetched = client.get_activity(&peer.url(&format!("/{content_type}")), &signer()).await;
        assert_eq!(fetched, Err(FetchError::ContentType(essence.to_owned())), "{content_type}");
    }
}

#[tokio::test]
async fn a_type_given_twice_is_none() {
    let peer = Peer::start("127.0.0.2", |_| note().header("content-type", "text/html")).await;
    let fetched = client().get_activity(&peer.url("/"), &signer()).await;
    assert_eq!(fetched, Err(FetchError::ContentType(String::new())));
}

#[tokio::test]
async fn other_kinds_are_asked_for_without_a_signature() {
    let peer = Peer::start("127.0.0.2", |heard| Reply::new(200).body(&heard.target[1..], "x")).await;
    let client = client();
    for (content_type, json, page, media) in [
        ("application/jrd+json", true, false, false),
        ("application/json", true, false, false),
        ("application/activity+json", true, false, false),
        ("text/html", false, true, false),
        ("image/webp", false, false, true),
        ("audio/ogg", false, false, true),
        ("application/octet-stream", false, false, true),
        ("text/plain", false, false, false),
    ] {
        let url = peer.url(&format!("/{content_type}"));
        assert_eq!(client.get_json(&url).await.is_ok(), json, "{content_type}");
        assert_eq!(client.get_page(&url).await.is_ok(), page, "{content_type}");
        assert_eq!(client.get_media(&url, 10, None).await.is_ok(), media, "{content_type}");
    }
    assert!(peer.heard().iter().all(|heard| !heard.headers.contains_key("signature")));
}

#[tokio::test]
async fn answers_that_are_no_document_are_told_apart() {
    let peer =
        Peer::start("127.0.0.2", |heard| Reply::new(heard.target[1..].parse().unwrap()).header("retry-after", 90))
            .await;
    let client = client();
    for (status, temporary) in
        [(400, false), (401, true), (403, false), (429, true), (500, true), (501, false), (503, true)]
    {
        let error = client.get_json(&peer.url(&format!("/{status}"))).await.unwrap_err();
        assert_eq!(
            error,
            FetchError::Status {
                status: StatusCode::from_u16(status).unwrap(),
                retry_after: Some(Duration::from_secs(90)),
            }
        );
        assert_eq!(error.is_temporary(), temporary, "{status}");
    }
    for status in [StatusCode::NOT_FOUND, StatusCode::GONE] {
        let error = client.get_json(&peer.url(&format!("/{}", status.as_u16()))).await.unwrap_err();
        assert_eq!(error, FetchError::Gone(status));
        assert!(!error.is_temporary());
    }
}

/// A peer that understands one scheme only, and says `status` to the other.
async fn choosy(scheme: Scheme, status: u16) -> Peer {
    Peer::start("127.0.0.2", move |heard| match heard.signature() {
        Ok(parsed) if parsed.scheme == scheme && parsed.verify(&KEY.public()) => note(),
        _ => Reply::new(status),
    })
    .await
}

#[tokio::test]
async fn a_second_knock_uses_the_other_scheme_and_is_remembered() {
    for status in [400, 401] {
        let peer = choosy(Scheme::Rfc9421, status).await;
        let client = client();
        for hits in [2, 3, 4] {
            let fetched = client.get_activity(&peer.url("/"), &signer()).await.unwrap();
            assert_eq!(fetched.scheme, Some(Scheme::Rfc9421));
            assert_eq!(peer.heard().len(), hits);
        }
        // Another origin knows nothing of it.
        let other = choosy(Scheme::Cavage, status).await;
        client.get_activity(&other.url("/"), &signer()).await.unwrap();
        assert_eq!(other.heard().len(), 1);
    }
}

#[tokio::test]
async fn there_is_no_second_knock_where_the_signature_was_not_the_matter() {
    for status in [403, 404, 410, 500, 503] {
        let peer = choosy(Scheme::Rfc9421, status).await;
        assert!(client().get_activity(&peer.url("/"), &signer()).await.is_err());
        assert_eq!(peer.heard().len(), 1, "{status}");
    }
}

/// The verdict on the scheme that is not known does not replace the one on the scheme that is.
#[tokio::test]
async fn a_second_knock_in_vain_leaves_the_first_answer() {
    let peer = Peer::start("127.0.0.2", |heard| {
        let newer = heard.headers.contains_key("signature-input");
        Reply::new(if newer { 400 } else { 401 })
    })
    .await;
    let client = client();
    for hits in [2, 4] {
        let error = client.get_activity(&peer.url("/"), &signer()).await.unwrap_err();
        assert!(matches!(error, FetchError::Status { status: StatusCode::UNAUTHORIZED, .. }));
        assert_eq!(peer.heard().len(), hits);
    }
}

/// A document of `bytes` bytes, compressed about a thousandfold.
fn bomb(bytes: usize) -> Reply {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..bytes / 65536 {
        encoder.write_all(&[b' '; 65536]).unwrap();
    }
    Reply::new(200).header("content-encoding", "gzip").body(ACTIVITY, encoder.finish().unwrap())
}

#[tokio::test]
async fn length_is_counted_after_decompression() {
    let peer = Peer::start("127.0.0.2", |heard| bomb(if heard.target == "/small" { 65536 } else { 64 << 20 })).await;
    let client = client();
    let small = client.get_activity(&peer.url("/small"), &signer()).await.unwrap();
    assert_eq!(small.body.len(), 65536);
    let large = client.get_activity(&peer.url("/large"), &signer()).await;
    assert_eq!(large, Err(FetchError::TooLong(1024 * 1024)));
}

#[tokio::test]
async fn length_is_capped_to_the_byte() {
    let peer = Peer::start("127.0.0.2", |heard| {
        Reply::new(200).body(if heard.target == "/page" { "text/html" } else { "image/png" }, vec![b'x'; 1000])
    })
    .await;
    let client = client_with(&config(), FetchLimits { fetch_bytes: 999, ..limits() });
    assert_eq!(client.get_media(&peer.url("/"), 1000, None).await.unwrap().body.len(), 1000);
    assert_eq!(client.get_media(&peer.url("/"), 999, None).await, Err(FetchError::TooLong(999)));
    assert_eq!(client.get_page(&peer.url("/page")).await.unwrap().body.len(), 999, "cut off");
}

#[tokio::test]
async fn an_endless_document_is_not_read_to_its_end() {
    let peer = Peer::start("127.0.0.2", |_| note().claim_length(usize::MAX >> 1).drip(20, Duration::ZERO)).await;
    let client = client_with(&config(), FetchLimits { fetch_seconds: 1, fetch_bytes: 10, ..limits() });
    assert_eq!(client.get_json(&peer.url("/")).await, Err(FetchError::TooLong(10)));
}

#[tokio::test]
async fn a_deadline_covers_the_whole_answer() {
    let slow_body = Duration::from_millis(300);
    for (what, reply) in [
        ("head", note().drip(1, Duration::from_millis(100))),
        ("body", note().drip(70, slow_body).claim_length(100)),
        ("silence", note().drip(1, Duration::from_secs(60))),
    ] {
        let peer = Peer::start("127.0.0.2", move |_| reply.clone()).await;
        let client = client_with(&config(), FetchLimits { fetch_seconds: 1, ..limits() });
        let started = Instant::now();
        let error = client.get_json(&peer.url("/")).await.unwrap_err();
        assert_eq!(error, FetchError::Deadline(Duration::from_secs(1)), "{what}");
        assert!(error.is_temporary());
        assert!(started.elapsed() < Duration::from_secs(30), "{what}: {:?}", started.elapsed());
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_passing_matter() {
    let peer = Peer::start("127.0.0.2", |_| note()).await;
    let url = peer.url("/");
    drop(peer);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let error = client().get_json(&url).await.unwrap_err();
    assert!(matches!(&error, FetchError::Unreachable(why) if why.contains("refused")), "{error}");
    assert!(error.is_temporary());
}
