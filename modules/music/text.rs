//! Names as they are compared and ordered, and addresses as they are typed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use url::Url;

/// The longest address that is taken, in bytes.
pub(crate) const MAX_URL: usize = 2000;

/// What makes no difference between two names is left out: case, accents, and how many spaces there are.
pub(crate) fn key(name: &str) -> String {
    let bare: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    bare.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a list is ordered by: the name without an article that it begins with.
pub(crate) fn sort_key(name: &str) -> String {
    let key = key(name);
    let articles = [
        "the ", "a ", "an ", "le ", "la ", "les ", "l'", "l’", "un ", "une ", "die ", "der ", "das ", "el ", "los ",
        "las ",
    ];
    let rest = articles.iter().find_map(|article| key.strip_prefix(article)).filter(|rest| !rest.is_empty());
    rest.map_or_else(|| key.clone(), str::to_owned)
}

/// The letter under which a name stands in an index; `#` for what begins with none.
pub(crate) fn initial(sort_key: &str) -> String {
    let first = sort_key.chars().next().filter(|c| c.is_alphabetic());
    first.map_or_else(|| "#".to_owned(), |letter| letter.to_uppercase().collect())
}

/// An address on the web, as somebody typed it: of http or https, and without a name or password.
pub(crate) fn address(typed: &str) -> Option<Url> {
    let url = Url::parse(typed.trim()).ok().filter(|url| url.as_str().len() <= MAX_URL)?;
    let plain = url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && plain).then_some(url)
}
