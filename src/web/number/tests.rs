#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::locale::Translations;

#[test]
fn numbers_are_grouped_as_each_language_does() {
    let translations =
        Translations::load([("en", "a", "x = { $n } posts"), ("fr", "a", "x = { $n } messages")]).unwrap();
    let locale = |tag: &str| translations.find(tag).unwrap();
    assert_eq!(grouped(&locale("en"), 1234567), "1,234,567");
    assert_eq!(grouped(&locale("en"), 1234), "1,234");
    assert_eq!(grouped(&locale("fr"), 1234567), "1\u{202f}234\u{202f}567");
    assert_eq!(grouped(&locale("fr"), 1234), "1234");
    assert_eq!(grouped(&locale("fr"), -12), "\u{2212}12");
    let message = crate::Message::new("x").with("n", 12345);
    assert_eq!(translations.message(&locale("en"), &message), "12,345 posts");
    assert_eq!(translations.message(&locale("fr"), &message), "12\u{202f}345 messages");
}
