//! Long lists by the page: the newest first, and behind the last one a link to those before it.

use host::web::card::Pagination;
use serde::Serialize;

/// How many rows a page of a list has.
pub(crate) const ROWS: i64 = 50;

/// The way to older rows: this page's filters, and the last row that it shows. There is none where it is not full.
pub(crate) fn pages<R, I: ToString>(
    rows: &[R],
    path: &str,
    filters: &[(&str, &str)],
    id: impl Fn(&R) -> I,
) -> Pagination {
    Pagination { newer: None, older: older(rows, path, filters, id) }
}

fn older<R, I: ToString>(rows: &[R], path: &str, filters: &[(&str, &str)], id: impl Fn(&R) -> I) -> Option<String> {
    let last = rows.last().filter(|_| rows.len() as i64 >= ROWS)?;
    let before = id(last).to_string();
    let set = filters.iter().copied().filter(|(_, value)| !value.is_empty());
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(set.chain([("before", before.as_str())]));
    Some(format!("{path}?{}", query.finish()))
}

/// One entry of a row of links that narrow a list.
#[derive(Debug, Serialize)]
pub(crate) struct Tab {
    /// The key of the message that it says.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) path: String,
    /// Whether the list is narrowed to it.
    pub(crate) current: bool,
}

/// Links that narrow a list to one word each, and before them one that does not narrow it. What they say are the messages
/// `<stem>-<word>`, and `<stem>-all`.
pub(crate) fn tabs(path: &str, name: &str, words: &[&str], current: &str, stem: &str) -> Vec<Tab> {
    let all = Tab { label: format!("{stem}-all"), path: path.to_owned(), current: current.is_empty() };
    let tab = |word: &&str| Tab {
        label: format!("{stem}-{word}").replace('_', "-"),
        path: format!("{path}?{name}={word}"),
        current: *word == current,
    };
    std::iter::once(all).chain(words.iter().map(tab)).collect()
}

/// One of the options of a `<select>` or of a row of buttons.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) label: String,
}
