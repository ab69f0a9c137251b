#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use diesel::QueryResult;

use super::{Index, columns, fts_delete, fts_match, fts_upsert, tables};
use crate::migrations::HOST;
use crate::testing::{self, TestDb};

fn found(db: &TestDb, query: &str) -> Vec<i64> {
    let query = query.to_owned();
    db.read_blocking(move |c| fts_match(c, Index::Texts, &query, None, 10)).unwrap()
}

fn library() -> TestDb {
    let db = testing::db(&[HOST]);
    db.write_blocking(|c| {
        fts_upsert(c, Index::Texts, 1, "Bread and fish, l'été à Élancourt")?;
        fts_upsert(c, Index::Texts, 2, "Only bread")?;
        fts_upsert(c, Index::Texts, 1 << 60, "Le pain d'été; 東京 and 𞤀𞤁 fishing")?;
        fts_upsert(c, Index::Texts, 4, "")
    })
    .unwrap();
    db
}

#[test]
fn every_word_must_be_there_and_the_newest_come_first() {
    let db = library();
    for (query, expected) in [
        ("bread", &[2, 1][..]),
        ("BREAD  fish", &[1]),
        ("and", &[1 << 60, 1]),
        ("ete", &[1 << 60, 1]),
        ("l’été", &[1]),
        ("fish", &[1]),
        ("fish*", &[1 << 60, 1]),
        ("fish* and pain", &[1 << 60]),
        ("京東", &[1 << 60]),
        ("𞤀𞤁", &[1 << 60]),
        ("wine", &[]),
        ("bread wine", &[]),
        ("", &[]),
    ] {
        assert_eq!(found(&db, query), expected, "{query:?}");
    }
}

#[test]
fn no_query_is_a_mistake() {
    let db = library();
    for query in
        ["\"", "'", "a'b", "(", "bread OR", "NEAR(a b)", "^", "words:x", "\\", "a & | !", "-", "*", "bread:*", "a\0b"]
    {
        found(&db, query);
    }
    assert_eq!(found(&db, "\"bread\" & (fish)"), [1]);
    // The words of other query languages are words.
    assert_eq!(found(&db, "bread OR fish"), [0_i64; 0]);
}

#[test]
fn pages_follow_one_another() {
    let db = library();
    let page = db.read_blocking(|c| {
        QueryResult::Ok((
            fts_match(c, Index::Texts, "and", None, 1)?,
            fts_match(c, Index::Texts, "and", Some(1 << 60), 1)?,
            fts_match(c, Index::Texts, "and", Some(1), 1)?,
        ))
    });
    assert_eq!(page.unwrap(), (vec![1 << 60], vec![1], vec![]));
}

#[test]
fn a_text_is_replaced_and_forgotten() {
    let db = library();
    db.write_blocking(|c| fts_upsert(c, Index::Texts, 1, "wine")).unwrap();
    assert_eq!(found(&db, "fish"), [0_i64; 0]);
    assert_eq!(found(&db, "wine"), [1]);
    db.write_blocking(|c| {
        fts_delete(c, Index::Texts, 1)?;
        fts_delete(c, Index::Texts, 99)
    })
    .unwrap();
    assert_eq!(found(&db, "wine"), [0_i64; 0]);
    assert_eq!(found(&db, "bread"), [2]);
}

#[test]
fn each_index_has_its_own_words() {
    let db = library();
    db.write_blocking(|c| fts_upsert(c, Index::Names, 7, "Breadwinner bread.example")).unwrap();
    let named = |query: &'static str| db.read_blocking(move |c| fts_match(c, Index::Names, query, None, 10)).unwrap();
    assert_eq!((named("bre*"), named("fish")), (vec![7], vec![]));
    assert_eq!(found(&db, "bread"), [2, 1]);
    db.write_blocking(|c| fts_delete(c, Index::Names, 7)).unwrap();
    assert_eq!((named("bread"), found(&db, "bread")), (vec![], vec![2, 1]));
}

#[test]
fn tables_and_columns_are_told_alike() {
    let db = testing::db(&[HOST]);
    let (tables, jobs) = db.read_blocking(|c| QueryResult::Ok((tables(c)?, columns(c, "jobs")?))).unwrap();
    assert!(tables.is_sorted());
    assert!(tables.iter().any(|table| table == "jobs"));
    assert!(!tables.iter().any(|table| table.starts_with("search_text_") || table.starts_with("search_names_")));
    let jobs: Vec<_> =
        jobs.iter().map(|column| (column.name.as_str(), column.kind.as_str(), column.nullable)).collect();
    assert_eq!(
        jobs,
        [
            ("attempts", "integer", false),
            ("created_at", "timestamp", false),
            ("error", "text", true),
            ("failed_at", "timestamp", true),
            ("id", "bigint", false),
            ("lease_until", "timestamp", true),
            ("name", "text", false),
            ("payload", "text", false),
            ("run_at", "timestamp", false),
            ("unique_key", "text", true),
        ]
    );
}
