//! How one stands to others.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use super::Relationship;
use crate::actor::ActorId;
use crate::block::Block;
use crate::fixture::{check, hosts, member, stranger};
use crate::follow::{Follow, FollowState};
use crate::mute::{self, Mute};
use crate::{endorsement, note};

#[test]
fn everything_between_two_is_told() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let far = stranger(c, "far", "remote.example", true);
        let (foe, nobody) = (stranger(c, "foe", "other.example", true), ActorId(1));
        Follow::request(c, &hosts(), &ana, &bob).unwrap();
        Follow::request(c, &hosts(), &bob, &ana).unwrap();
        Follow::request(c, &hosts(), &ana, &far).unwrap();
        endorsement::set(c, ana.id, bob.id).unwrap();
        note::set(c, ana.id, bob.id, "plays the horn").unwrap();
        Mute::set(c, ana.id, bob.id, true, None).unwrap();
        mute::set_host(c, ana.id, "remote.example", true).unwrap();
        Block::receive(c, "https://other.example/blocks/1", &foe, &ana).unwrap();

        let all = Relationship::gather(c, ana.id, &[foe.id, nobody, far.id, bob.id]).unwrap();
        let [foe, far, bob] = <[Relationship; 3]>::try_from(all).unwrap();
        assert!(foe.is_blocked && !foe.blocks && foe.follow.is_none());
        assert!(far.hides_host && far.follow.is_some_and(|follow| follow.state == FollowState::Pending));
        assert!(bob.follow.is_some_and(|follow| follow.state == FollowState::Accepted && follow.show_boosts));
        assert_eq!(bob.follow_back, Some(FollowState::Accepted));
        assert!(bob.endorses && bob.mute.is_some_and(|mute| mute.notifications));
        assert_eq!(bob.note, "plays the horn");
    });
}

#[test]
fn a_note_is_replaced_and_removed() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let mut told = |text: &str| {
            note::set(c, ana.id, bob.id, text).unwrap();
            let back = Relationship::get(c, bob.id, ana.id).unwrap().note;
            (Relationship::get(c, ana.id, bob.id).unwrap().note, back)
        };
        assert_eq!(told("one"), ("one".to_owned(), String::new()));
        assert_eq!(told("two").0, "two");
        assert_eq!(told(" ").0, "");
    });
}
