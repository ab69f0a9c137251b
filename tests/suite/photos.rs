//! Photos: from one server to another, to programs, and without what cameras write into files.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tests::browser::client;
use tests::{Options, Program, Server, eventually};

/// A photograph that differs from others by its number.
pub(crate) fn photograph(number: u8, width: u32, height: u32) -> Vec<u8> {
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
    let handle = left.handle_at("photos", "ana");
    bob.follow(&handle, &ana).await;

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

    // Another one is described anew by itself, as programs for Pixelfed do; who asks reads what each version said.
    let said = json!({"description": "The bridge"});
    ana.put(&format!("/api/v1/media/{}", pictures[3]), said).await.expect(200);
    eventually("that arrives too", async || {
        let now = bob.get(&path).await.expect(200);
        (descriptions(&now) == ["View 1", "View 2", "The mill", "The bridge", "View 5"]).then_some(())
    })
    .await;
    for (program, path) in [(&ana, format!("/api/v1/statuses/{id}")), (&bob, path.clone())] {
        let versions = program.get(&format!("{path}/history")).await.expect(200);
        let versions: Vec<_> =
            versions.as_array().unwrap().iter().map(|version| descriptions(version)[2..4].to_vec()).collect();
        assert_eq!(versions, [["View 3", "View 4"], ["The mill", "View 4"], ["The mill", "The bridge"]]);
    }
    ana.delete(&format!("/api/v1/statuses/{id}")).await.expect(200);
    eventually("the set is gone", async || (bob.get(&path).await.status == 404).then_some(())).await;
}

/// What ExifTool tells of a file, by its groups; what it tells of every file without metadata is left out.
pub(crate) fn told(path: &Path) -> BTreeSet<String> {
    let output = Command::new("exiftool").args(["-j", "-G1", "-a", "-u"]).arg(path).output().expect("exiftool");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let plain = ["SourceFile", "ExifTool", "System", "File", "JFIF", "Composite", "RIFF", "PNG", "GIF"];
    let keys = told[0].as_object().unwrap().keys().filter(|key| !plain.contains(&key.split(':').next().unwrap()));
    keys.cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_served_tells_where_when_or_by_whom() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::at(&server, "ana", "photos");
    let folder = tempfile::tempdir().unwrap();
    let with_all = folder.path().join("with.jpg");
    std::fs::write(&with_all, photograph(7, 1500, 1000)).unwrap();
    let written = Command::new("exiftool")
        .args([
            "-overwrite_original",
            "-GPSLatitude=49.02",
            "-GPSLatitudeRef=N",
            "-Artist=Ana",
            "-SerialNumber=42",
            "-Make=Lampion",
        ])
        .args(["-Model=K 1", "-FNumber=2.8", "-ExposureTime=1/250", "-XMP-dc:Creator=Ana", "-IPTC:City=Evreux"])
        .args(["-Comment=secret", "-MakerNotes:all=", "-XMP-exif:GPSLongitude=1.15"])
        .arg(&with_all)
        .status()
        .unwrap();
    assert!(written.success());
    assert!(told(&with_all).len() > 10, "{:?}", told(&with_all));
    let upright = std::fs::read(&with_all).unwrap();
    let turned = Command::new("exiftool").args(["-overwrite_original", "-n", "-Orientation=6"]).arg(&with_all).status();
    assert!(turned.unwrap().success());
    let pictures =
        [ana.upload(&upright, "upright").await, ana.upload(&std::fs::read(&with_all).unwrap(), "turned").await];
    let set = ana.post("/api/v1/statuses", json!({"status": "Two", "media_ids": pictures})).await.expect(200);

    let page = client().get(set["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let html = page.text().await.unwrap();
    let mut addresses: BTreeSet<String> =
        html.split(['"', ' ', ',']).filter(|word| word.starts_with("/files/")).map(str::to_owned).collect();
    assert!(addresses.len() >= 2 * 4, "the page offers sizes: {addresses:?}");
    let files = set["media_attachments"].as_array().unwrap();
    assert_eq!(
        (&files[1]["meta"]["original"]["width"], &files[1]["meta"]["original"]["height"]),
        (&json!(1000), &json!(1500))
    );
    addresses
        .extend(files.iter().flat_map(|file| ["url", "preview_url"].map(|key| file[key].as_str().unwrap().to_owned())));
    for (number, address) in addresses.iter().enumerate() {
        let url = if address.starts_with('/') { server.stall("photos", address) } else { address.clone() };
        let response = client().get(&url).send().await.unwrap();
        assert_eq!(response.status(), 200, "{url}");
        let path = folder.path().join(number.to_string());
        std::fs::write(&path, response.bytes().await.unwrap()).unwrap();
        assert_eq!(told(&path), BTreeSet::new(), "{url}");
    }

    // The whole set in one file, for its author with the files as they came: those tell which way is up, and nothing else.
    let stranger = client().get(format!("{}/media.zip", set["url"].as_str().unwrap())).send().await.unwrap();
    let bytes = std::io::Cursor::new(stranger.bytes().await.unwrap());
    let mut archive = zip::ZipArchive::new(bytes).unwrap();
    let names: BTreeSet<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["01.jpg", "02.jpg", "README.txt"].map(str::to_owned).into());
    let mut about = String::new();
    archive.by_name("README.txt").unwrap().read_to_string(&mut about).unwrap();
    assert!(about.contains("02: turned"), "{about}");
    let path = folder.path().join("packed");
    std::io::copy(&mut archive.by_name("02.jpg").unwrap(), &mut std::fs::File::create(&path).unwrap()).unwrap();
    assert_eq!(told(&path), BTreeSet::new());
}

/// What programs for Pixelfed ask for besides: to discover something, what a form may hold, whom a name means, to report.
#[tokio::test(flavor = "multi_thread")]
async fn programs_for_pixelfed_are_told_what_they_ask_for() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::at(&server, "ana", "photos"), Program::at(&server, "bob", "photos"));
    let two = [ana.upload(&photograph(1, 640, 480), "One").await, ana.upload(&photograph(2, 640, 480), "Two").await];
    let set = json!({"status": "Two of the #mill & more", "media_ids": two});
    let set = ana.post("/api/v1/statuses", set).await.expect(200);
    let hidden = [ana.upload(&photograph(3, 64, 64), "Three").await];
    let hidden = json!({"status": "For friends", "visibility": "private", "media_ids": hidden});
    ana.post("/api/v1/statuses", hidden).await.expect(200);
    let (id, author) = (set["id"].as_str().unwrap(), set["account"]["id"].as_str().unwrap());

    let newest = bob.get("/api/v1.1/discover/posts/trending?range=daily").await.expect(200);
    assert_eq!(newest.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect::<Vec<_>>(), [id]);
    assert!(newest[0].get("pf_type").is_none(), "only who asks is told more");
    let posts = bob.get("/api/v1/discover/posts?_pe=1").await.expect(200);
    let told = &posts["posts"][0];
    assert_eq!((&told["pf_type"], &told["local"]), (&json!("photo:album"), &json!(true)));
    assert_eq!((&told["content_text"], &told["comments_disabled"]), (&json!("Two of the #mill & more"), &json!(false)));
    bob.post(&format!("/api/v1/statuses/{id}/favourite"), json!({})).await.expect(200);
    let liked = bob.get(&format!("/api/v1/statuses/{id}?_pe=1")).await.expect(200);
    assert_eq!(liked["liked_by"]["total_count"], 1);
    let tags = bob.get("/api/v1.1/discover/posts/hashtags").await.expect(200);
    assert_eq!((&tags[0]["rank"], &tags[0]["hashtag"]), (&json!(1), &json!("#mill")));

    let form = bob.get("/api/v1.1/compose/settings").await.expect(200);
    assert_eq!((&form["max_media_attachments"], &form["default_scope"]), (&json!(20), &json!("public")));
    assert!(form["max_file_size"].as_u64().unwrap() > 1000 && form["allowed_media_types"][0] == "image/jpeg", "{form}");
    let named = bob.get("/api/v1.1/accounts/username/ana").await.expect(200);
    assert_eq!(named["id"], author);
    bob.get("/api/v1.1/accounts/username/nobody").await.expect(404);
    bob.get(&format!("/api/v1.1/accounts/mutuals/{author}")).await.expect(200);
    bob.post("/api/v1/accounts/update_credentials", json!({"display_name": "Bob of the mill"})).await.expect(200);

    let report = |kind: &str, what: &str, id: &str| json!({"report_type": kind, "object_type": what, "object_id": id});
    let filed = bob.post("/api/v1.1/report", report("copyright", "post", id)).await.expect(200);
    assert_eq!(filed["code"], 200);
    bob.post("/api/v1.1/report", report("spam", "user", author)).await.expect(200);
    bob.post("/api/v1.1/report", report("boredom", "post", id)).await.expect(422);
    bob.post("/api/v1.1/report", report("spam", "post", "1")).await.expect(404);
}
