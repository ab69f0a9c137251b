//! What is read, whoever wrote it.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{EDGES, at, event, only, read};
use crate::calendar::windows::WINDOWS;
use crate::calendar::{MAX_FILE, Moment, ReadError, Reason, zone};

#[test]
fn what_is_wrong_is_refused_by_itself_with_its_line() {
    let file = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nSUMMARY:no start\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:2\nDTSTART:20260231T100000\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:3\nDTSTART:20260201T100000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:4\nDTSTART:20260201T100000Z\nwhat is this\nSUMMARY:Good\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:5\nDTSTART:20260201T100000Z\nSUMMARY:Open\n";
    let reading = read(file);
    assert_eq!(reading.calendar.entries.len(), 1);
    assert_eq!(reading.lines, [16]);
    let told: Vec<_> = reading.refused.iter().map(|refusal| format!("{}: {}", refusal.line, refusal.reason)).collect();
    assert_eq!(
        told,
        [
            "3: it does not say when it begins",
            "9: “20260231T100000” is no time that can be taken",
            "14: what recurs every hour, minute or second is not taken",
            "19: this is no line of a calendar",
            "22: it has no end",
        ]
    );
}

#[test]
fn zones_are_known_by_many_names() {
    let names = [
        ("W. Europe Standard Time", Tz::Europe__Berlin),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", Tz::America__Argentina__Buenos_Aires),
        ("\"Europe/Paris\"", Tz::Europe__Paris),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/London", Tz::Europe__London),
    ];
    for (name, wanted) in names {
        assert_eq!(zone::find(name), Some(wanted), "{name}");
    }
    for (name, _) in WINDOWS {
        assert!(zone::find(name).is_some(), "{name}");
    }
    let own = "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\n\
               BEGIN:DAYLIGHT\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\nEND:VCALENDAR";
    let file = event("DTSTART;TZID=Customized Time Zone:20260701T090000").replace("END:VCALENDAR", own);
    assert_eq!(only(&file).start, Moment::Zoned(at(2026, 7, 1, 9, 0), Tz::America__New_York));
}

#[test]
fn of_a_zone_that_nobody_knows_the_usual_one_is_taken() {
    let reading = read(&event("DTSTART;TZID=Middle Earth:20260701T090000"));
    assert_eq!(reading.calendar.entries[0].start, Moment::Zoned(at(2026, 7, 1, 9, 0), Tz::Europe__Paris));
    assert_eq!(reading.notes[0].reason, Reason::Zone("Middle Earth".to_owned(), Tz::Europe__Paris));
}

#[test]
fn lengths_are_days_by_the_calendar_and_hours_by_the_clock() {
    let over = |length: &str| only(&event(&format!("DTSTART;TZID=Europe/Paris:20260328T200000\r\nDURATION:{length}")));
    assert_eq!(over("P1D").end, Some(Moment::Zoned(at(2026, 3, 29, 20, 0), Tz::Europe__Paris)));
    assert_eq!(over("PT24H").end, Some(Moment::Zoned(at(2026, 3, 29, 21, 0), Tz::Europe__Paris)));
    let day = only(&event("DTSTART;VALUE=DATE:20260328\r\nDURATION:P2D"));
    assert_eq!(day.end, NaiveDate::from_ymd_opt(2026, 3, 30).map(Moment::Date));
}

#[test]
fn an_end_before_the_start_is_left_out_and_told() {
    let reading = read(&event("DTSTART:20260301T090000Z\r\nDTEND:20260301T080000Z"));
    assert_eq!(reading.calendar.entries[0].end, None);
    assert_eq!(reading.notes[0].reason, Reason::EndBeforeStart);
}

#[test]
fn a_time_that_clocks_leave_out_is_counted_from_before() {
    assert_eq!(zone::utc(at(2026, 3, 29, 2, 30), Tz::Europe__Paris), at(2026, 3, 29, 1, 30));
    assert_eq!(zone::utc(at(2026, 11, 1, 1, 30), Tz::America__New_York), at(2026, 11, 1, 5, 30));
}

#[test]
fn what_has_no_name_gets_the_same_each_time() {
    let file = event("DTSTART:20260301T090000Z\r\nSUMMARY:A").replace("UID:one\r\n", "");
    assert_eq!(only(&file).uid, only(&file).uid);
    assert_ne!(only(&file).uid, only(&file.replace("SUMMARY:A", "SUMMARY:B")).uid);
    let long = event("DTSTART:20260301T090000Z").replace("UID:one", &format!("UID:{}", "x".repeat(900)));
    assert!(only(&long).uid.len() <= 255);
}

#[test]
fn what_was_folded_within_a_letter_is_whole() {
    let file = event("DTSTART:20260301T090000Z\r\nSUMMARY:caf\u{e9}");
    let at = file.find('é').unwrap() + 1;
    let (head, tail) = file.as_bytes().split_at(at);
    let folded = [head, b"\r\n ", tail].concat();
    let reading = crate::calendar::read(&folded, Tz::UTC).unwrap();
    assert_eq!(reading.calendar.entries[0].summary, "café");
}

#[test]
fn what_has_no_end_of_its_own_has_bounds_here() {
    let deep = "BEGIN:VCALENDAR\n".repeat(9);
    assert_eq!(crate::calendar::read(deep.as_bytes(), Tz::UTC), Err(ReadError::Deep));
    assert_eq!(crate::calendar::read(&vec![b'x'; MAX_FILE + 1], Tz::UTC), Err(ReadError::Large));
    assert_eq!(crate::calendar::read(b"<html>", Tz::UTC), Err(ReadError::None));
    let many = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n".repeat(20_010));
    let reading = read(&many);
    assert_eq!((reading.calendar.entries.len(), reading.refused.len()), (20_000, 1));
}

/// Whatever happens to a file, it is read or refused.
#[test]
fn nothing_that_is_broken_breaks_the_reader() {
    let marks = ["", "\r\n", ":", ";", "\"", "^", "\\", "\u{0}", "é", "99999999999", "-", "BEGIN:VEVENT\n", "P", "T"];
    let bytes = EDGES.as_bytes();
    for (turn, mark) in marks.iter().cycle().take(2000).enumerate() {
        let place = turn.wrapping_mul(7919) % bytes.len();
        let length = turn % 9;
        let mut file = bytes.to_vec();
        file.splice(place..(place + length).min(bytes.len()), mark.bytes());
        if turn % 3 == 0 {
            file.truncate(turn.wrapping_mul(104_729) % file.len());
        }
        let Ok(reading) = crate::calendar::read(&file, Tz::UTC) else { continue };
        crate::calendar::write(&reading.calendar);
    }
}
