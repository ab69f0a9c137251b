//! Follows, paged in both directions, and in which languages.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use store::{Conn, Json};

use super::{Follow, FollowState, Manner};
use crate::actor::{Actor, ActorId};
use crate::fixture::{check, draft, hosts, member, stranger};
use crate::object::{Object, Parts};
use crate::range::Range;
use crate::timeline;

/// A follow that holds.
fn follow(c: &mut Conn, follower: &Actor, followed: &Actor) -> Follow {
    let follow = Follow::request(c, &hosts(), follower, followed).unwrap();
    follow.hold(c).unwrap();
    follow
}

#[test]
fn follows_are_paged_both_ways() {
    check(|c| {
        let ana = member(c, "ana");
        let fans: Vec<Actor> = (0..5).map(|n| stranger(c, &format!("fan{n}"), "remote.example", true)).collect();
        let mut asks = |fan: &Actor| Follow::receive(c, &hosts(), &format!("{}/follow", fan.uri), fan, &ana).unwrap();
        let follows: Vec<Follow> = fans.iter().map(&mut asks).collect();
        let page = |c: &mut Conn, range: Range| -> Vec<ActorId> {
            Follow::followers(c, ana.id, range, 2).unwrap().into_iter().map(|(_, fan)| fan.id).collect()
        };
        let [first, second, third, fourth, last] = <[Actor; 5]>::try_from(fans).unwrap().map(|fan| fan.id);
        let id = |n: usize| follows.get(n).unwrap().id;
        assert_eq!(page(c, Range::default()), [last, fourth]);
        assert_eq!(page(c, Range::before(Some(id(3)))), [third, second]);
        assert_eq!(page(c, Range::after(id(0))), [third, second]);
        assert_eq!(page(c, Range { since: Some(id(0).0), ..Range::default() }), [last, fourth]);
        assert_eq!(page(c, Range::before(Some(id(1)))), [first]);
        assert_eq!(Follow::following(c, first, Range::default(), 2).unwrap().len(), 1);
    });
}

#[test]
fn requests_wait_and_are_counted() {
    check(|c| {
        let mut ana = member(c, "ana");
        ana.locked = true;
        let bob = member(c, "bob");
        let asked = Follow::request(c, &hosts(), &bob, &ana).unwrap();
        assert_eq!(asked.state, FollowState::Pending);
        let waiting = Follow::requests(c, ana.id, Range::default(), 10).unwrap();
        assert_eq!(waiting.into_iter().map(|(_, actor)| actor.id).collect::<Vec<_>>(), [bob.id]);
        assert_eq!(Follow::count_requests(c, ana.id).unwrap(), 1);
        asked.accept(c, &hosts()).unwrap();
        assert_eq!(Follow::count_requests(c, ana.id).unwrap(), 0);
    });
}

#[test]
fn somebody_is_read_in_some_languages() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let follow = follow(c, &ana, &bob);
        let french = Manner { languages: Json(vec!["fr".to_owned()]), ..follow.manner() };
        follow.prefer(c, &french).unwrap();
        for language in [Some("de"), Some("fr"), Some("fr-CA"), None] {
            let mut note = draft(&bob, language.unwrap_or("none"));
            note.language = language.map(str::to_owned);
            Object::insert(c, &note, &Parts::default()).unwrap();
        }
        let entries = timeline::read(c, ana.id, Some(ana.id), Range::default(), 10).unwrap();
        let shown: Vec<_> = entries.into_iter().map(|entry| Object::get(c, entry.object_id).unwrap().content).collect();
        assert_eq!(shown.len(), 3);
        assert!(!shown.contains(&"de".to_owned()));
    });
}
