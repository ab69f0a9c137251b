//! An S3 server for tests: moto, a Python program from PyPI that keeps everything in memory.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::python;
use super::server::{Server, free_port};
use crate::MediaConfig;

/// What pip installs.
const REQUIREMENTS: &str = "moto[s3]==5.2.5\nflask==3.1.*\nflask-cors==6.*\n";

/// A running S3 server with one empty bucket. It ends when this goes.
pub struct S3 {
    port: u16,
    // In this order: the program goes before its folder.
    server: Server,
    folder: TempDir,
}

impl S3 {
    /// Starts one and waits until it answers. The first time it is installed, which needs Python and PyPI.
    ///
    /// # Panics
    ///
    /// When it cannot be installed or does not start.
    pub fn start() -> Self {
        let python = python::environment("s3-server", REQUIREMENTS);
        let folder = TempDir::with_prefix("kermesse-s3-").expect("a temporary folder");
        let port = free_port();
        let mut run = Command::new(python);
        run.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()]);
        let server = Server::start(&run, folder.path(), "TERM", None);
        let mut s3 = Self { port, server, folder };
        s3.wait();
        s3
    }

    /// How to keep media in its bucket.
    pub fn config(&self) -> MediaConfig {
        MediaConfig {
            url: "s3://club/media".to_owned(),
            endpoint: format!("http://127.0.0.1:{}", self.port),
            access_key_id: "testing".to_owned(),
            secret_access_key: "testing".to_owned(),
            allow_http: true,
            ..MediaConfig::default()
        }
    }

    /// Making the bucket is the first thing it is asked for.
    fn wait(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            match self.make_bucket() {
                Ok(answer) if answer.starts_with("HTTP/1.1 200") => return,
                answer if self.server.has_ended() || Instant::now() > deadline => {
                    let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                    panic!("the S3 server did not start: {answer:?}\n{log}");
                }
                _ => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    fn make_bucket(&self) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(stream, "PUT /club HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}
