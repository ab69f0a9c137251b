//! What is written.

use chrono_tz::Tz;

use super::{at, calendar, event, only, read};
use crate::calendar::{Entry, Moment, Organizer, write};

#[test]
fn lines_are_short_and_end_between_letters() {
    // Letters of one to four octets come to lie on every edge.
    for shift in 0..80 {
        let words = format!("{}{}", "x".repeat(shift), "aé老🎶 ".repeat(60));
        let entry = Entry::at("long", Moment::Utc(at(2026, 3, 1, 9, 0)), words.trim());
        let file = write(&calendar(vec![entry.clone()]));
        for line in file.split_terminator("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
            assert!(!line.contains(['\r', '\n']));
        }
        assert_eq!(read(&file).calendar.entries[0].summary, entry.summary);
    }
}

#[test]
fn words_begin_no_lines_of_their_own() {
    let hostile = "Dance\r\nEND:VEVENT\rBEGIN:VEVENT\nATTENDEE:mailto:a@example\u{2028}X\u{0}Y; a, b: c\\";
    let mut entry = Entry::at(hostile, Moment::Utc(at(2026, 3, 1, 9, 0)), hostile);
    entry.description = hostile.to_owned();
    entry.location = hostile.to_owned();
    entry.categories = vec![hostile.to_owned(), "b".to_owned()];
    entry.organizer = Some(Organizer { name: format!("{hostile}\"^"), uri: "https://club.example/\r\nX:1".to_owned() });
    let file = write(&calendar(vec![entry]));
    assert_eq!(file.matches("\r\nBEGIN:VEVENT").count(), 1);
    assert_eq!(file.matches("\r\nEND:VEVENT").count(), 1);
    assert!(!file.contains("\r\nATTENDEE") && !file.contains("\r\nX:1") && !file.contains('\0'));
    let again = read(&file).calendar.entries.remove(0);
    assert_eq!(again.description, "Dance\nEND:VEVENT\nBEGIN:VEVENT\nATTENDEE:mailto:a@example\nXY; a, b: c\\");
    assert_eq!(again.categories.len(), 2);
}

#[test]
fn nobody_is_named_and_no_method() {
    let file = event("DTSTART:20260301T090000Z\r\nATTENDEE;CN=Ana:mailto:ana@example.org")
        .replace("VERSION", "METHOD:PUBLISH\r\nVERSION");
    let again = write(&read(&file).calendar);
    assert!(!again.contains("ATTENDEE") && !again.contains("ana@") && !again.contains("METHOD"));
}

#[test]
fn clocks_are_described_for_the_years_that_are_needed() {
    let mut entry = Entry::at("a", Moment::Zoned(at(2026, 7, 1, 9, 0), Tz::Europe__Paris), "A");
    entry.end = Some(Moment::Zoned(at(2027, 1, 1, 9, 0), Tz::Europe__Paris));
    let file = write(&calendar(vec![entry]));
    let zone = file.split("BEGIN:VTIMEZONE\r\n").nth(1).unwrap().split("END:VTIMEZONE").next().unwrap();
    let wanted = "TZID:Europe/Paris\r\nX-LIC-LOCATION:Europe/Paris\r\n\
                  BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nRDATE:20251026T030000\r\nRDATE:20261025T030000\r\nRDATE:20271031T030000\r\n\
                  TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n\
                  BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nRDATE:20260329T020000\r\nRDATE:20270328T020000\r\n\
                  TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n";
    assert_eq!(zone, wanted);
}

#[test]
fn a_zone_that_never_changes_is_described_too() {
    let file = write(&calendar(vec![Entry::at("a", Moment::Zoned(at(2026, 7, 1, 9, 0), Tz::Asia__Kolkata), "A")]));
    assert!(
        file.contains(
            "BEGIN:STANDARD\r\nDTSTART:20250101T053000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nTZNAME:IST"
        )
    );
    assert_eq!(file.matches("BEGIN:STANDARD").count(), 1);
}

#[test]
fn a_reminder_says_how_long_before() {
    for (before, trigger) in [(86_400, "-P1D"), (5400, "-PT90M"), (0, "PT0M"), (-61, "PT61S")] {
        let file = event(&format!(
            "DTSTART:20260301T090000Z\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:{trigger}\r\nEND:VALARM"
        ));
        let entry = only(&file);
        assert_eq!(entry.alarms[0].before, before);
        assert!(write(&calendar(vec![entry])).contains(&format!("TRIGGER:{trigger}\r\n")));
    }
}
