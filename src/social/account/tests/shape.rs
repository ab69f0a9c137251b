//! Which names and addresses are well-formed.

use super::check;
use crate::account::{Name, NameError};
use crate::email::{self, Email, EmailError};
use crate::secret::{Secret, plain};

#[test]
fn names_are_short_and_plain() {
    for good in ["a", "ana", "ana_2", "__x__", "0", "abcdefghijklmnopqrstuvwxyz0123"] {
        assert_eq!(Name::parse(good).unwrap().as_str(), good);
    }
    assert_eq!(Name::parse(" Ana ").unwrap().as_str(), "ana");
    for bad in ["", " ", "é", "a b", "a-b", "a.b", "@ana", "ana@club", "abcdefghijklmnopqrstuvwxyz01234", "аna"] {
        assert_eq!(Name::parse(bad), Err(NameError::Malformed), "{bad:?}");
    }
}

#[test]
fn names_that_pass_for_the_club_are_reserved() {
    for reserved in ["admin", "Admin", "_admin_", "postmaster", "kermesse"] {
        assert!(Name::parse(reserved).unwrap().is_reserved(), "{reserved}");
    }
    for free in ["ana", "administer", "adm1n"] {
        assert!(!Name::parse(free).unwrap().is_reserved(), "{free}");
    }
}

#[test]
fn addresses_are_normalised() {
    for (typed, kept) in [
        ("ana@example.org", "ana@example.org"),
        ("  Ana.Maria+club@Example.ORG ", "ana.maria+club@example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@localhost", "ana@localhost"),
        ("a_b-c=d@sub.example.co.uk", "a_b-c=d@sub.example.co.uk"),
    ] {
        assert_eq!(Email::parse(typed).unwrap().as_str(), kept);
    }
    assert_eq!(Email::parse("a@b.example").unwrap().domain(), "b.example");
}

#[test]
fn addresses_that_servers_read_differently_are_refused() {
    for bad in [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@@example.org",
        "ana@club@example.org",
        "a b@example.org",
        "\"ana\"@example.org",
        "\"a@b\"@example.org",
        "ana%other.example@example.org",
        "a,b@example.org",
        "other.example!ana@example.org",
        "ana`@example.org",
        "<ana@example.org>",
        "ana(x)@example.org",
        ".ana@example.org",
        "ana.@example.org",
        "a..na@example.org",
        "aná@example.org",
        "ana@example",
        "ana@[127.0.0.1]",
        "ana@127.0.0.1",
        "ana@0x7f.1",
        "ana@[::1]",
        "ana@-example.org",
        "ana@example-.org",
        "ana@exa_mple.org",
        "ana@example..org",
        "ana@example.org:25",
        "ana@example.org\nBcc: eve@example.org",
        "ana@example.org, eve@example.org",
        "ana;eve@example.org",
        "ana@ex%61mple.org",
    ] {
        assert_eq!(Email::parse(bad), Err(EmailError::Malformed), "{bad:?}");
    }
    let long_name = format!("{}@example.org", "a".repeat(65));
    let long = format!("a@{}example.org", "sub.".repeat(80));
    assert_eq!(Email::parse(&long_name), Err(EmailError::TooLong));
    assert_eq!(Email::parse(&long), Err(EmailError::TooLong));
}

#[test]
fn a_blocked_domain_blocks_those_below_it() {
    check(|c| {
        let blocked = |c: &mut _, email: &str| Email::parse(email).unwrap().is_blocked(c).unwrap();
        assert!(email::block_domain(c, " Spam.Example ").unwrap());
        assert!(!email::block_domain(c, "spam.example").unwrap(), "already");
        assert!(!email::block_domain(c, "not a domain").unwrap());
        assert_eq!(email::blocked_domains(c).unwrap(), ["spam.example"]);
        assert!(blocked(c, "ana@spam.example"));
        assert!(blocked(c, "ana@mx.spam.example"));
        assert!(!blocked(c, "ana@notspam.example"));
        assert!(!blocked(c, "ana@example".replace("example", "spam.example.org").as_str()));
        assert!(email::unblock_domain(c, "spam.example").unwrap());
        assert!(!blocked(c, "ana@spam.example"));
    });
}

#[test]
fn secrets_do_not_print_themselves_and_survive_copying() {
    let secret = Secret::random();
    assert_eq!(secret.as_str().len(), 43);
    assert!(!format!("{secret:?}").contains(secret.as_str()));
    assert_ne!(secret, Secret::random());

    let code = Secret::readable(16);
    assert_eq!(code.as_str().len(), 19);
    let typed = code.as_str().to_uppercase().replace('-', " ").replace('0', "O").replace('1', "l");
    assert_eq!(plain(&typed), code.as_str().replace('-', ""));
}
