#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};

use super::{DatabaseConfig, Db, OpenError};
use crate::testing::{self, TestDb};
use crate::{Conn, signal};

diesel::table! {
    things (id) {
        id -> BigInt,
        name -> Text,
    }
}

async fn database() -> TestDb {
    let db = testing::db(&[]);
    let made = db.write(|c| c.batch_execute("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)"));
    made.await.unwrap();
    db
}

fn add(c: &mut Conn, id: i64, name: &str) -> QueryResult<usize> {
    diesel::insert_into(things::table).values((things::id.eq(id), things::name.eq(name))).execute(c)
}

async fn names(db: &Db) -> Vec<String> {
    db.read(|c| things::table.order(things::id).select(things::name).load(c)).await.unwrap()
}

#[tokio::test]
async fn what_was_written_is_read() {
    let db = database().await;
    assert_eq!(db.write(|c| add(c, 1, "one")).await, Ok(1));
    assert_eq!(names(&db).await, ["one"]);
}

#[tokio::test]
async fn an_error_undoes_its_own_work_only() {
    let db = database().await;
    db.write(|c| add(c, 1, "one")).await.unwrap();
    let refused = db.write(|c| {
        add(c, 2, "two")?;
        add(c, 3, "one")
    });
    assert!(matches!(refused.await, Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _))));
    assert_eq!(names(&db).await, ["one"]);
}

#[tokio::test]
async fn an_inner_transaction_may_fail_alone() {
    let db = database().await;
    let kept = db.write(|c| {
        add(c, 1, "one")?;
        let inner = c.transaction(|c| {
            add(c, 2, "two")?;
            Err::<(), _>(Error::RollbackTransaction)
        });
        assert_eq!(inner, Err(Error::RollbackTransaction));
        add(c, 3, "three")
    });
    kept.await.unwrap();
    assert_eq!(names(&db).await, ["one", "three"]);
}

#[tokio::test]
async fn a_panic_undoes_its_work_and_harms_no_other() {
    let db = database().await;
    for round in 0..20 {
        let panicked = db.write(move |c| {
            add(c, round, "lost")?;
            c.transaction(|c| {
                add(c, 100 + round, "lost too")?;
                if round >= 0 {
                    panic!("on purpose");
                }
                QueryResult::Ok(())
            })
        });
        assert!(panicked.await.unwrap_err().to_string().contains("panicked"));
        let panicked = db.read(|_: &mut Conn| -> QueryResult<()> { panic!("on purpose") });
        assert!(panicked.await.unwrap_err().to_string().contains("panicked"));
    }
    db.write(|c| add(c, 1, "one")).await.unwrap();
    assert_eq!(names(&db).await, ["one"]);
}

#[tokio::test]
async fn a_transaction_left_open_is_refused_and_harms_no_other() {
    let db = database().await;
    for _ in 0..20 {
        let left = db.write(|c| {
            add(c, 1, "lost")?;
            <Conn as Connection>::TransactionManager::begin_transaction(c)
        });
        assert!(left.await.unwrap_err().to_string().contains("open"));
        let left = db.read(<Conn as Connection>::TransactionManager::begin_transaction);
        left.await.unwrap();
    }
    db.write(|c| add(c, 1, "one")).await.unwrap();
    assert_eq!(names(&db).await, ["one"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_write_at_once_and_nothing_is_lost() {
    let db = database().await;
    let writers = (0..16_i64).map(|writer| {
        let db = db.db();
        tokio::spawn(async move {
            for number in 0..50 {
                let id = writer * 1_000 + number;
                db.write(move |c| add(c, id, &id.to_string())).await.unwrap();
                let own = db.read(move |c| things::table.find(id).count().get_result::<i64>(c));
                assert_eq!(own.await, Ok(1), "what was answered can be read");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    assert_eq!(names(&db).await.len(), 800);
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_of_one_batch_succeed_and_fail_alone() {
    let db = database().await;
    // While the first one holds the writer, the others queue up behind it.
    let first = tokio::spawn({
        let db = db.db();
        async move {
            db.write(|c| {
                std::thread::sleep(Duration::from_millis(200));
                add(c, 0, "first")
            })
            .await
        }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut listener = db.listen("kept");
    let mut undone = db.listen("undone");
    let (kept, failed, panicked, last) = tokio::join!(
        db.write(|c| {
            signal::raise(c, "kept");
            add(c, 1, "kept")
        }),
        db.write(|c| {
            signal::raise(c, "undone");
            add(c, 2, "failed")?;
            Err::<(), _>(Error::NotFound)
        }),
        db.write(|c| -> QueryResult<()> {
            signal::raise(c, "undone");
            add(c, 3, "panicked")?;
            panic!("on purpose")
        }),
        db.write(|c| add(c, 4, "last")),
    );
    assert_eq!(first.await.unwrap(), Ok(1));
    assert_eq!((kept, failed, last), (Ok(1), Err(Error::NotFound), Ok(1)));
    assert!(panicked.is_err());
    assert_eq!(names(&db).await, ["first", "kept", "last"]);
    tokio::time::timeout(Duration::from_secs(5), listener.wait()).await.unwrap();
    assert!(tokio::time::timeout(Duration::from_millis(300), undone.wait()).await.is_err());
}

#[tokio::test]
async fn a_write_runs_to_its_end_when_nobody_waits_and_a_read_is_not_begun() {
    let db = database().await;
    let runs = Arc::new(AtomicUsize::new(0));
    let (slow, read) = (db.db(), db.db());
    let counted = Arc::clone(&runs);
    // Polled once, so that they are queued, and given up.
    let write = slow.write(|c| add(c, 1, "one"));
    tokio::select! { biased; _ = write => {}, () = std::future::ready(()) => {} }
    let mut busy = Vec::new();
    for _ in 0..8 {
        let db = db.db();
        busy.push(tokio::spawn(async move {
            db.read(|_| {
                std::thread::sleep(Duration::from_millis(200));
                QueryResult::Ok(())
            })
            .await
        }));
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let given_up = read.read(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        QueryResult::Ok(())
    });
    tokio::select! { biased; _ = given_up => {}, () = std::future::ready(()) => {} }
    for busy in busy {
        busy.await.unwrap().unwrap();
    }
    assert_eq!(names(&db).await, ["one"]);
    assert_eq!(runs.load(Ordering::Relaxed), 0);
}

#[test]
fn blocking_calls_need_no_runtime() {
    let db = testing::db(&[]);
    db.write_blocking(|c| c.batch_execute("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)"))
        .unwrap();
    db.write_blocking(|c| add(c, 1, "one")).unwrap();
    assert_eq!(db.read_blocking(|c| things::table.count().get_result::<i64>(c)), Ok(1));
}

#[test]
fn what_was_asked_is_done_before_the_last_clone_is_gone() {
    let test = testing::db(&[]);
    test.write_blocking(|c| c.batch_execute("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)"))
        .unwrap();
    let other = Db::open(&test.config(), test.folder()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for id in 0..100 {
            let queued = other.write(move |c| add(c, id, &id.to_string()));
            tokio::select! { biased; _ = queued => {}, () = std::future::ready(()) => {} }
        }
    });
    drop(other);
    assert_eq!(test.read_blocking(|c| things::table.count().get_result::<i64>(c)), Ok(100));
}

fn refusal(url: &str) -> OpenError {
    let folder = tempfile::tempdir().unwrap();
    Db::open(&DatabaseConfig { url: url.to_owned() }, folder.path()).unwrap_err()
}

#[test]
fn the_address_of_the_other_backend_is_named_as_such() {
    #[cfg(feature = "postgres")]
    let (url, message) = (
        "sqlite:kermesse.db",
        "database.url asks for SQLite, but this program was built for PostgreSQL: change the address or build without --features postgres",
    );
    #[cfg(not(feature = "postgres"))]
    let (url, message) = (
        "postgres://club:secret@localhost/club",
        "database.url asks for PostgreSQL, but this program was built for SQLite: change the address or build with --features postgres",
    );
    let refusal = refusal(url);
    assert!(matches!(refusal, OpenError::WrongBackend { .. }));
    assert_eq!(refusal.to_string(), message);
}

#[test]
fn an_address_of_nothing_is_refused() {
    for url in ["", "kermesse.db", "mysql://localhost/club"] {
        assert!(matches!(refusal(url), OpenError::Url { .. }), "{url:?}");
    }
}
