//! Programs of other people's use a club over its client API, as they use a server of Mastodon's: each signs in with the code
//! that a member allows in the browser, and does what its users do with it.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::clients::{club, converse, node_script, python, python_script};
use tests::program::Program;
use tests::{Browser, Options, Server};

/// A club in which ana is in front of a browser and bob has a token.
async fn begin() -> (Server, Browser) {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    server.account("bob");
    (server, ana)
}

/// Also: all that it was sent is of the types that it knows, and has the keys and types that were recorded of Mastodon.
#[tokio::test(flavor = "multi_thread")]
async fn mastodon_py() {
    let (server, ana) = begin().await;
    converse(python_script("mastodon_py.py", &club(&server, &["bob"])), "", &ana).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn masto_js() {
    let (server, ana) = begin().await;
    converse(node_script("masto_js.mjs", &club(&server, &["bob"])), "", &ana).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn megalodon() {
    let (server, ana) = begin().await;
    converse(node_script("megalodon.mjs", &club(&server, &["bob"])), "", &ana).await;
}

/// The command-line client, with a folder for its configuration.
struct Toot<'a> {
    folder: TempDir,
    browser: &'a Browser,
}

impl Toot<'_> {
    /// Runs a command to its end and returns what it printed.
    async fn says(&self, arguments: &[&str], input: &str) -> String {
        println!("$ toot {}", arguments.join(" "));
        let mut command = python();
        command.args(["-m", "toot"]).args(arguments).env("XDG_CONFIG_HOME", self.folder.path());
        command.env("NO_COLOR", "1").env("COLUMNS", "400").current_dir(self.folder.path());
        converse(command, input, self.browser).await
    }

    /// The same, for what it received: its last line. Before that it says that it waits for pictures to be made.
    async fn json(&self, arguments: &[&str]) -> Value {
        let said = self.says(&[arguments, &["--json"]].concat(), "").await;
        serde_json::from_str(said.trim().lines().next_back().unwrap_or_default())
            .unwrap_or_else(|error| panic!("toot {arguments:?}: {error}"))
    }
}

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id is a string")
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn toot() {
    let (server, ana) = begin().await;
    let bob = Program::of(&server, "bob");
    let toot = Toot { folder: TempDir::with_prefix("kermesse-toot-").unwrap(), browser: &ana };
    let base = server.url("");
    // It asks whether to open the address in a browser, which we do in its place.
    let said = toot.says(&["login", "--instance", base.trim_end_matches('/')], "n\n").await;
    assert!(said.contains("Successfully logged in"));
    assert!(toot.says(&["auth"], "").await.contains("ACTIVE"));
    assert_eq!(toot.json(&["whoami"]).await["acct"], "ana");
    assert!(toot.says(&["instance"], "").await.contains("4.5.0+kermesse"));

    let post = toot.json(&["post", "Lamps #row", "--spoiler-text", "light", "--language", "en"]).await;
    assert_eq!((&post["spoiler_text"], &post["language"]), (&"light".into(), &"en".into()));
    let picture = toot.folder.path().join("lamp.png");
    std::fs::copy(tests::tree::root().join("docs/kermesse.png"), &picture).unwrap();
    let uploaded = toot.json(&["upload", picture.to_str().unwrap(), "--description", "A lamp"]).await;
    assert_eq!(uploaded["description"], "A lamp");
    let shown = with_picture(&toot, &picture).await;
    let poll = toot.json(&["post", "Which?", "--poll-option", "left", "--poll-option", "right"]).await;
    assert_eq!(toot.json(&["polls", "show", id(&poll["poll"])]).await["options"][1]["title"], "right");

    let answer = json!({"status": "@ana I see", "in_reply_to_id": post["id"]});
    let answer = bob.post("/api/v1/statuses", answer).await.expect(200);
    assert_eq!(ids(&toot.json(&["thread", id(&post)]).await["descendants"]), [id(&answer)]);
    assert_eq!(toot.json(&["favourite", id(&answer)]).await["favourited"], true);
    assert_eq!(toot.json(&["reblog", id(&answer)]).await["reblog"]["id"], answer["id"]);
    assert_eq!(toot.json(&["bookmark", id(&answer)]).await["bookmarked"], true);
    assert!(toot.says(&["bookmarks", "--once"], "").await.contains("I see"));
    let told = toot.json(&["notifications"]).await;
    assert!(told.as_array().unwrap().iter().any(|one| one["type"] == "mention"), "{told}");

    let home = toot.json(&["timelines", "home", "--limit", "2", "--no-pager"]).await;
    assert_eq!(ids(&home).len(), 2);
    let before = toot.json(&["timelines", "home", "--max-id", id(&home[1]), "--no-pager"]).await;
    assert_eq!(ids(&before), [id(&shown), id(&post)]);
    let after = ["timelines", "home", "--min-id", id(&post), "--limit", "2", "--no-pager"];
    assert_eq!(ids(&toot.json(&after).await), [id(&poll), id(&shown)]);
    let tagged = toot.json(&["timelines", "tag", "row", "--no-pager"]).await;
    assert_eq!(ids(&tagged), [id(&post)]);
    assert!(!ids(&toot.json(&["timelines", "account", "ana", "--no-pager"]).await).is_empty());

    people(&toot).await;
    toot.json(&["tags", "follow", "row"]).await;
    assert_eq!(toot.json(&["tags", "followed"]).await[0]["name"], "row");
    let found = toot.json(&["search", "bob"]).await;
    assert_eq!(found["accounts"][0]["acct"], "bob");
    toot.json(&["delete", id(&poll)]).await;
    assert!(toot.says(&["notifications", "--clear"], "").await.contains("cleared"));
    assert_eq!(toot.json(&["notifications"]).await, json!([]));
}

/// A post with a picture that is sent along.
async fn with_picture(toot: &Toot<'_>, picture: &Path) -> Value {
    let path = picture.to_str().unwrap();
    let post = toot.json(&["post", "A lamp", "--media", path, "--description", "It is lit", "--sensitive"]).await;
    assert_eq!((&post["media_attachments"][0]["description"], &post["sensitive"]), (&"It is lit".into(), &true.into()));
    post
}

/// Following, lists of whom one follows, muting and blocking.
async fn people(toot: &Toot<'_>) {
    assert_eq!(toot.json(&["follow", "bob"]).await["following"], true);
    assert_eq!(toot.json(&["following"]).await[0]["acct"], "bob");
    assert_eq!(toot.json(&["whois", "bob"]).await["acct"], "bob");
    toot.json(&["lists", "create", "Lamps"]).await;
    toot.json(&["lists", "add", "Lamps", "bob"]).await;
    assert_eq!(toot.json(&["lists", "accounts", "Lamps"]).await[0]["acct"], "bob");
    let lists = toot.json(&["lists", "list"]).await;
    assert_eq!(lists.as_array().map(Vec::len), Some(1), "{lists}");
    toot.json(&["mute", "bob"]).await;
    assert_eq!(toot.json(&["unmute", "bob"]).await["muting"], false);
    assert_eq!(toot.json(&["unfollow", "bob"]).await["following"], false);
    assert_eq!(toot.json(&["block", "bob"]).await["blocking"], true);
    assert_eq!(toot.json(&["unblock", "bob"]).await["blocking"], false);
}
