//! What is told, told together, held back and let in.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::TimeDelta;
use diesel::prelude::*;
use store::{Conn, clock};

use super::{Group, Notification, NotificationId, NotificationKind, Policy, Request, Told, Treatment, Waiting, Wanted};
use crate::actor::Actor;
use crate::fixture::{check, draft, hosts, member, post, stranger};
use crate::follow::Follow;
use crate::marker::{MarkedTimeline, Marker};
use crate::object::{NewObject, Object, Parts};
use crate::range::Range;
use crate::reaction::Reaction;
use crate::report::Report;
use crate::schema::{accounts, actors, follows};
use crate::visibility::Visibility;

/// What an actor is told, the newest first.
fn told(c: &mut Conn, of: &Actor) -> Vec<Notification> {
    Notification::list(c, of.id, &Wanted::default(), Range::default(), 100).unwrap()
}

fn groups(c: &mut Conn, of: &Actor, range: Range, limit: usize) -> Vec<Group> {
    Group::list(c, of.id, &Wanted::default(), Group::KINDS, range, limit).unwrap().groups
}

fn requests(c: &mut Conn, to: &Actor) -> Vec<Request> {
    Request::list(c, to.id, Range::default(), 100).unwrap()
}

fn like(c: &mut Conn, who: &Actor, what: &Object) {
    Reaction::like(c, &hosts(), who, what).unwrap();
}

fn mention(c: &mut Conn, from: &Actor, to: &Actor, visibility: Visibility) -> Object {
    let new = NewObject { visibility, ..draft(from, "hello") };
    Object::insert(c, &new, &Parts { mentions: vec![to.id], ..Parts::default() }).unwrap()
}

fn answer(c: &mut Conn, from: &Actor, to: &Actor, message: &Object) {
    let new = NewObject { visibility: Visibility::Direct, ..draft(from, "hello back").answers(message) };
    Object::insert(c, &new, &Parts { mentions: vec![to.id], ..Parts::default() }).unwrap();
}

#[test]
fn likes_of_a_post_are_one_group() {
    check(|c| {
        let ana = member(c, "ana");
        let (tuba, waffles) = (post(c, &ana, "tuba"), post(c, &ana, "waffles"));
        let fans: Vec<Actor> = (0..10).map(|number| member(c, &format!("fan{number}"))).collect();
        for fan in &fans {
            like(c, fan, &tuba);
        }
        mention(c, &fans[0], &ana, Visibility::Public);
        like(c, &fans[0], &waffles);

        let all = groups(c, &ana, Range::default(), 10);
        assert_eq!(all.iter().map(|group| group.count).collect::<Vec<_>>(), [1, 1, 10]);
        let likes = &all[2];
        assert!(likes.key.starts_with(&format!("favourite-{}-", tuba.id)), "{}", likes.key);
        assert_eq!(all[1].key, format!("ungrouped-{}", all[1].newest.id));
        let last_first: Vec<_> = fans.iter().rev().take(8).map(|fan| fan.id).collect();
        assert_eq!(likes.samples, last_first);
        assert_eq!(Group::find(c, ana.id, &likes.key).unwrap().as_ref(), Some(likes));

        let rows = told(c, &ana);
        assert_eq!((likes.newest.id, likes.page_oldest), (rows[2].id, rows[11].id));
        assert_eq!(Group::members(c, ana.id, &likes.key, Range::default(), 3).unwrap(), rows[2..5]);

        Group::dismiss(c, ana.id, &likes.key).unwrap();
        assert_eq!(told(c, &ana), rows[..2]);
        Group::dismiss(c, ana.id, &all[0].key).unwrap();
        assert_eq!(told(c, &ana), rows[1..2]);
        let other = member(c, "other");
        Group::dismiss(c, other.id, &all[1].key).unwrap();
        assert_eq!(told(c, &ana), rows[1..2], "nobody dismisses what others are told");
    });
}

#[test]
fn groups_are_paged_in_both_directions() {
    check(|c| {
        let (ana, bob, cleo) = (member(c, "ana"), member(c, "bob"), member(c, "cleo"));
        let posts: Vec<Object> = (0..3).map(|_| post(c, &ana, "a post")).collect();
        for fan in [&bob, &cleo] {
            for object in &posts {
                like(c, fan, object);
            }
        }
        let all = groups(c, &ana, Range::default(), 10);
        assert_eq!(all.len(), 3);
        let first = groups(c, &ana, Range::default(), 2);
        assert_eq!(first.iter().map(|group| &group.key).collect::<Vec<_>>(), [&all[0].key, &all[1].key]);
        // What a group had before it was met again on a later page is on that page.
        let rest = groups(c, &ana, Range::before(Some(first[1].newest.id)), 10);
        assert_eq!(rest.iter().map(|group| group.count).collect::<Vec<_>>(), [2, 1, 1]);
        assert_eq!(rest[0].key, all[2].key);

        let oldest = told(c, &ana).pop().unwrap().id;
        let up = Group::list(c, ana.id, &Wanted::default(), Group::KINDS, Range::after(oldest), 2).unwrap();
        assert!(up.full && up.groups.len() == 2);
        assert_eq!(up.groups[1].key, all[1].key, "the next one upwards is the last on its page");

        assert_eq!(Group::count(c, ana.id, &Wanted::default(), Group::KINDS, 0, 100).unwrap(), 3);
        assert_eq!(Group::count(c, ana.id, &Wanted::default(), &[], 0, 100).unwrap(), 6);
        assert_eq!(Group::count(c, ana.id, &Wanted::default(), &[], 0, 4).unwrap(), 4);
        let alone = Group::list(c, ana.id, &Wanted::default(), &[], Range::default(), 10).unwrap();
        assert!(alone.groups.iter().all(|group| group.count == 1 && group.key.starts_with("ungrouped-")));
        assert_eq!(alone.groups.len(), 6);
    });
}

#[test]
fn a_group_that_began_long_ago_is_over() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let object = post(c, &ana, "tuba");
        like(c, &bob, &object);
        let key = |c: &mut Conn, hours| {
            let then = clock::now() + TimeDelta::hours(hours);
            super::group::key(c, ana.id, NotificationKind::Like, Some(object.id), then).unwrap().unwrap()
        };
        let first = told(c, &ana)[0].group_key.clone().unwrap();
        assert_eq!(key(c, 11), first);
        assert_ne!(key(c, 13), first);
    });
}

#[test]
fn what_strangers_do_waits_where_the_actor_says_so() {
    check(|c| {
        let (ana, bob, friend) = (member(c, "ana"), member(c, "bob"), member(c, "friend"));
        Follow::request(c, &hosts(), &ana, &friend).unwrap();
        Policy { not_following: Treatment::Filter, ..Policy::default() }.set(c, ana.id).unwrap();
        let object = post(c, &ana, "tuba");
        let said = mention(c, &bob, &ana, Visibility::Public);
        like(c, &bob, &object);
        like(c, &friend, &object);

        assert_eq!(told(c, &ana).iter().map(|one| one.from_id).collect::<Vec<_>>(), [friend.id]);
        assert_eq!(Notification::unread(c, ana.id).unwrap(), 1);
        assert_eq!(groups(c, &ana, Range::default(), 10)[0].count, 1, "nor do groups count it");
        let held = Wanted { from: Some(bob.id), filtered: true, ..Wanted::default() };
        assert_eq!(Notification::list(c, ana.id, &held, Range::default(), 9).unwrap().len(), 2);
        assert_eq!(Request::figures(c, ana.id).unwrap(), (1, 2));

        let waiting = requests(c, &ana);
        let waiting = Waiting::gather(c, ana.id, waiting).unwrap().remove(0);
        assert_eq!((waiting.from.id, waiting.request.count), (bob.id, 2));
        assert_eq!(waiting.last.map(|card| card.object.id), Some(said.id));

        Notification::clear(c, ana.id).unwrap();
        assert_eq!(Request::figures(c, ana.id).unwrap(), (1, 2), "what waits is not cleared");
        let request = Request::find(c, ana.id, waiting.request.newest).unwrap().unwrap();
        assert_eq!(request, waiting.request);
        assert_eq!(Request::find(c, bob.id, request.id).unwrap(), None, "it is nobody else's");
        request.accept(c, ana.id).unwrap();
        assert_eq!(told(c, &ana).len(), 2);
        mention(c, &bob, &ana, Visibility::Public);
        assert_eq!(told(c, &ana).len(), 3, "who was let in stays in");
        assert_eq!(requests(c, &ana), []);
    });
}

#[test]
fn who_is_sent_away_waits_again() {
    check(|c| {
        let (ana, bob, cleo) = (member(c, "ana"), member(c, "bob"), member(c, "cleo"));
        Policy { not_followers: Treatment::Filter, ..Policy::default() }.set(c, ana.id).unwrap();
        mention(c, &bob, &ana, Visibility::Public);
        mention(c, &cleo, &ana, Visibility::Public);
        mention(c, &bob, &ana, Visibility::Public);
        let waiting = requests(c, &ana);
        assert_eq!(waiting.iter().map(|one| one.from_id).collect::<Vec<_>>(), [cleo.id, bob.id]);
        let (cleos, bobs) = (waiting[0], waiting[1]);
        assert_eq!(Request::list(c, ana.id, Range::before(Some(cleos.id)), 9).unwrap(), [bobs]);
        assert_eq!(Request::list(c, ana.id, Range::after(bobs.id), 9).unwrap(), [cleos]);
        bobs.dismiss(c, ana.id).unwrap();
        assert_eq!(requests(c, &ana), [cleos]);
        mention(c, &bob, &ana, Visibility::Public);
        assert_eq!(requests(c, &ana)[0].count, 1);
        assert_eq!(told(c, &ana), []);
    });
}

#[test]
fn who_follows_only_since_yesterday_does_not_count_as_follower() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let follow = Follow::request(c, &hosts(), &bob, &ana).unwrap();
        Notification::clear(c, ana.id).unwrap();
        Policy { not_followers: Treatment::Drop, ..Policy::default() }.set(c, ana.id).unwrap();
        mention(c, &bob, &ana, Visibility::Public);
        assert_eq!((told(c, &ana).len(), requests(c, &ana).len()), (0, 0), "it is not even written down");
        let long_ago = clock::now() - TimeDelta::days(4);
        diesel::update(follows::table.find(follow.id)).set(follows::accepted_at.eq(long_ago)).execute(c).unwrap();
        mention(c, &bob, &ana, Visibility::Public);
        assert_eq!(told(c, &ana).len(), 1);
    });
}

#[test]
fn direct_messages_of_strangers_wait_unless_they_answer() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        mention(c, &bob, &ana, Visibility::Public);
        mention(c, &bob, &ana, Visibility::Direct);
        assert_eq!((told(c, &ana).len(), requests(c, &ana)[0].count), (1, 1));

        let asked = mention(c, &ana, &bob, Visibility::Direct);
        answer(c, &bob, &ana, &asked);
        assert_eq!(told(c, &ana).len(), 2, "an answer was asked for");
        let in_public = mention(c, &ana, &bob, Visibility::Public);
        answer(c, &bob, &ana, &in_public);
        assert_eq!((told(c, &ana).len(), requests(c, &ana)[0].count), (2, 2), "a message to all asks for none");
    });
}

#[test]
fn limited_and_new_accounts_wait() {
    check(|c| {
        let (ana, bob, new) = (member(c, "ana"), member(c, "bob"), member(c, "new"));
        Actor::silence(c, bob.id, true).unwrap();
        mention(c, &bob, &ana, Visibility::Public);
        assert_eq!(requests(c, &ana)[0].from_id, bob.id, "as the policy begins");

        let policy =
            Policy { new_accounts: Treatment::Filter, limited_accounts: Treatment::Accept, ..Policy::default() };
        policy.set(c, ana.id).unwrap();
        assert_eq!(Policy::of(c, ana.id).unwrap(), policy);
        let long_ago = clock::now() - TimeDelta::days(31);
        diesel::update(actors::table.find(bob.id)).set(actors::created_at.eq(long_ago)).execute(c).unwrap();
        mention(c, &bob, &ana, Visibility::Public);
        mention(c, &new, &ana, Visibility::Public);
        assert_eq!(told(c, &ana).iter().map(|one| one.from_id).collect::<Vec<_>>(), [bob.id]);
        assert_eq!(requests(c, &ana)[0].from_id, new.id);
    });
}

#[test]
fn moderators_get_through() {
    check(|c| {
        let (ana, moderator) = (member(c, "ana"), member(c, "moderator"));
        Policy { not_following: Treatment::Drop, ..Policy::default() }.set(c, ana.id).unwrap();
        mention(c, &moderator, &ana, Visibility::Direct);
        assert_eq!(told(c, &ana), []);
        let account = accounts::table.find(moderator.account_id.unwrap());
        diesel::update(account).set(accounts::role.eq("moderator")).execute(c).unwrap();
        mention(c, &moderator, &ana, Visibility::Direct);
        assert_eq!(told(c, &ana).len(), 1);
    });
}

#[test]
fn moderators_are_told_of_each_report_once() {
    check(|c| {
        let (ana, bob, cleo) = (member(c, "ana"), member(c, "bob"), stranger(c, "cleo", "remote.example", true));
        let account = accounts::table.find(ana.account_id.unwrap());
        diesel::update(account).set(accounts::role.eq("moderator")).execute(c).unwrap();
        for number in 0..2 {
            let uri = format!("https://remote.example/flags/{number}");
            Report::receive(c, &uri, cleo.id, bob.id, &[], "He is loud").unwrap();
        }
        let rows = told(c, &ana);
        let shown = Told::gather(c, ana.id, rows).unwrap();
        assert_eq!(shown.len(), 2);
        let report = shown[0].report.as_ref().unwrap();
        assert_eq!((report.reporter.id, report.target.id), (cleo.id, bob.id));
        assert_eq!(shown[0].from.id, bob.id);
    });
}

#[test]
fn what_is_out_of_sight_is_told_no_more() {
    check(|c| {
        let (ana, bob, cleo) = (member(c, "ana"), member(c, "bob"), member(c, "cleo"));
        for from in [&bob, &cleo] {
            mention(c, from, &ana, Visibility::Public);
        }
        Actor::silence(c, bob.id, true).unwrap();
        diesel::update(actors::table.find(cleo.id)).set(actors::suspended_at.eq(clock::now())).execute(c).unwrap();
        let rows = told(c, &ana);
        let shown = Told::gather(c, ana.id, rows).unwrap();
        assert_eq!(shown.iter().map(|one| one.from.id).collect::<Vec<_>>(), [bob.id]);
    });
}

#[test]
fn the_marker_says_what_was_seen() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        for _ in 0..3 {
            mention(c, &bob, &ana, Visibility::Public);
        }
        let ids: Vec<NotificationId> = told(c, &ana).iter().map(|one| one.id).collect();
        Marker::set(c, ana.id, MarkedTimeline::Notifications, ids[1].0).unwrap();
        assert_eq!(Notification::unread(c, ana.id).unwrap(), 1);
        Marker::advance(c, ana.id, MarkedTimeline::Notifications, ids[2].0).unwrap();
        assert_eq!(Marker::place(c, ana.id, MarkedTimeline::Notifications).unwrap(), ids[1].0, "never backwards");
        Marker::advance(c, ana.id, MarkedTimeline::Notifications, ids[0].0).unwrap();
        assert_eq!(Notification::unread(c, ana.id).unwrap(), 0);
    });
}
