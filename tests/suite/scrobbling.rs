//! What members play is passed on to services that they name.

use chrono::Utc;
use serde_json::Value;
use tests::{FeedSite, Maloja, Options, Server};

use crate::music::{ids, import, member, record};

#[tokio::test(flavor = "multi_thread")]
async fn listens_go_to_a_service_as_long_as_a_member_wants_that() {
    let (server, maloja) = (Server::start(Options::named("scrobbling")).await, Maloja::start().await);
    let ana = member(&server, "ana").await;
    for (number, title) in (1..).zip(["Un", "Deux", "Trois"]) {
        let tags =
            [("title", title), ("artist", "Les Lampions"), ("album", "Nuits"), ("track", &format!("{number}/3"))];
        record(&server.path(&format!("nuits/{number}.flac")), 2, 200 * number, &tags);
    }
    import(&server, &server.path("nuits"), "ana", &[]);
    let at = |path: &str| server.stall("music", path);
    let shelf = ana.open(&at("/?by=mine")).await;
    let album = ana.open(&at(&format!("/albums/{}", ids(&shelf.html, "/albums/")[0]))).await;
    let tracks = ids(&album.html, "data-track=\"");
    let play = async |number: usize| {
        // As the player does.
        let csrf = [("csrf", album.csrf().unwrap())];
        let played = ana.post(&at(&format!("/tracks/{}/listens", tracks[number])), &csrf).await;
        assert_eq!(played.status, 204);
    };

    // What is no address or no token is said where it was typed; what the service says of it is said as soon as it was asked.
    let page = ana.open(&at("/scrobbling")).await;
    ana.submit(&page, "/scrobbling", &[("url", "listens"), ("token", "a b")]).await.expect(422);
    ana.submit(&page, "/scrobbling", &[("url", &maloja.url()), ("token", "wrong")]).await.expect(200);
    let page = ana.until(&at("/scrobbling"), "a wrong token", |page| page.says("does not take this token")).await;
    let nothing = FeedSite::open("nothing");
    ana.submit(&page, "/scrobbling", &[("url", &nothing.url("")), ("token", "any")]).await.expect(200);
    let page = ana.until(&at("/scrobbling"), "no service", |page| page.says("no such service at this address")).await;
    play(0).await;

    let (url, token) = (maloja.url(), maloja.token());
    ana.submit(&page, "/scrobbling", &[("url", &url), ("token", &token)]).await.expect(200);
    let page = ana.until(&at("/scrobbling"), "a service", |page| page.says("Generic Maloja User")).await;
    assert!(!page.html.contains(&token), "it is not shown again");
    play(1).await;
    let said = |title: &str| (title.to_owned(), "Les Lampions".to_owned(), "Nuits".to_owned());
    let heard = async |count| {
        tests::eventually("it is heard", async || Some(maloja.heard().await).filter(|all| all.len() == count)).await
    };
    assert_eq!(heard(1).await, [said("Deux")], "what was played before stays here");

    ana.submit(&page, "/scrobbling?_method=delete", &[]).await.expect(200);
    play(0).await;
    let page = ana.open(&at("/scrobbling")).await;
    ana.submit(&page, "/scrobbling", &[("url", &url), ("token", &token)]).await.expect(200);
    ana.until(&at("/scrobbling"), "a service again", |page| page.says("Generic Maloja User")).await;
    // Maloja keeps one listen of a second.
    let second = Utc::now().timestamp();
    tests::eventually("the next second", async || (Utc::now().timestamp() > second).then_some(())).await;
    play(2).await;
    // That something begins to play is told too, and is no listen yet.
    let begins = async |number: usize| {
        let form = [("csrf", album.csrf().unwrap()), ("at", "0")];
        assert_eq!(ana.post(&at(&format!("/tracks/{}/playing", tracks[number])), &form).await.status, 204);
    };
    begins(0).await;
    let mut all = heard(2).await;
    all.sort();
    assert_eq!(all, [said("Deux"), said("Trois")], "what was played in between is nobody's business");

    // A service is told once of each track, without a time, at once.
    let listeners = FeedSite::open("listeners");
    listeners.serve("/1/validate-token", "application/json", r#"{"valid": true, "user_name": "Ana"}"#);
    listeners.serve("/1/submit-listens", "application/json", r#"{"status": "ok"}"#);
    let page = ana.open(&at("/scrobbling")).await;
    let page = ana.submit(&page, "/scrobbling?_method=delete", &[]).await.expect(200);
    ana.submit(&page, "/scrobbling", &[("url", &listeners.url("")), ("token", "any")]).await.expect(200);
    ana.until(&at("/scrobbling"), "another service", |page| page.says("goes there as Ana")).await;
    for number in [1, 1, 2] {
        begins(number).await;
    }
    let told = tests::eventually("it is told", async || {
        Some(listeners.taken("/1/submit-listens")).filter(|told| told.len() == 2)
    });
    let mut told: Vec<Value> = told.await.iter().map(|json| serde_json::from_str(json).unwrap()).collect();
    told.sort_by_key(|one| one["payload"][0]["track_metadata"]["track_name"].to_string());
    for (one, title) in told.iter().zip(["Deux", "Trois"]) {
        assert_eq!(one["listen_type"], "playing_now");
        let listen = &one["payload"][0];
        assert!(listen.get("listened_at").is_none(), "{one}");
        assert_eq!(listen["track_metadata"]["track_name"], title);
        assert_eq!(listen["track_metadata"]["artist_name"], "Les Lampions");
    }
    assert_eq!(listeners.taken("/1/submit-listens").len(), 2);
    assert!(!server.log().contains(&token), "no log tells it");
}
