//! The head of a page, cut into tags as browsers do it.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// How many meta tags are kept.
const MOST: usize = 200;
/// How long a title or a value may be, in bytes.
const LONGEST: usize = 8 * 1024;

/// What the head of a page says.
#[derive(Debug, Default)]
pub(crate) struct Head {
    metas: Vec<(String, String)>,
    title: String,
    language: Option<String>,
    embed: Option<String>,
    feed: Option<String>,
}

impl Head {
    /// Reads a page. What stands in its body counts too: not every page has its tags in their place.
    pub(crate) fn read(html: &str) -> Self {
        let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(html.into());
        // It stops at the end of each script; we run none.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        tokenizer.end();
        tokenizer.sink.0.into_inner().head
    }

    /// The first value of a meta tag of that `property` or `name`.
    pub(crate) fn meta(&self, name: &str) -> Option<&str> {
        self.metas.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What stands between the tags of `title`.
    pub(crate) fn title(&self) -> Option<&str> {
        Some(self.title.as_str()).filter(|title| !title.is_empty())
    }

    /// The language of the page, as it says.
    pub(crate) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// Where the page says that its oEmbed document is.
    pub(crate) fn embed(&self) -> Option<&str> {
        self.embed.as_deref()
    }

    /// Where the page says that its feed is.
    pub(crate) fn feed(&self) -> Option<&str> {
        self.feed.as_deref()
    }
}

#[derive(Default)]
struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    head: Head,
    /// Whether what comes is the title; a page has one.
    in_title: bool,
    had_title: bool,
    /// A drawing has a title too.
    in_drawing: bool,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            TagToken(tag) if tag.kind == StartTag => state.open(&tag),
            TagToken(tag) => {
                state.close(&tag.name);
                TokenSinkResult::Continue
            }
            CharacterTokens(text) => {
                if state.in_title && state.head.title.len() < LONGEST {
                    state.head.title.push_str(&text);
                }
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl State {
    /// Takes over what a tag says. Elements whose content is no HTML have to be named to the tokenizer.
    fn open(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        match &*tag.name {
            "html" => self.head.language = attribute(tag, "lang").filter(|lang| !lang.is_empty()).map(str::to_owned),
            "meta" => self.meta(tag),
            "link" => self.link(tag),
            "svg" => self.in_drawing = !tag.self_closing,
            "title" if !self.in_drawing => {
                self.in_title = !self.had_title;
                self.had_title = true;
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
            "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn close(&mut self, name: &str) {
        match name {
            "title" => self.in_title = false,
            "svg" => self.in_drawing = false,
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let name = attribute(tag, "property").or_else(|| attribute(tag, "name"));
        if let (Some(name), Some(value)) = (name, attribute(tag, "content"))
            && self.head.metas.len() < MOST
            && name.len() + value.len() <= LONGEST
        {
            self.head.metas.push((name.trim().to_ascii_lowercase(), value.to_owned()));
        }
    }

    fn link(&mut self, tag: &Tag) {
        let is = |wanted: &str| attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case(wanted));
        let is_embed = is("application/json+oembed");
        if is_embed && self.head.embed.is_none() {
            self.head.embed = attribute(tag, "href").map(str::to_owned);
        }
        if is("application/rss+xml") && self.head.feed.is_none() {
            self.head.feed = attribute(tag, "href").map(str::to_owned);
        }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}
