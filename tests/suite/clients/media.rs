//! Files that programs send: taken at once, made by a job, asked after, posted before they are ready, and refused.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use serde_json::{Value, json};
use tests::browser::client;
use tests::program::{Answer, Program};
use tests::{Options, Server, eventually};

const STATUSES: &str = "/api/v1/statuses";

/// A photo with grain, so that it takes a while to be made.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let paint = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, (x * y % 31) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, paint).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// A picture whose header is sound, and whose pixels end too early.
fn broken() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let paint = |x: u32, y: u32| image::Rgb([x as u8, y as u8, (x * y) as u8]);
    RgbImage::from_fn(400, 300, paint).write_to(&mut bytes, ImageFormat::Png).unwrap();
    let mut bytes = bytes.into_inner();
    bytes.truncate(bytes.len() / 2);
    bytes
}

/// A few bytes that say they are a picture of 3.6 thousand million pixels: 60,000 (`ea60`) each way.
fn bomb() -> Vec<u8> {
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0\x0f\xb0\xe2\x15";
    let pixels = b"\0\0\0\0IDAT\x35\xaf\x06\x1e";
    [&header[..], &pixels[..]].concat()
}

/// Sends a file as the second version of the call does.
async fn send(program: &Program, file: &[u8]) -> Answer {
    program.send_file("/api/v2/media", file, &[("description", "Lanterns"), ("focus", "0.5,-0.25")]).await
}

/// Sends a file that is taken.
async fn take(program: &Program, file: &[u8]) -> Value {
    send(program, file).await.expect(202)
}

fn address(media: &Value) -> String {
    format!("/api/v1/media/{}", media["id"].as_str().unwrap())
}

/// Asks after a file until it is more than on its way.
async fn outcome(program: &Program, media: &Value) -> (u16, Value) {
    eventually("a file is made, or not", async || {
        let answer = program.get(&address(media)).await;
        if answer.status == 206 {
            assert_eq!(answer.json["url"], Value::Null, "{}", answer.json);
            return None;
        }
        Some((answer.status, answer.json))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_taken_at_once_and_made_by_and_by() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    let begun = take(&ana, &photo(2000, 1600)).await;
    assert_eq!((&begun["type"], &begun["description"]), (&json!("image"), &json!("Lanterns")));
    assert_eq!((&begun["url"], &begun["preview_url"], &begun["blurhash"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(begun["meta"]["focus"], json!({"x": 0.5, "y": -0.25}));
    ana.put(&address(&begun), json!({"description": "Lanterns on the square"})).await.expect(200);
    let (status, made) = outcome(&ana, &begun).await;
    assert_eq!(status, 200, "{made}");
    assert_eq!((&made["id"], &made["description"]), (&begun["id"], &json!("Lanterns on the square")));
    assert_eq!(made["meta"]["focus"], begun["meta"]["focus"]);
    assert_eq!(made["meta"]["original"]["size"], "1920x1536");
    for address in ["url", "preview_url"] {
        assert_eq!(client().get(made[address].as_str().unwrap()).send().await.unwrap().status(), 200, "{address}");
    }
    bob.get(&address(&begun)).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_posted_before_its_files_are_made_waits_for_them() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::of(&server, "ana");
    let mut files = Vec::new();
    for width in [1600, 1620, 1640, 1660] {
        files.push(take(&ana, &photo(width, 1200)).await);
    }
    ana.get(&address(&files[3])).await.expect(206);
    let ids: Vec<&Value> = files.iter().map(|file| &file["id"]).collect();
    let post = ana.post(STATUSES, json!({"status": "Lanterns", "media_ids": ids})).await.expect(200);
    let attached = post["media_attachments"].as_array().unwrap();
    assert_eq!(attached.iter().map(|file| &file["id"]).collect::<Vec<_>>(), ids);
    assert!(attached.iter().all(|file| file["url"].is_string() && file["blurhash"].is_string()), "{post}");

    let later = take(&ana, &photo(1680, 1200)).await;
    let own = format!("{STATUSES}/{}", post["id"].as_str().unwrap());
    let edited = ana.put(&own, json!({"status": "Lamps", "media_ids": [later["id"]]})).await.expect(200);
    assert_eq!(edited["media_attachments"][0]["id"], later["id"]);
    assert!(edited["media_attachments"][0]["url"].is_string(), "{edited}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_made_is_told_and_not_posted() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::of(&server, "ana");
    let begun = take(&ana, &broken()).await;
    let post = json!({"status": "Lanterns", "media_ids": [begun["id"]]});
    let refused = ana.post(STATUSES, post).await.expect(422);
    assert!(refused["error"].is_string(), "{refused}");
    let (status, told) = outcome(&ana, &begun).await;
    assert_eq!(status, 422, "{told}");
    assert!(told["error"].as_str().unwrap().contains("damaged"), "{told}");
    let files = [(&bomb()[..], "pixels"), (b"Lanterns", "not a"), (b"\x89PNG\r\n\x1a\n", "damaged")];
    for (file, word) in files {
        let told = send(&ana, file).await.expect(422);
        assert!(told["error"].as_str().unwrap().contains(word), "{told}");
    }
    assert_eq!(ana.get("/api/v1/timelines/home").await.expect(200), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_taken_survives_a_kill() {
    let mut server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::of(&server, "ana");
    let mut files = Vec::new();
    for width in [1600, 1620, 1640] {
        files.push(take(&ana, &photo(width, 1200)).await);
    }
    server.kill();
    server.launch().await;
    for file in &files {
        let (status, made) = outcome(&ana, file).await;
        assert_eq!(status, 200, "{made}");
        assert_eq!(client().get(made["url"].as_str().unwrap()).send().await.unwrap().status(), 200);
    }
}
