//! How a photo was taken, in words.

use chrono::NaiveDate;

use crate::media::Exposure;

#[test]
fn what_is_written_is_read() {
    let exposure = Exposure {
        make: Some("Fictional".to_owned()),
        model: Some("Box 3".to_owned()),
        lens: Some("F 35 mm".to_owned()),
        focal_length: Some(350),
        aperture: Some(280),
        time: Some(4000),
        iso: Some(200),
        taken_at: NaiveDate::from_ymd_opt(2026, 6, 1).and_then(|day| day.and_hms_opt(18, 0, 5)),
    };
    let told = exposure.properties();
    assert_eq!(Exposure::of_properties(told.iter().map(|(name, value)| (*name, value.as_str()))), Some(exposure));
}

#[test]
fn other_spellings_are_read_too() {
    let read = |name, value| Exposure::of_properties([(name, value)]);
    for (value, aperture) in [("f/2,2", 220), ("11/5", 220), (" 2.2 ", 220)] {
        assert_eq!(read("FNumber", value).and_then(|it| it.aperture), Some(aperture), "{value}");
    }
    for (value, time) in [("1/250", 4000), ("0.004 s", 4000), ("10/2500", 4000), ("2,5", 2_500_000)] {
        assert_eq!(read("ExposureTime", value).and_then(|it| it.time), Some(time), "{value}");
    }
    assert_eq!(read("ISOSpeedRatings", "ISO 400").and_then(|it| it.iso), Some(400));
    for nonsense in ["", "f/", "1/0", "-3", "99999999999999999999", "NaN", "\u{0}"] {
        assert_eq!(read("FNumber", nonsense), None, "{nonsense}");
    }
    assert_eq!(read("GPSLatitude", "49.0"), None, "where it was taken is not even read");
}
