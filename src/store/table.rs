//! A module's tables beside those of the host.

/// Lets a table of the crate at hand stand in one query with a table of another crate. Diesel's own
/// `allow_tables_to_appear_in_same_query!` also speaks of PostgreSQL's `ONLY` and `TABLESAMPLE`, which only the crate that has
/// declared both tables may do.
#[macro_export]
macro_rules! tables_meet {
    ($own:ident, $other:ident) => {
        impl ::diesel::query_source::TableNotEqual<$other::table> for $own::table {}
        impl ::diesel::query_source::TableNotEqual<$own::table> for $other::table {}
    };
}
