//! Which part of a long list of tracks a page shows.

use host::web::card::Pagination;
use serde::Deserialize;

/// How many tracks a page shows.
pub(super) const PAGE: i64 = 100;

/// The part that an address asks for: a page, from 1.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    page: i64,
}

impl Part {
    fn number(self) -> i64 {
        self.page.clamp(1, 10_000)
    }

    /// How many tracks come before it.
    pub(super) fn offset(self) -> i64 {
        (self.number() - 1) * PAGE
    }

    /// What leads to the parts beside it, of the list at that path.
    pub(super) fn pages(self, path: &str, more: bool) -> Pagination {
        let (page, at) = (self.number(), |page: i64| format!("{path}?page={page}"));
        Pagination { newer: (page > 1).then(|| at(page - 1)), older: more.then(|| at(page + 1)) }
    }
}
