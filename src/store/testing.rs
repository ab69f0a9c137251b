//! Fresh databases for tests: a SQLite file, or in a build with `postgres` a database in a PostgreSQL that the tests
//! start themselves; and the servers beside them.

#![expect(clippy::panic, clippy::expect_used, reason = "a test that cannot be set up has failed")]

#[cfg(feature = "postgres")]
mod postgres;
pub mod python;
mod s3;
mod server;
#[cfg(not(feature = "postgres"))]
mod sqlite;
mod template;

use std::ops::Deref;
use std::path::Path;

use tempfile::TempDir;

#[cfg(feature = "postgres")]
pub use postgres::Cluster;
pub use s3::S3;
pub use server::{Server, free_port};

#[cfg(feature = "postgres")]
use self::postgres::Fresh;
#[cfg(not(feature = "postgres"))]
use self::sqlite::Fresh;
use crate::migrations::Folder;
use crate::{DatabaseConfig, Db};

/// A database of one test's own. It goes when this does.
pub struct TestDb {
    // In this order: what uses a file goes before the file.
    db: Db,
    fresh: Fresh,
    folder: TempDir,
}

impl TestDb {
    /// The database, for what wants its own clone.
    pub fn db(&self) -> Db {
        self.db.clone()
    }

    /// How another process opens it too.
    pub fn config(&self) -> DatabaseConfig {
        self.fresh.config()
    }

    /// A folder of the test's own, which serves as `data_dir`.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// A fresh database in which these migrations were run.
///
/// # Panics
///
/// When it cannot be made.
pub fn db(migrations: &[Folder]) -> TestDb {
    let folder = TempDir::with_prefix("kermesse-").expect("a temporary folder");
    let fresh = Fresh::new(migrations, folder.path());
    let db = open(&fresh.config(), folder.path());
    TestDb { db, fresh, folder }
}

fn open(config: &DatabaseConfig, folder: &Path) -> Db {
    Db::open(config, folder).unwrap_or_else(|error| panic!("{error}"))
}

fn migrate(db: &Db, migrations: &[Folder]) {
    crate::migrations::run(db, migrations).unwrap_or_else(|error| panic!("{error}"));
}
