#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use actix_web::test::TestRequest;
use serde_json::json;

use super::*;

fn accepting(accept: &str) -> HttpRequest {
    TestRequest::default().insert_header((header::ACCEPT, accept)).to_http_request()
}

#[test]
fn servers_get_activities_and_browsers_get_pages() {
    let yes = [
        "application/activity+json",
        r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#,
        r#"application/ld+json;profile="https://www.w3.org/ns/activitystreams", application/activity+json"#,
        "application/activity+json, application/ld+json, application/json, text/html;q=0.1",
        "Application/Activity+JSON; charset=utf-8",
        r#"application/ld+json; profile="https://w3id.org/security,v1 https://www.w3.org/ns/activitystreams", text/html;q=0.5"#,
    ];
    for accept in yes {
        assert!(wants_activity(&accepting(accept)), "{accept}");
    }
    let no = [
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "*/*",
        "application/json",
        "application/ld+json",
        "application/activity+json;q=0",
        "text/html, application/activity+json;q=0.9",
        "",
    ];
    for accept in no {
        assert!(!wants_activity(&accepting(accept)), "{accept}");
    }
    assert!(!wants_activity(&TestRequest::default().to_http_request()));
}

#[test]
fn programs_get_problems_and_browsers_get_pages() {
    for accept in ["application/json", "application/activity+json", "application/problem+json, */*;q=0.1"] {
        assert!(wants_json(&accepting(accept)), "{accept}");
    }
    for accept in ["*/*", "text/html, application/json;q=0.9", "text/html,application/xhtml+xml,*/*;q=0.8"] {
        assert!(!wants_json(&accepting(accept)), "{accept}");
    }
}

#[test]
fn private_documents_stay_out_of_shared_caches() {
    let header = |private: bool, name| {
        let response = activity_response(json!({"type": "Note"}).to_string(), private);
        response.headers().get(name).unwrap().to_str().unwrap().to_owned()
    };
    assert_eq!(header(false, header::VARY), "Accept");
    assert_eq!(header(true, header::CACHE_CONTROL), "private, no-store");
    assert!(header(true, header::VARY).contains("Signature"));
    assert_eq!(header(true, header::CONTENT_TYPE), ACTIVITY);
}
