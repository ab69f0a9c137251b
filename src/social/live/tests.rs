#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails is to say where")]

mod sight;

use std::sync::Arc;

use chrono::TimeDelta;
use diesel::result::Error;
use store::{Conn, clock, migrations, testing};

use super::{Event, OWNERS, TOPIC, withdrawn};
use crate::actor::ActorId;
use crate::boost::Boost;
use crate::fixture::{draft, hosts, member, post, stranger};
use crate::object::{NewObject, Object, ObjectId, Parts};
use crate::timeline::EntryId;
use crate::visibility::Visibility;

/// What is told when something is done to what was prepared before anybody listened.
fn told<T: Clone + Send + 'static>(
    prepare: fn(&mut Conn) -> T,
    act: impl Fn(&mut Conn, T) + Send + 'static,
) -> (T, Vec<Event>) {
    let db = testing::db(&[migrations::HOST]);
    let given = db.write_blocking(move |c| Ok::<_, Error>(prepare(c))).unwrap();
    let mut events = db.subscribe(TOPIC);
    let at_hand = given.clone();
    db.write_blocking(move |c| {
        act(c, at_hand.clone());
        Ok::<_, Error>(())
    })
    .unwrap();
    let told = std::iter::from_fn(|| events.try_recv().ok()).map(|payload: Arc<str>| Event::read(&payload).unwrap());
    (given, told.collect())
}

#[test]
fn what_is_published_is_told_once() {
    let (_, told) = told(|c| member(c, "ana"), |c, ana| drop(post(c, &ana, "hello")));
    assert!(matches!(*told, [Event::Arrived { boost: None, .. }]), "{told:?}");
}

#[test]
fn what_is_old_is_no_news() {
    let publish = |c: &mut Conn, new: NewObject| drop(Object::insert(c, &new, &Parts::default()).unwrap());
    let (_, told) = told(
        |c| {
            let bob = stranger(c, "bob", "remote.example", true);
            NewObject { published_at: clock::now() - TimeDelta::days(2), ..draft(&bob, "long ago") }
        },
        publish,
    );
    assert_eq!(told, []);
}

#[test]
fn what_is_deleted_names_whose_timelines_it_was_in() {
    let prepare = |c: &mut Conn| {
        let ana = member(c, "ana");
        post(c, &ana, "hello")
    };
    let (object, told) = told(prepare, |c, object| object.bury(c).unwrap());
    let [Event::Gone { entry, object: gone, owners }] = &*told else { panic!("{told:?}") };
    assert_eq!((*entry, *gone), (EntryId(object.id.0), object.id));
    assert!(owners.contains(&object.actor_id), "{owners:?}");
}

#[test]
fn what_was_in_no_timeline_is_told_too() {
    let prepare = |c: &mut Conn| {
        let ana = member(c, "ana");
        let new = NewObject { visibility: Visibility::Direct, ..draft(&ana, "psst") };
        Object::insert(c, &new, &Parts::default()).unwrap()
    };
    let (object, told) = told(prepare, |c, object| object.bury(c).unwrap());
    assert_eq!(told, [Event::Gone { entry: EntryId(object.id.0), object: object.id, owners: Vec::new() }]);
}

#[test]
fn a_boost_comes_and_goes_as_an_entry_of_its_own() {
    let prepare = |c: &mut Conn| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        (ana, post(c, &bob, "worth it"))
    };
    let ((ana, object), told) = told(prepare, |c, (ana, object)| {
        let boost = Boost::make(c, &hosts(), &ana, &object, Visibility::Public).unwrap();
        boost.end(c).unwrap();
    });
    let [Event::Arrived { object: arrived, boost: Some(boost) }, Event::Gone { entry, object: gone, owners }] = &*told
    else {
        panic!("{told:?}")
    };
    assert_eq!((*arrived, *gone, *entry), (object.id, object.id, EntryId(boost.0)));
    assert_eq!(*owners, [ana.id]);
}

#[test]
fn many_owners_are_told_in_several_events() {
    let owners: Vec<ActorId> = (0..2 * OWNERS as i64 + 1).map(|n| ActorId(i64::MAX - n)).collect();
    let ((), told) = told(|_| (), {
        let owners = owners.clone();
        move |c, ()| withdrawn(c, EntryId(i64::MAX), ObjectId(i64::MAX), &owners).unwrap()
    });
    assert_eq!(told.len(), 3);
    let named = told.into_iter().flat_map(|event| match event {
        Event::Gone { owners, .. } => owners,
        other => panic!("{other:?}"),
    });
    assert_eq!(named.collect::<Vec<_>>(), owners);
}

#[test]
fn what_another_version_tells_is_passed_over() {
    assert_eq!(Event::read(r#"{"Eclipsed":{"sun":"1"}}"#), None);
}
