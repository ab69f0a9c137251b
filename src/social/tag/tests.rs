//! Hashtags, found, followed and counted.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::{Days, Utc};
use store::Conn;

use super::{Tag, TagFollowId, attach, normalise, usage};
use crate::actor::ActorId;
use crate::fixture::{check, draft, member, post, stranger};
use crate::object::{Object, ObjectId, Parts};
use crate::range::Range;
use crate::visibility::Visibility;

fn followed(c: &mut Conn, actor: ActorId, range: Range) -> Vec<(TagFollowId, Tag)> {
    Tag::followed_by(c, actor, range, 10).unwrap()
}

fn names(tags: &[(TagFollowId, Tag)]) -> Vec<&str> {
    tags.iter().map(|(_, tag)| tag.name.as_str()).collect()
}

#[test]
fn names_are_compared_in_one_form() {
    let check = |name: &str, expected: Option<&str>| assert_eq!(normalise(name).as_deref(), expected, "{name:?}");
    check("#Fête", Some("fete"));
    check("FE\u{302}TE", Some("fete"));
    check("＃ｆｕｌｌ", Some("full"));
    check("ガーデン", Some("ガーデン"));
    check("Йод_2", Some("йод_2"));
    check("straße", Some("straße"));
    check("2024", None);
    check("_1_", None);
    check("a b", Some("ab"));
    check("", None);
    assert_eq!(normalise(&"é".repeat(1000)).unwrap().len(), super::MAX_NAME);
}

#[test]
fn an_object_has_the_hashtags_of_its_last_edit() {
    check(|c| {
        let ana = member(c, "ana");
        let note = post(c, &ana, "x");
        let of = |c: &mut Conn| -> Vec<String> {
            Tag::of_objects(c, &[note.id]).unwrap().into_iter().map(|(_, tag)| tag.display).collect()
        };
        attach(c, note.id, &["Fête".into(), "fete".into(), "two".into(), "12".into()]).unwrap();
        assert_eq!(of(c), ["Fête", "two"]);
        attach(c, note.id, &["FETE".into(), "three".into()]).unwrap();
        assert_eq!(of(c), ["Fête", "three"]);
        let many: Vec<String> = (0..100).map(|n| format!("tag{n}")).collect();
        attach(c, note.id, &many).unwrap();
        assert_eq!(of(c).len(), super::MAX_PER_OBJECT);
        attach(c, note.id, &[]).unwrap();
        assert!(of(c).is_empty());
    });
}

#[test]
fn hashtags_are_found_by_their_beginning() {
    check(|c| {
        let ana = member(c, "ana");
        for name in ["fete", "fetedulac", "a_b", "axb", "other"] {
            Tag::find_or_create(c, name).unwrap().unwrap();
        }
        let note = post(c, &ana, "x");
        attach(c, note.id, &["fetedulac".into()]).unwrap();
        let found = |c: &mut Conn, prefix: &str| -> Vec<String> {
            Tag::search(c, prefix, 10).unwrap().into_iter().map(|tag| tag.name).collect()
        };
        assert_eq!(found(c, "#Fêt"), ["fetedulac", "fete"]);
        assert_eq!(found(c, "fete"), ["fete", "fetedulac"]);
        assert_eq!(found(c, "a_"), ["a_b"]);
        assert_eq!(found(c, "%"), [""; 0]);
        assert_eq!(Tag::find(c, "#FETE").unwrap().unwrap().name, "fete");
        assert_eq!(Tag::find_or_create(c, "12").unwrap(), None);
    });
}

#[test]
fn hashtags_are_followed() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let tag = Tag::find_or_create(c, "fete").unwrap().unwrap();
        let other = Tag::find_or_create(c, "a").unwrap().unwrap();
        tag.follow(c, ana.id).unwrap();
        tag.follow(c, ana.id).unwrap();
        other.follow(c, ana.id).unwrap();
        other.follow(c, bob.id).unwrap();
        let (newest, oldest) = (followed(c, ana.id, Range::default()), followed(c, bob.id, Range::default()));
        assert_eq!((names(&newest), names(&oldest)), (vec!["a", "fete"], vec!["a"]));
        let first: TagFollowId = newest[0].0;
        assert_eq!(names(&followed(c, ana.id, Range::before(Some(first)))), ["fete"]);
        assert_eq!(names(&followed(c, ana.id, Range::after(newest[1].0))), ["a"]);
        assert_eq!(Tag::followed_among(c, bob.id, &[tag.id, other.id]).unwrap(), [other.id].into());
        tag.unfollow(c, ana.id).unwrap();
        assert!(!tag.is_followed_by(c, ana.id).unwrap() && other.is_followed_by(c, ana.id).unwrap());
    });
}

#[test]
fn a_profile_features_some() {
    check(|c| {
        let ana = member(c, "ana");
        let tagged = |name: &str| Parts { tags: vec![name.to_owned()], ..Parts::default() };
        for name in ["one", "two", "two"] {
            Object::insert(c, &draft(&ana, "x"), &tagged(name)).unwrap();
        }
        let mut direct = draft(&ana, "x");
        direct.visibility = Visibility::Direct;
        Object::insert(c, &direct, &tagged("one")).unwrap();
        for n in 0..super::MAX_FEATURED {
            let name =
                ["one", "two"].get(usize::try_from(n).unwrap()).map_or_else(|| format!("tag{n}"), ToString::to_string);
            assert!(Tag::find_or_create(c, &name).unwrap().unwrap().feature(c, ana.id).unwrap());
        }
        let one_more = Tag::find_or_create(c, "more").unwrap().unwrap();
        assert!(!one_more.feature(c, ana.id).unwrap());
        let featured = Tag::featured_by(c, ana.id).unwrap();
        assert_eq!((featured[0].tag.name.as_str(), featured[0].objects), ("two", 2));
        assert_eq!((featured[1].tag.name.as_str(), featured[1].objects), ("one", 1));
        assert!(featured[0].last_object_at.is_some() && featured[2].last_object_at.is_none());
        assert_eq!(Tag::featured_among(c, ana.id, &[featured[0].tag.id, one_more.id]).unwrap().len(), 1);
        assert!(Tag::unfeature(c, ana.id, featured[0].tag.id).unwrap());
        assert!(!Tag::unfeature(c, ana.id, featured[0].tag.id).unwrap());
        assert_eq!(Tag::worth_featuring(c, ana.id, 10).unwrap(), [featured[0].tag.clone()]);
        assert!(one_more.feature(c, ana.id).unwrap());
    });
}

#[test]
fn use_is_counted_by_day() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), stranger(c, "bob", "remote.example", true));
        let tag = Tag::find_or_create(c, "fete").unwrap().unwrap();
        let yesterday = Utc::now().checked_sub_days(Days::new(1)).unwrap();
        for (author, time) in [(&ana, Utc::now()), (&ana, Utc::now()), (&bob, Utc::now()), (&bob, yesterday)] {
            let note = ObjectId::at(time);
            let mut new = draft(author, "x");
            (new.id, new.uri) = (note, format!("https://a.example/{note}"));
            Object::insert(c, &new, &Parts { tags: vec!["fete".into()], ..Parts::default() }).unwrap();
        }
        let mut unlisted = draft(&ana, "x");
        unlisted.visibility = Visibility::Unlisted;
        Object::insert(c, &unlisted, &Parts { tags: vec!["fete".into()], ..Parts::default() }).unwrap();
        let unused = Tag::find_or_create(c, "unused").unwrap().unwrap();
        let of_both = usage(c, &[tag.id, unused.id], 3).unwrap();
        assert!(of_both[&unused.id].iter().all(|day| (day.objects, day.actors) == (0, 0)));
        let usage = &of_both[&tag.id];
        let counts: Vec<_> = usage.iter().map(|day| (day.objects, day.actors)).collect();
        assert_eq!(counts, [(3, 2), (1, 1), (0, 0)]);
        assert_eq!(usage[0].day, Utc::now().date_naive());
    });
}
