#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::theme::Themes;

fn written(moment: &str, locale: &str, style: Style) -> String {
    written_in(Zone::UTC, moment, locale, style)
}

fn written_in(zone: Zone, moment: &str, locale: &str, style: Style) -> String {
    let themes = Themes::load(None, &Default::default()).unwrap();
    let words = themes.translations();
    let locale = words.find(locale).unwrap();
    let hand = Hand { words, locale: &locale, zone };
    hand.write(parse(moment).unwrap(), parse("2026-11-22T12:00:00Z").unwrap(), style)
}

#[test]
fn whoever_chose_a_zone_reads_its_days_and_hours() {
    let paris = Zone::find("Europe/Paris").unwrap();
    assert_eq!(written_in(paris, "2026-01-31T23:05:00Z", "fr", Style::Full), "1 février 2026 à 00:05");
    assert_eq!(written_in(paris, "2026-01-31T23:05:00Z", "en", Style::Date), "1 February 2026");
    assert_eq!(written_in(paris, "2026-11-22T11:57:00Z", "fr", Style::Relative), "il y a 3 minutes");
}

#[test]
fn near_times_are_relative() {
    assert_eq!(written("2026-11-22T11:59:30Z", "en", Style::Relative), "just now");
    assert_eq!(written("2026-11-22T11:57:00Z", "en", Style::Relative), "3 minutes ago");
    assert_eq!(written("2026-11-22T11:57:00Z", "fr", Style::Relative), "il y a 3 minutes");
    assert_eq!(written("2026-11-22T11:00:00Z", "fr", Style::Relative), "il y a 1 heure");
    assert_eq!(written("2026-11-25T12:00:00Z", "en", Style::Relative), "in 3 days");
    assert_eq!(written("2026-11-15T12:00:00Z", "en", Style::Relative), "15 November 2026");
}

#[test]
fn far_times_are_dates() {
    assert_eq!(written("2026-02-01T08:05:00Z", "en", Style::Full), "1 February 2026, 08:05 UTC");
    assert_eq!(written("2026-02-01T08:05:00Z", "fr", Style::Full), "1 février 2026 à 08:05 UTC");
    assert_eq!(written("2026-02-01T08:05:00Z", "fr", Style::Date), "1 février 2026");
}

#[test]
fn rows_and_wire_are_both_read() {
    for text in ["2026-11-22T08:42:00Z", "2026-11-22T09:42:00+01:00", "2026-11-22T08:42:00.5", "2026-11-22 08:42:00"] {
        assert_eq!(machine(parse(text).unwrap()), "2026-11-22T08:42:00Z");
    }
    assert_eq!(parse("yesterday"), None);
}
