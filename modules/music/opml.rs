//! Lists of podcasts as programs hand them to one another: OPML 2.0 (<http://opml.org/spec2.opml>). It is read flat, however deep
//! groups lie within one another.

use chrono::NaiveDateTime;
use host::web::feed::printable;
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::Event;
use url::Url;

use crate::podcast::{self, Podcast};
use crate::subscription::MOST;

/// The largest file, in bytes.
pub(crate) const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// What a list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct List {
    /// Where the feeds are, each once.
    pub(crate) feeds: Vec<Url>,
    /// How many were passed over, whose addresses are none.
    pub(crate) unfit: usize,
}

/// Writes a list.
pub(crate) fn write(title: &str, podcasts: &[Podcast], now: NaiveDateTime) -> String {
    let said = |text: &str| escape(printable(text)).into_owned();
    let mut opml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>{}</title><dateCreated>{}</dateCreated></head>\n<body>\n",
        said(title),
        now.and_utc().to_rfc2822()
    );
    for podcast in podcasts {
        let (name, url) = (said(podcast.name()), said(&podcast.url));
        let page = podcast.link.as_deref().map(|link| format!(" htmlUrl=\"{}\"", said(link))).unwrap_or_default();
        opml.push_str(&format!("<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{url}\"{page}/>\n"));
    }
    opml.push_str("</body>\n</opml>\n");
    opml
}

/// Reads a list; none where it is not one.
pub(crate) fn read(file: &[u8]) -> Option<List> {
    let mut reader = quick_xml::Reader::from_reader(file);
    reader.config_mut().check_end_names = false;
    let (mut list, mut is_opml) = (List::default(), false);
    loop {
        let element = match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return is_opml.then_some(list),
            _ => continue,
        };
        is_opml |= element.name().as_ref() == b"opml";
        if element.name().as_ref() != b"outline" {
            continue;
        }
        let feed = element.attributes().flatten().find(|a| a.key.as_ref().eq_ignore_ascii_case(b"xmlUrl"));
        let Some(feed) = feed else { continue };
        let address = feed.normalized_value(XmlVersion::Implicit1_0).ok();
        match address.and_then(|address| podcast::address(&address)) {
            Some(url) if list.feeds.contains(&url) || list.feeds.len() as i64 >= MOST => {}
            Some(url) => list.feeds.push(url),
            None => list.unfit += 1,
        }
    }
}
