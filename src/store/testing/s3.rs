//! An S3 server for tests: moto, a Python program from PyPI that keeps everything in memory.

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::server::{Server, free_port};
use crate::MediaConfig;

/// What pip installs, once for all tests of this target folder.
const PACKAGES: [&str; 3] = ["moto[s3]==5.2.5", "flask==3.1.*", "flask-cors==6.*"];

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
        let python = installed();
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

/// The Python of an environment that has moto, in the folder that cargo builds in.
fn installed() -> PathBuf {
    let test = std::env::current_exe().expect("the path of this program");
    let target = test.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    let target = target.expect("the folder that cargo builds in").to_owned();
    let environment = target.join("s3-server");
    let python = environment.join("bin/python");
    let lock = File::create(target.join("s3-server.lock")).expect("a lock file");
    lock.lock().expect("the lock");
    let ready = environment.join(format!("ready-{}", PACKAGES.join("-").replace(['*', '[', ']'], "")));
    if !ready.exists() {
        let path = environment.to_str().expect("a path in UTF-8");
        run(Path::new("python3"), &["-m", "venv", "--clear", path]);
        let mut arguments = vec!["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        arguments.extend(PACKAGES);
        run(&python, &arguments);
        File::create(&ready).expect("a file that marks the end of the installation");
    }
    python
}

fn run(program: &Path, arguments: &[&str]) {
    let wanted = "the S3 server of the tests is installed with Python 3 (on Debian also python3-venv) from PyPI";
    let command = format!("{} {}", program.display(), arguments.join(" "));
    match Command::new(program).args(arguments).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!("{wanted}, but `{command}` failed:\n{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => panic!("{wanted}, but `{command}` cannot be run: {error}"),
    }
}
