//! SQLite's way.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::words::{terms, words};
use crate::Conn;

/// One server owns the file: what another run of it had claimed is free when it starts.
pub(crate) const SINGLE_NODE: bool = true;

/// Refreshes the statistics by which queries are planned; for after imports and migrations.
pub fn analyze(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute("PRAGMA analysis_limit = 1000; ANALYZE;")
}

/// The writer's lock is held already.
pub(crate) fn lock_migrations(_c: &mut Conn) -> QueryResult<()> {
    Ok(())
}

/// Makes a text findable under an id, in place of what stood there.
pub fn fts_upsert(c: &mut Conn, id: i64, text: &str) -> QueryResult<()> {
    let words = words(text).into_iter().collect::<Vec<_>>().join(" ");
    diesel::sql_query("INSERT OR REPLACE INTO search_text (rowid, words) VALUES (?, ?)")
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(words)
        .execute(c)
        .map(drop)
}

/// Forgets the text under an id.
pub fn fts_delete(c: &mut Conn, id: i64) -> QueryResult<()> {
    diesel::sql_query("DELETE FROM search_text WHERE rowid = ?").bind::<BigInt, _>(id).execute(c).map(drop)
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    rowid: i64,
}

/// The ids of the texts that hold every word of `query`, the greatest first, below `before` if given. `word*` stands for
/// any word that begins so. A query without words finds nothing.
pub fn fts_match(c: &mut Conn, query: &str, before: Option<i64>, limit: i64) -> QueryResult<Vec<i64>> {
    let terms = terms(query);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let each = terms.iter().map(|term| format!("\"{}\"{}", term.word, if term.prefix { "*" } else { "" }));
    let found: Vec<Found> = diesel::sql_query(
        "SELECT rowid FROM search_text WHERE search_text MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
    )
    .bind::<Text, _>(each.collect::<Vec<_>>().join(" AND "))
    .bind::<BigInt, _>(before.unwrap_or(i64::MAX))
    .bind::<BigInt, _>(limit)
    .load(c)?;
    Ok(found.into_iter().map(|found| found.rowid).collect())
}
