//! When things take place.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{JoinMode, NewOccasion, Occasion, OccasionStatus};
use crate::fixture::{check, draft, member};
use crate::object::{Object, Parts};

fn evening(day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap().and_hms_opt(18, 0, 0).unwrap()
}

#[test]
fn what_matters_to_calendars_is_counted() {
    check(|c| {
        let ana = member(c, "ana");
        let new = NewOccasion::at(evening(18), "Europe/Paris");
        let parts = Parts { occasion: Some(new.clone()), ..Parts::default() };
        let object = Object::insert(c, &draft(&ana, "games"), &parts).unwrap();
        let first = Occasion::find(c, object.id).unwrap().unwrap();
        assert_eq!((first.sequence, first.previous_starts_at), (0, None));

        let described = NewOccasion { capacity: Some(12), ..new.clone() };
        Occasion::set(c, object.id, Some(&described)).unwrap();
        let moved = NewOccasion { starts_at: evening(19), ..described.clone() };
        Occasion::set(c, object.id, Some(&moved)).unwrap();
        let cancelled = NewOccasion { status: OccasionStatus::Cancelled, ..moved };
        Occasion::set(c, object.id, Some(&cancelled)).unwrap();
        Occasion::set(c, object.id, None).unwrap();
        let last = Occasion::find(c, object.id).unwrap().unwrap();
        assert_eq!((last.sequence, last.previous_starts_at), (2, Some(evening(18))));
        assert_eq!(last.uid, first.uid);
        assert_eq!(NewOccasion::from(last), cancelled);
    });
}

#[test]
fn one_registers_until_it_is_over_or_closed() {
    check(|c| {
        let ana = member(c, "ana");
        let new = NewOccasion { capacity: Some(3), ..NewOccasion::at(evening(18), "Europe/Paris") };
        let parts = Parts { occasion: Some(new), ..Parts::default() };
        let object = Object::insert(c, &draft(&ana, "games"), &parts).unwrap();
        Occasion::count(c, object.id, 5).unwrap();
        let open = Occasion::find(c, object.id).unwrap().unwrap();
        assert_eq!(open.remaining(), Some(0));
        assert!(open.takes_part(evening(18)) && !open.is_over(evening(19) - TimeDelta::seconds(1)));
        assert!(open.is_over(evening(19)), "what has no end is over a day after it began");
        let ended = Occasion { ends_at: Some(evening(18) + TimeDelta::hours(2)), ..open.clone() };
        assert!(!ended.takes_part(evening(18) + TimeDelta::hours(2)));
        let closed = Occasion { join_until: Some(evening(17)), ..open.clone() };
        assert!(closed.takes_part(evening(17) - TimeDelta::seconds(1)) && !closed.takes_part(evening(17)));
        let elsewhere = Occasion { join_mode: JoinMode::External, ..open };
        assert!(!elsewhere.takes_part(evening(10)));
    });
}
