//! The connection that every query is written against. It is chosen when the program is built: SQLite, or
//! PostgreSQL with the cargo feature `postgres`.

/// The connection handed to the closures of [`Db::read`](crate::Db::read) and [`Db::write`](crate::Db::write).
#[cfg(not(feature = "postgres"))]
pub type Conn = diesel::SqliteConnection;

/// The connection handed to the closures of [`Db::read`](crate::Db::read) and [`Db::write`](crate::Db::write).
#[cfg(feature = "postgres")]
pub type Conn = diesel_async::async_connection_wrapper::AsyncConnectionWrapper<
    diesel_async::AsyncPgConnection,
    crate::postgres::ThreadRuntime,
>;

/// The SQL dialect that [`Conn`] speaks.
#[cfg(not(feature = "postgres"))]
pub type Backend = diesel::sqlite::Sqlite;

/// The SQL dialect that [`Conn`] speaks.
#[cfg(feature = "postgres")]
pub type Backend = diesel::pg::Pg;
