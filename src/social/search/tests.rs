//! What is found, by whom.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use chrono::{DateTime, Utc};
use store::Conn;

use super::{Query, actors, forget_actor, objects, rebuild};
use crate::actor::{Actor, ActorId};
use crate::block::Block;
use crate::fixture::{check, draft, hosts, member, post, stranger};
use crate::follow::Follow;
use crate::media::{Media, RemoteMedia};
use crate::object::{NewObject, Object, ObjectId, Parts};
use crate::place::NewPlace;
use crate::reaction::Reaction;
use crate::visibility::Visibility;

const HOME: &str = "microblog.club.example";

/// The texts of what a viewer finds, newest first.
fn found(c: &mut Conn, viewer: Option<ActorId>, query: &str) -> Vec<String> {
    let found = objects(c, viewer, &Query::parse(query, HOME), None, 20).unwrap();
    found.into_iter().map(|object| object.content).collect()
}

fn insert(c: &mut Conn, new: NewObject) -> Object {
    Object::insert(c, &new, &Parts::default()).unwrap()
}

/// Publishes as if it had been then.
fn post_at(c: &mut Conn, author: &Actor, content: &str, time: &str) -> Object {
    let time: DateTime<Utc> = time.parse().unwrap();
    let id = ObjectId::at(time);
    insert(
        c,
        NewObject {
            id,
            uri: format!("https://a.example/{id}"),
            published_at: time.naive_utc(),
            ..draft(author, content)
        },
    )
}

#[test]
fn words_are_found_in_all_that_is_read() {
    check(|c| {
        let ana = member(c, "ana");
        let me = Some(ana.id);
        post(c, &ana, "<p>Grande <b>fête</b> &amp; bal</p>");
        insert(c, NewObject { title: Some("Concert".into()), ..draft(&ana, "ce soir") });
        insert(c, NewObject { summary: Some("Spoiler".into()), ..draft(&ana, "fin") });
        assert_eq!(found(c, me, "FETE bal"), ["<p>Grande <b>fête</b> &amp; bal</p>"]);
        assert_eq!(found(c, me, "concert"), ["ce soir"]);
        assert_eq!(found(c, me, "spoil*"), ["fin"]);
        assert_eq!(found(c, me, "spoil"), [""; 0]);
        assert_eq!(found(c, me, "strong"), [""; 0]);
        assert_eq!(found(c, me, ""), [""; 0]);

        let bob = stranger(c, "bob", "remote.example", true);
        let file = RemoteMedia {
            url: "https://remote.example/1.png".into(),
            description: "Un phare rouge".into(),
            ..RemoteMedia::default()
        };
        let media = Media::of_remote(c, bob.id, None, &[file]).unwrap();
        Object::insert(c, &draft(&bob, "photo"), &Parts { media, ..Parts::default() }).unwrap();
        assert_eq!(found(c, me, "phare"), ["photo"]);
        let place = NewPlace { name: "Saint-Étienne".into(), country: Some("France".into()), ..NewPlace::default() };
        Object::insert(c, &draft(&ana, "the mine"), &Parts { place: Some(place), ..Parts::default() }).unwrap();
        assert_eq!(found(c, me, "saint etienne"), ["the mine"]);
        assert_eq!(found(c, me, "france"), ["the mine"]);
    });
}

#[test]
fn what_changes_is_found_as_it_is_now() {
    check(|c| {
        let ana = member(c, "ana");
        let note = post(c, &ana, "before");
        super::index(c, &Object { content: "after".to_owned(), ..note.clone() }).unwrap();
        assert_eq!(found(c, Some(ana.id), "before"), [""; 0]);
        assert_eq!(found(c, Some(ana.id), "after").len(), 1);
        note.bury(c).unwrap();
        assert_eq!(found(c, Some(ana.id), "after"), [""; 0]);
    });
}

#[test]
fn only_what_may_be_seen_and_found_is() {
    check(|c| {
        let (ana, eve) = (member(c, "ana"), member(c, "eve"));
        let open = stranger(c, "open", "remote.example", true);
        let shy = stranger(c, "shy", "remote.example", false);
        let by = |author: &Actor, visibility: Visibility| NewObject {
            visibility,
            ..draft(author, author.username.as_str())
        };
        insert(c, NewObject { summary: Some("word".into()), ..by(&ana, Visibility::Public) });
        insert(c, NewObject { summary: Some("word".into()), ..by(&open, Visibility::Public) });
        let hidden = insert(c, NewObject { summary: Some("word".into()), ..by(&shy, Visibility::Public) });
        insert(c, NewObject { summary: Some("word secret".into()), ..by(&ana, Visibility::Direct) });
        insert(c, NewObject { summary: Some("word".into()), ..by(&open, Visibility::Unlisted) });

        // A stranger from the street finds what its author opened to search; members find one another.
        assert_eq!(found(c, None, "word"), ["open"]);
        assert_eq!(found(c, Some(eve.id), "word"), ["open", "ana"]);
        assert_eq!(found(c, Some(ana.id), "word"), ["ana", "open", "ana"]);
        // What one liked, one finds again.
        Reaction::like(c, &hosts(), &eve, &hidden).unwrap();
        assert_eq!(found(c, Some(eve.id), "word"), ["shy", "open", "ana"]);
        // What mentions one is found, and by nobody else.
        let direct = NewObject { summary: Some("word".into()), ..by(&shy, Visibility::Direct) };
        Object::insert(c, &direct, &Parts { mentions: vec![eve.id], ..Parts::default() }).unwrap();
        assert_eq!(found(c, Some(eve.id), "word"), ["shy", "shy", "open", "ana"]);
        assert_eq!(found(c, Some(ana.id), "word"), ["ana", "open", "ana"]);
        Actor::suspend(c, open.id, true).unwrap();
        assert_eq!(found(c, None, "word"), [""; 0]);
    });
}

#[test]
fn conditions_narrow_a_search() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        let me = Some(ana.id);
        post_at(c, &ana, "one word", "2026-07-31T23:59:59Z");
        post_at(c, &bob, "two word", "2026-08-01T12:00:00Z");
        let id = ObjectId::at("2026-08-02T00:00:00Z".parse().unwrap());
        insert(
            c,
            NewObject {
                id,
                uri: "https://a.example/reply".into(),
                in_reply_to_uri: Some("https://a.example/x".into()),
                language: Some("fr".into()),
                sensitive: true,
                ..draft(&ana, "three word")
            },
        );
        let file = RemoteMedia { url: "https://remote.example/1.png".into(), ..RemoteMedia::default() };
        let media = Media::of_remote(c, bob.id, None, &[file]).unwrap();
        Object::insert(c, &draft(&bob, "four word"), &Parts { media, ..Parts::default() }).unwrap();
        let check = |c: &mut Conn, query: &str, expected: &[&str]| {
            let short: Vec<String> = found(c, me, query).into_iter().map(|text| text.replace(" word", "")).collect();
            assert_eq!(short, expected, "{query}");
        };
        check(c, "word", &["four", "three", "two", "one"]);
        check(c, "word from:@ana", &["three", "one"]);
        check(c, "word from:me", &["three", "one"]);
        check(c, "word -from:me", &["four", "two"]);
        check(c, "from:@bob@remote.example", &["four", "two"]);
        check(c, "from:@none@remote.example", &[]);
        check(c, "word has:media", &["four"]);
        check(c, "word has:image", &["four"]);
        check(c, "word has:video", &[]);
        check(c, "word -has:media", &["three", "two", "one"]);
        check(c, "word has:poll", &[]);
        check(c, "is:reply", &["three"]);
        check(c, "word -is:reply -has:media", &["two", "one"]);
        check(c, "is:sensitive", &["three"]);
        check(c, "word is:quote", &[]);
        check(c, "language:fr", &["three"]);
        check(c, "word -language:fr", &["four", "two", "one"]);
        check(c, "word before:2026-08-01", &["one"]);
        check(c, "word after:2026-08-01 -has:media", &["three"]);
        check(c, "word during:2026-08-01", &["two"]);
        check(c, "during:2026-08-01", &["two"]);
        check(c, "has:nothing", &[]);
        assert!(Query::parse(" ", HOME).is_empty());
    });
}

#[test]
fn a_search_goes_on_below_what_was_shown() {
    check(|c| {
        let (ana, eve) = (member(c, "ana"), member(c, "eve"));
        // More of what eve may not see than one look takes.
        for n in 0..230 {
            let visibility = if n % 100 == 0 { Visibility::Public } else { Visibility::Direct };
            insert(c, NewObject { visibility, ..draft(&ana, &format!("word {n}")) });
        }
        for query in ["word", "from:@ana"] {
            let query = Query::parse(query, HOME);
            let first = objects(c, Some(eve.id), &query, None, 2).unwrap();
            assert_eq!(
                first.iter().map(|object| object.content.as_str()).collect::<Vec<_>>(),
                ["word 200", "word 100"]
            );
            let rest = objects(c, Some(eve.id), &query, first.last().map(|object| object.id), 2).unwrap();
            assert_eq!(rest.iter().map(|object| object.content.as_str()).collect::<Vec<_>>(), ["word 0"]);
        }
    });
}

#[test]
fn actors_are_found_by_name_and_handle() {
    check(|c| {
        let (ana, anabel) = (member(c, "ana"), member(c, "anabel"));
        let far = stranger(c, "anatole", "remote.example", false);
        let friend = stranger(c, "anais", "remote.example", false);
        Follow::request(c, &hosts(), &ana, &friend).unwrap().accept(c, &hosts()).unwrap();
        let found = |c: &mut Conn, viewer: Option<ActorId>, text: &str| -> Vec<ActorId> {
            actors(c, viewer, text, 10).unwrap().into_iter().map(|actor| actor.id).collect()
        };
        assert_eq!(found(c, Some(ana.id), "ana"), [ana.id, friend.id, anabel.id, far.id]);
        // Whom one blocked is found, so that it can be undone; who blocked one is not.
        let block = Block::set(c, &hosts(), &anabel, &ana).unwrap();
        assert_eq!(found(c, Some(ana.id), "anabel"), []);
        assert_eq!(found(c, Some(anabel.id), "ana"), [ana.id, anabel.id, friend.id, far.id]);
        block.undo(c, &hosts()).unwrap();
        assert_eq!(found(c, None, "@ANAT"), [far.id]);
        assert_eq!(found(c, None, "anais@remote.example"), [friend.id]);
        assert_eq!(found(c, None, "@anais@remote.ex"), [friend.id]);
        assert_eq!(found(c, None, "nab"), []);
        assert_eq!(found(c, None, ""), []);
        let mut named = far.clone();
        named.name = "Élodie Lefèvre".to_owned();
        super::index_actor(c, &named).unwrap();
        assert_eq!(found(c, None, "lefev"), [far.id]);
        Actor::suspend(c, far.id, true).unwrap();
        assert_eq!(found(c, None, "lefev"), []);
        // Words of actors do not bring up posts, nor the other way round.
        post(c, &ana, "anabel");
        assert_eq!(found(c, None, "anabel"), [anabel.id]);
        assert_eq!(objects(c, Some(ana.id), &Query::parse("ana", HOME), None, 10).unwrap(), []);
        forget_actor(c, ana.id).unwrap();
        assert_eq!(objects(c, Some(anabel.id), &Query::parse("anabel", HOME), None, 10).unwrap(), []);
        assert!(!found(c, None, "ana").contains(&ana.id));
        rebuild(c).unwrap();
        assert!(found(c, None, "ana").contains(&ana.id));
        assert_eq!(objects(c, Some(anabel.id), &Query::parse("anabel", HOME), None, 10).unwrap().len(), 1);
    });
}
