//! Confirmation, approval, suspension, roles and the end of an account.

use diesel::prelude::*;

use super::{check, log_in, member, with_role};
use crate::account::{Account, Filter, Refusal, RegistrationMode, Role, SignUp, SignedUp, StandingError, State};
use crate::audit::AuditEntry;
use crate::invite::Invite;
use crate::schema::accounts;
use crate::session::Session;
use crate::token::{EmailToken, Purpose};
use store::Conn;

fn applicant(c: &mut Conn, name: &str) -> Account {
    let form = SignUp {
        name,
        email: &format!("{name}@example.org"),
        password_hash: "hash",
        locale: "en",
        reason: "to play",
        invite: "",
        mode: RegistrationMode::Approval,
    };
    match Account::sign_up(c, form).unwrap() {
        SignedUp::New(account) => account,
        SignedUp::Known { account: known, .. } => panic!("{known:?}"),
    }
}

fn trail(c: &mut Conn) -> Vec<String> {
    let entries = AuditEntry::list(c, None, 100).unwrap();
    let line = |(entry, by): (AuditEntry, Option<String>)| {
        format!("{} {} {} {}", by.unwrap_or_default(), entry.action, entry.target, entry.detail)
    };
    entries.into_iter().rev().map(line).collect()
}

#[test]
fn confirmed_then_approved_then_let_in() {
    check(|c| {
        let ana = with_role(c, "ana", Role::Moderator);
        let bela = applicant(c, "bela");
        assert_eq!(bela.may_log_in(), Err(Refusal::Unconfirmed));
        let token = EmailToken::issue(c, bela.id, Purpose::Confirm, &bela.email).unwrap();
        let bela = Account::confirm(c, token.as_str()).unwrap().unwrap();
        assert_eq!(bela.may_log_in(), Err(Refusal::Pending));
        assert!(Account::confirm(c, token.as_str()).unwrap().is_none(), "once");
        let bela = bela.approve(c, Some(ana.id)).unwrap();
        assert_eq!(bela.may_log_in(), Ok(()));
        assert_eq!(trail(c), ["ana account.approve bela "]);
        assert!(matches!(bela.reject(c, Some(ana.id)), Err(StandingError::Approved)));
    });
}

#[test]
fn a_confirmation_is_for_the_address_it_was_mailed_to() {
    check(|c| {
        let bela = applicant(c, "bela");
        let token = EmailToken::issue(c, bela.id, Purpose::Confirm, "old@example.org").unwrap();
        assert!(Account::confirm(c, token.as_str()).unwrap().is_none());
        assert_eq!(Account::get(c, bela.id).unwrap().confirmed_at, None);
        assert!(bela.confirm_by_hand(c, None).unwrap().confirmed_at.is_some());
    });
}

#[test]
fn nothing_is_left_of_who_is_rejected() {
    check(|c| {
        let bela = applicant(c, "bela");
        bela.reject(c, None).unwrap();
        let rows: i64 = accounts::table.count().get_result(c).unwrap();
        assert_eq!(rows, 0);
        assert_eq!(trail(c), [" account.reject bela "]);
        applicant(c, "bela");
    });
}

#[test]
fn suspension_ends_sessions_until_it_is_lifted() {
    check(|c| {
        let ana = with_role(c, "ana", Role::Moderator);
        let bela = member(c, "bela");
        let (_, token) = log_in(c, &bela);
        let mailed = EmailToken::issue(c, bela.id, Purpose::Reset, &bela.email).unwrap();
        let bela = bela.suspend(c, "spam", Some(ana.id)).unwrap();
        assert_eq!(bela.may_log_in(), Err(Refusal::Suspended));
        let found = Session::find_by_token(c, &store::uri::Site::Square, token.as_str());
        assert!(found.unwrap().is_none());
        assert!(EmailToken::find(c, Purpose::Reset, mailed.as_str()).unwrap().is_none());
        let bela = bela.restore(c, Some(ana.id)).unwrap();
        assert_eq!(bela.may_log_in(), Ok(()));
        assert_eq!(trail(c), ["ana account.suspend bela spam", "ana account.restore bela "]);
    });
}

#[test]
fn a_session_of_a_suspended_account_is_none() {
    check(|c| {
        let bela = member(c, "bela");
        bela.suspend(c, "", None).unwrap();
        // E.g. one that another node opened at the same moment.
        let (_, token) = log_in(c, &bela);
        let found = Session::find_by_token(c, &store::uri::Site::Square, token.as_str());
        assert!(found.unwrap().is_none());
    });
}

#[test]
fn a_club_keeps_its_last_owner() {
    check(|c| {
        let ana = with_role(c, "ana", Role::Owner);
        assert!(matches!(ana.set_role(c, Role::Admin, None), Err(StandingError::LastOwner)));
        assert!(matches!(ana.suspend(c, "", None), Err(StandingError::LastOwner)));
        assert!(matches!(ana.clone().delete(c, None), Err(StandingError::LastOwner)));
        let bela = member(c, "bela").set_role(c, Role::Owner, Some(ana.id)).unwrap();
        let ana = ana.set_role(c, Role::Admin, Some(bela.id)).unwrap();
        assert_eq!(ana.role, Role::Admin);
        assert!(matches!(bela.delete(c, None), Err(StandingError::LastOwner)));
    });
}

#[test]
fn roles_are_a_ladder() {
    check(|c| {
        let owner = with_role(c, "ana", Role::Owner);
        let other = with_role(c, "bela", Role::Owner);
        let admin = with_role(c, "cid", Role::Admin);
        let moderator = with_role(c, "dora", Role::Moderator);
        let member = member(c, "eva");
        for (above, below) in [(&owner, &admin), (&admin, &moderator), (&moderator, &member)] {
            assert!(above.outranks(below) && !below.outranks(above));
        }
        assert!(owner.outranks(&other) && other.outranks(&owner));
        assert!(!owner.outranks(&owner) && !member.outranks(&member));
    });
}

#[test]
fn what_is_deleted_leaves_only_its_name() {
    check(|c| {
        let bela = member(c, "bela");
        let id = bela.id;
        let (_, token) = log_in(c, &bela);
        let invite = Invite::create(c, id, None, None).unwrap();
        bela.delete(c, Some(id)).unwrap();
        assert!(Account::find(c, id).unwrap().is_none());
        assert!(Account::find_by_login(c, "bela").unwrap().is_none());
        assert!(Account::find_by_email(c, "").unwrap().is_none());
        assert!(Session::find_by_token(c, &store::uri::Site::Square, token.as_str()).unwrap().is_none());
        assert!(Invite::find_usable(c, &invite.code).unwrap().is_none());
        let row: Account = accounts::table.find(id).select(Account::as_select()).first(c).unwrap();
        assert_eq!((row.email.as_str(), row.password_hash.as_str()), ("", ""));
        assert_eq!(row.may_log_in(), Err(Refusal::Deleted));
        // A second tombstone has no address either.
        let cid = member(c, "cid");
        cid.delete(c, None).unwrap();
    });
}

#[test]
fn the_staff_is_who_may_log_in_and_is_no_mere_member() {
    check(|c| {
        member(c, "ana");
        with_role(c, "bela", Role::Moderator);
        with_role(c, "cid", Role::Owner);
        with_role(c, "abe", Role::Moderator);
        with_role(c, "dora", Role::Admin).suspend(c, "", None).unwrap();
        let names: Vec<_> = Account::staff(c).unwrap().into_iter().map(|account| account.name).collect();
        assert_eq!(names, ["cid", "abe", "bela"]);
    });
}

#[test]
fn lists_and_counts() {
    check(|c| {
        let ana = with_role(c, "ana", Role::Owner);
        let under = member(c, "x_y");
        let bela = applicant(c, "bela");
        let cid = applicant(c, "cid").confirm_by_hand(c, None).unwrap();
        let dora = member(c, "dora").suspend(c, "", None).unwrap();
        member(c, "gone").delete(c, None).unwrap();

        let ids = |c: &mut Conn, filter: Filter| -> Vec<_> {
            Account::list(c, &filter, 10).unwrap().into_iter().map(|account| account.id).collect()
        };
        let state = |state| Filter { state: Some(state), ..Filter::default() };
        assert_eq!(ids(c, Filter::default()), [dora.id, cid.id, bela.id, under.id, ana.id]);
        assert_eq!(ids(c, state(State::Active)), [under.id, ana.id]);
        assert_eq!(ids(c, state(State::Unconfirmed)), [bela.id]);
        assert_eq!(ids(c, state(State::Pending)), [cid.id]);
        assert_eq!(ids(c, state(State::Suspended)), [dora.id]);
        assert_eq!(ids(c, Filter { role: Some(Role::Owner), ..Filter::default() }), [ana.id]);
        assert_eq!(ids(c, Filter { before: Some(bela.id), ..Filter::default() }), [under.id, ana.id]);
        let text = |text: &str| Filter { text: text.to_owned(), ..Filter::default() };
        assert_eq!(ids(c, text("BEL")), [bela.id]);
        assert_eq!(ids(c, text("cid@EXAMPLE")), [cid.id]);
        assert_eq!(ids(c, text("_")), [under.id], "no wildcard");
        assert_eq!(ids(c, text("%")), []);

        let counts = Account::counts(c).unwrap();
        assert_eq!((counts.active, counts.unconfirmed, counts.pending, counts.suspended), (2, 1, 1, 1));
    });
}
