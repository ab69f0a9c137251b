//! Who gets a place.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock, jobs, migrations, testing};
use vocab::{Activity, Entity};

use super::{Asking, Bar, NewGuest, News, Participation, ParticipationError, ParticipationState, Registered, Tidings};
use crate::actor::Actor;
use crate::email::Email;
use crate::fixture::{check, draft, hosts, member, stranger};
use crate::notification::{Notification, NotificationKind, Wanted};
use crate::object::{Object, Parts};
use crate::occasion::{JoinMode, NewOccasion, Occasion, OccasionStatus};
use crate::outbox::OutboxEntry;
use crate::question::Question;
use crate::range::Range;
use crate::schema::participations;

use ParticipationState::{Accepted, Declined, Left, Maybe, Pending, Rejected, Unconfirmed, Waiting};

fn soon() -> NaiveDateTime {
    clock::now() + TimeDelta::days(7)
}

fn room_for(capacity: i64) -> NewOccasion {
    NewOccasion { capacity: Some(capacity), guests_most: 3, ..NewOccasion::at(soon(), "Europe/Paris") }
}

fn event(c: &mut Conn, author: &Actor, occasion: NewOccasion) -> Object {
    let parts = Parts { occasion: Some(occasion), ..Parts::default() };
    Object::insert(c, &draft(author, "games"), &parts).unwrap()
}

fn ask(c: &mut Conn, who: &Actor, object: &Object, guests: i16) -> Participation {
    Participation::ask(c, &hosts(), who, object, &Asking { guests, ..Asking::default() }).unwrap()
}

fn barred<T: std::fmt::Debug>(result: Result<T, ParticipationError>) -> Bar {
    match result {
        Err(ParticipationError::Barred(bar)) => bar,
        other => panic!("{other:?}"),
    }
}

fn state(c: &mut Conn, of: &Participation) -> ParticipationState {
    Participation::get(c, of.id).unwrap().state
}

fn coming(c: &mut Conn, object: &Object) -> i64 {
    Occasion::find(c, object.id).unwrap().unwrap().participants_count
}

fn told(c: &mut Conn, whom: &Actor) -> Vec<NotificationKind> {
    let told = Notification::list(c, whom.id, &Wanted::default(), Range::default(), 50).unwrap();
    told.into_iter().map(|one| one.kind).collect()
}

/// What went out, the last first.
fn sent(c: &mut Conn) -> Vec<Activity> {
    let entries = OutboxEntry::list(c, None, None, 50).unwrap();
    let parse = |entry: &OutboxEntry| match Entity::parse(entry.body.as_bytes()) {
        Ok(Entity::Activity(activity)) => *activity,
        other => panic!("{other:?}"),
    };
    entries.iter().map(parse).collect()
}

/// What is to be said in words, the last first.
fn tidings(c: &mut Conn) -> Vec<Tidings> {
    let rows = jobs::list(c, jobs::Which::All, None, 100).unwrap();
    let of_mine = rows.into_iter().filter(|row| row.name == super::TELL);
    of_mine.map(|row| serde_json::from_str(&row.payload).unwrap()).collect()
}

#[test]
fn who_leaves_makes_room_for_the_first_in_the_line() {
    check(|c| {
        let [ana, bob, eve, joe] = ["ana", "bob", "eve", "joe"].map(|name| member(c, name));
        let object = event(c, &ana, room_for(2));
        let first = ask(c, &bob, &object, 1);
        assert_eq!((first.state, coming(c, &object)), (Accepted, 2));
        let second = ask(c, &eve, &object, 1);
        let third = ask(c, &joe, &object, 0);
        assert_eq!((second.state, third.state), (Waiting, Waiting));
        assert_eq!((second.place(c).unwrap(), third.place(c).unwrap()), (Some(1), Some(2)));
        assert_eq!(first.place(c).unwrap(), None);

        // One head less: the first of the line for whom there is room is the second.
        let fewer = first.change(c, &hosts(), &Asking::default()).unwrap();
        assert_eq!((fewer.guests, state(c, &second), state(c, &third)), (0, Waiting, Accepted));
        assert_eq!(barred(fewer.change(c, &hosts(), &Asking { guests: 1, ..Asking::default() })), Bar::Full);
        fewer.leave(c, &hosts()).unwrap();
        assert_eq!((state(c, &second), coming(c, &object)), (Waiting, 1));
        third.leave(c, &hosts()).unwrap();
        assert_eq!((state(c, &second), coming(c, &object)), (Accepted, 2));
        assert_eq!(told(c, &eve), [NotificationKind::ParticipationAccepted]);
        let departed = told(c, &ana).into_iter().filter(|kind| *kind == NotificationKind::Departure).count();
        assert_eq!(departed, 2);

        // Who comes back stands at the end of the line.
        let back = ask(c, &bob, &object, 0);
        assert_eq!((back.id, back.state, back.place(c).unwrap()), (first.id, Waiting, Some(1)));
        assert_eq!(back.advance(c, &hosts()).unwrap().state, Waiting);
        let heads = Participation::count(c, object.id).unwrap();
        assert_eq!((heads.accepted, heads.waiting), (2, 1));
    });
}

#[test]
fn the_organiser_decides_where_consent_is_asked_for() {
    check(|c| {
        let [ana, bob, eve] = ["ana", "bob", "eve"].map(|name| member(c, name));
        let object = event(c, &ana, NewOccasion { join_mode: JoinMode::Restricted, ..room_for(1) });
        let (first, second) = (ask(c, &bob, &object, 0), ask(c, &eve, &object, 0));
        assert_eq!((first.state, second.state, coming(c, &object)), (Pending, Pending, 0));
        assert_eq!(told(c, &ana), [NotificationKind::ParticipationRequest; 2]);
        assert_eq!(first.accept(c, &hosts()).unwrap().state, Accepted);
        assert_eq!(second.accept(c, &hosts()).unwrap().state, Waiting);
        assert_eq!(told(c, &eve), [NotificationKind::ParticipationWaiting]);
        assert!(first.check_in(c, true).unwrap() && !second.check_in(c, true).unwrap());
        assert_eq!(Participation::count(c, object.id).unwrap().checked_in, 1);

        first.reject(c, &hosts()).unwrap();
        assert_eq!((state(c, &first), state(c, &second), coming(c, &object)), (Rejected, Accepted, 1));
        assert_eq!(barred(Participation::ask(c, &hosts(), &bob, &object, &Asking::default())), Bar::Refused);
        let by_code = Participation::by_code(c, object.id, &second.code.to_uppercase()).unwrap().unwrap();
        assert_eq!(by_code.id, second.id);
    });
}

#[test]
fn what_cannot_be_is_said_by_its_name() {
    check(|c| {
        let [ana, bob] = ["ana", "bob"].map(|name| member(c, name));
        let (now, hosts) = (clock::now(), hosts());
        let hour = TimeDelta::hours(1);
        let at = room_for(2);
        let cases = [
            (NewOccasion { status: OccasionStatus::Cancelled, ..at.clone() }, 0, Bar::Cancelled),
            (NewOccasion { starts_at: now - hour * 2, ends_at: Some(now - hour), ..at.clone() }, 0, Bar::Over),
            (NewOccasion { join_until: Some(now - hour), ..at.clone() }, 0, Bar::Closed),
            (NewOccasion { join_mode: JoinMode::External, ..at.clone() }, 0, Bar::External),
            (NewOccasion { join_mode: JoinMode::None, ..at.clone() }, 0, Bar::Open),
            (NewOccasion { join_mode: JoinMode::Invite, ..at.clone() }, 0, Bar::Uninvited),
            (at.clone(), 4, Bar::TooManyGuests(3)),
            (at.clone(), -1, Bar::TooManyGuests(3)),
        ];
        for (occasion, guests, expected) in cases {
            let object = event(c, &ana, occasion);
            let asking = Asking { guests, ..Asking::default() };
            assert_eq!(barred(Participation::ask(c, &hosts, &bob, &object, &asking)), expected);
            assert_eq!(coming(c, &object), 0);
        }
        let note = crate::fixture::post(c, &ana, "no event");
        assert_eq!(barred(Participation::ask(c, &hosts, &bob, &note, &Asking::default())), Bar::Nothing);
        let long = Asking { message: "x".repeat(1_001), ..Asking::default() };
        let object = event(c, &ana, at);
        assert_eq!(barred(Participation::ask(c, &hosts, &bob, &object, &long)), Bar::TooLong);
        crate::block::Block::set(c, &hosts, &ana, &bob).unwrap();
        assert_eq!(barred(Participation::ask(c, &hosts, &bob, &object, &Asking::default())), Bar::NotYours);
    });
}

#[test]
fn every_join_from_elsewhere_is_answered_to_who_sent_it_alone() {
    check(|c| {
        let ana = member(c, "ana");
        let [bob, eve, joe] = ["bob", "eve", "joe"].map(|name| stranger(c, name, "mob.example", false));
        let (object, hosts) = (event(c, &ana, room_for(1)), hosts());
        let join = |c: &mut Conn, who: &Actor, object: &Object| {
            let uri = format!("{}/join", who.uri);
            Participation::receive(c, &hosts, &uri, who, object, &Asking::default())
        };
        let first = join(c, &bob, &object).unwrap();
        let accept = sent(c).remove(0);
        assert_eq!(accept.kind(), "Accept");
        assert_eq!(accept.object_id().unwrap().as_str(), format!("{}/join", bob.uri));
        assert_eq!(accept.addressees().map(ToString::to_string).collect::<Vec<_>>(), std::slice::from_ref(&bob.uri));

        // No word on the wire says “waiting”: a message does.
        let second = join(c, &eve, &object).unwrap();
        assert_eq!((second.state, sent(c).len()), (Waiting, 1));
        assert_eq!(tidings(c), [Tidings { participation: second.id, news: News::Waiting, farewell: None, text: None }]);
        join(c, &bob, &object).unwrap();
        assert_eq!(sent(c).len(), 2, "a repeated one is answered again");

        first.leave(c, &hosts).unwrap();
        let moved_up = sent(c).remove(0);
        assert_eq!(moved_up.object_id().unwrap().as_str(), format!("{}/join", eve.uri));
        second.reject(c, &hosts).unwrap();
        assert_eq!(sent(c)[0].kind(), "Reject");
        assert_eq!(barred(join(c, &eve, &object)), Bar::Refused);
        assert_eq!(sent(c)[0].kind(), "Reject");

        let elsewhere = event(c, &ana, NewOccasion { join_mode: JoinMode::External, ..room_for(1) });
        assert_eq!(barred(join(c, &joe, &elsewhere)), Bar::External);
        assert_eq!(sent(c)[0].kind(), "Ignore");

        // Friendica's users answer to the event itself; of that nothing comes back.
        let before = sent(c).len();
        let heeded = Participation::heed(c, &hosts, &joe, &object, Accepted).unwrap();
        assert_eq!((heeded.state, sent(c).len()), (Accepted, before));
        assert_eq!(Participation::heed(c, &hosts, &joe, &object, Maybe).unwrap().state, Maybe);
        assert_eq!(
            (Participation::heed(c, &hosts, &joe, &object, Declined).unwrap().state, coming(c, &object)),
            (Declined, 0)
        );
    });
}

#[test]
fn a_member_asks_elsewhere_and_takes_the_answer() {
    check(|c| {
        let [ana, bob] = ["ana", "bob"].map(|name| member(c, name));
        let (host, other) = (stranger(c, "club", "mob.example", false), stranger(c, "eve", "evil.example", false));
        let hosts = hosts();
        let object = event(c, &host, NewOccasion::at(soon(), "Europe/Paris"));
        let asking = Asking { message: "with a game".to_owned(), ..Asking::default() };
        let row = Participation::ask(c, &hosts, &ana, &object, &asking).unwrap();
        let join = sent(c).remove(0);
        assert_eq!((row.state, join.kind()), (Pending, "Join"));
        assert_eq!(join.id.as_ref().map(ToString::to_string), row.uri);
        assert_eq!(join.addressees().map(ToString::to_string).collect::<Vec<_>>(), std::slice::from_ref(&host.uri));
        assert_eq!(join.participation_message.as_deref(), Some("with a game"));

        assert!(Participation::is_answered_by(c, &object, &host).unwrap());
        assert!(!Participation::is_answered_by(c, &object, &other).unwrap());
        row.take_answer(c, Accepted).unwrap();
        assert_eq!(told(c, &ana), [NotificationKind::ParticipationAccepted]);
        Participation::get(c, row.id).unwrap().leave(c, &hosts).unwrap();
        assert_eq!((sent(c)[0].kind().to_owned(), state(c, &row)), ("Leave".to_owned(), Left));
        // What comes late does not bring back who left.
        Participation::get(c, row.id).unwrap().take_answer(c, Accepted).unwrap();
        assert_eq!(state(c, &row), Left);
        Participation::respond(c, &hosts, &bob, &object, Maybe).unwrap();
        assert_eq!(sent(c)[0].kind(), "TentativeAccept");
    });
}

fn guest(address: &str) -> NewGuest {
    let email = Email::parse(address).unwrap();
    NewGuest { name: "Zoé".to_owned(), email, language: "fr".to_owned(), asking: Asking::default() }
}

#[test]
fn who_has_no_account_confirms_an_address_and_comes_back_by_link() {
    check(|c| {
        let [ana, bob] = ["ana", "bob"].map(|name| member(c, name));
        let hosts = hosts();
        let closed = event(c, &ana, room_for(1));
        assert_eq!(barred(Participation::register(c, &closed, &guest("zoe@example.org"))), Bar::AccountNeeded);
        let object = event(c, &ana, NewOccasion { anonymous: true, ..room_for(1) });
        let registered = Participation::register(c, &object, &guest("zoe@example.org")).unwrap();
        assert_eq!((registered, coming(c, &object)), (Registered::Asked, 0));
        Participation::register(c, &object, &guest("ZOE@example.org")).unwrap();
        let rows = Participation::list(c, object.id, &[Unconfirmed]).unwrap();
        let (row, _) = rows.first().unwrap();
        assert_eq!((rows.len(), row.name.as_str()), (1, "Zoé"));

        let occasion = Occasion::find(c, object.id).unwrap().unwrap();
        let link = row.link(c, &occasion).unwrap();
        let found = Participation::by_link(c, link.as_str()).unwrap().unwrap();
        assert_eq!(found.confirm(c, &hosts).unwrap().state, Accepted);
        assert_eq!(found.confirm(c, &hosts).unwrap().state, Accepted, "twice is once");
        assert_eq!(coming(c, &object), 1);
        let again = Participation::register(c, &object, &guest("zoe@example.org")).unwrap();
        assert_eq!((again, state(c, row)), (Registered::Known, Accepted));
        let news: Vec<News> = tidings(c).into_iter().rev().map(|one| one.news).collect();
        assert_eq!(news, [News::Confirm, News::Confirm, News::Accepted, News::Known]);

        let waiting = ask(c, &bob, &object, 0);
        found.leave(c, &hosts).unwrap();
        assert_eq!(state(c, &waiting), Accepted);
        assert_eq!(Participation::by_link(c, "other").unwrap(), None);

        // What nobody confirms is forgotten, and its link with it.
        Participation::register(c, &object, &guest("yan@example.org")).unwrap();
        let yan = Participation::list(c, object.id, &[Unconfirmed]).unwrap().remove(0).0;
        let late = yan.link(c, &occasion).unwrap();
        let yesterday = clock::now() - TimeDelta::hours(25);
        diesel::update(&yan).set(participations::asked_at.eq(yesterday)).execute(c).unwrap();
        Participation::expire(c).unwrap();
        assert_eq!(Participation::by_link(c, late.as_str()).unwrap(), None);
        assert_eq!(Participation::find(c, yan.id).unwrap(), None);
        assert!(Participation::by_link(c, link.as_str()).unwrap().is_some());
    });
}

#[test]
fn what_has_to_be_answered_is() {
    check(|c| {
        let ana = member(c, "ana");
        let object = event(c, &ana, room_for(1));
        let asked = [("Which game?".to_owned(), true), (" ".to_owned(), true), ("Any allergies?".to_owned(), false)];
        Question::set(c, object.id, &asked).unwrap();
        let questions = crate::card::Card::of(c, None, object.clone()).unwrap().questions;
        assert_eq!(
            questions.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
            ["Which game?", "Any allergies?"]
        );
        let answer = |answers: &[&str]| {
            let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
            Question::replies(&questions, &answers)
        };
        assert_eq!(answer(&["", "Nuts"]), Err(Bar::Unanswered));
        assert_eq!(answer(&["Go", &"x".repeat(301)]), Err(Bar::TooLong));
        let replies = answer(&["Go"]).unwrap();
        assert_eq!((replies.len(), replies[0].answer.as_str()), (1, "Go"));
        object.bury(c).unwrap();
        assert!(Question::of(c, &[object.id]).unwrap().is_empty());
    });
}

#[test]
fn an_edit_leaves_work_only_where_it_matters() {
    check(|c| {
        let [ana, bob, eve] = ["ana", "bob", "eve"].map(|name| member(c, name));
        let new = room_for(1);
        let object = event(c, &ana, new.clone());
        let (first, second) = (ask(c, &bob, &object, 0), ask(c, &eve, &object, 0));
        let follow_ups = |c: &mut Conn| {
            let rows = jobs::list(c, jobs::Which::All, None, 100).unwrap();
            rows.into_iter().filter(|row| row.name == super::FOLLOW_UP).map(|row| row.payload).collect::<Vec<_>>()
        };
        let worded = NewOccasion { category: "GAMES".to_owned(), ..new.clone() };
        Occasion::set(c, object.id, Some(&worded)).unwrap();
        assert!(follow_ups(c).is_empty());
        let roomier = NewOccasion { capacity: Some(2), ..worded };
        Occasion::set(c, object.id, Some(&roomier)).unwrap();
        assert_eq!(follow_ups(c), [format!("{{\"object\":\"{}\",\"news\":null}}", object.id)]);
        Participation::promote(c, &hosts(), object.id).unwrap();
        assert_eq!((state(c, &second), coming(c, &object)), (Accepted, 2));

        let cancelled = NewOccasion { status: OccasionStatus::Cancelled, ..roomier };
        Occasion::set(c, object.id, Some(&cancelled)).unwrap();
        assert!(follow_ups(c)[0].contains("cancelled"));
        Participation::tell_all(c, &object, News::Cancelled).unwrap();
        assert_eq!(told(c, &bob), [NotificationKind::OccasionChanged]);
        assert_eq!(first.accept(c, &hosts()).unwrap().state, Accepted, "who has a place keeps it");
        object.bury(c).unwrap();
        assert_eq!(Participation::find(c, first.id).unwrap(), None);
    });
}

#[test]
fn who_is_gone_leaves_nothing_behind() {
    check(|c| {
        let [ana, bob, eve] = ["ana", "bob", "eve"].map(|name| member(c, name));
        let object = event(c, &ana, room_for(1));
        let (first, second) = (ask(c, &bob, &object, 0), ask(c, &eve, &object, 0));
        Actor::delete(c, &hosts(), bob.id).unwrap();
        assert_eq!(Participation::find(c, first.id).unwrap(), None);
        let rows = jobs::list(c, jobs::Which::All, None, 100).unwrap();
        assert!(rows.iter().any(|row| row.name == super::FOLLOW_UP), "the line is looked at");
        Participation::promote(c, &hosts(), object.id).unwrap();
        assert_eq!((state(c, &second), coming(c, &object)), (Accepted, 1));
        Actor::delete(c, &hosts(), ana.id).unwrap();
        assert_eq!(Participation::find(c, second.id).unwrap(), None);
        let farewell = tidings(c).remove(0).farewell.unwrap();
        assert_eq!((farewell.email.as_str(), farewell.language.as_str()), ("eve@example.org", "en"));
    });
}

#[test]
fn another_place_is_news() {
    check(|c| {
        let ana = member(c, "ana");
        let object = event(c, &ana, room_for(1));
        let place = |name: &str| Some(crate::place::NewPlace { name: name.to_owned(), ..Default::default() });
        let follow_ups = |c: &mut Conn| {
            let rows = jobs::list(c, jobs::Which::All, None, 100).unwrap();
            rows.into_iter().filter(|row| row.name == super::FOLLOW_UP).count()
        };
        let new = Occasion::find(c, object.id).unwrap().map(NewOccasion::from);
        let parts = |name: &str| Parts { place: place(name), occasion: new.clone(), ..Parts::default() };
        for (name, expected) in [("Mill", 1), ("Mill", 1), ("Castle", 2)] {
            object.change(c, &object.unchanged(), &parts(name)).unwrap();
            assert_eq!(follow_ups(c), expected, "{name}");
        }
    });
}

#[test]
fn reminders_come_once_at_the_chosen_times() {
    check(|c| {
        let [ana, bob, eve] = ["ana", "bob", "eve"].map(|name| member(c, name));
        let starts_at = clock::now() + TimeDelta::hours(23);
        let object = event(c, &ana, NewOccasion::at(starts_at, "Europe/Paris"));
        let (early, late) = (ask(c, &bob, &object, 0), ask(c, &eve, &object, 0));
        diesel::update(&early).set(participations::asked_at.eq(clock::now() - TimeDelta::days(3))).execute(c).unwrap();
        assert!(!Participation::remind_due(c).unwrap());
        assert!(!Participation::remind_due(c).unwrap());
        assert_eq!(told(c, &bob), [NotificationKind::OccasionReminder]);
        assert_eq!(told(c, &eve), [], "who registered since then knows");
        let reminded: Vec<_> = tidings(c).into_iter().map(|one| (one.participation, one.news)).collect();
        assert_eq!(reminded, [(early.id, News::Reminder)]);

        let moved = NewOccasion::at(clock::now() + TimeDelta::minutes(50), "Europe/Paris");
        Occasion::set(c, object.id, Some(&moved)).unwrap();
        late.remind_at(c, &[15, 7]).unwrap();
        Participation::remind_due(c).unwrap();
        let reminded: Vec<_> = tidings(c).into_iter().map(|one| one.participation).collect();
        assert_eq!(reminded, [early.id, early.id]);
        assert_eq!(Participation::get(c, late.id).unwrap().reminders.0, [15]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_get_exactly_the_places_that_there_are() {
    const MEMBERS: usize = 120;
    const PLACES: i64 = 30;
    let db = testing::db(&[migrations::HOST]);
    let (object, members) = db
        .write(|c| {
            let ana = member(c, "ana");
            let object = event(c, &ana, room_for(PLACES));
            Ok::<_, diesel::result::Error>((
                object,
                (0..MEMBERS).map(|n| member(c, &format!("m{n}"))).collect::<Vec<_>>(),
            ))
        })
        .await
        .unwrap();
    let ask = |who: Actor| {
        let (db, object) = (db.db(), object.clone());
        async move {
            let hosts: Hosts = hosts();
            db.write(move |c| Participation::ask(c, &hosts, &who, &object, &Asking::default())).await.unwrap()
        }
    };
    let asking: Vec<_> = members.into_iter().map(|who| tokio::spawn(ask(who))).collect();
    for one in asking {
        one.await.unwrap();
    }
    let id = object.id;
    let (line, heads, counted) = db
        .read(move |c| {
            let line = Participation::list(c, id, &[Accepted, Waiting])?;
            Ok::<_, diesel::result::Error>((line, Participation::count(c, id)?, Occasion::find(c, id)?))
        })
        .await
        .unwrap();
    assert_eq!((heads.accepted, heads.waiting), (PLACES, MEMBERS as i64 - PLACES));
    assert_eq!(counted.unwrap().participants_count, PLACES);
    let states: Vec<_> = line.iter().map(|(row, _)| row.state).collect();
    assert!(states.is_sorted_by_key(|state| *state == Waiting), "nobody was passed over: {states:?}");
}
