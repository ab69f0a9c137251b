use super::to_html;

#[test]
fn markdown_becomes_html() {
    assert_eq!(to_html("# Us\n\nWe *sing*."), "<h1>Us</h1>\n<p>We <em>sing</em>.</p>\n");
    assert_eq!(to_html("[ours](/rules)"), "<p><a href=\"/rules\">ours</a></p>\n");
}

#[test]
fn html_is_shown_not_run() {
    let html = to_html("<script>alert(1)</script>\n\nA <b onclick=x>b</b>");
    assert!(!html.contains("<script") && !html.contains("<b"), "{html}");
    assert!(html.contains("&lt;script&gt;"), "{html}");
}

#[test]
fn links_lead_to_the_web_alone() {
    for address in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "JaVaScRiPt:x"] {
        let html = to_html(&format!("[x]({address})"));
        assert!(html.contains("href=\"#\""), "{address}: {html}");
    }
}

#[test]
fn pictures_become_links() {
    assert_eq!(
        to_html("![a cat](https://example.com/cat.png)"),
        "<p><a href=\"https://example.com/cat.png\">a cat</a></p>\n"
    );
}
