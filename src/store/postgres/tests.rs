#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tokio::time::timeout;

use super::address::Address;
use super::execute;
use crate::db::OpenError;
use crate::testing::{self, Cluster, TestDb, free_port};
use crate::{Conn, DatabaseConfig, Db, signal};

diesel::table! {
    sums (id) {
        id -> BigInt,
        sum -> BigInt,
    }
}

const SOON: Duration = Duration::from_secs(10);

async fn sums_of_two() -> TestDb {
    let db = testing::db(&[]);
    let made = db.write(|c| {
        c.batch_execute(
            "CREATE TABLE sums (id BIGINT PRIMARY KEY, sum BIGINT NOT NULL); INSERT INTO sums VALUES (1, 0), (2, 0)",
        )
    });
    made.await.unwrap();
    db
}

async fn sums(db: &Db) -> Vec<i64> {
    db.read(|c| sums::table.order(sums::id).select(sums::sum).load(c)).await.unwrap()
}

/// What a restart of PostgreSQL looks like from here.
fn cut_all_others(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_lost_while_idle_are_opened_again() {
    let db = sums_of_two().await;
    for _ in 0..3 {
        // All of the pool is connected.
        let busy = (0..16).map(|_| db.read(|c| c.batch_execute("SELECT pg_sleep(0.05)")));
        for done in futures::future::join_all(busy).await {
            done.unwrap();
        }
        db.write(cut_all_others).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        let used = (0..16).map(|_| db.read(|c| sums::table.count().get_result::<i64>(c)));
        for count in futures::future::join_all(used).await {
            assert_eq!(count, Ok(2));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_knows_whether_it_is_the_only_one() {
    let db = sums_of_two().await;
    assert_eq!(db.join_nodes().await, Ok(true));
    // One that does no work does not count.
    let other = Db::open(&db.config(), db.folder()).unwrap();
    assert_eq!(db.join_nodes().await, Ok(true));
    assert_eq!((other.join_nodes().await, db.join_nodes().await), (Ok(false), Ok(false)));
    drop(other);
    assert_eq!(db.join_nodes().await, Ok(true));
    // It counts again after its connections were lost.
    db.write(cut_all_others).await.unwrap();
    let counted = async {
        while db.read(crate::dialect::count_nodes).await != Ok(1) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(SOON, counted).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_are_carried_again_after_an_interruption() {
    let db = sums_of_two().await;
    let other = Db::open(&db.config(), db.folder()).unwrap();
    let mut listener = other.listen("bread");
    db.write(cut_all_others).await.unwrap();
    // Who may have missed something is woken.
    timeout(SOON, listener.wait()).await.unwrap();
    let mut events = other.subscribe("bread");
    let deadline = Instant::now() + SOON;
    loop {
        db.write(|c| signal::raise_with(c, "bread", "x y\nz".to_owned())).await.unwrap();
        if let Ok(event) = timeout(Duration::from_millis(200), events.recv()).await {
            assert_eq!(&*event.unwrap(), "x y\nz");
            break;
        }
        assert!(Instant::now() < deadline, "signals were not carried again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_raised_is_sent_before_the_last_clone_is_gone() {
    let db = sums_of_two().await;
    for round in 0..5 {
        let mut events = db.subscribe("bread");
        let other = Db::open(&db.config(), db.folder()).unwrap();
        other.write(move |c| signal::raise_with(c, "bread", format!("round {round}"))).await.unwrap();
        drop(other);
        let event = timeout(SOON, events.recv()).await.unwrap().unwrap();
        assert_eq!(*event, *format!("round {round}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_hears_its_own_signals_once() {
    let db = sums_of_two().await;
    let other = Db::open(&db.config(), db.folder()).unwrap();
    let (mut here, mut there) = (db.subscribe("bread"), other.subscribe("bread"));
    for number in 0..20 {
        db.write(move |c| signal::raise_with(c, "bread", number.to_string())).await.unwrap();
    }
    for number in 0..20 {
        assert_eq!(*timeout(SOON, there.recv()).await.unwrap().unwrap(), *number.to_string());
        assert_eq!(*timeout(SOON, here.recv()).await.unwrap().unwrap(), *number.to_string());
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(here.try_recv().is_err() && there.try_recv().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_that_get_in_each_others_way_are_tried_again() {
    let db = sums_of_two().await;
    let add = || {
        db.write(|c| {
            c.batch_execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")?;
            let sum: i64 = sums::table.find(1).select(sums::sum).first(c)?;
            diesel::update(sums::table.find(1)).set(sums::sum.eq(sum + 1)).execute(c)
        })
    };
    for _ in 0..10 {
        let adding = [add(), add(), add()];
        for added in futures::future::join_all(adding).await {
            assert_eq!(added, Ok(1));
        }
    }
    assert_eq!(sums(&db).await, [30, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_writes_that_wait_for_one_another_one_is_tried_again() {
    let db = sums_of_two().await;
    let runs = Arc::new(AtomicU32::new(0));
    let both = Arc::new(Barrier::new(2));
    let add = |first: i64, second: i64| {
        let (runs, both) = (Arc::clone(&runs), Arc::clone(&both));
        db.write(move |c| {
            diesel::update(sums::table.find(first)).set(sums::sum.eq(sums::sum + 1)).execute(c)?;
            if runs.fetch_add(1, Ordering::Relaxed) < 2 {
                both.wait();
            }
            diesel::update(sums::table.find(second)).set(sums::sum.eq(sums::sum + 1)).execute(c)
        })
    };
    let (one, two) = tokio::join!(add(1, 2), add(2, 1));
    assert_eq!((one, two), (Ok(1), Ok(1)));
    assert_eq!(sums(&db).await, [2, 2]);
    assert!(runs.load(Ordering::Relaxed) >= 3, "they did wait for one another");
}

#[tokio::test]
async fn a_write_whose_connection_is_cut_is_tried_again() {
    let db = sums_of_two().await;
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let written = db.write(move |c| {
        diesel::update(sums::table.find(1)).set(sums::sum.eq(sums::sum + 1)).execute(c)?;
        if counted.fetch_add(1, Ordering::Relaxed) == 0 {
            c.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())")?;
        }
        diesel::update(sums::table.find(2)).set(sums::sum.eq(sums::sum + 1)).execute(c)
    });
    assert_eq!(written.await, Ok(1));
    assert_eq!((sums(&db).await, runs.load(Ordering::Relaxed)), (vec![1, 1], 2));
}

#[tokio::test]
async fn a_write_that_is_refused_is_not_tried_again() {
    let db = sums_of_two().await;
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let refused = db.write(move |c| {
        counted.fetch_add(1, Ordering::Relaxed);
        diesel::insert_into(sums::table).values((sums::id.eq(1), sums::sum.eq(0))).execute(c)
    });
    assert!(refused.await.is_err());
    assert_eq!(runs.load(Ordering::Relaxed), 1);
}

#[test]
fn an_address_that_nobody_answers_is_told() {
    let url = format!("postgres://club:secret@127.0.0.1:{}/club", free_port());
    let error = Db::open(&DatabaseConfig { url }, Path::new("/")).unwrap_err();
    assert!(matches!(error, OpenError::Connection(_)));
    assert!(error.to_string().contains("onnection refused") && !error.to_string().contains("secret"), "{error}");
}

#[test]
fn an_address_that_is_not_understood_is_shown_without_its_password() {
    for query in ["sslmode=prefer", "sslmode=", "sslrootcert=/nonexistent&sslmode=require", "colour=blue"] {
        let Err(error) = Address::parse(&format!("postgres://club:secret@localhost/club?{query}")) else {
            panic!("{query} was understood");
        };
        assert!(matches!(error, OpenError::Url { .. }), "{error}");
        assert!(error.to_string().contains("postgres://club:***@localhost/club"), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    for understood in ["", "?sslmode=disable", "?sslmode=require", "?sslmode=verify-full", "?options=-c%20geqo%3Doff"] {
        assert!(Address::parse(&format!("postgresql://club@localhost/club{understood}")).is_ok(), "{understood}");
    }
}

/// A certificate for the loopback address, which certifies itself, and its key.
fn certificate() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    (made.cert.pem(), made.key_pair.serialize_pem())
}

/// Has a server listen by TCP, with that certificate.
fn serve_tls(cluster: &Cluster, (certificate, key): (String, String)) {
    let data = cluster.folder().join("data");
    for (name, content) in [("server.crt", certificate), ("server.key", key)] {
        let file = data.join(name);
        std::fs::write(&file, content).unwrap();
        std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        if let Some((user, group)) = cluster.user() {
            std::os::unix::fs::chown(&file, Some(user), Some(group)).unwrap();
        }
    }
    for statement in ["ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()"] {
        execute(cluster.url(), statement).unwrap();
    }
}

#[test]
fn the_way_is_encrypted_where_the_address_asks_for_it() {
    let port = free_port();
    let cluster = Cluster::start_at(port);
    let own = certificate();
    let roots = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&roots, &own.0).unwrap();
    serve_tls(&cluster, own);

    #[derive(QueryableByName)]
    struct Encrypted {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        ssl: bool,
    }
    let open = |query: &str| {
        let url = format!("postgres://kermesse@127.0.0.1:{port}/postgres?{query}");
        Db::open(&DatabaseConfig { url }, Path::new("/"))
    };
    let encrypted = |db: Db| {
        let query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        db.read_blocking(move |c| diesel::sql_query(query).get_result::<Encrypted>(c)).unwrap().ssl
    };
    let trusted = roots.path().display();
    assert!(!encrypted(open("").unwrap()));
    assert!(encrypted(open(&format!("sslmode=require&sslrootcert={trusted}")).unwrap()));
    assert!(encrypted(open(&format!("sslmode=verify-full&sslrootcert={trusted}")).unwrap()));

    let stranger = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&stranger, certificate().0).unwrap();
    for query in ["sslmode=require".to_owned(), format!("sslmode=require&sslrootcert={}", stranger.path().display())] {
        let error = open(&query).unwrap_err().to_string();
        assert!(error.contains("certificate"), "{error}");
    }
}
