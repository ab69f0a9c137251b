//! The journal: every activity that came and went, until it is forgotten by age or number.
//!
//! The rows themselves are those that the work is done from ([`social::inbox`], [`social::outbox`]).

#[cfg(test)]
mod tests;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use social::inbox::{self, InboxEntry};
use social::outbox::{self, Delivery};
use social::schema::{inbox_entries, outbox_entries};
use store::{Conn, clock, jobs};

/// How much of the journal is kept. What still waits is never forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalLimits {
    /// For how many days.
    pub days: u16,
    /// How many activities in each direction.
    pub entries: u64,
}

impl Default for JournalLimits {
    fn default() -> Self {
        Self { days: 30, entries: 100_000 }
    }
}

/// What still waits to be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Activities that came.
    pub inbox: i64,
    /// Deliveries.
    pub deliveries: i64,
    /// Jobs.
    pub jobs: i64,
}

impl Waiting {
    /// Counts it.
    pub fn count(c: &mut Conn) -> QueryResult<Self> {
        Ok(Self { inbox: InboxEntry::waiting(c)?, deliveries: Delivery::waiting(c)?, jobs: jobs::pending_count(c)? })
    }

    /// Whether all is done.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Forgets what is beyond the limits; returns how many activities went.
pub fn prune(c: &mut Conn, limits: &JournalLimits) -> QueryResult<usize> {
    let oldest = clock::now() - TimeDelta::days(limits.days.into());
    let keep = i64::try_from(limits.entries).unwrap_or(i64::MAX);
    let came = edge_of_inbox(c, keep)?.map_or(oldest, |edge| edge.max(oldest));
    let went = edge_of_outbox(c, keep)?.map_or(oldest, |edge| edge.max(oldest));
    Ok(InboxEntry::prune(c, came)? + outbox::prune(c, went)?)
}

/// When the first activity came that is one too many, counted from the newest.
fn edge_of_inbox(c: &mut Conn, keep: i64) -> QueryResult<Option<NaiveDateTime>> {
    let edge = inbox_entries::table.order(inbox_entries::id.desc()).offset(keep).limit(1);
    edge.select(inbox_entries::received_at).first(c).optional()
}

fn edge_of_outbox(c: &mut Conn, keep: i64) -> QueryResult<Option<NaiveDateTime>> {
    let edge = outbox_entries::table.order(outbox_entries::id.desc()).offset(keep).limit(1);
    edge.select(outbox_entries::created_at).first(c).optional()
}

/// The signals that are raised when the journal grows.
pub const SIGNALS: [&str; 2] = [inbox::SIGNAL, outbox::SIGNAL];
