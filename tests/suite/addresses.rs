//! What is at an address that others keep: a tombstone where something was, and a way in for who comes to follow or answer.

use tests::browser::client;
use tests::{Browser, Options, Page, Server};
use url::Url;

const ACTIVITY: &str = "application/activity+json";

/// Asks as another server would: status, content type and document.
async fn document(url: &str) -> (u16, String, serde_json::Value) {
    let answer = client().get(url).header("accept", ACTIVITY).send().await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    let status = answer.status().as_u16();
    (status, kind, serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

/// The id of the object whose page is there.
fn id_of(server: &Server, page: &str) -> String {
    server.url(&format!("/objects/{}", page.rsplit('/').next().unwrap()))
}

async fn delete(browser: &Browser, page: &str) {
    let asked = browser.open(&format!("{page}/delete")).await;
    let path = Url::parse(page).unwrap().path().to_owned();
    browser.submit(&asked, &format!("{path}?_method=delete"), &[]).await.expect(200);
}

async fn is_a_tombstone(at: &str, id: &str, former: &str) {
    let (status, kind, tombstone) = document(at).await;
    assert_eq!(status, 410, "{at}: {tombstone}");
    assert!(kind.starts_with(ACTIVITY), "{at}: {kind}");
    assert!(tombstone["@context"].to_string().contains("https://www.w3.org/ns/activitystreams"), "{tombstone}");
    assert_eq!((&tombstone["type"], &tombstone["id"]), (&"Tombstone".into(), &id.into()));
    assert_eq!(tombstone["formerType"], former);
    let deleted = tombstone["deleted"].as_str().unwrap();
    assert!(chrono::DateTime::parse_from_rfc3339(deleted).is_ok(), "{deleted}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_public_leaves_a_tombstone_and_what_was_not_leaves_nothing() {
    let server = Server::start(Options::default()).await;
    let (ana, stranger) = (server.member("ana").await, Browser::new());
    let open = ana.say(&server, "Everybody saw this").await;
    let narrow = ana.write(&server, &[("text", "Few saw this"), ("visibility", "followers")]).await;
    let kept = ana.say(&server, "Written before leaving").await;
    delete(&ana, &open).await;
    delete(&ana, &narrow).await;

    let id = id_of(&server, &open);
    is_a_tombstone(&id, &id, "Note").await;
    is_a_tombstone(&open, &id, "Note").await;
    for at in [&id, &open] {
        let page = stranger.get(at).await.expect(410);
        assert!(page.says("This was removed") && !page.says("Everybody saw this"), "{}", page.html);
    }
    for at in [&id_of(&server, &narrow), &narrow] {
        assert_eq!(document(at).await.0, 404, "{at}");
        stranger.get(at).await.expect(404);
    }
    // The number alone is no address: it belongs to somebody's page.
    let elsewhere = open.replace("/@ana/", "/@bob/");
    stranger.get(&elsewhere).await.expect(404);

    let actor = document(&server.url("/@ana")).await.2["id"].as_str().unwrap().to_owned();
    server.does(&["account", "delete", "ana"], "");
    is_a_tombstone(&actor, &actor, "Person").await;
    is_a_tombstone(&server.url("/@ana"), &actor, "Person").await;
    stranger.get(&server.url("/@ana")).await.expect(410);
    is_a_tombstone(&kept, &id_of(&server, &kept), "Note").await;
    assert_eq!(document(&format!("{actor}/outbox")).await.0, 404);
}

fn way_in(server: &Server, what: &str) -> String {
    let uri: String = url::form_urlencoded::byte_serialize(what.as_bytes()).collect();
    server.url(&format!("/authorize_interaction?uri={uri}"))
}

/// Where the way in leads once the thing was found at its server.
async fn arrive(browser: &Browser, server: &Server, what: &str) -> Page {
    let at = way_in(server, what);
    tests::eventually(&format!("{what} is shown"), async || {
        let page = browser.get(&at).await;
        (!page.url.contains("/search")).then_some(page)
    })
    .await
    .expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_from_elsewhere_to_follow_logs_in_and_arrives_there() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    let ana = left.member("ana").await;
    let post = ana.say(&left, "Come to the fair").await;
    right.account("bob");

    // What WebFinger tells other servers of Bob is where their readers send him.
    let finger = right.url(&format!("/.well-known/webfinger?resource=acct:{}", right.handle("bob")));
    let answer = client().get(&finger).send().await.unwrap().text().await.unwrap();
    let jrd: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let links = jrd["links"].as_array().unwrap();
    let template = links.iter().find_map(|link| link["template"].as_str()).unwrap();
    assert_eq!(template, right.url("/authorize_interaction?uri={uri}"));

    let (bob, handle) = (Browser::new(), format!("acct:{}", left.handle("ana")));
    let asked = bob.open(&way_in(&right, &handle)).await;
    assert!(asked.url.starts_with(&right.square("/log-in?")), "{}", asked.url);
    let [site, next] = ["site", "next"].map(|field| asked.value(field).unwrap());
    let login = [("login", "bob"), ("password", &tests::server::password("bob")), ("site", &site), ("next", &next)];
    let back = bob.submit(&asked, "/log-in", &login).await.expect(200);
    assert!(back.url.starts_with(&right.url("/")), "the log-in led to {}", back.url);
    assert!(back.url.contains("ana"), "and it is about Ana still: {}", back.url);

    let profile = right.url(&format!("/@{}", left.handle("ana")));
    let id = document(&left.url("/@ana")).await.2["id"].as_str().unwrap().to_owned();
    for what in [&handle, &left.handle("ana"), &format!("@{}", left.handle("ana")), &id, &left.url("/@ana")] {
        let page = arrive(&bob, &right, what).await;
        assert_eq!(page.url, profile, "{what}");
        assert!(page.says(&format!("/@{}/follow\"", left.handle("ana"))), "{what} can be followed");
    }
    for what in [&post, &id_of(&left, &post)] {
        let page = arrive(&bob, &right, what).await;
        assert!(page.url.starts_with(&format!("{profile}/")) && page.says("Come to the fair"), "{what}: {}", page.url);
    }
    // What is nowhere is said to be nowhere, and words are words.
    let nowhere = left.url("/@nobody");
    bob.until(&way_in(&right, &nowhere), "it is not found", |page| page.status == 200 && page.says("search")).await;
    bob.get(&right.url("/authorize_interaction")).await.expect(400);
}
