//! PostgreSQL: a pool of threads that hold a connection each, and one more that carries signals between nodes.

mod address;
mod notify;
mod session;

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use diesel::result::{DatabaseErrorKind, Error};

pub use self::session::ThreadRuntime;

use self::address::Address;
use self::notify::Notifier;
use self::session::Session;
use crate::db::OpenError;
use crate::queue::{Popped, Queue};
use crate::signal::{self, Signals};
use crate::task::{Task, failure};

#[cfg(test)]
mod tests;

type Tasks = Arc<Queue<(Mode, Box<dyn Task>)>>;

/// Connections of one node. They are opened when there is work for them.
const POOL: usize = 8;

/// How often a write is tried when PostgreSQL asks to try again.
const TRIES: u32 = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    Write,
}

/// The threads and the queue that feeds them.
pub(crate) struct Engine {
    tasks: Tasks,
    threads: Vec<JoinHandle<()>>,
    notifier: Option<Notifier>,
}

impl Engine {
    /// Connects the thread that carries signals, so that a wrong address is told at once.
    pub(crate) fn open(url: &str, _data_dir: &std::path::Path, signals: Arc<Signals>) -> Result<Self, OpenError> {
        let address = Arc::new(Address::parse(url)?);
        let notifier = Notifier::start(Arc::clone(&address), Arc::clone(&signals))?;
        let mut engine = Self { tasks: Arc::new(Queue::new()), threads: Vec::new(), notifier: Some(notifier) };
        for _ in 0..POOL {
            let worker = Worker {
                address: Arc::clone(&address),
                tasks: Arc::clone(&engine.tasks),
                signals: Arc::clone(&signals),
                notifier: engine.notifier.as_ref().map(Notifier::sender),
                session: None,
            };
            let thread = thread::Builder::new().name("database".to_owned()).spawn(|| worker.run());
            let thread = thread.map_err(|error| diesel::ConnectionError::BadConnection(error.to_string()))?;
            engine.threads.push(thread);
        }
        Ok(engine)
    }

    /// Makes this process count among the nodes as long as it lives.
    pub(crate) async fn join(&self) -> Result<(), Error> {
        match &self.notifier {
            Some(notifier) => notifier.join().await,
            None => Ok(()),
        }
    }

    pub(crate) fn read(&self, task: Box<dyn Task>) {
        self.tasks.push((Mode::Read, task));
    }

    pub(crate) fn write(&self, task: Box<dyn Task>) {
        self.tasks.push((Mode::Write, task));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.tasks.close();
        for thread in self.threads.drain(..) {
            // A closure may hold the last clone of the database: its thread must not wait for itself.
            if thread.thread().id() != thread::current().id() {
                drop(thread.join());
            }
        }
        // Only now has everything been raised.
        if let Some(notifier) = self.notifier.take() {
            notifier.finish();
        }
    }
}

/// Runs one statement, on a connection and a thread of its own and outside of any transaction.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn execute(url: &str, sql: &str) -> Result<(), OpenError> {
    let (address, sql) = (Address::parse(url)?, sql.to_owned());
    let thread = thread::spawn(move || {
        let mut session = Session::open(&address)?;
        Ok(diesel::connection::SimpleConnection::batch_execute(session.conn(), &sql)?)
    });
    thread.join().unwrap_or_else(|_| Err(failure("the statement panicked").into()))
}

struct Worker {
    address: Arc<Address>,
    tasks: Tasks,
    signals: Arc<Signals>,
    notifier: Option<notify::Sender>,
    session: Option<Session>,
}

/// What became of one try of a write.
enum Tried {
    /// The task has its result.
    Done,
    /// PostgreSQL rolled it back and asks to try again.
    Again(Error),
}

impl Worker {
    fn run(mut self) {
        while let Popped::Item((mode, mut task)) = self.tasks.pop_until(None) {
            if mode == Mode::Read && task.is_abandoned() {
                continue;
            }
            let outcome = match mode {
                Mode::Read => self.read(task.as_mut()),
                Mode::Write => self.write(task.as_mut()),
            };
            signal::forget(0);
            // Whatever left a transaction open, or lost the connection, is not handed to the next task.
            if self.session.as_mut().is_some_and(|session| !session.is_idle()) {
                self.session = None;
            }
            match outcome {
                Ok(()) => task.answer(),
                Err(error) => task.refuse(error),
            }
        }
    }

    fn read(&mut self, task: &mut dyn Task) -> Result<(), Error> {
        task.run(self.live()?.conn());
        Ok(())
    }

    fn write(&mut self, task: &mut dyn Task) -> Result<(), Error> {
        for attempt in 1..TRIES {
            match self.try_write(task)? {
                Tried::Done => return Ok(()),
                Tried::Again(error) => tracing::debug!(%error, attempt, "a write is tried again"),
            }
            signal::forget(0);
            if self.session.as_mut().is_some_and(|session| !session.is_idle()) {
                self.session = None;
            }
            thread::sleep(Duration::from_millis(rand::random_range(1..=5 << attempt)));
        }
        match self.try_write(task)? {
            Tried::Done => Ok(()),
            Tried::Again(error) => Err(error),
        }
    }

    fn try_write(&mut self, task: &mut dyn Task) -> Result<Tried, Error> {
        let session = self.live()?;
        if let Err(error) = session.begin() {
            return if session.was_lost() { Ok(Tried::Again(error)) } else { Err(error) };
        }
        if !task.run(session.conn()) {
            let trouble = session.take_trouble();
            session.roll_back();
            let again = trouble.filter(|error| session.was_lost() || is_transient(error));
            return Ok(again.map_or(Tried::Done, Tried::Again));
        }
        if session.depth() != Some(1) {
            return Err(failure("a closure left its transaction open"));
        }
        match session.commit() {
            Ok(()) => {
                self.publish();
                Ok(Tried::Done)
            }
            Err(error) if is_transient(&error) => Ok(Tried::Again(error)),
            // Where the connection was lost meanwhile nobody knows whether it was committed: not to be tried again.
            Err(error) => Err(error),
        }
    }

    fn publish(&self) {
        for raised in signal::take() {
            self.signals.publish(raised.topic, raised.payload.as_ref());
            if let Some(notifier) = &self.notifier {
                notifier.send(raised);
            }
        }
    }

    /// A connection that was not lost while it was idle.
    fn live(&mut self) -> Result<&mut Session, Error> {
        if self.session.as_mut().is_some_and(|session| session.was_lost()) {
            self.session = None;
        }
        match self.session {
            Some(ref mut session) => Ok(session),
            None => {
                let opened = Session::open(&self.address);
                let opened = opened.map_err(|error| {
                    let message = format!("PostgreSQL cannot be reached: {error}");
                    Error::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new(message))
                })?;
                Ok(self.session.insert(opened))
            }
        }
    }
}

/// Two transactions got in each other's way, and this one gave in. diesel has no word for a deadlock.
fn is_transient(error: &Error) -> bool {
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(DatabaseErrorKind::Unknown, details) => {
            details.message().to_lowercase().contains("deadlock")
        }
        _ => false,
    }
}
