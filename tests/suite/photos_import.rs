//! Bringing pictures from elsewhere, on the command line, while the server runs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use tests::browser::client;
use tests::{Options, Program, Server, eventually};

use crate::photos::{photograph, told};

fn write(folder: &Path, path: &str, contents: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, contents).unwrap();
}

fn pack(path: &Path, files: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, contents) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(contents).unwrap();
    }
    archive.finish().unwrap();
}

/// Writes into a picture when it was taken, and more.
fn tag(path: &Path, tags: &[&str]) {
    let written = Command::new("exiftool").args(["-q", "-overwrite_original"]).args(tags).arg(path).status().unwrap();
    assert!(written.success());
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

fn import(server: &Server, path: &Path, more: &[&str]) -> Output {
    let path = path.to_str().unwrap();
    server.run(&[&["photos", "import", path, "--as", "ana"], more].concat(), "")
}

/// What a member shows, the newest first.
async fn shown(program: &Program) -> Vec<Value> {
    let me = program.get("/api/v1/accounts/verify_credentials").await.expect(200);
    let path = format!("/api/v1/accounts/{}/statuses?limit=40", me["id"].as_str().unwrap());
    program.get(&path).await.expect(200).as_array().unwrap().clone()
}

/// A member's albums, by title, with how much is in each.
async fn albums(program: &Program) -> BTreeMap<String, u64> {
    let albums = program.get("/api/v1.1/collections/self").await.expect(200);
    let count = |album: &Value| (album["title"].as_str().unwrap().to_owned(), album["post_count"].as_u64().unwrap());
    albums.as_array().unwrap().iter().map(count).collect()
}

fn words(status: &Value) -> &str {
    status["content"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_are_shown_as_of_then_and_once() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::at(&server, "ana", "photos"), Program::at(&server, "bob", "photos"));
    let me = ana.get("/api/v1/accounts/verify_credentials").await.expect(200);
    bob.post(&format!("/api/v1/accounts/{}/follow", me["id"].as_str().unwrap()), json!({"notify": true}))
        .await
        .expect(200);

    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "Été 2019/mer/b.jpg", &photograph(1, 900, 600));
    tag(
        &at.join("Été 2019/mer/b.jpg"),
        &[
            "-DateTimeOriginal=2019:07:14 21:30:00",
            "-OffsetTimeOriginal=+02:00",
            "-GPSLatitude=49.02",
            "-Artist=Ana",
            "-XMP-dc:Description=Le bal du #quatorze, dit @bob",
            "-XMP-iptcCore:AltTextAccessibility=Des lampions",
        ],
    );
    write(at, "Été 2019/a.jpg", &photograph(2, 600, 900));
    tag(&at.join("Été 2019/a.jpg"), &["-DateTimeOriginal=2019:07:15 08:00:00", "-OffsetTimeOriginal=+00:00"]);
    write(at, "Été 2019/a.txt", "Le lendemain\n".as_bytes());
    write(at, "c.jpg", &photograph(3, 800, 800));
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_400_000_000);
    std::fs::File::options().write(true).open(at.join("c.jpg")).unwrap().set_modified(then).unwrap();
    let whole = photograph(4, 800, 800);
    write(at, "broken.jpg", &whole[..200]);
    write(at, "paper.pdf", b"%PDF-1.7");
    write(at, "phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0");
    write(at, "Thumbs.db", b"litter");
    std::os::unix::fs::symlink(at.join("c.jpg"), at.join("link.jpg")).unwrap();

    let looked = import(&server, at, &["--dry-run", "--json"]);
    let planned: Value = serde_json::from_slice(&looked.stdout).unwrap();
    assert_eq!((&planned["sets"], &planned["dry_run"]), (&json!(3), &json!(true)), "a look sees what has no head");
    assert!(shown(&ana).await.is_empty(), "a look shows nothing");

    let first = import(&server, at, &["--licence", "cc-by-sa"]);
    let (out, refused) = said(&first);
    assert_eq!(first.status.code(), Some(1), "not everything was taken: {out}{refused}");
    assert!(out.contains("3 pictures in 3 sets are shown now") && out.contains("mer, Été 2019"), "{out}");
    for (file, reason) in [
        ("broken.jpg", "the picture is damaged"),
        ("paper.pdf", "not a JPEG, PNG, WebP or GIF"),
        ("phone.heic", "Most Compatible"),
        ("link.jpg", "it is a link"),
    ] {
        assert!(refused.lines().any(|line| line.contains(file) && line.contains(reason)), "{file}: {refused}");
    }
    assert!(refused.contains("4 files were not taken") && !refused.contains("Thumbs.db"), "{refused}");

    // In the order of their dates, with what is said of them.
    let statuses = shown(&ana).await;
    let dates: Vec<_> =
        statuses.iter().map(|status| status["created_at"].as_str().unwrap().get(..19).unwrap()).collect();
    assert_eq!(dates, ["2019-07-15T08:00:00", "2019-07-14T19:30:00", "2014-05-13T16:53:20"]);
    assert!(words(&statuses[0]).contains("Le lendemain") && words(&statuses[1]).contains("Le bal"), "{statuses:#?}");
    assert_eq!(statuses[1]["tags"][0]["name"], "quatorze");
    assert_eq!(statuses[1]["media_attachments"][0]["description"], "Des lampions");
    assert_eq!(statuses[1]["mentions"], json!([]), "a name from elsewhere is nobody here");
    // The page of the profile has them in the same order.
    let page = client().get(server.stall("photos", "/@ana")).send().await.unwrap().text().await.unwrap();
    let places: Vec<_> = statuses.iter().map(|status| page.find(status["id"].as_str().unwrap())).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");

    // Nobody was told.
    assert_eq!(bob.get("/api/v1/notifications").await.expect(200), json!([]));
    assert_eq!(bob.get("/api/v1/timelines/home").await.expect(200), json!([]));

    // What is served says nothing of where and by whom.
    for status in &statuses {
        for key in ["url", "preview_url"] {
            let url = status["media_attachments"][0][key].as_str().unwrap();
            let file = client().get(url).send().await.unwrap().bytes().await.unwrap();
            write(at, "served/file", &file);
            assert_eq!(told(&at.join("served/file")), BTreeSet::new(), "{url}");
        }
    }
    std::fs::remove_dir_all(at.join("served")).unwrap();

    // Again, with a copy under another name: nothing is added.
    std::fs::copy(at.join("c.jpg"), at.join("copy of c.jpg")).unwrap();
    for wrong in ["broken.jpg", "paper.pdf", "phone.heic", "link.jpg"] {
        std::fs::remove_file(at.join(wrong)).unwrap();
    }
    let again = import(&server, at, &[]);
    let (out, refused) = said(&again);
    assert!(again.status.success(), "{refused}");
    assert!(out.contains("0 pictures in 0 sets") && out.contains("4 sets were brought before"), "{out}");
    assert_eq!(shown(&ana).await.len(), 3);
    // The folders are albums, and stay as they are.
    let whole = at.file_name().unwrap().to_str().unwrap();
    let expected = [("mer", 1), ("Été 2019", 1), (whole, 1)].map(|(title, count)| (title.to_owned(), count));
    assert_eq!(albums(&ana).await, BTreeMap::from(expected));
}

/// UTF-8 as Instagram writes it: each byte as a character of its own.
fn spoiled(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instagram_export_keeps_its_words_and_sets() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::at(&server, "ana", "photos");
    let folder = tempfile::tempdir().unwrap();
    let medium = |name: &str, at: i64, title: &str| {
        json!({
            "uri": format!("media/posts/202301/{name}"), "creation_timestamp": at, "title": spoiled(title),
            "media_metadata": {"camera_metadata": {"has_camera_metadata": false}}, "cross_post_source": {"source_app": "FB"},
        })
    };
    let posts = json!([
        {"media": [medium("one.jpg", 1_673_000_000, "Fête à Évreux 🎠 #kermesse#lampions")]},
        {"media": [medium("two.jpg", 1_674_000_000, ""), medium("film.mp4", 1_674_000_000, ""), medium("three.jpg", 1_674_000_000, "")],
         "title": spoiled("Deux vues « du soir »"), "creation_timestamp": 1_674_000_001},
        {"media": [medium("gone.jpg", 1_675_000_000, "Missing")]},
        {"media": "not a list"},
        {"media": [{"uri": "../../../etc/passwd", "creation_timestamp": 1}]},
    ]);
    let stories = json!({"ig_stories": [{"uri": "media/stories/202301/s.jpg", "creation_timestamp": 1, "title": ""}]});
    let (one, two, three, story) =
        (photograph(1, 1080, 1350), photograph(2, 1080, 1080), photograph(3, 1080, 608), photograph(4, 720, 1280));
    // A large export comes in parts, of which one has the lists.
    let (first, second) = (folder.path().join("part1.zip"), folder.path().join("part2.zip"));
    pack(
        &first,
        &[
            ("your_instagram_activity/media/posts_1.json", posts.to_string().as_bytes()),
            ("your_instagram_activity/media/stories.json", stories.to_string().as_bytes()),
            ("media/posts/202301/one.jpg", &one),
            ("media/posts/202301/film.mp4", b"\0\0\0\x18ftypmp42"),
            ("media/stories/202301/s.jpg", &story),
        ],
    );
    pack(&second, &[("media/posts/202301/two.jpg", &two), ("media/posts/202301/three.jpg", &three)]);

    let alone = import(&server, &second, &[]);
    assert!(!alone.status.success() && said(&alone).1.contains("name all its parts together"), "{:?}", said(&alone));
    let both = import(&server, &first, &[second.to_str().unwrap(), "--visibility", "unlisted", "--json"]);
    let report: Value = serde_json::from_slice(&both.stdout).unwrap();
    assert_eq!(
        (&report["sets"], &report["pictures"], both.status.code()),
        (&json!(2), &json!(3), Some(1)),
        "{report:#}"
    );
    assert!(report["left_out"][0].as_str().unwrap().contains("stories, which are for a day (1)"), "{report:#}");
    let refused = said(&both).1;
    for (file, reason) in [
        ("film.mp4", "films are not taken here"),
        ("gone.jpg", "it is not in the archive"),
        ("post 4", "it cannot be understood"),
        ("passwd", "it is not in the archive"),
    ] {
        assert!(refused.lines().any(|line| line.contains(file) && line.contains(reason)), "{file}: {refused}");
    }

    let statuses = shown(&ana).await;
    assert_eq!(statuses.len(), 2);
    assert!(words(&statuses[0]).contains("Deux vues « du soir »"), "{}", words(&statuses[0]));
    assert_eq!(statuses[0]["created_at"].as_str().unwrap().get(..19), Some("2023-01-18T00:00:01"));
    let sizes: Vec<_> = statuses[0]["media_attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| &file["meta"]["original"]["height"])
        .collect();
    assert_eq!(sizes, [1080, 608]);
    assert!(words(&statuses[1]).contains("Fête à Évreux 🎠"), "{}", words(&statuses[1]));
    let tags: BTreeSet<_> =
        statuses[1]["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    assert_eq!(tags, BTreeSet::from(["kermesse", "lampions"]));
    assert_eq!(statuses[1]["visibility"], "unlisted");

    import(&server, &first, &[second.to_str().unwrap()]);
    assert_eq!(shown(&ana).await.len(), 2, "a second time adds nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_killed_is_gone_on_with() {
    const MANY: u8 = 36;
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::at(&server, "ana", "photos");
    let folder = tempfile::tempdir().unwrap();
    for number in 0..MANY {
        write(folder.path(), &format!("{number:02}.jpg"), &photograph(number, 1600, 1200));
    }
    let path = folder.path().to_str().unwrap();
    for least in [2, 8] {
        let mut running = server.begin(&["photos", "import", path, "--as", "ana"]);
        eventually("some are shown", async || (shown(&ana).await.len() >= least).then_some(())).await;
        running.kill().unwrap();
        running.wait().unwrap();
    }
    let before = shown(&ana).await.len();
    assert!(before < usize::from(MANY), "it was killed before its end");
    let rest = import(&server, folder.path(), &["--json"]);
    assert!(rest.status.success(), "{:?}", said(&rest));
    let report: Value = serde_json::from_slice(&rest.stdout).unwrap();
    assert_eq!(report["known"].as_u64().unwrap() + report["sets"].as_u64().unwrap(), u64::from(MANY), "{report}");
    assert_eq!(shown(&ana).await.len(), usize::from(MANY), "each once");
    assert_eq!(albums(&ana).await.into_values().collect::<Vec<_>>(), [u64::from(MANY)], "in one album");
    let idle = server.does(&["media", "prune", "--older-than", "0m", "--dry-run"], "");
    assert!(idle.starts_with("0 files"), "nothing was left lying: {idle}");
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_archives_are_refused() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let folder = tempfile::tempdir().unwrap();
    let bomb = folder.path().join("bomb.zip");
    pack(&bomb, &[("zeros.jpg", &vec![0; 30 << 20]), ("../../escaped.jpg", &photograph(1, 64, 64))]);
    let taken = import(&server, &bomb, &[]);
    let refused = said(&taken).1;
    assert_eq!(taken.status.code(), Some(1));
    assert!(refused.contains("zip bomb") && refused.contains("its path leads out of the archive"), "{refused}");
    assert!(!folder.path().parent().unwrap().join("escaped.jpg").exists());

    std::fs::write(folder.path().join("cut.zip"), &std::fs::read(&bomb).unwrap()[..400]).unwrap();
    let cut = import(&server, &folder.path().join("cut.zip"), &[]);
    assert!(cut.status.code() == Some(1) && said(&cut).1.contains("cut.zip: it cannot be read"), "{:?}", said(&cut));
    let nobody = server.run(&["photos", "import", bomb.to_str().unwrap(), "--as", "nobody"], "");
    assert!(said(&nobody).1.contains("there is no account “nobody”"), "{:?}", said(&nobody));
    let nothing = import(&server, &folder.path().join("nowhere"), &[]);
    assert!(said(&nothing).1.contains("there is no such file or folder"), "{:?}", said(&nothing));
}
