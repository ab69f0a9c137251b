//! Music: brought on the command line, shown on pages, played by programs that speak Subsonic.

use std::path::Path;
use std::process::Command;

use reqwest::header::RANGE;
use serde_json::{Value, json};
use tests::browser::client;
use tests::tree::root;
use tests::{Browser, Options, Server, clients, node};

/// Has FFmpeg make a file of so many seconds with these tags.
pub(crate) fn record(path: &Path, seconds: u32, frequency: u32, tags: &[(&str, &str)]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let source = format!("sine=frequency={frequency}:duration={seconds}");
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", &source]);
    for (key, value) in tags {
        command.args(["-metadata", &format!("{key}={value}")]);
    }
    assert!(command.arg(path).status().expect("FFmpeg").success());
}

fn picture(path: &Path) {
    let made = Command::new("ffmpeg")
        .args([
            "-nostdin",
            "-loglevel",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            "testsrc=size=200x200:duration=1",
            "-frames:v",
            "1",
        ])
        .arg(path)
        .status();
    assert!(made.expect("FFmpeg").success());
}

/// A folder with an album of three tracks and a cover, one of one track, and what is no music.
fn shelf(server: &Server) -> std::path::PathBuf {
    let folder = server.path("shelf");
    for (at, title) in (1..).zip(["Un", "Deux", "Trois"]) {
        let track = format!("{at}/3");
        let tags = [
            ("title", title),
            ("artist", "Les Lampions"),
            ("album", "Nuit d’été"),
            ("track", &track),
            ("date", "1984"),
            ("genre", "Chanson; Électro"),
            ("RELEASETYPE", "EP; Live"),
            ("ALBUMSORT", "Été, Nuit d’"),
            ("ARTISTSORT", "Lampions, Les"),
        ];
        // The last plays long enough to be found playing.
        let seconds = if at == 3 { 60 } else { 2 };
        record(&folder.join("lampions").join(format!("{at}.flac")), seconds, 200 * at, &tags);
    }
    picture(&folder.join("lampions/cover.jpg"));
    record(&folder.join("seul.mp3"), 1, 900, &[("title", "Seul"), ("artist", "Ana"), ("album", "Seule")]);
    std::fs::write(folder.join("lampions/notes.txt"), "words").unwrap();
    folder
}

pub(crate) fn import(server: &Server, folder: &Path, name: &str, more: &[&str]) -> Value {
    let folder = folder.to_str().unwrap();
    let output = server.run(&[&["music", "import", folder, "--as", name, "--json"], more].concat(), "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A member at the music stall.
pub(crate) async fn member(server: &Server, name: &str) -> Browser {
    server.account(name);
    let browser = Browser::new();
    browser.log_in(server, name).await;
    browser.open(&server.square("/log-in?site=music&next=/")).await;
    browser
}

/// The ids that stand behind a word in a page.
pub(crate) fn ids(html: &str, word: &str) -> Vec<String> {
    let behind = html.match_indices(word).map(|(at, _)| &html[at + word.len()..]);
    behind
        .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect())
        .filter(|id: &String| !id.is_empty())
        .collect()
}

#[tokio::test]
async fn players_of_others_play_what_a_member_may_hear() {
    let server = Server::start(Options::named("music-players")).await;
    let (ana, bob) = (member(&server, "ana").await, member(&server, "bob").await);
    let folder = shelf(&server);
    assert_eq!(import(&server, &folder, "ana", &[])["tracks"], 4);
    assert_eq!(import(&server, &folder, "ana", &[])["known"], 4, "it can be run again");
    // Bob has one that is his alone.
    record(&server.path("bob/secret.flac"), 1, 700, &[("title", "Secret"), ("album", "Bob")]);
    import(&server, &server.path("bob"), "bob", &[]);
    let mine = bob.until(&server.stall("music", "/?by=mine"), "his album", |page| page.html.contains("/albums/")).await;
    let album = bob.open(&server.stall("music", &format!("/albums/{}", ids(&mine.html, "/albums/")[0]))).await;
    let secret = ids(&album.html, "data-track=\"");
    let sleeve =
        ana.until(&server.stall("music", "/?by=mine"), "the cover", |page| page.html.contains("/preview")).await;
    assert!(!sleeve.html.contains("Secret"));

    // The key is made on a page, and shown once.
    let page = ana.open(&server.stall("music", "/players")).await;
    let page = ana.submit(&page, "/players/keys", &[("title", "py-sonic")]).await;
    let key = page
        .html
        .split("id=\"secret\" type=\"text\" readonly value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let opus = server.path("stream.opus");
    member(&server, "adam").await;
    assert!(server.run(&["account", "role", "adam", "admin"], "").status.success());
    let url = server.stall("music", "");
    let club = json!({
        "url": url.trim_end_matches('/'), "name": "ana", "key": key, "token": server.token("ana", "music"),
        "admin": server.token("adam", "music"), "opus": opus.to_str().unwrap(), "secret": secret.iter().map(|id| format!("tr-{id}")).collect::<Vec<_>>(),
    });
    let output = clients::python_script("subsonic.py", &club).output().await.unwrap();
    assert!(output.status.success(), "{}\n{}", String::from_utf8_lossy(&output.stderr), server.log());
    let probed = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "stream=codec_name,sample_rate", "-of", "csv=p=0"])
        .arg(&opus)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&probed.stdout).trim(), "opus,48000");

    // Taken back it opens nothing.
    let page = ana.open(&server.stall("music", "/players")).await;
    let revoke = format!("/players/keys/{}?_method=delete", ids(&page.html, "/players/keys/")[0]);
    ana.submit(&page, &revoke, &[]).await;
    let ping =
        client().get(server.stall("music", &format!("/rest/ping?f=json&c=t&apiKey={key}"))).send().await.unwrap();
    let said: Value = serde_json::from_str(&ping.text().await.unwrap()).unwrap();
    assert_eq!(said["subsonic-response"]["error"]["code"], 44);
}

#[tokio::test]
async fn sound_is_given_in_parts_and_to_those_alone_who_may_hear_it() {
    let server = Server::start(Options::named("music-files")).await;
    let (ana, bob) = (member(&server, "ana").await, member(&server, "bob").await);
    import(&server, &shelf(&server), "ana", &["--visibility", "members"]);
    let shelf = bob.open(&server.stall("music", "/?by=title")).await;
    let album = bob.open(&server.stall("music", &format!("/albums/{}", ids(&shelf.html, "/albums/")[0]))).await;
    assert!(album.html.contains("Un") && album.html.contains("Les Lampions"));
    let file = server.stall("music", &format!("/files/{}", ids(&album.html, "data-src=\"/files/")[0]));
    assert_eq!(bob.get(&file).await.status, 200);
    assert_eq!(client().get(&file).send().await.unwrap().status(), 404, "a stranger");
    let stranger = client().get(server.stall("music", "/")).send().await.unwrap().text().await.unwrap();
    assert!(!stranger.contains("/albums/"));

    // Opened to everybody it is heard by everybody, in parts too.
    let edit = ana.open(&server.stall("music", &format!("/albums/{}/edit", ids(&shelf.html, "/albums/")[0]))).await;
    let form = format!("/albums/{}?_method=put", ids(&shelf.html, "/albums/")[0]);
    let fields =
        [("title", "Nuit d’hiver"), ("artist", "Les Lampions"), ("released", "1985"), ("visibility", "public")];
    let changed = ana.submit(&edit, &form, &fields).await;
    assert!(changed.html.contains("Nuit d’hiver"));
    let part = |range: &'static str| client().get(&file).header(RANGE, range).send();
    let first = part("bytes=0-1").await.unwrap();
    assert_eq!((first.status().as_u16(), first.headers()["content-type"].to_str().unwrap()), (206, "audio/flac"));
    let size: u64 = first.headers()["content-range"].to_str().unwrap().split('/').nth(1).unwrap().parse().unwrap();
    assert_eq!(first.bytes().await.unwrap().as_ref(), b"fL");
    assert_eq!(part("bytes=-5").await.unwrap().bytes().await.unwrap().len(), 5);
    let beyond = part("bytes=99999999-").await.unwrap();
    assert_eq!(
        (beyond.status().as_u16(), beyond.headers()["content-range"].to_str().unwrap().to_owned()),
        (416, format!("bytes */{size}"))
    );
    assert_eq!(part("bytes=5-2").await.unwrap().status(), 200, "what is no range gets everything");
}

#[tokio::test]
async fn stations_are_made_by_administrators_and_seen_by_everybody() {
    let server = Server::start(Options::named("music-stations")).await;
    let (adam, bob) = (member(&server, "adam").await, member(&server, "bob").await);
    assert!(server.run(&["account", "role", "adam", "admin"], "").status.success());
    let stations = server.stall("music", "/stations");
    let page = adam.open(&stations).await;
    let wrong = adam.submit(&page, "/stations", &[("title", "Ondes"), ("stream", "ftp://radio.example/")]).await;
    assert!(wrong.html.contains("ftp://radio.example/"), "what was typed is kept");
    let page = adam.submit(&page, "/stations", &[("title", "Ondes"), ("stream", "https://radio.example/live")]).await;
    assert!(page.html.contains("href=\"https://radio.example/live\""), "{}", page.html);
    let seen = bob.open(&stations).await;
    assert!(seen.says("Ondes") && !seen.html.contains("action=\"/stations"));
    let path = format!("/stations/{}", ids(&page.html, "action=\"/stations/")[0]);
    let csrf = [("csrf", seen.csrf().unwrap_or_default())];
    let refused = bob.post(&server.stall("music", &format!("{path}?_method=delete")), &csrf).await;
    assert!(refused.status >= 400, "{}", refused.status);
    assert!(client().get(&stations).send().await.unwrap().text().await.unwrap().contains("Ondes"), "a stranger");
    let change = [("title", "Ondes 2"), ("stream", "https://radio.example/live"), ("home", "https://radio.example/")];
    let page = adam.submit(&page, &format!("{path}?_method=put"), &change).await;
    assert!(page.says("Ondes 2") && page.html.contains("href=\"https://radio.example/\""));
    let page = adam.submit(&page, &format!("{path}?_method=delete"), &[]).await;
    assert!(!page.says("Ondes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_is_uploaded_and_played_over_several_pages() {
    node::install(&root().join("tests/browser"));
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let folder = server.path("browser");
    let tags = |title, track| [("title", title), ("artist", "Ana"), ("album", "Lanterns"), ("track", track)];
    let sung = ("lyrics", "[ti:One]\n[00:00.50]The lanterns are lit\n[00:30.00]<00:30.10>They <00:31.00>burn low");
    record(&folder.join("1.flac"), 60, 300, &[&tags("One", "1")[..], &[sung]].concat());
    record(&folder.join("2.mp3"), 60, 400, &tags("Two", "2"));
    std::fs::write(folder.join("3.mp3"), "words").unwrap();
    record(&folder.join("long.mp3"), 720, 200, &[("title", "Solstice"), ("artist", "Ana"), ("album", "Evenings")]);
    let mut node = tokio::process::Command::new("node");
    let music = server.stall("music", "");
    node.arg(root().join("tests/browser/music.mjs"))
        .args([server.square("/").as_str(), music.trim_end_matches('/')])
        .arg(&folder);
    let ran = node.output().await.expect("node (on Debian the package nodejs)");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "the browser did not get to the end: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn playlists_are_put_together_and_the_radio_plays() {
    let server = Server::start(Options::named("music-playlists")).await;
    let (ana, bob) = (member(&server, "ana").await, member(&server, "bob").await);
    import(&server, &shelf(&server), "ana", &["--visibility", "members"]);
    let at = |path: &str| server.stall("music", path);
    let radio = ana.open(&at("/radio")).await;
    let tracks = ids(&radio.html, "data-track=\"");
    assert_eq!(tracks.len(), 4, "{}", radio.html);
    for path in ["/radio?by=genre&genre=Chanson", "/radio?by=unheard", "/radio?by=favourites"] {
        ana.open(&at(path)).await.expect(200);
    }
    assert_eq!(ids(&ana.open(&at("/radio?by=genre&genre=Chanson")).await.html, "data-track=\"").len(), 3);
    ana.open(&at(&format!("/radio?by=similar&track={}", tracks[0]))).await.expect(200);

    // A playlist is begun with a track, gets another, is put into another order, and is shown.
    let choose = ana.open(&at(&format!("/tracks/{}/playlists", tracks[0]))).await;
    let list = ana.submit(&choose, "/playlists", &[("title", "Pour danser"), ("track", &tracks[0])]).await.expect(200);
    let path = list.url.trim_start_matches(&at("")).to_owned();
    let choose = ana.open(&at(&format!("/tracks/{}/playlists", tracks[1]))).await;
    ana.submit(&choose, &format!("{path}/tracks"), &[("track", &tracks[1])]).await.expect(200);
    let list = ana.open(&at(&path)).await;
    assert_eq!(ids(&list.html, "data-track=\""), tracks[..2]);
    let list = ana.submit(&list, &format!("{path}/tracks/1?_method=put"), &[("to", "0")]).await.expect(200);
    assert_eq!(ids(&list.html, "data-track=\""), [tracks[1].clone(), tracks[0].clone()]);
    bob.get(&at(&path)).await.expect(404);
    let change = [("title", "Pour danser"), ("description", "Samedi"), ("audience", "members")];
    ana.submit(&list, &format!("{path}?_method=put"), &change).await.expect(200);
    let seen = bob.open(&at(&path)).await;
    assert!(seen.says("Samedi") && !seen.says("_method=put"), "{}", seen.html);
    let list = ana.open(&at(&path)).await;
    let list = ana.submit(&list, &format!("{path}/tracks/0?_method=delete"), &[]).await.expect(200);
    assert_eq!(ids(&list.html, "data-track=\""), tracks[..1]);
    assert!(bob.open(&at("/playlists")).await.says("Pour danser"));

    // What was played is the member's alone, and can be forgotten.
    let csrf = list.csrf().unwrap().to_owned();
    ana.post(&at(&format!("/tracks/{}/listens", tracks[2])), &[("csrf", &csrf)]).await.expect(204);
    let history = ana.until(&at("/history"), "what was played", |page| page.html.contains("data-track=\"")).await;
    assert_eq!(ids(&history.html, "data-track=\""), tracks[2..3]);
    assert_eq!(ids(&ana.open(&at("/radio?by=unheard")).await.html, "data-track=\"").len(), 3);
    assert!(ids(&bob.open(&at("/history")).await.html, "data-track=\"").is_empty());
    let forgotten = ana.submit(&history, "/history?_method=delete", &[]).await.expect(200);
    assert!(ids(&forgotten.html, "data-track=\"").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_playlist_is_played_by_strangers_and_within_other_sites() {
    let server = Server::start(Options::named("music-public-playlists")).await;
    let ana = member(&server, "ana").await;
    record(&server.path("open/1.flac"), 1, 300, &[("title", "Dehors"), ("album", "Open")]);
    import(&server, &server.path("open"), "ana", &["--visibility", "public"]);
    record(&server.path("shut/1.flac"), 1, 700, &[("title", "Secret"), ("album", "Shut")]);
    import(&server, &server.path("shut"), "ana", &[]);
    let at = |path: &str| server.stall("music", path);
    let tracks = ids(&ana.open(&at("/radio")).await.html, "data-track=\"");
    let choose = ana.open(&at(&format!("/tracks/{}/playlists", tracks[0]))).await;
    let list = ana.submit(&choose, "/playlists", &[("title", "Pour tous"), ("track", &tracks[0])]).await.expect(200);
    let path = list.url.trim_start_matches(&at("")).to_owned();
    let choose = ana.open(&at(&format!("/tracks/{}/playlists", tracks[1]))).await;
    ana.submit(&choose, &format!("{path}/tracks"), &[("track", &tracks[1])]).await.expect(200);
    let stranger = Browser::new();
    stranger.get(&at(&path)).await.expect(404);
    stranger.get(&at(&format!("{path}/embed"))).await.expect(404);
    assert!(!stranger.open(&at("/@ana")).await.html.contains("/@ana/playlists"), "there is nothing to be listed");

    let list = ana.open(&at(&path)).await;
    let change = format!("{path}?_method=put");
    ana.submit(&list, &change, &[("title", "Pour tous"), ("audience", "all")]).await.expect(422);
    ana.submit(&list, &change, &[("title", "Pour tous"), ("audience", "public")]).await.expect(200);
    let seen = stranger.open(&at(&path)).await.expect(200);
    assert!(seen.says("Dehors") && !seen.says("Secret") && seen.says("1 track is not for you"), "{}", seen.html);
    assert!(seen.html.contains("json+oembed") && seen.html.contains("og:audio") && !seen.html.contains("_method=put"));
    assert!(stranger.open(&at("/@ana")).await.html.contains("/@ana/playlists"));
    assert!(stranger.open(&at("/@ana/playlists")).await.says("Pour tous"));
    stranger.get(&at(&format!("{path}/tracks"))).await.expect(404);

    let page: String = url::form_urlencoded::byte_serialize(at(&path).as_bytes()).collect();
    let told = stranger.get(&at(&format!("/oembed?url={page}"))).await.expect(200);
    let told: Value = serde_json::from_str(&told.html).unwrap();
    assert_eq!((told["type"].as_str(), told["title"].as_str()), (Some("rich"), Some("Pour tous")), "{told}");
    let frame = stranger.open(told["html"].as_str().unwrap().split('"').nth(1).unwrap()).await.expect(200);
    assert!(frame.html.contains("<audio") && frame.says("Dehors") && !frame.says("Secret"), "{}", frame.html);

    // A program that says that others see it leaves it at that; one that says they do not, makes it private.
    let key = server.token("ana", "music");
    let number = path.rsplit('/').next().unwrap();
    let update = async |public: &str| {
        let call = format!("/rest/updatePlaylist?f=json&c=t&apiKey={key}&playlistId=pl-{number}&public={public}");
        let said: Value = serde_json::from_str(&stranger.get(&at(&call)).await.html).unwrap();
        assert_eq!(said["subsonic-response"]["status"], "ok", "{said}");
    };
    update("true").await;
    stranger.get(&at(&path)).await.expect(200);
    update("false").await;
    stranger.get(&at(&path)).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn something_long_goes_on_where_it_was_left_in_browsers_and_programs() {
    let server = Server::start(Options::named("music-positions")).await;
    let (ana, bob) = (member(&server, "ana").await, member(&server, "bob").await);
    record(&server.path("long/1.mp3"), 720, 300, &[("title", "Solstice"), ("album", "Veillées")]);
    record(&server.path("long/2.mp3"), 60, 400, &[("title", "Bref"), ("album", "Veillées")]);
    import(&server, &server.path("long"), "ana", &[]);
    let at = |path: &str| server.stall("music", path);
    let shelf = ana.open(&at("/?by=mine")).await;
    let album = at(&format!("/albums/{}", ids(&shelf.html, "/albums/")[0]));
    let page = ana.open(&album).await;
    assert_eq!(page.html.matches("data-long=").count(), 1, "what is short begins anew: {}", page.html);
    let row = page.html.split("<li data-track=\"").find(|row| row.contains("data-long=")).unwrap();
    let track: String = row.chars().take_while(char::is_ascii_digit).collect();
    let (csrf, place) = (page.csrf().unwrap().to_owned(), at(&format!("/tracks/{track}/position?_method=put")));
    let tell = async |at: &str, finished: &str| {
        ana.post(&place, &[("csrf", &csrf), ("at", at), ("finished", finished)]).await.expect(204);
    };
    let key = server.token("ana", "music");
    let call = async |verb: &str| -> Value {
        let said = ana.get(&at(&format!("/rest/{verb}f=json&c=t&apiKey={key}"))).await;
        let said: Value = serde_json::from_str(&said.html).unwrap();
        assert_eq!(said["subsonic-response"]["status"], "ok", "{said}");
        said["subsonic-response"].clone()
    };
    tell("154000", "false").await;
    assert!(ana.open(&album).await.says("Goes on at 2:34"));
    let marked = call("getBookmarks?").await["bookmarks"]["bookmark"].clone();
    assert_eq!(
        (marked[0]["position"].as_i64(), marked[0]["entry"]["title"].as_str()),
        (Some(154_000), Some("Solstice"))
    );
    // A program goes on from there, and the browser after it.
    call(&format!("createBookmark?id=tr-{track}&position=300000&")).await;
    let known: Value = serde_json::from_str(&ana.get(&at(&format!("/tracks/{track}/position"))).await.html).unwrap();
    assert_eq!((known["at"].as_i64(), known["finished"].as_bool()), (Some(300_000), Some(false)));
    tell("715000", "false").await;
    assert!(ana.open(&album).await.says("Heard"), "so near to the end");
    assert_eq!(call("getBookmarks?").await["bookmarks"]["bookmark"], json!([]));
    // It is nobody else's, and of nothing that one may not hear.
    bob.get(&at(&format!("/tracks/{track}/position"))).await.expect(404);
    let csrf = bob.open(&at("/")).await.csrf().unwrap().to_owned();
    bob.post(&place, &[("csrf", &csrf), ("at", "1"), ("finished", "true")]).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_play_what_everybody_may_hear() {
    let server = Server::start(Options::named("music-embeds")).await;
    let ana = member(&server, "ana").await;
    let folder = server.path("open");
    for (track, title) in [("1", "Un"), ("2", "Deux")] {
        let tags = [("title", title), ("artist", "Ana"), ("album", "Dehors"), ("track", track)];
        record(&folder.join(format!("{track}.flac")), 1, 300, &tags);
    }
    import(&server, &folder, "ana", &["--visibility", "public"]);
    record(&server.path("shut/1.flac"), 1, 700, &[("title", "Secret"), ("album", "Dedans")]);
    import(&server, &server.path("shut"), "ana", &[]);
    let at = |path: &str| server.stall("music", path);
    let shelf = ana.open(&at("/?by=mine")).await;
    let (mut open, mut shut) = (None, None);
    for id in ids(&shelf.html, "/albums/") {
        let page = ana.open(&at(&format!("/albums/{id}"))).await;
        let place = if page.says("Secret") { &mut shut } else { &mut open };
        *place = Some((id, page));
    }
    let ((open, page), (shut, secret)) = (open.unwrap(), shut.unwrap());
    assert!(page.html.contains("application/json+oembed") && page.html.contains("og:audio"), "{}", page.html);
    assert!(!secret.html.contains("json+oembed"), "what is ana's alone is told nobody");

    let track = &ids(&page.html, "data-track=\"")[0];
    let pages = [format!("/albums/{open}"), format!("/@ana/{track}"), "/@ana".to_owned()];
    for (path, count) in pages.iter().zip([2, 1, 2]) {
        let page: String = url::form_urlencoded::byte_serialize(at(path).as_bytes()).collect();
        let asked = client().get(at(&format!("/oembed?url={page}"))).send().await.unwrap();
        let told: Value = serde_json::from_str(&asked.text().await.unwrap()).unwrap();
        assert_eq!(told["type"], "rich", "{path}: {told}");
        let frame = told["html"].as_str().unwrap().split('"').nth(1).unwrap().to_owned();
        let shown = client().get(&frame).send().await.unwrap();
        assert!(shown.headers()["content-security-policy"].to_str().unwrap().contains("frame-ancestors *"));
        let html = shown.text().await.unwrap();
        assert!(!html.contains("Secret") && html.contains("<audio"), "{html}");
        assert_eq!(html.matches("<li>").count(), if count > 1 { count } else { 0 }, "{html}");
        let sound = ids(&html, "src=\"/files/").pop().unwrap();
        assert_eq!(client().get(at(&format!("/files/{sound}"))).send().await.unwrap().status(), 200);
    }
    let track = ana.open(&at(&pages[1])).await;
    assert!(track.html.contains("og:audio"), "{}", track.html);
    let hidden = &ids(&secret.html, "data-track=\"")[0];
    for path in [format!("/albums/{shut}/embed"), format!("/tracks/{hidden}/embed"), "/@bob/embed".to_owned()] {
        assert_eq!(client().get(at(&path)).send().await.unwrap().status(), 404, "{path}");
    }
}
