//! The resources of the API, one file each.

mod accounts;
mod document;
mod statuses;

use crate::table::Table;

/// Every route of the API, by resource.
pub(crate) fn routes(table: &mut Table) {
    accounts::routes(table);
    document::routes(table);
    statuses::routes(table);
}
