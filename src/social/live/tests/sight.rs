//! Who sees what of the news, and where.

use store::{Conn, Json};

use crate::actor::{Actor, ActorId, ActorKind, NewActor};
use crate::boost::Boost;
use crate::filter::{self, Filter, FilterAction, FilterContext, FilterForm};
use crate::fixture::{check, draft, hosts, member, post, stranger};
use crate::follow::Follow;
use crate::list::{List, ListForm, ListId, RepliesPolicy};
use crate::live::{Event, News, Part, Place, Seen, Watcher};
use crate::mute::Mute;
use crate::object::{NewObject, Object, Parts};
use crate::timeline::EntryId;
use crate::visibility::Visibility;

const PUBLIC: Place = Place::Public { part: Part::All, with_media: false };
const LOCAL: Place = Place::Public { part: Part::Local, with_media: false };
const REMOTE: Place = Place::Public { part: Part::Remote, with_media: false };

/// A club whose stall has an actor of its own, and Ana and Bob in it.
struct Club {
    stall: ActorId,
    ana: Actor,
    bob: Actor,
}

fn club(c: &mut Conn) -> Club {
    let new = NewActor {
        stall: "microblog",
        account_id: None,
        kind: ActorKind::Application,
        username: "microblog.club.example",
        name: "",
        keys: &[],
    };
    let stall = Actor::create(c, &hosts(), &new).unwrap();
    Club { stall: stall.id, ana: member(c, "ana"), bob: member(c, "bob") }
}

impl Club {
    fn watcher(&self, who: &Actor, places: &[Place]) -> Watcher {
        Watcher { viewer: who.id, stall: "microblog", federated: self.stall, places: places.iter().cloned().collect() }
    }

    /// The words for what somebody sees where of an event: sorted, for places have no order.
    fn seen(&self, c: &mut Conn, who: &Actor, places: &[Place], event: Event) -> Vec<String> {
        let lists: Vec<ListId> =
            places.iter().filter_map(|p| if let Place::List(id) = p { Some(*id) } else { None }).collect();
        let news = News::read(c, vec![event], &lists).unwrap();
        let sightings = news.show(c, &self.watcher(who, places)).unwrap();
        let mut words: Vec<String> = sightings
            .into_iter()
            .flat_map(|sighting| {
                let what = match sighting.what {
                    Seen::Came(shown) if shown.booster.is_some() => "boosted",
                    Seen::Came(_) => "came",
                    Seen::Edited(_) => "edited",
                    Seen::Gone(_) => "gone",
                    Seen::Notified(_) => "notified",
                    Seen::Merged => "merged",
                    Seen::Filters => "filters",
                };
                sighting.places.into_iter().map(move |place| format!("{what} {place:?}"))
            })
            .collect();
        words.sort();
        words
    }
}

fn arrived(object: &Object) -> Event {
    Event::Arrived { object: object.id, boost: None }
}

fn at(what: &str, places: &[Place]) -> Vec<String> {
    let mut words: Vec<String> = places.iter().map(|place| format!("{what} {place:?}")).collect();
    words.sort();
    words
}

fn say(c: &mut Conn, author: &Actor, visibility: Visibility, parts: &Parts) -> Object {
    Object::insert(c, &NewObject { visibility, ..draft(author, "hello") }, parts).unwrap()
}

#[test]
fn what_is_public_is_seen_in_public() {
    check(|c| {
        let club = club(c);
        let here = post(c, &club.bob, "hello");
        assert_eq!(
            club.seen(c, &club.ana, &[PUBLIC, LOCAL, REMOTE, Place::Home], arrived(&here)),
            at("came", &[PUBLIC, LOCAL])
        );
        let eve = stranger(c, "eve", "remote.example", true);
        Follow::request(c, &hosts(), &club.ana, &eve).unwrap().hold(c).unwrap();
        let there = post(c, &eve, "hello");
        let places = [PUBLIC, LOCAL, REMOTE, Place::Home];
        assert_eq!(club.seen(c, &club.ana, &places, arrived(&there)), at("came", &[PUBLIC, REMOTE, Place::Home]));
        let with_media = Place::Public { part: Part::All, with_media: true };
        assert_eq!(club.seen(c, &club.ana, &[with_media], arrived(&there)), [""; 0]);
    });
}

#[test]
fn what_is_private_stays_with_those_it_is_for() {
    check(|c| {
        let club = club(c);
        let places = [PUBLIC, LOCAL, Place::Home, Place::Direct, Place::Tag { name: "hi".to_owned(), local: false }];
        let to_followers =
            say(c, &club.bob, Visibility::Followers, &Parts { tags: vec!["hi".to_owned()], ..Parts::default() });
        assert_eq!(club.seen(c, &club.ana, &places, arrived(&to_followers)), [""; 0]);
        assert_eq!(club.seen(c, &club.bob, &places, arrived(&to_followers)), at("came", &[Place::Home]));
        let cy = member(c, "cy");
        let to_cy = say(c, &club.bob, Visibility::Direct, &Parts { mentions: vec![cy.id], ..Parts::default() });
        assert_eq!(club.seen(c, &club.ana, &places, arrived(&to_cy)), [""; 0]);
        for party in [&cy, &club.bob] {
            assert_eq!(club.seen(c, party, &places, arrived(&to_cy)), at("came", &[Place::Direct]));
        }
        // Not even that it is gone.
        to_cy.bury(c).unwrap();
        let gone = Event::Gone { entry: EntryId(to_cy.id.0), object: to_cy.id, owners: Vec::new() };
        assert_eq!(club.seen(c, &club.ana, &places, gone.clone()), [""; 0]);
        assert_eq!(club.seen(c, &cy, &places, gone), at("gone", &[Place::Home]));
    });
}

#[test]
fn hashtags_and_lists_have_places_of_their_own() {
    check(|c| {
        let club = club(c);
        Follow::request(c, &hosts(), &club.ana, &club.bob).unwrap();
        let form = ListForm { title: "friends".to_owned(), replies_policy: RepliesPolicy::None, exclusive: true };
        let list = List::create(c, club.ana.id, &form).unwrap().unwrap();
        list.add(c, club.bob.id).unwrap();
        let tag = |name: &str| Place::Tag { name: name.to_owned(), local: true };
        let places = [tag("tea"), tag("milk"), Place::List(list.id), Place::Home];
        let object = say(c, &club.bob, Visibility::Public, &Parts { tags: vec!["Tea".to_owned()], ..Parts::default() });
        let there = [tag("tea"), Place::List(list.id)];
        assert_eq!(club.seen(c, &club.ana, &places, arrived(&object)), at("came", &there));
        assert_eq!(club.seen(c, &club.ana, &places, Event::Edited { object: object.id }), at("edited", &there));
    });
}

#[test]
fn whom_one_does_not_want_to_meet_is_not_met() {
    check(|c| {
        let club = club(c);
        Follow::request(c, &hosts(), &club.ana, &club.bob).unwrap();
        Mute::set(c, club.ana.id, club.bob.id, true, None).unwrap();
        let muted = post(c, &club.bob, "hello");
        assert_eq!(club.seen(c, &club.ana, &[Place::Home, PUBLIC], arrived(&muted)), [""; 0]);
    });
}

#[test]
fn what_filters_find_is_told_and_marked() {
    check(|c| {
        let club = club(c);
        Follow::request(c, &hosts(), &club.ana, &club.bob).unwrap();
        let form = FilterForm {
            title: "no tea".to_owned(),
            contexts: Json(vec![FilterContext::Home]),
            action: FilterAction::Hide,
            expires_at: None,
        };
        let mut filter = Filter::create(c, club.ana.id, &form).unwrap();
        filter.add(c, "tea", true).unwrap();
        let object = post(c, &club.bob, "tea is ready");
        let places = [Place::Home, PUBLIC];
        assert_eq!(club.seen(c, &club.ana, &places, arrived(&object)), at("came", &places));
        let news = News::read(c, vec![arrived(&object)], &[]).unwrap();
        let sightings = news.show(c, &club.watcher(&club.ana, &places)).unwrap();
        let by = |seen: &Seen| match seen {
            Seen::Came(shown) => filter::strongest(&shown.card.filtered).map(|filter| filter.id),
            _ => None,
        };
        assert_eq!(sightings.iter().map(|sighting| by(&sighting.what)).collect::<Vec<_>>(), [Some(filter.id)]);
    });
}

#[test]
fn a_boost_comes_home_and_its_end_too() {
    check(|c| {
        let club = club(c);
        let eve = stranger(c, "eve", "remote.example", true);
        Follow::request(c, &hosts(), &club.ana, &club.bob).unwrap();
        let object = post(c, &eve, "worth it");
        let boost = Boost::make(c, &hosts(), &club.bob, &object, Visibility::Public).unwrap();
        let came = Event::Arrived { object: object.id, boost: Some(boost.id) };
        assert_eq!(club.seen(c, &club.ana, &[Place::Home, PUBLIC], came), at("boosted", &[Place::Home]));
        boost.end(c).unwrap();
        let gone = Event::Gone { entry: EntryId(boost.id.0), object: object.id, owners: vec![club.ana.id] };
        assert_eq!(club.seen(c, &club.ana, &[Place::Home, PUBLIC], gone), at("gone", &[Place::Home]));
    });
}
