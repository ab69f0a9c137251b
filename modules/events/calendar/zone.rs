//! Time zones: by which of the names that are about, and as calendars describe them to one another (RFC 5545 §3.6.5).

use chrono::{Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::line::Writer;
use super::windows::WINDOWS;

/// The longest name of a zone, in bytes.
const MAX_NAME: usize = 200;

/// A time by the clocks of a zone, in UTC. What comes twice is meant the first time; what the clocks leave out is counted from
/// the offset before (RFC 5545 §3.3.5).
pub fn utc(local: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    if let Some(at) = zone.from_local_datetime(&local).earliest() {
        return at.naive_utc();
    }
    let before = local.checked_sub_signed(TimeDelta::days(1)).unwrap_or(local);
    let offset = zone.offset_from_utc_datetime(&before).fix();
    local.checked_sub_offset(offset).unwrap_or(local)
}

/// A time in UTC by the clocks of a zone.
pub fn local(at: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    at.checked_add_offset(zone.offset_from_utc_datetime(&at).fix()).unwrap_or(at)
}

/// The zone of that name: of the IANA, with whatever a program puts before that, or of Windows.
pub fn find(name: &str) -> Option<Tz> {
    let name = name.trim().trim_matches('"');
    if name.is_empty() || name.len() > MAX_NAME {
        return None;
    }
    if let Ok(zone) = name.parse::<Tz>() {
        return Some(zone);
    }
    // `/mozilla.org/20050126_1/Europe/Paris`
    let tails = name.match_indices('/').filter_map(|(at, _)| name.get(at + 1..));
    tails.filter(|tail| tail.contains('/')).find_map(|tail| tail.parse().ok()).or_else(|| of_windows(name))
}

fn of_windows(name: &str) -> Option<Tz> {
    let known = WINDOWS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.and_then(|(_, zone)| zone.parse().ok())
}

/// A zone with these offsets from UTC in seconds, in winter and in summer: what is known of one whose name is not.
pub(super) fn like(standard: i32, daylight: Option<i32>) -> Option<Tz> {
    if let Some(daylight) = daylight.filter(|daylight| *daylight != standard) {
        let known = ALIKE.iter().find(|(winter, summer, _)| (*winter, *summer) == (standard, daylight));
        return known.and_then(|(_, _, zone)| zone.parse().ok());
    }
    match (standard / 3600, standard % 3600) {
        (0, 0) => Some(Tz::UTC),
        // These are named by what one adds to get UTC.
        (hours, 0) => format!("Etc/GMT{:+}", -hours).parse().ok(),
        _ => FRACTIONS.iter().find(|(offset, _)| *offset == standard).and_then(|(_, zone)| zone.parse().ok()),
    }
}

/// When a zone's clocks are set.
struct Change {
    /// When, by the clocks before.
    at: NaiveDateTime,
    before: i32,
    after: i32,
    name: String,
    daylight: bool,
}

fn offset(zone: Tz, at: NaiveDateTime) -> i32 {
    zone.offset_from_utc_datetime(&at).fix().local_minus_utc()
}

impl Change {
    fn at(zone: Tz, at: NaiveDateTime, before: i32) -> Self {
        let state = zone.offset_from_utc_datetime(&at);
        Self {
            at: at.checked_add_signed(TimeDelta::seconds(before.into())).unwrap_or(at),
            before,
            after: state.fix().local_minus_utc(),
            name: state.abbreviation().unwrap_or_default().to_owned(),
            daylight: state.dst_offset() != TimeDelta::zero(),
        }
    }
}

/// What happens to a zone's clocks in these years, and how they stood when they began.
fn changes(zone: Tz, first: i32, last: i32) -> Vec<Change> {
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
    let (mut at, end) = (new_year(first - 1), new_year(last + 1));
    let mut found = vec![Change::at(zone, at, offset(zone, at))];
    while at < end {
        let Some(next) = at.checked_add_signed(TimeDelta::days(7)) else { break };
        if offset(zone, next) != offset(zone, at) {
            let (mut low, mut high) = (at, next);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + TimeDelta::seconds((high - low).num_seconds() / 2);
                if offset(zone, middle) == offset(zone, at) { low = middle } else { high = middle }
            }
            found.push(Change::at(zone, high, offset(zone, at)));
        }
        at = next;
    }
    // How the clocks stood long before is of no use where they were set since.
    let past = found.iter().filter(|change| change.at < new_year(first)).count();
    found.split_off(past.saturating_sub(1))
}

/// Writes a `VTIMEZONE` that holds for these years.
pub(super) fn write(out: &mut Writer, zone: Tz, first: i32, last: i32) {
    out.line("BEGIN", "VTIMEZONE");
    out.text("TZID", zone.name());
    out.text("X-LIC-LOCATION", zone.name());
    let mut left = changes(zone, first, last);
    while !left.is_empty() {
        let change = left.remove(0);
        let alike = |other: &mut Change| {
            (other.before, other.after, other.daylight) == (change.before, change.after, change.daylight)
                && other.name == change.name
        };
        let again: Vec<Change> = left.extract_if(.., alike).collect();
        observance(out, &change, &again);
    }
    out.line("END", "VTIMEZONE");
}

fn observance(out: &mut Writer, change: &Change, again: &[Change]) {
    let kind = if change.daylight { "DAYLIGHT" } else { "STANDARD" };
    out.line("BEGIN", kind);
    out.line("DTSTART", &change.at.format(FORM).to_string());
    // ical.js forgets the first where there are further ones.
    let first = std::iter::once(change).filter(|_| !again.is_empty());
    for further in first.chain(again) {
        out.line("RDATE", &further.at.format(FORM).to_string());
    }
    out.line("TZOFFSETFROM", &hours(change.before));
    out.line("TZOFFSETTO", &hours(change.after));
    // Zones without letters of their own are named by their offset.
    if change.name.chars().all(|c| c.is_ascii_alphanumeric()) && !change.name.is_empty() {
        out.text("TZNAME", &change.name);
    }
    out.line("END", kind);
}

const FORM: &str = "%Y%m%dT%H%M%S";

/// An offset from UTC (RFC 5545 §3.3.14).
fn hours(seconds: i32) -> String {
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

/// An offset from UTC in seconds (RFC 5545 §3.3.14).
pub(super) fn read_offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let sign = match text.chars().next()? {
        '-' => -1,
        '+' => 1,
        _ => return None,
    };
    let part = |from: usize| text.get(from..from + 2).and_then(|digits| digits.parse::<i32>().ok());
    Some(sign * (part(1)? * 3600 + part(3)? * 60 + part(5).unwrap_or(0))).filter(|seconds| seconds.abs() < 86_400)
}

/// The year of a moment, where a zone's clocks are known well enough.
pub(super) fn year(at: NaiveDateTime) -> i32 {
    at.year().clamp(1900, 2200)
}

/// Zones whose clocks are set like this, by their offsets in winter and in summer.
const ALIKE: &[(i32, i32, &str)] = &[
    (0, 3600, "Europe/London"),
    (3600, 7200, "Europe/Paris"),
    (7200, 10_800, "Europe/Athens"),
    (-12_600, -9000, "America/St_Johns"),
    (-14_400, -10_800, "America/Halifax"),
    (-18_000, -14_400, "America/New_York"),
    (-21_600, -18_000, "America/Chicago"),
    (-25_200, -21_600, "America/Denver"),
    (-28_800, -25_200, "America/Los_Angeles"),
    (-32_400, -28_800, "America/Anchorage"),
    (-36_000, -32_400, "America/Adak"),
    (34_200, 37_800, "Australia/Adelaide"),
    (36_000, 39_600, "Australia/Sydney"),
    (43_200, 46_800, "Pacific/Auckland"),
];

/// Zones whose offset is not of whole hours.
const FRACTIONS: &[(i32, &str)] = &[
    (12_600, "Asia/Tehran"),
    (16_200, "Asia/Kabul"),
    (19_800, "Asia/Kolkata"),
    (20_700, "Asia/Kathmandu"),
    (23_400, "Asia/Yangon"),
    (34_200, "Australia/Darwin"),
    (-34_200, "Pacific/Marquesas"),
];
