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

fn is_library(told: &Value, library: &str) -> bool {
    told["object"]["library"] == library
}

#[tokio::test(flavor = "multi_thread")]
async fn what_everybody_may_hear_is_a_library_of_ours() {
    let (server, eve) = (Server::start(Options::named("music-library")).await, Peer::open("funkwhale"));
    eve.runs("funkwhale");
    let ana = member(&server, "ana").await;
    let id = actor(&server, "ana").await;
    let inbox = format!("{id}/inbox");
    let library = format!("{}/public", id.replace("/actors/", "/libraries/"));
    let shelf = server.path("lampions");
    for (number, title) in [(1, "Un"), (2, "Deux")] {
        let track = format!("{number}/3");
        let tags =
            [("title", title), ("artist", "Les Lampions"), ("album", "Été"), ("track", &track), ("date", "1984")];
        record(&shelf.join(format!("{number}.flac")), 2, 300 * number, &tags);
    }
    import(&server, &shelf, "ana", &["--visibility", "public"]);

    let head = document(&library).await;
    assert_eq!(
        (funkwhale::of_library(&head), &head["totalItems"], &head["audience"]),
        (none(), &json!(2), &json!(PUBLIC))
    );
    assert_eq!((&head["attributedTo"], &head["actor"]), (&json!(id), &json!(id)));
    let page = document(head["first"].as_str().unwrap()).await;
    assert_eq!((funkwhale::of_library_page(&page), page["items"].as_array().unwrap().len()), (none(), 2));
    let item = page["items"][0].clone();
    assert_ne!(item["id"], item["track"]["id"]);
    assert_eq!(document(item["id"].as_str().unwrap()).await["library"], json!(library));
    assert_eq!(
        client()
            .get(format!("{library}?page=2"))
            .header("accept", "application/activity+json")
            .send()
            .await
            .unwrap()
            .status(),
        404
    );

    // It is followed at once, by its own id, though it is the actor who is told.
    assert_eq!(eve.deliver(&inbox, &eve.activity("Follow", "1", json!(library))).await.unwrap(), 202);
    let accept = eve.hears("consent", |told| told["type"] == "Accept").await;
    assert_eq!((&accept["object"]["object"], &accept["actor"]), (&json!(library), &json!(id)));
    assert_eq!(document(head["followers"].as_str().unwrap()).await["totalItems"], 1);
    record(
        &shelf.join("3.flac"),
        2,
        900,
        &[("title", "Trois"), ("artist", "Les Lampions"), ("album", "Été"), ("track", "3/3")],
    );
    import(&server, &shelf, "ana", &["--visibility", "public"]);
    let create = eve.hears("a new track", |told| told["type"] == "Create").await;
    assert!(is_library(&create, &library), "{create}");
    assert_ne!(create["object"]["id"], page["items"][0]["id"]);

    // Of what is said otherwise the track is told, and of what goes a list.
    let albums = ana.open(&server.stall("music", "/?by=mine")).await;
    let album = albums.html.split("href=\"/albums/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let edit = ana.open(&server.stall("music", &format!("/albums/{album}/edit"))).await;
    ana.submit(&edit, &format!("/albums/{album}?_method=put"), &[("title", "Hiver")]).await.expect(200);
    let update = eve.hears("a change", |told| told["type"] == "Update").await;
    assert_eq!((&update["object"]["type"], &update["object"]["album"]["name"]), (&json!("Track"), &json!("Hiver")));
    ana.submit(&edit, &format!("/albums/{album}?_method=delete"), &[]).await.expect(200);
    let gone = eve.hears("they are gone", |told| told["type"] == "Delete").await;
    let ids = gone["object"]["id"].as_array().unwrap();
    assert!(ids.len() == 3 && ids.contains(&item["id"]) && ids.contains(&create["object"]["id"]), "{gone}");
    let undo = eve.activity("Undo", "2", eve.activity("Follow", "1", json!(library)));
    assert_eq!(eve.deliver(&inbox, &undo).await.unwrap(), 202);
    eventually("nobody follows", async || {
        (document(head["followers"].as_str().unwrap()).await["totalItems"] == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_followers_is_a_library_that_its_owner_opens() {
    let (server, eve) = (Server::start(Options::named("music-followers")).await, Peer::open("funkwhale"));
    let mallory = Peer::open("mallory");
    let ana = member(&server, "ana").await;
    let id = actor(&server, "ana").await;
    let inbox = format!("{id}/inbox");
    let library = format!("{}/followers-only", id.replace("/actors/", "/libraries/"));
    let shelf = server.path("lampions");
    record(&shelf.join("1.flac"), 2, 300, &[("title", "Entre nous"), ("artist", "Ana"), ("album", "Nous")]);
    import(&server, &shelf, "ana", &["--visibility", "followers"]);
    let head = document(&library).await;
    assert_eq!((funkwhale::of_library(&head), &head["totalItems"], &head["audience"]), (none(), &json!(1), &json!("")));
    let first = head["first"].as_str().unwrap().to_owned();
    let unsigned = client().get(&first).header("accept", "application/activity+json").send().await.unwrap();
    assert_eq!(unsigned.status(), 401);

    // Who follows the channel is no reader of it either before that is known; who asks for the library waits.
    assert_eq!(eve.deliver(&inbox, &eve.activity("Follow", "1", json!(library))).await.unwrap(), 202);
    let at = server.stall("music", "/requests");
    let requests = ana.until(&at, "a request", |page| page.html.contains("/requests/collections/")).await;
    assert_eq!(eve.get(&first).await.0, 404);
    assert!(eve.told().iter().all(|told| told["type"] != "Accept"));
    let to = requests.html.split("action=\"/requests/collections/").nth(1).unwrap().split('?').next().unwrap();
    ana.submit(&requests, &format!("/requests/collections/{to}?_method=put"), &[]).await.expect(200);
    let accept = eve.hears("consent", |told| told["type"] == "Accept").await;
    assert_eq!(accept["object"]["object"], json!(library));

    let (status, body) = eve.get(&first).await;
    let page: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((status, funkwhale::of_library_page(&page)), (200, none()));
    let item = &page["items"][0];
    let (status, document) = eve.get(item["id"].as_str().unwrap()).await;
    assert_eq!((status, serde_json::from_slice::<Value>(&document).unwrap()["library"].clone()), (200, json!(library)));
    let sound = item["url"][0]["href"].as_str().unwrap();
    let (status, sent) = eve.get(sound).await;
    assert_eq!((status, sent), (200, std::fs::read(shelf.join("1.flac")).unwrap()));
    assert_eq!(client().get(sound).send().await.unwrap().status(), 404);
    // Her key is known, and she is nobody to Ana.
    assert_eq!(mallory.deliver(&inbox, &mallory.activity("Like", "1", json!(item["id"]))).await.unwrap(), 202);
    eventually("mallory is known", async || (mallory.get(&first).await.0 == 404).then_some(())).await;
    assert_eq!(mallory.get(sound).await.0, 404);

    // What is new reaches her once, in the library.
    record(&shelf.join("2.flac"), 2, 600, &[("title", "Encore"), ("artist", "Ana"), ("album", "Nous")]);
    import(&server, &shelf, "ana", &["--visibility", "followers"]);
    let create = eve.hears("a new track", |told| told["type"] == "Create").await;
    assert!(is_library(&create, &library), "{create}");
    let held = eve.told().iter().filter(|told| told["type"] == "Create").count();
    assert_eq!(held, 1);
    let page = ana.open(&server.stall("music", "/libraries")).await;
    ana.submit(&page, &format!("/requests/collections/{to}?_method=delete"), &[]).await.expect(200);
    eve.hears("no more", |told| told["type"] == "Reject").await;
    assert_eq!((eve.get(&first).await.0, eve.get(sound).await.0), (404, 404));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_of_theirs_is_heard_here() {
    let (server, eve) = (Server::start(Options::named("music-their-library")).await, Peer::open("funkwhale"));
    let (ana, bob) = (member(&server, "ana").await, member(&server, "bob").await);
    let id = actor(&server, "ana").await;
    let at = "/federation/music/libraries/1";
    let sound = Path::new("theirs/1.flac");
    record(&server.path("theirs").join(sound), 2, 300, &[]);
    let bytes = std::fs::read(server.path("theirs").join(sound)).unwrap();
    let shelved = |number: u32, name: &str| {
        let now = chrono::Utc::now().to_rfc3339();
        let artist =
            json!({"type": "Artist", "id": eve.url("/federation/music/artists/1"), "name": "Lab", "published": now});
        json!({
            "type": "Audio", "id": eve.url(&format!("/federation/music/uploads/{number}")), "library": eve.url(at),
            "name": format!("{name} - Lab - Lab"), "published": now, "bitrate": 320_000, "size": 123, "duration": 2, "to": "",
            "attributedTo": eve.id(),
            "url": [
                {"type": "Link", "mediaType": "audio/flac", "href": eve.url(&format!("/listen/{number}"))},
                {"type": "Link", "mediaType": "text/html", "href": eve.url(&format!("/library/tracks/{number}"))},
            ],
            "track": {"type": "Track", "id": eve.url(&format!("/federation/music/tracks/{number}")), "name": name, "published": now,
                "position": number, "disc": 1, "artists": [artist], "album": {"type": "Album",
                "id": eve.url("/federation/music/albums/1"), "name": "Lab sessions", "published": now, "artists": [artist]}},
        })
    };
    let context = json!(["https://www.w3.org/ns/activitystreams", "https://funkwhale.audio/ns"]);
    let part = |number: u32| eve.url(&format!("{at}/page/{number}"));
    let head = json!({"@context": context, "type": "Library", "id": eve.url(at), "name": "Eve’s shelf", "summary": "<p>Mine.</p>",
        "attributedTo": eve.id(), "actor": eve.id(), "audience": "", "followers": eve.url(&format!("{at}/followers")),
        "totalItems": 2, "first": part(1), "last": part(2)});
    eve.serve(at, "application/activity+json", head.to_string());
    for (number, name) in [(1, "First"), (2, "Second")] {
        let path = format!("{at}/page/{number}");
        let mut page = json!({"@context": context, "type": "CollectionPage", "id": part(number), "partOf": eve.url(at),
            "first": part(1), "last": part(2), "totalItems": 2, "attributedTo": eve.id(), "items": [shelved(number, name)]});
        if number == 1 {
            page["next"] = json!(part(2));
        }
        eve.serve(&path, "application/activity+json", page.to_string());
        eve.confine(&path, &id);
        eve.serve(&format!("/listen/{number}"), "audio/flac", &bytes);
        eve.confine(&format!("/listen/{number}"), &id);
    }

    let found = ana.open(&server.stall("music", &format!("/find?q={}", eve.url(at)))).await;
    ana.submit(&found, "/libraries", &[("url", &eve.url(at))]).await.expect(200);
    let follow = eve.hears("a follow", |told| told["type"] == "Follow").await;
    assert_eq!(
        (&follow["object"], &follow["to"], &follow["actor"]),
        (&json!(eve.url(at)), &json!([eve.id()]), &json!(id))
    );
    let page = ana.open(&server.stall("music", "/libraries")).await;
    assert!(page.says("Eve’s shelf"), "{}", page.html);
    // Funkwhale makes the ids of its answer of whoever asked.
    let embedded = json!({"type": "Follow", "id": format!("{id}#follows/7"), "actor": id, "object": eve.url(at)});
    let accept = json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Accept",
        "id": format!("{id}#follows/7/accept"), "actor": eve.id(), "object": embedded, "to": [id]});
    let inbox = format!("{id}/inbox");
    assert_eq!(eve.deliver(&inbox, &accept).await.unwrap(), 202);
    let shelf = ana.until(&server.stall("music", "/"), "the album", |page| page.says("Lab sessions")).await;
    let album = shelf.html.split("href=\"/albums/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let at_album = server.stall("music", &format!("/albums/{album}"));
    let album = ana.until(&at_album, "both tracks", |page| page.says("First") && page.says("Second")).await;
    let files: Vec<String> =
        album.html.split("data-src=\"").skip(1).map(|part| part.split('"').next().unwrap().to_owned()).collect();
    assert_eq!(files.len(), 2);
    for file in &files {
        assert_eq!(ana.get(&server.stall("music", file)).await.status, 200, "{file}");
        assert_eq!(bob.get(&server.stall("music", file)).await.status, 404, "nobody asked for him");
    }
    assert_eq!(bob.get(&at_album).await.status, 404);
    assert!(!bob.open(&server.stall("music", "/")).await.says("Lab sessions"));

    let mut create = eve.activity("Create", "create-3", shelved(3, "Third"));
    create["to"] = json!([eve.url(&format!("{at}/followers"))]);
    assert_eq!(eve.deliver(&inbox, &create).await.unwrap(), 202);
    ana.until(&at_album, "the third", |page| page.says("Third")).await;
    let delete = json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Delete", "actor": eve.id(),
        "to": [eve.url(&format!("{at}/followers"))],
        "object": {"type": "Audio", "id": [shelved(1, "")["id"], shelved(3, "")["id"]]}});
    assert_eq!(eve.deliver(&inbox, &delete).await.unwrap(), 202);
    ana.until(&at_album, "two are gone", |page| !page.says("First") && !page.says("Third") && page.says("Second"))
        .await;

    let page = ana.open(&server.stall("music", "/libraries")).await;
    let library = page.html.split("href=\"/libraries/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    ana.submit(&page, &format!("/libraries/{library}?_method=delete"), &[]).await.expect(200);
    let undo = eve.hears("no more", |told| told["type"] == "Undo").await;
    assert_eq!((&undo["to"], &undo["object"]["object"]), (&json!([eve.id()]), &json!(eve.url(at))));
    assert_eq!(ana.get(&at_album).await.status, 404);
    assert_eq!(ana.get(&server.stall("music", &files[1])).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_that_goes_is_told_as_one_list_to_who_takes_one() {
    let server = Server::start(Options::named("music-lists")).await;
    let (eve, mel) = (Peer::open("funkwhale"), Peer::open("mastodon"));
    eve.runs("funkwhale");
    mel.runs("mastodon");
    let ana = member(&server, "ana").await;
    let inbox = format!("{}/inbox", actor(&server, "ana").await);
    for peer in [&eve, &mel] {
        let follow = peer.activity("Follow", "1", json!(inbox.trim_end_matches("/inbox")));
        assert_eq!(peer.deliver(&inbox, &follow).await.unwrap(), 202);
        peer.hears("consent", |told| told["type"] == "Accept").await;
        eventually("what it runs is known", async || (peer.asked("/nodeinfo/2.0") > 0).then_some(())).await;
    }
    let shelf = server.path("lampions");
    for (number, title) in [(1, "Un"), (2, "Deux")] {
        record(&shelf.join(format!("{number}.flac")), 2, 300 * number, &[("title", title), ("album", "Été")]);
    }
    import(&server, &shelf, "ana", &["--visibility", "public"]);
    let deleted = |peer: &Peer| peer.told().into_iter().filter(|told| told["type"] == "Delete").collect::<Vec<_>>();
    for title in ["Un", "Deux"] {
        for peer in [&eve, &mel] {
            peer.hears(title, |told| told["type"] == "Create" && told["object"]["name"] == title).await;
        }
    }
    let albums = ana.open(&server.stall("music", "/?by=mine")).await;
    let album = albums.html.split("href=\"/albums/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let edit = ana.open(&server.stall("music", &format!("/albums/{album}/edit"))).await;
    ana.submit(&edit, &format!("/albums/{album}?_method=delete"), &[]).await.expect(200);
    let list = eve.hears("a list", |told| told["type"] == "Delete").await;
    assert_eq!((&list["object"]["type"], list["object"]["id"].as_array().unwrap().len()), (&json!("Audio"), 2));
    eventually("one for each", async || (deleted(&mel).len() == 2).then_some(())).await;
    assert!(deleted(&mel).iter().all(|told| told["object"]["type"] == "Tombstone"));
    assert_eq!(deleted(&eve).len(), 1);
}
