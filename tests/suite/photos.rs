//! Photos: from one server to another, and to programs.

use serde_json::{Value, json};
use tests::{Options, Program, Server, eventually};

/// A photograph that differs from others by its number.
fn photograph(number: u8, width: u32, height: u32) -> Vec<u8> {
    let paint = |x: u32, y: u32| image::Rgb([(x / 3 % 256) as u8, (y / 3 % 256) as u8, number]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, paint).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The descriptions of what is attached, in order.
fn descriptions(status: &Value) -> Vec<&str> {
    let files = status["media_attachments"].as_array().into_iter().flatten();
    files.map(|file| file["description"].as_str().unwrap_or_default()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_travels_with_its_order_comments_and_end() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    left.account("ana");
    right.account("bob");
    let (ana, bob) = (Program::at(&left, "ana", "photos"), Program::at(&right, "bob", "photos"));
    let handle = left.handle("ana").replacen("microblog", "photos", 1);
    let found = eventually("bob finds ana", async || {
        let answer = bob.get(&format!("/api/v2/search?q={handle}&resolve=true&type=accounts")).await.expect(200);
        answer["accounts"][0]["id"].as_str().map(str::to_owned)
    })
    .await;
    bob.post(&format!("/api/v1/accounts/{found}/follow"), json!({})).await.expect(200);
    eventually("ana is followed", async || {
        let me = ana.get("/api/v1/accounts/verify_credentials").await.expect(200);
        (me["followers_count"] == 1).then_some(())
    })
    .await;

    let mut pictures = Vec::new();
    for (number, (width, height)) in (1..).zip([(1600, 1000), (600, 900), (800, 800), (1200, 500), (640, 480)]) {
        pictures.push(ana.upload(&photograph(number, width, height), &format!("View {number}")).await);
    }
    let alone = ana.post("/api/v1/statuses", json!({"status": "Words alone"})).await;
    assert_eq!(alone.status, 422, "{}", alone.json);
    let set = json!({"status": "Five views of #evreux", "media_ids": pictures});
    let set = ana.post("/api/v1/statuses", set).await.expect(200);
    let id = set["id"].as_str().unwrap();
    let there = eventually("the set arrives", async || {
        let home = bob.get("/api/v1/timelines/home").await.expect(200);
        home.as_array().and_then(|home| home.first().cloned())
    })
    .await;
    assert_eq!(descriptions(&there), ["View 1", "View 2", "View 3", "View 4", "View 5"]);
    assert_eq!(there["media_attachments"][1]["meta"]["original"]["width"], 600);
    let path = format!("/api/v1/statuses/{}", there["id"].as_str().unwrap());

    // A comment and a like come back.
    let comment = json!({"status": format!("@{handle} the second one, please"), "in_reply_to_id": there["id"]});
    bob.post("/api/v1/statuses", comment).await.expect(200);
    bob.post(&format!("{path}/favourite"), json!({})).await.expect(200);
    eventually("both are told", async || {
        let now = ana.get(&format!("/api/v1/statuses/{id}")).await.expect(200);
        (now["favourites_count"] == 1 && now["replies_count"] == 1).then_some(())
    })
    .await;

    // A description is put right, and at last the set goes.
    let attributes = json!({"status": "Five views of #evreux", "media_attributes": [{"id": pictures[2], "description": "The mill"}]});
    let edited = ana.put(&format!("/api/v1/statuses/{id}"), attributes).await.expect(200);
    assert_eq!(descriptions(&edited)[2], "The mill");
    eventually("the description arrives", async || {
        let now = bob.get(&path).await.expect(200);
        (descriptions(&now) == ["View 1", "View 2", "The mill", "View 4", "View 5"]).then_some(())
    })
    .await;
    ana.delete(&format!("/api/v1/statuses/{id}")).await.expect(200);
    eventually("the set is gone", async || (bob.get(&path).await.status == 404).then_some(())).await;
}
