#![allow(clippy::unwrap_used)]

use super::*;
use crate::testing::hosts;

#[test]
fn nothing_that_was_uploaded_is_ever_a_page() {
    for (claimed, served) in [
        ("image/png", "image/png"),
        ("audio/ogg; codecs=opus", "audio/ogg"),
        ("video/mp4", "video/mp4"),
        ("image/svg+xml", "application/octet-stream"),
        ("text/html", "application/octet-stream"),
        ("application/activity+json", "application/octet-stream"),
        ("application/xhtml+xml", "application/octet-stream"),
        ("", "application/octet-stream"),
    ] {
        let response = media(claimed, None).finish();
        let header = |name: HeaderName| response.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(header(header::CONTENT_TYPE), served, "{claimed}");
        assert_eq!(header(header::CONTENT_SECURITY_POLICY), "sandbox; default-src 'none'");
        assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    }
}

#[test]
fn the_policy_of_a_file_is_not_replaced_by_that_of_pages() {
    let mut response = media("image/png", None).finish();
    secure(response.headers_mut(), &hosts("https"));
    let policies: Vec<_> = response.headers().get_all(header::CONTENT_SECURITY_POLICY).collect();
    assert_eq!(policies, ["sandbox; default-src 'none'"]);
    assert!(response.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[test]
fn a_saved_file_has_a_harmless_name() {
    let response = media("image/png", Some("été \"a\";\r\nX: y.png")).finish();
    let disposition = response.headers().get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
    assert_eq!(disposition, "attachment; filename*=UTF-8''%C3%A9t%C3%A9%20%22a%22%3B%0D%0AX%3A%20y.png");
}

#[test]
fn only_what_is_made_for_it_is_shown_within_other_pages() {
    let framed = |policy: &str| {
        let mut response = HttpResponse::Ok().insert_header((header::CONTENT_SECURITY_POLICY, policy)).finish();
        secure(response.headers_mut(), &hosts("https"));
        !response.headers().contains_key(header::X_FRAME_OPTIONS)
    };
    assert!(framed(FRAME_POLICY));
    assert!(!framed(&page_policy(&hosts("https"), &[])) && !framed(MEDIA_POLICY));
    assert!(FRAME_POLICY.ends_with("frame-ancestors *") && !FRAME_POLICY.contains("script-src"));
}

#[test]
fn a_page_with_a_map_may_ask_for_its_tiles() {
    let policy = map_policy(&hosts("https"), "https://tiles.example");
    assert!(
        policy.contains(
            "img-src 'self' https://club.example https://microblog.club.example data: https://tiles.example;"
        )
    );
    assert_eq!(policy.matches("tiles.example").count(), 1);
    assert!(!page_policy(&hosts("https"), &[]).contains("tiles.example"));
}

#[test]
fn a_page_may_send_its_form_further() {
    let policy = page_policy(&hosts("https"), &["https://app.example"]);
    assert!(
        policy.ends_with("form-action 'self' https://club.example https://microblog.club.example https://app.example")
    );
}
