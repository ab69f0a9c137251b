//! Which scope allows what.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use super::{SCOPES, Scopes, UnknownScope};

fn scopes(typed: &str) -> Scopes {
    typed.parse().unwrap()
}

#[test]
fn scopes_are_kept_tidy() {
    assert_eq!(scopes(" push  read write:lists read\nfollow").to_string(), "read write:lists follow push");
    assert_eq!(scopes("").to_string(), "");
    for typed in ["everything", "read:everything", "Read", "read:", ":", "admin", "push:all", "write:search"] {
        assert_eq!(typed.parse::<Scopes>(), Err(UnknownScope(typed.to_owned())));
    }
}

#[test]
fn a_whole_covers_its_parts() {
    assert!(scopes("read").allows("read:lists"));
    assert!(scopes("read").allows("read"));
    assert!(!scopes("read").allows("write:lists"));
    assert!(!scopes("read:lists").allows("read"));
    assert!(!scopes("read:lists").allows("read:blocks"));
    assert!(scopes("admin:read").allows("admin:read:accounts"));
    assert!(!scopes("admin:read").allows("admin:write:accounts"));
    assert!(!scopes("read write").allows("admin:read"));
    assert!(!scopes("").allows("read"));
    for scope in SCOPES {
        assert!(scopes(scope).allows(scope), "{scope}");
    }
}

#[test]
fn follow_stands_for_follows_blocks_and_mutes() {
    for part in ["follows", "blocks", "mutes"] {
        assert!(scopes("follow").allows(&format!("read:{part}")));
        assert!(scopes("follow").allows(&format!("write:{part}")));
    }
    assert!(!scopes("follow").allows("read:statuses"));
    assert!(!scopes("follow").allows("read"));
    assert!(scopes("read write").allows("follow"));
    assert!(!scopes("read").allows("follow"));
}

#[test]
fn a_profile_is_part_of_what_accounts_show() {
    assert!(scopes("read").allows("profile"));
    assert!(scopes("read:accounts").allows("profile"));
    assert!(!scopes("profile").allows("read:accounts"));
    assert!(!scopes("write").allows("profile"));
}

#[test]
fn scopes_within_others_ask_for_no_more() {
    let client = scopes("read write follow push");
    assert!(scopes("read:lists write:media push").is_within(&client));
    assert!(scopes("").is_within(&client));
    assert!(!scopes("read admin:read").is_within(&client));
    assert!(!scopes("read").is_within(&scopes("read:lists")));
    assert!(scopes("follow").is_within(&scopes("read write")));
}

#[test]
fn what_says_it_all_leaves_out_what_is_covered() {
    let essence = |typed: &str| scopes(typed).essence().collect::<Vec<_>>().join(" ");
    assert_eq!(essence("read write follow push profile"), "read write push");
    assert_eq!(essence("read:lists follow read:blocks"), "read:lists follow");
    assert_eq!(essence("profile"), "profile");
}
