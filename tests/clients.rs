//! Programs of other people's that talk to a club over its client API: how they are started, and what a member does in the
//! browser when one asks for leave.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use store::testing::python;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::pipe;
use tokio::process::Command;
use tokio::time::timeout;

use crate::tree::root;
use crate::{Browser, Server, node};

const SCRIPTS: &str = "tests/clients";
/// How long a program may take: the longest calls everything that there is, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(480);

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
    json!({"url": server.url("/"), "tokens": tokens.collect::<serde_json::Map<_, _>>()})
}

/// Runs a program to its end and returns all that it said, which is printed too. A line that is an address of
/// `/oauth/authorize` is opened in the browser, which allows it; the code is written to the program's input.
///
/// # Panics
///
/// When it cannot be run, fails, or has not ended after [`PATIENCE`].
pub async fn converse(mut command: Command, input: &str, browser: &Browser) -> String {
    let shown = format!("{command:?}");
    let (output, said) = std::io::pipe().expect("a pipe");
    command.stdin(Stdio::piped()).stdout(said.try_clone().expect("the pipe")).stderr(said).kill_on_drop(true);
    let mut process = command.spawn().unwrap_or_else(|error| panic!("{shown}: {error}"));
    // Its ends of the pipe go with the command, so that the output ends when the program does.
    drop(command);
    let mut answers = process.stdin.take().expect("its input");
    let conversation = async {
        answers.write_all(input.as_bytes()).await.expect("it listens");
        let mut all = String::new();
        let output = pipe::Receiver::from_owned_fd(output.into()).expect("a pipe");
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await.expect("text") {
            println!("{line}");
            if line.starts_with("http") && line.contains("/oauth/authorize") {
                let code = browser.allow(&line).await;
                answers.write_all(format!("{code}\n").as_bytes()).await.expect("it waits for the code");
            }
            all.push_str(&line);
            all.push('\n');
        }
        (all, process.wait().await.expect("its end"))
    };
    let Ok((all, status)) = timeout(PATIENCE, conversation).await else {
        panic!("{shown} has not ended after {PATIENCE:?}");
    };
    assert!(status.success(), "{shown}: {status}");
    all
}
