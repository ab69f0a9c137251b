//! How a photo was taken: what its file says of camera, lens and time (EXIF 2.32). Never where, by whom, or which one of all
//! cameras: places and serial numbers are not even read.

use chrono::NaiveDateTime;
use exif::{Exif, In, Rational, Tag, Value};
use serde::{Deserialize, Serialize};

/// The longest name of a camera or a lens that is kept, in characters.
const MAX_NAME: usize = 80;
/// The most EXIF that is read, in bytes: what is larger holds pictures, not words.
const MAX_EXIF: usize = 256 << 10;

/// How many properties of a photo are read, of those that others tell.
const MAX_PROPERTIES: usize = 64;
/// How EXIF writes a moment.
const MOMENT: &str = "%Y:%m:%d %H:%M:%S";

/// How a photo was taken. What the file does not say is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exposure {
    /// Maker of the camera (`Make`).
    pub make: Option<String>,
    /// Its name (`Model`).
    pub model: Option<String>,
    /// The lens (`LensModel`).
    pub lens: Option<String>,
    /// Tenths of a millimetre (`FocalLength`).
    pub focal_length: Option<u32>,
    /// Hundredths of an f-number (`FNumber`).
    pub aperture: Option<u32>,
    /// Microseconds (`ExposureTime`).
    pub time: Option<u32>,
    /// Sensitivity (`PhotographicSensitivity`).
    pub iso: Option<u32>,
    /// When, by the camera's clock (`DateTimeOriginal`).
    pub taken_at: Option<NaiveDateTime>,
}

impl Exposure {
    /// Reads a TIFF structure as JPEG, PNG and WebP files carry it. `None` where it says nothing of use.
    pub(super) fn read(tiff: Vec<u8>) -> Option<Self> {
        if tiff.len() > MAX_EXIF {
            return None;
        }
        let exif = exif::Reader::new().continue_on_error(true).read_raw(tiff);
        let exif = exif.or_else(|error| error.distill_partial_result(|_| {})).ok()?;
        let exposure = Self {
            make: name(&exif, Tag::Make),
            model: name(&exif, Tag::Model),
            lens: name(&exif, Tag::LensModel),
            focal_length: number(&exif, Tag::FocalLength, 10.0),
            aperture: number(&exif, Tag::FNumber, 100.0),
            time: number(&exif, Tag::ExposureTime, 1_000_000.0),
            iso: value(&exif, Tag::PhotographicSensitivity).and_then(|value| value.get_uint(0)).filter(|iso| *iso > 0),
            taken_at: moment(&exif),
        };
        (exposure != Self::default()).then_some(exposure)
    }

    /// Reads what is told in words, by the names of EXIF (FEP-ee3a). `None` where it says nothing of use.
    pub fn of_properties<'a>(told: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let mut exposure = Self::default();
        for (name, value) in told.into_iter().take(MAX_PROPERTIES) {
            match name {
                "Make" => exposure.make = words(value),
                "Model" => exposure.model = words(value),
                "LensModel" => exposure.lens = words(value),
                "FocalLength" => exposure.focal_length = amount(value, 10.0),
                "FNumber" => exposure.aperture = amount(value.trim().trim_start_matches("f/"), 100.0),
                "ExposureTime" => exposure.time = amount(value, 1_000_000.0),
                "PhotographicSensitivity" | "ISOSpeedRatings" => {
                    exposure.iso = amount(value.trim().trim_start_matches("ISO"), 1.0);
                }
                "DateTimeOriginal" | "DateTime" => exposure.taken_at = exposure.taken_at.or(instant(value)),
                _ => {}
            }
        }
        (exposure != Self::default()).then_some(exposure)
    }

    /// The same in words, by the names of EXIF.
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let told = [
            ("Make", self.make.clone()),
            ("Model", self.model.clone()),
            ("LensModel", self.lens.clone()),
            ("FocalLength", self.focal_length_text()),
            ("FNumber", self.aperture_text()),
            ("ExposureTime", self.time_text()),
            ("PhotographicSensitivity", self.iso.map(|iso| iso.to_string())),
            ("DateTime", self.taken_at.map(|at| at.format(MOMENT).to_string())),
        ];
        told.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The camera by its whole name; makers often repeat theirs in it.
    pub fn camera(&self) -> Option<String> {
        match (&self.make, &self.model) {
            (Some(make), Some(model)) => {
                let first = make.split_whitespace().next().unwrap_or_default().to_lowercase();
                let repeats = model.to_lowercase().starts_with(&first);
                Some(if repeats { model.clone() } else { format!("{make} {model}") })
            }
            (make, model) => model.clone().or_else(|| make.clone()),
        }
    }

    /// The focal length as `35 mm`.
    pub fn focal_length_text(&self) -> Option<String> {
        self.focal_length.map(|tenths| format!("{} mm", plain(f64::from(tenths) / 10.0, 1)))
    }

    /// The aperture as `f/2.8`.
    pub fn aperture_text(&self) -> Option<String> {
        self.aperture.map(|hundredths| format!("f/{}", plain(f64::from(hundredths) / 100.0, 1)))
    }

    /// The exposure time as `1/250 s` or `2.5 s`.
    pub fn time_text(&self) -> Option<String> {
        let seconds = f64::from(self.time?) / 1_000_000.0;
        Some(match seconds {
            short if short < 0.3 => format!("1/{} s", (1.0 / short).round()),
            long => format!("{} s", plain(long, 1)),
        })
    }
}

/// A number without zeros at its end.
fn plain(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

fn value(exif: &Exif, tag: Tag) -> Option<&Value> {
    exif.get_field(tag, In::PRIMARY).map(|field| &field.value)
}

fn name(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = value(exif, tag)? else { return None };
    words(&String::from_utf8_lossy(parts.first()?))
}

/// A name, without what a name does not have.
fn words(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A fraction, in parts of so many to one.
fn number(exif: &Exif, tag: Tag, parts: f64) -> Option<u32> {
    let Value::Rational(fractions) = value(exif, tag)? else { return None };
    let Rational { num, denom } = *fractions.first()?;
    whole(f64::from(num) / f64::from(denom) * parts)
}

/// A number in words, a fraction or with decimals, whatever unit follows it; in parts of so many to one.
fn amount(text: &str, parts: f64) -> Option<u32> {
    let number = |text: &str| -> Option<f64> {
        let digits: String =
            text.trim().replace(',', ".").chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse().ok()
    };
    match text.split_once('/') {
        Some((one, other)) => whole(number(one)? / number(other)? * parts),
        None => whole(number(text)? * parts),
    }
}

/// Rounded. A division by zero gave a number that is none, or endless.
fn whole(number: f64) -> Option<u32> {
    let number = number.round();
    (number >= 1.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
}

fn moment(exif: &Exif) -> Option<NaiveDateTime> {
    let Value::Ascii(parts) = value(exif, Tag::DateTimeOriginal)? else { return None };
    instant(std::str::from_utf8(parts.first()?).ok()?)
}

fn instant(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text.trim(), MOMENT).ok()
}
