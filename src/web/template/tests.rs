#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::json;

use crate::testing::themes;

fn render(locale: &str, source: &str, context: serde_json::Value) -> Result<String, String> {
    let themes = themes(&[("test.html", source)]);
    let locale = themes.translations().find(locale).unwrap();
    let context = tera::Context::from_serialize(&context).unwrap();
    themes
        .get("default")
        .render(&locale, crate::Zone::UTC, "test.html", &context)
        .map_err(|error| crate::theme::chain(&error))
}

#[test]
fn messages_are_escaped_where_they_are_put() {
    let source = r#"{{ t(key="card-boosted", name=name) }} {{ t_html(key="card-boosted", name=name) }} {{ t(key="card-likes", count=n) }}"#;
    let said = render("en", source, json!({ "name": "<b>Ana</b>", "n": 1 })).unwrap();
    assert_eq!(said, "&lt;b&gt;Ana&lt;/b&gt; boosted &lt;b&gt;Ana&lt;/b&gt; boosted 1 like");
    let said = render("fr", source, json!({ "name": "Ana", "n": 12345 })).unwrap();
    assert_eq!(said, "Ana a partagé Ana a partagé 12\u{202f}345 j’aime");
}

#[test]
fn filters_write_for_the_reader() {
    let rendered = render(
        "fr",
        r#"{{ n | number }} {{ at | time(style="date", class="dt-published") }}"#,
        json!({
            "n": 1234567, "at": "2026-02-01T08:05:00.123"
        }),
    );
    assert_eq!(
        rendered.unwrap(),
        "1\u{202f}234\u{202f}567 <time class=\"dt-published\" datetime=\"2026-02-01T08:05:00Z\" \
         title=\"1 février 2026 à 08:05 UTC\" data-style=\"date\">1 février 2026</time>"
    );
    assert!(render("en", "{{ at | time }}", json!({ "at": "soon" })).unwrap_err().contains("\"soon\" is not a time"));
}

#[test]
fn text_is_escaped_and_markup_is_not() {
    let context = json!({ "text": "<i>\"&'", "content_html": "<i>x</i>" });
    let rendered = render("en", "<p title=\"{{ text }}\">{{ text }}{{ content_html | markup }}</p>", context).unwrap();
    assert_eq!(rendered, "<p title=\"&lt;i&gt;&quot;&amp;&#39;\">&lt;i&gt;&quot;&amp;&#39;<i>x</i></p>");
}

#[test]
fn addresses_are_made_in_one_place() {
    assert_eq!(
        render("en", r#"{{ url(path="/about", site="square") }}"#, json!({})).unwrap(),
        "https://club.example/about"
    );
    assert!(
        render("en", r#"{{ url(path="/", site="cellar") }}"#, json!({}))
            .unwrap_err()
            .contains("there is no site cellar")
    );
    assert!(render("en", r#"{{ asset(path="none.css") }}"#, json!({})).unwrap_err().contains("no file none.css"));
    let icon = render("en", r#"{{ icon(name="like") }}"#, json!({})).unwrap();
    assert!(icon.starts_with("<svg class=\"icon\" aria-hidden=\"true\"") && icon.contains("images/icons.svg#like"));
}
