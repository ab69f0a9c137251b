//! Custom emoji, ours and others', and how they come into texts.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use diesel::prelude::*;

use super::{Emoji, EmojiMap, RemoteEmoji, codes, is_shortcode};
use crate::fixture::{check, hosts};
use crate::media::StoredImage;
use crate::schema::emojis;

fn map(pairs: &[(&str, &str)]) -> EmojiMap {
    let mut map = EmojiMap::default();
    for (code, url) in pairs {
        map.insert(code, url);
    }
    map
}

fn img(code: &str, url: &str) -> String {
    format!(
        r#"<img class="emoji" alt=":{code}:" title=":{code}:" src="{url}" width="20" height="20" loading="lazy" draggable="false">"#
    )
}

fn picture(key: &str) -> StoredImage {
    StoredImage {
        key: key.to_owned(),
        media_type: "image/png".to_owned(),
        preview_key: None,
        original_key: None,
        proof_key: None,
        full_size: (1, 1),
        renditions: Vec::new(),
        exposure: None,
        width: 20,
        height: 20,
        size: 1,
        blurhash: None,
    }
}

fn remote(code: &str, uri: &str, url: &str) -> RemoteEmoji {
    RemoteEmoji { shortcode: code.to_owned(), uri: Some(uri.to_owned()), url: url.to_owned(), media_type: None }
}

#[test]
fn codes_in_a_text() {
    let found: Vec<_> = codes(":a: :ab::cd: x:ef:y 10:30:45 :é: ::gh:").map(|code| code.name).collect();
    assert_eq!(found, ["ab", "cd", "ef", "30", "gh"]);
    assert!(is_shortcode("blob_1") && !is_shortcode("a") && !is_shortcode("../x") && !is_shortcode(&"a".repeat(129)));
}

#[test]
fn only_text_becomes_pictures() {
    let emoji = map(&[("blob", "https://a.example/b.png?a=1&b=\"2\"")]);
    let blob = img("blob", "https://a.example/b.png?a=1&amp;b=&quot;2&quot;");
    let check = |html: &str, expected: &str| assert_eq!(emoji.render(html), expected, "from {html:?}");
    check("<p>a :blob: b:blob:</p>", &format!("<p>a {blob} b{blob}</p>"));
    check(":blob::none::blob:", &format!("{blob}:none:{blob}"));
    check(r#"<a href="https://a.example/:blob:/">:none:</a>"#, r#"<a href="https://a.example/:blob:/">:none:</a>"#);
    check(
        "<code>:blob:</code><pre>x <code>:blob:</code> :blob:</pre>:blob:",
        &format!("<code>:blob:</code><pre>x <code>:blob:</code> :blob:</pre>{blob}"),
    );
    check("&lt;:blob:&gt;", &format!("&lt;{blob}&gt;"));
    assert_eq!(emoji.render_text("<b> :blob: & :x:"), format!("&lt;b&gt; {blob} &amp; :x:"));
    assert_eq!(EmojiMap::default().render(":blob:"), ":blob:");
}

#[test]
fn a_map_is_kept_as_an_object() {
    let emoji = map(&[("b", "https://a.example/b"), ("a", "https://a.example/a")]);
    let json = serde_json::to_string(&emoji).unwrap();
    assert_eq!(json, r#"{"a":"https://a.example/a","b":"https://a.example/b"}"#);
    assert_eq!(serde_json::from_str::<EmojiMap>(&json).unwrap(), emoji);
}

#[test]
fn ours_are_offered_until_disabled() {
    check(|c| {
        let hosts = hosts();
        let stall = hosts.stall("microblog").unwrap();
        let cat = Emoji::put(c, "cat", &picture("ab/cd/1.png")).unwrap();
        Emoji::put(c, "blob", &picture("ab/cd/2.png")).unwrap();
        let again = Emoji::put(c, "cat", &picture("ab/cd/3.png")).unwrap();
        assert_eq!((again.id, again.media_key.as_deref()), (cat.id, Some("ab/cd/3.png")));
        let told = ["cat".to_owned(), "blob".to_owned(), "none".to_owned()];
        let map = EmojiMap::of_text(c, stall, &told).unwrap();
        assert_eq!(
            map.iter().collect::<Vec<_>>(),
            [
                ("blob", "https://microblog.club.example/media/ab/cd/2.png"),
                ("cat", "https://microblog.club.example/media/ab/cd/3.png"),
            ]
        );
        Emoji::set_disabled(c, cat.id, true).unwrap();
        assert_eq!(EmojiMap::of_text(c, stall, &told).unwrap().iter().count(), 1);
        assert_eq!(Emoji::all_local(c).unwrap().len(), 2);
        Emoji::remove(c, cat.id).unwrap();
        assert_eq!(Emoji::find(c, "", "cat").unwrap(), None);
    });
}

#[test]
fn others_belong_to_the_host_that_uses_them() {
    check(|c| {
        Emoji::put(c, "blob", &picture("ab/cd/2.png")).unwrap();
        // An id at another host, or at ours, gives no right to what is there (GHSA-c7p6-c688-fhgp).
        let told = [
            remote("blob", "https://microblog.club.example/emojis/blob", "https://evil.example/b.png"),
            remote("a", "https://evil.example/1", "https://evil.example/a.png"),
            remote("../x", "https://evil.example/2", "https://evil.example/a.png"),
            remote("script", "https://evil.example/3", "javascript:alert(1)"),
        ];
        let map = Emoji::learn(c, "evil.example", &told).unwrap();
        assert_eq!(map.iter().collect::<Vec<_>>(), [("blob", "https://evil.example/b.png")]);
        assert_eq!(Emoji::find(c, "", "blob").unwrap().unwrap().media_key.as_deref(), Some("ab/cd/2.png"));
        let first = Emoji::find(c, "evil.example", "blob").unwrap().unwrap();
        Emoji::keep(c, first.id, &picture("ef/01/4.png")).unwrap();

        // The same again changes nothing; another picture does, and our copy of the old one is none of it.
        Emoji::learn(c, "evil.example", &told[..1]).unwrap();
        assert_eq!(Emoji::find(c, "evil.example", "blob").unwrap().unwrap().updated_at, first.updated_at);
        Emoji::learn(c, "evil.example", &[remote("blob", "https://evil.example/9", "https://evil.example/new.png")])
            .unwrap();
        let changed = Emoji::find(c, "evil.example", "blob").unwrap().unwrap();
        assert_eq!(
            (changed.id, changed.remote_url.as_deref(), changed.media_key),
            (first.id, Some("https://evil.example/new.png"), None)
        );
        assert_eq!(emojis::table.count().get_result::<i64>(c).unwrap(), 2);
    });
}
