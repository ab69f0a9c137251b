//! HTML that came from outside: made safe on the way in, and read as plain text afterwards.
//!
//! What may stay is Mastodon's list, because that is what others write for. First the untrusted text is tidied into
//! flat and balanced HTML ([`tidy`]), then [`ammonia`] parses it as a browser would and lets through only what is listed.
//! Everything but [`sanitise`] and [`escape`] expects sanitised HTML.

mod tidy;
pub(crate) mod token;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use token::{Piece, Tokens};

/// The longest text that is read, in bytes: what Mastodon takes as a whole activity.
pub const MAX_TEXT: usize = 1 << 20;
/// The longest biography that is read, in bytes.
pub const MAX_BIO: usize = 20_000;

/// More tags and entities than this are more than a text needs and a parser should be asked to read.
const MAX_MARKUP: usize = 20_000;

/// What a link may begin with; other links become text.
pub const LINK_SCHEMES: [&str; 11] =
    ["http", "https", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "xmpp", "magnet", "gemini"];

/// Classes that clients look for, beside microformats.
const CLASSES: [&str; 5] = ["mention", "hashtag", "ellipsis", "invisible", "quote-inline"];

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut sanitiser = ammonia::Builder::empty();
    sanitiser
        .tags(tidy::kept().map(|(name, _)| name).collect())
        .tag_attributes(tidy::kept().map(|(name, attributes)| (name, attributes.iter().copied().collect())).collect())
        .generic_attributes(HashSet::from(["lang"]))
        .generic_attribute_prefixes(HashSet::new())
        .set_tag_attribute_values(HashMap::from([("a", HashMap::from([("target", "_blank")]))]))
        .url_schemes(HashSet::from(LINK_SCHEMES))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer"))
        .strip_comments(true)
        .attribute_filter(|_, name, value| keep_attribute(name, value));
    sanitiser
});

/// What of an attribute may stay.
fn keep_attribute<'v>(name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let kept = match name {
        "class" => {
            let classes: Vec<&str> = value.split_ascii_whitespace().filter(|class| is_class(class)).collect();
            return (!classes.is_empty()).then(|| classes.join(" ").into());
        }
        "translate" => matches!(value, "yes" | "no"),
        "lang" => value.len() <= 35 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
        "start" | "value" => value.parse::<i32>().is_ok(),
        "reversed" => return Some(Cow::Borrowed("")),
        _ => true,
    };
    kept.then_some(Cow::Borrowed(value))
}

fn is_class(class: &str) -> bool {
    let microformat = ["h-", "p-", "u-", "dt-", "e-"].iter().any(|prefix| class.starts_with(prefix));
    CLASSES.contains(&class) || (microformat && class.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
}

/// Makes the HTML of a post from outside safe to show, reading at most [`MAX_TEXT`] of it.
///
/// It never fails: a text that is more than the sanitiser can bear is shown as plain text.
pub fn sanitise(html: &str) -> String {
    sanitise_within(html, MAX_TEXT)
}

/// Makes the HTML of a profile from outside safe to show, reading at most [`MAX_BIO`] of it.
pub fn sanitise_bio(html: &str) -> String {
    sanitise_within(html, MAX_BIO)
}

fn sanitise_within(html: &str, limit: usize) -> String {
    let html = html.get(..html.floor_char_boundary(limit)).unwrap_or_default();
    if !html.contains(['<', '&']) {
        return html.replace('>', "&gt;");
    }
    if html.bytes().filter(|b| matches!(b, b'<' | b'&')).count() > MAX_MARKUP {
        return escape(&to_text(html));
    }
    let clean = || SANITISER.clean(&tidy::tidy(html)).to_string();
    catch_unwind(AssertUnwindSafe(clean)).unwrap_or_else(|_| {
        tracing::error!(bytes = html.len(), "a text from outside broke the sanitiser and is shown as plain text");
        escape(&to_text(html))
    })
}

/// Escapes plain text for HTML, as content or as the value of an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// What separates a piece of plain text from the one before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// The text of sanitised HTML: an empty line between paragraphs, a new one for `<br>` and items, emoji as their codes.
///
/// The paragraph that repeats a quoted address for programs that know no quotes is left out.
pub fn to_text(html: &str) -> String {
    let mut plain = Plain::default();
    let mut hidden = false;
    for token in Tokens::new(html) {
        match token.piece {
            Piece::Open(tag) => {
                if tag.name == "p" {
                    hidden = tag.has_class("quote-inline");
                }
                plain.boundary(&tag.name, true);
                if tag.name == "img" && !hidden {
                    plain.write(&token::decode(tag.attribute("alt").unwrap_or_default()));
                }
            }
            Piece::Close(name) => {
                hidden = hidden && name != "p";
                plain.boundary(&name, false);
            }
            Piece::Text(text) if !hidden => plain.write(&token::decode(text)),
            Piece::Text(_) => {}
        }
    }
    plain.out
}

/// Plain text as it is written, its white space folded outside of `<pre>`.
struct Plain {
    out: String,
    gap: Gap,
    verbatim: usize,
}

impl Default for Plain {
    fn default() -> Self {
        Self { out: String::new(), gap: Gap::None, verbatim: 0 }
    }
}

impl Plain {
    fn boundary(&mut self, name: &str, opens: bool) {
        match name {
            "pre" if opens => self.verbatim += 1,
            "pre" => self.verbatim = self.verbatim.saturating_sub(1),
            _ => {}
        }
        match name {
            // Two breaks in a row leave an empty line.
            "br" if self.gap >= Gap::Line => self.widen(Gap::Paragraph),
            "br" | "li" => self.widen(Gap::Line),
            "p" | "pre" | "blockquote" | "ul" | "ol" => self.widen(Gap::Paragraph),
            _ => {}
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn write(&mut self, text: &str) {
        if self.verbatim > 0 {
            self.close_gap();
            self.out.push_str(text);
            return;
        }
        let starts_with_space = text.starts_with(is_space);
        for (n, word) in text.split(is_space).filter(|word| !word.is_empty()).enumerate() {
            if n > 0 || starts_with_space {
                self.widen(Gap::Space);
            }
            self.close_gap();
            self.out.push_str(word);
        }
        if text.ends_with(is_space) {
            self.widen(Gap::Space);
        }
    }

    fn close_gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
    }
}

/// White space as HTML folds it; a no-break space is not.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// The beginning of sanitised HTML as one line of at most `max` characters, cut between words and marked by `…`.
pub fn excerpt(html: &str, max: usize) -> String {
    shorten(&to_text(html), max)
}

/// Plain text as one line of at most `max` characters, cut between words where that can be and marked by `…`.
pub fn shorten(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(max) else {
        return line;
    };
    let room = line.char_indices().nth(max.saturating_sub(1)).map_or(end, |(at, _)| at);
    let cut = line.get(..room).unwrap_or_default();
    let at_word = cut.rfind(' ').filter(|at| *at >= room / 2);
    let cut = match at_word {
        Some(at) if !line.get(room..).unwrap_or_default().starts_with(' ') => cut.get(..at).unwrap_or(cut),
        _ => cut,
    };
    format!("{}…", cut.trim_end())
}
