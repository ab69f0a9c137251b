//! Where answers go, and what a page lets its form lead to.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use super::{Answer, OUT_OF_BAND};

fn answer(redirect_uri: &str) -> Answer {
    Answer { redirect_uri: redirect_uri.to_owned(), state: Some("a b&c".to_owned()) }
}

#[test]
fn an_answer_is_added_to_what_the_program_registered() {
    let told = |uri: &str| answer(uri).tell(&[("code", "x=y")]).unwrap().to_string();
    assert_eq!(told("https://client.example/back"), "https://client.example/back?code=x%3Dy&state=a+b%26c");
    assert_eq!(told("https://client.example/?to=1"), "https://client.example/?to=1&code=x%3Dy&state=a+b%26c");
    assert_eq!(
        told("com.tapbots.Ivory.10217:/request_token"),
        "com.tapbots.ivory.10217:/request_token?code=x%3Dy&state=a+b%26c"
    );
    assert_eq!(told("mouse://back"), "mouse://back?code=x%3Dy&state=a+b%26c");
    assert!(answer(OUT_OF_BAND).tell(&[("code", "x")]).is_none());
}

#[test]
fn a_form_may_lead_where_the_answer_goes() {
    let target = |uri: &str| answer(uri).form_target();
    assert_eq!(target("https://client.example:8443/back?x=1").unwrap(), "https://client.example:8443");
    assert_eq!(target("http://127.0.0.1:4000/").unwrap(), "http://127.0.0.1:4000");
    assert_eq!(target("com.tapbots.Ivory.10217:/request_token").unwrap(), "com.tapbots.ivory.10217:");
    assert_eq!(target(OUT_OF_BAND), None);
}

#[test]
fn a_member_reads_where_they_are_led() {
    assert_eq!(answer("https://client.example/back").place().unwrap(), "client.example");
    assert_eq!(answer("http://client.localhost:5314/back").place().unwrap(), "client.localhost:5314");
    assert_eq!(answer("mouse://back").place().unwrap(), "mouse:");
    assert_eq!(answer(OUT_OF_BAND).place(), None);
}
