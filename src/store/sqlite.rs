//! SQLite: one thread that writes, in batches with one commit each, and a few that read.

use std::collections::VecDeque;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager, TransactionManagerStatus};
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::BigInt;

use crate::db::OpenError;
use crate::dialect;
use crate::queue::{Popped, Queue};
use crate::signal::{self, Signals};
use crate::task::{Task, failure};

#[cfg(test)]
mod tests;

type Tasks = Arc<Queue<Box<dyn Task>>>;

/// Enough to keep several cores busy; each may hold 4 MiB of pages.
const READERS: usize = 4;

/// How many writes may share a commit: a slower disk makes larger batches, up to this.
const BATCH: usize = 256;

/// How often the writer looks whether another process wrote.
const LOOK_OUTSIDE: Duration = Duration::from_secs(1);

/// How long a batch waits for another process that writes before it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// For how long nobody must have written before the writer tidies the full-text indexes, and after how many batches it does so even if
/// nobody pauses. SQLite would do it within one write in many, which then takes three times as long as others.
const LULL: Duration = Duration::from_millis(5);
const UNTIDY: u32 = 32;

const EVERY_CONNECTION: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;";

/// How often it is looked whether the log has grown, and how large it then is where that matters, in bytes.
const LOOK_AT_LOG: Duration = Duration::from_secs(1);
const LARGE_LOG: u64 = 4 << 20;

/// The log is synced with every commit: what was acknowledged survives a power cut. A thread of its own moves it into the file; the
/// writer does so itself where that does not keep up, after 64 MiB.
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; \
                      PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY;";

const READER: &str = "PRAGMA cache_size = -4096; PRAGMA query_only = ON;";

/// The threads and the queues that feed them.
pub(crate) struct Engine {
    writes: Tasks,
    reads: Tasks,
    writer: Option<JoinHandle<()>>,
    readers: Vec<JoinHandle<()>>,
    mover: Option<JoinHandle<()>>,
    /// Closed: the mover is to end.
    moves: Arc<Queue<()>>,
}

impl Engine {
    pub(crate) fn open(url: &str, data_dir: &Path, signals: Arc<Signals>) -> Result<Self, OpenError> {
        let path = file(url, data_dir)?;
        make_private(&path)?;
        let (writes, reads) = (Arc::new(Queue::new()), Arc::new(Queue::new()));
        let moves = Arc::new(Queue::new());
        let mut engine = Self { writes, reads, writer: None, readers: Vec::new(), mover: None, moves };

        let conn = connect(&path, WRITER)?;
        let writer = Writer { conn, tasks: Arc::clone(&engine.writes), signals, version: None, untidy: 0 };
        engine.writer = Some(spawn("database-writer", &path, move || writer.run())?);
        for _ in 0..READERS {
            let (conn, tasks) = (connect(&path, READER)?, Arc::clone(&engine.reads));
            engine.readers.push(spawn("database-reader", &path, move || read(conn, &tasks))?);
        }
        let (conn, ends) = (connect(&path, READER)?, Arc::clone(&engine.moves));
        let log = PathBuf::from(format!("{}-wal", path.display()));
        engine.mover = Some(spawn("database-mover", &path, move || move_log(conn, &log, &ends))?);
        Ok(engine)
    }

    /// One server owns the file: there is nobody to join.
    pub(crate) async fn join(&self) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) fn read(&self, task: Box<dyn Task>) {
        self.reads.push(task);
    }

    pub(crate) fn write(&self, task: Box<dyn Task>) {
        self.writes.push(task);
    }
}

impl Drop for Engine {
    /// The readers and the mover end first: the writer's connection is then the last to be closed, and SQLite moves the log into the
    /// file, which two that close at once would leave to one another.
    fn drop(&mut self) {
        self.reads.close();
        self.moves.close();
        join(self.readers.drain(..).chain(self.mover.take()));
        self.writes.close();
        join(self.writer.take());
    }
}

/// Waits for threads to end. A closure may hold the last clone of the database: its thread must not wait for itself.
fn join(threads: impl IntoIterator<Item = JoinHandle<()>>) {
    for thread in threads {
        if thread.thread().id() != thread::current().id() {
            drop(thread.join());
        }
    }
}

fn spawn(name: &str, path: &Path, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, OpenError> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(run);
    thread.map_err(|source| OpenError::File { path: path.to_owned(), source })
}

/// The file that an address names.
fn file(url: &str, data_dir: &Path) -> Result<PathBuf, OpenError> {
    let misunderstood = |reason: &str| OpenError::Url { url: url.to_owned(), reason: reason.to_owned() };
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return Err(OpenError::WrongBackend {
            asked: "PostgreSQL",
            built: "SQLite",
            remedy: "with --features postgres",
        });
    }
    let name = url.strip_prefix("sqlite:").ok_or_else(|| misunderstood("it begins with sqlite: or postgres:"))?;
    let name = name.strip_prefix("//").unwrap_or(name);
    if name.is_empty() || name.ends_with('/') || name.starts_with(":memory:") {
        return Err(misunderstood("sqlite: is followed by the name of a file"));
    }
    Ok(data_dir.join(name))
}

/// Makes the file, readable by its owner alone, where it is missing; SQLite's own would be open to all.
fn make_private(path: &Path) -> Result<(), OpenError> {
    let failed = |source| OpenError::File { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(failed)
}

fn connect(path: &Path, pragmas: &str) -> Result<SqliteConnection, OpenError> {
    let path = path.to_str().ok_or_else(|| OpenError::Url {
        url: path.display().to_string(),
        reason: "the name of the file is not UTF-8".to_owned(),
    })?;
    let mut conn = SqliteConnection::establish(path)?;
    conn.batch_execute(EVERY_CONNECTION)?;
    conn.batch_execute(pragmas)?;
    Ok(conn)
}

fn read(mut conn: SqliteConnection, tasks: &Queue<Box<dyn Task>>) {
    while let Popped::Item(mut task) = tasks.pop_until(None) {
        if task.is_abandoned() {
            continue;
        }
        task.run(&mut conn);
        undo(&mut conn, 0);
        signal::forget(0);
        task.answer();
    }
}

/// Moves the log into the file while others write and read on: whoever waits for a commit does not wait for that too.
fn move_log(mut conn: SqliteConnection, log: &Path, ends: &Queue<()>) {
    let mut moved = None;
    while let Popped::TimedOut | Popped::Item(()) = ends.pop_until(Some(Instant::now() + LOOK_AT_LOG)) {
        let Ok(log) = std::fs::metadata(log) else { continue };
        let written = log.modified().ok();
        if log.len() < LARGE_LOG || written == moved {
            continue;
        }
        moved = written;
        if let Err(error) = conn.batch_execute("PRAGMA wal_checkpoint(PASSIVE);") {
            tracing::debug!(%error, "the log was not moved");
        }
    }
}

struct Writer {
    conn: SqliteConnection,
    tasks: Tasks,
    signals: Arc<Signals>,
    /// Changes when another process commits; our own commits do not show.
    version: Option<i64>,
    /// How many batches were written since the full-text indexes were last in order.
    untidy: u32,
}

#[derive(QueryableByName)]
struct DataVersion {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

impl Writer {
    fn run(mut self) {
        self.look_outside();
        let mut next_look = Instant::now() + LOOK_OUTSIDE;
        loop {
            let lull = if self.untidy == 0 { next_look } else { next_look.min(Instant::now() + LULL) };
            match self.tasks.pop_until(Some(lull)) {
                Popped::Item(first) => {
                    self.write(first);
                    self.untidy = self.untidy.saturating_add(1);
                    if self.untidy >= UNTIDY {
                        self.tidy();
                    }
                }
                Popped::TimedOut if self.untidy > 0 => self.tidy(),
                Popped::TimedOut => {}
                Popped::Closed => break,
            }
            if Instant::now() >= next_look {
                self.look_outside();
                next_look = Instant::now() + LOOK_OUTSIDE;
            }
        }
        if let Err(error) = self.conn.batch_execute("PRAGMA analysis_limit = 400; PRAGMA optimize;") {
            tracing::debug!(%error, "statistics were not refreshed");
        }
    }

    fn look_outside(&mut self) {
        match diesel::sql_query("PRAGMA data_version").get_result::<DataVersion>(&mut self.conn) {
            Ok(DataVersion { data_version }) => {
                if self.version.replace(data_version).is_some_and(|before| before != data_version) {
                    self.signals.wake_all();
                }
            }
            Err(error) => tracing::warn!(%error, "cannot see whether another process wrote"),
        }
    }

    /// Does a step of what keeps the full-text indexes quick. Before the first migration there are none.
    fn tidy(&mut self) {
        let step = |conn: &mut SqliteConnection| conn.immediate_transaction(dialect::fts_merge);
        self.untidy = u32::from(step(&mut self.conn).unwrap_or_else(|error| {
            tracing::debug!(%error, "the full-text indexes were not tidied");
            undo(&mut self.conn, 0);
            false
        }));
    }

    /// One transaction for `first` and what has queued behind it; nobody is answered before the commit.
    fn write(&mut self, first: Box<dyn Task>) {
        if let Err(error) = begin(&mut self.conn) {
            return first.refuse(error);
        }
        let (mut waiting, mut done) = (Some(first), VecDeque::new());
        while let Some(mut task) = waiting.take() {
            let outcome = within_savepoint(&mut self.conn, task.as_mut());
            done.push_back(task);
            if let Err(error) = outcome {
                return self.fail(done, &error);
            }
            if done.len() < BATCH {
                waiting = self.tasks.try_pop();
            }
        }
        match AnsiTransactionManager::commit_transaction(&mut self.conn) {
            Ok(()) => {
                for raised in signal::take() {
                    self.signals.publish(raised.topic, raised.payload.as_ref());
                }
                done.into_iter().for_each(|task| task.answer());
            }
            Err(error) => self.fail(done, &error),
        }
    }

    /// The whole batch is lost: a full disk, a broken one.
    fn fail(&mut self, done: VecDeque<Box<dyn Task>>, error: &Error) {
        tracing::error!(%error, tasks = done.len(), "a batch of writes failed");
        undo(&mut self.conn, 0);
        signal::forget(0);
        for task in done {
            task.refuse(failure(error.to_string()));
        }
    }
}

/// Takes the one lock for writing. Another process may hold it for a moment, rarely for long.
fn begin(conn: &mut SqliteConnection) -> QueryResult<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE") {
            Err(error) if is_busy(&error) && Instant::now() < deadline => {
                tracing::warn!("another process is writing: waiting for it");
            }
            outcome => return outcome,
        }
    }
}

fn is_busy(error: &Error) -> bool {
    matches!(error, Error::DatabaseError(_, details) if details.message() == "database is locked")
}

/// Runs one task of a batch so that its failure undoes only its own work; an error means that the batch is lost.
fn within_savepoint(conn: &mut SqliteConnection, task: &mut dyn Task) -> QueryResult<()> {
    let held = signal::held();
    AnsiTransactionManager::begin_transaction(conn)?;
    if task.run(conn) {
        return match depth(conn) {
            Some(2) => AnsiTransactionManager::commit_transaction(conn),
            _ => Err(failure("a closure left its transaction open")),
        };
    }
    signal::forget(held);
    undo(conn, 1);
    // SQLite itself ends the whole transaction on some failures, and what was done before is gone with it.
    if depth(conn) == Some(1) { Ok(()) } else { Err(failure("the transaction was lost")) }
}

/// How many transactions are open, one within the other; `None` where diesel lost count.
fn depth(conn: &mut SqliteConnection) -> Option<u32> {
    match AnsiTransactionManager::transaction_manager_status_mut(conn) {
        TransactionManagerStatus::Valid(status) => Some(status.transaction_depth().map_or(0, |depth| depth.get())),
        TransactionManagerStatus::InError => None,
    }
}

/// Rolls back to `target` open transactions, so that whatever a closure left behind, even by a panic, is gone.
fn undo(conn: &mut SqliteConnection, target: u32) {
    while depth(conn).is_some_and(|depth| depth > target) {
        if let Err(error) = AnsiTransactionManager::rollback_transaction(conn) {
            tracing::debug!(%error, "a rollback failed");
            break;
        }
    }
    if target == 0 && depth(conn) != Some(0) {
        drop(conn.batch_execute("ROLLBACK"));
        *AnsiTransactionManager::transaction_manager_status_mut(conn) = TransactionManagerStatus::default();
    }
}
