//! Sessions, and the tickets that carry them from the square to a stall.

use chrono::Duration;
use diesel::prelude::*;
use store::uri::Site;
use store::{Conn, clock};

use super::{check, fresh, log_in, member, race, write};
use crate::account::Account;
use crate::schema::{sessions, tickets};
use crate::session::{Client, LIFETIME, Session, SessionId};
use crate::ticket::Ticket;

const STALL: &str = "pottery";

/// Sets the clock of every session back.
fn pass(c: &mut Conn, time: Duration) {
    for session in sessions::table.select(Session::as_select()).load(c).unwrap() {
        let set = (
            sessions::last_seen_at.eq(session.last_seen_at - time),
            sessions::expires_at.eq(session.expires_at - time),
        );
        diesel::update(&session).set(set).execute(c).unwrap();
    }
}

fn get(c: &mut Conn, id: SessionId) -> Session {
    sessions::table.find(id).select(Session::as_select()).first(c).unwrap()
}

#[test]
fn a_token_opens_the_session_of_its_site() {
    check(|c| {
        let ana = member(c, "ana");
        let client = Client { user_agent: "Fox ".repeat(200), address: "192.0.2.1".to_owned() };
        let (session, token) = Session::open(c, ana.id, &Site::Square, None, &client).unwrap();
        assert_eq!((session.user_agent.len(), session.address.as_str()), (300, "192.0.2.1"));
        let (found, account) = Session::find_by_token(c, &Site::Square, token.as_str()).unwrap().unwrap();
        assert_eq!((found.id, account.id), (session.id, ana.id));
        assert!(Session::find_by_token(c, &Site::Stall(STALL), token.as_str()).unwrap().is_none());
        assert!(Session::find_by_token(c, &Site::Square, "").unwrap().is_none());
        let kept: String = sessions::table.select(sessions::token_hash).first(c).unwrap();
        assert_ne!(kept, token.as_str());
    });
}

#[test]
fn a_session_lasts_as_long_as_it_is_used() {
    check(|c| {
        let ana = member(c, "ana");
        let (session, token) = log_in(c, &ana);
        assert!(!session.is_due(), "just opened");
        session.touch(c).unwrap();
        assert_eq!(Account::get(c, ana.id).unwrap().last_seen_at, None);

        pass(c, Duration::days(29));
        let (session, _) = Session::find_by_token(c, &Site::Square, token.as_str()).unwrap().unwrap();
        assert!(session.is_due());
        session.touch(c).unwrap();
        assert!(get(c, session.id).expires_at > clock::now() + LIFETIME - Duration::minutes(1));
        assert!(Account::get(c, ana.id).unwrap().last_seen_at.is_some());
        assert_eq!(Account::count_seen_since(c, clock::now() - Duration::days(1)).unwrap(), 1);

        let rows = |c: &mut Conn| -> i64 { sessions::table.count().get_result(c).unwrap() };
        Session::expire(c).unwrap();
        assert_eq!(rows(c), 1);
        pass(c, Duration::days(31));
        assert!(Session::find_by_token(c, &Site::Square, token.as_str()).unwrap().is_none());
        assert_eq!(Session::list(c, ana.id).unwrap().len(), 0);
        Session::expire(c).unwrap();
        assert_eq!(rows(c), 0);
    });
}

#[test]
fn a_ticket_carries_the_log_in_to_its_stall() {
    check(|c| {
        let ana = member(c, "ana");
        let (square, _) = log_in(c, &ana);
        let ticket = Ticket::issue(c, &square, STALL, "/@ana?page=2").unwrap();
        let admission = Ticket::redeem(c, STALL, ticket.as_str(), &Client::default()).unwrap().unwrap();
        assert_eq!(admission.next, "/@ana?page=2");
        assert_eq!(admission.session.parent_id, Some(square.id));
        let site = Site::Stall(STALL);
        let (_, account) = Session::find_by_token(c, &site, admission.token.as_str()).unwrap().unwrap();
        assert_eq!(account.id, ana.id);
        assert!(Ticket::redeem(c, STALL, ticket.as_str(), &Client::default()).unwrap().is_none(), "once");
        let listed: Vec<_> = Session::list(c, ana.id).unwrap().into_iter().map(|s| s.id).collect();
        assert_eq!(listed, [square.id], "one log-in");
    });
}

#[test]
fn use_of_a_stall_keeps_the_square_open() {
    check(|c| {
        let ana = member(c, "ana");
        let (square, _) = log_in(c, &ana);
        let ticket = Ticket::issue(c, &square, STALL, "/").unwrap();
        let stall = Ticket::redeem(c, STALL, ticket.as_str(), &Client::default()).unwrap().unwrap();
        pass(c, Duration::days(20));
        get(c, stall.session.id).touch(c).unwrap();
        assert!(get(c, square.id).expires_at > clock::now() + Duration::days(29));
    });
}

#[test]
fn a_ticket_is_good_at_one_stall_for_a_minute() {
    check(|c| {
        let ana = member(c, "ana");
        let (square, _) = log_in(c, &ana);
        let client = Client::default();

        let ticket = Ticket::issue(c, &square, STALL, "/").unwrap();
        assert!(Ticket::redeem(c, "weaving", ticket.as_str(), &client).unwrap().is_none());
        assert!(Ticket::redeem(c, STALL, ticket.as_str(), &client).unwrap().is_none(), "it is spoilt");

        let late = Ticket::issue(c, &square, STALL, "/").unwrap();
        let minute_ago = tickets::expires_at.eq(clock::now() - Duration::seconds(1));
        diesel::update(tickets::table).set(minute_ago).execute(c).unwrap();
        assert!(Ticket::redeem(c, STALL, late.as_str(), &client).unwrap().is_none());

        Ticket::issue(c, &square, STALL, "/").unwrap();
        let rows = |c: &mut Conn| -> i64 { tickets::table.count().get_result(c).unwrap() };
        Ticket::expire(c).unwrap();
        assert_eq!(rows(c), 1);
        diesel::update(tickets::table).set(minute_ago).execute(c).unwrap();
        Ticket::expire(c).unwrap();
        assert_eq!(rows(c), 0);

        let orphan = Ticket::issue(c, &square, STALL, "/").unwrap();
        assert!(Session::revoke(c, ana.id, square.id).unwrap());
        assert!(Ticket::redeem(c, STALL, orphan.as_str(), &client).unwrap().is_none());
    });
}

#[test]
fn a_ticket_is_taken_once_however_many_bring_it() {
    let db = fresh();
    let token = write(&db, |c| {
        let ana = member(c, "ana");
        let (square, _) = log_in(c, &ana);
        Ticket::issue(c, &square, STALL, "/").unwrap()
    });
    let taken = race(&db, move |c| Ticket::redeem(c, STALL, token.as_str(), &Client::default()).unwrap().is_some());
    assert_eq!(taken.iter().filter(|got| **got).count(), 1);
    let children: i64 =
        write(&db, |c| sessions::table.filter(sessions::parent_id.is_not_null()).count().get_result(c).unwrap());
    assert_eq!(children, 1);
}

#[test]
fn revoking_a_log_in_ends_what_stalls_have_of_it() {
    check(|c| {
        let (ana, bela) = (member(c, "ana"), member(c, "bela"));
        let (first, _) = log_in(c, &ana);
        let (second, _) = log_in(c, &ana);
        let (other, other_token) = log_in(c, &bela);
        let visit = |c: &mut Conn, session: &Session| {
            let ticket = Ticket::issue(c, session, STALL, "/").unwrap();
            Ticket::redeem(c, STALL, ticket.as_str(), &Client::default()).unwrap().unwrap()
        };
        let (at_first, at_second) = (visit(c, &first), visit(c, &second));
        let site = Site::Stall(STALL);
        let is_open = |c: &mut Conn, token: &str| Session::find_by_token(c, &site, token).unwrap().is_some();

        assert!(!Session::revoke(c, ana.id, other.id).unwrap(), "not hers");
        // Asked from the stall: what belongs to the same log-in stays.
        assert_eq!(Session::revoke_all_except(c, ana.id, Some(&at_first.session)).unwrap(), 1);
        assert!(is_open(c, at_first.token.as_str()));
        assert!(!is_open(c, at_second.token.as_str()));
        assert!(Session::revoke(c, ana.id, first.id).unwrap());
        assert!(!is_open(c, at_first.token.as_str()));
        assert!(Session::find_by_token(c, &Site::Square, other_token.as_str()).unwrap().is_some());
    });
}
