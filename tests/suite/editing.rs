//! Editing of pictures: by plain forms, before they are published and after; what others see of it, and what nobody sees any more.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use serde_json::{Value, json};
use tests::browser::client;
use tests::{Browser, Options, Page, Program, Server, eventually};

/// A photograph of four colours.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let paint = |x: u32, y: u32| match (x < width / 2, y < height / 2) {
        (true, true) => image::Rgb([220, 40, 40]),
        (false, true) => image::Rgb([40, 200, 60]),
        (false, false) => image::Rgb([40, 60, 220]),
        (true, false) => image::Rgb([230, 230, 230]),
    };
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, paint).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// An animation of two frames.
fn animation() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for shade in [0, 255] {
        let frame = image::RgbaImage::from_pixel(90, 70, image::Rgba([shade, shade, 0, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    bytes
}

/// A browser of a member at the stall of photos.
async fn member_at_photos(server: &Server, name: &str) -> Browser {
    let browser = Browser::new();
    browser.log_in(server, name).await;
    let page = browser.open(&server.square("/log-in?site=photos&next=/photos/new")).await;
    assert!(page.url.ends_with("/photos/new"), "{}", page.url);
    browser
}

async fn status(url: &str) -> u16 {
    client().get(url).send().await.unwrap().status().as_u16()
}

async fn picture(url: &str) -> DynamicImage {
    let response = client().get(url).send().await.unwrap();
    assert_eq!(response.status(), 200, "{url}");
    image::load_from_memory(&response.bytes().await.unwrap()).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

fn size(file: &Value) -> (u64, u64) {
    let size = &file["meta"]["original"];
    (size["width"].as_u64().unwrap(), size["height"].as_u64().unwrap())
}

/// The addresses of the renditions that a page offers.
fn offered(page: &Page) -> Vec<&str> {
    page.html.split(['"', ' ', ',']).filter(|word| word.starts_with("/files/")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_photo_is_cut_turned_and_coloured_and_becomes_again_what_it_was() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    left.account("ana");
    right.account("bob");
    let (ana, bob) = (Program::at(&left, "ana", "photos"), Program::at(&right, "bob", "photos"));
    let handle = left.handle_at("photos", "ana");
    bob.follow(&handle, &ana).await;
    let photo = ana.upload(&photograph(1600, 1000), "Four colours").await;
    let set = ana.post("/api/v1/statuses", json!({"status": "The square", "media_ids": [photo]})).await.expect(200);
    let path = format!("/api/v1/statuses/{}", text(&set, "id"));
    let before = set["media_attachments"][0].clone();
    assert_eq!(size(&before), (1600, 1000));
    let there = eventually("the set arrives", async || {
        let home = bob.get("/api/v1/timelines/home").await.expect(200);
        home.as_array().and_then(|home| home.first().cloned())
    })
    .await;
    let there = format!("/api/v1/statuses/{}", text(&there, "id"));

    let browser = member_at_photos(&left, "ana").await;
    let page = browser.open(&left.stall("photos", &format!("/pictures/{photo}/edit"))).await;
    assert!(page.says("Others see this picture already"), "{}", page.html);
    let action = format!("/pictures/{photo}?_method=put");
    let edits = [("picture[turn]", "90"), ("picture[shape]", "1-1"), ("picture[filter]", "noir")];
    let page = browser.submit(&page, &action, &edits).await.expect(200);
    assert!(page.says("The picture is as you want it."), "{}", page.html);
    let after = ana.get(&path).await.expect(200)["media_attachments"][0].clone();
    assert_eq!(size(&after), (1000, 1000));
    let shown = picture(text(&after, "url")).await.into_rgb8();
    assert_eq!(shown.dimensions(), (1000, 1000));
    assert!(
        shown.pixels().all(|pixel| pixel.0.iter().max().unwrap() - pixel.0.iter().min().unwrap() < 8),
        "it has no colour"
    );
    // Turned to the right, the white corner is the upper left one, and the red one the upper right.
    assert!(shown.get_pixel(100, 100).0[0] > 200 && shown.get_pixel(900, 100).0[0] < 100);
    for key in ["url", "preview_url"] {
        assert_eq!(status(text(&before, key)).await, 404, "what was cut off is nowhere: {key}");
        assert_eq!(status(text(&after, key)).await, 200);
    }
    let page = browser.open(text(&set, "url")).await;
    let renditions = offered(&page);
    assert!(
        renditions.iter().any(|file| file.contains("/640?v="))
            && !renditions.iter().any(|file| file.contains("/1080?"))
    );
    let widest = picture(&left.stall("photos", &format!("/files/{photo}/640"))).await;
    assert_eq!((widest.width(), widest.height()), (640, 640));
    // The original is kept, for its author alone.
    let own =
        browser.send(reqwest::Method::GET, &format!("{}/media.zip", text(&set, "url")).parse().unwrap(), &[]).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(own.bytes().await.unwrap())).unwrap();
    let mut original = Vec::new();
    std::io::copy(&mut archive.by_name("01.jpg").unwrap(), &mut original).unwrap();
    assert_eq!(image::load_from_memory(&original).unwrap().width(), 1600);
    let proof = left.stall("photos", &format!("/files/{photo}/proof"));
    assert_eq!(status(&proof).await, 404);
    assert_eq!(browser.get(&left.stall("photos", &format!("/files/{photo}/preview"))).await.status, 200);

    eventually("bob sees the edit", async || {
        let now = bob.get(&there).await.expect(200);
        (size(&now["media_attachments"][0]) == (1000, 1000) && now["edited_at"].is_string()).then_some(())
    })
    .await;

    // Undone, it is the same file as before.
    let page = browser.open(&left.stall("photos", &format!("/pictures/{photo}/edit"))).await;
    assert!(page.says("Back to the original"));
    browser.submit(&page, &action, &[("original", "on")]).await.expect(200);
    let undone = ana.get(&path).await.expect(200)["media_attachments"][0].clone();
    assert_eq!((size(&undone), text(&undone, "url")), ((1600, 1000), text(&before, "url")));
    assert_eq!((status(text(&before, "url")).await, status(text(&after, "url")).await), (200, 404));
    eventually("bob sees it as it was", async || {
        let now = bob.get(&there).await.expect(200);
        (size(&now["media_attachments"][0]) == (1600, 1000)).then_some(())
    })
    .await;
    // Programs describe files as ever.
    let said = ana.put(&format!("/api/v1/media/{photo}"), json!({"description": "Colours"})).await.expect(200);
    assert_eq!((text(&said, "description"), text(&said, "url")), ("Colours", text(&undone, "url")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_edited_while_its_set_is_written() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::at(&server, "ana", "photos");
    let (photo, other) = (ana.upload(&photograph(900, 600), "").await, ana.upload(&photograph(300, 300), "").await);
    let browser = member_at_photos(&server, "ana").await;
    let form = browser.open(&server.stall("photos", "/photos/new")).await;
    let (edit, develop, undo) = (format!("edit:{photo}"), format!("develop:{photo}"), format!("undo:{photo}"));
    let set = |more: &[(&'static str, &'static str)]| {
        let mut fields =
            vec![("text", "Two views"), ("attached[media]", photo.as_str()), ("attached[media]", other.as_str())];
        fields.extend([("attached[alt]", "The square"), ("attached[alt]", "A corner of it")]);
        fields.extend(more);
        fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect::<Vec<_>>()
    };
    let send = async |action: &str, more: &[(&'static str, &'static str)]| {
        let fields = set(more);
        let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.push(("action", action));
        browser.submit(&form, "/photos", &fields).await
    };
    let page = send(&edit, &[]).await.expect(200);
    assert!(
        page.says("picture[turn]") && page.says("Two views") && page.says("The square") && page.says("A corner of it")
    );
    assert!(page.says(&format!("/files/{photo}/proof")) && !page.says(&format!("/files/{other}/proof")), "one is open");

    let page = send(&develop, &[("picture[left]", "50"), ("picture[width]", "5")]).await.expect(422);
    assert!(page.says("keep at least 64 pixels") && page.says("Two views"), "{}", page.html);
    let page = send(&develop, &[("picture[left]", "50"), ("picture[width]", "80")]).await.expect(422);
    assert!(page.says("That is not within the picture"), "{}", page.html);
    let half = [("picture[left]", "50"), ("picture[width]", "50"), ("picture[mirrored]", "on")];
    let page = send(&develop, &half).await.expect(200);
    assert!(page.says("Two views") && page.says("The square") && !page.says("picture[turn]"), "the form goes on");
    let file = ana.get(&format!("/api/v1/media/{photo}")).await.expect(200);
    assert_eq!(size(&file), (450, 600));
    let shown = picture(text(&file, "url")).await.into_rgb8();
    // What is left of the mirrored picture's right half was its left half.
    assert!(
        shown.get_pixel(225, 100).0[0] > 180 && shown.get_pixel(225, 100).0[1] < 90,
        "{:?}",
        shown.get_pixel(225, 100)
    );
    send(&undo, &[]).await.expect(200);
    assert_eq!(size(&ana.get(&format!("/api/v1/media/{photo}")).await.expect(200)), (900, 600));
    send(&develop, &half).await.expect(200);
    let page = send("publish", &[]).await.expect(200);
    assert!(page.url.contains("/@ana/"), "{}", page.url);
    let posted = ana.get("/api/v1/timelines/home").await.expect(200)[0]["media_attachments"].clone();
    assert_eq!((size(&posted[0]), size(&posted[1])), ((450, 600), (300, 300)));
    assert_eq!((text(&posted[0], "description"), text(&posted[1], "description")), ("The square", "A corner of it"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_edits_a_picture_and_what_moves_is_not_edited() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("eve");
    let ana = Program::at(&server, "ana", "photos");
    let (photo, moving) = (ana.upload(&photograph(400, 300), "").await, ana.upload(&animation(), "").await);
    ana.post("/api/v1/statuses", json!({"status": "Mine", "media_ids": [photo]})).await.expect(200);
    let address = |path: String| server.stall("photos", &path);
    let (eve, her) = (member_at_photos(&server, "eve").await, member_at_photos(&server, "ana").await);
    let own_form = eve.open(&address("/photos/new".to_owned())).await;
    let csrf = own_form.csrf().unwrap();
    let mirrored = [("csrf", csrf), ("picture[mirrored]", "on")];
    for path in [format!("/pictures/{photo}/edit"), format!("/files/{photo}/proof"), "/pictures/1/edit".to_owned()] {
        assert_eq!(eve.get(&address(path.clone())).await.status, 404, "{path}");
    }
    assert_eq!(eve.post(&address(format!("/pictures/{photo}?_method=put")), &mirrored).await.status, 404);
    let stolen = [("csrf", csrf), ("attached[media]", photo.as_str()), ("action", &format!("undo:{photo}"))];
    assert_eq!(eve.post(&address("/photos".to_owned()), &stolen).await.status, 404);
    assert_eq!(her.open(&address(format!("/pictures/{photo}/edit"))).await.status, 200);

    let page = her.open(&address(format!("/pictures/{moving}/edit"))).await;
    assert!(page.says("A moving picture cannot be edited") && !page.says("picture[turn]"), "{}", page.html);
    let forced = [("csrf", page.csrf().unwrap()), ("picture[mirrored]", "on")];
    assert_eq!(her.post(&address(format!("/pictures/{moving}?_method=put")), &forced).await.status, 404);
    assert_eq!(text(&ana.get(&format!("/api/v1/media/{moving}")).await.expect(200), "type"), "image");
}
