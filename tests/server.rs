//! The program as members and other servers meet it: a process with a data folder, a database and a port of its own.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use store::testing::TestDb;
use tempfile::TempDir;

use crate::{Browser, wait};

/// How long an orderly end may take.
const END: Duration = Duration::from_secs(10);

/// What is not as usual about a server.
#[derive(Debug, Clone)]
pub struct Options {
    /// What stands before `.localhost` in its domain.
    pub name: &'static str,
    /// The port that it listens on; a free one where none is named.
    pub port: Option<u16>,
    /// Who may sign up.
    pub registration: &'static str,
    /// Where mail goes; empty: it is kept.
    pub mail: String,
    /// Another program than the one that is released.
    pub executable: Option<PathBuf>,
    /// The address of the tiles of maps; empty: there are no maps.
    pub tiles: &'static str,
    /// The address of the geocoder; empty: there is none.
    pub geocoder: String,
    /// Rates of the section `[limits]` that shall hold; all others are out of the way.
    pub limits: &'static [(&'static str, &'static str)],
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "club",
            port: None,
            registration: "open",
            mail: String::new(),
            executable: None,
            tiles: "",
            geocoder: String::new(),
            limits: &[],
        }
    }
}

impl Options {
    /// As usual, but for the name.
    #[must_use]
    pub fn named(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }
}

/// A server. Its process ends when this goes, and what it said is printed if the test failed.
pub struct Server {
    /// The port of the loopback address that it listens on.
    pub port: u16,
    domain: String,
    executable: PathBuf,
    process: Option<Child>,
    folder: TempDir,
    // On PostgreSQL the database is made for the test, and other nodes share it; on SQLite the program makes a file in its data
    // folder.
    database: Arc<TestDb>,
}

/// The program that is tested: `$KERMESSE_TEST_EXECUTABLE`, else the one that cargo built beside this test.
///
/// # Panics
///
/// When it was not built.
pub fn executable() -> PathBuf {
    if let Some(path) = std::env::var_os("KERMESSE_TEST_EXECUTABLE") {
        return path.into();
    }
    let test = std::env::current_exe().expect("the path of this program");
    let beside = test.ancestors().nth(2).expect("the folder above").join("kermesse");
    assert!(beside.is_file(), "{} is missing: build it first with `cargo build -p kermesse`", beside.display());
    beside
}

impl Server {
    /// Writes a configuration, starts the program and waits until it answers.
    ///
    /// # Panics
    ///
    /// When it does not start.
    pub async fn start(options: Options) -> Self {
        let mut server = Self::prepare(options);
        server.launch().await;
        server
    }

    /// The same, but nothing is started yet.
    ///
    /// # Panics
    ///
    /// When the configuration cannot be written.
    pub fn prepare(options: Options) -> Self {
        let (port, database) = (options.port.unwrap_or_else(store::testing::free_port), store::testing::db(&[]));
        let folder = TempDir::with_prefix("kermesse-club-").expect("a temporary folder");
        let domain = format!("{}.localhost:{port}", options.name);
        let rates: String = host::web::Bucket::ALL
            .iter()
            .map(|bucket| {
                let own = options.limits.iter().find(|(key, _)| *key == bucket.key());
                format!("{} = \"{}\"\n", bucket.key(), own.map_or("1000000/1s", |(_, rate)| rate))
            })
            .collect();
        let config = format!(
            "domain = \"{domain}\"\nscheme = \"http\"\ndata_dir = \"{data}\"\n\
             [server]\nlisten = [\"127.0.0.1:{port}\"]\n\
             [database]\nurl = \"{url}\"\n\
             [registration]\nmode = \"{mode}\"\n\
             [mail]\nurl = \"{mail}\"\n\
             [federation]\nplain_http = true\nallow_addresses = [\"127.0.0.0/8\"]\n\
             [map]\ntiles = \"{tiles}\"\ngeocoder = \"{geocoder}\"\n\
             [limits]\n{rates}",
            data = folder.path().join("data").display(),
            url = database.config().url,
            mode = options.registration,
            mail = options.mail,
            tiles = options.tiles,
            geocoder = options.geocoder,
        );
        std::fs::write(folder.path().join("kermesse.toml"), config).expect("the configuration is written");
        let executable = options.executable.unwrap_or_else(executable);
        Self { port, domain, executable, process: None, folder, database: Arc::new(database) }
    }

    /// Starts the process, again after it ended, and waits until it answers.
    ///
    /// # Panics
    ///
    /// When it ends or says nothing.
    pub async fn launch(&mut self) {
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(self.log_path()).expect("a file for its log");
        let mut command = self.command(&["serve"]);
        let said = command.stdin(Stdio::null()).stdout(log.try_clone().expect("the log")).stderr(log);
        self.process = Some(said.spawn().expect("the program starts"));
        let deadline = Instant::now() + wait::PATIENCE;
        while !self.answers() {
            let ended = self.process.as_mut().is_none_or(|process| !matches!(process.try_wait(), Ok(None)));
            assert!(!ended && Instant::now() < deadline, "the server did not start:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Another process for the same club, with another port. None on SQLite, where there is one server.
    ///
    /// # Panics
    ///
    /// When it does not start.
    pub async fn second_node(&self) -> Option<Self> {
        if self.database.config().url.starts_with("sqlite:") {
            return None;
        }
        let (port, folder) = (store::testing::free_port(), TempDir::with_prefix("kermesse-node-").expect("a folder"));
        let config = std::fs::read_to_string(self.path("kermesse.toml")).expect("the configuration");
        let config = config.replace(&format!("127.0.0.1:{}", self.port), &format!("127.0.0.1:{port}"));
        std::fs::write(folder.path().join("kermesse.toml"), config).expect("the configuration is written");
        let (domain, executable) = (self.domain.clone(), self.executable.clone());
        let database = Arc::clone(&self.database);
        let mut node = Self { port, domain, executable, process: None, folder, database };
        node.launch().await;
        Some(node)
    }

    fn answers(&self) -> bool {
        let ask = || -> std::io::Result<String> {
            let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.port))?;
            stream.set_read_timeout(Some(Duration::from_secs(2)))?;
            write!(stream, "GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.domain)?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.executable);
        command.arg("--config").arg(self.folder.path().join("kermesse.toml")).args(arguments);
        command.current_dir(self.folder.path()).env("RUST_LOG", "info").env("NO_COLOR", "1");
        command
    }

    /// Runs a command of the program on this club.
    ///
    /// # Panics
    ///
    /// When it cannot be run.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        // A command that reads nothing may have closed it.
        let _ = process.stdin.take().expect("its input").write_all(input.as_bytes());
        process.wait_with_output().expect("its output")
    }

    /// Begins a command of the program on this club, which says what it says to nobody.
    ///
    /// # Panics
    ///
    /// When it cannot be run.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program")
    }

    /// Runs a command that must succeed, and returns what it printed.
    ///
    /// # Panics
    ///
    /// When it fails.
    pub fn does(&self, arguments: &[&str], input: &str) -> String {
        let output = self.run(arguments, input);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "kermesse {} failed: {said}", arguments.join(" "));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Makes a member from the command line and logs it in at the microblog.
    pub async fn member(&self, name: &str) -> Browser {
        self.account(name);
        let browser = Browser::new();
        browser.log_in(self, name).await;
        browser.enter(self).await;
        browser
    }

    /// Makes a member from the command line. Its password is that of [`password`].
    pub fn account(&self, name: &str) {
        let email = format!("{name}@mail.example");
        self.does(&["account", "create", name, "--email", &email, "--password-stdin"], &password(name));
    }

    /// A token of a member for the client API of a stall, with all that members may do.
    pub fn token(&self, name: &str, stall: &str) -> String {
        self.does(&["account", "token", name, "--stall", stall], "").trim().to_owned()
    }

    /// Kills the process at once, as a power cut does.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Asks the process to end, and waits until it did.
    pub fn stop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        let _ = Command::new("kill").args(["-s", "TERM", &process.id().to_string()]).status();
        let deadline = Instant::now() + END;
        while matches!(process.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = process.kill();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The square's address with a path.
    pub fn square(&self, path: &str) -> String {
        format!("http://{}{path}", self.domain)
    }

    /// The microblog's address with a path.
    pub fn url(&self, path: &str) -> String {
        self.stall("microblog", path)
    }

    /// A stall's address with a path.
    pub fn stall(&self, stall: &str, path: &str) -> String {
        format!("http://{stall}.{}{path}", self.domain)
    }

    /// The square's host.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// A member's handle at the microblog, without the first `@`.
    pub fn handle(&self, name: &str) -> String {
        self.handle_at("microblog", name)
    }

    /// The handle of a member at a stall.
    pub fn handle_at(&self, stall: &str, name: &str) -> String {
        format!("{name}@{stall}.{}", self.domain)
    }

    /// A file beside the configuration.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn log_path(&self) -> PathBuf {
        Path::join(self.folder.path(), "log")
    }

    /// What it said so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        if std::thread::panicking() {
            eprintln!("---- {} said:\n{}", self.domain, self.log());
        }
    }
}

/// The password of a member that the tests made.
pub fn password(name: &str) -> String {
    format!("lantern-{}-waffle", name.chars().rev().collect::<String>())
}
