//! Recommending those whom one follows.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use super::{lift, list, set};
use crate::fixture::{check, hosts, member};
use crate::follow::Follow;
use crate::range::Range;

#[test]
fn only_who_is_followed_is_recommended() {
    check(|c| {
        let [ana, bob, eve] = ["ana", "bob", "eve"].map(|name| member(c, name));
        assert!(!set(c, ana.id, bob.id).unwrap());
        for other in [&bob, &eve] {
            Follow::request(c, &hosts(), &ana, other).unwrap();
            assert!(set(c, ana.id, other.id).unwrap());
            assert!(set(c, ana.id, other.id).unwrap());
        }
        let recommended = list(c, ana.id, Range::default(), 10).unwrap();
        assert_eq!(recommended.into_iter().map(|(_, actor)| actor.id).collect::<Vec<_>>(), [eve.id, bob.id]);
        lift(c, ana.id, eve.id).unwrap();
        Follow::find(c, ana.id, bob.id).unwrap().unwrap().undo(c, &hosts()).unwrap();
        assert!(list(c, ana.id, Range::default(), 10).unwrap().is_empty());
    });
}
