#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use actix_web::test::TestRequest;

use super::*;

fn allowed(headers: &[(&str, &str)]) -> bool {
    let mut request = TestRequest::post();
    for (name, value) in headers {
        request = request.insert_header((*name, *value));
    }
    let origin = Origin::new("https", "photos.club.example").unwrap();
    same_origin(&request.to_http_request(), &origin).is_ok()
}

#[test]
fn other_sites_cannot_post() {
    assert!(allowed(&[]));
    assert!(allowed(&[("origin", "https://photos.club.example"), ("sec-fetch-site", "same-origin")]));
    assert!(allowed(&[("sec-fetch-site", "none")]));
    assert!(!allowed(&[("origin", "https://evil.example")]));
    assert!(!allowed(&[("origin", "null")]));
    assert!(!allowed(&[("origin", "http://photos.club.example")]));
    assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
    // Another stall of the club is another site: its pages may hold what its members wrote.
    assert!(!allowed(&[("sec-fetch-site", "same-site")]));
    assert!(!allowed(&[("origin", "https://music.club.example"), ("sec-fetch-site", "same-origin")]));
}

#[test]
fn a_tag_is_for_one_reader_and_never_looks_the_same() {
    let key = ServerKey::new(&[1; 32]);
    let made = tag(&key, "session-a");
    assert!(is_ours(&key, "session-a", &made));
    assert!(!is_ours(&key, "session-b", &made));
    assert!(!is_ours(&ServerKey::new(&[2; 32]), "session-a", &made));
    for wrong in ["", "A", &made[..60], &format!("{made}A"), &key.sign(PURPOSE, "session-a")] {
        assert!(!is_ours(&key, "session-a", wrong));
    }
    assert_ne!(made, tag(&key, "session-a"));
}
