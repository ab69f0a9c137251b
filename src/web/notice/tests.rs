#![allow(clippy::unwrap_used)]

use actix_web::http::header;
use actix_web::test::TestRequest;

use super::*;
use crate::testing::TestClub;

#[test]
fn notices_fit_into_a_cookie() {
    let club = TestClub::new(&[]);
    let long = |number: usize| Notice {
        tone: Tone::Good,
        message: Message::new("title-with-site").with("title", "x".repeat(400)).with("site", number),
    };
    let many: Vec<Notice> = (0..20).map(long).collect();
    let cookie = keep(&club.state, &many);
    assert!(cookie.to_string().len() < 3500);
    let request =
        TestRequest::default().insert_header((header::COOKIE, format!("{}={}", cookie.name(), cookie.value())));
    let kept = read(&club.state, &request.to_http_request());
    assert!(!kept.is_empty() && kept.len() < 20);
    assert_eq!(kept.last(), many.last(), "the newest stay");
    assert!(keep(&club.state, &[long(0)]).value().len() > 400);
}
