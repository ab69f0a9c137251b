#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

const EN: &str = "hello = Hello { $name }!\n    .title = A greeting\nposts = { $count ->\n    [one] { $count } post\n   *[other] { $count } posts\n}\nonly-english = So it is\n";
const FR: &str = "hello = Bonjour { $name } !\nposts = { $count ->\n    [one] { $count } message\n   *[other] { $count } messages\n}\n";

fn translations() -> Translations {
    Translations::load([("en", "a.ftl", EN), ("fr", "a.ftl", FR)]).unwrap()
}

#[test]
fn messages_are_said_in_the_language_asked_for() {
    let translations = translations();
    let say = |tag: &str, message: &Message| translations.message(&translations.find(tag).unwrap(), message);
    let hello = Message::new("hello").with("name", "Ana");
    assert_eq!(say("en", &hello), "Hello Ana!");
    assert_eq!(say("fr-CA", &hello), "Bonjour Ana !");
    assert_eq!(say("en", &Message::new("hello.title")), "A greeting");
    // French counts nothing in the singular, English in the plural.
    assert_eq!(say("fr", &Message::new("posts").with("count", 0)), "0 message");
    assert_eq!(say("en", &Message::new("posts").with("count", 0)), "0 posts");
    assert_eq!(say("fr", &"only-english".into()), "So it is");
    assert_eq!(say("fr", &"nowhere".into()), "nowhere");
}

#[test]
fn the_reader_is_understood() {
    let translations = translations();
    let best = |header: &str| translations.negotiate(header).map(|locale| locale.to_string());
    assert_eq!(best("fr-CH, fr;q=0.9, en;q=0.8"), Some("fr".to_owned()));
    assert_eq!(best("de, en;q=0.3, fr;q=0.8"), Some("fr".to_owned()));
    assert_eq!(best("fr;q=0, en"), Some("en".to_owned()));
    assert_eq!(best("de-DE, *;q=0.5"), None);
    assert_eq!(best(";;q=,,fr;q=x"), None);
}

#[test]
fn a_later_file_overrides_and_mistakes_are_named() {
    let translations =
        Translations::load([("en", "a.ftl", EN), ("en", "theme.ftl", "hello = Ahoy { $name }")]).unwrap();
    let ahoy = translations.message(&Locale::english(), &Message::new("hello").with("name", "Ana"));
    assert_eq!(ahoy, "Ahoy Ana");
    let error = |language, source| Translations::load([(language, "x.ftl", source)]).err().unwrap().to_string();
    assert!(error("not a tag", "a = b").contains("is not a language tag"));
    assert!(error("en", "a = { b").starts_with("x.ftl: "));
}

#[test]
fn messages_travel_as_json() {
    let message = Message::new("posts").with("count", 3).with("name", "Ana");
    let json = serde_json::to_string(&message).unwrap();
    assert_eq!(json, r#"{"k":"posts","a":[["count",3],["name","Ana"]]}"#);
    assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), message);
}
