//! Maloja (<https://github.com/krateng/maloja>), from PyPI: a server to which listens are passed on, as ListenBrainz takes them.

use std::fs::File;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use store::testing::python;
use tempfile::TempDir;

use crate::browser::client;
use crate::eventually;
use crate::tree::root;

/// The server. It ends when this goes.
pub struct Maloja {
    port: u16,
    process: Child,
    folder: TempDir,
}

impl Maloja {
    /// Starts it on a free port, and waits until it answers.
    ///
    /// # Panics
    ///
    /// When it cannot be installed or started.
    pub async fn start() -> Self {
        let requirements = std::fs::read_to_string(root().join("tests/maloja/requirements.txt")).expect("requirements");
        let program = python::environment("maloja", &requirements).with_file_name("maloja");
        let (port, folder) =
            (store::testing::free_port(), TempDir::with_prefix("maloja-").expect("a temporary folder"));
        let log = File::create(folder.path().join("said.txt")).expect("a file for what it says");
        let process = Command::new(program)
            .arg("run")
            .env("MALOJA_DATA_DIRECTORY", folder.path())
            .env("MALOJA_HOST", "127.0.0.1")
            .env("MALOJA_PORT", port.to_string())
            .env("MALOJA_SKIP_SETUP", "true")
            .env("MALOJA_FORCE_PASSWORD", "lantern-maloja-waffle")
            .env("MALOJA_SEND_STATS", "false")
            .stdout(log.try_clone().expect("the file"))
            .stderr(log)
            .stdin(Stdio::null())
            .spawn();
        let started = Self { port, process: process.expect("Maloja"), folder };
        eventually("Maloja answers", async || client().get(started.at("/apis/mlj_1/serverinfo")).send().await.ok())
            .await;
        started
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Where it takes listens as ListenBrainz does.
    pub fn url(&self) -> String {
        self.at("/apis/listenbrainz")
    }

    /// What lets in whoever passes listens on.
    ///
    /// # Panics
    ///
    /// When it has not written one down.
    pub fn token(&self) -> String {
        let keys = std::fs::read_to_string(self.folder.path().join("apikeys.yml")).expect("its keys");
        keys.split_whitespace().nth(1).expect("a key").to_owned()
    }

    /// The titles, artists and albums that were heard, the last first.
    ///
    /// # Panics
    ///
    /// When it does not say.
    pub async fn heard(&self) -> Vec<(String, String, String)> {
        let asked = client().get(self.at("/apis/mlj_1/scrobbles")).send().await.expect("an answer");
        let said: Value = serde_json::from_str(&asked.text().await.expect("a text")).expect("JSON");
        let words = |told: &Value| told.as_str().unwrap_or_default().to_owned();
        let line = |heard: &Value| {
            let track = &heard["track"];
            (words(&track["title"]), words(&track["artists"][0]), words(&track["album"]["albumtitle"]))
        };
        said["list"].as_array().expect("a list").iter().map(line).collect()
    }
}

impl Drop for Maloja {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
