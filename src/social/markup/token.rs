//! HTML cut into tags and text, in one pass over the bytes whatever they are.
//!
//! It is no parser: it builds no tree and knows no nesting. What is unreadable by design (scripts, styles, comments)
//! never comes out of it.

use std::borrow::Cow;

/// A piece of HTML, with the characters that it was read from.
pub(crate) struct Token<'a> {
    pub(crate) raw: &'a str,
    pub(crate) piece: Piece<'a>,
}

/// What a piece is.
pub(crate) enum Piece<'a> {
    /// Text as it stands, its entities not decoded.
    Text(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// The name of an end tag, in lower case.
    Close(Cow<'a, str>),
}

/// A start tag.
pub(crate) struct Tag<'a> {
    /// In lower case.
    pub(crate) name: Cow<'a, str>,
    /// Names as written, values without their quotes, entities not decoded.
    attributes: Vec<(&'a str, &'a str)>,
}

/// More attributes than this are read past.
const MAX_ATTRIBUTES: usize = 32;

/// Elements whose content a browser does not read as HTML, and a reader not at all.
const OPAQUE: [&str; 9] = ["script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title", "plaintext"];

impl<'a> Tag<'a> {
    /// The value of an attribute, entities not decoded; of several, the first, as browsers have it.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// Whether a class is among its classes.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|c| c == class))
    }
}

/// The pieces of a text, in order.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Takes the next `n` bytes, which end at the boundary of a character.
    fn take(&mut self, n: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(n).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Takes everything up to and including `end`, or all that is left.
    fn take_past(&mut self, end: &str) {
        let n = self.rest.find(end).map_or(self.rest.len(), |at| at + end.len());
        self.take(n);
    }

    /// Takes what an opaque element holds, up to its end tag.
    fn take_opaque(&mut self, name: &str) {
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(|at| {
            let after = self.rest.get(at + 2..).unwrap_or_default();
            let same = after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            same && after.as_bytes().get(name.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        });
        self.take(end.unwrap_or(self.rest.len()));
    }

    /// Reads a tag, whose `<` or `</` has `start` bytes; `None` where the text ends inside it.
    fn tag(&mut self, start: usize) -> Option<(&'a str, Tag<'a>)> {
        let whole = self.rest;
        let mut cursor = Cursor(whole.get(start..)?);
        let name = cursor.until(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
        let mut attributes = Vec::new();
        loop {
            cursor.skip(|c| c.is_ascii_whitespace() || c == '/');
            match cursor.0.as_bytes().first() {
                None => {
                    self.rest = "";
                    return None;
                }
                Some(b'>') => break,
                Some(_) => {}
            }
            let Some(attribute) = cursor.attribute() else {
                self.rest = "";
                return None;
            };
            if attributes.len() < MAX_ATTRIBUTES {
                attributes.push(attribute);
            }
        }
        let raw = self.take(whole.len() - cursor.0.len() + 1);
        Some((raw, Tag { name: lower(name), attributes }))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let mut bytes = self.rest.bytes();
            match (bytes.next()?, bytes.next(), bytes.next()) {
                (b'<', Some(b), _) if b.is_ascii_alphabetic() => {
                    let (raw, tag) = self.tag(1)?;
                    if OPAQUE.contains(&&*tag.name) {
                        self.take_opaque(&tag.name);
                        continue;
                    }
                    return Some(Token { raw, piece: Piece::Open(tag) });
                }
                (b'<', Some(b'/'), Some(b)) if b.is_ascii_alphabetic() => {
                    let (raw, tag) = self.tag(2)?;
                    if OPAQUE.contains(&&*tag.name) {
                        continue;
                    }
                    return Some(Token { raw, piece: Piece::Close(tag.name) });
                }
                (b'<', Some(b'!'), _) if self.rest.starts_with("<!--") => {
                    self.take(2);
                    self.take_past("-->");
                }
                (b'<', Some(b'!' | b'?' | b'/'), _) => self.take_past(">"),
                _ => {
                    // The first character may be a `<` that begins no tag.
                    let end =
                        self.rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(self.rest.len(), |(at, _)| at);
                    let raw = self.take(end);
                    return Some(Token { raw, piece: Piece::Text(raw) });
                }
            }
        }
    }
}

/// Where the reading of a tag stands.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    /// Takes bytes until one that ends the word; that one is ASCII, so the cut is at a boundary.
    fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'a str {
        let n = self.0.bytes().position(|b| b.is_ascii() && ends(b)).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at_checked(n).unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.0 = self.0.trim_start_matches(skipped);
    }

    /// Reads `name`, `name=value`, `name="value"` or `name='value'`; `None` where a quote is never closed.
    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        let first = self.0.chars().next().map_or(0, char::len_utf8);
        let all = self.0;
        self.0 = all.get(first..).unwrap_or_default();
        self.until(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'='));
        let name = all.get(..all.len() - self.0.len()).unwrap_or_default();
        self.skip(|c| c.is_ascii_whitespace());
        let Some(after) = self.0.strip_prefix('=') else {
            return Some((name, ""));
        };
        self.0 = after;
        self.skip(|c| c.is_ascii_whitespace());
        let Some(quote) = self.0.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            return Some((name, self.until(|b| b.is_ascii_whitespace() || b == b'>')));
        };
        let (value, rest) = self.0.get(1..)?.split_once(quote)?;
        self.0 = rest;
        Some((name, value))
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Decodes entities: those with numbers, and the few names that a sanitiser writes.
pub(crate) fn decode(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match entity(after) {
            Some((c, rest_after)) => {
                out.push(c);
                rest = rest_after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character of the entity that a text after `&` begins with, and what follows its semicolon.
fn entity(text: &str) -> Option<(char, &str)> {
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|b| b == b';')?;
    let (name, rest) = (text.get(..end)?, text.get(end + 1..)?);
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?
        }
    };
    Some((c, rest))
}
