//! The few places where the SQL of the two backends differs; everything else is plain diesel against [`Conn`](crate::Conn).

#[cfg(feature = "postgres")]
mod postgres;
pub(crate) mod schema;
#[cfg(not(feature = "postgres"))]
mod sqlite;
#[cfg(test)]
mod tests;
pub mod words;

#[cfg(feature = "postgres")]
use postgres as backend;
#[cfg(not(feature = "postgres"))]
use sqlite as backend;

#[cfg(not(feature = "postgres"))]
pub(crate) use backend::fts_merge;
#[cfg(feature = "postgres")]
pub(crate) use backend::join_nodes;
pub use backend::{analyze, fts_delete, fts_match, fts_upsert};
pub(crate) use backend::{count_nodes, dump_sql, hold_still, load_sql, lock_migrations};
pub use schema::{Column, columns, tables};
pub(crate) use schema::{primary_key, references};

/// A full-text index: which words stand under which ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// What was published, by object.
    Texts,
    /// Names and handles, by actor.
    Names,
}

impl Index {
    /// All of them.
    #[cfg(not(feature = "postgres"))]
    pub(crate) const ALL: [Self; 2] = [Self::Texts, Self::Names];

    /// Its table.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Texts => "search_text",
            Self::Names => "search_names",
        }
    }
}

/// Ends a query that claims rows for this worker: on PostgreSQL the rows are locked, and those that another node has
/// locked are passed over; on SQLite there is one writer and nothing to lock.
///
/// ```ignore
/// let due: Vec<i64> = store::claim!(jobs::table.filter(..).select(jobs::id).limit(10)).load(c)?;
/// ```
#[cfg(not(feature = "postgres"))]
#[macro_export]
macro_rules! claim {
    ($query:expr) => {
        $query
    };
}

/// Ends a query that claims rows for this worker: on PostgreSQL the rows are locked, and those that another node has
/// locked are passed over; on SQLite there is one writer and nothing to lock.
#[cfg(feature = "postgres")]
#[macro_export]
macro_rules! claim {
    ($query:expr) => {
        $query.for_update().skip_locked()
    };
}

/// Ends a query for rows that nobody else may change until the end of the transaction: on PostgreSQL they are locked; on SQLite
/// there is one writer and nothing to lock.
#[cfg(not(feature = "postgres"))]
#[macro_export]
macro_rules! lock {
    ($query:expr) => {
        $query
    };
}

/// Ends a query for rows that nobody else may change until the end of the transaction: on PostgreSQL they are locked; on SQLite
/// there is one writer and nothing to lock.
#[cfg(feature = "postgres")]
#[macro_export]
macro_rules! lock {
    ($query:expr) => {
        $query.for_update()
    };
}
