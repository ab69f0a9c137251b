#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::{Rule, Translated, Wording};
use crate::fixture::check;

fn words(text: &str, hint: &str) -> Wording {
    Wording { text: text.to_owned(), hint: hint.to_owned() }
}

#[test]
fn a_reader_gets_a_rule_in_their_language() {
    check(|c| {
        let rule = Rule::add(c, &words("Be kind.", "Behind every name is a person.")).unwrap();
        rule.translate(c, "fr", &words("Sois aimable.", "")).unwrap();
        let listed = Translated::list(c).unwrap().pop().unwrap();
        assert_eq!(listed.say("fr-CA"), ("Sois aimable.", ""));
        assert_eq!(listed.say("en"), ("Be kind.", "Behind every name is a person."));
        assert_eq!(listed.say("de").0, "Be kind.");

        rule.translate(c, "fr", &words("Soyez aimables.", "Il y a quelqu’un derrière chaque nom.")).unwrap();
        assert_eq!(Translated::list(c).unwrap().pop().unwrap().say("fr").0, "Soyez aimables.");
        rule.translate(c, "fr", &Wording::default()).unwrap();
        assert_eq!(Translated::list(c).unwrap().pop().unwrap().say("fr").0, "Be kind.");
    });
}

#[test]
fn a_rule_goes_with_its_translations_and_the_others_close_ranks() {
    check(|c| {
        let first = Rule::add(c, &words("One", "")).unwrap();
        let second = Rule::add(c, &words("Two", "")).unwrap();
        first.translate(c, "fr", &words("Un", "")).unwrap();
        first.remove(c).unwrap();
        let left = Translated::list(c).unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].rule.id, left[0].rule.position), (second.id, 0));
        assert!(left[0].translations.is_empty());
    });
}
