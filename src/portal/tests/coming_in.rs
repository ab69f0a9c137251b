#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use actix_web::http::StatusCode;
use host::social::account::{RegistrationMode, Role};
use host::social::actor::Actor;
use host::social::invite::Invite;
use host::social::session::{Client, Session};
use host::social::ticket::Ticket;
use url::Url;

use super::club::{Browser, Club, PASSWORD};

const FORM: [(&str, &str); 4] =
    [("name", "Zoe"), ("email", "zoe@example.org"), ("password", PASSWORD), ("agree", "on")];

async fn sign_up(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> super::club::Answer {
    browser.get("/sign-up").await;
    browser.post("/sign-up", fields).await
}

#[actix_web::test]
async fn whoever_signs_up_confirms_and_logs_in_is_a_member_with_an_actor() {
    let club = Club::open(RegistrationMode::Open).await;
    let mut browser = club.browser();
    let sent = sign_up(&mut browser, &FORM).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/sign-up/sent"));
    // No mail server: the page says who passes the link on.
    assert!(browser.get("/sign-up/sent").await.body.contains("An administrator will confirm your address"));
    let link = club.link_to("zoe@example.org").await;
    assert!(browser.get(&link).await.body.contains("zoe@example.org"));
    assert!(club.account("zoe").await.confirmed_at.is_none(), "looking at the page confirmed the address");
    assert_eq!(browser.post(&link, &[]).await.location, "/log-in");
    let account = club.account("zoe").await;
    let actor = club.app.db.read(move |c| Actor::of_account_at(c, account.id, "toy")).await.unwrap();
    assert_eq!(actor.unwrap().handle(), "zoe@toy.club.example");
    browser.get("/log-in").await;
    let answer = browser.post("/log-in", &[("login", "zoe@example.org"), ("password", PASSWORD)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/"));
    assert!(browser.get("/").await.body.contains("@zoe@toy.club.example"));
}

#[actix_web::test]
async fn a_known_address_is_answered_like_a_new_one() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut fields = FORM;
    fields[1].1 = "ana@example.org";
    let (mut one, mut other) = (club.browser(), club.browser());
    let (known, new) = (
        sign_up(&mut one, &fields).await,
        sign_up(&mut other, &[("name", "yan"), ("email", "yan@example.org"), FORM[2], FORM[3]]).await,
    );
    assert_eq!((known.status, &known.location, &known.body), (new.status, &new.location, &new.body));
    assert!(club.mail_to("ana@example.org").await.subject.contains("already"));
}

#[actix_web::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let club = Club::open(RegistrationMode::Approval).await;
    let mut browser = club.browser();
    let answer = sign_up(&mut browser, &[("name", "Zoë"), ("email", "zoe"), ("password", "short")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["without accents", "not an e-mail address", "at least 10", "say in a sentence", "agree to the rules"] {
        assert!(answer.body.contains(said), "{said}");
    }
    assert!(answer.body.contains("value=\"Zoë\"") && !answer.body.contains("short"));
}

#[actix_web::test]
async fn a_moderator_lets_newcomers_in() {
    let club = Club::open(RegistrationMode::Approval).await;
    club.member("mod", Role::Moderator).await;
    let mut browser = club.browser();
    let mut fields = FORM.to_vec();
    fields.push(("reason", "I <like> waffles"));
    sign_up(&mut browser, &fields).await;
    let link = club.link_to("zoe@example.org").await;
    browser.get(&link).await;
    browser.post(&link, &[]).await;
    assert!(club.mail_to("mod@example.org").await.body.contains("waffles"));
    browser.get("/log-in").await;
    let pending = browser.post("/log-in", &[("login", "zoe"), ("password", PASSWORD)]).await;
    assert!(pending.body.contains("has yet to let you in"));
    let mut staff = club.browser_of("mod").await;
    let list = staff.get("/admin/accounts?state=pending").await;
    assert!(list.body.contains("I &lt;like&gt; waffles"));
    let id = club.account("zoe").await.id;
    staff.post(&format!("/admin/accounts/{id}/approval"), &[]).await;
    assert!(club.account("zoe").await.may_log_in().is_ok());
    assert!(club.mail_to("zoe@example.org").await.subject.contains("Welcome"));
}

#[actix_web::test]
async fn an_invitation_opens_a_closed_door_and_nothing_opens_a_locked_one() {
    let club = Club::open(RegistrationMode::Invite).await;
    let ana = club.member("ana", Role::Admin).await;
    let invite = club.app.db.write(move |c| Invite::create(c, ana.id, Some(1), None)).await.unwrap();
    let mut browser = club.browser();
    assert!(!browser.get("/sign-up").await.body.contains("name=\"email\""));
    let page = browser.get(&format!("/invite/{}", invite.code)).await;
    assert!(page.body.contains("ana invites you"));
    let mut fields = FORM.to_vec();
    fields.push(("invite", &invite.code));
    assert_eq!(browser.post("/sign-up", &fields).await.status, StatusCode::SEE_OTHER);
    club.set_mode(RegistrationMode::Closed).await;
    let mut late = club.browser();
    assert!(!late.get(&format!("/invite/{}", invite.code)).await.body.contains("name=\"email\""));
    late.get("/log-in").await;
    assert_eq!(late.post("/sign-up", &FORM).await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_name_look_alike() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut browser = club.browser();
    browser.get("/log-in").await;
    let wrong = browser.post("/log-in", &[("login", "ana"), ("password", "not this one")]).await;
    let unknown = browser.post("/log-in", &[("login", "eve"), ("password", "not this one")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.status, unknown.status);
    assert_eq!(wrong.steady().replace("\"ana\"", "\"eve\""), unknown.steady());
}

#[actix_web::test]
async fn a_log_in_is_carried_to_the_stall_that_asked() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut browser = club.browser();
    browser.get("/log-in?site=toy&next=%2Fhome%3Fx").await;
    let fields = [("login", "ana"), ("password", PASSWORD), ("site", "toy"), ("next", "/home?x")];
    let answer = browser.post("/log-in", &fields).await;
    // And once more, now that the square knows who it is.
    let again = browser.get("/log-in?site=toy&next=%2Fhome%3Fx").await;
    for location in [answer.location, again.location] {
        let url = Url::parse(&location).unwrap();
        assert_eq!((url.host_str(), url.path()), (Some("toy.club.example"), "/session"));
        let ticket = url.query_pairs().find(|(name, _)| name == "ticket").unwrap().1.into_owned();
        let admission =
            club.app.db.write(move |c| Ticket::redeem(c, "toy", &ticket, &Client::default())).await.unwrap();
        assert_eq!(admission.unwrap().next, "/home?x");
    }
    // A stall that does not exist is no way out of the club.
    assert_eq!(browser.get("/log-in?site=evil&next=https%3A%2F%2Fevil.example").await.location, "/");
}

#[actix_web::test]
async fn logging_out_ends_the_sessions_at_the_stalls() {
    let club = Club::open(RegistrationMode::Open).await;
    let ana = club.member("ana", Role::Member).await;
    let mut browser = club.browser_of("ana").await;
    browser.get("/settings").await;
    assert_eq!(browser.post("/log-out", &[]).await.location, "/");
    assert_eq!(browser.get("/settings").await.status, StatusCode::SEE_OTHER);
    assert!(club.app.db.read(move |c| Session::list(c, ana.id)).await.unwrap().is_empty());
}

#[actix_web::test]
async fn a_forgotten_password_is_replaced_by_mail_and_ends_every_session() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut logged_in = club.browser_of("ana").await;
    let mut browser = club.browser();
    browser.get("/password").await;
    let known = browser.post("/password", &[("login", "ana")]).await;
    browser.get("/password").await;
    let unknown = browser.post("/password", &[("login", "eve")]).await;
    assert_eq!(known.steady(), unknown.steady());
    let link = club.link_to("ana@example.org").await;
    browser.get(&link).await;
    assert_eq!(browser.post(&link, &[("password", "seven loud geese")]).await.location, "/log-in");
    assert_eq!(logged_in.get("/settings").await.status, StatusCode::SEE_OTHER);
    browser.get("/log-in").await;
    let answer = browser.post("/log-in", &[("login", "ana"), ("password", "seven loud geese")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(club.browser().get(&link).await.body.contains("not valid"), "the link can be used twice");
}

#[actix_web::test]
async fn forms_of_others_are_refused() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    let mut browser = club.browser_of("ana").await;
    let refused = browser.post("/log-out", &[("csrf", "forged")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/settings").await.status, StatusCode::OK);
}
