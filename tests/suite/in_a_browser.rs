//! A real browser (Chromium, driven by the scripts of `browser/`) comes to the club.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::json;
use tests::tree::root;
use tests::{Browser, Options, Postbox, Program, Server, node};

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_signs_up_posts_and_is_read() {
    node::install(&root().join("tests/browser"));
    let postbox = Postbox::open().await;
    let server = Server::start(Options { mail: postbox.url(), ..Options::default() }).await;
    let mut node = Command::new("node");
    node.arg(root().join("tests/browser/sign_up.mjs")).args([server.square(""), server.url("")]);
    let mut driver =
        node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node (on Debian the package nodejs)");
    let (mut input, mut output) = (driver.stdin.take().unwrap(), BufReader::new(driver.stdout.take().unwrap()));
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "sent\n", "the form was taken");
    let link = postbox.letter("ana@mail.example", "/confirm/").await.link(&server.square("/confirm/"));
    writeln!(input, "{link}").unwrap();
    // While its input is open the driver does not end.
    drop(input);
    let mut address = String::new();
    output.read_to_string(&mut address).unwrap();
    assert!(driver.wait().unwrap().success(), "the browser did not get to the end");
    assert!(Browser::new().open(address.trim()).await.says("The lanterns are up."));
}

/// Five photographs, each of another shape.
fn photographs(folder: &std::path::Path) {
    for (number, (width, height)) in (1..).zip([(1200, 800), (800, 1200), (900, 900), (1600, 700), (640, 480)]) {
        let paint = |x: u32, y: u32| image::Rgb([(x / 5 % 256) as u8, (y / 5 % 256) as u8, (number * 40) as u8]);
        let path = folder.join(format!("{number}.jpg"));
        image::RgbImage::from_fn(width, height, paint).save(path).unwrap();
    }
}

async fn photos(script: &str, how: &str) {
    node::install(&root().join("tests/browser"));
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let folder = tempfile::tempdir().unwrap();
    photographs(folder.path());
    let mut node = tokio::process::Command::new("node");
    node.arg(root().join("tests/browser").join(script)).args([server.square(""), server.stall("photos", "")]);
    let ran = node.arg(folder.path()).arg(how).output().await.expect("node (on Debian the package nodejs)");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "the browser did not get to the end: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_put_in_order_published_and_looked_at() {
    photos("photos.mjs", "scripts").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_published_without_scripts() {
    photos("photos.mjs", "plain").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_is_put_in_order_and_runs_as_a_slideshow() {
    photos("albums.mjs", "scripts").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_is_looked_through_without_scripts() {
    photos("albums.mjs", "plain").await;
}

async fn a_photo_is_edited(how: &str) {
    node::install(&root().join("tests/browser"));
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stripes.png");
    // All brightness in all colours, in few bytes a pixel: what is drawn stays as it is, to the pixel.
    let paint = |x: u32, y: u32| {
        let (shade, strip) = ((x * 255 / 319) as u8, y / 25);
        image::Rgb([0, 1, 2].map(|channel| if strip >> channel & 1 == 1 { shade } else { 255 - shade / 2 }))
    };
    image::RgbImage::from_fn(320, 200, paint).save(&file).unwrap();
    let mut node = tokio::process::Command::new("node");
    node.arg(root().join("tests/browser/editing.mjs")).args([server.square(""), server.stall("photos", "")]);
    let ran = node.arg(&file).arg(how).output().await.expect("node (on Debian the package nodejs)");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "the browser did not get to the end: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_edited_by_hand_and_as_it_was_previewed() {
    a_photo_is_edited("scripts").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_edited_without_scripts() {
    a_photo_is_edited("plain").await;
}

/// Shows a picture as a story, which a follower has a look at.
async fn shows_a_story(author: &Program, follower: &Program, picture: &[u8]) {
    follower.post(&format!("/api/v1/accounts/{}/follow", author.id().await), json!({})).await.expect(200);
    let picture = author.upload(picture, "A view of the square").await;
    let story = json!({"media_id": picture, "duration": 15, "can_reply": true, "can_react": true});
    author.post("/api/v1.1/stories/publish", story).await.expect(200);
    let shown = follower.get("/api/v1.1/stories/carousel").await.expect(200);
    let id = &shown["nodes"][0]["nodes"][0]["id"];
    follower.post("/api/v1.1/stories/seen", json!({"id": id})).await.expect(200);
}

/// Pages of the photos are read with other means, light and dark, on a phone and on a desk; and nothing moves while pictures come.
#[tokio::test(flavor = "multi_thread")]
async fn photos_are_read_by_everybody() {
    node::install(&root().join("tests/browser"));
    let tiles = "https://tiles.example/{z}/{x}/{y}.png";
    let server = Server::start(Options { tiles, ..Options::default() }).await;
    server.account("ana");
    server.account("bob");
    let folder = tempfile::tempdir().unwrap();
    photographs(folder.path());
    let pictures: Vec<Vec<u8>> =
        (1..=5).map(|number| std::fs::read(folder.path().join(format!("{number}.jpg"))).unwrap()).collect();
    let (ana, bob) = (Program::at(&server, "ana", "photos"), Program::at(&server, "bob", "photos"));
    let mut media = Vec::new();
    for picture in &pictures {
        media.push(ana.upload(picture, "A view of the square").await);
    }
    let set = json!({"status": "Five views #lanterns", "media_ids": media});
    let set = ana.post("/api/v1/statuses", set).await.expect(200);
    for (number, picture) in pictures.iter().cycle().take(12).enumerate() {
        let alone = [ana.upload(picture, &format!("View {number}")).await];
        let sensitive = number % 5 == 4;
        let alone = json!({"status": "A lantern #lanterns", "media_ids": alone, "sensitive": sensitive});
        ana.post("/api/v1/statuses", alone).await.expect(200);
    }
    let id = set["id"].as_str().unwrap();
    bob.post(&format!("/api/v1/statuses/{id}/favourite"), json!({})).await.expect(200);
    let comment = json!({"status": "@ana The second one, please", "in_reply_to_id": id});
    bob.post("/api/v1/statuses", comment).await.expect(200);
    shows_a_story(&ana, &bob, &pictures[0]).await;
    let mut node = tokio::process::Command::new("node");
    let page = set["url"].as_str().unwrap();
    node.arg(root().join("tests/browser/reading.mjs")).args([&server.stall("photos", ""), page]);
    let ran = node.output().await.expect("node (on Debian the package nodejs)");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

async fn events_are_organised(how: &str) {
    node::install(&root().join("tests/browser"));
    let postbox = Postbox::open().await;
    let tiles = "https://tiles.example/{z}/{x}/{y}.png";
    let server = Server::start(Options { mail: postbox.url(), tiles, ..Options::default() }).await;
    server.account("ana");
    server.account("bob");
    let folder = tempfile::tempdir().unwrap();
    photographs(folder.path());
    let mut node = Command::new("node");
    node.arg(root().join("tests/browser/events.mjs")).arg(server.stall("events", "")).arg(folder.path()).arg(how);
    let mut driver =
        node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node (on Debian the package nodejs)");
    let (mut input, mut output) = (driver.stdin.take().unwrap(), BufReader::new(driver.stdout.take().unwrap()));
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "sent\n", "a guest asked to take part");
    let links = server.stall("events", "/participations/");
    let link = postbox.letter("zoe@mail.example", "Confirm it here").await.link(&links);
    writeln!(input, "{link}").unwrap();
    drop(input);
    assert!(driver.wait().unwrap().success(), "the browser did not get to the end");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_organised_and_found() {
    events_are_organised("scripts").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_organised_without_scripts() {
    events_are_organised("plain").await;
}
