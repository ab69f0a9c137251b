#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::file;
use crate::dialect::{self, Index};
use crate::testing;

#[derive(QueryableByName)]
struct Pragma {
    #[diesel(sql_type = Text)]
    value: String,
}

fn pragma(c: &mut SqliteConnection, name: &str) -> QueryResult<String> {
    let query = format!("SELECT CAST({name} AS TEXT) AS value FROM pragma_{name}");
    diesel::sql_query(query).get_result::<Pragma>(c).map(|pragma| pragma.value)
}

#[test]
fn every_commit_is_synced_and_readers_only_read() {
    let db = testing::db(&[]);
    let writer = db.write_blocking(|c| {
        QueryResult::Ok([pragma(c, "journal_mode")?, pragma(c, "synchronous")?, pragma(c, "foreign_keys")?])
    });
    assert_eq!(writer.unwrap(), ["wal", "2", "1"]);
    let refused = db.read_blocking(|c| c.batch_execute("CREATE TABLE things (id INTEGER PRIMARY KEY)"));
    assert!(refused.unwrap_err().to_string().contains("readonly"));
}

#[test]
fn the_file_is_for_its_owner_alone() {
    let db = testing::db(&[]);
    let folder = tempfile::tempdir().unwrap();
    drop(crate::Db::open(&db.config(), &folder.path().join("new")).unwrap());
    let mode = folder.path().join("new/kermesse.db").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_relative_address_is_below_the_data_folder() {
    let folder = Path::new("/srv/club");
    for (url, path) in [
        ("sqlite:kermesse.db", "/srv/club/kermesse.db"),
        ("sqlite:db/kermesse.db", "/srv/club/db/kermesse.db"),
        ("sqlite:///var/club.db", "/var/club.db"),
        ("sqlite:/var/club.db", "/var/club.db"),
    ] {
        assert_eq!(file(url, folder).unwrap(), Path::new(path), "{url}");
    }
    for url in ["sqlite:", "sqlite://", "sqlite::memory:", "sqlite:folder/"] {
        assert!(file(url, folder).is_err(), "{url}");
    }
}

/// The command line acts on a running server's data from another process.
#[test]
fn a_write_waits_for_another_process_that_writes() {
    let db = testing::db(&[]);
    db.write_blocking(|c| c.batch_execute("CREATE TABLE things (id INTEGER PRIMARY KEY)")).unwrap();
    let path = db.folder().join("kermesse.db");
    let mut other = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    other.batch_execute("BEGIN IMMEDIATE; INSERT INTO things VALUES (1)").unwrap();
    let began = Instant::now();
    let release = std::thread::spawn(move || {
        // Longer than SQLite itself waits.
        std::thread::sleep(Duration::from_millis(6_000));
        other.batch_execute("COMMIT").unwrap();
    });
    db.write_blocking(|c| c.batch_execute("INSERT INTO things VALUES (2)")).unwrap();
    assert!(began.elapsed() >= Duration::from_millis(5_900));
    release.join().unwrap();
}

#[test]
fn two_processes_write_at_once_and_nothing_is_lost() {
    let db = testing::db(&[]);
    db.write_blocking(|c| c.batch_execute("CREATE TABLE things (id INTEGER PRIMARY KEY)")).unwrap();
    let other = crate::Db::open(&db.config(), db.folder()).unwrap();
    let writers = [db.db(), other].map(|db| {
        std::thread::spawn(move || {
            for _ in 0..200 {
                db.write_blocking(|c| c.batch_execute("INSERT INTO things DEFAULT VALUES")).unwrap();
            }
        })
    });
    for writer in writers {
        writer.join().unwrap();
    }
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let count = db.read_blocking(|c| diesel::sql_query("SELECT count(*) AS count FROM things").get_result::<Count>(c));
    assert_eq!(count.unwrap().count, 400);
}

/// What SQLite does by itself on some failures: the savepoint is gone, and with it the work of the whole batch.
#[test]
fn a_batch_that_is_lost_is_refused_and_the_writer_goes_on() {
    let db = testing::db(&[]);
    db.write_blocking(|c| c.batch_execute("CREATE TABLE things (id INTEGER PRIMARY KEY)")).unwrap();
    for _ in 0..3 {
        let lost = db.write_blocking(|c| {
            c.batch_execute("INSERT INTO things VALUES (1); ROLLBACK")?;
            QueryResult::Ok(())
        });
        assert!(lost.is_err());
        let lost = db.write_blocking(|c| -> QueryResult<()> {
            c.batch_execute("INSERT INTO things VALUES (1); ROLLBACK")?;
            panic!("on purpose")
        });
        assert!(lost.is_err());
    }
    db.write_blocking(|c| c.batch_execute("INSERT INTO things VALUES (1)")).unwrap();
}

#[test]
fn a_closed_database_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..20 {
        let db = crate::Db::open(&crate::DatabaseConfig::default(), folder.path()).unwrap();
        let written =
            db.write_blocking(|c| c.batch_execute("CREATE TABLE IF NOT EXISTS things (id INTEGER PRIMARY KEY)"));
        written.unwrap();
        drop(db);
        let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["kermesse.db"]);
    }
}

/// What single writes leave in the full-text index is merged when nobody writes, and nothing is lost by it.
#[test]
fn the_index_of_words_is_tidied_in_a_lull() {
    let db = testing::db(&[crate::migrations::HOST]);
    for id in 0..40 {
        db.write_blocking(move |c| dialect::fts_upsert(c, Index::Texts, id, &format!("bread and {id}"))).unwrap();
    }
    #[derive(QueryableByName)]
    struct Segments {
        #[diesel(sql_type = BigInt)]
        segments: i64,
    }
    let segments = |c: &mut SqliteConnection| {
        let counted = diesel::sql_query("SELECT count(DISTINCT segid) AS segments FROM search_text_idx");
        counted.get_result::<Segments>(c).map(|row| row.segments)
    };
    let deadline = Instant::now() + Duration::from_secs(30);
    while db.read_blocking(segments).unwrap() > 12 {
        assert!(Instant::now() < deadline, "it was never tidied");
        std::thread::yield_now();
    }
    let found = db.read_blocking(|c| dialect::fts_match(c, Index::Texts, "bread", None, 100)).unwrap();
    assert_eq!(found, (0..40).rev().collect::<Vec<_>>());
}
