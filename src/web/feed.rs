//! Feeds for news readers: RSS 2.0 and Atom (RFC 4287), written from one struct.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::NaiveDateTime;
use social::markup;
use url::Url;

use crate::moment;

/// A feed.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Its name.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// The page that it belongs to.
    pub page: Url,
    /// Where this feed itself is.
    pub feed: Url,
    /// A picture of it.
    pub picture: Option<Url>,
    /// The language of most entries, a language tag.
    pub language: Option<String>,
    /// The newest entries, the newest first.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What names it for good.
    pub id: Url,
    /// The page that shows it.
    pub page: Url,
    /// A headline; posts have none.
    pub title: Option<String>,
    /// What it says, sanitised HTML.
    pub content_html: String,
    /// Who wrote it.
    pub author: String,
    /// When it was published.
    pub published: NaiveDateTime,
    /// When it was last changed.
    pub updated: NaiveDateTime,
    /// Its tags, without `#`.
    pub tags: Vec<String>,
    /// What is attached.
    pub enclosures: Vec<Enclosure>,
}

/// A file that belongs to an entry.
#[derive(Debug, Clone)]
pub struct Enclosure {
    /// Where it is.
    pub url: Url,
    /// Its content type.
    pub content_type: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A document under construction.
#[derive(Default)]
struct Xml(String);

impl Xml {
    fn open(&mut self, tag: &str) {
        self.0.push('<');
        self.0.push_str(tag);
        self.0.push_str(">\n");
    }

    fn close(&mut self, tag: &str) {
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push_str(">\n");
    }

    fn text(&mut self, tag: &str, text: impl AsRef<str>) {
        let name = tag.split(' ').next().unwrap_or(tag);
        self.0.push_str(&format!("<{tag}>{}</{name}>\n", escape(text.as_ref())));
    }

    fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
        self.0.push_str("/>\n");
    }
}

/// Text for XML 1.0: markup is escaped, and characters that no document may hold (§2.2) are left out.
fn escape(text: &str) -> String {
    let held = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    markup::escape(&text.chars().filter(held).collect::<String>())
}

impl Feed {
    /// When anything in it last changed.
    fn updated(&self) -> NaiveDateTime {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or_default()
    }

    /// As RSS 2.0.
    pub fn rss(&self) -> String {
        let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned());
        xml.open("rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"");
        xml.open("channel");
        xml.text("title", &self.title);
        xml.text("description", &self.description);
        xml.text("link", &self.page);
        let own = ("type", "application/rss+xml");
        xml.empty("atom:link", &[("rel", "self"), ("href", self.feed.as_str()), own]);
        if let Some(language) = &self.language {
            xml.text("language", language);
        }
        xml.text("lastBuildDate", self.updated().and_utc().to_rfc2822());
        xml.text("generator", "Kermesse");
        if let Some(picture) = &self.picture {
            xml.open("image");
            xml.text("url", picture);
            xml.text("title", &self.title);
            xml.text("link", &self.page);
            xml.close("image");
        }
        for entry in &self.entries {
            entry.rss(&mut xml);
        }
        xml.close("channel");
        xml.close("rss");
        xml.0
    }

    /// As Atom.
    pub fn atom(&self) -> String {
        let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned());
        match &self.language {
            Some(language) => {
                xml.open(&format!("feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"", escape(language)));
            }
            None => xml.open("feed xmlns=\"http://www.w3.org/2005/Atom\""),
        }
        xml.text("title", &self.title);
        xml.text("subtitle", &self.description);
        xml.text("id", &self.feed);
        xml.text("updated", moment::machine(self.updated().and_utc()));
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", self.feed.as_str())]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", self.page.as_str())]);
        if let Some(picture) = &self.picture {
            xml.text("logo", picture);
        }
        xml.text("generator", "Kermesse");
        for entry in &self.entries {
            entry.atom(&mut xml);
        }
        xml.close("feed");
        xml.0
    }

    /// As an answer, in RSS.
    pub fn rss_response(&self) -> HttpResponse {
        respond("application/rss+xml; charset=utf-8", self.rss())
    }

    /// As an answer, in Atom.
    pub fn atom_response(&self) -> HttpResponse {
        respond("application/atom+xml; charset=utf-8", self.atom())
    }
}

fn respond(content_type: &str, xml: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .body(xml)
}

impl Entry {
    /// The headline, else the beginning of the text: Atom demands a title (RFC 4287 §4.1.2).
    fn headline(&self) -> String {
        self.title.clone().unwrap_or_else(|| markup::excerpt(&self.content_html, 80))
    }

    fn rss(&self, xml: &mut Xml) {
        xml.open("item");
        if let Some(title) = &self.title {
            xml.text("title", title);
        }
        xml.text("guid isPermaLink=\"false\"", &self.id);
        xml.text("link", &self.page);
        xml.text("pubDate", self.published.and_utc().to_rfc2822());
        xml.text("description", &self.content_html);
        for tag in &self.tags {
            xml.text("category", tag);
        }
        // RSS takes one enclosure.
        if let Some(file) = self.enclosures.first() {
            let bytes = file.bytes.to_string();
            xml.empty("enclosure", &[("url", file.url.as_str()), ("type", &file.content_type), ("length", &bytes)]);
        }
        xml.close("item");
    }

    fn atom(&self, xml: &mut Xml) {
        xml.open("entry");
        xml.text("title", self.headline());
        xml.text("id", &self.id);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", self.page.as_str())]);
        xml.text("published", moment::machine(self.published.and_utc()));
        xml.text("updated", moment::machine(self.updated.and_utc()));
        xml.open("author");
        xml.text("name", &self.author);
        xml.close("author");
        for tag in &self.tags {
            xml.empty("category", &[("term", tag)]);
        }
        for file in &self.enclosures {
            let bytes = file.bytes.to_string();
            let link =
                [("rel", "enclosure"), ("href", file.url.as_str()), ("type", &file.content_type), ("length", &bytes)];
            xml.empty("link", &link);
        }
        xml.text("content type=\"html\"", &self.content_html);
        xml.close("entry");
    }
}

#[cfg(test)]
mod tests;
