//! Previews: a page elsewhere is asked once what it says of itself, and shown below what links to it, with its picture through us.

use serde_json::{Value, json};
use tests::program::Program;
use tests::{Options, Peer, Server, eventually};

const PICTURE: &[u8] = include_bytes!("../../../themes/default/images/icon-192.png");

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>The paper</title>
    <meta property="og:title" content="Waffles &amp; brass"><meta property="og:description" content="A Sunday at the mill">
    <meta property="og:site_name" content="The Paper"><meta property="og:image" content="/picture.png">
    <meta property="og:image:alt" content="A tent"><meta name="author" content="Ada"></head></html>"#;

/// A club, and a paper that somebody else runs.
async fn begin() -> (Server, Peer, Program) {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let paper = Peer::open("paper");
    paper.serve("/waffles", "text/html; charset=utf-8", PAGE);
    paper.serve("/picture.png", "image/png", PICTURE);
    let ana = Program::of(&server, "ana");
    (server, paper, ana)
}

/// Says something, and waits until what it links to is shown below it.
async fn shown(program: &Program, text: &str) -> Value {
    let said = program.post("/api/v1/statuses", json!({"status": text})).await.expect(200);
    let path = format!("/api/v1/statuses/{}", said["id"].as_str().unwrap());
    eventually("the page is shown below the post", async || {
        let status = program.get(&path).await.expect(200);
        (!status["card"].is_null()).then_some(status)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_asked_once_and_shown_below_whatever_links_to_it() {
    let (server, paper, ana) = begin().await;
    let address = paper.url("/waffles");
    let status = shown(&ana, &format!("Read this: {address}#top @nobody #paper")).await;
    let card = &status["card"];
    assert_eq!(card["url"], json!(address));
    assert_eq!((&card["title"], &card["type"]), (&json!("Waffles & brass"), &json!("link")));
    assert_eq!((&card["description"], &card["provider_name"]), (&json!("A Sunday at the mill"), &json!("The Paper")));
    assert_eq!((&card["author_name"], &card["authors"][0]["name"]), (&json!("Ada"), &json!("Ada")));
    assert_eq!((&card["html"], &card["embed_url"], &card["language"]), (&json!(""), &json!(""), &json!("en")));

    let image = card["image"].as_str().unwrap();
    assert!(image.starts_with(&server.url("/files/")), "the picture comes through us: {image}");
    let picture = tests::browser::client().get(image).send().await.unwrap();
    assert_eq!((picture.status().as_u16(), &picture.headers()["content-type"]), (200, &"image/png".parse().unwrap()));

    shown(&ana, &format!("Again: {address}")).await;
    assert_eq!(paper.asked("/waffles"), 1, "one question a day");
    let page = tests::Browser::new().open(status["url"].as_str().unwrap()).await;
    assert!(page.says("Waffles &amp; brass") && page.says("class=\"preview pictured\""));
    assert!(!page.says(&paper.url("/picture.png")), "browsers are not sent elsewhere for a picture");

    let links = ana.get("/api/v1/trends/links").await.expect(200);
    assert_eq!((&links[0]["title"], &links[0]["history"][0]["uses"]), (&json!("Waffles & brass"), &json!("2")));
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("url", &address).finish();
    let linking = ana.get(&format!("/api/v1/timelines/link?{query}")).await.expect(200);
    assert_eq!(linking.as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_says_nothing_is_not_asked_again() {
    let (_server, paper, ana) = begin().await;
    paper.serve("/bare", "text/html", "<p>words</p>");
    paper.serve("/film", "text/html", r#"<link rel="alternate" type="application/json+oembed" href="/oembed.json">"#);
    paper.serve(
        "/oembed.json",
        "application/json",
        r#"{"type": "video", "title": "A film", "html": "<iframe></iframe>"}"#,
    );
    let bare = paper.url("/bare");
    for _ in 0..2 {
        let said = ana.post("/api/v1/statuses", json!({"status": format!("Look {bare}")})).await.expect(200);
        assert_eq!(said["card"], Value::Null);
        eventually("the page is asked", async || (paper.asked("/bare") > 0).then_some(())).await;
    }
    // Whatever came after it in the queue is done, so it was not asked a second time.
    let film = shown(&ana, &format!("And {}", paper.url("/film"))).await;
    assert_eq!((&film["card"]["title"], &film["card"]["html"]), (&json!("A film"), &json!("")));
    assert_eq!(paper.asked("/bare"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_shows_what_is_linked_now() {
    let (_server, paper, ana) = begin().await;
    paper.serve("/other", "text/html", "<title>Another page</title>");
    let status = shown(&ana, &format!("Read {}", paper.url("/waffles"))).await;
    let path = format!("/api/v1/statuses/{}", status["id"].as_str().unwrap());
    ana.put(&path, json!({"status": format!("Rather {}", paper.url("/other"))})).await.expect(200);
    eventually("the other page is shown", async || {
        let status = ana.get(&path).await.expect(200);
        (status["card"]["title"] == "Another page").then_some(())
    })
    .await;
    ana.put(&path, json!({"status": "Never mind"})).await.expect(200);
    assert_eq!(ana.get(&path).await.expect(200)["card"], Value::Null);
}
