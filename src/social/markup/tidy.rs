//! Untrusted HTML made into flat, balanced HTML of the few elements that a post may have.
//!
//! This is about meaning and cost, not safety: headings, formulas, pictures and wrappers are turned into what can be
//! shown, and depth and count are bounded, so that the parser of the sanitiser that comes after it never meets
//! the nesting that makes parsers quadratic.

use url::Url;

use super::LINK_SCHEMES;
use super::token::{Piece, Tag, Token, Tokens};

/// Elements deeper than this lose their tags and keep their text.
const MAX_DEPTH: usize = 64;

/// The elements that may stay: name, whether it is a block, attributes beyond `lang`.
const KEPT: [(&str, bool, &[&str]); 22] = [
    ("p", true, &["class"]),
    ("blockquote", true, &[]),
    ("pre", true, &[]),
    ("ul", true, &[]),
    ("ol", true, &["start", "reversed"]),
    ("li", true, &["value"]),
    ("a", false, &["href", "class", "translate"]),
    ("span", false, &["class", "translate"]),
    ("b", false, &[]),
    ("strong", false, &[]),
    ("i", false, &[]),
    ("em", false, &[]),
    ("u", false, &[]),
    ("s", false, &[]),
    ("del", false, &[]),
    ("code", false, &[]),
    ("ruby", false, &[]),
    ("rt", false, &[]),
    ("rp", false, &[]),
    ("br", false, &[]),
    ("img", false, &[]),
    ("math", false, &[]),
];

/// Elements that go with all that is in them: no reader of a post would see it as text.
const DROPPED: [&str; 8] = ["svg", "template", "object", "video", "audio", "canvas", "select", "head"];

/// Elements that begin and end a line although they may not stay.
const WRAPPERS: [&str; 23] = [
    "address",
    "article",
    "aside",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tr",
];

/// The elements that are kept and what their attributes may be, for the sanitiser's own list.
pub(super) fn kept() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    KEPT.into_iter()
        .filter(|(name, ..)| !matches!(*name, "img" | "math"))
        .map(|(name, _, attributes)| (name, attributes))
}

/// Rewrites `html` in one pass.
pub(super) fn tidy(html: &str) -> String {
    let mut page = Page::default();
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token.piece {
            Piece::Text(text) => page.text(text),
            Piece::Open(tag) if tag.name == "math" => page.text(&formula(&tag, &mut tokens)),
            Piece::Open(tag) if DROPPED.contains(&&*tag.name) => skip(&tag.name, &mut tokens),
            Piece::Open(tag) => page.open(&tag),
            Piece::Close(name) => page.close(&name),
        }
    }
    page.close_to(0);
    page.out
}

/// Passes over everything up to the end tag that belongs to `name`.
fn skip(name: &str, tokens: &mut Tokens<'_>) {
    let mut depth = 1_usize;
    for Token { piece, .. } in tokens {
        match piece {
            Piece::Open(tag) if tag.name == name => depth += 1,
            Piece::Close(closed) if closed == name => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// The text of a formula: its TeX or plain annotation, else all the text that is in it. Entities are not decoded.
fn formula(math: &Tag<'_>, tokens: &mut Tokens<'_>) -> String {
    let (mut annotation, mut all, mut inside) = (None::<(bool, String)>, String::new(), false);
    for Token { piece, .. } in tokens {
        match piece {
            Piece::Close(name) if name == "math" => break,
            Piece::Close(name) if name == "annotation" => inside = false,
            Piece::Open(tag) if tag.name == "annotation" && annotation.is_none() => {
                let encoding = tag.attribute("encoding").unwrap_or_default();
                inside = matches!(encoding, "application/x-tex" | "text/plain");
                annotation = inside.then(|| (encoding == "application/x-tex", String::new()));
            }
            Piece::Text(text) => match &mut annotation {
                Some((_, found)) if inside => found.push_str(text),
                _ => all.push_str(text),
            },
            _ => {}
        }
    }
    let fence = if math.attribute("display") == Some("block") { "$$" } else { "$" };
    match annotation {
        Some((true, tex)) => format!("{fence}{}{fence}", tex.trim()),
        Some((false, plain)) => plain,
        None => all,
    }
}

/// What is written so far.
#[derive(Default)]
struct Page {
    out: String,
    open: Vec<(&'static str, bool)>,
    /// Whether there is anything on the line that is being written.
    written: bool,
    /// Whether a wrapper began or ended since.
    line_ended: bool,
}

impl Page {
    fn text(&mut self, raw: &str) {
        let blank = raw.trim_ascii().is_empty();
        if !blank {
            self.begin_inline();
            self.written = true;
        }
        copy(raw, &mut self.out);
    }

    /// Ends the line first, where a wrapper stood between it and what comes now.
    fn begin_inline(&mut self) {
        if std::mem::take(&mut self.line_ended) && self.written {
            self.out.push_str("<br>");
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match &*tag.name {
            "br" => self.line_break(),
            "img" => self.text(tag.attribute("alt").unwrap_or_default()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.push("p", true, "");
                self.push("strong", false, "");
            }
            "td" | "th" if self.written && !self.line_ended => self.out.push(' '),
            name if WRAPPERS.contains(&name) => self.line_ended = true,
            name => {
                if let Some((name, block, allowed)) = KEPT.iter().find(|(kept, ..)| *kept == name) {
                    self.open_kept(tag, name, *block, allowed);
                }
            }
        }
    }

    fn open_kept(&mut self, tag: &Tag<'_>, name: &'static str, block: bool, allowed: &[&str]) {
        if name == "a" && (self.is_open("a") || !tag.attribute("href").is_some_and(is_link)) {
            return;
        }
        let mut attributes = String::new();
        for key in allowed.iter().chain(&["lang"]) {
            if let Some(value) = tag.attribute(key) {
                attributes.push_str(&format!(" {key}=\""));
                copy(value, &mut attributes);
                attributes.push('"');
            }
        }
        self.push(name, block, &attributes);
    }

    fn line_break(&mut self) {
        self.line_ended = false;
        self.written = false;
        self.out.push_str("<br>");
    }

    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|(open, _)| *open == name)
    }

    fn push(&mut self, name: &'static str, block: bool, attributes: &str) {
        if block {
            self.make_room(name);
            self.line_ended = false;
            self.written = false;
        } else {
            self.begin_inline();
        }
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        self.open.push((name, block));
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(attributes);
        self.out.push('>');
    }

    /// Closes what a new block may not stand in: an open paragraph, and for an item the one before it.
    fn make_room(&mut self, block: &str) {
        let ends_here = |name: &str| name == "p" || (block == "li" && name == "li");
        let holds = |name: &str| matches!(name, "ul" | "ol") || (block != "li" && matches!(name, "li" | "blockquote"));
        let mut found = None;
        for (at, (name, _)) in self.open.iter().enumerate().rev() {
            if ends_here(name) {
                found = Some(at);
            } else if holds(name) {
                break;
            }
        }
        if let Some(at) = found {
            self.close_to(at);
        }
    }

    fn close(&mut self, name: &str) {
        let name = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "p",
            "br" => return self.line_break(),
            name => name,
        };
        if WRAPPERS.contains(&name) {
            self.line_ended = true;
            return;
        }
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) else {
            return;
        };
        let after = self.open.get(at..).unwrap_or_default();
        let block = after.first().is_some_and(|(_, block)| *block);
        // An inline end tag reaches no further than its own block.
        if block || !after.iter().any(|(_, block)| *block) {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some((name, block)) = self.open.pop() else { return };
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
            if block {
                self.line_ended = false;
                self.written = false;
            }
        }
    }
}

/// Whether an address, its entities not decoded, may be linked to. A scheme written in entities is none.
fn is_link(raw: &str) -> bool {
    Url::parse(raw).is_ok_and(|url| LINK_SCHEMES.contains(&url.scheme()))
}

/// Copies text or the value of an attribute, its entities as they are. What would end it is escaped, and so is an `&` that
/// begins no entity, because a parser may take long to find that out.
fn copy(raw: &str, out: &mut String) {
    for (at, c) in raw.char_indices() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '&' if !begins_entity(raw.as_bytes().get(at + 1..).unwrap_or_default()) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}

/// Whether what follows an `&` is a name or a number with its semicolon.
fn begins_entity(after: &[u8]) -> bool {
    /// `CounterClockwiseContourIntegral;` is the longest name.
    const LONGEST: usize = 32;
    let name = after.strip_prefix(b"#").unwrap_or(after);
    let length = name.iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    length > 0 && name.get(length) == Some(&b';')
}
