//! Podcasts elsewhere: subscribed to on pages, by lists of other programs and by players, read anew, heard in parts.

use serde_json::{Value, json};
use tests::browser::client;
use tests::{FeedSite, Options, Server, clients};

use crate::music::member;

const RSS: &str = "application/rss+xml";

fn feed(site: &FeedSite, title: &str, episodes: &[u32]) -> String {
    let items: String = episodes
        .iter()
        .map(|number| {
            format!(
                "<item><title>Veillée {number} &amp; fin</title><guid isPermaLink=\"false\">v{number}</guid>\
                 <enclosure url=\"{}\" length=\"40000\" type=\"audio/mpeg\"/>\
                 <description><![CDATA[<p>Bonsoir <script>alert(1)</script><a href=\"javascript:alert(1)\">ici</a></p>]]></description>\
                 <pubDate>Mon, {number:02} Jun 2026 20:00:00 +0200</pubDate>\
                 <itunes:duration>1:02:03</itunes:duration><itunes:episode>{number}</itunes:episode></item>",
                site.url("/sound.mp3")
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" \
         xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>{title}</title>\
         <link>{}</link><description>Le soir</description><itunes:author>Radio</itunes:author>{items}</channel></rss>",
        site.url("/")
    )
}

fn sound() -> Vec<u8> {
    (0..40_000_u32).map(|byte| (byte % 251) as u8).collect()
}

fn number(path: &str) -> String {
    path.rsplit('/').next().unwrap().chars().take_while(char::is_ascii_digit).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_podcast_elsewhere_is_heard_as_long_as_somebody_is_subscribed() {
    let (server, site) = (Server::start(Options::named("podcasts")).await, FeedSite::open("radio"));
    let (ana, bob) = (member(&server, "ana").await, member(&server, "bob").await);
    site.serve("/feed.xml", RSS, feed(&site, "Veillées", &[1, 2]));
    site.serve("/sound.mp3", "audio/mpeg", sound());
    let link = "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\">";
    site.serve("/", "text/html", format!("<html><head><title>Radio</title>{link}</head></html>"));

    let page = ana.open(&server.stall("music", "/podcasts")).await.expect(200);
    let wrong = ana.submit(&page, "/podcasts", &[("url", "javascript:alert(1)")]).await.expect(422);
    assert!(wrong.says("javascript:alert(1)"), "what was typed stays");
    // The address of a page leads to its feed.
    let begun = ana.submit(&page, "/podcasts", &[("url", &site.url("/"))]).await.expect(200);
    let path = begun.path();
    let shown = ana.until(&server.stall("music", &path), "it is read", |page| page.says("Veillée 2 &amp; fin")).await;
    assert!(shown.says("Veillées") && shown.says("1:02:03") && shown.says(&site.url("/feed.xml")), "{}", shown.html);
    assert!(!shown.html.contains("alert(1)"), "what a stranger writes is made safe");
    assert_eq!(bob.get(&server.stall("music", &path)).await.status, 404, "it is of those who are subscribed");

    // It is asked again, and is as it was; then it has one more.
    let again = format!("{path}/readings");
    ana.submit(&shown, &again, &[]).await.expect(200);
    tests::eventually("it is as it was", async || {
        site.answered("/feed.xml").iter().any(|(status, _)| *status == 304).then_some(())
    })
    .await;
    site.serve("/feed.xml", RSS, feed(&site, "Veillées", &[1, 2, 3]));
    ana.submit(&shown, &again, &[]).await.expect(200);
    let list = server.stall("music", "/podcasts");
    let shown = ana.until(&list, "one more", |page| page.says("Veillée 3 &amp; fin")).await;
    assert_eq!(shown.html.matches("data-track=\"episode-").count(), 3, "each is there once");

    // The sound passes through in the part that is asked for, and nothing else of either side.
    let sound_path = shown.html.split("data-src=\"").nth(1).unwrap().split('"').next().unwrap();
    let url = server.stall("music", sound_path).parse().unwrap();
    let whole = ana.send(reqwest::Method::GET, &url, &[]).await;
    assert_eq!((whole.status().as_u16(), whole.headers()["content-type"].to_str().unwrap()), (200, "audio/mpeg"));
    assert_eq!(whole.headers()["accept-ranges"], "bytes");
    assert!(!whole.headers().get_all("set-cookie").iter().any(|set| set.to_str().unwrap().contains("watched")));
    assert_eq!(whole.bytes().await.unwrap(), sound());
    assert_eq!(bob.get(url.as_str()).await.status, 404);
    assert_ne!(client().get(url).send().await.unwrap().status(), 200, "strangers hear nothing");

    // Where one is in an episode is kept, and programs know it too.
    let episode = number(sound_path.trim_end_matches("/sound"));
    let csrf = shown.csrf().unwrap().to_owned();
    let place = server.stall("music", &format!("/episodes/{episode}/position?_method=put"));
    ana.post(&place, &[("csrf", &csrf), ("at", "754000")]).await.expect(204);
    assert!(ana.open(&list).await.says("Goes on at 12:34"));
    let key = server.token("ana", "music");
    let marks = ana.get(&server.stall("music", &format!("/rest/getBookmarks?f=json&c=t&apiKey={key}"))).await;
    let marks: Value = serde_json::from_str(&marks.html).unwrap();
    let mark = &marks["subsonic-response"]["bookmarks"]["bookmark"][0];
    assert_eq!((mark["position"].as_i64(), &mark["entry"]["id"]), (Some(754_000), &json!(format!("ep-{episode}"))));
    let csrf = bob.open(&list).await.csrf().unwrap().to_owned();
    bob.post(&place, &[("csrf", &csrf), ("at", "1")]).await.expect(404);

    // With the last subscription it goes.
    let page = ana.open(&server.stall("music", &path)).await;
    ana.submit(&page, &format!("{path}?_method=delete"), &[]).await.expect(200);
    assert_eq!(ana.get(&server.stall("music", &path)).await.status, 404);
    let page = bob.open(&list).await;
    let begun = bob.submit(&page, "/podcasts", &[("url", &site.url("/feed.xml"))]).await.expect(200);
    assert_ne!(number(&begun.path()), number(&path), "it was forgotten, and is begun anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_podcast_is_refused_in_words() {
    let (server, site) = (Server::start(Options::named("no-podcasts")).await, FeedSite::open("bad"));
    let ana = member(&server, "ana").await;
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\
                <rss version=\"2.0\"><channel><title>&b;</title></channel></rss>";
    let deep = format!("<rss xmlns:x=\"urn:x\" version=\"2.0\"><channel>{}", "<x:a>".repeat(200_000));
    let blog = "<rss version=\"2.0\"><channel><title>Blog</title><item><title>Words</title></item></channel></rss>";
    site.serve("/bomb.xml", RSS, bomb);
    site.serve("/deep.xml", RSS, deep);
    site.serve("/blog.xml", RSS, blog);
    site.serve("/page.html", "text/html", "<title>Nothing</title>");
    site.serve("/picture.png", "image/png", "PNG");
    site.serve("/large.xml", RSS, vec![b' '; 8 * 1024 * 1024 + 1]);
    let list = server.stall("music", "/podcasts");
    for (path, reason) in [
        ("/deep.xml", "no podcast at this address"),
        ("/blog.xml", "no sound in it"),
        ("/page.html", "no podcast at this address"),
        ("/picture.png", "no podcast at this address"),
        ("/large.xml", "larger than 8 MiB"),
        ("/nothing.xml", "nothing at this address"),
    ] {
        let page = ana.open(&list).await;
        let begun = ana.submit(&page, "/podcasts", &[("url", &site.url(path))]).await.expect(200);
        ana.until(&server.stall("music", &begun.path()), path, |page| page.says(reason)).await;
    }
    let page = ana.open(&list).await;
    let begun = ana.submit(&page, "/podcasts", &[("url", &site.url("/bomb.xml"))]).await.expect(200);
    let shown = ana.until(&server.stall("music", &begun.path()), "read", |page| !page.says("Being read")).await;
    assert!(!shown.html.contains("aaaaaaaaaa"), "entities are not followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_go_out_and_come_back_and_players_know_them() {
    let (server, site) = (Server::start(Options::named("podcast-lists")).await, FeedSite::open("lists"));
    let (ana, bob) = (member(&server, "ana").await, member(&server, "bob").await);
    for name in ["one", "two"] {
        site.serve(
            &format!("/{name}.xml"),
            RSS,
            feed(&site, &format!("The {name} & \"only\"").replace('&', "&amp;"), &[1]),
        );
    }
    site.serve("/sound.mp3", "audio/mpeg", sound());
    let list = server.stall("music", "/podcasts");
    let page = ana.open(&list).await;
    let wrong = ana.attach(&page, "/podcasts/list", &[], ("file", "a.opml", "no list")).await;
    assert_eq!(wrong.status, 422);
    let outlines: String = ["one", "two"]
        .iter()
        .map(|name| format!("<outline text=\"x\" xmlUrl=\"{}\"/>", site.url(&format!("/{name}.xml"))))
        .collect();
    let file = format!(
        "<opml version=\"1.0\"><body><outline text=\"group\">{outlines}<outline text=\"y\" xmlUrl=\"file:///etc/passwd\"/></outline></body></opml>"
    );
    let taken = ana.attach(&page, "/podcasts/list", &[], ("file", "list.opml", &file)).await.expect(200);
    assert!(taken.says("2 podcasts") && taken.says("1 entry was left out"), "{}", taken.html);
    ana.until(&list, "both are read", |page| page.says("The one") && page.says("The two")).await;
    let written = ana.get(&server.stall("music", "/podcasts/list.opml")).await;
    let page = bob.open(&list).await;
    bob.attach(&page, "/podcasts/list", &[], ("file", "back.opml", &written.html)).await.expect(200);
    bob.until(&list, "both are back", |page| page.says("The one") && page.says("The two")).await;

    let club = json!({
        "url": server.stall("music", "").trim_end_matches('/'), "name": "ana", "token": server.token("ana", "music"),
        "opml": written.html, "feeds": [site.url("/one.xml"), site.url("/two.xml")],
    });
    let output = clients::python_script("podcasts.py", &club).output().await.unwrap();
    assert!(output.status.success(), "{}\n{}", String::from_utf8_lossy(&output.stderr), server.log());
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["channels"], 1);
    assert!(site.answered("/sound.mp3").contains(&(206, "bytes=100-199".to_owned())), "the part was asked for there");
}
