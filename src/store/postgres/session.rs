//! One connection, driven by the thread that uses it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use diesel::connection::{InstrumentationEvent, SimpleConnection, TransactionManager, TransactionManagerStatus};
use diesel::result::{DatabaseErrorKind, Error};
use diesel::{Connection, ConnectionError, ConnectionResult, QueryResult};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::BlockOn;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use super::address::{Address, Wire};
use crate::Conn;
use crate::task::failure;

type Manager = <Conn as Connection>::TransactionManager;

thread_local! {
    /// The runtime of this thread. A connection lives on it, so that no query waits for another thread.
    static RUNTIME: RefCell<Option<Arc<Runtime>>> = const { RefCell::new(None) };

    /// The last error that the database gave on this thread, whatever the closure made of it.
    static TROUBLE: Cell<Option<Trouble>> = const { Cell::new(None) };
}

/// An error of diesel, as far as it can be copied.
struct Trouble {
    kind: DatabaseErrorKind,
    message: String,
}

/// How diesel's blocking calls wait on PostgreSQL: they drive the connection themselves, on the thread that asks.
pub struct ThreadRuntime(Arc<Runtime>);

impl BlockOn for ThreadRuntime {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.0.block_on(future)
    }

    #[expect(
        clippy::expect_used,
        reason = "the trait leaves no way to fail, and a thread without a runtime cannot go on"
    )]
    fn get_runtime() -> Self {
        Self(runtime().expect("a runtime for this thread"))
    }
}

fn runtime() -> std::io::Result<Arc<Runtime>> {
    RUNTIME.with_borrow_mut(|runtime| match runtime {
        Some(runtime) => Ok(Arc::clone(runtime)),
        None => {
            let made = Arc::new(Builder::new_current_thread().enable_all().build()?);
            Ok(Arc::clone(runtime.insert(made)))
        }
    })
}

/// One connection to PostgreSQL. It stays on the thread that it was opened on.
pub(super) struct Session {
    conn: Conn,
    runtime: Arc<Runtime>,
    driver: JoinHandle<()>,
}

impl Session {
    pub(super) fn open(address: &Address) -> ConnectionResult<Self> {
        let runtime = runtime().map_err(|error| ConnectionError::BadConnection(error.to_string()))?;
        let (conn, driver) = runtime.block_on(async {
            let (client, wire) = address.connect().await?;
            let driver = tokio::spawn(async move {
                let ended = match wire {
                    Wire::Plain(connection) => connection.await,
                    Wire::Tls(connection) => connection.await,
                };
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection to PostgreSQL ended");
                }
            });
            ConnectionResult::Ok((AsyncPgConnection::try_from(client).await?, driver))
        })?;
        let mut conn = Conn::from(conn);
        // Its queries are short: compiling them takes longer than running them.
        conn.batch_execute("SET jit = off").map_err(ConnectionError::CouldntSetupConfiguration)?;
        conn.set_instrumentation(|event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::FinishQuery { error: Some(error), .. } = event {
                TROUBLE.set(trouble(error));
            }
        });
        TROUBLE.set(None);
        Ok(Self { conn, runtime, driver })
    }

    pub(super) fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    pub(super) fn begin(&mut self) -> QueryResult<()> {
        TROUBLE.set(None);
        Manager::begin_transaction(&mut self.conn)
    }

    pub(super) fn commit(&mut self) -> QueryResult<()> {
        Manager::commit_transaction(&mut self.conn)
    }

    /// Ends whatever is open. What does not end is not idle, and the connection is not used again.
    pub(super) fn roll_back(&mut self) {
        while self.depth().is_some_and(|depth| depth > 0) {
            if let Err(error) = Manager::rollback_transaction(&mut self.conn) {
                tracing::debug!(%error, "a rollback failed");
                break;
            }
        }
    }

    /// The last error that the database gave since the transaction began.
    pub(super) fn take_trouble(&mut self) -> Option<Error> {
        TROUBLE.take().map(|trouble| match trouble.kind {
            DatabaseErrorKind::Unknown => failure(trouble.message),
            kind => Error::DatabaseError(kind, Box::new(trouble.message)),
        })
    }

    /// How many transactions are open, one within the other; `None` where diesel lost count.
    pub(super) fn depth(&mut self) -> Option<u32> {
        match Manager::transaction_manager_status_mut(&mut self.conn) {
            TransactionManagerStatus::Valid(status) => Some(status.transaction_depth().map_or(0, |depth| depth.get())),
            TransactionManagerStatus::InError => None,
        }
    }

    /// Ready for the next task.
    pub(super) fn is_idle(&mut self) -> bool {
        !self.driver.is_finished() && self.depth() == Some(0)
    }

    /// Whether the connection is gone: nobody drives it between queries, so what has come in is looked at now.
    pub(super) fn was_lost(&mut self) -> bool {
        self.runtime.block_on(async {
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
        });
        self.driver.is_finished()
    }
}

impl Drop for Session {
    /// Nobody drives the connection once its thread turns to something else: left alone it would stay open, with all that
    /// its transaction has locked.
    fn drop(&mut self) {
        self.driver.abort();
        // Ends as soon as it is driven, which is here.
        drop(self.runtime.block_on(&mut self.driver));
    }
}

fn trouble(error: &Error) -> Option<Trouble> {
    let Error::DatabaseError(kind, details) = error else {
        return None;
    };
    let kind = match kind {
        DatabaseErrorKind::SerializationFailure => DatabaseErrorKind::SerializationFailure,
        DatabaseErrorKind::UnableToSendCommand => DatabaseErrorKind::UnableToSendCommand,
        DatabaseErrorKind::ClosedConnection => DatabaseErrorKind::ClosedConnection,
        _ => DatabaseErrorKind::Unknown,
    };
    Some(Trouble { kind, message: details.message().to_owned() })
}
