//! What a file says of itself: title, who plays, on which album, and the picture on its sleeve.
//!
//! Nothing of it is believed further than it makes sense: texts are cut and cleaned, numbers that cannot be are left out.

use bytes::Bytes;
use lofty::config::{GlobalOptions, ParseOptions, ParsingMode, apply_global_options};
use lofty::file::{TaggedFile, TaggedFileExt};
use lofty::picture::{MimeType, PictureType};
use lofty::prelude::ItemKey;
use lofty::tag::Tag;
use std::sync::Once;

use super::kind::Kinds;
use crate::licence::MAX_WORD;

/// The longest text, in characters.
const MAX_TEXT: usize = 1000;
/// The longest lyrics, in characters.
const MAX_LYRICS: usize = 100_000;
/// How many names stand in a credit line at most, and how many genres.
const MAX_NAMES: usize = 30;
/// The longest name of a genre, in characters.
const MAX_GENRE: usize = 100;
/// The largest picture, in bytes, and what tags may take in memory altogether.
const MAX_PICTURE: usize = 20 * 1024 * 1024;
const MAX_ALLOCATION: usize = 32 * 1024 * 1024;

/// What a file says of itself. What it does not say is empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Tags {
    pub(crate) title: String,
    /// Who plays, in order.
    pub(crate) artists: Vec<Credit>,
    pub(crate) album: String,
    /// Whose the album is, in order.
    pub(crate) album_artists: Vec<Credit>,
    /// Number on the disc, and of the disc, from 1.
    pub(crate) track: Option<i16>,
    pub(crate) disc: Option<i16>,
    /// When it was released: `1984`, `1984-01` or `1984-01-01`.
    pub(crate) released: Option<String>,
    pub(crate) genres: Vec<String>,
    /// Identifiers at MusicBrainz, of the recording and of the release.
    pub(crate) recording_id: Option<String>,
    pub(crate) release_id: Option<String>,
    pub(crate) isrc: Option<String>,
    pub(crate) lyrics: String,
    pub(crate) copyright: Option<String>,
    /// What others may do with it: the address of the licence, else its name.
    pub(crate) licence: Option<String>,
    pub(crate) comment: Option<String>,
    /// Beats a minute.
    pub(crate) bpm: Option<i16>,
    /// Whether the album is by many.
    pub(crate) compilation: bool,
    /// What kind of release the album is.
    pub(crate) kinds: Kinds,
    /// The title of the album as it is ordered.
    pub(crate) album_sort: Option<String>,
    /// The picture on the sleeve.
    pub(crate) cover: Option<Picture>,
}

/// One name in a credit line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Credit {
    /// As it is printed.
    pub(crate) name: String,
    /// What is printed between it and the next: ` feat. `.
    pub(crate) joinphrase: String,
    /// Who that is at MusicBrainz.
    pub(crate) musicbrainz_id: Option<String>,
    /// As it is ordered: `Lanterns, The`; none where that is not said.
    pub(crate) sort_name: Option<String>,
}

/// A picture as it came, whatever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture(pub(crate) Bytes);

/// How much of a file is read for its tags.
pub(super) fn options() -> ParseOptions {
    static LIMITED: Once = Once::new();
    LIMITED.call_once(|| apply_global_options(GlobalOptions::new().allocation_limit(MAX_ALLOCATION)));
    ParseOptions::new().parsing_mode(ParsingMode::Relaxed)
}

impl Tags {
    /// Reads the tags of a file: where it has several, each fills what those before it leave open.
    pub(super) fn of(file: &TaggedFile) -> Self {
        let first = file.primary_tag();
        let others = file.tags().iter().filter(|tag| first.is_none_or(|first| first.tag_type() != tag.tag_type()));
        let all: Vec<&Tag> = first.into_iter().chain(others).collect();
        let text =
            |key: ItemKey| all.iter().find_map(|tag| tag.get_strings(key).map(|text| clean(text, MAX_TEXT)).find(said));
        let number = |key: ItemKey| text(key).and_then(|text| leading_number(&text)).filter(|number| *number > 0);
        let id = |key: ItemKey| text(key).filter(|id| is_uuid(id)).map(|id| id.to_ascii_lowercase());
        let tag = |key: ItemKey| all.iter().copied().find(|tag| tag.get_string(key).is_some());
        Self {
            title: text(ItemKey::TrackTitle).unwrap_or_default(),
            artists: tag(ItemKey::TrackArtist)
                .or(tag(ItemKey::TrackArtists))
                .map(|tag| credits(tag, &TRACK))
                .unwrap_or_default(),
            album: text(ItemKey::AlbumTitle).unwrap_or_default(),
            album_artists: tag(ItemKey::AlbumArtist)
                .or(tag(ItemKey::AlbumArtists))
                .map(|tag| credits(tag, &ALBUM))
                .unwrap_or_default(),
            track: number(ItemKey::TrackNumber),
            disc: number(ItemKey::DiscNumber),
            released: [ItemKey::RecordingDate, ItemKey::ReleaseDate, ItemKey::Year, ItemKey::OriginalReleaseDate]
                .into_iter()
                .find_map(|key| text(key).and_then(|text| date(&text))),
            genres: genres(&all),
            recording_id: id(ItemKey::MusicBrainzRecordingId),
            release_id: id(ItemKey::MusicBrainzReleaseId),
            isrc: text(ItemKey::Isrc).filter(|isrc| isrc.len() <= 15),
            lyrics: lyrics(&all),
            copyright: text(ItemKey::CopyrightMessage),
            licence: [ItemKey::CopyrightUrl, ItemKey::License, ItemKey::CopyrightMessage]
                .into_iter()
                .find_map(|key| text(key).and_then(|text| address(&text)))
                .or_else(|| text(ItemKey::License).filter(|name| name.chars().count() <= MAX_WORD)),
            comment: text(ItemKey::Comment),
            bpm: number(ItemKey::IntegerBpm).or_else(|| number(ItemKey::Bpm)),
            kinds: Kinds::read(all.iter().flat_map(|tag| tag.get_strings(ItemKey::MusicBrainzReleaseType))),
            album_sort: text(ItemKey::AlbumTitleSortOrder),
            compilation: text(ItemKey::FlagCompilation).is_some_and(|flag| flag == "1" || flag == "true"),
            cover: cover(&all),
        }
    }
}

impl Credit {
    /// A name alone.
    pub(crate) fn named(name: &str) -> Self {
        Self { name: clean(name, MAX_TEXT), ..Self::default() }
    }

    /// A credit line as it is printed.
    pub(crate) fn line(credits: &[Self]) -> String {
        let last = credits.len().saturating_sub(1);
        let printed = credits.iter().enumerate().map(|(at, credit)| {
            let between = if at == last { "" } else { credit.joinphrase.as_str() };
            format!("{}{between}", credit.name)
        });
        printed.collect()
    }
}

/// Where it stands who plays: the line, the names, who they are, and how they are ordered.
struct Line {
    line: ItemKey,
    names: ItemKey,
    ids: ItemKey,
    orders: ItemKey,
}

const TRACK: Line = Line {
    line: ItemKey::TrackArtist,
    names: ItemKey::TrackArtists,
    ids: ItemKey::MusicBrainzArtistId,
    orders: ItemKey::TrackArtistSortOrder,
};
const ALBUM: Line = Line {
    line: ItemKey::AlbumArtist,
    names: ItemKey::AlbumArtists,
    ids: ItemKey::MusicBrainzReleaseArtistId,
    orders: ItemKey::AlbumArtistSortOrder,
};

/// Who plays: one name for each value. A line in which all of them stand tells what is printed between them.
fn credits(tag: &Tag, &Line { line, names, ids, orders }: &Line) -> Vec<Credit> {
    let several = |key: ItemKey| {
        let values = tag.get_strings(key).flat_map(|text| text.split('\0'));
        values.map(|text| clean(text, MAX_TEXT)).filter(said).take(MAX_NAMES).collect::<Vec<_>>()
    };
    let (lines, listed) = (several(line), several(names));
    let names = if listed.len() > lines.len() || lines.is_empty() { listed } else { lines.clone() };
    let printed = lines.first().filter(|_| lines.len() == 1);
    let joins = printed.and_then(|printed| joinphrases(printed, &names));
    let ids: Vec<String> = tag
        .get_strings(ids)
        .flat_map(|text| text.split(['\0', ';', '/']))
        .map(|id| id.trim().to_ascii_lowercase())
        .collect();
    // Where there are more or fewer of them, nobody knows whose they are.
    let ids = if ids.len() == names.len() { ids } else { Vec::new() };
    let orders = several(orders);
    let orders = if orders.len() == names.len() { orders } else { Vec::new() };
    let joins = joins.unwrap_or_else(|| names.iter().map(|_| ", ".to_owned()).collect());
    let credits = names.into_iter().zip(joins).enumerate();
    credits
        .map(|(at, (name, joinphrase))| Credit {
            name,
            joinphrase,
            musicbrainz_id: ids.get(at).filter(|id| is_uuid(id)).cloned(),
            sort_name: orders.get(at).cloned(),
        })
        .collect()
}

/// What is printed after each of the names in the line.
fn joinphrases(printed: &str, names: &[String]) -> Option<Vec<String>> {
    let mut rest = printed.strip_prefix(names.first()?.as_str())?;
    let mut joins = Vec::new();
    for name in names.get(1..)? {
        let (between, after) = rest.split_once(name.as_str())?;
        joins.push(between.to_owned());
        rest = after;
    }
    joins.push(String::new());
    rest.is_empty().then_some(joins)
}

fn genres(all: &[&Tag]) -> Vec<String> {
    let mut genres: Vec<String> = Vec::new();
    let told =
        all.iter().flat_map(|tag| tag.get_strings(ItemKey::Genre)).flat_map(|text| text.split([',', ';', '/', '\0']));
    for genre in told.map(|text| clean(text, MAX_GENRE)).filter(said) {
        if genres.len() < MAX_NAMES && !genres.iter().any(|known| known.to_lowercase() == genre.to_lowercase()) {
            genres.push(genre);
        }
    }
    genres
}

fn lyrics(all: &[&Tag]) -> String {
    let told = [ItemKey::Lyrics, ItemKey::UnsyncLyrics];
    let mut texts = told.into_iter().flat_map(|key| all.iter().flat_map(move |tag| tag.get_strings(key)));
    let lines = |text: &str| {
        let lines: Vec<String> = text.lines().map(|line| clean(line, MAX_TEXT)).collect();
        cut(lines.join("\n").trim(), MAX_LYRICS)
    };
    texts.find(|text| !text.trim().is_empty()).map(lines).unwrap_or_default()
}

/// The front of the sleeve, else the first picture of it.
fn cover(all: &[&Tag]) -> Option<Picture> {
    let fit = |picture: &&lofty::picture::Picture| {
        // `-->` stands for an address instead of a picture (ID3v2, 4.14): nothing is fetched.
        let inline = !matches!(picture.mime_type(), Some(MimeType::Unknown(kind)) if kind == "-->");
        inline && !picture.data().is_empty() && picture.data().len() <= MAX_PICTURE
    };
    let pictures = || all.iter().flat_map(|tag| tag.pictures()).filter(fit);
    let front = pictures().find(|picture| picture.pic_type() == PictureType::CoverFront).or_else(|| pictures().next());
    front.map(|picture| Picture(Bytes::copy_from_slice(picture.data())))
}

fn said(text: &impl AsRef<str>) -> bool {
    !text.as_ref().is_empty()
}

/// A line of text: without control characters, trimmed, of so many characters.
pub(super) fn clean(text: &str, characters: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    cut(plain.trim(), characters).trim_end().to_owned()
}

fn cut(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

/// The number that a text begins with: of `3/12` the 3.
fn leading_number(text: &str) -> Option<i16> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// A date as it is printed, as far as it makes sense.
pub(crate) fn date(text: &str) -> Option<String> {
    let printed = text.split(['T', ' ']).next()?;
    let spread = spread(printed);
    let mut parts = spread.as_deref().unwrap_or(printed).split('-');
    let part = |text: Option<&str>, most: u32| text?.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
    let year = parts.next().filter(|year| year.len() == 4)?;
    let year = part(Some(year), 2200).filter(|year| *year >= 1000)?;
    let month = part(parts.next(), 12);
    let day = month.and(part(parts.next(), 31));
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        _ => year.to_string(),
    })
}

/// Of a date that is written together, `19840501`, its parts with what stands between them (ISO 8601).
fn spread(text: &str) -> Option<String> {
    let digits = Some(text).filter(|text| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some([digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?].join("-"))
}

fn is_uuid(text: &str) -> bool {
    let places = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| if places.contains(&at) { b == b'-' } else { b.is_ascii_hexdigit() })
}

/// The first address in a text.
fn address(text: &str) -> Option<String> {
    let words = text.split_whitespace().map(|word| word.trim_matches(['(', ')', '<', '>', ',', ';', '"', '\'']));
    let mut web = words.filter(|word| word.starts_with("https://") || word.starts_with("http://"));
    web.find_map(|word| url::Url::parse(word).ok()).map(Into::into)
}
