#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use diesel::QueryResult;
use diesel::result::Error;
use tokio::time::timeout;

use super::{LONGEST_PAYLOAD, Listener, raise, raise_with};
use crate::testing;

const SOON: Duration = Duration::from_secs(5);

async fn woken(listener: &mut Listener) -> bool {
    timeout(SOON, listener.wait()).await.is_ok()
}

async fn asleep(listener: &mut Listener) -> bool {
    timeout(Duration::from_millis(300), listener.wait()).await.is_err()
}

#[tokio::test]
async fn who_listens_is_woken_once_for_many() {
    let db = testing::db(&[]);
    let (mut bread, mut fish) = (db.listen("bread"), db.listen("fish"));
    for _ in 0..3 {
        let raised = db.write(|c| {
            raise(c, "bread");
            raise(c, "bread");
            QueryResult::Ok(())
        });
        raised.await.unwrap();
    }
    assert!(woken(&mut bread).await);
    assert!(asleep(&mut bread).await);
    assert!(asleep(&mut fish).await);
}

#[tokio::test]
async fn what_is_rolled_back_wakes_nobody() {
    let db = testing::db(&[]);
    let mut listener = db.listen("bread");
    let mut events = db.subscribe("bread");
    let failed = db.write(|c| {
        raise(c, "bread");
        raise_with(c, "bread", "one".to_owned())?;
        Err::<(), _>(Error::RollbackTransaction)
    });
    assert_eq!(failed.await, Err(Error::RollbackTransaction));
    let read = db.read(|c| {
        raise(c, "bread");
        QueryResult::Ok(())
    });
    read.await.unwrap();
    db.write(|_| QueryResult::Ok(())).await.unwrap();
    assert!(asleep(&mut listener).await);
    assert!(events.try_recv().is_err());
}

#[tokio::test]
async fn payloads_arrive_in_order() {
    let db = testing::db(&[]);
    let mut events = db.subscribe("bread");
    for number in 0..10 {
        db.write(move |c| raise_with(c, "bread", number.to_string())).await.unwrap();
    }
    for number in 0..10 {
        let event = timeout(SOON, events.recv()).await.unwrap().unwrap();
        assert_eq!(*event, *number.to_string());
    }
    assert!(events.try_recv().is_err());
}

#[tokio::test]
async fn a_payload_too_long_is_refused() {
    let db = testing::db(&[]);
    let longest = db.write(|c| raise_with(c, "bread", "x".repeat(LONGEST_PAYLOAD)));
    longest.await.unwrap();
    let longer = db.write(|c| raise_with(c, "bread", "x".repeat(LONGEST_PAYLOAD + 1)));
    assert!(longer.await.unwrap_err().to_string().contains("at most 7000"));
}

/// On SQLite another process cannot say what it wrote, so every listener wakes; on PostgreSQL it says so.
#[tokio::test]
async fn what_another_process_writes_wakes_too() {
    let db = testing::db(&[crate::migrations::HOST]);
    let other = crate::Db::open(&db.config(), db.folder()).unwrap();
    let mut listener = db.listen("bread");
    // The first looks settle what happened before.
    while !asleep_for(&mut listener, 1_500).await {}
    let written = other.write(|c| {
        raise(c, "bread");
        crate::dialect::fts_upsert(c, crate::dialect::Index::Texts, 1, "bread and fish")
    });
    written.await.unwrap();
    assert!(woken(&mut listener).await);
}

async fn asleep_for(listener: &mut Listener, milliseconds: u64) -> bool {
    timeout(Duration::from_millis(milliseconds), listener.wait()).await.is_err()
}
