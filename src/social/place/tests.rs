//! Where things are.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use super::{NewPlace, Place, Point, key};
use crate::fixture::{check, draft, member, post, stranger};
use crate::object::{NewObject, Object, Parts};
use crate::range::Range;
use crate::visibility::Visibility;

fn named(name: &str) -> NewPlace {
    NewPlace { name: name.to_owned(), country: None, point: None }
}

#[test]
fn a_place_is_found_however_it_is_written() {
    assert_eq!(key("  Saint-Étienne, Loire "), key("saint etienne loire"));
    assert_ne!(key("Lyon"), key("Lyons"));
    check(|c| {
        let ana = member(c, "ana");
        let parts = Parts { place: Some(named("Évreux")), ..Parts::default() };
        let there = Object::insert(c, &draft(&ana, "the abbey"), &parts).unwrap();
        let hidden = NewObject { visibility: Visibility::Followers, ..draft(&ana, "at home") };
        let hidden = Object::insert(c, &hidden, &parts).unwrap();
        post(c, &ana, "elsewhere");
        let eve = stranger(c, "eve", "eve.example", true);
        let found = |c: &mut _, viewer| -> Vec<_> {
            let found = Place::objects(c, viewer, "evreux", Range::default(), 20).unwrap();
            found.into_iter().map(|object| object.id).collect()
        };
        assert_eq!(found(c, None), [there.id]);
        assert_eq!(found(c, Some(eve.id)), [there.id]);
        assert_eq!(found(c, Some(ana.id)), [hidden.id, there.id]);
        there.bury(c).unwrap();
        assert_eq!(found(c, None), []);
        assert_eq!(Place::find(c, there.id).unwrap(), None);
    });
}

#[test]
fn a_point_is_on_the_earth() {
    let point = Point::new(45.188_529, -5.724_524).unwrap();
    assert_eq!((point.latitude(), point.longitude()), (45.188_529, -5.724_524));
    for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
        assert_eq!(Point::new(latitude, longitude), None);
    }
    check(move |c| {
        let ana = member(c, "ana");
        let note = post(c, &ana, "x");
        Place::set(c, note.id, Some(&named("   "))).unwrap();
        assert_eq!(Place::find(c, note.id).unwrap(), None);
        Place::set(c, note.id, Some(&NewPlace { point: Some(point), ..named(&"é".repeat(300)) })).unwrap();
        let kept = Place::find(c, note.id).unwrap().unwrap();
        assert_eq!((kept.name.chars().count(), kept.point()), (200, Some(point)));
    });
}
