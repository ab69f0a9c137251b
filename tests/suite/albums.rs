//! Albums: who sees them, and what in them, on every way to it; their order; and what becomes of them.

use std::collections::BTreeMap;
use std::io::Read;

use reqwest::Method;
use serde_json::json;
use tests::{Browser, Options, Page, Program, Server};
use url::Url;

/// A photograph that differs from others by its number.
fn photograph(number: u8) -> Vec<u8> {
    let paint = |x: u32, y: u32| image::Rgb([(x / 3 % 256) as u8, (y / 3 % 256) as u8, number]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(320, 240, paint).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// A member with a browser at the photos stall and a program.
pub(crate) struct Person {
    pub(crate) browser: Browser,
    pub(crate) program: Program,
}

impl Person {
    pub(crate) async fn new(server: &Server, name: &str) -> Self {
        server.account(name);
        let browser = Browser::new();
        browser.log_in(server, name).await;
        browser.open(&server.square("/log-in?site=photos&next=/")).await;
        Self { browser, program: Program::at(server, name, "photos") }
    }

    /// Publishes a photo and returns its number.
    pub(crate) async fn shows(&self, number: u8, alt: &str, visibility: &str) -> String {
        let picture = self.program.upload(&photograph(number), alt).await;
        let status = json!({"status": alt, "media_ids": [picture], "visibility": visibility});
        let status = self.program.post("/api/v1/statuses", status).await.expect(200);
        status["id"].as_str().unwrap().to_owned()
    }

    /// Makes an album and puts photos in, if any; returns its address.
    pub(crate) async fn album(&self, server: &Server, title: &str, audience: &str, photos: &[&str]) -> String {
        let page = self.browser.open(&server.stall("photos", "/albums/new")).await;
        let fields = [("title", title), ("description", "As it was"), ("audience", audience)];
        let page = self.browser.submit(&page, "/albums", &fields).await.expect(200);
        let address = page.url.strip_suffix("/photos/new").expect("photos are to be chosen").to_owned();
        if !photos.is_empty() {
            self.puts(&address, photos).await.expect(200);
        }
        address
    }

    async fn puts(&self, album: &str, photos: &[&str]) -> Page {
        let page = self.browser.open(&format!("{album}/photos/new")).await;
        let fields: Vec<(&str, &str)> = photos.iter().map(|photo| ("photos", *photo)).collect();
        self.browser.submit(&page, &format!("{}/photos", path(album)), &fields).await
    }
}

fn path(address: &str) -> String {
    Url::parse(address).unwrap().path().to_owned()
}

/// The descriptions of the pictures that a page shows in a wall, in order.
fn wall(page: &Page) -> Vec<String> {
    let wall = page.html.split("class=\"wall\"").nth(1).unwrap_or_default().split("</ul>").next().unwrap();
    wall.split(" alt=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The names of what is in an album's archive, with its README; none where there is no archive.
async fn archive(browser: &Browser, address: &str) -> Option<(Vec<String>, String)> {
    let response = browser.send(Method::GET, &Url::parse(address).unwrap(), &[]).await;
    if response.status() == 404 {
        return None;
    }
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"application/zip".parse().unwrap())
    );
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(response.bytes().await.unwrap())).unwrap();
    let mut about = String::new();
    archive.by_name("README.txt").unwrap().read_to_string(&mut about).unwrap();
    Some((
        archive.file_names().map(|name| name.unwrap().into_owned()).filter(|name| name != "README.txt").collect(),
        about,
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sees_of_an_album_what_they_may_on_every_way_to_it() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let (chloe, dora) = (Person::new(&server, "chloe").await, Person::new(&server, "dora").await);
    let stranger = Browser::new();
    bob.program.post(&format!("/api/v1/accounts/{}/follow", ana.program.id().await), json!({})).await.expect(200);
    let open = ana.shows(1, "Open", "public").await;
    let close = ana.shows(2, "Hush", "private").await;

    let readers: [(&str, &Browser); 5] = [
        ("stranger", &stranger),
        ("follower", &bob.browser),
        ("member", &chloe.browser),
        ("contributor", &dora.browser),
        ("owner", &ana.browser),
    ];
    // Who sees the album; whoever does sees the open photo, and followers and its author the close one too.
    for (audience, seen_by) in [
        ("public", &["stranger", "follower", "member", "contributor", "owner"][..]),
        ("members", &["follower", "member", "contributor", "owner"]),
        ("followers", &["follower", "contributor", "owner"]),
        ("link", &["contributor", "owner"]),
    ] {
        let title = format!("Lanterns for {audience}");
        let address = ana.album(&server, &title, audience, &[&open, &close]).await;
        let page = ana.browser.open(&format!("{address}/edit")).await;
        let link = page.code();
        assert_eq!(link.is_some(), audience == "link", "{}", page.html);
        let to = format!("{}/contributors", path(&address));
        ana.browser.submit(&page, &to, &[("name", "dora")]).await.expect(200);
        let refused = ana.browser.submit(&page, &to, &[("name", "nobody")]).await.expect(422);
        assert!(refused.says("There is no such member"), "{}", refused.html);

        for (who, browser) in readers {
            let what = format!("{who} at {audience}");
            let sees = seen_by.contains(&who);
            let photos: &[&str] = if matches!(who, "follower" | "owner") { &["Open", "Hush"] } else { &["Open"] };
            let page = browser.get(&address).await;
            let list = browser.get(&server.stall("photos", "/@ana/albums")).await.expect(200);
            let zip = archive(browser, &format!("{address}/album.zip")).await;
            let feed = browser.get(&format!("{address}/feed.atom")).await;
            let picture = |photo: &str| format!("{address}/photos/{photo}/1");
            let (first, second) = (browser.get(&picture(&open)).await, browser.get(&picture(&close)).await);
            assert_eq!(list.says(&title), sees, "{what}: the list");
            if sees {
                assert_eq!(page.status, 200, "{what}");
                assert_eq!(wall(&page), photos, "{what}: the page");
                assert!(page.says(&title) && page.says("As it was"), "{what}");
                let (files, about) = zip.expect("an archive");
                assert_eq!(files.len(), photos.len(), "{what}: the archive");
                assert!(about.contains(&title) && about.contains("001 @ana"), "{about}");
                assert_eq!(about.contains(": Hush"), photos.len() == 2, "{what}: {about}");
                assert_eq!((first.status, second.status), (200, if photos.len() == 2 { 200 } else { 404 }), "{what}");
                assert_eq!(page.says(&format!("{}/edit\"", path(&address))), who == "owner", "{what}");
                assert_eq!(
                    page.says(&format!("{}/photos/new\"", path(&address))),
                    matches!(who, "owner" | "contributor"),
                    "{what}"
                );
            } else {
                assert_eq!(page.status, 404, "{what}");
                assert!(!page.says("Lanterns"), "{what}: {}", page.html);
                assert!(zip.is_none(), "{what}");
                assert_eq!((first.status, second.status), (404, 404), "{what}");
            }
            // A feed has no reader: it is of what everybody sees.
            assert_eq!(feed.status, if audience == "public" { 200 } else { 404 }, "{what}: the feed");
            assert_eq!(feed.says("Open"), audience == "public");
            assert!(!feed.says("Hush"), "{what}");
            for below in ["/edit", "/order"] {
                let page = browser.get(&format!("{address}{below}")).await;
                assert_eq!(page.status, if who == "owner" { 200 } else { 404 }, "{what} at {below}");
            }
            assert!(!sees || page.says("noindex"), "{what}: nobody asked to be found");
            assert_eq!(page.says("og:image"), audience == "public" && sees, "{what}");
        }
        let Some(link) = link else { continue };
        // With the link everybody is let in, to what they may see by themselves.
        let page = stranger.open(&link).await;
        assert_eq!(wall(&page), ["Open"]);
        assert!(page.says("secret link") && page.says("noindex"), "{}", page.html);
        let query = Url::parse(&link).unwrap().query().unwrap().to_owned();
        assert!(page.says(&format!("/photos/{open}/1?{query}")) && page.says(&format!("album.zip?{query}")));
        assert_eq!(archive(&stranger, &format!("{address}/album.zip?{query}")).await.unwrap().0, ["001.jpg"]);
        assert_eq!(stranger.open(&format!("{address}/photos/{open}/1?{query}")).await.status, 200);
        assert_eq!(stranger.get(&format!("{address}/photos/{close}/1?{query}")).await.status, 404);
        assert_eq!(stranger.get(&format!("{address}/feed.atom?{query}")).await.status, 404);
        assert_eq!(wall(&bob.browser.open(&link).await), ["Open", "Hush"], "who follows sees more");
        assert_eq!(bob.browser.get(&format!("{address}/edit?{query}")).await.status, 404);
        // A new one ends the old one, and another choice ends them all.
        let page = ana.browser.open(&format!("{address}/edit")).await;
        let page = ana.browser.submit(&page, &format!("{}/link?_method=put", path(&address)), &[]).await.expect(200);
        let renewed = page.code().unwrap();
        assert_ne!(renewed, link);
        assert_eq!(stranger.get(&link).await.status, 404);
        assert_eq!(archive(&stranger, &format!("{address}/album.zip?{query}")).await, None);
        stranger.open(&renewed).await;
        let fields = [("title", title.as_str()), ("description", ""), ("audience", "members")];
        ana.browser.submit(&page, &format!("{}?_method=put", path(&address)), &fields).await.expect(200);
        assert_eq!(stranger.get(&renewed).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_is_filled_by_several_and_put_in_order() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let mut of_ana = Vec::new();
    for (number, alt) in [(1, "A"), (2, "B"), (3, "C")] {
        of_ana.push(ana.shows(number, alt, "public").await);
    }
    let of_bob = bob.shows(4, "D", "public").await;
    let photos: Vec<&str> = of_ana.iter().map(String::as_str).collect();
    let album = ana.album(&server, "The <fair>", "public", &photos).await;
    let base = path(&album);
    assert!(bob.browser.get(&format!("{album}/photos/new")).await.status == 404, "he was not asked");
    let page = ana.browser.open(&format!("{album}/edit")).await;
    let to = format!("{base}/contributors");
    let page =
        ana.browser.submit(&page, &to, &[("name", &format!("@bob@photos.{}", server.domain()))]).await.expect(200);
    assert!(page.says("bob may add photos now"), "{}", page.html);
    let shared = bob.browser.open(&server.stall("photos", "/albums")).await;
    assert!(shared.says("The &lt;fair&gt;") && shared.says("Shared with you"), "{}", shared.html);
    bob.puts(&album, &[&of_bob, &of_ana[0]]).await.expect(200);
    let stranger = Browser::new();
    assert_eq!(wall(&stranger.open(&album).await), ["A", "B", "C", "D"]);

    // The order, by hand and at once.
    let page = ana.browser.open(&format!("{album}/order")).await;
    let (put, order) = (
        format!("{base}/order?_method=put"),
        [&of_bob, &of_ana[2], &of_ana[0], &of_ana[1]].map(String::as_str).join(","),
    );
    ana.browser.submit(&page, &put, &[("order", &order), ("action", "save")]).await.expect(200);
    assert_eq!(wall(&stranger.open(&album).await), ["D", "C", "A", "B"]);
    ana.browser.submit(&page, &put, &[("order", &order), ("action", &format!("later:{of_bob}"))]).await.expect(200);
    assert_eq!(wall(&stranger.open(&album).await), ["C", "D", "A", "B"]);
    assert_eq!(ana.browser.submit(&page, &put, &[("order", "x"), ("action", "save")]).await.status, 422);
    let next = stranger.open(&format!("{album}/photos/{}/1", of_ana[2])).await;
    assert!(
        next.says(&format!("rel=\"next\" href=\"{base}/photos/{of_bob}/1\"")) && !next.says("rel=\"prev\""),
        "{}",
        next.html
    );
    ana.browser.submit(&page, &put, &[("action", "published")]).await.expect(200);
    assert_eq!(wall(&stranger.open(&album).await), ["A", "B", "C", "D"]);

    // The cover: the first, or the chosen one.
    let cover = async || {
        let page = stranger.open(&server.stall("photos", "/@ana/albums")).await;
        let rest = page.html.split("class=\"album-cover\"").nth(1).unwrap().split(" src=\"").nth(1).unwrap().to_owned();
        rest.split('"').next().unwrap().to_owned()
    };
    let before = cover().await;
    let page = ana.browser.open(&format!("{album}/photos/{}/1", of_ana[1])).await;
    let to = format!("{base}/cover?_method=put");
    ana.browser.submit(&page, &to, &[("photo", &of_ana[1])]).await.expect(200);
    assert_ne!(cover().await, before);

    // Each takes out what is theirs, the owner anything.
    let page = bob.browser.open(&format!("{album}/photos/{of_bob}/1")).await;
    let token = page.csrf().unwrap().to_owned();
    let out = |photo: &str| format!("{album}/photos/{photo}?_method=delete");
    assert_eq!(bob.browser.post(&out(&of_ana[0]), &[("csrf", &token)]).await.status, 404);
    assert_eq!(
        bob.browser
            .post(&format!("{album}/order?_method=put"), &[("csrf", &token), ("action", "published")])
            .await
            .status,
        404
    );
    bob.browser.submit(&page, &format!("{base}/photos/{of_bob}?_method=delete"), &[]).await.expect(200);
    assert_eq!(wall(&stranger.open(&album).await), ["A", "B", "C"]);
    // By the photo's own page too, also when he may add no more.
    let mine = server.stall("photos", &format!("/@bob/{of_bob}/albums"));
    let page = bob.browser.open(&mine).await;
    let id = base.rsplit('/').next().unwrap();
    bob.browser.submit(&page, &path(&mine), &[("album", id)]).await.expect(200);
    assert_eq!(wall(&stranger.open(&album).await), ["A", "B", "C", "D"]);
    let page = bob.browser.open(&album).await;
    let leave = page
        .html
        .split("action=\"")
        .map(|rest| rest.split('"').next().unwrap())
        .find(|to| to.contains("/contributors/"));
    bob.browser.submit(&page, leave.unwrap(), &[]).await.expect(200);
    let page = bob.browser.open(&mine).await;
    assert!(page.says("The &lt;fair&gt;"), "{}", page.html);
    assert!(bob.browser.post(&mine, &[("csrf", &token), ("album", id)]).await.status == 404, "he may add no more");
    bob.browser.submit(&page, &format!("{}/{id}?_method=delete", path(&mine)), &[]).await.expect(200);
    assert_eq!(wall(&stranger.open(&album).await), ["A", "B", "C"]);
    assert!(stranger.get(&mine).await.url.contains("/log-in"), "it is a member's page");
    assert_eq!(ana.browser.get(&mine).await.status, 404);

    // A photo that is deleted is in no album; an album that is deleted leaves its photos.
    ana.program.delete(&format!("/api/v1/statuses/{}", of_ana[1])).await.expect(200);
    assert_eq!(wall(&stranger.open(&album).await), ["A", "C"]);
    let page = ana.browser.open(&format!("{album}/edit")).await;
    ana.browser.submit(&page, &format!("{base}?_method=delete"), &[]).await.expect(200);
    assert_eq!(stranger.get(&album).await.status, 404);
    stranger.open(&server.stall("photos", &format!("/@ana/{}", of_ana[0]))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn albums_go_with_their_member_and_come_back_from_a_backup() {
    let mut server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let (of_ana, of_bob) = (ana.shows(1, "A", "public").await, bob.shows(2, "B", "public").await);
    let albums = BTreeMap::from([
        ("ana", ana.album(&server, "Of Ana", "public", &[&of_ana]).await),
        ("bob", bob.album(&server, "Of Bob", "public", &[&of_bob]).await),
    ]);
    let page = ana.browser.open(&format!("{}/edit", albums["ana"])).await;
    ana.browser.submit(&page, &format!("{}/contributors", path(&albums["ana"])), &[("name", "bob")]).await.expect(200);
    bob.puts(&albums["ana"], &[&of_bob]).await.expect(200);
    let archive = server.path("club.tar.zst");
    server.does(&["backup", archive.to_str().unwrap()], "");
    let stranger = Browser::new();
    server.does(&["account", "suspend", "bob", "--reason", "noise"], "");
    assert_eq!(stranger.get(&albums["bob"]).await.status, 404);
    assert_eq!(wall(&stranger.open(&albums["ana"]).await), ["A"]);
    server.does(&["account", "restore", "bob"], "");
    assert_eq!(wall(&stranger.open(&albums["bob"]).await), ["B"]);
    server.does(&["account", "delete", "bob"], "");
    assert_eq!(stranger.get(&albums["bob"]).await.status, 404);
    let page = stranger.open(&albums["ana"]).await;
    assert_eq!(wall(&page), ["A"]);
    assert!(!page.says("/@bob"), "{}", page.html);

    let mut other = Server::prepare(Options { port: Some(server.port), ..Options::default() });
    server.stop();
    other.does(&["restore", archive.to_str().unwrap()], "");
    other.launch().await;
    assert_eq!(wall(&stranger.open(&albums["bob"]).await), ["B"]);
    assert_eq!(wall(&stranger.open(&albums["ana"]).await), ["A", "B"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_know_albums_as_collections() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let (open, close) = (ana.shows(1, "Open", "public").await, ana.shows(2, "Hush", "private").await);
    let of_bob = bob.shows(3, "Of Bob", "public").await;
    let address = ana.album(&server, "Lanterns", "public", &[&open]).await;
    let id = path(&address).rsplit('/').next().unwrap().to_owned();
    let calls = "/api/v1.1/collections";
    let me = ana.program.id().await;

    let mine = ana.program.get(&format!("{calls}/self?page=1")).await.expect(200);
    let album = &mine[0];
    assert_eq!((&album["id"], &album["pid"], &album["title"]), (&json!(id), &json!(me), &json!("Lanterns")));
    assert_eq!(
        (&album["visibility"], &album["post_count"], &album["username"]),
        (&json!("public"), &json!(1), &json!("ana"))
    );
    assert_eq!((&album["url"], &album["description"]), (&json!(address), &json!("As it was")));
    let thumb = Url::parse(album["thumb"].as_str().unwrap()).unwrap();
    assert_eq!(Browser::new().send(Method::GET, &thumb, &[]).await.status(), 200);
    assert_eq!(ana.program.get(&format!("{calls}/self?page=2")).await.expect(200), json!([]));

    let put = json!({"collection_id": id, "post_id": close});
    assert_eq!(ana.program.post(&format!("{calls}/add"), put.clone()).await.expect(200)["post_count"], 2);
    let foreign = json!({"collection_id": id, "post_id": of_bob});
    assert_eq!(ana.program.post(&format!("{calls}/add"), foreign.clone()).await.status, 422, "not hers");
    assert_eq!(bob.program.post(&format!("{calls}/add"), foreign.clone()).await.status, 404, "he was not asked");
    let said = |items: serde_json::Value| -> Vec<String> {
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["media_attachments"][0]["description"].as_str().unwrap().to_owned())
            .collect()
    };
    let items = format!("{calls}/items/{id}");
    assert_eq!(said(ana.program.get(&items).await.expect(200)), ["Open", "Hush"]);
    assert_eq!(said(bob.program.get(&items).await.expect(200)), ["Open"]);
    let of_ana = format!("{calls}/accounts/{me}");
    assert_eq!(bob.program.get(&of_ana).await.expect(200)[0]["post_count"], 1);

    for (visibility, seen) in [("private", 404), ("draft", 404), ("public", 200)] {
        let change = json!({"title": "Lamps", "visibility": visibility});
        let changed = ana.program.post(&format!("{calls}/update/{id}"), change).await.expect(200);
        assert_eq!(
            (&changed["title"], &changed["visibility"], &changed["description"]),
            (&json!("Lamps"), &json!(visibility), &json!("As it was"))
        );
        for call in [format!("{calls}/view/{id}"), items.clone()] {
            assert_eq!(bob.program.get(&call).await.status, seen, "{visibility}: {call}");
        }
        assert_eq!(bob.program.get(&of_ana).await.expect(200).as_array().unwrap().len(), usize::from(seen == 200));
    }
    assert_eq!(ana.program.post(&format!("{calls}/update/{id}"), json!({"title": "x".repeat(121)})).await.status, 422);
    assert_eq!(bob.program.post(&format!("{calls}/update/{id}"), json!({"title": "Mine"})).await.status, 404);
    assert_eq!(bob.program.post(&format!("{calls}/remove"), put.clone()).await.status, 404);
    ana.program.post(&format!("{calls}/remove"), put).await.expect(200);
    assert_eq!(said(ana.program.get(&items).await.expect(200)), ["Open"]);
    assert_eq!(bob.program.delete(&format!("{calls}/delete/{id}")).await.status, 404);
    ana.program.delete(&format!("{calls}/delete/{id}")).await.expect(200);
    assert_eq!(ana.program.get(&format!("{calls}/view/{id}")).await.status, 404);
    ana.program.get(&format!("/api/v1/statuses/{open}")).await.expect(200);
    // A stall without albums has no such calls.
    assert_eq!(Program::of(&server, "ana").get(&format!("{calls}/self")).await.status, 404);
}
