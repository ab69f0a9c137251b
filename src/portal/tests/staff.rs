#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use actix_web::http::StatusCode;
use host::social::account::{RegistrationMode, Role};
use host::social::domain::DomainPolicy;
use host::social::inbox::{InboxEntry, InboxState, NewInboxEntry};
use host::social::setting::{self, Setting};

use super::club::{Club, PASSWORD};

const MODERATORS: [&str; 12] = [
    "/admin",
    "/admin/accounts",
    "/admin/invites",
    "/admin/email-domains",
    "/admin/reports",
    "/admin/domains",
    "/admin/domains.csv",
    "/admin/peers",
    "/admin/journal",
    "/admin/journal/outgoing",
    "/admin/deliveries",
    "/admin/audit",
];

const ADMINISTRATORS: [&str; 6] =
    ["/admin/settings", "/admin/rules", "/admin/stalls", "/admin/emoji", "/admin/mails", "/admin/queue"];

#[actix_web::test]
async fn each_page_of_administration_opens_for_its_staff_and_is_missing_for_others() {
    let club = Club::open(RegistrationMode::Open).await;
    for (name, role) in [("ana", Role::Member), ("mod", Role::Moderator), ("adam", Role::Admin)] {
        club.member(name, role).await;
        let mut browser = club.browser_of(name).await;
        for (pages, least) in [(&MODERATORS[..], Role::Moderator), (&ADMINISTRATORS[..], Role::Admin)] {
            for page in pages {
                let expected = if role >= least { StatusCode::OK } else { StatusCode::NOT_FOUND };
                let answer = browser.get(page).await;
                assert_eq!(answer.status, expected, "{page} for {name}: {}", answer.body);
            }
        }
    }
    for page in MODERATORS.iter().chain(&ADMINISTRATORS) {
        let answer = club.browser().get(page).await;
        assert!(answer.location.starts_with("https://club.example/log-in?"), "{page}: {}", answer.location);
    }
}

#[actix_web::test]
async fn an_activity_that_failed_is_tried_again_at_the_press_of_a_button() {
    let club = Club::open(RegistrationMode::Open).await;
    let failed = club.app.db.write(|c| {
        let new = NewInboxEntry {
            stall: Some("toy".to_owned()),
            host: "b.example".to_owned(),
            activity_uri: "https://b.example/likes/1".to_owned(),
            activity_type: "Like".to_owned(),
            actor_uri: "https://b.example/users/bob".to_owned(),
            object_uri: None,
            signed: "cavage".to_owned(),
            signature: None,
            verified: true,
            body: "{}".to_owned(),
        };
        let id = InboxEntry::receive(c, &new)?.expect("a new one");
        InboxEntry::settle(c, id, InboxState::Failed, Some("its server is away"))?;
        Ok::<_, diesel::result::Error>(id)
    });
    let id = failed.await.unwrap();
    let state = async || {
        let entry = club.app.db.read(move |c| InboxEntry::find(c, id)).await.unwrap().unwrap();
        (entry.state, entry.tries)
    };
    let path = format!("/admin/journal/{id}");

    club.member("ana", Role::Member).await;
    club.member("mod", Role::Moderator).await;
    let mut ana = club.browser_of("ana").await;
    ana.get("/settings").await;
    assert_eq!(ana.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    let mut moderator = club.browser_of("mod").await;
    assert_eq!(moderator.post(&path, &[("csrf", "forged")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(state().await, (InboxState::Failed, 1));

    let page = moderator.get(&path).await;
    assert!(page.body.contains(&format!("method=\"post\" action=\"{path}\"")), "{}", page.body);
    let pressed = moderator.post(&path, &[]).await;
    assert_eq!((pressed.status, pressed.location), (StatusCode::SEE_OTHER, path.clone()));
    assert_eq!(state().await, (InboxState::Pending, 0));
    let page = moderator.get(&path).await;
    assert!(page.body.contains("It is tried again.") && !page.body.contains("method=\"post\" action=\"/admin/journal"));
    assert_eq!(moderator.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "it waits already");
}

#[actix_web::test]
async fn nobody_acts_on_whom_they_do_not_stand_above() {
    let club = Club::open(RegistrationMode::Open).await;
    let owner = club.member("olga", Role::Owner).await;
    let bob = club.member("bob", Role::Member).await;
    club.member("adam", Role::Admin).await;
    let mut admin = club.browser_of("adam").await;
    admin.get("/admin/accounts").await;
    let at = format!("/admin/accounts/{}", owner.id);
    for (path, fields) in [
        (format!("{at}/suspension"), vec![("reason", "")]),
        (format!("{at}/role"), vec![("role", "member")]),
        (format!("{at}/password"), vec![]),
        (format!("{at}?_method=delete"), vec![]),
        // Nor is anybody raised to the rank of who does it.
        (format!("/admin/accounts/{}/role", bob.id), vec![("role", "admin")]),
    ] {
        assert_eq!(admin.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let raised = admin.post(&format!("/admin/accounts/{}/role", bob.id), &[("role", "moderator")]).await;
    assert_eq!(raised.status, StatusCode::SEE_OTHER);
    assert_eq!(club.account("bob").await.role, Role::Moderator);
}

#[actix_web::test]
async fn the_link_that_would_open_an_owners_account_is_kept_from_administrators() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("olga", Role::Owner).await;
    club.member("adam", Role::Admin).await;
    let mut stranger = club.browser();
    stranger.get("/password").await;
    stranger.post("/password", &[("login", "olga")]).await;
    let mail = club.mail_to("olga@example.org").await;
    let path = format!("/admin/mails/{}", mail.id);
    let hidden = club.browser_of("adam").await.get(&path).await;
    assert_eq!(hidden.status, StatusCode::OK);
    assert!(!hidden.body.contains("https://club.example/password/"));
    assert!(club.browser_of("olga").await.get(&path).await.body.contains("https://club.example/password/"));
}

#[actix_web::test]
async fn a_suspended_member_is_out_at_once_and_back_when_restored() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("mod", Role::Moderator).await;
    let bob = club.member("bob", Role::Member).await;
    let mut logged_in = club.browser_of("bob").await;
    let mut staff = club.browser_of("mod").await;
    staff.get("/admin").await;
    staff.post(&format!("/admin/accounts/{}/suspension", bob.id), &[("reason", "spam")]).await;
    assert_eq!(logged_in.get("/settings").await.status, StatusCode::SEE_OTHER);
    let mut browser = club.browser();
    browser.get("/log-in").await;
    let refused = browser.post("/log-in", &[("login", "bob"), ("password", PASSWORD)]).await;
    assert!(refused.body.contains("suspended"));
    staff.post(&format!("/admin/accounts/{}/suspension?_method=delete", bob.id), &[]).await;
    club.browser_of("bob").await;
    assert!(staff.get("/admin/audit").await.body.contains("account.suspend"));
}

#[actix_web::test]
async fn policies_are_set_refused_for_our_own_hosts_and_exported() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("mod", Role::Moderator).await;
    let mut staff = club.browser_of("mod").await;
    staff.get("/admin/domains").await;
    let own =
        staff.post("/admin/domains", &[("host", "toy.club.example"), ("severity", "block"), ("reason", "why")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.body.contains("value=\"toy.club.example\"") && own.body.contains("value=\"why\""));
    staff
        .post(
            "/admin/domains",
            &[("host", "Bad.Example"), ("severity", "silence"), ("reason", "=1+1"), ("reject_media", "on")],
        )
        .await;
    let csv = staff.get("/admin/domains.csv").await.body;
    assert!(csv.contains("bad.example,silence,true,false,'=1+1,false\r\n"), "{csv}");
    staff.post("/admin/domains/bad.example?_method=delete", &[]).await;
    assert!(club.app.db.read(DomainPolicy::list).await.unwrap().is_empty());
}

#[actix_web::test]
async fn the_clubs_settings_reach_its_readers_at_once() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("adam", Role::Admin).await;
    let mut admin = club.browser_of("adam").await;
    admin.get("/admin/settings").await;
    let mut form = vec![
        ("title", "The Herons"),
        ("about", "# We\n\n<script>x</script>"),
        ("mode", "closed"),
        ("theme", "default"),
        ("invites_from", "member"),
        ("languages", "fr, en"),
        ("closed_message", "Full up."),
    ];
    form.push(("contact_account", "nobody_here"));
    let refused = admin.post("/admin/settings", &form).await;
    assert!(refused.body.contains("No account has this name") && refused.body.contains("value=\"The Herons\""));
    form.pop();
    form.push(("map_tiles", "https://{s}.tiles.example/{z}/{x}/{y}.png"));
    let refused = admin.post("/admin/settings", &form).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("map_tiles-error"));
    form.pop();
    form.push(("map_tiles", "https://tiles.example/{z}/{x}/{y}.png"));
    assert_eq!(admin.post("/admin/settings", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(club.app.web.club().tiles.as_ref().unwrap().origin, "https://tiles.example");
    form.pop();
    assert_eq!(admin.post("/admin/settings", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(club.app.web.club().tiles, None);
    let page = club.browser().get("/").await.body;
    assert!(page.contains("The Herons") && page.contains("Full up.") && page.contains("<h1>We</h1>"));
    assert!(!page.contains("<script>x"));
    assert_eq!(club.app.db.read(|c| setting::LANGUAGES.get(c)).await.unwrap(), ["fr", "en"]);
}

#[actix_web::test]
async fn the_knobs_of_a_stall_are_turned_within_their_bounds() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("adam", Role::Admin).await;
    let mut admin = club.browser_of("adam").await;
    admin.get("/admin/stalls").await;
    let refused = admin.post("/admin/stalls", &[("knobs[toy.count]", "12"), ("knobs[toy.loud]", "on")]).await;
    assert!(refused.body.contains("from 1 to 9") && refused.body.contains("value=\"12\""));
    admin.post("/admin/stalls", &[("knobs[toy.count]", "5"), ("knobs[toy.loud]", "on")]).await;
    let (count, loud) = club
        .app
        .db
        .read(|c| {
            let count = Setting::<i64>::new("toy.count", || 0).get(c)?;
            Ok::<_, diesel::result::Error>((count, Setting::<bool>::new("toy.loud", || false).get(c)?))
        })
        .await
        .unwrap();
    assert_eq!((count, loud), (5, true));
}
