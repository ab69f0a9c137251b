//! The command line, as scripts use it: what is done takes effect on a running server, lists can be had as JSON, and the exit
//! code says whether it was done.

use std::process::Command;

use serde_json::Value;
use tests::server::{executable, password};
use tests::{Browser, Options, Peer, Server, eventually};

fn json(server: &Server, arguments: &[&str]) -> Value {
    let mut all = vec!["--json"];
    all.extend(arguments);
    serde_json::from_str(&server.does(&all, "")).unwrap()
}

/// Runs a command that must fail, and returns the one sentence that it says.
fn refused(server: &Server, arguments: &[&str]) -> String {
    let output = server.run(arguments, "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{arguments:?} was taken");
    assert!(output.status.code().is_some(), "{arguments:?} crashed");
    said
}

#[test]
fn a_new_club_is_made_once() {
    let (folder, database) = (tempfile::tempdir().unwrap(), store::testing::db(&[]));
    let run = |arguments: &[&str]| {
        let mut command = Command::new(executable());
        command.current_dir(folder.path()).args(arguments);
        if database.config().url.starts_with("postgres") {
            command.env("KERMESSE_DATABASE__URL", database.config().url);
        }
        command.output().unwrap()
    };
    let init = ["init", "--domain", "club.example", "--owner", "olga", "--email", "olga@mail.example"];
    let made = run(&init);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(String::from_utf8_lossy(&made.stdout).contains("owner olga, password "));
    let written = std::fs::read_to_string(folder.path().join("kermesse.toml")).unwrap();
    assert!(written.contains("domain = \"club.example\"") && written.contains("[stalls.microblog]"));

    let again = run(&init);
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("kermesse.toml exists already"));
    assert_eq!(std::fs::read_to_string(folder.path().join("kermesse.toml")).unwrap(), written, "nothing was changed");
    let listed = run(&["account", "list", "--json"]);
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!((&listed[0]["name"], &listed[0]["role"]), (&"olga".into(), &"owner".into()));

    std::fs::write(folder.path().join("wrong.toml"), "domain = \"club.example\"\n[server]\nlissten = []\n").unwrap();
    let check = run(&["--config", "wrong.toml", "check"]);
    let said = format!("{}{}", String::from_utf8_lossy(&check.stdout), String::from_utf8_lossy(&check.stderr));
    assert!(
        check.status.code() == Some(1) && said.contains("wrong.toml:3") && said.contains("server.lissten"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_kept_by_hand() {
    let server = Server::start(Options::default()).await;
    let made = server.does(&["account", "create", "ana", "--email", "ana@mail.example"], "");
    let generated = made.trim().to_owned();
    assert!(generated.len() >= 16 && !generated.contains(char::is_whitespace), "a password and nothing else: {made}");
    assert!(refused(&server, &["account", "create", "ana", "--email", "other@mail.example"]).contains("kermesse: "));

    let ana = Browser::new();
    let enter = async |browser: &Browser, password: &str| {
        let page = browser.open(&server.square("/log-in")).await;
        browser
            .submit(&page, "/log-in", &[("login", "ana"), ("password", password), ("site", ""), ("next", "/settings")])
            .await
            .status
            == 200
    };
    assert!(enter(&ana, &generated).await);
    server.does(&["account", "password", "ana", "--password-stdin"], &password("ana"));
    assert!(!enter(&Browser::new(), &generated).await && enter(&ana, &password("ana")).await);
    assert!(ana.get(&server.square("/admin")).await.status >= 400, "a member does not administer");
    server.does(&["account", "role", "ana", "admin"], "");
    ana.open(&server.square("/admin")).await;

    ana.enter(&server).await;
    let post = ana.say(&server, "Soon not to be seen").await;
    server.does(&["account", "suspend", "ana", "--reason", "a test"], "");
    assert_ne!(Browser::new().get(&post).await.status, 200);
    assert!(!enter(&Browser::new(), &password("ana")).await);
    assert_eq!(json(&server, &["account", "show", "ana"])["state"], "suspended");
    server.does(&["account", "restore", "ana"], "");
    assert_eq!(Browser::new().get(&post).await.status, 200);

    let token = server.does(&["account", "token", "ana", "--stall", "microblog"], "");
    assert_eq!(token.split_whitespace().count(), 1, "a token and nothing else");
    assert!(
        refused(&server, &["account", "token", "ana", "--stall", "nowhere"])
            .contains("there is no open stall “nowhere”")
    );
    server.does(&["account", "delete", "ana"], "");
    eventually("the post is gone", async || matches!(Browser::new().get(&post).await.status, 404 | 410).then_some(()))
        .await;
    assert!(refused(&server, &["account", "show", "nobody"]).contains("there is no account “nobody”"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_about_a_host_holds_at_once() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let peer = Peer::open("sink");
    let host = peer.actor_handle().split_once('@').unwrap().1.to_owned();
    let actor = Browser::new()
        .open(&server.url(&format!("/.well-known/webfinger?resource=acct:{}", server.handle("ana"))))
        .await;
    let jrd: Value = serde_json::from_str(&actor.html).unwrap();
    let id = jrd["links"].as_array().unwrap().iter().find(|link| link["rel"] == "self").unwrap()["href"]
        .as_str()
        .unwrap()
        .to_owned();
    let inbox = format!("{id}/inbox");
    assert_eq!(peer.deliver(&inbox, &peer.note("1", "taken", &id)).await.unwrap(), 202);

    server.does(&["domain", "block", &host, "--reason", "noise"], "");
    let listed = json(&server, &["domain", "list"]);
    assert_eq!((&listed[0]["reason"], listed.as_array().unwrap().len()), (&"noise".into(), 1));
    eventually("the host is refused", async || {
        let status = peer.deliver(&inbox, &peer.note("2", "refused", &id)).await.unwrap();
        (!(200..300).contains(&status)).then_some(())
    })
    .await;
    server.does(&["domain", "unblock", &host], "");
    assert!(refused(&server, &["domain", "unblock", &host]).contains("nothing is decided about"));
    eventually("the host is heard again", async || {
        (peer.deliver(&inbox, &peer.note("3", "taken again", &id)).await.unwrap() == 202).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_seen_tried_again_and_given_up() {
    let (server, mut other) = tokio::join!(Server::start(Options::default()), Server::start(Options::named("other")));
    let (ana, bob) = (server.member("ana").await, other.member("bob").await);
    bob.follow_actor(&other, &server.handle("ana")).await;
    let handle = other.handle("bob");
    ana.until(&server.url("/@ana/followers"), "Bob follows", |page| page.says(&handle)).await;
    other.stop();

    ana.say(&server, "Nobody is there to hear it").await;
    let waiting = eventually("the delivery waits", async || {
        let rows = json(&server, &["queue", "list"]);
        rows.as_array()
            .unwrap()
            .iter()
            .find(|row| row["kind"] == "delivery" && row["tries"].as_i64() > Some(0))
            .cloned()
    })
    .await;
    assert!(!waiting["reason"].as_str().unwrap().is_empty(), "{waiting}");
    other.launch().await;
    server.does(&["queue", "retry", "--all"], "");
    bob.until(&other.url("/"), "it arrives", |page| page.says("Nobody is there to hear it")).await;

    other.stop();
    ana.say(&server, "Nor this").await;
    let waiting = eventually("the next one waits", async || {
        let rows = json(&server, &["queue", "list"]);
        rows.as_array().unwrap().iter().find(|row| row["kind"] == "delivery").cloned()
    })
    .await;
    eventually("it is given up", async || {
        server.run(&["queue", "drop", waiting["id"].as_str().unwrap()], "").status.success().then_some(())
    })
    .await;
    eventually("nothing waits", async || {
        let rows = json(&server, &["queue", "list"]);
        (!rows.as_array().unwrap().iter().any(|row| row["kind"] == "delivery" && row["state"] == "pending"))
            .then_some(())
    })
    .await;
    assert!(refused(&server, &["queue", "retry", "1"]).contains("nothing waits under the number 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_and_waits_for_a_server_that_is_away_is_in_the_queue_too() {
    let (server, peer) = (Server::start(Options::default()).await, Peer::open("peer"));
    // Nobody listens where its key is said to be.
    let away = format!("http://away.localhost:{}/actors/ida", store::testing::free_port());
    let mut activity = peer.note("1", "Who is this?", &server.url("/actor"));
    (activity["actor"], activity["id"]) = (away.clone().into(), format!("{away}/activities/1").into());
    let status = peer.deliver_as(&format!("{away}#main-key"), &server.url("/inbox"), &activity).await.unwrap();
    assert_eq!(status, 202);
    let waiting = async || {
        eventually("it was tried in vain", async || {
            let rows = json(&server, &["queue", "list"]);
            let tried = |row: &&Value| row["kind"] == "incoming" && row["tries"] == 1;
            rows.as_array().unwrap().iter().find(tried).cloned()
        })
        .await
    };
    let row = waiting().await;
    assert_eq!((&row["state"], &row["what"]), (&"pending".into(), &format!("Create {away}").into()));
    let id = row["id"].as_str().unwrap();
    server.does(&["queue", "retry", id], "");
    assert_eq!(waiting().await["id"], id);
    server.does(&["queue", "drop", id], "");
    let rows = json(&server, &["queue", "list"]);
    assert!(!rows.as_array().unwrap().iter().any(|row| row["kind"] == "incoming"), "{rows}");
    assert!(refused(&server, &["queue", "retry", id]).contains("nothing waits under the number"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_club_is_backed_up_while_it_serves_and_restored_elsewhere() {
    let mut server = Server::start(Options::default()).await;
    let (ana, bob) = (server.member("ana").await, server.member("bob").await);
    let post = ana.say(&server, "Kept for later #fair").await;
    bob.mark(&post, "likes", &[]).await;
    bob.mark(&post, "replies", &[("text", "and so is this")]).await;
    let (before, archive) = (Browser::new().open(&post).await, server.path("club.tar.zst"));
    let archive = archive.to_str().unwrap();
    assert!(server.does(&["backup", archive], "").contains("rows and"));
    assert!(refused(&server, &["backup", archive]).contains("exists already"));
    assert!(refused(&server, &["restore", archive]).contains("holds a club already"));
    server.stop();

    let mut elsewhere = Server::prepare(Options { port: Some(server.port), ..Options::default() });
    elsewhere.does(&["restore", archive], "");
    elsewhere.launch().await;
    let after = Browser::new().open(&post).await;
    let cards = |page: &tests::Page| page.cards().into_iter().map(|card| card.html).collect::<Vec<_>>();
    assert_eq!(cards(&after), cards(&before));
    assert!(Browser::new().open(&elsewhere.url("/tags/fair")).await.says("Kept for later"));
    assert!(ana.open(&elsewhere.square("/settings")).await.says("ana"), "sessions go on");
    ana.say(&elsewhere, "and life too").await;

    std::fs::write(server.path("half.tar.zst"), &std::fs::read(archive).unwrap()[..200]).unwrap();
    let other = Server::prepare(Options::named("other"));
    assert!(
        refused(&other, &["restore", server.path("half.tar.zst").to_str().unwrap()]).contains("no archive of a club")
    );
    assert!(refused(&other, &["restore", archive]).contains("other servers know a club by its domain"));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_else_says_what_it_did() {
    let server = Server::start(Options::default()).await;
    let stalls = json(&server, &["stall", "list"]);
    assert_eq!((&stalls[0]["name"], &stalls[0]["enabled"]), (&"microblog".into(), &true.into()));
    assert_eq!(stalls[0]["host"], format!("microblog.{}", server.domain()));
    assert!(server.does(&["stall", "list"], "").starts_with("NAME"));
    let pruned = json(&server, &["media", "prune", "--older-than", "1h", "--dry-run"]);
    assert_eq!((&pruned["files"], &pruned["dry_run"]), (&0.into(), &true.into()));
    assert!(refused(&server, &["media", "prune", "--older-than", "soon"]).contains("“soon” is no age"));
    assert_eq!(json(&server, &["database", "migrate"]), Value::Array(Vec::new()), "serve brought it up to date");
    let findings = json(&server, &["check"]);
    assert!(findings.as_array().unwrap().iter().all(|finding| finding["state"] != "failed"), "{findings}");
    for shell in ["bash", "zsh", "fish"] {
        assert!(server.does(&["completions", shell], "").contains("kermesse"));
    }
    assert!(server.does(&["man"], "").contains(".TH"));
    assert!(refused(&server, &["no-such-verb"]).contains("no-such-verb"));
}
