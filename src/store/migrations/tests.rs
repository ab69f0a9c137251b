#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use diesel_migrations::{EmbeddedMigrations, embed_migrations};

use super::{Error, Folder, HOST, applied, ordered, pending, run, run_those};
use crate::{dialect, testing};

const GOOD: EmbeddedMigrations = embed_migrations!("migrations/tests/good");
const BAD: EmbeddedMigrations = embed_migrations!("migrations/tests/bad");

const FAIR: Folder = Folder { owner: "fair", migrations: &GOOD };

#[test]
fn owners_are_merged_in_the_order_of_versions() {
    let db = testing::db(&[]);
    let expected = ["fair/2000-01-01-000001_first", "fair/2000-01-03-000001_third"];
    assert_eq!(pending(&db, &[FAIR]).unwrap(), expected);
    let all = pending(&db, &[HOST, FAIR]).unwrap();
    assert_eq!(all[..2], expected);
    assert!(all[2..].iter().all(|name| name.starts_with("host/")));

    assert_eq!(run(&db, &[FAIR]).unwrap(), expected);
    assert_eq!(run(&db, &[FAIR]).unwrap(), Vec::<String>::new());
    assert_eq!(run(&db, &[HOST, FAIR]).unwrap(), all[2..]);
    assert_eq!(pending(&db, &[HOST, FAIR]).unwrap(), Vec::<String>::new());
}

#[test]
fn the_tables_can_be_as_they_once_were() {
    let db = testing::db(&[]);
    let first = |version: &str| version == "20000101000001";
    assert_eq!(run_those(&db, &[FAIR], first).unwrap(), ["fair/2000-01-01-000001_first"]);
    assert_eq!(run_those(&db, &[FAIR], first).unwrap(), Vec::<String>::new());
    assert_eq!(db.read_blocking(applied).unwrap(), ["20000101000001"]);
    assert_eq!(run(&db, &[FAIR]).unwrap(), ["fair/2000-01-03-000001_third"]);
}

#[test]
fn a_version_has_one_owner() {
    let db = testing::db(&[]);
    let twice = [FAIR, Folder { owner: "market", ..FAIR }];
    let error = run(&db, &twice).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the migrations fair/2000-01-01-000001_first and market/2000-01-01-000001_first have the same version"
    );
    assert!(matches!(pending(&db, &twice), Err(Error::SameVersion { .. })));
    assert_eq!(db.read_blocking(dialect::tables).unwrap(), ["__diesel_schema_migrations"], "nothing was begun");
}

#[test]
fn a_migration_that_fails_leaves_nothing_and_those_before_it_hold() {
    let db = testing::db(&[]);
    let error = run(&db, &[FAIR, Folder { owner: "market", migrations: &BAD }]).unwrap_err();
    assert!(matches!(&error, Error::Failed { name, .. } if name == "market/2000-01-02-000001_second"), "{error}");
    let tables = db.read_blocking(dialect::tables).unwrap();
    assert!(tables.contains(&"first".to_owned()));
    assert!(!tables.contains(&"second".to_owned()), "what it began is undone");
    assert!(!tables.contains(&"third".to_owned()), "what depends on it is not begun");
    assert_eq!(run(&db, &[FAIR]).unwrap(), ["fair/2000-01-03-000001_third"]);
}

#[test]
fn several_nodes_may_migrate_at_once() {
    let db = testing::db(&[]);
    let nodes = [(); 4].map(|()| crate::Db::open(&db.config(), db.folder()).unwrap());
    let threads = nodes.map(|node| std::thread::spawn(move || run(&node, &[HOST, FAIR]).unwrap().len()));
    let done: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    let expected = pending(&testing::db(&[]), &[HOST, FAIR]).unwrap().len();
    assert_eq!(done, expected, "each migration was run by one of them");
}

#[test]
fn every_migration_can_be_taken_back() {
    use diesel_migrations::MigrationHarness;

    let db = testing::db(&[HOST]);
    let left = db.write_blocking(|c| {
        for (_, (name, migration)) in ordered(&[HOST])?.into_iter().rev() {
            let reverted = c.revert_migration(migration.as_ref());
            reverted.map_err(|reason| Error::Failed { name, reason: reason.to_string() })?;
        }
        Ok::<_, Error>(dialect::tables(c)?)
    });
    assert_eq!(left.unwrap(), ["__diesel_schema_migrations"]);
}

#[cfg(feature = "postgres")]
const IN_SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite/host");

/// With both backends in the program, both schemas can be laid side by side.
#[cfg(feature = "postgres")]
#[test]
fn both_backends_have_the_same_tables() {
    use std::collections::BTreeMap;

    use diesel::prelude::*;
    use diesel::sql_types::Text;
    use diesel_migrations::MigrationHarness;

    use crate::dialect::Column;
    use crate::dialect::schema::{Table, sqlite};

    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.run_pending_migrations(IN_SQLITE).unwrap();
    let tables: Vec<Table> = diesel::sql_query(sqlite::TABLES).load(&mut conn).unwrap();
    let mut in_sqlite: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for Table { name } in tables {
        let columns = diesel::sql_query(sqlite::COLUMNS).bind::<Text, _>(&name).load(&mut conn).unwrap();
        in_sqlite.insert(name, columns);
    }
    let db = testing::db(&[HOST]);
    let mut in_postgres = db
        .read_blocking(|c| {
            let mut all = BTreeMap::new();
            for name in dialect::tables(c)? {
                let columns = dialect::columns(c, &name)?;
                all.insert(name, columns);
            }
            QueryResult::Ok(all)
        })
        .unwrap();
    // Their full-text indexes, and the columns that diesel itself keeps, are their own affair.
    for own in ["search_text", "search_names", "__diesel_schema_migrations"] {
        assert!(in_sqlite.remove(own).is_some());
        assert!(in_postgres.remove(own).is_some());
    }
    assert!(in_sqlite.len() > 1);
    assert_eq!(in_sqlite.keys().collect::<Vec<_>>(), in_postgres.keys().collect::<Vec<_>>());
    for (table, columns) in &in_sqlite {
        assert_eq!(columns, &in_postgres[table], "the columns of {table}, in SQLite and in PostgreSQL");
    }
}
