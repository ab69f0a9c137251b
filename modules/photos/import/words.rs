//! What a picture file says of itself, or what lies beside it does: what is told about it, what is to be seen, and when it was
//! taken. Places and people are not read.

#[cfg(test)]
mod tests;

use std::io::Cursor;

use chrono::{FixedOffset, NaiveDateTime, TimeZone};
use exif::{Exif, In, Tag, Value};
use image::{ImageDecoder, ImageReader, Limits};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::bundle::from_wall;

/// The most that one piece of metadata may take, in bytes.
const MAX_PIECE: usize = 1 << 20;
/// The most that a decoder may take to find it, in bytes.
const MAX_MEMORY: u64 = 64 << 20;
/// The longest text that is taken over, in characters.
const MAX_TEXT: usize = 20_000;
/// How deep XMP is read.
const MAX_DEPTH: usize = 32;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// What is told about it.
    pub(super) text: Option<String>,
    /// What is to be seen, for who cannot (IPTC `AltTextAccessibility`).
    pub(super) description: Option<String>,
    /// When it was taken (UTC). Cameras that do not tell their offset are taken to be where this machine is.
    pub(super) taken_at: Option<NaiveDateTime>,
}

impl Words {
    /// What a picture file says.
    pub(super) fn of_file(file: &[u8]) -> Self {
        let Ok(mut reader) = ImageReader::new(Cursor::new(file)).with_guessed_format() else { return Self::default() };
        let mut limits = Limits::default();
        limits.max_alloc = Some(MAX_MEMORY);
        reader.limits(limits);
        let Ok(mut decoder) = reader.into_decoder() else { return Self::default() };
        let piece =
            |found: image::ImageResult<Option<Vec<u8>>>| found.ok().flatten().filter(|it| it.len() <= MAX_PIECE);
        let taken_at = piece(decoder.exif_metadata()).and_then(taken_at);
        let iptc = piece(decoder.iptc_metadata()).and_then(|iptc| caption(&iptc));
        let xmp = piece(decoder.xmp_metadata()).map(|xmp| Self::of_xmp(&xmp)).unwrap_or_default();
        Self { text: xmp.text.or(iptc), description: xmp.description, taken_at }
    }

    /// What a file beside it says, by the ending of its name.
    pub(super) fn of_sidecar(ending: &str, file: &[u8]) -> Self {
        match ending {
            "xmp" => Self::of_xmp(file),
            _ => Self { text: told(&legible(file)), ..Self::default() },
        }
    }

    /// What is not said here, another may say.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            text: self.text.or(other.text),
            description: self.description.or(other.description),
            taken_at: self.taken_at.or(other.taken_at),
        }
    }

    /// XMP (ISO 16684-1): the first words of `dc:description` and `Iptc4xmpCore:AltTextAccessibility`, as elements or attributes.
    fn of_xmp(xmp: &[u8]) -> Self {
        let mut words = Self::default();
        let mut reader = Reader::from_reader(xmp);
        let (mut within, mut depth, mut text) = (None, 0_usize, String::new());
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if within.is_none() {
                        within = Field::of(tag.local_name().as_ref()).map(|field| (field, depth));
                        text.clear();
                    }
                    words.read_attributes(&tag);
                }
                Event::Empty(tag) => words.read_attributes(&tag),
                Event::Text(part) if within.is_some() => text.push_str(&part.decode().unwrap_or_default()),
                Event::GeneralRef(reference) if within.is_some() => text.extend(character(&reference)),
                Event::End(_) => {
                    if let Some((field, begun)) = within {
                        // The end of the first alternative, or of the field itself.
                        words.set(field, &text);
                        within = (begun != depth).then_some((field, begun));
                        text.clear();
                    }
                    depth = depth.saturating_sub(1);
                }
                Event::Eof => break,
                _ => {}
            }
            if depth > MAX_DEPTH || text.len() > MAX_PIECE {
                break;
            }
        }
        words
    }

    fn read_attributes(&mut self, tag: &quick_xml::events::BytesStart<'_>) {
        for attribute in tag.attributes().flatten() {
            if let Some(field) = Field::of(attribute.key.local_name().as_ref()) {
                let value = String::from_utf8_lossy(&attribute.value).into_owned();
                let value = quick_xml::escape::unescape(&value).map(|value| value.into_owned()).unwrap_or(value);
                self.set(field, &value);
            }
        }
    }

    fn set(&mut self, field: Field, text: &str) {
        let place = match field {
            Field::Text => &mut self.text,
            Field::Description => &mut self.description,
        };
        if place.is_none() {
            *place = told(text);
        }
    }
}

#[derive(Clone, Copy)]
enum Field {
    Text,
    Description,
}

impl Field {
    fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"description" => Some(Self::Text),
            b"AltTextAccessibility" => Some(Self::Description),
            _ => None,
        }
    }
}

/// The character that an entity stands for; those that a document makes up stand for nothing.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match reference.decode().ok()?.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// A text without what nobody can read; none where nothing is left.
fn told(text: &str) -> Option<String> {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).take(MAX_TEXT).collect();
    let text = text.trim().trim_start_matches('\u{feff}').trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// UTF-8 where it is that, else Latin-1.
fn legible(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// `DateTimeOriginal` with its offset and fraction (EXIF 2.32), else `DateTimeDigitized`.
fn taken_at(tiff: Vec<u8>) -> Option<NaiveDateTime> {
    let exif = exif::Reader::new().continue_on_error(true).read_raw(tiff);
    let exif = exif.or_else(|error| error.distill_partial_result(|_| {})).ok()?;
    let dates = [
        (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal, Tag::SubSecTimeOriginal),
        (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized, Tag::SubSecTimeDigitized),
    ];
    dates.into_iter().find_map(|(date, offset, fraction)| {
        let at = NaiveDateTime::parse_from_str(ascii(&exif, date)?.trim(), "%Y:%m:%d %H:%M:%S").ok()?;
        let offset = ascii(&exif, offset).and_then(|offset| offset.trim().parse::<FixedOffset>().ok());
        let at = match offset.and_then(|offset| offset.from_local_datetime(&at).single()) {
            Some(at) => at.naive_utc(),
            None => from_wall(at),
        };
        let fraction = ascii(&exif, fraction).and_then(|digits| format!("0.{}", digits.trim()).parse::<f64>().ok());
        at.checked_add_signed(chrono::TimeDelta::milliseconds((fraction.unwrap_or_default() * 1000.0) as i64))
    })
}

fn ascii(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(parts) => parts.first().map(|part| String::from_utf8_lossy(part).into_owned()),
        _ => None,
    }
}

/// `Caption/Abstract` of IPTC-IIM (2:120), as it is or among the resources of Photoshop.
fn caption(iptc: &[u8]) -> Option<String> {
    let mut rest = iptc;
    while let Some((head, after)) = rest.split_at_checked(6).filter(|(head, _)| head.starts_with(b"8BIM")) {
        let id = head.get(4..6)?;
        // A name with its length before it, both together even.
        let name = usize::from(*after.first()?);
        let after = after.get((name + 2) & !1..)?;
        let (length, after) = after.split_at_checked(4)?;
        let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
        let contents = after.get(..length)?;
        if id == [0x04, 0x04] {
            return dataset(contents);
        }
        rest = after.get(length + (length & 1)..)?;
    }
    dataset(rest)
}

fn dataset(mut rest: &[u8]) -> Option<String> {
    loop {
        let (head, after) = rest.split_at_checked(5)?;
        let [0x1c, record, number, high, low] = *head else { return None };
        let (contents, after) = after.split_at_checked(usize::from(u16::from_be_bytes([high, low])))?;
        if (record, number) == (2, 120) {
            return told(&legible(contents));
        }
        rest = after;
    }
}
