//! PostgreSQL's way.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::Index;
use super::schema::Column;
use super::words::{terms, words};
use crate::Conn;

/// What every node holds as long as it lives, shared with the others: "KERM", and which of our locks it is.
const NODE: (i32, i32) = (0x4b45_524d, 1);

/// The statement by which a connection makes its process count among the nodes.
pub(crate) fn join_nodes() -> String {
    format!("SELECT pg_advisory_lock_shared({}, {})", NODE.0, NODE.1)
}

/// How many processes do the work of this database.
pub(crate) fn count_nodes(c: &mut Conn) -> QueryResult<i64> {
    diesel::select(diesel::dsl::sql::<BigInt>(&format!(
        "(SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database AND datname = current_database() \
         WHERE locktype = 'advisory' AND granted AND (classid, objid, objsubid) = ({}, {}, 2))",
        NODE.0, NODE.1
    )))
    .get_result(c)
}

/// Refreshes the statistics by which queries are planned; for after imports and migrations.
pub fn analyze(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute("ANALYZE")
}

/// Held until the transaction ends, so that of several nodes one migrates and the others find it done.
pub(crate) fn lock_migrations(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute("SELECT pg_advisory_xact_lock(hashtext('kermesse migrations'))")
}

/// Makes a text findable under an id, in place of what stood there.
pub fn fts_upsert(c: &mut Conn, index: Index, id: i64, text: &str) -> QueryResult<()> {
    let words = words(text).into_iter().collect::<Vec<_>>().join(" ");
    diesel::sql_query(format!(
        "INSERT INTO {} (id, words) VALUES ($1, array_to_tsvector(array_remove(string_to_array($2, ' '), ''))) \
         ON CONFLICT (id) DO UPDATE SET words = excluded.words",
        index.table()
    ))
    .bind::<BigInt, _>(id)
    .bind::<Text, _>(words)
    .execute(c)
    .map(drop)
}

/// Forgets the text under an id.
pub fn fts_delete(c: &mut Conn, index: Index, id: i64) -> QueryResult<()> {
    diesel::sql_query(format!("DELETE FROM {} WHERE id = $1", index.table())).bind::<BigInt, _>(id).execute(c).map(drop)
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The ids of the texts that hold every word of `query`, the greatest first, below `before` if given. `word*` stands for
/// any word that begins so. A query without words finds nothing.
pub fn fts_match(c: &mut Conn, index: Index, query: &str, before: Option<i64>, limit: i64) -> QueryResult<Vec<i64>> {
    let terms = terms(query);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let each = terms.iter().map(|term| format!("'{}'{}", term.word, if term.prefix { ":*" } else { "" }));
    let found: Vec<Found> = diesel::sql_query(format!(
        "SELECT id FROM {} WHERE words @@ $1::tsquery AND id < $2 ORDER BY id DESC LIMIT $3",
        index.table()
    ))
    .bind::<Text, _>(each.collect::<Vec<_>>().join(" & "))
    .bind::<BigInt, _>(before.unwrap_or(i64::MAX))
    .bind::<BigInt, _>(limit)
    .load(c)?;
    Ok(found.into_iter().map(|found| found.id).collect())
}

/// Every query of the transaction sees what the first one saw.
pub(crate) fn hold_still(c: &mut Conn) -> QueryResult<()> {
    c.batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
}

/// Which table refers to which.
pub(crate) const REFERENCES: &str = "SELECT c.conrelid::regclass::text AS name, c.confrelid::regclass::text AS needed \
     FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace";

/// The columns of a table's primary key, in its order.
pub(crate) const PRIMARY_KEY: &str = "SELECT a.attname::text AS name \
     FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY k(number, place) \
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number \
     WHERE i.indisprimary AND i.indrelid = $1::regclass ORDER BY k.place";

/// Rows as JSON, so many from so far on.
pub(crate) fn dump_sql(table: &str, columns: &[Column], key: &[String]) -> String {
    let pairs = columns.iter().map(|Column { name, kind, .. }| match kind.as_str() {
        "binary" => format!("'{name}', upper(encode(\"{name}\", 'hex'))"),
        "timestamp" => format!("'{name}', to_char(\"{name}\", 'YYYY-MM-DD HH24:MI:SS.US')"),
        _ => format!("'{name}', \"{name}\""),
    });
    let pairs = pairs.collect::<Vec<_>>().join(", ");
    format!("SELECT json_build_object({pairs})::text AS row FROM \"{table}\" ORDER BY {} LIMIT $1 OFFSET $2", list(key))
}

/// A row from JSON.
pub(crate) fn load_sql(table: &str, columns: &[Column]) -> String {
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let values = columns.iter().map(|Column { name, kind, .. }| match kind.as_str() {
        "binary" => format!("decode(v->>'{name}', 'hex')"),
        "text" => format!("v->>'{name}'"),
        kind => format!("(v->>'{name}')::{kind}"),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    format!("INSERT INTO \"{table}\" ({}) SELECT {values} FROM (SELECT $1::json AS v) AS given", list(&names))
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
