//! Tables that a member brings: what the pages say of them, and to whom.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use actix_web::http::StatusCode;
use host::social::account::{RegistrationMode, Role};
use host::social::actor::Actor;
use host::social::import::{Import, MOST_BYTES};
use host::social::mute;
use host::social::range::{ALL, Range};

use super::club::{Answer, Browser, Club};

/// The fields of the form for the member's actor at the stall.
async fn fields(club: &Club, kind: &'static str, mode: &'static str) -> Vec<(&'static str, String)> {
    let ana = club.app.db.read(|c| Actor::find_at(c, "toy", "ana")).await.unwrap().unwrap();
    vec![("actor", ana.id.to_string()), ("kind", kind.to_owned()), ("mode", mode.to_owned())]
}

async fn bring(club: &Club, browser: &mut Browser<'_>, kind: &'static str, name: &str, bytes: &[u8]) -> Answer {
    browser.get("/settings/imports").await;
    let fields = fields(club, kind, "overwrite").await;
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.attach("/settings/imports", &fields, name, bytes).await
}

async fn hidden(club: &Club) -> Vec<String> {
    let hosts = club.app.db.read(|c| {
        let ana = Actor::find_at(c, "toy", "ana")?.ok_or(diesel::result::Error::NotFound)?;
        mute::hosts(c, ana.id, Range::default(), ALL)
    });
    hosts.await.unwrap().into_iter().map(|(_, host)| host).collect()
}

#[actix_web::test]
async fn a_table_is_shown_confirmed_and_done_for_its_owner_alone() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    club.member("bob", Role::Owner).await;
    let (mut ana, mut bob) = (club.browser_of("ana").await, club.browser_of("bob").await);
    let answer = bring(&club, &mut ana, "", "x.csv", b"#domain\r\none.example\r\nno host\r\n").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let path = answer.location;
    let page = ana.get(&path).await.body;
    assert!(page.contains("one.example") && page.contains("This names no server."), "{page}");
    assert!(page.contains("Import one row") && page.contains("nothing will be removed"), "{page}");

    bob.get("/settings/imports").await;
    for strange in [path.clone(), format!("{path}/refused.csv")] {
        assert_eq!(bob.get(&strange).await.status, StatusCode::NOT_FOUND);
    }
    for action in ["confirmation", "cancellation"] {
        assert_eq!(bob.post(&format!("{path}/{action}"), &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(bob.post(&format!("{path}?_method=delete"), &[]).await.status, StatusCode::NOT_FOUND);
    club.work().await;
    assert!(hidden(&club).await.is_empty(), "nobody confirmed");

    ana.get(&path).await;
    ana.post(&format!("{path}/confirmation"), &[]).await;
    assert!(ana.get(&path).await.body.contains("http-equiv=\"refresh\""));
    club.work().await;
    assert_eq!(hidden(&club).await, ["one.example"]);
    let page = ana.get(&path).await.body;
    assert!(page.contains("2 in all, 1 done, 1 not possible") && !page.contains("http-equiv"), "{page}");
    let refused = ana.get(&format!("{path}/refused.csv")).await;
    assert_eq!(refused.body, "#domain,Reason\r\nno host,This names no server.\r\n");
    assert!(refused.disposition.contains("refused_blocked_domains.csv"));
    ana.post(&format!("{path}?_method=delete"), &[]).await;
    assert_eq!(ana.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(hidden(&club).await, ["one.example"], "the report goes, not what was imported");
}

#[actix_web::test]
async fn what_cannot_be_read_is_said_beside_the_field() {
    let club = Club::open(RegistrationMode::Open).await;
    let account = club.member("ana", Role::Member).await.id;
    let mut ana = club.browser_of("ana").await;
    for (name, bytes, words) in [
        ("x.csv", &b"\xff\xfe"[..], "This is not text in UTF-8."),
        ("x.csv", b"\n", "There is nothing in this file."),
        ("x.csv", b"ana@one.example\n", "The file does not say what it is."),
    ] {
        let answer = bring(&club, &mut ana, "", name, bytes).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words), "{}", answer.body);
    }
    let large = vec![b'a'; MOST_BYTES as usize + 1];
    assert_eq!(bring(&club, &mut ana, "", "x.csv", &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let answer = bring(&club, &mut ana, "lists", "x.csv", b"Account address\nana@one.example\n").await;
    assert!(answer.body.contains("does not have the columns"), "{}", answer.body);
    assert!(club.app.db.read(move |c| Import::list(c, account)).await.unwrap().is_empty());

    // Somebody else's actor is none to bring anything for.
    club.member("bob", Role::Member).await;
    let mut bob = club.browser_of("bob").await;
    assert_eq!(
        bring(&club, &mut bob, "", "follows.csv", b"a@one.example").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[actix_web::test]
async fn who_lives_elsewhere_is_refused_where_the_club_talks_to_nobody_and_tables_are_saved_one_by_one() {
    let club = Club::open(RegistrationMode::Open).await;
    club.member("ana", Role::Member).await;
    club.member("bob", Role::Member).await;
    let (mut ana, mut bob) = (club.browser_of("ana").await, club.browser_of("bob").await);
    let path = bring(&club, &mut ana, "", "mutes.csv", b"far@one.example\nbob@toy.club.example\n").await.location;
    ana.get(&path).await;
    ana.post(&format!("{path}/confirmation"), &[]).await;
    club.work().await;
    let page = ana.get(&path).await.body;
    assert!(page.contains("This club talks to no other servers at present."), "{page}");

    let id = fields(&club, "", "").await.remove(0).1;
    let saved = ana.get(&format!("/settings/export/{id}/muted_accounts.csv")).await;
    assert_eq!(saved.body, "Account address,Hide notifications\r\nbob@toy.club.example,true\r\n");
    assert!(saved.disposition.starts_with("attachment"));
    assert!(ana.get("/settings/export").await.body.contains(&format!("/settings/export/{id}/bookmarks.csv")));
    assert_eq!(ana.get(&format!("/settings/export/{id}/account.json")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bob.get(&format!("/settings/export/{id}/lists.csv")).await.status, StatusCode::NOT_FOUND);
}
