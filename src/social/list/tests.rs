//! Lists and who is on them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use store::Conn;

use super::{List, ListForm, MAX_PER_ACTOR, RepliesPolicy};
use crate::actor::Actor;
use crate::boost::Boost;
use crate::fixture::{check, draft, hosts, member, post, stranger};
use crate::follow::{Follow, Manner};
use crate::object::{Object, Parts};
use crate::range::{ALL, Range};
use crate::timeline;
use crate::visibility::Visibility;

fn form(title: &str) -> ListForm {
    ListForm { title: title.to_owned(), replies_policy: RepliesPolicy::List, exclusive: false }
}

#[test]
fn a_list_is_its_owners() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let list = List::create(c, ana.id, &form("b")).unwrap().unwrap();
        List::create(c, ana.id, &form("a")).unwrap().unwrap();
        let titles: Vec<_> = List::of(c, ana.id).unwrap().into_iter().map(|list| list.title).collect();
        assert_eq!(titles, ["a", "b"]);
        assert_eq!(List::find(c, bob.id, list.id).unwrap(), None);
        let changed = ListForm { title: "c".to_owned(), replies_policy: RepliesPolicy::None, exclusive: true };
        let list = list.change(c, &changed).unwrap();
        assert_eq!((list.title.as_str(), list.replies_policy, list.exclusive), ("c", RepliesPolicy::None, true));
        list.remove(c).unwrap();
        assert_eq!(List::find(c, ana.id, list.id).unwrap(), None);
        for n in 1..MAX_PER_ACTOR {
            assert!(List::create(c, ana.id, &form(&n.to_string())).unwrap().is_some());
        }
        assert_eq!(List::create(c, ana.id, &form("more")).unwrap(), None);
    });
}

#[test]
fn only_who_is_followed_is_on_a_list() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        let eve = stranger(c, "eve", "remote.example", true);
        let list = List::create(c, ana.id, &form("friends")).unwrap().unwrap();
        assert!(!list.add(c, bob.id).unwrap());
        Follow::request(c, &hosts(), &ana, &bob).unwrap();
        assert!(list.add(c, bob.id).unwrap());
        assert!(list.add(c, bob.id).unwrap());
        assert_eq!(
            list.members(c, Range::default(), ALL).unwrap().iter().map(|actor| actor.id).collect::<Vec<_>>(),
            [bob.id]
        );
        assert_eq!(List::holding(c, ana.id, bob.id).unwrap()[0].id, list.id);
        assert!(List::holding(c, ana.id, eve.id).unwrap().is_empty());
        list.drop_member(c, bob.id).unwrap();
        assert!(list.members(c, Range::default(), ALL).unwrap().is_empty());
        list.add(c, bob.id).unwrap();
        Follow::find(c, ana.id, bob.id).unwrap().unwrap().undo(c, &hosts()).unwrap();
        assert!(list.members(c, Range::default(), ALL).unwrap().is_empty());
    });
}

#[test]
fn who_moved_keeps_the_place_on_lists() {
    check(|c| {
        let ana = member(c, "ana");
        let [old, new] = ["old", "new"].map(|name| stranger(c, name, "remote.example", true));
        let list = List::create(c, ana.id, &form("friends")).unwrap().unwrap();
        for followed in [&old, &new] {
            Follow::request(c, &hosts(), &ana, followed).unwrap();
        }
        list.add(c, old.id).unwrap();
        List::succeed(c, ana.id, old.id, new.id).unwrap();
        let newest = list.members(c, Range::default(), 1).unwrap();
        let older = list.members(c, Range::before(Some(newest[0].id)), ALL).unwrap();
        assert_eq!((newest[0].id, older[0].id, older.len()), (new.id, old.id, 1));
    });
}

/// An answer to a note.
fn answer(c: &mut Conn, author: &Actor, to: &Object) -> Object {
    let mut new = draft(author, "an answer");
    (new.in_reply_to_id, new.in_reply_to_uri) = (Some(to.id), Some(to.uri.clone()));
    new.conversation_id = to.conversation_id;
    Object::insert(c, &new, &Parts::default()).unwrap()
}

#[test]
fn a_list_has_the_answers_that_its_policy_allows() {
    check(|c| {
        let [ana, bob, eve, tom] = ["ana", "bob", "eve", "tom"].map(|name| member(c, name));
        let far = stranger(c, "far", "remote.example", true);
        for followed in [&bob, &eve, &tom] {
            Follow::request(c, &hosts(), &ana, followed).unwrap();
        }
        let list = List::create(c, ana.id, &form("friends")).unwrap().unwrap();
        for member in [&bob, &eve] {
            list.add(c, member.id).unwrap();
        }
        let answers = [&ana, &bob, &eve, &tom, &far].map(|author| {
            let note = post(c, author, "a note");
            answer(c, &bob, &note).id
        });
        let mut shown = |replies_policy| {
            let list = list.change(c, &ListForm { replies_policy, ..list.form() }).unwrap();
            let entries = timeline::of_list(c, &list, Range::default(), 20).unwrap();
            let shown: Vec<_> = entries.into_iter().map(|entry| entry.object_id).collect();
            answers.iter().filter(|answer| shown.contains(answer)).count()
        };
        assert_eq!(shown(RepliesPolicy::Followed), 4);
        assert_eq!(shown(RepliesPolicy::List), 3);
        assert_eq!(shown(RepliesPolicy::None), 2);
    });
}

#[test]
fn a_list_has_what_its_members_boost() {
    check(|c| {
        let [ana, bob] = ["ana", "bob"].map(|name| member(c, name));
        let far = stranger(c, "far", "remote.example", true);
        let follow = Follow::request(c, &hosts(), &ana, &bob).unwrap();
        let list = List::create(c, ana.id, &form("friends")).unwrap().unwrap();
        list.add(c, bob.id).unwrap();
        let (note, own) = (post(c, &far, "a note"), post(c, &bob, "an own note"));
        let boost = Boost::make(c, &hosts(), &bob, &note, Visibility::Public).unwrap();
        let page = |c: &mut Conn, range| timeline::of_list(c, &list, range, 1).unwrap();
        let newest = page(c, Range::default());
        assert_eq!((newest[0].object_id, newest[0].boost_id), (note.id, Some(boost.id)));
        let older = page(c, Range::before(Some(newest[0].id)));
        assert_eq!((older[0].object_id, older[0].boost_id), (own.id, None));
        assert_eq!(page(c, Range::after(older[0].id)), newest);
        follow.prefer(c, &Manner { show_boosts: false, ..follow.manner() }).unwrap();
        assert_eq!(page(c, Range::default()), older);
    });
}
