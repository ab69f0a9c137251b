#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use store::clock;
use web::Zone;

use super::DueTime;

fn to_the_minute(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

#[test]
fn a_time_is_typed_by_the_clocks_of_the_members_zone() {
    let zone = Zone::find("Europe/Paris").unwrap();
    let later = NaiveDate::from_ymd_opt(2090, 7, 1).unwrap().and_hms_opt(18, 30, 0).unwrap();
    let shown = DueTime::of(Some(later), zone);
    assert_eq!(shown.read(zone), Ok(Some(later)), "what is shown is read the same");
    assert_ne!(shown.read(Zone::UTC), Ok(Some(later)), "and means something else elsewhere");
    assert_eq!(DueTime::default().read(zone), Ok(None), "nothing typed is now");
    let gone = to_the_minute(clock::now() - TimeDelta::hours(1));
    for typed in [gone, "tomorrow".to_owned(), "2999-02-30T10:00".to_owned()] {
        assert_eq!(DueTime(typed).read(Zone::UTC).unwrap_err().key, "post-due-in-the-past");
    }
}
