//! Which part of a long list is wanted: every list is ordered by ids, and pages are cut by them.

/// The limit of who wants everything, however much it is.
pub const ALL: i64 = i64::MAX;

/// A part of a list that is ordered by ids, the newest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    /// Only what is older than this.
    pub before: Option<i64>,
    /// Only what is newer than this, still from the newest on: what is in between may be left out.
    pub since: Option<i64>,
    /// Only what is newer than this, from the oldest on: the page right before it, on the way to the present.
    pub after: Option<i64>,
}

impl Range {
    /// What is older than that, or the newest.
    pub fn before(id: Option<impl Into<i64>>) -> Self {
        Self { before: id.map(Into::into), ..Self::default() }
    }

    /// What is newer than that, towards the present.
    pub fn after(id: impl Into<i64>) -> Self {
        Self { after: Some(id.into()), ..Self::default() }
    }

    /// Below which id nothing is wanted, that one included.
    pub fn floor(self) -> Option<i64> {
        self.since.max(self.after)
    }

    /// Whether rows are read from the oldest on.
    pub fn is_upward(self) -> bool {
        self.after.is_some()
    }

    /// The range that is left when everything up to an edge was read: the last row read.
    #[must_use]
    pub fn beyond(self, edge: i64) -> Self {
        if self.is_upward() { Self { after: Some(edge), ..self } } else { Self { before: Some(edge), ..self } }
    }

    /// Puts rows as they were read into the order of the list: the newest first.
    #[must_use]
    pub fn arrange<T>(self, mut rows: Vec<T>) -> Vec<T> {
        if self.is_upward() {
            rows.reverse();
        }
        rows
    }
}

/// Cuts a [`Range`](crate::range::Range) of at most so many rows out of a query, by the column that orders it. The rows are to
/// be [`arrange`](crate::range::Range::arrange)d.
#[macro_export]
macro_rules! cut {
    ($query:expr, $column:expr, $range:expr, $limit:expr) => {{
        let range: $crate::range::Range = $range;
        let mut query = $query.limit($limit).into_boxed();
        if let Some(before) = range.before {
            query = query.filter($column.lt(before));
        }
        if let Some(floor) = range.floor() {
            query = query.filter($column.gt(floor));
        }
        if range.is_upward() { query.order($column.asc()) } else { query.order($column.desc()) }
    }};
}
