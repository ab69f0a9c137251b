//! Markers move and count their moves.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use super::{MarkedTimeline, Marker};
use crate::fixture::{check, member};

#[test]
fn a_marker_moves() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        assert_eq!(Marker::set(c, ana.id, MarkedTimeline::Home, 5).unwrap().version, 0);
        let moved = Marker::set(c, ana.id, MarkedTimeline::Home, 7).unwrap();
        assert_eq!((moved.last_read_id, moved.version), (7, 1));
        Marker::set(c, ana.id, MarkedTimeline::Notifications, 3).unwrap();
        Marker::set(c, bob.id, MarkedTimeline::Home, 1).unwrap();
        let of = Marker::of(c, ana.id, MarkedTimeline::ALL).unwrap();
        assert_eq!(of.iter().map(|marker| marker.last_read_id).collect::<Vec<_>>(), [7, 3]);
        assert_eq!(Marker::of(c, ana.id, &[MarkedTimeline::Home]).unwrap(), [moved]);
    });
}
