//! Feeds for news readers: RSS 2.0 and Atom (RFC 4287), written from one struct. What is attached is told as enclosures and, with its
//! size and description, in the words of Media RSS (<https://www.rssboard.org/media-rss>).

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
    /// Whether what is attached is hidden at first: then only links lead to it.
    pub sensitive: bool,
    /// Where it was put on the map: degrees north and east.
    pub point: Option<(f64, f64)>,
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
    /// Width and height in pixels, where it has any and they are known.
    pub size: Option<(u32, u32)>,
    /// What is to be seen or heard; may be empty.
    pub description: String,
    /// A small picture of it, with its width and height in pixels.
    pub thumbnail: Option<(Url, Option<(u32, u32)>)>,
    /// What others may do with it, in short, and where that can be read.
    pub licence: Option<(String, String)>,
}

/// The name spaces of what stands in both kinds of feed besides their own words.
const NAME_SPACES: &str = "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:georss=\"http://www.georss.org/georss\"";

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

/// Text for XML 1.0: markup is escaped, and what no document may hold is left out.
pub fn escape(text: &str) -> String {
    markup::escape(&printable(text))
}

/// Text without the characters that no document of XML 1.0 may hold (§2.2).
pub fn printable(text: &str) -> String {
    let held = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(held).collect()
}

impl Feed {
    /// When anything in it last changed.
    fn updated(&self) -> NaiveDateTime {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or_default()
    }

    /// As RSS 2.0.
    pub fn rss(&self) -> String {
        let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned());
        xml.open(&format!("rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" {NAME_SPACES}"));
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
        let language = self.language.as_ref().map(|language| format!(" xml:lang=\"{}\"", escape(language)));
        let language = language.unwrap_or_default();
        xml.open(&format!("feed xmlns=\"http://www.w3.org/2005/Atom\"{language} {NAME_SPACES}"));
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

/// A feed as an answer, which may be kept for some minutes.
pub fn respond(content_type: &str, xml: String) -> HttpResponse {
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
        xml.text("description", self.html());
        for tag in &self.tags {
            xml.text("category", tag);
        }
        // RSS takes one enclosure.
        if let Some(file) = self.enclosures.first() {
            let bytes = file.bytes.to_string();
            xml.empty("enclosure", &[("url", file.url.as_str()), ("type", &file.content_type), ("length", &bytes)]);
        }
        self.media(xml);
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
        xml.text("content type=\"html\"", self.html());
        self.media(xml);
        xml.close("entry");
    }

    /// What it says, and its pictures below that: few readers show enclosures.
    fn html(&self) -> String {
        let mut html = self.content_html.clone();
        for picture in self.enclosures.iter().filter(|file| file.medium() == Some("image")) {
            let (url, alt) = (escape(picture.url.as_str()), escape(&picture.description));
            if self.sensitive {
                html.push_str(&format!("<p><a href=\"{url}\">{}</a></p>", if alt.is_empty() { &url } else { &alt }));
                continue;
            }
            let size = picture.size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\""));
            html.push_str(&format!("<p><img src=\"{url}\" alt=\"{alt}\"{}></p>", size.unwrap_or_default()));
        }
        html
    }

    fn media(&self, xml: &mut Xml) {
        for file in &self.enclosures {
            file.media(xml, self.sensitive);
        }
        if let Some((north, east)) = self.point {
            xml.text("georss:point", format!("{north} {east}"));
        }
    }
}

impl Enclosure {
    /// What it is in Media RSS.
    fn medium(&self) -> Option<&str> {
        self.content_type.split('/').next().filter(|family| ["image", "audio", "video"].contains(family))
    }

    /// As `media:content`.
    fn media(&self, xml: &mut Xml, sensitive: bool) {
        let size =
            self.size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
        let medium = self.medium().map(|medium| format!(" medium=\"{medium}\"")).unwrap_or_default();
        let (url, content_type) = (escape(self.url.as_str()), escape(&self.content_type));
        xml.open(&format!("media:content url=\"{url}\" type=\"{content_type}\"{medium}{size}"));
        xml.text("media:rating scheme=\"urn:simple\"", if sensitive { "adult" } else { "nonadult" });
        if !self.description.is_empty() {
            xml.text("media:description type=\"plain\"", &self.description);
        }
        if let Some((url, size)) = &self.thumbnail {
            let size = size.map(|(width, height)| [("width", width.to_string()), ("height", height.to_string())]);
            let size = size.iter().flatten().map(|(name, pixels)| (*name, pixels.as_str()));
            xml.empty("media:thumbnail", &std::iter::once(("url", url.as_str())).chain(size).collect::<Vec<_>>());
        }
        if let Some((name, page)) = &self.licence {
            let page = escape(page);
            match page.is_empty() {
                true => xml.text("media:license", name),
                false => xml.text(&format!("media:license type=\"text/html\" href=\"{page}\""), name),
            }
        }
        xml.close("media:content");
    }
}

#[cfg(test)]
mod tests;
