//! One-time codes, recovery codes, and the log-in that asks for them.

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock};
use totp_rs::{Builder, Secret as Key};

use super::{check, fresh, member, race, write};
use crate::account::Account;
use crate::challenge::{Answer, Challenge, TRIES};
use crate::recovery::RecoveryCode;
use crate::schema::{accounts, challenges};
use crate::secret::Secret;
use crate::totp;

/// What a device with this key shows so many steps from now.
fn code(key: &str, steps: i64) -> String {
    let time = clock::now().and_utc().timestamp() + steps * 30;
    let totp = Builder::new().with_secret(Key::try_from_base32(key).unwrap()).build().unwrap();
    totp.generate(u64::try_from(time).unwrap()).to_string()
}

/// An account with one-time codes, its key and its recovery codes. The code of the step before this one is used.
fn guarded(c: &mut Conn, name: &str) -> (Account, String, Vec<Secret>) {
    let account = member(c, name);
    let key = totp::new_key();
    let codes = account.enable_totp(c, &key, &code(&key, -1)).unwrap().unwrap();
    (Account::get(c, account.id).unwrap(), key, codes)
}

#[test]
fn a_device_proves_that_it_has_the_key() {
    check(|c| {
        let ana = member(c, "ana");
        let key = totp::new_key();
        let other = totp::new_key();
        assert_ne!(key, other);
        assert!(ana.enable_totp(c, &key, &code(&other, 0)).unwrap().is_none());
        assert!(ana.enable_totp(c, "not a key!", "123456").unwrap().is_none());
        assert!(!Account::get(c, ana.id).unwrap().has_totp());
        assert_eq!(ana.enable_totp(c, &key, &code(&key, 0)).unwrap().unwrap().len(), 10);
        assert!(Account::get(c, ana.id).unwrap().has_totp());
    });
}

#[test]
fn the_address_of_a_key_names_club_and_member() {
    let key = totp::new_key();
    let url = totp::url(&key, "Club: Ré", "ana").unwrap();
    assert!(url.starts_with("otpauth://totp/"), "{url}");
    let read = totp_rs::Totp::from_url(&url).unwrap();
    assert_eq!((read.issuer(), read.account_name()), (Some("Club  Ré"), "ana"));
    assert_eq!(read.secret().to_base32(), key);
    assert!(totp::url("not a key!", "Club", "ana").is_err());
}

#[test]
fn a_code_is_taken_a_step_early_or_late_and_once() {
    check(|c| {
        let (ana, key, _) = guarded(c, "ana");
        assert!(!ana.take_totp(c, &code(&key, -1)).unwrap(), "used to enable");
        assert!(!ana.take_totp(c, &code(&key, 3)).unwrap(), "too early");
        assert!(!ana.take_totp(c, "000").unwrap());
        let now = code(&key, 0);
        let spaced = format!(" {} {} ", &now[..3], &now[3..]);
        assert!(ana.take_totp(c, &spaced).unwrap());
        assert!(!ana.take_totp(c, &now).unwrap(), "used");
        assert!(ana.take_totp(c, &code(&key, 1)).unwrap());
        assert!(!ana.take_totp(c, &now).unwrap(), "older than one that was used");
    });
}

#[test]
fn a_code_is_taken_once_however_many_bring_it() {
    let db = fresh();
    let (ana, key) = write(&db, |c| {
        let (ana, key, _) = guarded(c, "ana");
        (ana, key)
    });
    // A step ahead, so that it is good however slowly the test runs.
    let now = code(&key, 1);
    let taken = race(&db, move |c| ana.take_totp(c, &now).unwrap());
    assert_eq!(taken.iter().filter(|got| **got).count(), 1);
}

#[test]
fn a_key_that_was_replaced_is_worth_nothing() {
    check(|c| {
        let (ana, key, codes) = guarded(c, "ana");
        ana.disable_totp(c).unwrap();
        assert!(!ana.take_totp(c, &code(&key, 0)).unwrap(), "even with the row of before");
        assert!(!RecoveryCode::redeem(c, ana.id, codes[0].as_str()).unwrap());
        assert!(!Account::get(c, ana.id).unwrap().has_totp());
    });
}

#[test]
fn recovery_codes_work_once_each_for_their_account() {
    check(|c| {
        let (ana, _, codes) = guarded(c, "ana");
        let (bela, _, _) = guarded(c, "bela");
        let typed = codes[3].as_str().to_uppercase().replace('-', " ");
        assert!(!RecoveryCode::redeem(c, bela.id, &typed).unwrap());
        assert!(RecoveryCode::redeem(c, ana.id, &typed).unwrap());
        assert!(!RecoveryCode::redeem(c, ana.id, &typed).unwrap());
        assert_eq!(RecoveryCode::left(c, ana.id).unwrap(), 9);
        let renewed = RecoveryCode::renew(c, ana.id).unwrap();
        assert!(!RecoveryCode::redeem(c, ana.id, codes[0].as_str()).unwrap());
        assert!(RecoveryCode::redeem(c, ana.id, renewed[0].as_str()).unwrap());
        assert!(!RecoveryCode::redeem(c, ana.id, "").unwrap());
    });
}

#[test]
fn a_recovery_code_is_taken_once_however_many_bring_it() {
    let db = fresh();
    let (ana, typed) = write(&db, |c| {
        let (ana, _, codes) = guarded(c, "ana");
        (ana.id, codes[0].as_str().to_owned())
    });
    let taken = race(&db, move |c| RecoveryCode::redeem(c, ana, &typed).unwrap());
    assert_eq!(taken.iter().filter(|got| **got).count(), 1);
}

#[test]
fn a_challenge_is_answered_by_device_or_paper() {
    check(|c| {
        let (ana, key, codes) = guarded(c, "ana");
        for answer in [code(&key, 0), codes[0].as_str().to_owned()] {
            let token = Challenge::open(c, &ana).unwrap();
            let wrong = Challenge::answer(c, token.as_str(), "wrong").unwrap();
            assert!(matches!(wrong, Answer::Wrong { left } if left == TRIES - 1));
            let right = Challenge::answer(c, token.as_str(), &answer).unwrap();
            assert!(matches!(right, Answer::Right(account) if account.id == ana.id));
            assert!(matches!(Challenge::answer(c, token.as_str(), &answer).unwrap(), Answer::Over));
        }
        assert!(matches!(Challenge::answer(c, "made up", "wrong").unwrap(), Answer::Over));
    });
}

#[test]
fn a_challenge_bears_few_wrong_answers_and_little_time() {
    check(|c| {
        let (ana, key, _) = guarded(c, "ana");
        let token = Challenge::open(c, &ana).unwrap();
        for left in (0..TRIES).rev() {
            let answer = Challenge::answer(c, token.as_str(), "000000 wrong").unwrap();
            assert!(matches!(answer, Answer::Wrong { left: l } if l == left), "{answer:?}");
        }
        assert!(matches!(Challenge::answer(c, token.as_str(), &code(&key, 0)).unwrap(), Answer::Over));

        let late = Challenge::open(c, &ana).unwrap();
        let past = challenges::expires_at.eq(clock::now() - Duration::seconds(1));
        diesel::update(challenges::table).set(past).execute(c).unwrap();
        assert!(matches!(Challenge::answer(c, late.as_str(), &code(&key, 0)).unwrap(), Answer::Over));
        Challenge::expire(c).unwrap();
        let rows: i64 = challenges::table.count().get_result(c).unwrap();
        assert_eq!(rows, 0);
        let step: Option<i64> = accounts::table.find(ana.id).select(accounts::totp_step).first(c).unwrap();
        assert_eq!(step, ana.totp_step, "no code was used up");
    });
}

#[test]
fn many_answers_at_the_same_moment_are_each_counted() {
    let db = fresh();
    let token = write(&db, |c| {
        let (ana, _, _) = guarded(c, "ana");
        Challenge::open(c, &ana).unwrap()
    });
    let answers = race(&db, move |c| Challenge::answer(c, token.as_str(), "wrong").unwrap());
    let wrong = answers.iter().filter(|answer| matches!(answer, Answer::Wrong { .. })).count();
    assert_eq!(wrong, usize::try_from(TRIES).unwrap());
}
