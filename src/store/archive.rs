//! Rows out of one database and into another, of either backend: each row is a JSON object of its columns.
//!
//! Numbers and truth values are JSON's own, times are text (`2026-11-22 09:00:00.000000`, UTC), binary is hexadecimal.
//! The full-text indexes are not a part of it: they are made anew from objects and actors.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Text};

use crate::Conn;
use crate::dialect::{self, Column};

/// Tables that belong to the database itself, or are made anew.
const LEFT_OUT: &[&str] = &["__diesel_schema_migrations", "search_names", "search_text"];

/// How many rows are read at a time.
const BATCH: i64 = 2_000;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    row: String,
}

/// Why an archive's rows cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A table of the archive does not exist here.
    #[error(
        "the archive has a table “{0}” that this program does not know: it was made by a newer version, or with more stalls"
    )]
    UnknownTable(String),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] Error),
}

/// The tables that an archive holds, each after those that it refers to.
pub fn tables(c: &mut Conn) -> QueryResult<Vec<String>> {
    let mut waiting: BTreeSet<String> =
        dialect::tables(c)?.into_iter().filter(|table| !LEFT_OUT.contains(&table.as_str())).collect();
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, needed) in dialect::references(c)? {
        if table != needed {
            needs.entry(table).or_default().insert(needed);
        }
    }
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let ready: Vec<String> = waiting
            .iter()
            .filter(|table| needs.get(*table).is_none_or(|needed| needed.is_disjoint(&waiting)))
            .cloned()
            .collect();
        // Tables that refer to one another in a ring would be a mistake of a migration.
        if ready.is_empty() {
            return Err(Error::QueryBuilderError("tables refer to one another in a ring".into()));
        }
        waiting.retain(|table| !ready.contains(table));
        ordered.extend(ready);
    }
    Ok(ordered)
}

/// Hands every row of a table to `take`, in the order of its first key. What it fails with ends the dump.
pub fn dump<E: From<Error>>(c: &mut Conn, table: &str, mut take: impl FnMut(&str) -> Result<(), E>) -> Result<u64, E> {
    let columns = dialect::columns(c, table)?;
    let sql = dialect::dump_sql(table, &columns, &dialect::primary_key(c, table)?);
    let mut count = 0;
    loop {
        let rows: Vec<Row> = diesel::sql_query(&sql).bind::<BigInt, _>(BATCH).bind::<BigInt, _>(count).load(c)?;
        for Row { row } in &rows {
            take(row)?;
        }
        count += rows.len() as i64;
        if (rows.len() as i64) < BATCH {
            return Ok(count.unsigned_abs());
        }
    }
}

/// Takes the rows of one table.
pub struct Loader {
    sql: String,
}

impl Loader {
    /// For rows of that table.
    pub fn new(c: &mut Conn, table: &str) -> Result<Self, LoadError> {
        let columns: Vec<Column> = dialect::columns(c, table)?;
        if columns.is_empty() || LEFT_OUT.contains(&table) {
            return Err(LoadError::UnknownTable(table.to_owned()));
        }
        Ok(Self { sql: dialect::load_sql(table, &columns) })
    }

    /// Writes one row, as [`dump`] gave it. Columns that the row does not have get their defaults or nothing.
    pub fn load(&self, c: &mut Conn, row: &str) -> QueryResult<()> {
        diesel::sql_query(&self.sql).bind::<Text, _>(row).execute(c).map(drop)
    }
}

/// Begins a view of the database that stays as it is while others write, to the end of the transaction around it.
pub fn hold_still(c: &mut Conn) -> QueryResult<()> {
    dialect::hold_still(c)
}
