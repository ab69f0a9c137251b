//! A stall as programs meet it: what it says of itself, its rules, its emoji, what it talks about.

use serde_json::{Value, json};
use tests::program::Program;
use tests::{Options, Server};

async fn begin() -> (Server, Program) {
    let server = Server::start(Options { registration: "approval", ..Options::default() }).await;
    server.does(
        &["account", "create", "olga", "--email", "olga@mail.example", "--role", "owner", "--password-stdin"],
        &tests::server::password("olga"),
    );
    let nobody = Program::of_nobody(&server);
    (server, nobody)
}

/// The value at a path in a document.
fn at<'v>(document: &'v Value, pointer: &str) -> &'v Value {
    document.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing in {document}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stall_says_what_clients_cannot_do_without() {
    let (server, nobody) = begin().await;
    let told = nobody.get("/api/v2/instance").await.expect(200);
    let version = at(&told, "/version").as_str().unwrap();
    assert!(version.starts_with("4.5.0+kermesse-") && !version.contains("glitch"), "{version}");
    assert_eq!(at(&told, "/domain"), &json!(format!("microblog.{}", server.domain())));
    assert_eq!(at(&told, "/api_versions"), &json!({"mastodon": 7, "kermesse": 1}));
    assert_eq!(at(&told, "/configuration/urls/streaming"), &json!(format!("ws://microblog.{}", server.domain())));
    let key = at(&told, "/configuration/vapid/public_key").as_str().unwrap();
    assert_eq!(key.len(), 87, "an uncompressed point in base64url");
    assert_eq!(at(&told, "/configuration/statuses/max_characters"), &json!(5000));
    assert_eq!(at(&told, "/configuration/statuses/characters_reserved_per_url"), &json!(23));
    assert_eq!(at(&told, "/registrations/enabled"), &json!(true));
    assert_eq!(at(&told, "/registrations/approval_required"), &json!(true));
    assert_eq!(at(&told, "/configuration/translation/enabled"), &json!(false));
    for pointer in [
        "/title",
        "/description",
        "/languages/0",
        "/contact/email",
        "/rules",
        "/configuration/polls/max_expiration",
        "/configuration/media_attachments/supported_mime_types/0",
        "/configuration/timelines_access/live_feeds/local",
        "/usage/users/active_month",
        "/source_url",
        "/icon/0/src",
    ] {
        assert!(!at(&told, pointer).is_null(), "{pointer}");
    }
    let thumbnail = at(&told, "/thumbnail/url").as_str().unwrap();
    let picture = tests::browser::client().get(thumbnail).send().await.unwrap();
    assert_eq!(picture.status(), 200);
    assert_eq!(picture.headers()["content-type"], "image/png");

    let old = nobody.get("/api/v1/instance/").await.expect(200);
    assert_eq!(at(&old, "/uri"), at(&told, "/domain"));
    assert_eq!(at(&old, "/stats/user_count"), &json!(1));
    assert_eq!(at(&old, "/urls/streaming_api"), at(&told, "/configuration/urls/streaming"));
    // The key stays when the server starts anew: programs that subscribed with it would be lost.
    let mut server = server;
    server.stop();
    server.launch().await;
    let again = nobody.get("/api/v2/instance").await.expect(200);
    assert_eq!(at(&again, "/configuration/vapid/public_key"), &json!(key));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_else_is_asked_of_a_stall_is_answered() {
    let (server, nobody) = begin().await;
    assert_eq!(nobody.get("/api/v1/instance/peers").await.expect(200), json!([]));
    let weeks = nobody.get("/api/v1/instance/activity").await.expect(200);
    assert_eq!(weeks.as_array().unwrap().len(), 12);
    assert!(at(&weeks, "/0/week").as_str().unwrap().parse::<i64>().is_ok());
    assert!(at(&nobody.get("/api/v1/instance/privacy_policy").await.expect(200), "/content").is_string());
    assert!(at(&nobody.get("/api/v1/instance/extended_description").await.expect(200), "/content").is_string());
    nobody.get("/api/v1/instance/terms_of_service").await.expect(404);
    assert_eq!(nobody.get("/api/v1/instance/translation_languages").await.expect(200), json!({}));
    assert!(nobody.get("/api/v1/instance/languages").await.expect(200).as_array().unwrap().len() > 20);
    assert_eq!(nobody.get("/api/v1/custom_emojis").await.expect(200), json!([]));

    server.does(&["domain", "block", "bad.example"], "");
    nobody.get("/api/v1/instance/domain_blocks").await.expect(404);
    let blocks = Program::of(&server, "olga").get("/api/v1/instance/domain_blocks").await.expect(200);
    assert_eq!(at(&blocks, "/0/domain"), &json!("bad.example"));
    assert_eq!(at(&blocks, "/0/severity"), &json!("suspend"));
    assert_eq!(at(&blocks, "/0/digest").as_str().unwrap().len(), 64);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_told_in_every_language_that_they_have() {
    let (server, nobody) = begin().await;
    let olga = tests::Browser::new();
    olga.log_in(&server, "olga").await;
    let page = olga.open(&server.square("/admin/rules")).await;
    let fields = [
        ("text", "Be kind."),
        ("hint", "Behind every name is a person."),
        ("translations[fr][text]", "Soyez aimables."),
        ("translations[fr][hint]", "Derrière chaque nom, il y a quelqu’un."),
    ];
    olga.submit(&page, "/admin/rules", &fields).await.expect(200);
    let rules = nobody.get("/api/v1/instance/rules").await.expect(200);
    assert_eq!(at(&rules, "/0/text"), &json!("Be kind."));
    assert_eq!(at(&rules, "/0/hint"), &json!("Behind every name is a person."));
    assert_eq!(at(&rules, "/0/translations/fr/text"), &json!("Soyez aimables."));
    assert_eq!(at(&nobody.get("/api/v2/instance").await.expect(200), "/rules"), &rules);

    let client = tests::browser::client();
    let read = async |language: &str| {
        let page = client.get(server.square("/rules")).header("accept-language", language).send().await.unwrap();
        page.text().await.unwrap()
    };
    assert!(read("fr").await.contains("Soyez aimables."));
    assert!(read("en").await.contains("Be kind."));
}

#[tokio::test(flavor = "multi_thread")]
async fn trends_are_what_members_used() {
    let (server, nobody) = begin().await;
    server.account("bob");
    let (olga, bob) = (Program::of(&server, "olga"), Program::of(&server, "bob"));
    let said = olga.post("/api/v1/statuses", json!({"status": "Waffles! #waffles"})).await.expect(200);
    bob.post("/api/v1/statuses", json!({"status": "Yes #Waffles, and #rain"})).await.expect(200);
    bob.post("/api/v1/statuses", json!({"status": "Psst #secret", "visibility": "private"})).await.expect(200);
    let id = said["id"].as_str().unwrap();
    bob.post(&format!("/api/v1/statuses/{id}/favourite"), json!({})).await.expect(200);

    let tags = nobody.get("/api/v1/trends/tags?limit=1").await;
    assert!(tags.links.contains("offset=1") && tags.links.contains("rel=\"next\""), "{}", tags.links);
    let tags = tags.expect(200);
    assert_eq!(tags.as_array().unwrap().len(), 1);
    assert_eq!(at(&tags, "/0/name"), &json!("waffles"));
    assert_eq!(at(&tags, "/0/history/0/accounts"), &json!("2"));
    assert_eq!(at(&tags, "/0/history").as_array().unwrap().len(), 7);
    let all = nobody.get("/api/v1/trends").await.expect(200);
    let names: Vec<_> = all.as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["waffles", "rain"]);
    let statuses = nobody.get("/api/v1/trends/statuses").await.expect(200);
    assert_eq!(statuses.as_array().unwrap().len(), 1);
    assert_eq!(at(&statuses, "/0/id"), &json!(id));
    assert_eq!(nobody.get("/api/v1/trends/links").await.expect(200), json!([]));
    let mine = olga.get("/api/v1/trends/tags").await.expect(200);
    assert_eq!(at(&mine, "/0/following"), &json!(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_can_be_shown_elsewhere_where_everybody_may_read_it() {
    let (server, nobody) = begin().await;
    let olga = Program::of(&server, "olga");
    let open = olga.post("/api/v1/statuses", json!({"status": "Look <here>"})).await.expect(200);
    let closed = olga.post("/api/v1/statuses", json!({"status": "For you", "visibility": "private"})).await.expect(200);
    let asked = |page: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("url", page).finish();
        format!("/api/oembed?{query}")
    };
    let page = open["url"].as_str().unwrap();
    let embed = nobody.get(&asked(page)).await.expect(200);
    assert_eq!((at(&embed, "/type"), at(&embed, "/version")), (&json!("rich"), &json!("1.0")));
    let html = at(&embed, "/html").as_str().unwrap();
    assert!(html.contains("Look &lt;here&gt;") && html.contains(page) && !html.contains("<script"), "{html}");
    nobody.get(&asked(closed["url"].as_str().unwrap())).await.expect(404);
    nobody.get(&asked("https://elsewhere.example/@olga/1")).await.expect(404);
    nobody.get(&asked("nonsense")).await.expect(404);
    nobody.get("/api/oembed").await.expect(422);
    let shown = tests::Browser::new().open(page).await;
    assert!(shown.says("application/json+oembed") && shown.says("/oembed?url="));
}
