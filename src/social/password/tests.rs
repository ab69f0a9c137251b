#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use argon2::password_hash::phc::PasswordHash;

use super::{COMMON, NOBODY, Weakness, check, hash, hash_off_thread, verify, verify_nothing, verify_off_thread};

#[test]
fn what_is_short_long_personal_or_common_will_not_do() {
    let check = |password: &str| check(password, "anastasia", "ana.maria.silva@example.org");
    for good in ["correct horse", "dix lettres", "été à la mer", "tuba-et-tuba", &"a1b2".repeat(32)] {
        assert_eq!(check(good), Ok(()), "{good:?}");
    }
    assert_eq!(check("ninechars"), Err(Weakness::TooShort));
    assert_eq!(check("éééééaaaa"), Err(Weakness::TooShort), "characters, not bytes");
    assert_eq!(check(&"a1b2c".repeat(26)), Err(Weakness::TooLong));
    for personal in ["Anastasia1", "anastasia!!", "123Anastasia2026", "ana.maria.silva", "ANA.MARIA.SILVA@example.org"]
    {
        assert_eq!(check(personal), Err(Weakness::Personal), "{personal:?}");
    }
    for common in
        ["motdepasse1", "PASSWORD1234", "1234567890", "azertyuiop", "aaaaaaaaaa", "ababababab", "  abab  abab"]
    {
        assert_eq!(check(common), Err(Weakness::Common), "{common:?}");
    }
}

#[test]
fn a_name_without_letters_bars_nothing() {
    assert_eq!(check("4711 0815 42", "007", "12@example.org"), Ok(()));
}

#[test]
fn the_common_ones_are_such_as_would_pass_otherwise() {
    let list: Vec<&str> = COMMON.lines().collect();
    for password in &list {
        assert!(password.chars().count() >= super::LENGTH_MIN, "{password}");
        assert_eq!(*password, password.to_lowercase());
    }
    assert!(list.is_sorted() && list.len() > 100);
}

#[test]
fn a_hash_is_salted_and_fits_its_password_only() {
    let hashed = hash("tuba et tuba").unwrap();
    assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
    assert_ne!(hashed, hash("tuba et tuba").unwrap());
    assert!(verify(&hashed, "tuba et tuba"));
    assert!(!verify(&hashed, "Tuba et tuba"));
    assert!(!verify(&hashed, ""));
    assert!(!verify("", "tuba et tuba"));
    assert!(!verify("hash", "hash"));
}

#[test]
fn a_hash_keeps_the_parameters_it_was_made_with() {
    // As a version before, or after, might choose them.
    let old = argon2::Argon2::new(
        argon2::Algorithm::Argon2id,
        argon2::Version::V0x13,
        argon2::Params::new(1024, 1, 1, None).unwrap(),
    );
    let old: PasswordHash = argon2::PasswordHasher::hash_password(&old, b"tuba et tuba").unwrap();
    assert!(verify(&old.to_string(), "tuba et tuba"));
}

#[test]
fn nobody_costs_as_much_as_somebody() {
    let (nobody, somebody) = (PasswordHash::new(NOBODY).unwrap(), hash("tuba et tuba").unwrap());
    let somebody = PasswordHash::new(&somebody).unwrap();
    assert_eq!(nobody.algorithm, somebody.algorithm);
    assert_eq!(nobody.version, somebody.version);
    assert_eq!(nobody.params.to_string(), somebody.params.to_string());
    let length = |hash: &PasswordHash| hash.hash.as_ref().map(|output| output.as_bytes().len());
    assert_eq!(length(&nobody), length(&somebody));
    assert!(!verify_nothing("tuba et tuba"));
}

#[tokio::test]
async fn off_thread_it_is_the_same() {
    let hashed = hash_off_thread("tuba et tuba".to_owned()).await.unwrap();
    assert!(verify_off_thread(Some(hashed.clone()), "tuba et tuba".to_owned()).await.unwrap());
    assert!(!verify_off_thread(Some(hashed), "tuba".to_owned()).await.unwrap());
    assert!(!verify_off_thread(None, "tuba et tuba".to_owned()).await.unwrap());
}
