//! Whom to follow.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use diesel::prelude::*;
use store::Conn;

use super::{Reason, dismiss, list};
use crate::actor::{Actor, ActorId};
use crate::block::Block;
use crate::domain::{DomainPolicy, Severity};
use crate::familiar;
use crate::fixture::{check, hosts, member, stranger};
use crate::follow::Follow;
use crate::mute::Mute;
use crate::schema::actors;

fn follow(c: &mut Conn, follower: &Actor, followed: &Actor) {
    Follow::request(c, &hosts(), follower, followed).unwrap().hold(c).unwrap();
}

fn suggested(c: &mut Conn, reader: &Actor) -> Vec<(ActorId, Vec<Reason>)> {
    list(c, reader, 10).unwrap().into_iter().map(|suggestion| (suggestion.actor.id, suggestion.reasons)).collect()
}

#[test]
fn friends_of_friends_come_before_neighbours() {
    check(|c| {
        let [ana, bob, eve, tom] = ["ana", "bob", "eve", "tom"].map(|name| member(c, name));
        let [far, farther] = ["far", "farther"].map(|name| stranger(c, name, "remote.example", true));
        for (follower, followed) in [(&ana, &bob), (&ana, &eve), (&bob, &farther), (&eve, &farther), (&eve, &far)] {
            follow(c, follower, followed);
        }
        follow(c, &bob, &tom);
        let friends = vec![Reason::FriendOfFriends];
        let found = suggested(c, &ana);
        assert_eq!(found.first().unwrap(), &(farther.id, friends.clone()));
        assert!(found.contains(&(far.id, friends.clone())));
        assert!(found.contains(&(tom.id, vec![Reason::FriendOfFriends, Reason::Neighbour])));
        assert_eq!(found.len(), 3);
        assert_eq!(suggested(c, &tom).iter().map(|found| &found.1).collect::<Vec<_>>(), [&[Reason::Neighbour]; 3]);
    });
}

#[test]
fn nobody_is_suggested_who_is_unwanted_or_hides() {
    check(|c| {
        let [ana, bob] = ["ana", "bob"].map(|name| member(c, name));
        follow(c, &ana, &bob);
        let others = ["muted", "blocked", "dismissed", "hidden", "silenced"]
            .map(|name| stranger(c, name, &format!("{name}.example"), true));
        for other in &others {
            follow(c, &bob, other);
        }
        assert_eq!(suggested(c, &ana).len(), 5);
        let [muted, blocked, dismissed, hidden, _] = &others;
        Mute::set(c, ana.id, muted.id, false, None).unwrap();
        Block::set(c, &hosts(), &ana, blocked).unwrap();
        dismiss(c, ana.id, dismissed.id).unwrap();
        dismiss(c, ana.id, dismissed.id).unwrap();
        diesel::update(actors::table.find(hidden.id)).set(actors::discoverable.eq(false)).execute(c).unwrap();
        DomainPolicy::set(c, "silenced.example", Severity::Silence, false, "").unwrap();
        assert_eq!(suggested(c, &ana), []);
    });
}

#[test]
fn who_hides_their_follows_is_not_asked() {
    check(|c| {
        let [ana, bob] = ["ana", "bob"].map(|name| member(c, name));
        let far = stranger(c, "far", "remote.example", true);
        follow(c, &ana, &bob);
        follow(c, &bob, &far);
        let familiar = |c: &mut Conn| familiar::followers(c, ana.id, &[far.id]).unwrap().remove(&far.id);
        assert_eq!(familiar(c).unwrap().into_iter().map(|friend| friend.id).collect::<Vec<_>>(), [bob.id]);
        assert_eq!(suggested(c, &ana).len(), 1);
        diesel::update(actors::table.find(bob.id)).set(actors::follows_hidden.eq(true)).execute(c).unwrap();
        assert!(familiar(c).is_none());
        assert_eq!(suggested(c, &ana), []);
    });
}
