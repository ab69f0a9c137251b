//! PostgreSQL's way.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::words::{terms, words};
use crate::Conn;

/// Another node may hold what it has claimed: only its lease tells.
pub(crate) const SINGLE_NODE: bool = false;

/// Refreshes the statistics by which queries are planned; for after imports and migrations.
pub fn analyze(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute("ANALYZE")
}

/// Held until the transaction ends, so that of several nodes one migrates and the others find it done.
pub(crate) fn lock_migrations(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute("SELECT pg_advisory_xact_lock(hashtext('kermesse migrations'))")
}

/// Makes a text findable under an id, in place of what stood there.
pub fn fts_upsert(c: &mut Conn, id: i64, text: &str) -> QueryResult<()> {
    let words = words(text).into_iter().collect::<Vec<_>>().join(" ");
    diesel::sql_query(
        "INSERT INTO search_text (id, words) VALUES ($1, array_to_tsvector(array_remove(string_to_array($2, ' '), ''))) \
         ON CONFLICT (id) DO UPDATE SET words = excluded.words",
    )
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(words)
    .execute(c)
    .map(drop)
}

/// Forgets the text under an id.
pub fn fts_delete(c: &mut Conn, id: i64) -> QueryResult<()> {
    diesel::sql_query("DELETE FROM search_text WHERE id = $1").bind::<BigInt, _>(id).execute(c).map(drop)
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The ids of the texts that hold every word of `query`, the greatest first, below `before` if given. `word*` stands for
/// any word that begins so. A query without words finds nothing.
pub fn fts_match(c: &mut Conn, query: &str, before: Option<i64>, limit: i64) -> QueryResult<Vec<i64>> {
    let terms = terms(query);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let each = terms.iter().map(|term| format!("'{}'{}", term.word, if term.prefix { ":*" } else { "" }));
    let found: Vec<Found> = diesel::sql_query(
        "SELECT id FROM search_text WHERE words @@ $1::tsquery AND id < $2 ORDER BY id DESC LIMIT $3",
    )
    .bind::<Text, _>(each.collect::<Vec<_>>().join(" & "))
    .bind::<BigInt, _>(before.unwrap_or(i64::MAX))
    .bind::<BigInt, _>(limit)
    .load(c)?;
    Ok(found.into_iter().map(|found| found.id).collect())
}
