//! Messages come and go, and the correspondences with them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use store::Conn;

use super::{Correspondence, Talk};
use crate::actor::Actor;
use crate::block::Block;
use crate::fixture::{check, draft, hosts, member, stranger};
use crate::mention::Mention;
use crate::object::{NewObject, Object, Parts};
use crate::range::Range;
use crate::visibility::Visibility;

fn list(c: &mut Conn, of: &Actor) -> Vec<Correspondence> {
    Correspondence::list(c, of.id, Range::default(), 100).unwrap()
}

fn write(c: &mut Conn, new: NewObject, to: &[&Actor]) -> Object {
    let mentions = to.iter().map(|actor| actor.id).collect();
    let new = NewObject { visibility: Visibility::Direct, ..new };
    Object::insert(c, &new, &Parts { mentions, ..Parts::default() }).unwrap()
}

/// Whether it is unread, and what was said last.
fn state(c: &mut Conn, of: &Actor) -> Vec<(bool, i64)> {
    list(c, of).iter().map(|one| (one.unread, one.last_object_id.0)).collect()
}

#[test]
fn a_message_is_unread_for_who_gets_it() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        let first = write(c, draft(&bob, "hello"), &[&ana]);
        assert_eq!(state(c, &ana), [(true, first.id.0)]);
        assert_eq!(list(c, &bob), [], "others look after their own");
        let second = write(c, draft(&ana, "hello back").answers(&first), &[&bob]);
        assert_eq!(state(c, &ana), [(false, second.id.0)], "who answers has read");
        let third = write(c, draft(&bob, "how are you?").answers(&second), &[&ana]);
        assert_eq!(state(c, &ana), [(true, third.id.0)]);
        let read = list(c, &ana)[0].mark(c, false).unwrap();
        assert_eq!(list(c, &ana), [read]);

        let late = NewObject { id: first.id, uri: format!("{}/late", bob.uri), ..draft(&bob, "before") };
        let late = NewObject { id: crate::object::ObjectId(late.id.0 - 1), ..late.answers(&first) };
        write(c, late, &[&ana]);
        assert_eq!(list(c, &ana), [read], "what is fetched later and was said before is no news");
    });
}

#[test]
fn those_who_take_part_are_shown() {
    check(|c| {
        let (ana, bob, cleo) = (member(c, "ana"), member(c, "bob"), member(c, "cleo"));
        write(c, draft(&bob, "hello you two"), &[&ana, &cleo]);
        write(c, draft(&ana, "a note to myself"), &[]);
        let rows = list(c, &ana);
        let talks = Talk::gather(c, ana.id, rows).unwrap();
        let people: Vec<Vec<_>> = talks.iter().map(|talk| talk.people.iter().map(|one| one.id).collect()).collect();
        assert_eq!(people, [vec![ana.id], vec![bob.id, cleo.id]]);
        assert!(talks.iter().all(|talk| talk.last.is_some()));
    });
}

#[test]
fn a_message_that_goes_leaves_the_one_before() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let first = write(c, draft(&bob, "hello"), &[&ana]);
        let second = write(c, draft(&bob, "hello?").answers(&first), &[&ana]);
        second.bury(c).unwrap();
        assert_eq!(state(c, &ana), [(true, first.id.0)]);
        assert_eq!(state(c, &bob), [(false, first.id.0)]);
        first.bury(c).unwrap();
        assert_eq!((list(c, &ana), list(c, &bob)), (vec![], vec![]));
    });
}

#[test]
fn what_was_put_away_comes_back_with_the_next_message() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let first = write(c, draft(&bob, "hello"), &[&ana]);
        list(c, &ana)[0].remove(c).unwrap();
        assert_eq!((list(c, &ana).len(), list(c, &bob).len()), (0, 1));
        let second = write(c, draft(&bob, "hello?").answers(&first), &[&ana]);
        assert_eq!(state(c, &ana), [(true, second.id.0)]);
    });
}

#[test]
fn an_answer_that_came_first_joins_what_it_answers() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        let parent = draft(&bob, "hello");
        let answer = NewObject { in_reply_to_uri: Some(parent.uri.clone()), ..draft(&bob, "are you there?") };
        let answer = write(c, answer, &[&ana]);
        list(c, &ana)[0].mark(c, false).unwrap();
        let parent = write(c, parent, &[&ana]);
        let all = list(c, &ana);
        assert_eq!(all.len(), 1, "one conversation");
        assert_eq!((all[0].conversation_id, all[0].last_object_id), (parent.conversation_id, answer.id));
        assert!(!all[0].unread);
    });
}

#[test]
fn who_is_not_named_and_who_blocks() {
    check(|c| {
        let (ana, cleo, bob) = (member(c, "ana"), member(c, "cleo"), stranger(c, "bob", "remote.example", true));
        Block::set(c, &hosts(), &cleo, &bob).unwrap();
        let message = write(c, draft(&bob, "hello"), &[&cleo]);
        assert_eq!((list(c, &ana), list(c, &cleo)), (vec![], vec![]));
        Mention::add_silent(c, message.id, &[ana.id]).unwrap();
        assert_eq!(state(c, &ana), [(true, message.id.0)]);
    });
}

#[test]
fn what_is_said_to_all_is_no_correspondence() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let parts = Parts { mentions: vec![ana.id], ..Parts::default() };
        Object::insert(c, &draft(&bob, "hello"), &parts).unwrap();
        assert_eq!(list(c, &ana), []);
    });
}

#[test]
fn the_last_words_of_who_is_gone_go_too() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        let mine = write(c, draft(&ana, "hello"), &[&bob]);
        write(c, draft(&bob, "hello back").answers(&mine), &[&ana]);
        write(c, draft(&bob, "something else"), &[&ana]);
        bob.erase(c).unwrap();
        assert_eq!(list(c, &ana).iter().map(|one| one.last_object_id).collect::<Vec<_>>(), [mine.id]);
        ana.erase(c).unwrap();
        assert_eq!(list(c, &ana), []);
    });
}
