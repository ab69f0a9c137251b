#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use actix_web::http::StatusCode;
use host::social::account::{Account, RegistrationMode, Role};
use host::social::actor::Actor;
use host::social::export::Export;
use host::store::jobs::Job;
use regex::Regex;
use totp_rs::{Builder, Secret};

use super::club::{Club, PASSWORD};
use crate::jobs::ForgetArchives;

fn code(key: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(key).unwrap()).build().unwrap();
    totp.generate_current().to_string()
}

#[actix_web::test]
async fn every_page_of_a_member_can_be_read_in_both_languages() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut browser = club.browser_of("ana").await;
    for locale in ["fr", "en"] {
        browser.get("/settings").await;
        browser.post("/settings", &[("locale", locale), ("theme", "*"), ("colours", "dark")]).await;
        for page in [
            "/",
            "/how-it-works",
            "/about",
            "/rules",
            "/privacy",
            "/journal",
            "/settings",
            "/settings/profiles",
            "/settings/security",
            "/settings/two-factor",
            "/settings/invites",
            "/settings/export",
            "/settings/imports",
            "/settings/deletion",
        ] {
            let answer = browser.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
            assert!(answer.body.contains(&format!("<html lang=\"{locale}\" data-colours=\"dark\"")), "{page}");
        }
    }
}

#[actix_web::test]
async fn a_time_zone_is_chosen_kept_and_given_to_the_pages() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut browser = club.browser_of("ana").await;
    let looks = [("locale", "en"), ("theme", "*"), ("colours", "auto")];
    assert!(!browser.get("/settings").await.body.contains("data-zone"), "the device decides");
    for (zone, label) in [("Europe/Paris", "Europe/Paris"), ("America/New_York", "America/New York"), ("UTC", "UTC")] {
        let answer = browser.post("/settings", &[&looks[..], &[("time_zone", zone)]].concat()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = browser.get("/settings").await.body;
        assert!(page.contains(&format!("data-zone=\"{zone}\"")), "{page}");
        assert!(page.contains(&format!("<option value=\"{zone}\" selected>{label}</option>")), "{page}");
    }
    let refused = browser.post("/settings", &[&looks[..], &[("time_zone", "Club/Square")]].concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.get("/settings").await;
    browser.post("/settings", &[&looks[..], &[("time_zone", "")]].concat()).await;
    assert!(!browser.get("/settings").await.body.contains("data-zone"));
}

#[actix_web::test]
async fn a_second_factor_is_set_up_and_asked_for_and_a_recovery_code_stands_in_once() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut browser = club.browser_of("ana").await;
    let page = browser.get("/settings/two-factor").await.body;
    assert!(page.contains("src=\"data:image/svg+xml;base64,"));
    let key = Regex::new(r#"name="key" value="([^"]+)""#).unwrap().captures(&page).unwrap()[1].to_owned();
    let wrong =
        browser.post("/settings/two-factor", &[("key", &key), ("code", "000000x"), ("password", PASSWORD)]).await;
    assert!(wrong.body.contains("This code is wrong") && wrong.body.contains(&key), "the key is kept for another try");
    let shown =
        browser.post("/settings/two-factor", &[("key", &key), ("code", &code(&key)), ("password", PASSWORD)]).await;
    let found = Regex::new(r"<li><code>([a-z0-9-]+)</code></li>").unwrap();
    let codes: Vec<String> = found.captures_iter(&shown.body).map(|found| found[1].to_owned()).collect();
    assert_eq!(codes.len(), 10);

    let hidden = Regex::new(r#"name="challenge" value="([^"]+)""#).unwrap();
    for (answer, expected) in [("123456", StatusCode::UNPROCESSABLE_ENTITY), (&codes[0], StatusCode::SEE_OTHER)] {
        let mut other = club.browser();
        other.get("/log-in").await;
        let asked = other.post("/log-in", &[("login", "ana"), ("password", PASSWORD)]).await;
        assert_eq!(asked.status, StatusCode::OK);
        assert_eq!(other.get("/settings").await.status, StatusCode::SEE_OTHER, "the password alone opens nothing");
        let token = hidden.captures(&asked.body).unwrap()[1].to_owned();
        other.get("/log-in").await;
        let given = other.post("/log-in/code", &[("challenge", &token), ("code", answer)]).await;
        assert_eq!(given.status, expected, "{answer}");
    }
    assert!(browser.get("/settings/security").await.body.contains("9 recovery codes are left"));
}

#[actix_web::test]
async fn another_password_ends_the_other_sessions_and_needs_the_old_one() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let (mut here, mut there) = (club.browser_of("ana").await, club.browser_of("ana").await);
    here.get("/settings/security").await;
    let wrong =
        here.post("/settings/password", &[("current", "a guess at it"), ("password", "seven loud geese")]).await;
    assert!(wrong.body.contains("This is not your password"));
    here.post("/settings/password", &[("current", PASSWORD), ("password", "seven loud geese")]).await;
    assert_eq!(here.get("/settings").await.status, StatusCode::OK);
    assert_eq!(there.get("/settings").await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn another_address_holds_once_its_owner_says_so() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut browser = club.browser_of("ana").await;
    browser.get("/settings/security").await;
    browser.post("/settings/email", &[("email", "new@example.org"), ("email_password", PASSWORD)]).await;
    assert_eq!(club.account("ana").await.email, "ana@example.org");
    let link = club.link_to("new@example.org").await;
    browser.get(&link).await;
    browser.post(&link, &[]).await;
    assert_eq!(club.account("ana").await.email, "new@example.org");
    assert!(club.mail_to("ana@example.org").await.body.contains("new@example.org"), "the old address is told");
}

#[actix_web::test]
async fn an_archive_is_for_its_owner_alone() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    club.member("bob", Role::Owner).await;
    let mut ana = club.browser_of("ana").await;
    ana.get("/settings/export").await;
    ana.post("/settings/export", &[]).await;
    club.work().await;
    let page = ana.get("/settings/export").await.body;
    let path =
        Regex::new(r#"href="(/settings/export/[0-9]+)""#).unwrap().captures(&page).expect("a link")[1].to_owned();
    let file = ana.get(&path).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.bytes.starts_with(b"PK") && file.disposition.starts_with("attachment"), "{}", file.disposition);
    assert_eq!(club.browser_of("bob").await.get(&path).await.status, StatusCode::NOT_FOUND);
    assert!(club.mail_to("ana@example.org").await.body.contains("/settings/export"));
}

#[actix_web::test]
async fn an_archive_is_removed_when_its_time_is_over() {
    let club = Club::open(RegistrationMode::Open).await;
    let account = club.member("ana", Role::Member).await.id;
    let mut ana = club.browser_of("ana").await;
    ana.get("/settings/export").await;
    ana.post("/settings/export", &[]).await;
    club.work().await;
    let exports = async || club.app.db.read(move |c| Export::list(c, account)).await.unwrap();
    let key = exports().await[0].media_key.clone().expect("an archive");
    ForgetArchives.run(&club.app).await.unwrap();
    assert!(exports().await.len() == 1 && club.app.media.size(&key).await.is_ok(), "its time is not over");

    // Nor is it kept longer than the account.
    let deleted = club.app.db.write(move |c| {
        Account::get(c, account)?.delete(c, None).expect("no owner");
        Ok::<_, diesel::result::Error>(())
    });
    deleted.await.unwrap();
    ForgetArchives.run(&club.app).await.unwrap();
    assert!(exports().await.is_empty() && club.app.media.size(&key).await.is_err());
}

#[actix_web::test]
async fn a_deleted_account_leaves_tombstones_and_the_last_owner_stays() {
    let club = Club::open(RegistrationMode::Open).await;
    let ana = club.member("ana", Role::Member).await;
    club.member("olga", Role::Owner).await;
    let fields = [("password", PASSWORD), ("sure", "on")];
    let mut browser = club.browser_of("olga").await;
    browser.get("/settings/deletion").await;
    assert!(browser.post("/settings/deletion", &fields).await.body.contains("only owner"));
    let mut browser = club.browser_of("ana").await;
    browser.get("/settings/deletion").await;
    assert!(browser.post("/settings/deletion", &fields[..1]).await.body.contains("tick this"));
    assert_eq!(browser.post("/settings/deletion", &fields).await.location, "/");
    let (account, actors) = club
        .app
        .db
        .read(move |c| Ok::<_, diesel::result::Error>((Account::find(c, ana.id)?, Actor::of_account(c, ana.id)?)))
        .await
        .unwrap();
    assert!(account.is_none() && actors.is_empty());
}
