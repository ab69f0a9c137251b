//! SQLite's way.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::Index;
use super::schema::Column;
use super::words::{terms, words};
use crate::Conn;

/// One server owns the file; the command line beside it does no jobs.
pub(crate) fn count_nodes(_c: &mut Conn) -> QueryResult<i64> {
    Ok(1)
}

/// Refreshes the statistics by which queries are planned; for after imports and migrations.
pub fn analyze(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute("PRAGMA analysis_limit = 1000; ANALYZE;")
}

/// The writer's lock is held already.
pub(crate) fn lock_migrations(_c: &mut Conn) -> QueryResult<()> {
    Ok(())
}

/// Makes a text findable under an id, in place of what stood there.
pub fn fts_upsert(c: &mut Conn, index: Index, id: i64, text: &str) -> QueryResult<()> {
    let words = words(text).into_iter().collect::<Vec<_>>().join(" ");
    diesel::sql_query(format!("REPLACE INTO {} (rowid, words) VALUES (?, ?)", index.table()))
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(words)
        .execute(c)
        .map(drop)
}

/// Forgets the text under an id.
pub fn fts_delete(c: &mut Conn, index: Index, id: i64) -> QueryResult<()> {
    diesel::sql_query(format!("DELETE FROM {} WHERE rowid = ?", index.table()))
        .bind::<BigInt, _>(id)
        .execute(c)
        .map(drop)
}

/// Pages of the indexes that one step of merging writes, about.
const MERGE_PAGES: i32 = 16;

#[derive(QueryableByName)]
struct Changes {
    #[diesel(sql_type = BigInt)]
    changes: i64,
}

/// Merges a little of what single writes left behind in the full-text indexes, so that searching stays quick; tells whether there is
/// more to do (<https://sqlite.org/fts5.html>, 6.8).
pub(crate) fn fts_merge(c: &mut Conn) -> QueryResult<bool> {
    let mut more = false;
    for index in Index::ALL {
        let before = changes(c)?;
        let table = index.table();
        diesel::sql_query(format!("INSERT INTO {table} ({table}, rank) VALUES ('merge', {MERGE_PAGES})")).execute(c)?;
        // The command itself counts as one.
        more |= changes(c)? - before >= 2;
    }
    Ok(more)
}

fn changes(c: &mut Conn) -> QueryResult<i64> {
    diesel::sql_query("SELECT total_changes() AS changes").get_result(c).map(|Changes { changes }| changes)
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    rowid: i64,
}

/// The ids of the texts that hold every word of `query`, the greatest first, below `before` if given. `word*` stands for
/// any word that begins so. A query without words finds nothing.
pub fn fts_match(c: &mut Conn, index: Index, query: &str, before: Option<i64>, limit: i64) -> QueryResult<Vec<i64>> {
    let terms = terms(query);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let each = terms.iter().map(|term| format!("\"{}\"{}", term.word, if term.prefix { "*" } else { "" }));
    let table = index.table();
    let found: Vec<Found> = diesel::sql_query(format!(
        "SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    ))
    .bind::<Text, _>(each.collect::<Vec<_>>().join(" AND "))
    .bind::<BigInt, _>(before.unwrap_or(i64::MAX))
    .bind::<BigInt, _>(limit)
    .load(c)?;
    Ok(found.into_iter().map(|found| found.rowid).collect())
}

/// A read transaction of SQLite stays as it was when it first read.
pub(crate) fn hold_still(_c: &mut Conn) -> QueryResult<()> {
    Ok(())
}

/// Which table refers to which.
pub(crate) const REFERENCES: &str = "SELECT m.name AS name, f.\"table\" AS needed \
     FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";

/// The columns of a table's primary key, in its order.
pub(crate) const PRIMARY_KEY: &str = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk";

/// Rows as JSON, so many from so far on.
pub(crate) fn dump_sql(table: &str, columns: &[Column], key: &[String]) -> String {
    let pairs = columns.iter().map(|Column { name, kind, .. }| match kind.as_str() {
        "boolean" => format!("'{name}', json(CASE \"{name}\" WHEN 0 THEN 'false' WHEN 1 THEN 'true' END)"),
        "binary" => format!("'{name}', hex(\"{name}\")"),
        _ => format!("'{name}', \"{name}\""),
    });
    let pairs = pairs.collect::<Vec<_>>().join(", ");
    format!("SELECT json_object({pairs}) AS row FROM \"{table}\" ORDER BY {} LIMIT ? OFFSET ?", list(key))
}

/// A row from JSON.
pub(crate) fn load_sql(table: &str, columns: &[Column]) -> String {
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let values = columns.iter().map(|Column { name, kind, .. }| match kind.as_str() {
        "binary" => format!("unhex(json_extract(v, '$.{name}'))"),
        _ => format!("json_extract(v, '$.{name}')"),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    format!("INSERT INTO \"{table}\" ({}) SELECT {values} FROM (SELECT ? AS v)", list(&names))
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
