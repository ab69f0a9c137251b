//! The OpenAPI document of the client API is true: schemathesis calls everything in it, as the document says and as it does
//! not, and holds what comes back against it.

use std::process::Command;

use tests::clients::{converse, python};
use tests::{Options, Server};

/// Long enough for a few calls of each kind to each route.
const SECONDS: &str = "90";
/// Answers that never end have no place here.
const STREAMS: &str = "^/api/v1/streaming";
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance";

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_as_the_document_says() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    ana.say(&server, "Something to be found").await;
    let seed = std::env::var("KERMESSE_TEST_SEED").unwrap_or_else(|_| rand::random::<u32>().to_string());
    println!("seed {seed}: set KERMESSE_TEST_SEED to it to do the same again");
    let mut command: Command = python();
    command.args(["-m", "schemathesis.cli", "run", &server.url("/api/openapi.json"), "--no-color"]);
    command.args(["--seed", &seed, "--max-time", SECONDS, "--phases", "examples,coverage,fuzzing", "--workers", "2"]);
    command.args(["--checks", CHECKS, "--exclude-path-regex", STREAMS, "--generation-database", "none"]);
    command.args(["--suppress-health-check", "all", "--continue-on-failure", "--request-timeout", "20"]);
    command.arg("--header").arg(format!("Authorization: Bearer {}", server.token("ana", "microblog")));
    command.current_dir(server.path(""));
    converse(command, "", &ana).await;
}
