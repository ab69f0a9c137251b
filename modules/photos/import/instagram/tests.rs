//! What an export is read as.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use super::{apart, is_file_of_export, mend, moment};

#[test]
fn what_was_taken_for_latin_is_put_right() {
    assert_eq!(mend("F\u{c3}\u{aa}te \u{f0}\u{9f}\u{8e}\u{a0}"), "Fête 🎠");
    // What was written right stays, and so does what is Latin-1 indeed.
    assert_eq!(mend("Fête 🎠"), "Fête 🎠");
    assert_eq!(mend("caf\u{e9}"), "café");
    assert_eq!(mend("plain"), "plain");
}

#[test]
fn hashtags_are_told_apart() {
    assert_eq!(apart("Soir #fête#lampions #a"), "Soir #fête #lampions #a");
    assert_eq!(apart("C# and ##"), "C# and # #");
}

#[test]
fn moments_are_seconds() {
    assert_eq!(moment(Some(1_700_000_000.0)).unwrap().to_string(), "2023-11-14 22:13:20");
    assert_eq!((moment(Some(0.0)), moment(Some(f64::NAN)), moment(None)), (None, None, None));
}

#[test]
fn parts_of_an_export_are_known_by_their_paths() {
    assert!(is_file_of_export("media/posts/202401/1.jpg") && is_file_of_export("ana/media/stories/202401/1.jpg"));
    assert!(!is_file_of_export("media/posts/1.jpg") && !is_file_of_export("holiday/202401/1.jpg"));
}
