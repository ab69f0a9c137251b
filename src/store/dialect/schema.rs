//! What the tables look like, in words that mean the same on both backends.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::Conn;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct Column {
    /// Its name.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// `bigint`, `integer`, `smallint`, `boolean`, `text`, `timestamp`, `binary`; anything else as the backend says it.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// Whether it may be empty.
    #[diesel(sql_type = Bool)]
    pub nullable: bool,
}

#[derive(QueryableByName)]
pub(crate) struct Table {
    #[diesel(sql_type = Text)]
    pub(crate) name: String,
}

/// The names of all tables, in order of the alphabet, without those that a backend makes for its full-text index.
pub fn tables(c: &mut Conn) -> QueryResult<Vec<String>> {
    let tables: Vec<Table> = diesel::sql_query(TABLES).load(c)?;
    Ok(tables.into_iter().map(|table| table.name).collect())
}

/// The columns of a table, in order of the alphabet; none where there is no such table.
pub fn columns(c: &mut Conn, table: &str) -> QueryResult<Vec<Column>> {
    diesel::sql_query(COLUMNS).bind::<Text, _>(table).load(c)
}

#[derive(QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    needed: String,
}

/// Which table refers to which, as pairs.
pub(crate) fn references(c: &mut Conn) -> QueryResult<Vec<(String, String)>> {
    let references: Vec<Reference> = diesel::sql_query(super::backend::REFERENCES).load(c)?;
    Ok(references.into_iter().map(|reference| (reference.name, reference.needed)).collect())
}

/// The columns of a table's primary key, in its order.
pub(crate) fn primary_key(c: &mut Conn, table: &str) -> QueryResult<Vec<String>> {
    let columns: Vec<Table> = diesel::sql_query(super::backend::PRIMARY_KEY).bind::<Text, _>(table).load(c)?;
    Ok(columns.into_iter().map(|column| column.name).collect())
}

#[cfg(not(feature = "postgres"))]
use sqlite::{COLUMNS, TABLES};

#[cfg(any(test, not(feature = "postgres")))]
pub(crate) mod sqlite {
    pub(crate) const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE 'search_text_%' AND name NOT LIKE 'search_names_%' ORDER BY name";

    /// SQLite declares types as they were written: the widths that diesel reads them with are told by name alone. Its
    /// key over one integer is the row's own number, 64 bits wide.
    pub(crate) const COLUMNS: &str = "SELECT name, \
           CASE WHEN pk > 0 AND max(pk) OVER () = 1 AND upper(type) = 'INTEGER' THEN 'bigint' \
                WHEN upper(type) = 'BLOB' THEN 'binary' ELSE lower(type) END AS kind, \
           \"notnull\" = 0 AND pk = 0 AS nullable \
         FROM pragma_table_info(?) ORDER BY name";
}

#[cfg(feature = "postgres")]
const TABLES: &str = "SELECT table_name::text AS name FROM information_schema.tables \
     WHERE table_schema = current_schema() ORDER BY table_name COLLATE \"C\"";

#[cfg(feature = "postgres")]
const COLUMNS: &str = "SELECT column_name::text AS name, \
       CASE WHEN data_type = 'timestamp without time zone' THEN 'timestamp' \
            WHEN data_type = 'bytea' THEN 'binary' ELSE data_type::text END AS kind, \
       is_nullable = 'YES' AS nullable \
     FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 \
     ORDER BY column_name COLLATE \"C\"";
