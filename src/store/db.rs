//! The database: closures in, results out.

use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use diesel::QueryResult;
use diesel::result::Error;
use serde::{Deserialize, Serialize};
use tokio::sync::{broadcast, oneshot};

#[cfg(feature = "postgres")]
use crate::postgres::Engine;
use crate::signal::{Listener, Signals};
#[cfg(not(feature = "postgres"))]
use crate::sqlite::Engine;
use crate::task::{Reply, Work, failure};
use crate::{Conn, dialect};

#[cfg(test)]
mod tests;

/// How often to look whether other nodes live, and how long to wait in between.
const LOOKS: u32 = 10;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// Where the data is kept: the section `[database]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `sqlite:FILE`, relative to the data folder, or in a build with the cargo feature `postgres`
    /// `postgres://user:password@host/database`, where `?sslmode=require` asks for TLS.
    pub url: String,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self { url: "sqlite:kermesse.db".to_owned() }
    }
}

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The address names the database that this program was not built for.
    #[error(
        "database.url asks for {asked}, but this program was built for {built}: change the address or build {remedy}"
    )]
    WrongBackend {
        /// What the address names.
        asked: &'static str,
        /// What the program speaks.
        built: &'static str,
        /// How to build it for the other.
        remedy: &'static str,
    },
    /// The address is not understood.
    #[error("database.url {url:?} is not understood: {reason}")]
    Url {
        /// The address without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file cannot be made or read.
    #[error("the database file {} cannot be opened: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The database refuses.
    #[error("the database cannot be opened: {0}")]
    Connection(#[from] diesel::ConnectionError),
    /// The database refuses its settings.
    #[error("the database cannot be set up: {0}")]
    Setup(#[from] Error),
}

/// The database of the club. Cheap to clone; the last clone to go waits for what was asked of it.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    engine: Engine,
    signals: Arc<Signals>,
}

impl Db {
    /// Opens the database, which is made if it is a file that does not exist; migrations are not run.
    /// May wait for the network: call it before serving.
    pub fn open(config: &DatabaseConfig, data_dir: &Path) -> Result<Self, OpenError> {
        let signals = Arc::new(Signals::default());
        let engine = Engine::open(&config.url, data_dir, Arc::clone(&signals))?;
        Ok(Self(Arc::new(Inner { engine, signals })))
    }

    /// Runs queries that write nothing. Put all that a handler reads in one closure: each call is a hop to another
    /// thread. Nothing is run when the caller stopped waiting before its turn.
    pub async fn read<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.0.engine.read(Work::boxed(once(closure), Reply::Task(sender)));
        receiver.await.unwrap_or_else(|_| Err(closed().into()))
    }

    /// Runs a closure in a transaction, which is committed, durably, before this returns `Ok`, and rolled back when the
    /// closure gives an error or panics. It may run more than once (PostgreSQL may ask to try again), and it
    /// runs even if the caller stops waiting.
    pub async fn write<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: Fn(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.0.engine.write(Work::boxed(closure, Reply::Task(sender)));
        receiver.await.unwrap_or_else(|_| Err(closed().into()))
    }

    /// [`Db::read`] for code outside of any task, such as the command line: it blocks the thread.
    pub fn read_blocking<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = mpsc::sync_channel(1);
        self.0.engine.read(Work::boxed(once(closure), Reply::Thread(sender)));
        receiver.recv().unwrap_or_else(|_| Err(closed().into()))
    }

    /// [`Db::write`] for code outside of any task, such as the command line: it blocks the thread.
    pub fn write_blocking<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: Fn(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = mpsc::sync_channel(1);
        self.0.engine.write(Work::boxed(closure, Reply::Thread(sender)));
        receiver.recv().unwrap_or_else(|_| Err(closed().into()))
    }

    /// Wakes whenever `topic` is raised by [`signal::raise`](crate::signal::raise), here or on another node.
    pub fn listen(&self, topic: &'static str) -> Listener {
        self.0.signals.listen(topic)
    }

    /// Makes this process count among the nodes that do the database's work, and tells whether no other does. Then what
    /// somebody is said to hold is held by nobody: its holder was an earlier run, which is no more. On PostgreSQL this may
    /// take a second, because it takes a moment until the connection of a process that was killed goes.
    pub async fn join_nodes(&self) -> QueryResult<bool> {
        self.0.engine.join().await?;
        for _ in 0..LOOKS {
            if self.read(dialect::count_nodes).await? <= 1 {
                return Ok(true);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(false)
    }

    /// Receives each payload that [`signal::raise_with`](crate::signal::raise_with) sends to `topic`, here or on
    /// another node. A receiver that lags far behind misses the oldest.
    pub fn subscribe(&self, topic: &'static str) -> broadcast::Receiver<Arc<str>> {
        self.0.signals.subscribe(topic)
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").finish_non_exhaustive()
    }
}

/// A closure that is run once, in the shape of one that may be run again.
fn once<T, E, F>(closure: F) -> impl FnMut(&mut Conn) -> Result<T, E>
where
    F: FnOnce(&mut Conn) -> Result<T, E>,
    E: From<Error>,
{
    let mut closure = Some(closure);
    move |c| match closure.take() {
        Some(closure) => closure(c),
        None => Err(failure("a read was run twice").into()),
    }
}

fn closed() -> Error {
    failure("the database was closed")
}
