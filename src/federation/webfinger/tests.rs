#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use http::StatusCode;
use serde_json::json;
use social::text::Handle;

use super::answer;
use crate::fetch::{Budget, Error};
use crate::fixture::{Club, Elsewhere};

/// What the microblog answers: the subject and the id, or nothing.
async fn ask(club: &Club, resource: &str) -> Option<(String, String)> {
    let (hosts, resource) = (club.hosts.clone(), resource.to_owned());
    let jrd = club.write(move |c| answer(c, &hosts, hosts.stall("microblog").unwrap(), &resource)).await?;
    Some((jrd.subject.clone().unwrap(), jrd.actor().unwrap().to_string()))
}

#[tokio::test]
async fn whoever_lives_here_is_found_by_every_name() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let found = Some(("acct:ana@microblog.club.example".to_owned(), ana.uri.clone()));
    for name in [
        "acct:ana@microblog.club.example",
        "acct:Ana@MICROBLOG.club.example",
        "acct:@ana@microblog.club.example",
        "https://microblog.club.example/@ana",
        &ana.uri,
    ] {
        assert_eq!(ask(&club, name).await, found, "{name}");
    }
}

#[tokio::test]
async fn a_stall_stands_for_its_own_actor() {
    let club = Club::open().await;
    let own = Some((
        "acct:microblog.club.example@microblog.club.example".to_owned(),
        "https://microblog.club.example/actor".to_owned(),
    ));
    for name in [
        "acct:microblog.club.example@microblog.club.example",
        "https://microblog.club.example/",
        "https://microblog.club.example",
        "https://microblog.club.example/actor",
    ] {
        assert_eq!(ask(&club, name).await, own, "{name}");
    }
}

#[tokio::test]
async fn nobody_else_is_found() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    for name in [
        "acct:nobody@microblog.club.example",
        "acct:ana@photos.club.example",
        "acct:ana@club.example",
        "acct:ana@elsewhere.example",
        "acct:ana",
        "ana@microblog.club.example",
        "https://microblog.club.example/@ana/123",
        "https://photos.club.example/",
        "https://elsewhere.example/@ana",
        "",
    ] {
        assert_eq!(ask(&club, name).await, None, "{name}");
    }
    let id = ana.id;
    club.write(move |c| social::actor::Actor::suspend(c, id, true)).await;
    assert_eq!(ask(&club, "acct:ana@microblog.club.example").await, None);
}

#[tokio::test]
async fn others_are_asked_where_their_host_meta_says() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let host = there.peer.origin.trim_start_matches("http://").to_owned();
    let lrdd =
        format!(r#"{{"links": [{{"rel": "lrdd", "template": "{}"}}]}}"#, there.at("/.well-known/finger?of={uri}"));
    there.answer("/.well-known/host-meta", StatusCode::OK, &lrdd);
    let escaped = format!("acct:bob@{host}").replace(':', "%3A").replace('@', "%40");
    let jrd = json!({"subject": format!("acct:bob@{host}"),
        "links": [{"rel": "self", "type": "application/activity+json", "href": there.at("/users/bob")}]});
    there.answer(&format!("/.well-known/finger?of={escaped}"), StatusCode::OK, &jrd.to_string());
    let handle = Handle::new("bob", &host).unwrap();
    let found = club.federation.webfinger("http", &handle, &Budget::default()).await.unwrap();
    assert_eq!(found.actor.as_str(), there.at("/users/bob"));
    let nobody = Handle::new("eve", &host).unwrap();
    let missing = club.federation.webfinger("http", &nobody, &Budget::default()).await;
    assert_eq!(missing, Err(Error::Nobody(nobody.to_string())));
}

#[tokio::test]
async fn we_do_not_ask_ourselves() {
    let club = Club::open().await;
    let own = Handle::new("ana", "microblog.club.example").unwrap();
    let asked = club.federation.webfinger("https", &own, &Budget::default()).await;
    assert!(matches!(asked, Err(Error::Ours(_))));
}
