//! Podcasts elsewhere: what is read of a feed.

use chrono::NaiveDate;
use url::Url;

use crate::opml;
use crate::podcast::{Problem, address, reading};

#[test]
fn a_feed_is_read_within_bounds() {
    let (at, now) = (Url::parse("https://radio.example/feed").unwrap(), moment(2026, 6, 3));
    let many: String = (0..400)
        .map(|n| format!("<item><guid>{n}</guid><enclosure url=\"/{n}.mp3\" length=\"x\" type=\"\"/></item>"))
        .collect();
    let feed = format!("<rss version=\"2.0\"><channel><title> A\n show </title><ttl>5</ttl>{many}</channel></rss>");
    let told = reading::read(feed.as_bytes(), &at, now).unwrap();
    assert_eq!((told.title.as_str(), told.ttl, told.episodes.len()), ("A show", Some(5), reading::MAX_EPISODES));
    let first = &told.episodes[0];
    assert_eq!((first.url.as_str(), first.media_type.as_str()), ("https://radio.example/0.mp3", "audio/mpeg"));
    assert_eq!((first.title.as_str(), first.size, first.published_at), ("0.mp3", 0, None));

    let one = |enclosure: &str, more: &str| {
        let item = format!("<item><title>x</title><enclosure {enclosure}/>{more}</item>");
        let feed = format!(
            "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>t</title>{item}</channel></rss>"
        );
        reading::read(feed.as_bytes(), &at, now).map(|told| told.episodes[0].clone())
    };
    for hostile in ["url=\"javascript:alert(1)\"", "url=\"file:///x.mp3\"", "url=\"https://u:p@x.example/a.mp3\""] {
        assert_eq!(one(&format!("{hostile} length=\"1\" type=\"audio/mpeg\""), ""), Err(Problem::Silent), "{hostile}");
    }
    assert_eq!(one("url=\"/a.html\" length=\"1\" type=\"text/html\"", ""), Err(Problem::Silent));
    let dated = "<pubDate>Sat, 02 Jan 2100 10:00:00 GMT</pubDate><itunes:duration>62:03</itunes:duration>";
    let told = one("url=\"/a\" length=\"7\" type=\"AUDIO/MP4; x=y\"", dated).unwrap();
    assert_eq!((told.published_at, told.duration_ms, told.size), (Some(now), 3_723_000, 7));
    assert_eq!(told.media_type, "audio/mp4");
    let misnamed = "<pubDate>Mon, 02 Jun 2026 02:00:00 +0200</pubDate>";
    assert_eq!(
        one("url=\"/a\" length=\"7\" type=\"audio/mpeg\"", misnamed).unwrap().published_at,
        Some(moment(2026, 6, 2))
    );
    for broken in ["", "<rss", "<html></html>", &"<a>".repeat(100_000)] {
        assert_eq!(reading::read(broken.as_bytes(), &at, now), Err(Problem::NoFeed));
    }
}

#[test]
fn addresses_are_of_the_web() {
    let read = |typed: &str| address(typed).map(String::from);
    assert_eq!(read(" feed://x.example/a#b "), Some("https://x.example/a".to_owned()));
    assert_eq!(read("feed:https://x.example/a"), Some("https://x.example/a".to_owned()));
    for wrong in ["", "x.example", "ftp://x.example/", "https://u:p@x.example/", "javascript:alert(1)"] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

#[test]
fn a_list_is_read_however_deep_it_is() {
    let deep = format!(
        "<opml>{}<outline XMLURL=\"https://x.example/?a=1&amp;b=2\"/></opml>",
        "<outline text=\"g\">".repeat(100_000)
    );
    let list = opml::read(deep.as_bytes()).unwrap();
    assert_eq!(list.feeds, [Url::parse("https://x.example/?a=1&b=2").unwrap()]);
    assert_eq!(opml::read(b"<rss></rss>"), None);
    assert_eq!(opml::read(b"words"), None);
}

fn moment(year: i32, month: u32, day: u32) -> chrono::NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(0, 0, 0).unwrap()
}
