//! Longer texts of the club, written in Markdown: what it is about, its rules, what it does with what it knows.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

#[cfg(test)]
mod tests;

/// HTML of a Markdown text. HTML in it is shown as it is written, and links lead to the web, to mail or to our own pages only:
/// even an administrator's text runs nothing.
pub fn to_html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES).map(tame);
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut written, events);
    written
}

/// The same, and nothing for an empty text.
pub fn to_html_or_none(markdown: &str) -> Option<String> {
    (!markdown.trim().is_empty()).then(|| to_html(markdown))
}

fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: harmless(dest_url), title, id })
        }
        // A picture from elsewhere would tell its host who reads the page: browsers are told to refuse it anyway.
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: harmless(dest_url), title, id })
        }
        Event::End(pulldown_cmark::TagEnd::Image) => Event::End(pulldown_cmark::TagEnd::Link),
        event => event,
    }
}

fn harmless(address: CowStr<'_>) -> CowStr<'_> {
    let own = address.starts_with('#') || (address.starts_with('/') && !address.starts_with("//"));
    let scheme = url::Url::parse(&address).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto"));
    if own || scheme { address } else { CowStr::Borrowed("#") }
}
