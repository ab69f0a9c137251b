//! Each test has a database of its own in a PostgreSQL that all tests of a process share.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::server::{Server, become_user};
use super::template::Templates;
use super::{migrate, open};
use crate::DatabaseConfig;
use crate::migrations::Folder;

static TEMPLATES: Templates<String> = Templates::new();
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A PostgreSQL in which databases may be made: the one at `$KERMESSE_TEST_POSTGRES`, else one that is started.
static SHARED: LazyLock<Shared> = LazyLock::new(|| match std::env::var("KERMESSE_TEST_POSTGRES") {
    Ok(url) => Shared { url, _cluster: None },
    Err(_) => {
        let cluster = Cluster::start();
        Shared { url: cluster.url().to_owned(), _cluster: Some(cluster) }
    }
});

struct Shared {
    url: String,
    _cluster: Option<Cluster>,
}

pub(super) struct Fresh {
    name: String,
}

impl Fresh {
    pub(super) fn new(migrations: &[Folder], folder: &Path) -> Self {
        let template = TEMPLATES.get(migrations, || {
            let name = unused_name();
            execute(&format!("CREATE DATABASE {name}"));
            migrate(&open(&config(&name), folder), migrations);
            name
        });
        let name = unused_name();
        execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        Self { name }
    }

    pub(super) fn config(&self) -> DatabaseConfig {
        config(&self.name)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

fn unused_name() -> String {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("kermesse_test_{}_{count}", std::process::id())
}

fn config(database: &str) -> DatabaseConfig {
    let (address, query) = SHARED.url.split_once('?').unwrap_or((&SHARED.url, ""));
    let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    DatabaseConfig { url: format!("{server}/{database}{query}") }
}

/// Runs one statement outside of any transaction.
fn execute(sql: &str) {
    let done = crate::postgres::execute(&SHARED.url, sql);
    done.unwrap_or_else(|error| panic!("PostgreSQL at {}: {sql}: {error}", SHARED.url));
}

/// A PostgreSQL of the tests' own: its data in a temporary folder, reached by a socket there, nothing synced. It ends
/// when this goes, or when the process that started it does, however that ends.
pub struct Cluster {
    url: String,
    user: Option<(u32, u32)>,
    // In this order: the program goes before its folder.
    server: Server,
    folder: TempDir,
}

impl Cluster {
    /// Starts one and waits until it answers.
    ///
    /// # Panics
    ///
    /// When PostgreSQL is not installed or does not start.
    pub fn start() -> Self {
        Self::launch("", 5432)
    }

    /// The same, but for listening on a port of the loopback address too.
    ///
    /// # Panics
    ///
    /// When PostgreSQL is not installed or does not start.
    pub fn start_at(port: u16) -> Self {
        Self::launch("127.0.0.1", port)
    }

    fn launch(listen: &str, port: u16) -> Self {
        let (programs, user) = (programs(), unprivileged());
        let folder = TempDir::with_prefix("kermesse-pg-").expect("a temporary folder");
        let path = folder.path().to_str().expect("a path in UTF-8");
        if let Some((user, group)) = user {
            std::os::unix::fs::chown(path, Some(user), Some(group)).expect("to give the folder away");
        }
        let data = format!("{path}/data");
        let mut init = Command::new(programs.join("initdb"));
        init.args(["-D", &data, "-U", "kermesse", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"]);
        become_user(init.current_dir(path), user);
        let made = init.output().expect("initdb");
        assert!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));

        let mut run = Command::new(programs.join("postgres"));
        run.args(["-D", &data, "-k", path, "-h", listen, "-p", &port.to_string()]);
        for setting in ["fsync=off", "full_page_writes=off", "max_connections=400"] {
            run.args(["-c", setting]);
        }
        let socket: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
        let url = format!("postgres://kermesse@{socket}:{port}/postgres");
        let server = Server::start(&run, folder.path(), "INT", user);
        let mut cluster = Self { url, user, server, folder };
        cluster.wait();
        cluster
    }

    /// The address of its first database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder that holds its data in `data`.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The user and group that it runs as, where that is not who runs the tests.
    pub fn user(&self) -> Option<(u32, u32)> {
        self.user
    }

    fn wait(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while let Err(error) = crate::postgres::execute(&self.url, "SELECT 1") {
            if self.server.has_ended() || Instant::now() > deadline {
                let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                panic!("PostgreSQL did not start: {error}\n{log}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Where initdb is: Debian keeps each version apart and none in the path.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin"))))
        .collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = found.into_iter().rev().map(|(_, folder)| folder).chain(std::env::split_paths(&path));
    folders.find(|folder| folder.join("initdb").exists()).unwrap_or_else(|| {
        panic!("initdb is not installed: install PostgreSQL (on Debian the package postgresql), or name a server in $KERMESSE_TEST_POSTGRES")
    })
}

/// PostgreSQL refuses to run as root: the user that Debian makes for it, else nobody.
fn unprivileged() -> Option<(u32, u32)> {
    let own = TempDir::new().expect("a temporary folder").path().metadata().expect("the folder just made").uid();
    if own != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &str| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            let found = fields.next()? == name;
            let (user, group) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
            found.then_some((user, group))
        })
    };
    find("postgres").or_else(|| find("nobody")).or(Some((65_534, 65_534)))
}
