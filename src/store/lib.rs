//! Where everything is kept: the database with its one writer, merged migrations, ids, media files on disk or in S3,
//! durable jobs, signals between tasks and nodes, and the shapes of our own addresses.
//!
//! It knows nothing of actors, posts or the web; the tables of others reach it as [`migrations::Folder`]s.

pub mod archive;
pub mod clock;
mod conn;
mod db;
pub mod dialect;
pub mod id;
pub mod jobs;
pub mod media;
pub mod migrations;
#[cfg(feature = "postgres")]
mod postgres;
mod queue;
pub mod signal;
pub mod snowflake;
#[cfg(not(feature = "postgres"))]
mod sqlite;
mod table;
mod task;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod uri;

pub use conn::{Backend, Conn};
pub use db::{DatabaseConfig, Db, OpenError};
pub use media::{Media, MediaConfig, MediaError};
pub use object_store::GetRange;
#[cfg(feature = "postgres")]
pub use postgres::ThreadRuntime;
pub use text::Json;

#[doc(hidden)]
pub use {chrono, serde};
