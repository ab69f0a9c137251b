//! Changing the password and the address.

use chrono::Duration;
use diesel::prelude::*;
use store::uri::Site;
use store::{Conn, clock};

use super::{check, fresh, log_in, member, race, write};
use crate::account::{Account, NewAddress, NewAddressError};
use crate::challenge::{Answer, Challenge};
use crate::email::EmailError;
use crate::schema::email_tokens;
use crate::secret::Secret;
use crate::session::Session;
use crate::token::{EmailToken, Purpose};

fn is_open(c: &mut Conn, token: &Secret) -> bool {
    Session::find_by_token(c, &Site::Square, token.as_str()).unwrap().is_some()
}

#[test]
fn another_password_ends_the_other_sessions() {
    check(|c| {
        let ana = member(c, "ana");
        let (here, token_here) = log_in(c, &ana);
        let (_, token_there) = log_in(c, &ana);
        let mailed = EmailToken::issue(c, ana.id, Purpose::Reset, &ana.email).unwrap();
        let half_done = Challenge::open(c, &ana).unwrap();
        ana.set_password(c, "new", Some(&here)).unwrap();
        assert_eq!(Account::get(c, ana.id).unwrap().password_hash, "new");
        assert!(is_open(c, &token_here));
        assert!(!is_open(c, &token_there));
        assert!(EmailToken::find(c, Purpose::Reset, mailed.as_str()).unwrap().is_none());
        assert!(matches!(Challenge::answer(c, half_done.as_str(), "").unwrap(), Answer::Over));
    });
}

#[test]
fn a_password_set_by_hand_ends_all_sessions() {
    check(|c| {
        let ana = member(c, "ana");
        let (_, token) = log_in(c, &ana);
        ana.set_password_by_hand(c, "new", None).unwrap();
        assert!(!is_open(c, &token));
    });
}

#[test]
fn a_mailed_link_sets_another_password_once() {
    check(|c| {
        let ana = member(c, "ana");
        let (_, token) = log_in(c, &ana);
        let mailed = EmailToken::issue(c, ana.id, Purpose::Reset, &ana.email).unwrap();
        assert!(EmailToken::find(c, Purpose::Reset, mailed.as_str()).unwrap().is_some());
        assert!(EmailToken::find(c, Purpose::Confirm, mailed.as_str()).unwrap().is_none());
        let changed = Account::reset_password(c, mailed.as_str(), "new").unwrap().unwrap();
        assert_eq!(changed.password_hash, "new");
        assert!(!is_open(c, &token));
        assert!(Account::reset_password(c, mailed.as_str(), "newer").unwrap().is_none());
        assert_eq!(Account::get(c, ana.id).unwrap().password_hash, "new");
    });
}

#[test]
fn only_the_last_mailed_link_works_and_not_for_long() {
    check(|c| {
        let ana = member(c, "ana");
        let first = EmailToken::issue(c, ana.id, Purpose::Reset, &ana.email).unwrap();
        let second = EmailToken::issue(c, ana.id, Purpose::Reset, &ana.email).unwrap();
        assert!(EmailToken::redeem(c, Purpose::Reset, first.as_str()).unwrap().is_none());
        assert!(EmailToken::redeem(c, Purpose::Reset, "").unwrap().is_none());
        diesel::update(email_tokens::table)
            .set(email_tokens::expires_at.eq(clock::now() - Duration::seconds(1)))
            .execute(c)
            .unwrap();
        assert!(EmailToken::find(c, Purpose::Reset, second.as_str()).unwrap().is_none());
        assert!(EmailToken::redeem(c, Purpose::Reset, second.as_str()).unwrap().is_none());
        EmailToken::expire(c).unwrap();
        let rows: i64 = email_tokens::table.count().get_result(c).unwrap();
        assert_eq!(rows, 0);
    });
}

#[test]
fn a_token_is_redeemed_once_however_many_bring_it() {
    let db = fresh();
    let token = write(&db, |c| {
        let ana = member(c, "ana");
        EmailToken::issue(c, ana.id, Purpose::Reset, &ana.email).unwrap()
    });
    let redeemed = race(&db, move |c| EmailToken::redeem(c, Purpose::Reset, token.as_str()).unwrap().is_some());
    assert_eq!(redeemed.iter().filter(|got| **got).count(), 1);
}

#[test]
fn another_address_is_proved_by_mail() {
    check(|c| {
        let ana = member(c, "ana");
        let NewAddress::Free(email, token) = ana.ask_for_address(c, "New@Example.org").unwrap() else {
            panic!("it is free");
        };
        assert_eq!(email.as_str(), "new@example.org");
        assert_eq!(Account::get(c, ana.id).unwrap().email, "ana@example.org", "not yet");
        let old_link = EmailToken::issue(c, ana.id, Purpose::Reset, &ana.email).unwrap();
        let ana = Account::change_address(c, token.as_str()).unwrap().unwrap();
        assert_eq!(ana.email, "new@example.org");
        assert!(Account::reset_password(c, old_link.as_str(), "new").unwrap().is_none());
        assert!(Account::change_address(c, token.as_str()).unwrap().is_none());
    });
}

#[test]
fn an_address_that_is_known_is_not_given_twice() {
    check(|c| {
        let (ana, bela) = (member(c, "ana"), member(c, "bela"));
        let asked = ana.ask_for_address(c, "BELA@example.org").unwrap();
        assert!(matches!(asked, NewAddress::Known(account) if account.id == bela.id));
        assert!(matches!(ana.ask_for_address(c, "bela"), Err(NewAddressError::Refused(EmailError::Malformed))));
        // Taken between asking and confirming.
        let NewAddress::Free(_, token) = ana.ask_for_address(c, "cid@example.org").unwrap() else {
            panic!("it is free");
        };
        member(c, "cid");
        assert!(Account::change_address(c, token.as_str()).unwrap().is_none());
        assert_eq!(Account::get(c, ana.id).unwrap().email, "ana@example.org");
    });
}
