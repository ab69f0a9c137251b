//! The four ways to sign up, and what is refused.

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock};

use super::{check, fresh, member, race, with_role, write};
use crate::account::{Account, Mistake, NameError, NewMember, RegistrationMode, Role, SignUp, SignUpError, SignedUp};
use crate::email::{self, EmailError};
use crate::invite::Invite;
use crate::schema::accounts;

const BELA: SignUp<'static> = SignUp {
    name: "Bela",
    email: "Bela@Example.org",
    password_hash: "hash",
    locale: "fr",
    reason: "",
    invite: "",
    mode: RegistrationMode::Open,
};

fn new(c: &mut Conn, form: SignUp<'_>) -> Account {
    match Account::sign_up(c, form).unwrap() {
        SignedUp::New(account) => account,
        SignedUp::Known { account, .. } => panic!("{account:?} has that address"),
    }
}

fn mistakes(c: &mut Conn, form: SignUp<'_>) -> Vec<Mistake> {
    match Account::sign_up(c, form) {
        Err(SignUpError::Mistakes(mistakes)) => mistakes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn open_to_everybody() {
    check(|c| {
        let bela = new(c, BELA);
        assert_eq!((bela.name.as_str(), bela.email.as_str()), ("bela", "bela@example.org"));
        assert_eq!((bela.role, bela.locale.as_str()), (Role::Member, "fr"));
        assert!(bela.approved_at.is_some());
        assert_eq!(bela.confirmed_at, None);
        assert_eq!(Account::find_by_name(c, "BELA").unwrap().unwrap().id, bela.id);
        assert_eq!(Account::find_by_login(c, " bela@EXAMPLE.org ").unwrap().unwrap().id, bela.id);
    });
}

#[test]
fn a_moderator_decides_and_needs_a_reason() {
    check(|c| {
        let form = SignUp { mode: RegistrationMode::Approval, ..BELA };
        assert_eq!(mistakes(c, form), [Mistake::ReasonMissing]);
        let long = "x".repeat(2001);
        assert_eq!(mistakes(c, SignUp { reason: &long, ..form }), [Mistake::ReasonTooLong]);
        let bela = new(c, SignUp { reason: " I play the tuba. ", ..form });
        assert_eq!(bela.reason.as_deref(), Some("I play the tuba."));
        assert_eq!(bela.approved_at, None);
    });
}

#[test]
fn an_invitation_spares_approval() {
    check(|c| {
        let ana = member(c, "ana");
        let invite = Invite::create(c, ana.id, Some(2), None).unwrap();
        let form = SignUp { mode: RegistrationMode::Approval, invite: &invite.code, ..BELA };
        let bela = new(c, form);
        assert!(bela.approved_at.is_some());
        assert_eq!(bela.invite_id, Some(invite.id));
        assert_eq!(Invite::find(c, invite.id).unwrap().unwrap().uses, 1);
    });
}

#[test]
fn only_with_an_invitation() {
    check(|c| {
        let form = SignUp { mode: RegistrationMode::Invite, ..BELA };
        assert_eq!(mistakes(c, form), [Mistake::InviteMissing]);
        assert_eq!(mistakes(c, SignUp { invite: "abcd-efgh-jkmn", ..form }), [Mistake::InviteInvalid]);
        let ana = member(c, "ana");
        let invite = Invite::create(c, ana.id, Some(1), None).unwrap();
        let cid = SignUp { name: "cid", email: "cid@example.org", invite: &invite.code, ..form };
        new(c, SignUp { invite: &invite.code, ..form });
        assert_eq!(mistakes(c, cid), [Mistake::InviteInvalid], "it was for one");
    });
}

#[test]
fn closed_to_everybody() {
    check(|c| {
        let ana = member(c, "ana");
        let invite = Invite::create(c, ana.id, None, None).unwrap();
        let form = SignUp { mode: RegistrationMode::Closed, invite: &invite.code, ..BELA };
        assert!(matches!(Account::sign_up(c, form), Err(SignUpError::Closed)));
        assert!(Account::find_by_name(c, "bela").unwrap().is_none());
    });
}

#[test]
fn every_mistake_is_told_at_once() {
    check(|c| {
        let form = SignUp { name: "b b", email: "bela", invite: "nothing", mode: RegistrationMode::Approval, ..BELA };
        let found = mistakes(c, form);
        assert_eq!(
            found,
            [Mistake::Name(NameError::Malformed), Mistake::Email(EmailError::Malformed), Mistake::InviteInvalid]
        );
        assert_eq!(form.mistakes(c).unwrap(), found, "before the password is hashed, too");
        assert_eq!(BELA.mistakes(c).unwrap(), []);
        assert_eq!(found.iter().map(|m| m.field()).collect::<Vec<_>>(), ["name", "email", "invite"]);
    });
}

#[test]
fn names_are_given_once() {
    check(|c| {
        let ana = member(c, "ana");
        let taken = [Mistake::Name(NameError::Taken)];
        assert_eq!(mistakes(c, SignUp { name: "ANA", ..BELA }), taken);
        assert_eq!(mistakes(c, SignUp { name: "admin", ..BELA }), [Mistake::Name(NameError::Reserved)]);
        ana.delete(c, None).unwrap();
        assert_eq!(mistakes(c, SignUp { name: "ana", ..BELA }), taken, "the name stays reserved");
        let ana = SignUp { name: "ana2", email: "ana@example.org", ..BELA };
        assert!(matches!(Account::sign_up(c, ana), Ok(SignedUp::New(_))), "the address does not");
    });
}

#[test]
fn blocked_domains_may_not_sign_up() {
    check(|c| {
        email::block_domain(c, "example.org").unwrap();
        assert_eq!(mistakes(c, BELA), [Mistake::Email(EmailError::Blocked)]);
    });
}

#[test]
fn sign_up_does_not_tell_who_has_an_account() {
    check(|c| {
        let ana = member(c, "ana");
        let invite = Invite::create(c, ana.id, Some(2), None).unwrap();
        let form = SignUp { email: "ANA@example.org", invite: &invite.code, ..BELA };
        let known = Account::sign_up(c, form).unwrap();
        assert!(matches!(known, SignedUp::Known { account, .. } if account.id == ana.id));

        // Whether the name and the invitation are used up afterwards does not tell either.
        let again = SignUp { email: "eve@example.org", ..form };
        assert_eq!(mistakes(c, again), [Mistake::Name(NameError::Taken)]);
        assert_eq!(Invite::find(c, invite.id).unwrap().unwrap().uses, 1);

        // The name that is held is no account, and is free again in time.
        assert!(Account::find_by_name(c, "bela").unwrap().is_none());
        assert_eq!(Account::counts(c).unwrap().unconfirmed, 0);
        let later = clock::now() + Duration::seconds(1);
        assert_eq!(Account::forget_unconfirmed(c, later).unwrap(), 1);
        assert_eq!(Invite::find(c, invite.id).unwrap().unwrap().uses, 0);
        new(c, again);
    });
}

#[test]
fn what_is_never_confirmed_is_forgotten() {
    check(|c| {
        let ana = member(c, "ana");
        new(c, BELA);
        let now = clock::now();
        assert_eq!(Account::forget_unconfirmed(c, now - Duration::hours(1)).unwrap(), 0, "too early");
        assert_eq!(Account::forget_unconfirmed(c, now + Duration::hours(1)).unwrap(), 1);
        assert!(Account::find_by_name(c, "bela").unwrap().is_none());
        assert!(Account::find(c, ana.id).unwrap().is_some());

        new(c, BELA).suspend(c, "a nuisance", None).unwrap();
        assert_eq!(Account::forget_unconfirmed(c, now + Duration::hours(1)).unwrap(), 0, "shut out for good");
    });
}

#[test]
fn an_address_is_found_however_it_is_written() {
    check(|c| {
        let bela = new(c, SignUp { email: "bela@bücher.example", ..BELA });
        for written in ["Bela@Bücher.example ", "bela@XN--bcher-kva.example"] {
            assert_eq!(Account::find_by_login(c, written).unwrap().map(|found| found.id), Some(bela.id));
        }
        assert!(Account::find_by_login(c, "bela@bucher.example").unwrap().is_none());
        assert!(Account::find_by_login(c, "@").unwrap().is_none());
    });
}

#[test]
fn an_administrator_makes_an_account_that_may_log_in() {
    check(|c| {
        let root = with_role(c, "admin", Role::Owner);
        assert!(root.may_log_in().is_ok(), "reserved names are for administrators to give");
        let twice = NewMember {
            name: "admin",
            email: "Admin@example.org",
            password_hash: "hash",
            locale: "en",
            role: Role::Member,
        };
        let Err(SignUpError::Mistakes(found)) = Account::create(c, twice) else {
            panic!("made twice");
        };
        assert_eq!(found, [Mistake::Name(NameError::Taken), Mistake::EmailTaken]);
    });
}

#[test]
fn of_those_who_want_a_name_at_the_same_moment_one_gets_it() {
    let db = fresh();
    let results = race(&db, |c| Account::sign_up(c, BELA).map_err(|error| error.to_string()));
    let count = |wanted: fn(&Result<SignedUp, String>) -> bool| results.iter().filter(|r| wanted(r)).count();
    assert_eq!(count(|r| matches!(r, Ok(SignedUp::New(_)))), 1);
    assert_eq!(count(|r| matches!(r, Err(text) if text == "this name is taken")), 7);
}

#[test]
fn of_those_who_bring_an_address_at_the_same_moment_one_gets_it() {
    let db = fresh();
    let results = race(&db, |c| {
        let name = format!("bela{}", store::snowflake::next() % 1_000_000_007);
        Account::sign_up(c, SignUp { name: &name, ..BELA }).map_err(|error| error.to_string())
    });
    let new = results.iter().filter(|r| matches!(r, Ok(SignedUp::New(_)))).count();
    let known = results.iter().filter(|r| matches!(r, Ok(SignedUp::Known { .. }))).count();
    assert_eq!((new, known), (1, 7), "{results:?}");
    let addresses: i64 =
        write(&db, |c| accounts::table.filter(accounts::email.eq("bela@example.org")).count().get_result(c).unwrap());
    assert_eq!(addresses, 1);
}
