//! The tables of every owner, brought up to date as one ordered list.

use std::collections::BTreeMap;

use diesel::migration::{Migration, MigrationSource};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

use crate::{Backend, Conn, Db, dialect};

#[cfg(test)]
mod tests;

/// The migrations of one owner, for the backend that the program was built for.
#[derive(Clone, Copy)]
pub struct Folder {
    /// Whose tables they make: `host`, or the name of a module.
    pub owner: &'static str,
    /// What [`migrations!`](crate::migrations!) embedded.
    pub migrations: &'static EmbeddedMigrations,
}

/// Embeds the migrations of the backend that the program is built for, from two paths relative to the Cargo.toml of
/// the crate that calls it. That crate depends on `diesel_migrations`.
///
/// ```ignore
/// Folder { owner: "events", migrations: store::migrations!("../../migrations/sqlite/events", "../../migrations/postgres/events") }
/// ```
#[cfg(not(feature = "postgres"))]
#[macro_export]
macro_rules! migrations {
    ($sqlite:literal, $postgres:literal $(,)?) => {{
        const EMBEDDED: ::diesel_migrations::EmbeddedMigrations = ::diesel_migrations::embed_migrations!($sqlite);
        &EMBEDDED
    }};
}

/// Embeds the migrations of the backend that the program is built for, from two paths relative to the Cargo.toml of
/// the crate that calls it. That crate depends on `diesel_migrations`.
#[cfg(feature = "postgres")]
#[macro_export]
macro_rules! migrations {
    ($sqlite:literal, $postgres:literal $(,)?) => {{
        const EMBEDDED: ::diesel_migrations::EmbeddedMigrations = ::diesel_migrations::embed_migrations!($postgres);
        &EMBEDDED
    }};
}

/// The tables that every stall shares.
pub const HOST: Folder = Folder {
    owner: "host",
    migrations: crate::migrations!("../../migrations/sqlite/host", "../../migrations/postgres/host"),
};

/// Why the tables cannot be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Two migrations have the same version, so that their order is unknown.
    #[error("the migrations {first} and {second} have the same version")]
    SameVersion {
        /// Owner and name of the one.
        first: String,
        /// Owner and name of the other.
        second: String,
    },
    /// A migration failed; those before it hold.
    #[error("the migration {name} failed: {reason}")]
    Failed {
        /// Owner and name.
        name: String,
        /// What the database says.
        reason: String,
    },
    /// An embedded folder cannot be read.
    #[error("the migrations of {owner} cannot be read: {reason}")]
    Unreadable {
        /// Whose they are.
        owner: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The database refuses.
    #[error("the database refuses migrations: {0}")]
    Database(#[from] diesel::result::Error),
}

/// By version: owner and name for people, and the migration.
type Ordered = BTreeMap<String, (String, Box<dyn Migration<Backend>>)>;

/// Runs what was not run yet, each migration in a transaction of its own, and returns their names in order. Blocks the
/// thread. Several nodes may call it at once: one of them does the work.
pub fn run(db: &Db, folders: &[Folder]) -> Result<Vec<String>, Error> {
    run_those(db, folders, |_| true)
}

/// The same, of the migrations whose versions are wanted alone: the tables are as they were when no others were known.
pub fn run_those(
    db: &Db,
    folders: &[Folder],
    wanted: impl Fn(&str) -> bool + Clone + Send + Sync + 'static,
) -> Result<Vec<String>, Error> {
    ordered(folders)?;
    let mut done = Vec::new();
    loop {
        let (all, wanted) = (folders.to_vec(), wanted.clone());
        match db.write_blocking(move |c| run_next(c, &all, &wanted))? {
            Some(name) => {
                tracing::info!(migration = name, "migrated");
                done.push(name);
            }
            None => break,
        }
    }
    if !done.is_empty() {
        // Without statistics the first queries after an import or a migration may be planned badly.
        db.write_blocking(dialect::analyze)?;
    }
    Ok(done)
}

/// The names of the migrations that were not run yet, in order. Blocks the thread.
pub fn pending(db: &Db, folders: &[Folder]) -> Result<Vec<String>, Error> {
    let folders = folders.to_vec();
    db.read_blocking(move |c| {
        let applied = if dialect::tables(c)?.iter().any(|table| table == "__diesel_schema_migrations") {
            applied(c)?
        } else {
            Vec::new()
        };
        let names = ordered(&folders)?.into_iter().filter(|(version, _)| !applied.contains(version));
        Ok(names.map(|(_, (name, _))| name).collect())
    })
}

fn run_next(c: &mut Conn, folders: &[Folder], wanted: &impl Fn(&str) -> bool) -> Result<Option<String>, Error> {
    dialect::lock_migrations(c)?;
    let applied = applied(c)?;
    let next = |(version, _): &(String, _)| wanted(version) && !applied.contains(version);
    let Some((_, (name, migration))) = ordered(folders)?.into_iter().find(next) else { return Ok(None) };
    match c.run_migration(migration.as_ref()) {
        Ok(_) => Ok(Some(name)),
        Err(reason) => Err(Error::Failed { name, reason: reason.to_string() }),
    }
}

/// The versions of the migrations that were run.
pub fn applied(c: &mut Conn) -> Result<Vec<String>, Error> {
    match c.applied_migrations() {
        Ok(versions) => Ok(versions.iter().map(ToString::to_string).collect()),
        Err(reason) => Err(crate::task::failure(reason.to_string()).into()),
    }
}

fn ordered(folders: &[Folder]) -> Result<Ordered, Error> {
    let mut ordered = Ordered::new();
    for folder in folders {
        let unreadable = |reason: Box<dyn std::error::Error + Send + Sync>| Error::Unreadable {
            owner: folder.owner,
            reason: reason.to_string(),
        };
        for migration in MigrationSource::<Backend>::migrations(folder.migrations).map_err(unreadable)? {
            let name = format!("{}/{}", folder.owner, migration.name());
            let version = migration.name().version().to_string();
            if let Some((first, _)) = ordered.insert(version, (name.clone(), migration)) {
                return Err(Error::SameVersion { first, second: name });
            }
        }
    }
    Ok(ordered)
}
