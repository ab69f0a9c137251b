#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use http::StatusCode;
use serde_json::{Value, json};
use social::actor::{Actor, Field};
use social::domain::{DomainPolicy, Peer as Known, Severity};
use social::object::{NewObject, Object, ObjectId, Parts};
use social::poll::NewPoll;
use social::preview::{Preview, Shown};
use social::visibility::Visibility;
use social::{pin, poll::Poll};
use store::jobs::Job;

use super::lookup::{Absence, Lookup, Sought};
use super::verify_links::has_link;
use super::{ClosePolls, FetchFeatured, FetchPreview, PeerInfo, TellPoll, VerifyLinks};
use crate::client::tests::peer::{Heard, Peer, Reply};
use crate::fetch::Resolved;
use crate::fixture::{Club, Elsewhere, act, note};

#[test]
fn a_lookup_is_a_handle_with_a_host_or_an_address() {
    let what = |text: &str| Lookup::of(text).map(|lookup| lookup.what);
    for (text, expected) in [
        ("@bob@b.example", Some("@bob@b.example")),
        (" bob@B.example ", Some("@bob@b.example")),
        ("acct:bob@b.example:8443", Some("@bob@b.example:8443")),
        ("https://b.example/@bob", Some("https://b.example/@bob")),
        ("@bob", None),
        ("bob", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("two words", None),
        ("", None),
    ] {
        assert_eq!(what(text).as_deref(), expected, "{text}");
    }
}

fn escaped(acct: &str) -> String {
    format!("/.well-known/webfinger?resource={}", acct.replace(':', "%3A").replace('@', "%40"))
}

async fn look_up(club: &Club, text: &str) -> Sought {
    club.federation.look_up(text, true).await.unwrap()
}

#[tokio::test]
async fn a_page_sees_how_far_a_look_up_is() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (bob, host) = (there.person("bob"), there.peer.origin.trim_start_matches("http://").to_owned());
    let jrd = json!({"subject": format!("acct:bob@{host}"), "links": [{"rel": "self", "type": "application/activity+json", "href": bob}]});
    there.answer(&escaped(&format!("acct:bob@{host}")), StatusCode::OK, &jrd.to_string());
    let handle = format!("@bob@{host}");
    assert!(matches!(club.federation.look_up(&handle, false).await.unwrap(), Sought::Unknown), "nobody asked for it");
    assert!(matches!(look_up(&club, &handle).await, Sought::Waiting));
    assert!(matches!(look_up(&club, &handle).await, Sought::Waiting));
    club.work().await;
    let found = look_up(&club, &handle).await;
    assert!(matches!(&found, Sought::Found(Resolved::Actor(actor)) if actor.uri == bob), "{found:?}");

    assert!(matches!(look_up(&club, &there.at("/nothing")).await, Sought::Waiting));
    club.work().await;
    assert!(matches!(look_up(&club, &there.at("/nothing")).await, Sought::Missing(Absence::Nothing)));
    assert!(matches!(look_up(&club, "nonsense").await, Sought::NotSearchable));
    assert!(matches!(look_up(&club, "@nobody@microblog.club.example").await, Sought::Missing(_)));
}

#[tokio::test]
async fn the_address_of_a_page_leads_to_what_it_shows() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let bob = there.person("bob");
    let post = note(&bob, "/n/1", "found");
    there.serve(&post);
    there.answer("/@bob/1", StatusCode::OK, &post.to_string());
    let page = there.at("/@bob/1");
    assert!(matches!(look_up(&club, &page).await, Sought::Waiting));
    club.work().await;
    let found = look_up(&club, &page).await;
    assert!(matches!(&found, Sought::Found(Resolved::Object(object)) if object.content == "found"), "{found:?}");
}

#[tokio::test]
async fn what_a_server_says_of_others_is_not_taken_from_it() {
    let (club, there, other) = (Club::open().await, Elsewhere::start().await, Elsewhere::start().await);
    let victim = other.person("victim");
    let mut forged = note(&victim, "/n/1", "never said");
    forged["id"] = json!(other.at("/n/1"));
    there.answer("/n/1", StatusCode::OK, &forged.to_string());
    look_up(&club, &there.at("/n/1")).await;
    club.work().await;
    assert!(matches!(look_up(&club, &there.at("/n/1")).await, Sought::Missing(_)));
    assert_eq!(club.find(&other.at("/n/1")).await, None);
    assert_eq!(other.asked("/n/1"), 1, "its own server was asked");
}

#[tokio::test]
async fn polls_end_and_their_last_figures_are_told() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let (hosts, author) = (club.hosts.clone(), ana.clone());
    let question = club
        .write(move |c| {
            let new = NewObject::local(&hosts, &author, "card", "Question", Visibility::Public)?;
            let options = vec![("a".to_owned(), 1), ("b".to_owned(), 0)];
            let closes_at = Some(store::clock::now() - chrono::TimeDelta::seconds(1));
            let poll = NewPoll { multiple: false, closes_at, closed_at: None, voters_count: 1, options };
            Object::insert(c, &new, &Parts { poll: Some(poll), ..Parts::default() })
        })
        .await;
    ClosePolls.run(&club.federation).await.unwrap();
    assert!(club.write(move |c| Poll::find(c, question.id)).await.unwrap().closed_at.is_some());
    let (kind, update) = club.sent().await.into_iter().next().unwrap();
    assert_eq!(kind, "Update");
    assert!(update["object"]["closed"].is_string() && update["object"]["updated"] == Value::Null, "{update}");
}

#[tokio::test]
async fn how_a_poll_stands_is_told_once_for_many_votes() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let (hosts, author) = (club.hosts.clone(), ana.clone());
    let question = club
        .write(move |c| {
            let new = NewObject::local(&hosts, &author, "card", "Question", Visibility::Public)?;
            let options = vec![("a".to_owned(), 2), ("b".to_owned(), 1)];
            let poll = NewPoll { multiple: false, closes_at: None, closed_at: None, voters_count: 3, options };
            let question = Object::insert(c, &new, &Parts { poll: Some(poll), ..Parts::default() })?;
            TellPoll::later(c, question.id)?;
            TellPoll::later(c, question.id)?;
            Ok(question)
        })
        .await;
    assert_eq!(club.write(store::jobs::pending_count).await, 1);
    TellPoll { object: question.id }.run(&club.federation).await.unwrap();
    let sent = club.sent().await;
    let (kind, update) = &sent[0];
    assert_eq!((kind.as_str(), &update["object"]["votersCount"]), ("Update", &json!(3)));
    assert!(update["object"]["updated"].is_null() && update["object"]["closed"].is_null(), "{update}");
}

#[tokio::test]
async fn what_a_remote_actor_pinned_is_fetched() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let (bob, eve) = (there.person("bob"), there.person("eve"));
    club.take(&bob, act("Like", &bob, json!("https://nowhere.example/1"))).await;
    there.serve(&note(&bob, "/n/1", "pinned"));
    there.serve(&note(&eve, "/n/2", "not bob's"));
    let pinned = json!({"type": "OrderedCollection", "id": format!("{bob}/featured"), "orderedItems": [there.at("/n/1"), there.at("/n/2")]});
    there.serve(&pinned);
    let id = club.find_actor(&bob).await.unwrap().id;
    club.write(move |c| FetchFeatured::later(c, id)).await;
    club.work().await;
    let pins = club.write(move |c| pin::list(c, id)).await;
    assert_eq!(pins.iter().map(|object| object.uri.as_str()).collect::<Vec<_>>(), [there.at("/n/1")]);
}

#[tokio::test]
async fn a_peer_says_what_it_runs() {
    let (club, there) = (Club::open().await, Elsewhere::start().await);
    let index = json!({"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": there.at("/.well-known/x")}]});
    there.answer("/.well-known/nodeinfo", StatusCode::OK, &index.to_string());
    let told = json!({"version": "2.0", "software": {"name": "snac", "version": "2.94"}});
    there.answer("/.well-known/x", StatusCode::OK, &told.to_string());
    let actor = there.at("/users/bob");
    club.write(move |c| PeerInfo::later(c, &actor)).await;
    club.work().await;
    let host = there.peer.origin.trim_start_matches("http://").to_owned();
    let peer = club.write(move |c| Known::find(c, &host)).await.unwrap();
    assert_eq!((peer.software.as_deref(), peer.version.as_deref()), (Some("snac"), Some("2.94")));
}

#[test]
fn only_a_link_that_says_me_links_back() {
    let me = ["https://club.example/@ana", "https://club.example/actors/1"];
    for page in [
        r#"<a rel="me" href="https://club.example/@ana">"#,
        r#"<A HREF='https://club.example/@ana/' class=x REL='nofollow me'>"#,
        r#"<head><link href="https://club.example/actors/1" rel=me></head>"#,
        "<a\n  rel=\"me\"\n  href = \"https://club.example/@ana\">",
    ] {
        assert!(has_link(page, &me), "{page}");
    }
    for page in [
        r#"<a href="https://club.example/@ana">"#,
        r#"<a rel="meme" href="https://club.example/@ana">"#,
        r#"<a rel="me" href="https://club.example/@anaïs">"#,
        r#"<a rel="me" href="https://evil.example/?https://club.example/@ana">"#,
        r#"<img rel="me" href="https://club.example/@ana">"#,
        r#"rel="me" href="https://club.example/@ana""#,
        "<a rel",
        "<a =",
        "",
    ] {
        assert!(!has_link(page, &me), "{page}");
    }
}

#[tokio::test]
async fn fields_are_marked_as_long_as_their_pages_link_back() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let (page, actor) = (ana.page().to_owned(), ana.id);
    let site = crate::client::tests::peer::Peer::start("127.0.0.2", move |heard| {
        let html = if heard.target == "/mine" { format!(r#"<a rel="me" href="{page}">me</a>"#) } else { String::new() };
        crate::client::tests::peer::Reply::new(200).body("text/html", html)
    })
    .await;
    let field = |path: &str| {
        let url = site.url(path);
        Field {
            name: "Site".to_owned(),
            value: format!(r#"<a href="{url}">{url}</a>"#),
            source: Some(url.into()),
            verified_at: None,
        }
    };
    let fields = vec![field("/mine"), field("/other")];
    club.write(move |c| {
        Actor::set_fields(c, actor, fields.clone())?;
        VerifyLinks::later(c, actor)
    })
    .await;
    club.work().await;
    let marked: Vec<bool> =
        club.write(move |c| Actor::get(c, actor)).await.fields.iter().map(|f| f.verified_at.is_some()).collect();
    assert_eq!(marked, [true, false]);
}

/// A club, and a page elsewhere that a member links to.
async fn linking(answer: fn(&Heard) -> Reply) -> (Club, Peer, ObjectId) {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let site = Peer::start("127.0.0.2", answer).await;
    let object = club.publish(&ana, Visibility::Public, &format!(r#"<a href="{}">x</a>"#, site.url("/page"))).await;
    let (hosts, id) = (club.hosts.clone(), object.id);
    club.write(move |c| FetchPreview::later(c, &hosts, &object)).await;
    club.work().await;
    (club, site, id)
}

async fn preview_of(club: &Club, id: ObjectId) -> Option<Shown> {
    club.write(move |c| Preview::of_objects(c, &[id])).await.remove(&id)
}

#[tokio::test]
async fn a_page_is_shown_as_it_describes_itself() {
    let (club, site, id) = linking(|heard| match heard.target.as_str() {
        "/page" => Reply::new(302).header("location", "/there"),
        _ => Reply::new(200).body("text/html", "<title>A page</title>"),
    })
    .await;
    let shown = preview_of(&club, id).await.unwrap();
    assert_eq!((shown.preview.title.as_str(), shown.preview.url.as_str()), ("A page", site.url("/there").as_str()));
}

#[tokio::test]
async fn what_is_no_page_has_no_preview_and_what_fails_for_now_is_asked_again() {
    let (club, _site, id) = linking(|_| Reply::new(200).body("application/pdf", "%PDF")).await;
    assert_eq!(preview_of(&club, id).await, None);
    assert_eq!(club.write(store::jobs::pending_count).await, 0);
    let (club, _site, _) = linking(|_| Reply::new(503)).await;
    assert_eq!(club.write(store::jobs::pending_count).await, 1);
}

#[tokio::test]
async fn pages_of_blocked_hosts_are_not_asked() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let site = Peer::start("127.0.0.2", |_| Reply::new(200).body("text/html", "<title>Bad</title>")).await;
    let host = site.origin.trim_start_matches("http://").to_owned();
    club.write(move |c| {
        let blocked = DomainPolicy::set(c, &host, Severity::Block, false, "");
        blocked.map_err(|_| diesel::result::Error::NotFound)
    })
    .await;
    let object = club.publish(&ana, Visibility::Public, &format!(r#"<a href="{}">x</a>"#, site.url("/page"))).await;
    let (hosts, id) = (club.hosts.clone(), object.id);
    club.write(move |c| FetchPreview::later(c, &hosts, &object)).await;
    club.work().await;
    assert_eq!(preview_of(&club, id).await, None);
    assert!(site.heard().is_empty());
}
