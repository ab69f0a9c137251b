//! Where the links, mentions and hashtags of a plain text are.

use linkify::{LinkFinder, LinkKind};
use url::Url;

use super::handle::{Handle, normalise_host};
use crate::markup::LINK_SCHEMES;
use crate::tag;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span<'a> {
    /// Just text.
    Plain(&'a str),
    /// An address, as typed.
    Link(&'a str, Url),
    /// A handle, as typed.
    Mention(&'a str, Handle),
    /// A hashtag with its sign, and without.
    Tag(&'a str, &'a str),
}

/// Cuts a text into its pieces, which put together are the text again.
pub(super) fn scan(text: &str) -> Vec<Span<'_>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut spans = Vec::new();
    let mut before = None;
    for piece in finder.spans(text) {
        let link = piece.kind().and_then(|_| Url::parse(piece.as_str()).ok());
        match link.filter(|url| LINK_SCHEMES.contains(&url.scheme())) {
            Some(url) => spans.push(Span::Link(piece.as_str(), url)),
            None => scan_words(piece.as_str(), before, &mut spans),
        }
        before = piece.as_str().chars().next_back();
    }
    spans
}

/// Cuts text without links, in front of which there is `before`.
fn scan_words<'a>(text: &'a str, mut before: Option<char>, spans: &mut Vec<Span<'a>>) {
    let mut plain = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next();
        let found = match first {
            Some('@') if !before.is_some_and(|c| is_word(c) || matches!(c, '/' | '@' | '=' | '.')) => mention(rest),
            Some('#' | '＃') if !before.is_some_and(|c| is_word(c) || matches!(c, '/' | ')' | '=' | '&' | '#')) => {
                hashtag(rest)
            }
            _ => None,
        };
        let length = match found {
            Some((length, span)) => {
                if let Some(between) = text.get(plain..at).filter(|between| !between.is_empty()) {
                    spans.push(Span::Plain(between));
                }
                spans.push(span);
                plain = at + length;
                length
            }
            None => first.map_or(1, char::len_utf8),
        };
        before = rest.get(..length).and_then(|taken| taken.chars().next_back());
        at += length;
    }
    if let Some(rest) = text.get(plain..).filter(|rest| !rest.is_empty()) {
        spans.push(Span::Plain(rest));
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the run of characters of a kind that a text begins with.
fn run(text: &str, kind: impl Fn(char) -> bool) -> usize {
    text.find(|c| !kind(c)).unwrap_or(text.len())
}

/// The mention that a text beginning with `@` begins with, and its length.
fn mention(text: &str) -> Option<(usize, Span<'_>)> {
    let after = text.get(1..)?;
    let name = after.get(..run(after, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')))?;
    let name = name.trim_end_matches(['.', '-']);
    let host = after.get(name.len()..)?.strip_prefix('@').and_then(host);
    // A name that goes on in letters that no name may have is none.
    if host.is_none() && after.get(name.len()..)?.starts_with(is_word) {
        return None;
    }
    let length = 1 + name.len() + host.map_or(0, |host| 1 + host.len());
    let typed = text.get(..length)?;
    let handle = typed.parse().ok()?;
    Some((length, Span::Mention(typed, handle)))
}

/// The host, maybe with a port, that a text begins with.
fn host(text: &str) -> Option<&str> {
    let name = text.get(..run(text, |c| c.is_alphanumeric() || matches!(c, '.' | '-')))?;
    let name = name.trim_end_matches(['.', '-']);
    let after = text.get(name.len()..)?;
    let port = after.strip_prefix(':').map_or(0, |after| run(after, |c| c.is_ascii_digit()));
    let whole = if port > 0 { name.len() + 1 + port } else { name.len() };
    let with_port = text.get(..whole)?;
    [with_port, name].into_iter().find(|host| normalise_host(host).is_some())
}

/// The hashtag that a text beginning with `#` begins with, and its length.
fn hashtag(text: &str) -> Option<(usize, Span<'_>)> {
    let sign = text.chars().next()?.len_utf8();
    let after = text.get(sign..)?;
    let name = after.get(..run(after, tag::is_part))?.trim_end_matches(['·', '・', '\u{200c}']);
    tag::normalise(name)?;
    let length = sign + name.len();
    Some((length, Span::Tag(text.get(..length)?, name)))
}
