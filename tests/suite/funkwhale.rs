//! Music between a club and a server that speaks as Funkwhale 1.4 does.

use std::path::Path;

use serde_json::{Value, json};
use tests::browser::client;
use tests::wait::eventually;
use tests::{Options, Peer, Program, Server, funkwhale};

use crate::music::{import, member, record};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

async fn document(url: &str) -> Value {
    let answer =
        client().get(url).header("accept", "application/activity+json, application/ld+json").send().await.unwrap();
    assert_eq!(answer.status(), 200, "{url}");
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

/// The id of a member's actor at the music stall.
async fn actor(server: &Server, name: &str) -> String {
    let at =
        server.stall("music", &format!("/.well-known/webfinger?resource=acct:{}", server.handle_at("music", name)));
    let found: Value = serde_json::from_str(&client().get(at).send().await.unwrap().text().await.unwrap()).unwrap();
    let links = found["links"].as_array().unwrap();
    links.iter().find(|link| link["rel"] == "self").unwrap()["href"].as_str().unwrap().to_owned()
}

fn none() -> Vec<String> {
    Vec::new()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_of_ours_is_taken_there() {
    let (server, eve) = (Server::start(Options::named("music-channel")).await, Peer::open("funkwhale"));
    let ana = member(&server, "ana").await;
    let id = actor(&server, "ana").await;
    let channel = document(&id).await;
    assert_eq!(funkwhale::of_channel(&channel), none());
    let feed = channel["url"][1]["href"].as_str().unwrap().to_owned();

    let inbox = channel["inbox"].as_str().unwrap();
    assert_eq!(eve.deliver(inbox, &eve.activity("Follow", "1", json!(id))).await.unwrap(), 202);
    eve.hears("Accept", |told| told["type"] == "Accept" && told["object"]["id"] == eve.url("/activities/1")).await;
    let file = server.path("lampions/1.flac");
    record(
        &file,
        2,
        300,
        &[("title", "Un"), ("artist", "Les Lampions"), ("album", "Été"), ("track", "1/1"), ("genre", "Folk")],
    );
    import(&server, file.parent().unwrap(), "ana", &["--visibility", "public"]);
    let create = eve.hears("a track", |told| told["type"] == "Create").await;
    assert_eq!(funkwhale::objections(&create), none());
    // The addresses within it lead to documents of their own.
    let album = document(create["object"]["inAlbum"]["id"].as_str().unwrap()).await;
    assert_eq!((&album["type"], &album["name"], &album["attributedTo"]), (&json!("Album"), &json!("Été"), &json!(id)));
    assert_eq!(album["tracks"], json!([create["object"]["id"]]));
    let artist = document(album["artists"][0]["id"].as_str().unwrap()).await;
    assert_eq!((&artist["type"], &artist["name"]), (&json!("Artist"), &json!("Les Lampions")));
    assert_eq!(artist["id"], create["object"]["artists"][0]["id"]);
    let link =
        create["object"]["url"].as_array().unwrap().iter().find(|link| link["mediaType"] == "audio/flac").unwrap();
    let sound = client().get(link["href"].as_str().unwrap()).send().await.unwrap();
    assert_eq!((sound.status().as_u16(), sound.headers()["content-type"].to_str().unwrap()), (200, "audio/flac"));
    assert_eq!(sound.bytes().await.unwrap(), std::fs::read(&file).unwrap(), "what is public is had by anybody");

    // Whoever comes later reads it from the outbox; podcast programs read the feed.
    let head = document(channel["outbox"].as_str().unwrap()).await;
    assert_eq!(funkwhale::of_collection(&head), none());
    let page = document(head["last"].as_str().unwrap()).await;
    assert_eq!((page["orderedItems"].as_array().unwrap().len(), funkwhale::of_page(&page)), (1, none()));
    let read = client().get(&feed).send().await.unwrap().text().await.unwrap();
    assert!(read.contains("<enclosure url=") && read.contains("podcast:socialInteract"), "{read}");

    let albums = ana.open(&server.stall("music", "/?by=mine")).await;
    let album = albums.html.split("href=\"/albums/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let edit = ana.open(&server.stall("music", &format!("/albums/{album}/edit"))).await;
    ana.submit(&edit, &format!("/albums/{album}?_method=delete"), &[]).await.expect(200);
    let gone = eve.hears("it is gone", |told| told["type"] == "Delete").await;
    assert_eq!(gone["object"]["id"], create["object"]["id"]);
}

/// A track as Funkwhale 1.4 publishes it in a channel.
fn upload(eve: &Peer, number: u32, name: &str) -> Value {
    json!({
        "id": eve.url(&format!("/federation/music/uploads/{number}")), "type": "Audio", "name": name, "attributedTo": eve.id(),
        "published": chrono::Utc::now().to_rfc3339(), "to": PUBLIC,
        "url": [
            {"type": "Link", "mediaType": "text/html", "href": eve.url(&format!("/library/tracks/{number}"))},
            {"type": "Link", "mediaType": "audio/flac", "href": eve.url(&format!("/listen/{number}")), "bitrate": 320_000, "size": 123},
        ],
        "duration": 2, "position": number, "disc": 1, "tag": [{"type": "Hashtag", "name": "#folk"}], "summary": "#folk #folk",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_of_theirs_is_heard_here() {
    let (server, eve) = (Server::start(Options::named("music-theirs")).await, Peer::open("funkwhale"));
    let ana = member(&server, "ana").await;
    let program = Program::at(&server, "ana", "music");
    let found = eventually("eve is found", async || {
        let path = format!("/api/v2/search?q={}&resolve=true&type=accounts", eve.actor_handle());
        program.get(&path).await.expect(200)["accounts"][0]["id"].as_str().map(str::to_owned)
    });
    let found = found.await;
    program.post(&format!("/api/v1/accounts/{found}/follow"), json!({})).await.expect(200);
    let follow = eve.hears("a follow", |told| told["type"] == "Follow").await;
    assert_eq!(follow["to"], json!([eve.id()]), "who is asked is named");
    // Funkwhale makes the ids of its answer of whoever asked.
    let asked = follow["actor"].as_str().unwrap();
    let inbox = format!("{asked}/inbox");
    let embedded = json!({"type": "Follow", "id": format!("{asked}#follows/7"), "actor": asked, "object": eve.id()});
    let accept = json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Accept",
        "id": format!("{asked}#follows/7/accept"), "actor": eve.id(), "object": embedded, "to": [asked]});
    assert_eq!(eve.deliver(&inbox, &accept).await.unwrap(), 202);
    eventually("she agreed", async || {
        let tie = program.get(&format!("/api/v1/accounts/relationships?id[]={found}")).await.expect(200);
        (tie[0]["following"] == true).then_some(())
    })
    .await;

    let sound = Path::new("lampions/1.flac");
    record(&server.path("theirs").join(sound), 2, 300, &[]);
    eve.serve("/listen/1", "audio/flac", std::fs::read(server.path("theirs").join(sound)).unwrap());
    for (number, name) in [(1, "Lab tune"), (2, "Another")] {
        let mut create = eve.activity("Create", &format!("create-{number}"), upload(&eve, number, name));
        create["to"] = json!([PUBLIC]);
        assert_eq!(eve.deliver(&inbox, &create).await.unwrap(), 202);
    }
    let home = eventually("her tracks", async || {
        let home = program.get("/api/v1/timelines/home").await.expect(200);
        (home.as_array().unwrap().len() == 2).then_some(home)
    })
    .await;
    let tune =
        home.as_array().unwrap().iter().find(|one| one["content"].as_str().unwrap().contains("Lab tune")).unwrap();
    assert!(!tune["content"].as_str().unwrap().contains("#folk #folk"), "hashtags alone are no summary: {tune}");
    assert_eq!(tune["media_attachments"][0]["type"], "audio");
    let page = ana.open(&server.stall("music", "/")).await;
    let album = page.html.split("href=\"/albums/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let album = ana.open(&server.stall("music", &format!("/albums/{album}"))).await;
    assert!(album.says("Lab tune"), "{}", album.html);
    let file = album.html.split("data-src=\"").map(|part| part.split('"').next().unwrap().to_owned());
    let mut heard = 0;
    for path in file.filter(|path| path.starts_with("/files/")) {
        heard += usize::from(ana.get(&server.stall("music", &path)).await.status == 200);
    }
    assert_eq!((heard, eve.asked("/listen/1")), (1, 1), "it is fetched when it is played, and kept");

    // Both go at once, in Funkwhale's words: a list of ids, and no id of its own.
    let ids = [1, 2].map(|number| upload(&eve, number, "")["id"].clone());
    let delete = json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Delete", "actor": eve.id(),
        "to": [PUBLIC], "object": {"type": "Audio", "id": ids}});
    assert_eq!(eve.deliver(&inbox, &delete).await.unwrap(), 202);
    eventually("they are gone", async || {
        program.get("/api/v1/timelines/home").await.expect(200).as_array().unwrap().is_empty().then_some(())
    })
    .await;
    program.post(&format!("/api/v1/accounts/{found}/unfollow"), json!({})).await.expect(200);
    let undo = eve.hears("no more", |told| told["type"] == "Undo").await;
    assert_eq!(undo["to"], json!([eve.id()]), "Funkwhale answers 400 to what names nobody");
}
