//! Stories: who sees them on which way, what is said to them, how they end; and how servers of Pixelfed take and give them.

use reqwest::Method;
use serde_json::{Value, json};
use tests::wait::eventually;
use tests::{Browser, Options, Page, Peer, Program, Server};
use url::Url;

/// An upright photograph that differs from others by its number.
fn photograph(number: u8) -> Vec<u8> {
    let paint = |x: u32, y: u32| image::Rgb([(x / 3 % 256) as u8, number, (y / 3 % 256) as u8]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(180, 320, paint).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// A member with a browser at the photos stall and a program.
struct Person {
    browser: Browser,
    program: Program,
}

impl Person {
    async fn new(server: &Server, name: &str) -> Self {
        server.account(name);
        let browser = Browser::new();
        browser.log_in(server, name).await;
        browser.open(&server.square("/log-in?site=photos&next=/")).await;
        Self { browser, program: Program::at(server, name, "photos") }
    }

    /// Shows a story, and returns the page where it is seen.
    async fn shows(&self, server: &Server, name: &str, number: u8, caption: &str) -> String {
        let picture = self.program.upload(&photograph(number), "").await;
        let page = self.browser.open(&server.stall("photos", "/stories/new")).await;
        let fields = [
            ("attached[media]", picture.as_str()),
            ("attached[alt]", "A lantern"),
            ("caption", caption),
            ("seconds", "7"),
            ("action", "publish"),
        ];
        let page = self.browser.submit(&page, "/stories", &fields).await.expect(200);
        assert!(page.says("Your story is shown"), "{}", page.html);
        self.browser.open(&server.stall("photos", &format!("/@{name}/stories"))).await.url
    }
}

fn path(address: &str) -> String {
    Url::parse(address).unwrap().path().to_owned()
}

/// The address of the picture that a story shows.
fn picture(page: &Page) -> String {
    let figure = page.html.split("<figure>").nth(1).expect("a picture");
    let source = figure.split(" src=\"").nth(1).unwrap().split('"').next().unwrap();
    Url::parse(&page.url).unwrap().join(&source.replace("&amp;", "&")).unwrap().into()
}

async fn status(browser: &Browser, address: &str) -> u16 {
    browser.send(Method::GET, &Url::parse(address).unwrap(), &[]).await.status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_see_a_story_for_a_day_and_say_what_they_think() {
    let server = Server::start(Options::default()).await;
    let (ana, bob, chloe) =
        (Person::new(&server, "ana").await, Person::new(&server, "bob").await, Person::new(&server, "chloe").await);
    let stranger = Browser::new();
    let home = server.stall("photos", "/");
    bob.program.post(&format!("/api/v1/accounts/{}/follow", ana.program.id().await), json!({})).await.expect(200);
    assert!(!bob.browser.open(&home).await.says("/@ana/stories"), "nothing to see yet");

    // A page without a picture says so; one with too long a caption keeps the picture.
    let form = ana.browser.open(&server.stall("photos", "/stories/new")).await;
    let refused = ana.browser.submit(&form, "/stories", &[("action", "publish"), ("seconds", "5")]).await.expect(422);
    assert!(refused.says("Choose at least one picture"), "{}", refused.html);

    let story = ana.shows(&server, "ana", 1, "Lanterns & ladders").await;
    let page = ana.browser.open(&story).await;
    assert!(page.says("Lanterns &amp; ladders") && page.says("Not seen yet") && page.says("data-seconds=\"7\""));
    let file = picture(&page);

    // Who follows sees it, on the page and by its file; for the others there is no such thing.
    let tray = bob.browser.open(&home).await;
    assert!(tray.says("href=\"/@ana/stories\"") && tray.says("story-ring new"), "{}", tray.html);
    assert_eq!(status(&bob.browser, &file).await, 200);
    let seen = bob.browser.open(&story).await;
    assert!(seen.says("Lanterns &amp; ladders") && !seen.says("Seen by") && !seen.says("onlookers"));
    assert!(!bob.browser.open(&home).await.says("story-ring new"), "the ring says what is new");
    for (who, browser) in [("member", &chloe.browser), ("stranger", &stranger)] {
        assert_eq!(status(browser, &file).await, 404, "{who}");
        assert!(!browser.open(&home).await.says("/@ana/stories"), "{who}");
        for address in ["/@ana", "/@ana/feed.atom", "/discover", "/search?q=Lanterns", "/places"] {
            assert!(!browser.get(&server.stall("photos", address)).await.says("ladders"), "{who} at {address}");
        }
    }
    assert_eq!(status(&chloe.browser, &story).await, 404);
    assert_eq!(status(&stranger, &story).await, 303, "to the log-in, as everywhere");
    let statuses = format!("/api/v1/accounts/{}/statuses", ana.program.id().await);
    assert_eq!(bob.program.get(&statuses).await.expect(200), json!([]), "it is no status");
    let uri = server.stall("photos", &format!("/stories/{}", path(&story).rsplit('/').next().unwrap()));
    assert_eq!(status(&bob.browser, &uri).await, 404, "without its secret there is nothing to fetch");

    // What is said to it comes as a message.
    bob.browser.submit(&seen, &format!("{}/likes", path(&story)), &[]).await.expect(200);
    let liked = bob.browser.open(&story).await;
    assert!(liked.says("You like it"), "{}", liked.html);
    bob.browser.submit(&liked, &format!("{}/answers", path(&story)), &[("text", "Where is that?")]).await.expect(200);
    let messages = ana.browser.open(&server.stall("photos", "/direct")).await;
    assert!(messages.says("Where is that?"), "{}", messages.html);
    let onlookers = ana.browser.open(&format!("{story}/onlookers")).await;
    assert!(onlookers.says("@bob") && onlookers.says("likes it"), "{}", onlookers.html);
    assert_eq!(status(&bob.browser, &format!("{story}/onlookers")).await, 404, "for its author alone");

    // One after the other, by links.
    let second = ana.shows(&server, "ana", 2, "Second").await;
    let second = format!("{}/{}", second.rsplit_once('/').unwrap().0, newest(&ana.browser, &story).await);
    let page = bob.browser.open(&server.stall("photos", "/@ana/stories")).await;
    assert_eq!(page.url, second, "one goes on with what is new");
    assert!(page.says("rel=\"prev\"") && page.says("2 of 2"));

    // Its author takes it back: it is gone with its file.
    let page = ana.browser.open(&story).await;
    let gone = ana.browser.submit(&page, &format!("{}?_method=delete", path(&story)), &[]).await.expect(200);
    assert!(gone.says("The story is gone"), "{}", gone.html);
    assert_eq!(status(&bob.browser, &story).await, 404);
    assert_eq!(status(&bob.browser, &file).await, 404);
}

/// The number of the story that follows another.
async fn newest(browser: &Browser, story: &str) -> String {
    let page = browser.open(story).await;
    let next = page.html.split("rel=\"next\" href=\"").nth(1).expect("another one").split('"').next().unwrap();
    next.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reported_story_can_be_removed_by_moderators() {
    let server = Server::start(Options::default()).await;
    let (ana, bob, mia) =
        (Person::new(&server, "ana").await, Person::new(&server, "bob").await, Person::new(&server, "mia").await);
    server.does(&["account", "role", "mia", "moderator"], "");
    bob.program.post(&format!("/api/v1/accounts/{}/follow", ana.program.id().await), json!({})).await.expect(200);
    let story = ana.shows(&server, "ana", 1, "Fie").await;
    assert_eq!(status(&mia.browser, &story).await, 404, "moderators do not follow everybody");
    let form = bob.browser.open(&format!("{story}/report")).await;
    let to = format!("{}/report", path(&story));
    bob.browser.submit(&form, &to, &[("comment", "Look at that")]).await.expect(200);
    let page = mia.browser.open(&story).await;
    assert!(page.says("Fie") && page.says("Remove this story"), "{}", page.html);
    assert_eq!(status(&mia.browser, &picture(&page)).await, 200);
    assert!(ana.browser.open(&story).await.says("Not seen yet"), "that does not count");
    mia.browser.submit(&page, &format!("{}?_method=delete", path(&story)), &[]).await.expect(200);
    assert_eq!(status(&bob.browser, &story).await, 404);
}

/// A server that says it is Pixelfed, whose one actor follows ana.
async fn pixelfed(server: &Server, ana: &Person) -> Peer {
    let peer = Peer::open("pix");
    peer.runs("pixelfed");
    let handle = server.handle_at("photos", "ana");
    let resource = server.stall("photos", &format!("/.well-known/webfinger?resource=acct:{handle}"));
    let found: Value = serde_json::from_str(&Browser::new().open(&resource).await.html).unwrap();
    let links = found["links"].as_array().unwrap();
    let id = links.iter().find(|link| link["rel"] == "self").unwrap()["href"].as_str().unwrap().to_owned();
    let follow = peer.activity("Follow", "follow", json!(id));
    assert_eq!(peer.deliver(&format!("{id}/inbox"), &follow).await.unwrap(), 202);
    peer.hears("the follow is accepted", |told| told["type"] == "Accept").await;
    // What it runs is asked for, and known when the administrator sees it.
    let _ = ana;
    server.does(
        &["account", "create", "olga", "--email", "o@mail.example", "--role", "owner", "--password-stdin"],
        &tests::server::password("olga"),
    );
    let olga = Browser::new();
    olga.log_in(server, "olga").await;
    olga.until(&server.square("/admin/peers"), "what the peer runs", |page| page.says("pixelfed")).await;
    peer
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_at_pixelfed_are_told_of_a_story_and_fetch_it_with_its_secret() {
    let server = Server::start(Options::default()).await;
    let ana = Person::new(&server, "ana").await;
    let peer = pixelfed(&server, &ana).await;
    let nodeinfo: Value =
        serde_json::from_str(&Browser::new().open(&server.stall("photos", "/nodeinfo/2.0")).await.html).unwrap();
    assert_eq!(nodeinfo["metadata"]["config"]["features"]["stories"], true, "{nodeinfo}");

    let story = ana.shows(&server, "ana", 1, "Lanterns").await;
    let told = peer.hears("a story", |told| told["type"] == "Add").await;
    let (id, inbox) = (told["object"]["id"].as_str().unwrap(), format!("{}/inbox", told["actor"].as_str().unwrap()));
    assert_eq!(told["object"]["type"], "Story");
    let bear = told["object"]["object"].as_str().unwrap();
    let (token, address) = bear.strip_prefix("bear:?t=").unwrap().split_once("&u=").unwrap();
    assert_eq!(address, id);

    let fetch = async |token: &str| {
        let request = tests::browser::client()
            .get(address)
            .header("accept", "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");
        let answer = request.header("authorization", format!("Bearer {token}")).send().await.unwrap();
        (answer.status().as_u16(), serde_json::from_slice::<Value>(&answer.bytes().await.unwrap()).unwrap_or_default())
    };
    let (status_of, document) = fetch(token).await;
    assert_eq!((status_of, &document["type"], &document["duration"]), (200, &json!("Story"), &json!(7)), "{document}");
    assert_eq!((&document["can_reply"], &document["can_react"]), (&json!(true), &json!(true)));
    let file = document["attachment"]["url"].as_str().unwrap();
    assert_eq!(document["attachment"]["mediaType"], "image/jpeg");
    assert_eq!(status(&Browser::new(), file).await, 200);
    assert_eq!(fetch("wrong").await.0, 404);
    assert_eq!(status(&Browser::new(), address).await, 404);

    // What its followers do there comes back.
    let mut view = peer.activity("View", "view", json!({ "type": "Story", "object": id }));
    view["to"] = told["actor"].clone();
    assert_eq!(peer.deliver(&inbox, &view).await.unwrap(), 202);
    ana.browser.until(&format!("{story}/onlookers"), "eve has seen it", |page| page.says("Eve")).await;
    for (kind, name, content) in
        [("Story:Reaction", "reaction", "🔥"), ("Story:Reply", "reply", "Where is <b>that</b>?")]
    {
        let said = json!({
            "@context": "https://www.w3.org/ns/activitystreams", "id": peer.url(&format!("/stories/{name}")), "type": kind,
            "actor": peer.id(), "to": told["actor"], "inReplyTo": id, "content": content,
        });
        assert_eq!(peer.deliver(&inbox, &said).await.unwrap(), 202);
    }
    let direct = server.stall("photos", "/direct");
    ana.browser.until(&direct, "what eve says", |page| page.says("Where is that?")).await;
    ana.browser.until(&format!("{story}/onlookers"), "eve likes it", |page| page.says("likes it")).await;

    let page = ana.browser.open(&story).await;
    ana.browser.submit(&page, &format!("{}?_method=delete", path(&story)), &[]).await.expect(200);
    let over = peer.hears("it is over", |told| told["type"] == "Delete").await;
    assert_eq!((&over["object"]["type"], &over["object"]["id"]), (&json!("Story"), &json!(id)));
    assert_eq!(fetch(token).await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_of_pixelfed_is_fetched_seen_and_answered() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let peer = pixelfed(&server, &ana).await;
    let found = eventually("eve is found", async || {
        let path = format!("/api/v2/search?q={}&resolve=true&type=accounts", peer.actor_handle());
        ana.program.get(&path).await.expect(200)["accounts"][0]["id"].as_str().map(str::to_owned)
    });
    let eve = found.await;
    ana.program.post(&format!("/api/v1/accounts/{eve}/follow"), json!({})).await.expect(200);
    let follow = peer.hears("a follow", |told| told["type"] == "Follow").await;
    let inbox = format!("{}/inbox", follow["actor"].as_str().unwrap());
    let accept = peer.activity("Accept", "accept", follow.clone());
    assert_eq!(peer.deliver(&inbox, &accept).await.unwrap(), 202);

    let id = peer.url("/stories/eve/9");
    let now = chrono::Utc::now();
    let document = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": "Story", "attributedTo": peer.id(),
        "to": [format!("{}/followers", peer.id())], "cc": [], "published": now.to_rfc3339(),
        "expiresAt": (now + chrono::TimeDelta::hours(24)).to_rfc3339(), "duration": 9, "can_reply": true, "can_react": true,
        "attachment": { "type": "Image", "url": peer.url("/9.jpg"), "mediaType": "image/jpeg" },
    });
    peer.serve("/stories/eve/9", "application/activity+json", document.to_string());
    peer.serve("/9.jpg", "image/jpeg", photograph(9));
    let told = json!({ "id": id, "type": "Story", "object": format!("bear:?t=abc123&u={id}") });
    assert_eq!(peer.deliver(&inbox, &peer.activity("Add", "story", told.clone())).await.unwrap(), 202);

    let home = server.stall("photos", "/");
    let theirs = format!("/@{}/stories", peer.actor_handle());
    ana.browser.until(&home, "the story of eve", |page| page.says(&theirs)).await;
    assert_eq!(peer.shown("/stories/eve/9").as_deref(), Some("Bearer abc123"));
    assert_eq!(peer.shown("/9.jpg"), None, "the secret is for the story alone");
    let page = ana.browser.open(&server.stall("photos", &theirs)).await;
    assert!(page.says("data-seconds=\"9\""), "{}", page.html);
    assert_eq!(status(&ana.browser, &picture(&page)).await, 200);
    assert_eq!(status(&bob.browser, &page.url).await, 404, "bob does not follow her");
    let seen = peer.hears("she was seen", |told| told["type"] == "View").await;
    assert_eq!(seen["object"], json!({ "type": "Story", "object": id }));
    let at = path(&page.url);
    ana.browser.submit(&page, &format!("{at}/likes"), &[]).await.expect(200);
    let liked = peer.hears("a heart", |told| told["type"] == "Story:Reaction").await;
    assert_eq!((&liked["to"], &liked["inReplyTo"]), (&json!(peer.id()), &json!(id)));
    ana.browser.submit(&page, &format!("{at}/answers"), &[("text", "How pretty")]).await.expect(200);
    let answer = peer.hears("an answer", |told| told["type"] == "Story:Reply").await;
    assert_eq!((&answer["content"], &answer["to"]), (&json!("How pretty"), &json!(peer.id())));
    assert!(ana.browser.open(&server.stall("photos", "/direct")).await.says("How pretty"));
    assert!(peer.told().iter().all(|told| told["type"] != "Create"), "nothing is said twice");

    // A secret is shown to its author's server alone.
    let elsewhere = Peer::open("trap");
    let astray = json!({ "id": peer.url("/stories/eve/10"), "type": "Story",
        "object": format!("bear:?t=abc123&u={}", elsewhere.url("/stories/eve/10")) });
    assert_eq!(peer.deliver(&inbox, &peer.activity("Add", "astray", astray)).await.unwrap(), 202);
    let over = json!({ "id": id, "type": "Story" });
    assert_eq!(peer.deliver(&inbox, &peer.activity("Delete", "over", over)).await.unwrap(), 202);
    ana.browser.until(&home, "it is over", |page| !page.says(&theirs)).await;
    assert_eq!(elsewhere.asked("/stories/eve/10"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_show_stories_and_look_at_them() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let none = ana.program.get("/api/v1.1/stories/carousel").await.expect(200);
    assert_eq!(none, json!({ "self": [], "nodes": [] }));
    assert_eq!(ana.program.get("/api/v1.1/stories/self-carousel").await.expect(200)["self"]["nodes"], json!([]));
    assert_eq!(Program::of(&server, "ana").get("/api/v1.1/stories/carousel").await.status, 404, "not at the microblog");
    bob.program.post(&format!("/api/v1/accounts/{}/follow", ana.program.id().await), json!({})).await.expect(200);
    let picture = ana.program.upload(&photograph(3), "A lantern").await;
    let wanted = json!({ "media_id": picture, "duration": 9, "can_reply": true, "can_react": true });
    let long = json!({ "media_id": picture, "duration": 90, "can_reply": true, "can_react": true });
    ana.program.post("/api/v1.1/stories/publish", long).await.expect(422);
    ana.program.post("/api/v1.1/stories/publish", wanted.clone()).await.expect(200);
    ana.program.post("/api/v1.1/stories/publish", wanted).await.expect(422);

    let shown = bob.program.get("/api/v1.1/stories/carousel").await.expect(200);
    let (reel, node) = (&shown["nodes"][0], &shown["nodes"][0]["nodes"][0]);
    assert_eq!((&reel["user"]["username"], &reel["seen"]), (&json!("ana"), &json!(false)), "{shown}");
    assert_eq!((&node["type"], &node["duration"], &node["seen"]), (&json!("photo"), &json!(9), &json!(false)));
    assert_eq!(status(&Browser::new(), node["src"].as_str().unwrap()).await, 200);
    let id = node["id"].as_str().unwrap();
    bob.program.post("/api/v1.1/stories/seen", json!({ "id": id })).await.expect(200);
    bob.program.post("/api/v1.1/stories/comment", json!({ "sid": id, "caption": "Oh!" })).await.expect(200);
    let flat = bob.program.get("/api/v1.2/stories/carousel").await.expect(200);
    assert_eq!(
        (&flat["nodes"][0]["hasViewed"], &flat["nodes"][0]["stories"][0]["duration"]),
        (&json!(true), &json!(9000))
    );
    let own = ana.program.get("/api/v1.2/stories/carousel").await.expect(200);
    assert!(own["nodes"][0]["id"].as_str().unwrap().starts_with("self:"), "{own}");
    assert_eq!(own["nodes"][0]["stories"][0]["view_count"], 1);
    let viewers = ana.program.get(&format!("/api/v1.2/stories/viewers?sid={id}")).await.expect(200);
    assert_eq!(viewers["data"][0]["username"], "bob");
    bob.program.get(&format!("/api/v1.2/stories/viewers?sid={id}")).await.expect(404);
    bob.program.post(&format!("/api/v1.1/stories/self-expire/{id}"), json!({})).await.expect(404);
    ana.program.post(&format!("/api/v1.1/stories/self-expire/{id}"), json!({})).await.expect(200);
    bob.program.post("/api/v1.1/stories/seen", json!({ "id": id })).await.expect(404);
}
