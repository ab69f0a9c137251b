//! Time-ordered 64-bit ids: milliseconds since 1970 in the upper 48 bits, a sequence in the lower 16.
//!
//! The upper half of the sequence belongs to [`at`], the lower half to [`next`], so that what is made now never meets
//! what is dated now. In the lower half each process takes one of 512 random lanes of 64 ids a millisecond, so that
//! several nodes write to one database without asking one another; a process that needs more runs ahead of the clock.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

#[cfg(test)]
mod tests;

const SEQUENCE_BITS: u32 = 16;
const LANE: i64 = 64;
const LANES: i64 = 512;
const DATED: i64 = LANE * LANES;

static LAST: AtomicI64 = AtomicI64::new(0);
static LANE_START: LazyLock<i64> = LazyLock::new(|| rand::random_range(0..LANES) * LANE);
static DATED_SEQUENCE: LazyLock<AtomicI64> = LazyLock::new(|| AtomicI64::new(rand::random_range(0..DATED)));

/// A new id for now, greater than every id that this process made before with this function.
pub fn next() -> i64 {
    let start = *LANE_START;
    let fresh = (Utc::now().timestamp_millis() << SEQUENCE_BITS) | start;
    let step = |last: i64| Some(fresh.max(following(last, start)));
    match LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) {
        Ok(last) | Err(last) => fresh.max(following(last, start)),
    }
}

/// The id after `last` in the lane that begins at `start`: the lane's next place, else the next millisecond's first.
fn following(last: i64, start: i64) -> i64 {
    if (last + 1) % LANE == 0 { (((last >> SEQUENCE_BITS) + 1) << SEQUENCE_BITS) | start } else { last + 1 }
}

/// An id for something dated by others, such as a remote post: a time to come is taken for now, a time before 1970
/// for 1970. Ids of one millisecond made by one process differ; those of several processes or runs may, rarely, meet:
/// who inserts tries again when the key is taken.
pub fn at(time: DateTime<Utc>) -> i64 {
    let now = Utc::now().timestamp_millis();
    let sequence = DATED + DATED_SEQUENCE.fetch_add(1, Ordering::Relaxed).rem_euclid(DATED);
    (time.timestamp_millis().clamp(0, now) << SEQUENCE_BITS) | sequence
}

/// The time in an id, to the millisecond.
pub fn time(id: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(id >> SEQUENCE_BITS).unwrap_or_default()
}

/// The smallest id of that moment: what was made before has a smaller one.
pub fn floor(time: DateTime<Utc>) -> i64 {
    time.timestamp_millis().max(0) << SEQUENCE_BITS
}
