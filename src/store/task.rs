//! A closure on its way to a thread that holds a connection, and its answer on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use diesel::result::{DatabaseErrorKind, Error};
use tokio::sync::oneshot;

use crate::Conn;

/// What the threads know of a closure: how to run it and how to answer who asked.
pub(crate) trait Task: Send {
    /// Runs the closure, again if need be. True: keep what it wrote.
    fn run(&mut self, c: &mut Conn) -> bool;

    /// Answers with what the closure gave last.
    fn answer(self: Box<Self>);

    /// Answers that the database failed.
    fn refuse(self: Box<Self>, error: Error);

    /// Nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
}

/// Whom to answer.
pub(crate) enum Reply<R> {
    Task(oneshot::Sender<R>),
    Thread(mpsc::SyncSender<R>),
}

impl<R> Reply<R> {
    /// Who no longer waits does not want the answer: that it is lost is no failure.
    fn send(self, result: R) {
        match self {
            Reply::Task(sender) => drop(sender.send(result)),
            Reply::Thread(sender) => drop(sender.send(result)),
        }
    }

    fn is_abandoned(&self) -> bool {
        match self {
            Reply::Task(sender) => sender.is_closed(),
            Reply::Thread(_) => false,
        }
    }
}

/// The one [`Task`]: a closure, its result, and whom to answer.
pub(crate) struct Work<F, T, E> {
    closure: F,
    result: Option<Result<T, E>>,
    reply: Reply<Result<T, E>>,
}

impl<F, T, E> Work<F, T, E>
where
    F: FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    pub(crate) fn boxed(closure: F, reply: Reply<Result<T, E>>) -> Box<dyn Task> {
        Box::new(Self { closure, result: None, reply })
    }
}

impl<F, T, E> Task for Work<F, T, E>
where
    F: FnMut(&mut Conn) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, c: &mut Conn) -> bool {
        // Whoever runs it rolls the connection back to where it was, so nothing half-done is seen after a panic.
        let result = catch_unwind(AssertUnwindSafe(|| (self.closure)(c)));
        let result = result.unwrap_or_else(|_| Err(failure("the code that used the database panicked").into()));
        let kept = result.is_ok();
        self.result = Some(result);
        kept
    }

    fn answer(self: Box<Self>) {
        let unrun = || Err(failure("the database was closed").into());
        self.reply.send(self.result.unwrap_or_else(unrun));
    }

    fn refuse(self: Box<Self>, error: Error) {
        self.reply.send(Err(error.into()));
    }

    fn is_abandoned(&self) -> bool {
        self.reply.is_abandoned()
    }
}

/// A failure of the database itself, in the words of diesel.
pub(crate) fn failure(message: impl Into<String>) -> Error {
    Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.into()))
}
