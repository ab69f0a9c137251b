#![allow(clippy::unwrap_used)]

use super::*;

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

#[test]
fn what_is_typed_in_a_zone_is_shown_again_as_it_was_typed() {
    let paris = Zone::find("Europe/Paris").unwrap();
    for (shown, moment) in
        [("2026-01-10T08:00:00", "2026-01-10T07:00:00"), ("2026-07-10T08:00:00", "2026-07-10T06:00:00")]
    {
        assert_eq!(paris.moment(at(shown)), at(moment));
        assert_eq!(paris.local(at(moment)), at(shown));
    }
    assert_eq!(Zone::UTC.moment(at("2026-01-10T08:00:00")), at("2026-01-10T08:00:00"));
}

#[test]
fn hours_that_come_twice_or_never_have_a_moment() {
    let paris = Zone::find("Europe/Paris").unwrap();
    assert_eq!(paris.moment(at("2026-10-25T02:30:00")), at("2026-10-25T00:30:00"));
    assert_eq!(paris.moment(at("2026-03-29T02:30:00")), at("2026-03-29T01:30:00"));
}

#[test]
fn places_are_offered_once_and_under_names_that_are_found() {
    let names: Vec<&str> = Zone::places().map(Zone::name).collect();
    assert!(names.contains(&"Europe/Paris") && names.contains(&"America/Argentina/Buenos_Aires"));
    assert!(!names.contains(&"EST5EDT") && !names.contains(&"Etc/GMT+1"));
    assert!(names.is_sorted() && names.iter().all(|name| Zone::find(name).is_some_and(|zone| zone.name() == *name)));
    assert_eq!(Zone::find("Club/Square"), None);
}
