//! What the club says to its members: written by administrators on the square, put away on a page or in a program.

use serde_json::json;
use tests::program::Program;
use tests::{Browser, Options, Server};

/// A club with an announcement that olga published.
async fn begin() -> (Server, Browser) {
    let server = Server::start(Options::default()).await;
    server.does(
        &["account", "create", "olga", "--email", "olga@mail.example", "--role", "owner", "--password-stdin"],
        &tests::server::password("olga"),
    );
    let olga = Browser::new();
    olga.log_in(&server, "olga").await;
    let form = olga.open(&server.square("/admin/announcements/new")).await;
    let texts = [("texts[en]", "Waffles on Sunday! #waffles"), ("texts[fr]", "Gaufres dimanche !")];
    let seen = olga.submit(&form, "/admin/announcements", &[texts[0], texts[1], ("action", "preview")]).await;
    assert!(seen.expect(200).says("Waffles on Sunday!"), "it is shown before it is saved");
    let list = olga.submit(&form, "/admin/announcements", &texts).await.expect(200);
    assert!(list.says("Draft"));
    let publish = list.html.split('"').find(|word| word.ends_with("/publication")).expect("a button").to_owned();
    olga.submit(&list, &publish, &[]).await.expect(200);
    (server, olga)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_reads_it_on_a_page_and_puts_it_away() {
    let (server, _) = begin().await;
    let ana = server.member("ana").await;
    let home = ana.open(&server.url("/")).await;
    assert!(home.says("Waffles on Sunday!") && !home.says("Gaufres"));
    assert!(!Browser::new().open(&server.url("/")).await.says("Waffles on Sunday!"), "strangers are told nothing");
    let away = home.html.split('"').find(|word| word.ends_with("/dismissal")).expect("a button").to_owned();
    assert!(!ana.submit(&home, &away, &[]).await.expect(200).says("Waffles on Sunday!"));
    let told = Program::of(&server, "ana").get("/api/v1/announcements").await.expect(200);
    assert_eq!(told, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_reads_it_reacts_and_puts_it_away() {
    let (server, olga) = begin().await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    Program::of_nobody(&server).get("/api/v1/announcements").await.expect(401);
    let told = ana.get("/api/v1/announcements").await.expect(200);
    let said = &told[0];
    assert!(said["content"].as_str().unwrap().starts_with("<p>Waffles on Sunday!"), "{said}");
    assert_eq!(said["tags"][0]["name"], "waffles");
    assert_eq!((&said["read"], &said["all_day"], &said["reactions"]), (&json!(false), &json!(false), &json!([])));
    let here = format!("/api/v1/announcements/{}", said["id"].as_str().unwrap());

    ana.put(&format!("{here}/reactions/%F0%9F%8E%AA"), json!({})).await.expect(200);
    bob.put(&format!("{here}/reactions/%F0%9F%8E%AA"), json!({})).await.expect(200);
    ana.put(&format!("{here}/reactions/nonsense"), json!({})).await.expect(422);
    ana.put("/api/v1/announcements/1/reactions/%F0%9F%8E%AA", json!({})).await.expect(404);
    let told = ana.get("/api/v1/announcements").await.expect(200);
    assert_eq!(told[0]["reactions"], json!([{"name": "🎪", "count": 2, "me": true}]));
    bob.delete(&format!("{here}/reactions/%F0%9F%8E%AA")).await.expect(200);

    ana.post(&format!("{here}/dismiss"), json!({})).await.expect(200);
    assert_eq!(ana.get("/api/v1/announcements").await.expect(200), json!([]));
    let kept = ana.get("/api/v1/announcements?with_dismissed=true").await.expect(200);
    assert_eq!((&kept[0]["read"], &kept[0]["reactions"][0]["count"]), (&json!(true), &json!(1)));

    let list = olga.open(&server.square("/admin/announcements")).await;
    let withdraw = list.html.split('"').find(|word| word.contains("/publication?_method=delete")).unwrap().to_owned();
    olga.submit(&list, &withdraw, &[]).await.expect(200);
    assert_eq!(bob.get("/api/v1/announcements").await.expect(200), json!([]));
    bob.post(&format!("{here}/dismiss"), json!({})).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_said_beside_its_field() {
    let (server, olga) = begin().await;
    let form = olga.open(&server.square("/admin/announcements/new")).await;
    let refused = olga.submit(&form, "/admin/announcements", &[("texts[en]", "  ")]).await;
    assert!(refused.expect(422).says("at least one language"));
    let times = [("texts[en]", "Hello"), ("starts_at", "2026-11-02T10:00"), ("ends_at", "2026-11-01T10:00")];
    let refused = olga.submit(&form, "/admin/announcements", &times).await.expect(422);
    assert!(refused.says("before it begins") && refused.says("2026-11-02T10:00"));
    let ana = server.member("ana").await;
    ana.get(&server.square("/admin/announcements")).await.expect(404);
}
