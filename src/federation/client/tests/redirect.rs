//! Redirects: few, checked, signed anew.

use super::peer::{Peer, Reply};
use super::{KEY, client, signer};
use crate::client::FetchError;

fn note() -> Reply {
    Reply::new(200).body("application/activity+json", "{}")
}

#[tokio::test]
async fn each_hop_is_signed_for_its_own_server() {
    let home = Peer::start("127.0.0.2", |_| note()).await;
    let origin = home.origin.clone();
    let old = Peer::start("127.0.0.2", move |heard| match heard.target.as_str() {
        "/start" => Reply::new(301).header("location", "/next?page=1"),
        _ => Reply::new(308).header("location", format!("{origin}/actor#fragment")),
    })
    .await;
    let fetched = client().get_activity(&old.url("/start"), &signer()).await.unwrap();
    assert_eq!(fetched.final_url, home.url("/actor"));
    let hops = [old.heard(), home.heard()].concat();
    assert_eq!(hops.len(), 3);
    for hop in hops {
        assert!(hop.signature().unwrap().verify(&KEY.public()), "{}", hop.target);
    }
}

#[tokio::test]
async fn redirects_end_after_three() {
    for (what, location) in [("to itself", "/0"), ("on and on", "next")] {
        let peer = Peer::start("127.0.0.2", move |heard| {
            let next = if location == "next" { format!("{}0", heard.target) } else { location.to_owned() };
            Reply::new(302).header("location", next)
        })
        .await;
        let error = client().get_activity(&peer.url("/0"), &signer()).await.unwrap_err();
        assert_eq!(error, FetchError::TooManyRedirects(3), "{what}");
        assert_eq!(peer.heard().len(), 4, "{what}");
    }
}

#[tokio::test]
async fn three_redirects_are_not_too_many() {
    let peer = Peer::start("127.0.0.2", |heard| match heard.target.len() {
        4 => note(),
        _ => Reply::new(302).header("location", format!("{}0", heard.target)),
    })
    .await;
    assert!(client().get_activity(&peer.url("/"), &signer()).await.is_ok());
}

#[tokio::test]
async fn a_redirect_without_an_address_is_an_answer() {
    for location in ["", "http://"] {
        let peer = Peer::start("127.0.0.2", move |_| match location {
            "" => Reply::new(302),
            other => Reply::new(302).header("location", other),
        })
        .await;
        let error = client().get_json(&peer.url("/")).await.unwrap_err();
        assert!(matches!(error, FetchError::Status { status, .. } if status.as_u16() == 302), "{error}");
    }
}

/// 127.0.0.2 may be contacted and tries to send us to 127.0.0.1, which may not, in every spelling there is.
#[tokio::test]
async fn no_redirect_leads_behind_the_guard() {
    let sentinel = Peer::start("127.0.0.1", |_| note()).await;
    let port = sentinel.port();
    for target in [
        format!("http://127.0.0.1:{port}/"),
        format!("//127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://LOCALHOST.:{port}/"),
        format!("http://127.1:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f000001:{port}/"),
        format!("http://0177.0.0.1:{port}/"),
        format!("http://127.0.0.1.:{port}/"),
        format!("http://%31%32%37.0.0.1:{port}/"),
        format!("http://\u{ff11}27.0.0.1:{port}/"),
        format!("http://0.0.0.0:{port}/"),
        format!("http://[::]:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://[::ffff:7f00:2]:{port}/"),
        format!("http://[::7f00:1]:{port}/"),
        format!("http://[64:ff9b::7f00:1]:{port}/"),
        format!("http://127.0.0.2@127.0.0.1:{port}/"),
        format!("http://127.0.0.2:{port}@127.0.0.1:{port}/"),
        format!("http://127.0.0.1:{port}\\@127.0.0.2/"),
    ] {
        let location = target.clone();
        let peer = Peer::start("127.0.0.2", move |_| Reply::new(302).header("location", &location)).await;
        let client = client();
        for error in [
            client.get_activity(&peer.url("/"), &signer()).await.unwrap_err(),
            client.get_json(&peer.url("/")).await.unwrap_err(),
            client.get_page(&peer.url("/")).await.unwrap_err(),
            client.get_media(&peer.url("/"), 10, None).await.unwrap_err(),
        ] {
            // A header beyond ASCII is no address, and not every resolver knows a name with a final dot.
            let vague = !target.is_ascii() || target.contains("LOCALHOST.");
            assert!(vague || matches!(error, FetchError::Forbidden(_)), "{target}: {error}");
        }
        // And the same without the detour.
        if let Ok(url) = target.parse() {
            assert!(client.get_json(&url).await.is_err(), "{target}");
        }
    }
    assert_eq!(sentinel.connections(), 0);
}
