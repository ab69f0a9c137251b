//! The OpenAPI document of the client API is true: schemathesis calls everything in it, as the document says and as it does
//! not, and holds what comes back against it.

use serde_json::Value;
use tests::clients::{club, converse, python_script};
use tests::{Options, Server};

/// Long enough for some calls of each kind to each route.
const SECONDS: &str = "90";

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_as_the_document_says() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    server.account("bob");
    let seed = std::env::var("KERMESSE_TEST_SEED").unwrap_or_else(|_| rand::random::<u32>().to_string());
    println!("seed {seed}: set KERMESSE_TEST_SEED to it to do the same again");
    let mut command = python_script("api_document.py", &club(&server, &["ana", "bob"]));
    command.args([SECONDS, &seed]).current_dir(server.path(""));
    converse(command, "", &ana).await;
}

/// All that is named in a document, where it is named.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|field| references(field, found));
        }
        _ => {}
    }
}

#[test]
fn the_document_says_what_everything_is_that_it_names() {
    let document = clients::document::of(&clients::table(), "https://microblog.club.example", "0.1.0");
    let document = serde_json::to_value(document).unwrap();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for name in found {
        assert!(document.pointer(name.trim_start_matches('#')).is_some(), "{name} is named and nowhere said");
    }
}
