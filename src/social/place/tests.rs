//! Where things are.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use diesel::prelude::*;
use store::Conn;

use super::{Address, Area, NewPlace, Place, Point, key};
use crate::fixture::{check, draft, member, post, stranger};
use crate::mute::Mute;
use crate::object::{NewObject, Object, ObjectId, Parts};
use crate::range::Range;
use crate::schema::places;
use crate::visibility::Visibility;

fn named(name: &str) -> NewPlace {
    NewPlace { name: name.to_owned(), ..NewPlace::default() }
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
    for (latitude, longitude) in [
        ("45.188529", "-5.724524"),
        ("45,188529", " -5,724524° "),
        ("45.188529, -5.724524", ""),
        ("45,188529 -5,724524", ""),
    ] {
        assert_eq!(Point::read(latitude, longitude), Some(point), "{latitude} {longitude}");
    }
    assert_eq!(Point::read("45.188529,-5.724524", ""), Some(point));
    for (latitude, longitude) in [("", ""), ("45.1", ""), ("91", "0"), ("north", "east"), ("45,1", ""), ("1.2.3", "4")]
    {
        assert_eq!(Point::read(latitude, longitude), None, "{latitude} {longitude}");
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

#[test]
fn the_map_shows_what_everybody_may_see() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let point = Point::new(49.0241, 1.1511);
        let at = |name: &str, point| Parts { place: Some(NewPlace { point, ..named(name) }), ..Parts::default() };
        let abbey = Object::insert(c, &draft(&ana, "the abbey"), &at("Évreux", point)).unwrap();
        Object::insert(c, &draft(&ana, "the market"), &at("evreux", None)).unwrap();
        let hidden = NewObject { visibility: Visibility::Followers, ..draft(&ana, "at home") };
        Object::insert(c, &hidden, &at("Home", point)).unwrap();
        let mill = Object::insert(c, &draft(&bob, "the mill"), &at("Mill", point)).unwrap();
        let stall = ana.stall.clone().unwrap();
        let shown = |c: &mut _, viewer, name| -> Vec<_> {
            let shown = Place::on_map(c, &stall, viewer, name, 20).unwrap();
            shown.into_iter().map(|object| object.id).collect()
        };
        assert_eq!(shown(c, None, None), [mill.id, abbey.id]);
        assert_eq!(shown(c, None, Some("ÉVREUX")), [abbey.id]);
        let counted = Place::counted(c, &stall, 10).unwrap();
        let counted: Vec<_> = counted.into_iter().map(|(name, count)| (super::key(&name), count)).collect();
        assert_eq!(counted, [("evreux".to_owned(), 2), ("mill".to_owned(), 1)]);
        assert_eq!(Place::known_point(c, ana.id, "evreux").unwrap(), point);
        assert_eq!(Place::known_point(c, bob.id, "evreux").unwrap(), None);
        Mute::set(c, ana.id, bob.id, true, None).unwrap();
        assert_eq!(shown(c, Some(ana.id), None), [abbey.id]);
    });
}

#[test]
fn what_is_near_is_found_by_the_way_over_the_ground() {
    let at = |latitude, longitude| Point::new(latitude, longitude).unwrap();
    let (quimper, brest, suva) = (at(47.9960, -4.1024), at(48.3904, -4.4861), at(-18.1416, 178.4419));
    assert!((quimper.distance_km(brest) - 52.4).abs() < 0.5, "{}", quimper.distance_km(brest));
    assert!(quimper.distance_km(quimper) < 0.001);
    check(move |c| {
        let ana = member(c, "ana");
        let mut ids = Vec::new();
        // The last one lies beyond the line where the days change.
        for (name, point) in [
            ("Town hall", quimper),
            ("Port", brest),
            ("Hall", suva),
            ("Reef", at(-18.2, -179.9)),
            ("Pole", at(89.99, 10.0)),
        ] {
            let address = Address { locality: "Somewhere".to_owned(), ..Address::default() };
            let place = NewPlace { point: Some(point), address: Some(address), ..named(name) };
            let parts = Parts { place: Some(place), ..Parts::default() };
            ids.push(Object::insert(c, &draft(&ana, name), &parts).unwrap().id);
        }
        let near = |c: &mut Conn, centre: Point, radius_km: f64| -> Vec<_> {
            let area = Area { centre, radius_km };
            let around: Vec<ObjectId> = area.objects_around().order(places::object_id).load(c).unwrap();
            let inside = Place::of(c, &around).unwrap();
            let mut inside: Vec<_> = inside.into_iter().filter(|place| area.contains(place.point().unwrap())).collect();
            inside.sort_by_key(|place| place.object_id);
            inside.into_iter().map(|place| place.object_id).collect()
        };
        assert_eq!(near(c, quimper, 50.0), [ids[0]]);
        assert_eq!(near(c, quimper, 55.0), [ids[0], ids[1]]);
        assert_eq!(near(c, suva, 200.0), [ids[2], ids[3]]);
        assert_eq!(near(c, at(89.99, -170.0), 5.0), [ids[4]]);
        assert_eq!(Place::located(c, "town-HALL").unwrap(), Some(quimper));
        assert_eq!(Place::located(c, "somewhere").unwrap(), at(89.99, 10.0).into());
        assert_eq!(Place::located(c, "Atlantis").unwrap(), None);
    });
}
