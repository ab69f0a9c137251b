//! What a member writes, and the HTML that becomes of it: paragraphs, links, mentions and hashtags in the shapes that the
//! clients of Mastodon know.

mod handle;
mod language;
mod scan;

#[cfg(test)]
mod tests;

use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use crate::markup::escape;
use crate::{emoji, tag};

pub use handle::{Handle, NotAHandle, is_username, normalise_host};
pub use language::guess_language;
use scan::{Span, scan};

/// As how many characters an address counts, however long it is.
pub const LINK_LENGTH: usize = 23;
/// How much of an address is shown.
const SHOWN_LENGTH: usize = 30;

/// A text made ready to be published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Composed {
    /// Safe HTML; empty for an empty text.
    pub html: String,
    /// Whom it mentions, as typed, each once: those that were found.
    pub mentions: Vec<Handle>,
    /// Its hashtags as typed, without `#`, each once.
    pub tags: Vec<String>,
    /// The codes in it that may stand for custom emoji, each once.
    pub emojis: Vec<String>,
    /// What it links to, each once.
    pub urls: Vec<Url>,
}

/// Who is meant by a handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionTarget {
    /// The page of the actor.
    pub url: Url,
}

/// Makes HTML of what was written. `resolve` is asked once for each handle; a handle that it does not know stays text.
pub fn compose(
    source: &str,
    resolve: impl FnMut(&Handle) -> Option<MentionTarget>,
    tag_url: impl Fn(&str) -> Url,
) -> Composed {
    let source = tidy(source);
    if source.is_empty() {
        return Composed::default();
    }
    let mut composer = Composer::new(&source, resolve, tag_url, "nofollow noopener noreferrer");
    composer.composed.html.push_str("<p>");
    composer.write();
    composer.composed.html.push_str("</p>");
    composer.composed
}

/// Makes HTML of the value of a profile's field: one line, whose links say that they lead to the same person (`rel="me"`).
pub fn compose_field(
    source: &str,
    resolve: impl FnMut(&Handle) -> Option<MentionTarget>,
    tag_url: impl Fn(&str) -> Url,
) -> Composed {
    let line = tidy(source).replace('\n', " ");
    let mut composer = Composer::new(&line, resolve, tag_url, "me nofollow noopener noreferrer");
    composer.write();
    composer.composed
}

/// Whom a text would mention, each once, to be looked up before it is composed.
pub fn handles(source: &str) -> Vec<Handle> {
    let mut handles: Vec<Handle> = Vec::new();
    for span in scan(source) {
        if let Span::Mention(_, handle) = span
            && !handles.iter().any(|known| known.same(&handle))
        {
            handles.push(handle);
        }
    }
    handles
}

/// How long a text counts as: in characters as people see them, an address as [`LINK_LENGTH`], a mention without its host.
pub fn length(source: &str) -> usize {
    let count = |text: &str| text.graphemes(true).count();
    scan(source)
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) | Span::Tag(text, _) => count(text),
            Span::Link(..) => LINK_LENGTH,
            Span::Mention(_, handle) => 1 + count(&handle.username),
        })
        .sum()
}

/// One kind of line end, nothing invisible, no white space at the ends of lines, at most one empty line.
fn tidy(source: &str) -> String {
    let mut tidy = String::with_capacity(source.len());
    let mut empty = 0;
    for line in source.replace("\r\n", "\n").split(['\n', '\r']) {
        let line: String = line.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
        let line = line.trim_end();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        tidy.push_str(line);
    }
    tidy
}

/// A text on its way to HTML.
struct Composer<'a, T> {
    spans: Vec<Span<'a>>,
    mentioned: Vec<(Handle, Option<MentionTarget>)>,
    tag_url: T,
    rel: &'static str,
    composed: Composed,
}

impl<'a, T: Fn(&str) -> Url> Composer<'a, T> {
    fn new(
        source: &'a str,
        mut resolve: impl FnMut(&Handle) -> Option<MentionTarget>,
        tag_url: T,
        rel: &'static str,
    ) -> Self {
        let mentioned: Vec<_> = handles(source)
            .into_iter()
            .map(|handle| {
                let target = resolve(&handle);
                (handle, target)
            })
            .collect();
        let mentions =
            mentioned.iter().filter(|(_, target)| target.is_some()).map(|(handle, _)| handle.clone()).collect();
        let composed = Composed { mentions, ..Composed::default() };
        Self { spans: scan(source), mentioned, tag_url, rel, composed }
    }

    fn write(&mut self) {
        for span in std::mem::take(&mut self.spans) {
            match span {
                Span::Plain(text) => self.plain(text),
                Span::Link(typed, url) => self.link(typed, url),
                Span::Mention(typed, handle) => self.mention(typed, &handle),
                Span::Tag(_, name) => self.tag(name),
            }
        }
    }

    fn plain(&mut self, text: &str) {
        for code in emoji::codes(text) {
            if !self.composed.emojis.iter().any(|known| known == code.name) {
                self.composed.emojis.push(code.name.to_owned());
            }
        }
        self.composed.html.push_str(&escape(text).replace("\n\n", "</p><p>").replace('\n', "<br>"));
    }

    /// The address in three parts, of which clients show the middle one.
    fn link(&mut self, typed: &str, url: Url) {
        let start =
            ["https://www.", "http://www.", "https://", "http://"].into_iter().find(|start| typed.starts_with(start));
        let (hidden, rest) = typed.split_at(start.map_or(0, str::len));
        let (shown, tail) = match rest.char_indices().nth(SHOWN_LENGTH) {
            Some((at, _)) => rest.split_at(at),
            None => (rest, ""),
        };
        let class = if tail.is_empty() { "" } else { "ellipsis" };
        self.composed.html.push_str(&format!(
            r#"<a href="{}" target="_blank" rel="{}" translate="no"><span class="invisible">{}</span><span class="{class}">{}</span><span class="invisible">{}</span></a>"#,
            escape(typed),
            self.rel,
            escape(hidden),
            escape(shown),
            escape(tail),
        ));
        if !self.composed.urls.contains(&url) {
            self.composed.urls.push(url);
        }
    }

    fn mention(&mut self, typed: &str, handle: &Handle) {
        let target =
            self.mentioned.iter().find(|(known, _)| known.same(handle)).and_then(|(_, target)| target.as_ref());
        let Some(target) = target else {
            self.composed.html.push_str(&escape(typed));
            return;
        };
        let namesake = |other: &Handle| other.username.eq_ignore_ascii_case(&handle.username) && !other.same(handle);
        // Two actors of one name can be told apart by their hosts alone.
        let shown = match &handle.host {
            Some(host) if self.composed.mentions.iter().any(namesake) => format!("{}@{host}", handle.username),
            _ => handle.username.clone(),
        };
        self.composed.html.push_str(&format!(
            r#"<span class="h-card" translate="no"><a href="{}" class="u-url mention">@<span>{}</span></a></span>"#,
            escape(target.url.as_str()),
            escape(&shown),
        ));
    }

    fn tag(&mut self, name: &str) {
        let url = (self.tag_url)(name);
        self.composed.html.push_str(&format!(
            r##"<a href="{}" class="mention hashtag" rel="tag">#<span>{}</span></a>"##,
            escape(url.as_str()),
            escape(name),
        ));
        let normal = tag::normalise(name);
        if !self.composed.tags.iter().any(|known| tag::normalise(known) == normal) {
            self.composed.tags.push(name.to_owned());
        }
    }
}
