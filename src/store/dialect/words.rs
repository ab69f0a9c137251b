//! What a word is for the full-text search: decided here, once, so that both backends find the same.
//!
//! Lower case, without the marks that people leave out when they type, cut at whatever is neither letter nor digit.
//! Scripts that put no spaces between words are cut into single characters.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

#[cfg(test)]
mod tests;

/// The longest word in characters; what is longer is cut. PostgreSQL takes 2,046 bytes.
const LONGEST: usize = 64;

/// How many different words of one text are kept. PostgreSQL takes 1 MiB a row.
const MOST: usize = 8_000;

/// The different words of a text, in order of the alphabet.
pub fn words(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    cut(text, |word| {
        if found.len() < MOST {
            found.insert(word);
        }
    });
    found
}

/// One condition of a search.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    pub(crate) word: String,
    /// Any word that begins so will do.
    pub(crate) prefix: bool,
}

/// What a search asks for: each of its words, a star at the end of one standing for any ending.
pub(crate) fn terms(query: &str) -> BTreeSet<Term> {
    let mut found = BTreeSet::new();
    for part in query.split_whitespace() {
        let mut words = Vec::new();
        cut(part, |word| words.push(word));
        let last = words.pop().map(|word| Term { word, prefix: part.ends_with('*') });
        found.extend(words.into_iter().map(|word| Term { word, prefix: false }).chain(last));
    }
    found
}

/// Normalises a text and hands out its words.
fn cut(text: &str, mut found: impl FnMut(String)) {
    let mut word = String::new();
    let mut length = 0;
    let plain = text.nfkd().filter(|c| !is_left_out(*c)).flat_map(char::to_lowercase).filter(|c| !is_left_out(*c));
    for c in plain.nfc() {
        let inside = c.is_alphanumeric() || is_combining_mark(c) && length > 0;
        let alone = inside && stands_alone(c);
        if (alone || !inside) && length > 0 {
            found(std::mem::take(&mut word));
            length = 0;
        }
        if alone {
            found(c.to_string());
        } else if inside && length < LONGEST {
            word.push(c);
            length += 1;
        }
    }
    if length > 0 {
        found(word);
    }
}

/// Accents, and the vowel points of Hebrew and Arabic.
fn is_left_out(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}' | '\u{0670}')
}

/// Thai, Lao, Burmese, Khmer, kana and Chinese characters.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    )
}
