//! What is read, written and read again.

use super::{EDGES, read};
use crate::calendar::write;

#[test]
fn what_is_read_is_written_as_it_was() {
    let first = read(EDGES);
    assert_eq!((first.refused.as_slice(), first.notes.as_slice()), ([].as_slice(), [].as_slice()));
    assert_eq!(first.calendar.entries.len(), 12);
    let file = write(&first.calendar);
    let second = read(&file);
    assert_eq!(second.refused, []);
    assert_eq!(second.calendar, first.calendar);
    assert_eq!(write(&second.calendar), file);
}

#[test]
fn the_same_with_any_ends_of_lines() {
    let wanted = read(EDGES).calendar;
    for end in ["\r\n", "\r"] {
        assert_eq!(read(&EDGES.replace('\n', end)).calendar, wanted, "{end:?}");
    }
    assert_eq!(read(&format!("\u{feff}{EDGES}")).calendar, wanted);
}

#[test]
fn another_program_reads_what_is_written() {
    use icalendar::{CalendarComponent, Component};

    let first = read(EDGES).calendar;
    let theirs: icalendar::Calendar = write(&first).parse().unwrap();
    let events: Vec<_> = theirs
        .components
        .iter()
        .filter_map(|component| match component {
            CalendarComponent::Event(event) => Some(event),
            _ => None,
        })
        .collect();
    assert_eq!(events.len(), first.entries.len());
    for (ours, theirs) in first.entries.iter().zip(events) {
        assert_eq!(theirs.get_uid(), Some(ours.uid.as_str()));
        assert_eq!(theirs.get_summary(), Some(ours.summary.as_str()));
        assert_eq!(theirs.get_description().unwrap_or_default(), ours.description);
        assert_eq!(theirs.get_sequence(), Some(ours.sequence as u32));
    }
}
