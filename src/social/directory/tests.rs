//! Who is in the directory, and in which order.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use diesel::prelude::*;
use store::Conn;

use super::{Order, Section, list};
use crate::actor::{Actor, ActorId};
use crate::block::Block;
use crate::fixture::{check, hosts, member, post, stranger};
use crate::schema::actors;

const ALL: Section<'static> = Section { stall: None, order: Order::New, offset: 0, limit: 10 };

fn listed(c: &mut Conn, viewer: Option<&Actor>, section: Section<'_>) -> Vec<ActorId> {
    list(c, viewer.map(|viewer| viewer.id), section).unwrap().into_iter().map(|actor| actor.id).collect()
}

#[test]
fn the_directory_is_of_those_who_want_to_be_found() {
    check(|c| {
        let [ana, bob, shy] = ["ana", "bob", "shy"].map(|name| member(c, name));
        let far = stranger(c, "far", "remote.example", true);
        diesel::update(actors::table.find(shy.id)).set(actors::discoverable.eq(false)).execute(c).unwrap();
        post(c, &ana, "x");
        let here = Section { stall: Some("microblog"), ..ALL };
        assert_eq!(listed(c, None, here), [bob.id, ana.id]);
        assert_eq!(listed(c, None, Section { order: Order::Active, ..here }), [ana.id, bob.id]);
        assert_eq!(listed(c, None, Section { offset: 1, ..here }), [ana.id]);
        assert_eq!(listed(c, None, ALL).len(), 3);
        Block::set(c, &hosts(), &bob, &far).unwrap();
        Block::set(c, &hosts(), &bob, &ana).unwrap();
        assert_eq!(listed(c, Some(&bob), ALL), [bob.id]);
        assert_eq!(listed(c, Some(&ana), ALL).len(), 2);
    });
}
