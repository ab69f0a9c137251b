use super::{terms, words};

fn check(text: &str, expected: &[&str]) {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(words(text).into_iter().collect::<Vec<_>>(), expected, "{text:?}");
}

#[test]
fn words_are_cut_at_whatever_is_neither_letter_nor_digit() {
    check("Bread, fish & wine!", &["bread", "fish", "wine"]);
    check("l'été d'Élise", &["l", "ete", "d", "elise"]);
    check("snake_case kebab-case v2.0", &["snake", "case", "kebab", "v2", "0"]);
    check("", &[]);
    check("… ' \" % * : & | ! ( ) \\ \0", &[]);
}

#[test]
fn marks_and_case_make_no_difference() {
    check("Ærøskøbing NAÏVE naïve nai\u{308}ve", &["ærøskøbing", "naive"]);
    check("İstanbul ẞ ﬁsh ①", &["istanbul", "ß", "fish", "1"]);
    check("Ёлка ёлка", &["елка"]);
    check("مُحَمَّد", &["محمد"]);
}

#[test]
fn scripts_without_spaces_are_cut_into_characters() {
    check("東京タワー2026", &["東", "京", "タ", "ワ", "ー", "2026"]);
    check("ガラス", &["ガ", "ラ", "ス"]);
    check("한국어", &["한국어"]);
    check("हिन्दी", &["हिन्दी"]);
}

#[test]
fn what_is_endless_is_bounded() {
    let word = "a".repeat(10_000);
    check(&word, &[&"a".repeat(64)]);
    let many: String = (0..20_000).map(|number| format!("w{number} ")).collect();
    assert_eq!(words(&many).len(), 8_000);
}

#[test]
fn a_star_stands_for_any_ending() {
    let asked = |query: &str| terms(query).into_iter().map(|term| (term.word, term.prefix)).collect::<Vec<_>>();
    let term = |word: &str, prefix| (word.to_owned(), prefix);
    assert_eq!(asked("Fish bre*"), [term("bre", true), term("fish", false)]);
    assert_eq!(asked("l'ét*"), [term("et", true), term("l", false)]);
    assert_eq!(asked("* ** '*'"), []);
}
