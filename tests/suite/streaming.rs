//! What programs are told as it happens, and what they are not.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use tests::server::password;
use tests::stream::{EventSource, Socket};
use tests::{Browser, Options, Program, Server};
use tokio_tungstenite::tungstenite::Message;

/// How soon a stream must end whose token did.
const AT_ONCE: Duration = Duration::from_secs(1);

struct Club {
    server: Server,
    ana: Program,
    bob: Program,
}

impl Club {
    /// Ana follows Bob.
    async fn open() -> Self {
        let server = Server::start(Options::default()).await;
        server.account("bob");
        server.member("ana").await.follow_actor(&server, &server.handle("bob")).await;
        let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
        Self { server, ana, bob }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_comes_as_it_happens() {
    let Club { server, ana, bob } = Club::open().await;
    let mut stream = Socket::open(&server, &ana, "?stream=user").await;

    let post = bob.say("The lanterns are up", &[]).await;
    let (name, update) = stream.event("update").await;
    assert_eq!(name, json!(["user"]));
    assert_eq!(update["id"], post);
    assert_eq!(update["account"]["username"], "bob");
    assert!(update["content"].as_str().unwrap().contains("The lanterns are up"));
    assert_eq!(update["favourited"], false, "it is as Ana sees it");

    bob.does(Method::PUT, &format!("/api/v1/statuses/{post}"), &[("status", "The lanterns are lit")]).await;
    let (_, edited) = stream.event("status.update").await;
    assert_eq!(edited["id"], post);
    assert!(edited["content"].as_str().unwrap().contains("lit"));

    let boost = bob.does(Method::POST, &format!("/api/v1/statuses/{post}/reblog"), &[]).await;
    let boost = boost["id"].as_str().unwrap().to_owned();
    let shown = ana.does(Method::GET, "/api/v1/timelines/home", &[]).await;
    if shown[0]["id"] == boost.as_str() {
        assert_eq!(stream.event("update").await.1["reblog"]["id"], post);
    }

    let message = {
        bob.does(Method::DELETE, &format!("/api/v1/statuses/{post}"), &[]).await;
        let mut message = stream.next().await;
        while message["payload"] != post.as_str() {
            message = stream.next().await;
        }
        message
    };
    assert_eq!(message["event"], "delete");
    assert!(message["payload"].is_string(), "the id and nothing around it: {message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_come_to_both_streams_that_have_them() {
    let Club { server, ana, bob } = Club::open().await;
    let mut stream = Socket::open(&server, &ana, "?stream=user:notification").await;
    stream.command(json!({"type": "subscribe", "stream": "user"})).await;
    // The answer to a command that cannot be followed comes after those that were.
    stream.command(json!({"type": "subscribe", "stream": "nothing"})).await;
    assert_eq!(stream.next().await, json!({"error": "Unknown stream type", "status": 400}));
    bob.say("Welcome @ana", &[("visibility", "direct")]).await;
    let mut streams = Vec::new();
    for _ in 0..2 {
        let (name, notification) = stream.event("notification").await;
        assert_eq!(notification["type"], "mention");
        assert_eq!(notification["account"]["username"], "bob");
        assert!(notification["status"]["content"].as_str().unwrap().contains("Welcome"));
        streams.push(name);
    }
    streams.sort_by_key(ToString::to_string);
    assert_eq!(streams, [json!(["user"]), json!(["user:notification"])]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_others_does_not_come() {
    let Club { server, ana: _, bob } = Club::open().await;
    server.account("cy");
    let cy = Program::of(&server, "cy");
    // Cy follows nobody, and looks everywhere.
    let mut stream = Socket::open(&server, &cy, "?stream=user").await;
    for name in ["public", "public:local", "public:remote", "direct", "user:notification"] {
        stream.command(json!({"type": "subscribe", "stream": name})).await;
    }
    stream.command(json!({"type": "subscribe", "stream": "hashtag", "tag": "#Lanterns"})).await;
    stream.command(json!({"type": "subscribe", "stream": "nothing"})).await;
    assert_eq!(stream.next().await["status"], 400);
    let secret = bob.say("For followers #lanterns", &[("visibility", "private")]).await;
    bob.say("@ana for you alone #lanterns", &[("visibility", "direct")]).await;
    bob.does(Method::DELETE, &format!("/api/v1/statuses/{secret}"), &[]).await;
    let open = bob.say("For everybody #lanterns", &[]).await;
    let mut streams = Vec::new();
    for _ in 0..3 {
        let (name, update) = stream.event("update").await;
        assert_eq!(update["id"], open, "{update}");
        streams.push(name);
    }
    streams.sort_by_key(ToString::to_string);
    assert_eq!(streams, [json!(["hashtag", "Lanterns"]), json!(["public"]), json!(["public:local"])]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_what_was_taken_back() {
    let Club { server, ana, bob } = Club::open().await;
    let list = ana.does(Method::POST, "/api/v1/lists", &[("title", "friends")]).await;
    let list = list["id"].as_str().unwrap().to_owned();
    let bobs = bob.id().await;
    ana.does(Method::POST, &format!("/api/v1/lists/{list}/accounts"), &[("account_ids[]", &bobs)]).await;
    let mut stream = Socket::open(&server, &ana, &format!("?stream=list&list={list}")).await;
    stream.command(json!({"type": "subscribe", "stream": "public"})).await;
    stream.command(json!({"type": "unsubscribe", "stream": "public"})).await;
    stream.command(json!({"type": "subscribe", "stream": "hashtag"})).await;
    assert_eq!(stream.next().await, json!({"error": "Missing tag name parameter", "status": 400}));
    bob.say("hello", &[]).await;
    assert_eq!(stream.event("update").await.0, json!(["list", list]));

    // The list is nobody else's.
    let mut foreign = Socket::open(&server, &bob, "").await;
    foreign.command(json!({"type": "subscribe", "stream": "list", "list": list})).await;
    assert_eq!(foreign.next().await, json!({"error": "Not authorized to stream this list", "status": 401}));
    foreign.command(json!({"type": "subscribe", "stream": "list"})).await;
    assert_eq!(foreign.next().await, json!({"error": "Missing list name parameter", "status": 400}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_takes_a_token_with_its_scope() {
    let Club { server, ana, .. } = Club::open().await;
    assert_eq!(Socket::knock(&server, "?stream=public", &[]).await.err(), Some(401));
    assert_eq!(Socket::knock(&server, "?stream=public&access_token=nothing", &[]).await.err(), Some(401));
    let query = format!("?stream=public&access_token={}", ana.token());
    assert!(Socket::knock(&server, &query, &[]).await.is_ok());

    // Browsers have no other way, and hang up where the protocol does not come back.
    let protocol = [("sec-websocket-protocol", ana.token())];
    let (_, response) = Socket::knock(&server, "?stream=public", &protocol).await.ok().unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], ana.token());

    let narrow = Program::with_scopes(&server, "ana", "read:notifications write");
    let mut stream = Socket::open(&server, &narrow, "?stream=user:notification").await;
    for name in ["user", "public", "direct"] {
        stream.command(json!({"type": "subscribe", "stream": name})).await;
        let refused = json!({"error": "Access token does not have the required scopes", "status": 401});
        assert_eq!(stream.next().await, refused, "{name}");
    }
    stream.say(Message::binary(vec![1, 2, 3])).await;
    assert_eq!(stream.closes().await, Some(1003));
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_sent_by_http_too() {
    let Club { server: _server, ana, bob } = Club::open().await;
    let health = ana.request(Method::GET, "/api/v1/streaming/health").send().await.unwrap();
    assert_eq!(health.text().await.unwrap(), "OK");
    let mut home = EventSource::open(&ana, "user").await;
    let mut tag = EventSource::open(&ana, "hashtag?tag=lanterns").await;
    bob.say("in the dark", &[]).await;
    let post = bob.say("with #Lanterns", &[]).await;
    assert_eq!(home.next().await.unwrap().0, "update");
    for source in [&mut home, &mut tag] {
        let (event, status) = source.next().await.unwrap();
        assert_eq!((event.as_str(), status["id"].as_str()), ("update", Some(post.as_str())));
    }
    bob.does(Method::DELETE, &format!("/api/v1/statuses/{post}"), &[]).await;
    let (event, id) = home.next().await.unwrap();
    assert_eq!((event.as_str(), id.to_string()), ("delete", post));
}

/// Changing the password, in the browser, ends every program.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_its_token() {
    let Club { server, ana, .. } = Club::open().await;
    let browser = server.member("cy").await;
    let cy = Program::of(&server, "cy");
    let (mut socket, mut source) =
        (Socket::open(&server, &cy, "?stream=user").await, EventSource::open(&cy, "user").await);
    let mut other = Socket::open(&server, &ana, "?stream=public").await;
    let page = browser.open(&server.square("/settings/security")).await;
    let new = "a-quite-different-lantern";
    let fields = [("current", password("cy")), ("password", new.to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let begun = Instant::now();
    browser.submit(&page, "/settings/password", &fields).await.expect(200);
    assert_eq!(socket.closes().await, Some(1008));
    assert_eq!(source.next().await, None);
    assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
    // Nobody else noticed.
    ana.say("still here", &[]).await;
    assert_eq!(other.event("update").await.0, json!(["public"]));
}

/// From the command line too, which on SQLite writes beside the server: it looks each second.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_when_its_member_is_suspended() {
    let Club { server, ana, .. } = Club::open().await;
    let mut stream = Socket::open(&server, &ana, "?stream=user").await;
    server.does(&["account", "suspend", "ana"], "");
    let begun = Instant::now();
    assert_eq!(stream.closes().await, Some(1008));
    assert!(begun.elapsed() < 3 * AT_ONCE, "{:?}", begun.elapsed());
    let bearer = format!("Bearer {}", ana.token());
    assert_eq!(Socket::knock(&server, "?stream=user", &[("authorization", &bearer)]).await.err(), Some(401));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_does_not_wait_for_streams() {
    let Club { mut server, ana, .. } = Club::open().await;
    let mut stream = Socket::open(&server, &ana, "?stream=user").await;
    let mut source = EventSource::open(&ana, "user").await;
    let begun = Instant::now();
    server.stop();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(stream.closes().await, Some(1001));
    assert_eq!(source.next().await, None);
}

/// On PostgreSQL several nodes serve one club: what is said at one is told at all.
#[tokio::test(flavor = "multi_thread")]
async fn events_cross_nodes() {
    let Club { server, ana, bob } = Club::open().await;
    let Some(node) = server.second_node().await else { return };
    let mut stream = Socket::open(&node, &ana, "?stream=user").await;
    let post = bob.say("from over there", &[]).await;
    assert_eq!(stream.event("update").await.1["id"], post);
    server.does(&["account", "suspend", "ana"], "");
    let begun = Instant::now();
    assert_eq!(stream.closes().await, Some(1008));
    assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
}

/// What the club says comes to whoever looks at what comes home, in their language.
#[tokio::test(flavor = "multi_thread")]
async fn announcements_come_home() {
    let Club { server, ana, .. } = Club::open().await;
    let new = ["account", "create", "olga", "--email", "olga@mail.example", "--role", "owner", "--password-stdin"];
    server.does(&new, &password("olga"));
    let olga = Browser::new();
    olga.log_in(&server, "olga").await;
    let mut stream = Socket::open(&server, &ana, "?stream=user").await;
    let form = olga.open(&server.square("/admin/announcements/new")).await;
    let texts = [("texts[en]", "Waffles on Sunday!"), ("texts[fr]", "Gaufres dimanche !")];
    let list = olga.submit(&form, "/admin/announcements", &texts).await.expect(200);
    let publication = list.html.split('"').find(|word| word.ends_with("/publication")).expect("a button").to_owned();
    olga.submit(&list, &publication, &[]).await.expect(200);
    let (_, said) = stream.event("announcement").await;
    assert!(said["content"].as_str().unwrap().contains("Waffles on Sunday!"), "{said}");
    let id = said["id"].as_str().unwrap();
    let reaction = format!("/api/v1/announcements/{id}/reactions/%F0%9F%8E%AA");
    for (method, count) in [(Method::PUT, 1), (Method::DELETE, 0)] {
        ana.does(method, &reaction, &[]).await;
        let (_, reacted) = stream.event("announcement.reaction").await;
        assert_eq!(reacted, json!({"name": "🎪", "count": count, "announcement_id": id}));
    }
}

/// A program that asks for much is told so.
#[tokio::test(flavor = "multi_thread")]
async fn streams_and_connections_have_a_limit() {
    let Club { server, ana, .. } = Club::open().await;
    let mut stream = Socket::open(&server, &ana, "").await;
    for number in 0..60 {
        stream.command(json!({"type": "subscribe", "stream": "hashtag", "tag": format!("tag{number}")})).await;
    }
    stream.command(json!({"type": "subscribe", "stream": "public"})).await;
    assert_eq!(stream.next().await, json!({"error": "Too many streams", "status": 429}));
    let mut open: Vec<Socket> = vec![stream];
    let refused = loop {
        let bearer = format!("Bearer {}", ana.token());
        match Socket::knock(&server, "?stream=user", &[("authorization", &bearer)]).await {
            Ok((socket, _)) => open.push(socket),
            Err(status) => break status,
        }
        assert!(open.len() < 100, "there is no limit");
    };
    assert_eq!(refused, 429);
    // One that goes makes room.
    open.clear();
    let request = || async {
        let bearer = format!("Bearer {}", ana.token());
        Socket::knock(&server, "?stream=user", &[("authorization", &bearer)]).await.ok()
    };
    tests::eventually("room for another", async || request().await).await;
    let _: Value = ana.does(Method::GET, "/api/v1/timelines/home", &[]).await;
}
