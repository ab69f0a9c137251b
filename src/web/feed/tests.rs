#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

fn feed() -> Feed {
    let url = |path: &str| Url::parse("https://microblog.club.example").unwrap().join(path).unwrap();
    let time = |text: &str| text.parse::<NaiveDateTime>().unwrap();
    Feed {
        title: "Ana & <friends>".into(),
        description: "]]> \u{b}\u{fffe}plain".into(),
        page: url("/@ana"),
        feed: url("/@ana/feed.rss"),
        picture: None,
        language: Some("fr".into()),
        entries: vec![Entry {
            id: url("/objects/1"),
            page: url("/@ana/1?a=1&b=2"),
            title: None,
            content_html: "<p>Café &amp; <b>thé</b></p><p>two</p>".into(),
            author: "Ana \"la\" forte".into(),
            published: time("2026-11-22T08:42:00"),
            updated: time("2026-11-22T09:00:00"),
            tags: vec!["fête".into()],
            enclosures: vec![
                Enclosure {
                    url: url("/media/a.ogg"),
                    content_type: "audio/ogg".into(),
                    bytes: 12,
                    size: None,
                    description: String::new(),
                    thumbnail: None,
                    licence: None,
                },
                Enclosure {
                    url: url("/media/b.jpg"),
                    content_type: "image/jpeg".into(),
                    bytes: 34,
                    size: Some((1600, 900)),
                    description: "A \"merry\" <horse>".into(),
                    thumbnail: Some((url("/media/b-320.webp"), Some((320, 180)))),
                    licence: Some(("CC BY 4.0".into(), "https://creativecommons.org/licenses/by/4.0/".into())),
                },
            ],
            sensitive: false,
            point: Some((45.188529, -5.724524)),
        }],
    }
}

/// Reads what was written with somebody else's parser of markup: elements must balance, and text must come out unharmed.
fn balanced(xml: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut texts = Vec::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        match tag {
            tag if tag.starts_with('?') || tag.ends_with('/') => {}
            tag if tag.starts_with('/') => assert_eq!(open.pop().unwrap(), tag[1..]),
            tag => open.push(tag.split(' ').next().unwrap().to_owned()),
        }
        texts.push(text.to_owned());
    }
    assert!(open.is_empty());
    texts
}

#[test]
fn rss_holds_what_was_put_in() {
    let xml = feed().rss();
    let texts = balanced(&xml);
    assert!(texts.contains(&"Ana &amp; &lt;friends&gt;".to_owned()));
    assert!(texts.contains(&"]]&gt; plain".to_owned()), "{xml}");
    assert!(texts.contains(&"Sun, 22 Nov 2026 08:42:00 +0000".to_owned()));
    assert!(xml.contains("&lt;p&gt;Café &amp;amp; &lt;b&gt;thé&lt;/b&gt;"));
    assert!(
        xml.contains(r#"<enclosure url="https://microblog.club.example/media/a.ogg" type="audio/ogg" length="12"/>"#)
    );
    assert!(xml.contains("<link>https://microblog.club.example/@ana/1?a=1&amp;b=2</link>"));
}

#[test]
fn atom_has_what_it_must_have() {
    let xml = feed().atom();
    let texts = balanced(&xml);
    assert!(xml.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\" xmlns:media="));
    assert!(texts.contains(&"Café &amp; thé two".to_owned()), "{xml}");
    assert_eq!(xml.matches("<updated>2026-11-22T09:00:00Z</updated>").count(), 2);
    assert!(texts.contains(&"Ana &quot;la&quot; forte".to_owned()));
}

#[test]
fn pictures_come_with_their_size_and_description() {
    for xml in [feed().rss(), feed().atom()] {
        balanced(&xml);
        let content =
            r#"<media:content url="https://microblog.club.example/media/b.jpg" type="image/jpeg" medium="image" "#;
        assert!(xml.contains(&format!("{content}width=\"1600\" height=\"900\">")), "{xml}");
        assert!(xml.contains("plain\">A &quot;merry&quot; &lt;horse&gt;</media:description>"), "{xml}");
        let shown = "alt=&quot;A &amp;quot;merry&amp;quot; &amp;lt;horse&amp;gt;&quot; width=&quot;1600&quot;";
        assert!(xml.contains(shown), "{xml}");
        assert!(xml.contains("<georss:point>45.188529 -5.724524</georss:point>"), "{xml}");
    }
    let mut hidden = feed();
    hidden.entries[0].sensitive = true;
    assert!(!hidden.atom().contains("&lt;img") && hidden.atom().contains("&lt;a href=&quot;"));
    assert!(hidden.atom().contains("<media:rating scheme=\"urn:simple\">adult<"));
}

#[test]
fn an_empty_feed_is_still_a_feed() {
    let empty = Feed { entries: Vec::new(), ..feed() };
    balanced(&empty.rss());
    balanced(&empty.atom());
}
