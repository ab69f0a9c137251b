//! What becomes of what a member writes.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use url::Url;

use super::{
    Composed, Handle, MentionTarget, compose, compose_field, guess_language, handles, is_username, length,
    normalise_host,
};
use crate::markup::{sanitise, to_text};

/// Everybody is known but who is called `nobody`.
fn target(handle: &Handle) -> Option<MentionTarget> {
    let host = handle.host.as_deref().unwrap_or("microblog.club.example");
    let url = Url::parse(&format!("https://{host}/@{}", handle.username)).unwrap();
    (handle.username != "nobody").then_some(MentionTarget { url })
}

fn tag_url(name: &str) -> Url {
    Url::parse(&format!("https://microblog.club.example/tags/{name}")).unwrap()
}

fn composed(source: &str) -> Composed {
    compose(source, target, tag_url)
}

fn check(source: &str, expected: &str) {
    assert_eq!(composed(source).html, expected, "from {source:?}");
}

fn mention(url: &str, shown: &str) -> String {
    format!(
        r#"<span class="h-card" translate="no"><a href="{url}" class="u-url mention">@<span>{shown}</span></a></span>"#
    )
}

fn tag(path: &str, shown: &str) -> String {
    format!(
        r##"<a href="https://microblog.club.example/tags/{path}" class="mention hashtag" rel="tag">#<span>{shown}</span></a>"##
    )
}

fn link(href: &str, hidden: &str, class: &str, shown: &str, tail: &str) -> String {
    format!(
        r#"<a href="{href}" target="_blank" rel="nofollow noopener noreferrer" translate="no"><span class="invisible">{hidden}</span><span class="{class}">{shown}</span><span class="invisible">{tail}</span></a>"#
    )
}

#[test]
fn paragraphs_and_lines() {
    check("", "");
    check("  \n\t\n ", "");
    check("one", "<p>one</p>");
    check("one\ntwo", "<p>one<br>two</p>");
    check("one\r\n\r\ntwo\rthree", "<p>one</p><p>two<br>three</p>");
    check("\n\none  \n \n\n\ntwo\n\n", "<p>one</p><p>two</p>");
    check("bell\u{7} and null\u{0}", "<p>bell and null</p>");
}

#[test]
fn markup_is_text() {
    check(
        r#"<script>alert("1")</script> & <b>'x'</b>"#,
        "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;&#39;x&#39;&lt;/b&gt;</p>",
    );
    check("&lt;b&gt;", "<p>&amp;lt;b&amp;gt;</p>");
}

#[test]
fn links() {
    check("https://a.example", &format!("<p>{}</p>", link("https://a.example", "https://", "", "a.example", "")));
    check(
        "(see https://www.a.example/a?b=1&c=2.)",
        &format!(
            "<p>(see {}.)</p>",
            link("https://www.a.example/a?b=1&amp;c=2", "https://www.", "", "a.example/a?b=1&amp;c=2", "")
        ),
    );
    check(
        "http://a.example/a/very/long/path/that/goes/on",
        &format!(
            "<p>{}</p>",
            link(
                "http://a.example/a/very/long/path/that/goes/on",
                "http://",
                "ellipsis",
                "a.example/a/very/long/path/tha",
                "t/goes/on"
            )
        ),
    );
    // What is in an address is no mention and no hashtag.
    check(
        "https://a.example/@ana#frag",
        &format!("<p>{}</p>", link("https://a.example/@ana#frag", "https://", "", "a.example/@ana#frag", "")),
    );
    check("javascript://a.example/%0aalert(1)", "<p>javascript://a.example/%0aalert(1)</p>");
    check("www.a.example and ana@a.example", "<p>www.a.example and ana@a.example</p>");
    check(
        "https://a.example/\"onload=\"x",
        &format!("<p>{}&quot;onload=&quot;x</p>", link("https://a.example/", "https://", "", "a.example/", "")),
    );
    let found = composed("https://a.example/ and https://a.example/ and https://b.example/");
    assert_eq!(found.urls.iter().map(Url::as_str).collect::<Vec<_>>(), ["https://a.example/", "https://b.example/"]);
}

#[test]
fn mentions() {
    let ana = mention("https://microblog.club.example/@ana", "ana");
    let bob = mention("https://remote.example/@bob", "bob");
    check("@ana", &format!("<p>{ana}</p>"));
    check("hello @ana, (@bob@remote.example)!", &format!("<p>hello {ana}, ({bob})!</p>"));
    check("@bob@Remote.Example.", &format!("<p>{bob}.</p>"));
    check(
        "@ana@microblog.left.test:8111: hi",
        &format!("<p>{}: hi</p>", mention("https://microblog.left.test:8111/@ana", "ana")),
    );
    check("@bob@remote.example: hi", &format!("<p>{bob}: hi</p>"));
    check("@bob@remote.example:0", &format!("<p>{bob}:0</p>"));
    check(
        "@ana @ana@photos.club.example",
        &format!("<p>{ana} {}</p>", mention("https://photos.club.example/@ana", "ana@photos.club.example")),
    );
    check("@nobody and @nobody@remote.example", "<p>@nobody and @nobody@remote.example</p>");
    for none in ["ana@club.example", "a/@ana", "@@ana", "@", "@ ana", "@é", "@anaé", ".@-"] {
        check(none, &format!("<p>{none}</p>"));
    }
    let handle = |s: &str| s.parse::<Handle>().unwrap();
    assert_eq!(
        composed("@ana @ANA @nobody @bob@remote.example @Bob@remote.example").mentions,
        [handle("@ana"), handle("@bob@remote.example")]
    );
    assert_eq!(handles("@ana @nobody @ANA https://a.example/@bob"), [handle("@ana"), handle("@nobody")]);
}

#[test]
fn every_handle_is_looked_up_once() {
    let mut asked = Vec::new();
    compose(
        "@ana @bob@remote.example @Ana @ana",
        |handle| {
            asked.push(handle.to_string());
            target(handle)
        },
        tag_url,
    );
    assert_eq!(asked, ["@ana", "@bob@remote.example"]);
}

#[test]
fn hashtags() {
    check("#fête", &format!("<p>{}</p>", tag("f%C3%AAte", "fête")));
    check(
        "a (#one,#two) #three_3.",
        &format!("<p>a ({},{}) {}.</p>", tag("one", "one"), tag("two", "two"), tag("three_3", "three_3")),
    );
    check("＃日本語", &format!("<p>{}</p>", tag("%E6%97%A5%E6%9C%AC%E8%AA%9E", "日本語")));
    for none in ["#1", "#2024", "#_", "a#b", "https:/#x", "##", "# x", "&#x27;"] {
        let html = composed(none).html;
        assert!(!html.contains("hashtag"), "{html}");
    }
    assert_eq!(composed("#Fête #fete #FÊTE #two").tags, ["Fête", "two"]);
}

#[test]
fn emoji_codes() {
    assert_eq!(
        composed(":blob: :a: :blob::cat_2: 12:30:45 :é: https://a.example/:no_:x:").emojis,
        ["blob", "cat_2", "30"]
    );
}

#[test]
fn fields_say_that_they_are_me() {
    let field = compose_field("https://ana.example/\nsee @ana", target, tag_url);
    assert!(field.html.contains(r#"rel="me nofollow noopener noreferrer""#), "{}", field.html);
    assert!(!field.html.contains("<p>") && !field.html.contains("<br>"), "{}", field.html);
    assert!(field.html.contains(r#"class="u-url mention""#), "{}", field.html);
}

#[test]
fn what_is_composed_passes_the_sanitiser_of_others() {
    let source = "Hi @ana and @bob@remote.example!\nSee https://www.a.example/a/very/long/path/that/goes/on?a=1&b=2 #fête <b>\n\n:blob:";
    let html = composed(source).html;
    assert_eq!(
        to_text(&sanitise(&html)),
        "Hi @ana and @bob!\nSee https://www.a.example/a/very/long/path/that/goes/on?a=1&b=2 #fête <b>\n\n:blob:"
    );
    let rel = |html: &str| {
        html.replace(r#" rel="tag""#, "")
            .replace(r#" rel="nofollow noopener noreferrer""#, "")
            .replace(r#" target="_blank""#, "")
            .replace(r#" class="""#, "")
    };
    assert_eq!(rel(&sanitise(&html)), rel(&html).replace("&#39;", "'"));
}

#[test]
fn lengths() {
    let check = |source: &str, expected: usize| assert_eq!(length(source), expected, "{source:?}");
    check("", 0);
    check("abc\n", 4);
    check("éé", 2);
    check("e\u{301}", 1);
    check("👨‍👩‍👧‍👦", 1);
    check("https://a.example/", 23);
    check("https://a.example/a/very/long/path/that/goes/on/and/on/and/on", 23);
    check("@ana@microblog.club.example hi", 7);
    check("@ana", 4);
    check("#tag", 4);
}

#[test]
fn handles_are_read_and_written() {
    let check =
        |text: &str, expected: &str| assert_eq!(text.parse::<Handle>().unwrap().to_string(), expected, "{text:?}");
    check("@ana", "@ana");
    check("ana", "@ana");
    check(" ana@a.example ", "@ana@a.example");
    check("acct:ana@a.example", "@ana@a.example");
    check("@ana@microblog.left.test:8111", "@ana@microblog.left.test:8111");
    check("@Ana.B-c_1@A.EXAMPLE", "@Ana.B-c_1@a.example");
    check("@ana@bücher.example", "@ana@xn--bcher-kva.example");
    check("@ana@localhost:8080", "@ana@localhost:8080");
    check("@ana@[::1]:80", "@ana@[::1]:80");
    for none in [
        "",
        "@",
        "a b",
        "@ana@",
        "@ana@a b",
        "@ana@a.example:x",
        "@ana@a.example:0",
        "@ana@a.example:70000",
        "@-ana",
        "@ana.",
        "@é",
        "@ana@b@c",
        "@ana@a/b",
        "@ana@a.example.",
    ] {
        assert!(none.parse::<Handle>().is_err(), "{none:?}");
    }
    assert_eq!(Handle::new("ana", "a.example").unwrap().acct().as_deref(), Some("acct:ana@a.example"));
    assert!(is_username("ana") && !is_username("") && !is_username("a~b"));
    assert_eq!(normalise_host("A.example:443").as_deref(), Some("a.example:443"));
}

#[test]
fn languages() {
    let check = |text: &str, expected: Option<&str>| assert_eq!(guess_language(text), expected, "{text:?}");
    check(
        "Nous avons le plaisir de vous inviter à la fête du village samedi prochain, venez nombreux avec vos enfants.",
        Some("fr"),
    );
    check(
        "We are happy to invite you to the village fair next Saturday, please bring your children and your friends along.",
        Some("en"),
    );
    check(
        "Wir freuen uns, euch am nächsten Samstag zum Dorffest einzuladen, bringt bitte eure Kinder und Freunde mit.",
        Some("de"),
    );
    check("今日はとても良い天気ですね。散歩に行きましょう。", Some("ja"));
    check("ok", None);
    check("", None);
    check("https://a.example/nous-avons-le-plaisir-de-vous-inviter #fête @ana", None);
}
