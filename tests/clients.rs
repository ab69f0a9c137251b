//! Programs of other people's that talk to a club over its client API: how they are started, and what a member does in the
//! browser when one asks for leave.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use store::testing::python;

use crate::tree::root;
use crate::{Browser, Server, node};

const SCRIPTS: &str = "tests/clients";

/// Python with what `clients/python/requirements.txt` names. It takes `*.localhost` for this machine.
///
/// # Panics
///
/// When it cannot be installed.
pub fn python() -> Command {
    let scripts = root().join(SCRIPTS).join("python");
    let requirements = std::fs::read_to_string(scripts.join("requirements.txt")).expect("the requirements");
    let mut command = Command::new(python::environment("clients-python", &requirements));
    command
        .env("PYTHONPATH", scripts.join("localhost"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUNBUFFERED", "1");
    command
}

/// One of the scripts of `clients/python`, told about a club.
pub fn python_script(name: &str, club: &Value) -> Command {
    let mut command = python();
    command.arg(root().join(SCRIPTS).join("python").join(name)).arg(club.to_string());
    command
}

/// One of the scripts of `clients/node`, told about a club. What the lock file names is installed; Node takes `*.localhost`
/// for this machine.
pub fn node_script(name: &str, club: &Value) -> Command {
    let scripts = root().join(SCRIPTS).join("node");
    node::install(&scripts);
    let mut command = Command::new("node");
    command.arg("--import").arg(scripts.join("localhost.mjs")).arg(scripts.join(name)).arg(club.to_string());
    command
}

/// What the scripts are told about a club: where its microblog is, and a token of each of these members.
pub fn club(server: &Server, members: &[&str]) -> Value {
    let tokens = members.iter().map(|name| ((*name).to_owned(), json!(server.token(name, "microblog"))));
    json!({"url": server.url(""), "tokens": tokens.collect::<serde_json::Map<_, _>>()})
}

/// Runs a program to its end and returns all that it said, which is printed too. A line that is an address of
/// `/oauth/authorize` is opened in the browser, which allows it; the code is written to the program's input.
///
/// # Panics
///
/// When it cannot be run or fails.
pub async fn converse(mut command: Command, input: &str, browser: &Browser) -> String {
    let shown = format!("{command:?}");
    let (output, said) = std::io::pipe().expect("a pipe");
    command.stdin(Stdio::piped()).stdout(said.try_clone().expect("the pipe")).stderr(said);
    let mut process = command.spawn().unwrap_or_else(|error| panic!("{shown}: {error}"));
    // Its ends of the pipe go with the command, so that the output ends when the program does.
    drop(command);
    let mut answers = process.stdin.take().expect("its input");
    answers.write_all(input.as_bytes()).expect("it listens");
    let mut all = String::new();
    for line in BufReader::new(output).lines() {
        let line = line.expect("text");
        println!("{line}");
        if line.starts_with("http") && line.contains("/oauth/authorize") {
            let code = browser.allow(&line).await;
            writeln!(answers, "{code}").expect("it waits for the code");
        }
        all.push_str(&line);
        all.push('\n');
    }
    let status = process.wait().expect("its end");
    assert!(status.success(), "{shown}: {status}");
    all
}
