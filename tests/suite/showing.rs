//! What others get to see of photos without coming in: feeds, previews, frames within other pages, portfolios. Nothing of it holds
//! what is not for everybody.

use std::process::Stdio;

use serde_json::{Value, json};
use tests::browser::client;
use tests::clients::python;
use tests::tree::root;
use tests::{Browser, Options, Program, Server};
use tokio::io::AsyncWriteExt;

/// A photograph that differs from others by its number.
fn photograph(number: u8, width: u32, height: u32) -> Vec<u8> {
    let paint = |x: u32, y: u32| image::Rgb([(x / 3 % 256) as u8, (y / 3 % 256) as u8, number]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, paint).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// What feedparser makes of a feed.
async fn parsed(xml: &[u8]) -> Value {
    let mut command = python();
    command.arg(root().join("tests/clients/python/feeds.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut parser = command.spawn().unwrap();
    parser.stdin.take().unwrap().write_all(xml).await.unwrap();
    let output = parser.wait_with_output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(xml));
    serde_json::from_slice(&output.stdout).unwrap()
}

async fn feed(url: &str) -> Value {
    let response = client().get(url).send().await.unwrap();
    assert_eq!(response.status(), 200, "{url}");
    parsed(&response.bytes().await.unwrap()).await
}

/// Ana shows two pictures to everybody, one to her followers, and one that is hidden at first.
async fn begin() -> (Server, Program, [Value; 3]) {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::at(&server, "ana", "photos");
    let two = [
        ana.upload(&photograph(1, 1600, 900), "A \"merry\" <horse>").await,
        ana.upload(&photograph(2, 600, 800), "The mill").await,
    ];
    let open = json!({"status": "Two views #lanterns", "media_ids": two});
    let open = ana.post("/api/v1/statuses", open).await.expect(200);
    let one = [ana.upload(&photograph(3, 640, 480), "At home").await];
    let closed = json!({"status": "For friends #lanterns", "media_ids": one, "visibility": "private"});
    let closed = ana.post("/api/v1/statuses", closed).await.expect(200);
    let one = [ana.upload(&photograph(4, 1200, 900), "A wound").await];
    let hidden = json!({"status": "Careful #lanterns", "media_ids": one, "sensitive": true});
    let hidden = ana.post("/api/v1/statuses", hidden).await.expect(200);
    (server, ana, [open, closed, hidden])
}

fn url_of(status: &Value) -> &str {
    status["url"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_have_pictures_with_their_sizes_and_descriptions() {
    let (server, _, [open, ..]) = begin().await;
    for page in ["/@ana", "/tags/lanterns"] {
        for (format, version) in [("atom", "atom10"), ("rss", "rss20")] {
            let feed = feed(&server.stall("photos", &format!("{page}/feed.{format}"))).await;
            assert_eq!((&feed["well_formed"], &feed["version"]), (&json!(true), &json!(version)), "{feed}");
            let entries = feed["entries"].as_array().unwrap();
            assert_eq!(entries.len(), 2, "what is for followers is not in it: {feed}");
            let (careful, two) = (&entries[0], &entries[1]);
            assert_eq!(two["link"], url_of(&open));
            let sizes: Vec<_> =
                two["pictures"].as_array().unwrap().iter().map(|one| (&one["width"], &one["height"])).collect();
            assert_eq!(sizes, [(&json!("1600"), &json!("900")), (&json!("600"), &json!("800"))], "{feed}");
            assert_eq!(
                (&two["pictures"][0]["type"], &two["pictures"][0]["medium"]),
                (&json!("image/jpeg"), &json!("image"))
            );
            assert_eq!(
                (&two["thumbnails"][0]["width"], &two["thumbnails"][0]["height"]),
                (&json!("320"), &json!("180"))
            );
            // RSS takes one enclosure.
            let enclosures = two["enclosures"].as_array().unwrap();
            assert_eq!(enclosures.len(), if format == "rss" { 1 } else { 2 });
            let descriptions = ["A wound", "A \"merry\" <horse>", "The mill"];
            assert_eq!(feed["descriptions"], json!(descriptions));
            if format == "atom" {
                let html = two["html"].as_str().unwrap();
                assert!(html.contains("alt=\"The mill\"") && html.contains("width=\"1600\""), "{html}");
                let html = careful["html"].as_str().unwrap();
                assert!(!html.contains("<img") && html.contains("A wound</a>"), "{html}");
            }
            for picture in two["pictures"].as_array().unwrap() {
                let file = client().get(picture["url"].as_str().unwrap()).send().await.unwrap();
                assert_eq!(
                    (file.status().as_u16(), &file.headers()["content-type"]),
                    (200, &"image/jpeg".parse().unwrap())
                );
            }
        }
    }
}

/// What a page says of itself in its head.
fn meta<'p>(html: &'p str, name: &str) -> Option<&'p str> {
    let (_, rest) = html.split_once(&format!("\"{name}\" content=\""))?;
    rest.split_once('"').map(|(content, _)| content)
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_previewed_elsewhere() {
    let (server, _, [open, closed, hidden]) = begin().await;
    let stranger = Browser::new();
    let page = stranger.open(url_of(&open)).await.html;
    assert_eq!(meta(&page, "og:image:width"), Some("1080"));
    assert_eq!(meta(&page, "og:image:height"), Some("608"));
    assert_eq!(meta(&page, "og:image:alt"), Some("A &quot;merry&quot; &lt;horse&gt;"));
    assert_eq!(meta(&page, "twitter:card"), Some("summary_large_image"));
    assert_eq!(meta(&page, "og:url"), Some(url_of(&open)));
    let image = client().get(meta(&page, "og:image").unwrap()).send().await.unwrap();
    let image = image::load_from_memory(&image.bytes().await.unwrap()).unwrap();
    assert_eq!((image.width(), image.height()), (1080, 608), "the picture is as large as it is said to be");
    let second = stranger.open(&format!("{}/media/2", url_of(&open))).await.html;
    assert_eq!((meta(&second, "og:image:width"), meta(&second, "og:description")), (Some("480"), Some("The mill")));
    let careful = stranger.open(url_of(&hidden)).await.html;
    assert_eq!((meta(&careful, "og:image"), meta(&careful, "twitter:card")), (None, Some("summary")));
    // Who comes straight to the picture is warned too.
    let warned = stranger.open(&format!("{}/media/1", url_of(&hidden))).await.html;
    assert!(
        warned.split_once("<details class=\"warning\">").is_some_and(|(_, rest)| rest.contains("<figure")),
        "{warned}"
    );
    let profile = stranger.open(&server.stall("photos", "/@ana")).await.html;
    assert_eq!(
        (meta(&profile, "og:type"), meta(&profile, "profile:username")),
        (Some("profile"), Some(&*handle(&server)))
    );
    assert_eq!(stranger.get(url_of(&closed)).await.status, 404);
}

fn handle(server: &Server) -> String {
    server.handle_at("photos", "ana")
}

async fn oembed(server: &Server, page: &str, more: &str) -> (u16, String) {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("url", page).finish();
    let response = client().get(server.stall("photos", &format!("/oembed?{query}{more}"))).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_show_sets_and_pictures() {
    let (server, ana, [open, closed, hidden]) = begin().await;
    let told = async |page: &str, more: &str| {
        let (status, text) = oembed(&server, page, more).await;
        assert_eq!(status, 200, "{page}");
        serde_json::from_str::<Value>(&text).unwrap()
    };
    let picture = format!("{}/media/1", url_of(&open));
    for (more, width, height) in
        [("", 1600, 900), ("&maxwidth=700", 640, 360), ("&maxheight=200&format=json", 320, 180)]
    {
        let photo = told(&picture, more).await;
        assert_eq!((&photo["type"], &photo["version"]), (&json!("photo"), &json!("1.0")));
        assert_eq!((&photo["width"], &photo["height"]), (&json!(width), &json!(height)), "{more}: {photo}");
        let file = client().get(photo["url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
        let file = image::load_from_memory(&file).unwrap();
        assert_eq!((file.width(), file.height()), (width, height), "{photo}");
    }
    let set = told(url_of(&open), "&maxwidth=480").await;
    assert_eq!((&set["type"], &set["width"]), (&json!("rich"), &json!(480)), "{set}");
    let frame = format!("{}/embed", url_of(&open));
    assert!(set["html"].as_str().unwrap().starts_with(&format!("<iframe src=\"{frame}\"")), "{set}");
    let profile = told(&server.stall("photos", "/@ana"), "").await;
    assert_eq!((&profile["type"], &profile["author_name"]), (&json!("link"), &json!("ana")), "{profile}");
    // What is hidden at first is shown in a frame, where it is hidden too.
    assert_eq!(told(url_of(&hidden), "").await["type"], "rich");
    let (status, xml) = oembed(&server, url_of(&open), "&format=xml").await;
    assert!(status == 200 && xml.contains("<type>rich</type>") && xml.contains("&lt;iframe"), "{xml}");
    assert_eq!(oembed(&server, url_of(&open), "&format=csv").await.0, 501);

    // The frame: anybody's page may hold it, it does nothing, and is the same for its author.
    let shown = client().get(&frame).header("authorization", format!("Bearer {}", ana.token())).send().await.unwrap();
    let headers = shown.headers().clone();
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"), "{policy}");
    assert!(!headers.contains_key("x-frame-options") && !headers.contains_key("set-cookie"), "{headers:?}");
    let html = shown.text().await.unwrap();
    assert!(html.contains("Two views") && !html.contains("<script") && !html.contains("<form"), "{html}");
    let page = client().get(url_of(&open)).send().await.unwrap();
    assert_eq!(page.headers()["x-frame-options"], "DENY");
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));

    // What is not for everybody is missing, for its author too; so is what is nowhere.
    let missing =
        [url_of(&closed).to_owned(), format!("{}/media/1", url_of(&closed)), format!("{picture}1"), frame.clone()];
    for page in missing.iter().map(String::as_str).chain([
        &*server.stall("photos", "/@nobody"),
        "https://elsewhere.example/@ana/1",
        "x",
    ]) {
        assert_eq!(oembed(&server, page, "").await.0, 404, "{page}");
    }
    assert_eq!(client().get(format!("{}/embed", url_of(&closed))).send().await.unwrap().status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portfolio_is_seen_once_its_owner_wants_that() {
    let (server, _, [open, closed, hidden]) = begin().await;
    let ana = Browser::new();
    ana.log_in(&server, "ana").await;
    let form = ana.open(&server.square("/log-in?site=photos&next=/portfolio")).await;
    assert_eq!(form.url, server.stall("photos", "/portfolio"));
    let (stranger, address) = (Browser::new(), server.stall("photos", "/@ana/portfolio"));
    let profile = server.stall("photos", "/@ana");
    assert_eq!(stranger.get(&address).await.status, 404);
    assert!(!stranger.open(&profile).await.says("portfolio") && ana.open(&profile).await.says("href=\"/portfolio\""));

    let to = "/portfolio?_method=put";
    let wanted = [("open", "true"), ("source", "recent"), ("layout", "grid"), ("captions", "true"), ("action", "save")];
    ana.submit(&form, to, &wanted).await.expect(200);
    let page = stranger.open(&address).await;
    assert!(page.says("Two views") && page.says("in-grid") && page.says("Show sensitive media"), "{}", page.html);
    assert!(!page.says("For friends") && !page.says("nav class=\"site\""), "{}", page.html);
    assert_eq!(meta(&page.html, "og:url"), Some(&*address));
    assert!(stranger.open(&profile).await.says("href=\"/@ana/portfolio\""));

    // By hand and in order; what is not for everybody cannot be chosen.
    let id = |status: &Value| status["id"].as_str().unwrap().to_owned();
    let (open, closed, hidden) = (id(&open), id(&closed), id(&hidden));
    let add = format!("add:{closed}");
    let chosen =
        [("open", "true"), ("source", "chosen"), ("layout", "masonry"), ("captions", "true"), ("chosen", &*open)];
    let form =
        ana.submit(&form, to, &[&chosen[..], &[("chosen", &hidden), ("action", &add)]].concat()).await.expect(200);
    let page = stranger.open(&address).await;
    let place = |page: &tests::Page, id: &str| page.html.find(&format!("object-{id}"));
    assert!(place(&page, &open) < place(&page, &hidden) && place(&page, &closed).is_none(), "{}", page.html);
    let up = format!("up:{hidden}");
    let form =
        ana.submit(&form, to, &[&chosen[..], &[("chosen", &hidden), ("action", &up)]].concat()).await.expect(200);
    let page = stranger.open(&address).await;
    assert!(place(&page, &hidden) < place(&page, &open), "{}", page.html);
    let remove = format!("remove:{hidden}");
    ana.submit(&form, to, &[&chosen[..], &[("chosen", &hidden), ("action", &remove)]].concat()).await.expect(200);
    assert!(place(&stranger.open(&address).await, &hidden).is_none());

    ana.submit(&form, to, &[("source", "recent"), ("layout", "grid")]).await.expect(200);
    assert_eq!(stranger.get(&address).await.status, 404);
}
