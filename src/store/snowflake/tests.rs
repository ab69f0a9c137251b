#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;

use chrono::{TimeDelta, Utc};

use super::{DATED, LANE, SEQUENCE_BITS, at, floor, following, next, time};

#[test]
fn ids_grow_and_never_repeat() {
    let threads = (0..4).map(|_| std::thread::spawn(|| (0..10_000).map(|_| next()).collect::<Vec<_>>()));
    let made: Vec<Vec<i64>> = threads.collect::<Vec<_>>().into_iter().map(|thread| thread.join().unwrap()).collect();
    assert!(made.iter().all(|ids| ids.is_sorted_by(|one, two| one < two)));
    assert_eq!(made.iter().flatten().collect::<HashSet<_>>().len(), 40_000);
}

#[test]
fn an_id_tells_its_time() {
    let before = Utc::now();
    let made = time(next());
    assert!((made - before).num_seconds().abs() < 5, "{made}");
    let yesterday = before - TimeDelta::days(1);
    assert_eq!(time(at(yesterday)).timestamp_millis(), yesterday.timestamp_millis());
    assert!(floor(yesterday) <= at(yesterday));
    assert!(at(yesterday) < floor(yesterday + TimeDelta::milliseconds(1)));
}

#[test]
fn dates_beyond_reason_are_bounded() {
    let tomorrow = Utc::now() + TimeDelta::days(1);
    assert!(time(at(tomorrow)) <= Utc::now());
    assert_eq!(time(at(chrono::DateTime::<Utc>::MIN_UTC)).timestamp_millis(), 0);
    assert!(at(chrono::DateTime::<Utc>::MIN_UTC) > 0);
}

#[test]
fn things_dated_alike_get_ids_of_their_own() {
    let moment = Utc::now() - TimeDelta::hours(1);
    let ids: HashSet<i64> = (0..DATED).map(|_| at(moment)).collect();
    assert_eq!(ids.len() as i64, DATED);
}

#[test]
fn a_lane_that_is_full_goes_on_in_the_next_millisecond() {
    let start = 3 * LANE;
    let first = (1_000 << SEQUENCE_BITS) | start;
    let mut id = first;
    for expected in first + 1..first + LANE {
        id = following(id, start);
        assert_eq!(id, expected);
    }
    assert_eq!(following(id, start), (1_001 << SEQUENCE_BITS) | start);
}
