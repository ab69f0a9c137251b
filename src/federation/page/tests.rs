#![allow(clippy::unwrap_used, reason = "tests")]

use social::preview::Page;
use url::Url;

use super::{Embed, Head, decode, describe, link};

fn at() -> Url {
    "https://www.news.example/2026/waffles".parse().unwrap()
}

fn read(html: &str) -> Option<Page> {
    describe(&at(), &Head::read(html), None)
}

#[test]
fn a_page_says_what_it_is_about() {
    let page = read(
        r#"<!doctype html><html lang=fr><head><title>Gaufres &amp; fanfare | Le Journal</title>
        <meta property="og:title" content="Gaufres &quot;dorées&quot;"><meta name=description content="  Un dimanche
        au moulin "><meta property="og:image" content="/img/1.jpg"><meta property="og:image:width" content="1200">
        <meta property="og:image:height" content="630"><meta property="og:image:alt" content="Une gaufre">
        <meta property="og:site_name" content="Le Journal"><meta name="author" content="Ana">
        <meta property="article:published_time" content="2026-08-30T21:38:22Z"></head><body>…"#,
    )
    .unwrap();
    assert_eq!(page.title, "Gaufres \"dorées\"");
    assert_eq!(page.description, "Un dimanche au moulin");
    assert_eq!((page.provider_name.as_str(), page.author_name.as_str()), ("Le Journal", "Ana"));
    assert_eq!(page.language.as_deref(), Some("fr"));
    assert_eq!(page.published_at.unwrap().to_string(), "2026-08-30 21:38:22");
    let image = page.image.unwrap();
    assert_eq!(image.url, "https://www.news.example/img/1.jpg");
    assert_eq!((image.width, image.height, image.description.as_str()), (Some(1200), Some(630), "Une gaufre"));
}

#[test]
fn a_title_is_enough_and_less_is_nothing() {
    let page = read("<title>\n Just a  title </title>").unwrap();
    assert_eq!((page.title.as_str(), page.provider_name.as_str()), ("Just a title", "news.example"));
    assert_eq!(read("<p>words</p>"), None);
    assert_eq!(read(""), None);
}

#[test]
fn what_is_no_html_is_not_read_as_such() {
    let page = read(
        r#"<svg><title>icon</title></svg><script>document.write('<title>script</title>')</script>
        <style><title>style</title></style><!-- <title>comment</title> --><title>A <b>real</b> one</title><title>second</title>"#,
    );
    assert_eq!(page.unwrap().title, "A <b>real</b> one");
}

#[test]
fn only_addresses_of_the_web_are_taken() {
    let image = |address: &str| {
        let html = format!(r#"<title>x</title><meta property="og:image" content="{address}">"#);
        read(&html).unwrap().image.map(|image| image.url)
    };
    assert_eq!(image("//cdn.example/1.png").as_deref(), Some("https://cdn.example/1.png"));
    for address in
        ["javascript:alert(1)", "data:image/png;base64,AAAA", "file:///etc/passwd", "https://me:pw@cdn.example/"]
    {
        assert_eq!(image(address), None, "{address}");
    }
    assert_eq!(link(&at(), &format!("/{}", "a".repeat(3000))), None);
}

#[test]
fn an_embed_adds_what_the_page_does_not_say() {
    let embed: Embed = serde_json::from_str(
        r#"{"type": "video", "html": "<iframe src=x></iframe>", "title": "A film", "author_name": "Bob",
        "author_url": "https://film.example/bob", "provider_name": "Film", "thumbnail_url": "https://film.example/1.jpg"}"#,
    )
    .unwrap();
    let page = describe(&at(), &Head::read(""), Some(&embed)).unwrap();
    assert_eq!((page.title.as_str(), page.author_name.as_str()), ("A film", "Bob"));
    assert_eq!(page.author_url, "https://film.example/bob");
    assert_eq!(page.image.unwrap().url, "https://film.example/1.jpg");
    let head = Head::read(r#"<link rel="alternate" type="application/json+oembed" href="/oembed?url=1">"#);
    assert_eq!(head.embed(), Some("/oembed?url=1"));
}

#[test]
fn characters_are_those_that_the_page_is_written_in() {
    assert_eq!(decode("déjà".as_bytes()), "déjà");
    assert_eq!(decode(b"<meta charset=\"iso-8859-1\">d\xe9j\xe0"), "<meta charset=\"iso-8859-1\">déjà");
    assert_eq!(decode(b"<meta charset=shift_jis>\x83\x4e"), "<meta charset=shift_jis>ク");
    assert_eq!(decode(b"d\xe9j\xe0 vu \xe9t\xe9"), "déjà vu été");
    assert!(decode("cut off in an é".as_bytes().get(..16).unwrap()).starts_with("cut off in an "));
}

#[test]
fn no_page_is_too_strange() {
    for html in
        ["<", "<meta", "<title", "<title>", "<html lang>", "<meta content=x>", "\0<title>a\0b</title>", "<svg><title>"]
    {
        let _ = read(html);
    }
    let many = format!("<title>x</title>{}", r#"<meta name="a" content="b">"#.repeat(20_000));
    assert_eq!(read(&many).unwrap().title, "x");
    let long = read(&format!("<title>{}</title>", "é".repeat(20_000))).unwrap();
    assert!(long.title.chars().count() <= 301);
}
