//! What a file is, quickly: its tags, its figures, and whether it can be played at all.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Duration;

use lofty::file::AudioFile;
use lofty::probe::Probe;

use super::adts;
use super::decode::Decoder;
use super::inflation::Uninflated;
use super::ration::{MOST_BYTES, Rationed};
use super::tags::options;
use super::{Format, MAX_BYTES, MAX_HOURS, Refusal, Tags, guarded};

/// A file that can be played.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sound {
    pub(crate) format: Format,
    /// In bytes.
    pub(crate) size: u64,
    /// As it says; exactly how long it is shows when it is listened to.
    pub(crate) duration: Duration,
    /// Bits a second.
    pub(crate) bit_rate: u32,
    /// Frames a second.
    pub(crate) sample_rate: u32,
    pub(crate) channels: u16,
    /// Bits a sample, of what is lossless.
    pub(crate) bit_depth: Option<u16>,
    pub(crate) tags: Tags,
}

/// Looks at a file on disk. It is decoded no further than to its first samples.
///
/// # Errors
/// A [`Refusal`], where it is nothing to be played here.
pub(crate) fn inspect(path: &Path) -> Result<Sound, Refusal> {
    let size = std::fs::metadata(path).map_err(|error| Refusal::Broken(error.to_string()))?.len();
    if size > MAX_BYTES {
        return Err(Refusal::TooLarge { limit: MAX_BYTES });
    }
    let heard = guarded(|| heard(path))?;
    let (tags, told) = match guarded(|| said(path, heard.format)) {
        // What cannot be read of the tags of what can be played is no reason to refuse it.
        Err(Refusal::Broken(_)) => Default::default(),
        said => said?,
    };
    let duration = told.duration.or(heard.duration).unwrap_or_default();
    if duration > Duration::from_secs(MAX_HOURS * 3600) {
        return Err(Refusal::TooLong);
    }
    let seconds = duration.as_secs_f64();
    let average = if seconds > 0.0 { (size as f64 * 8.0 / seconds) as u32 } else { 0 };
    Ok(Sound {
        format: heard.format,
        size,
        duration,
        bit_rate: told.bit_rate.filter(|rate| *rate > 0).unwrap_or(average),
        sample_rate: heard.sample_rate,
        channels: heard.channels,
        bit_depth: heard.bit_depth,
        tags,
    })
}

/// What shows as soon as a file is decoded.
struct Heard {
    format: Format,
    duration: Option<Duration>,
    sample_rate: u32,
    channels: u16,
    bit_depth: Option<u16>,
}

/// Decodes what comes first: a file that only says what it is does not get through.
fn heard(path: &Path) -> Result<Heard, Refusal> {
    let mut decoder = Decoder::open(path)?;
    let mut samples = Vec::new();
    if !decoder.next(&mut samples)? {
        return Err(Refusal::Empty);
    }
    let format = decoder.format();
    Ok(Heard {
        format,
        duration: match format {
            Format::Aac => File::open(path).ok().and_then(adts::duration),
            _ => decoder.told_duration(),
        },
        sample_rate: decoder.sample_rate(),
        channels: u16::try_from(decoder.channels()).unwrap_or(u16::MAX),
        bit_depth: decoder.bit_depth().filter(|_| format.is_lossless()).and_then(|bits| u16::try_from(bits).ok()),
    })
}

/// What lofty tells of a file.
#[derive(Default)]
struct Told {
    duration: Option<Duration>,
    bit_rate: Option<u32>,
}

fn said(path: &Path, format: Format) -> Result<(Tags, Told), Refusal> {
    let unread = |error: &dyn std::fmt::Display| Refusal::Broken(error.to_string());
    let file = BufReader::new(File::open(path).map_err(|error| unread(&error))?);
    // Of a stream, lofty would read each frame from the disk anew.
    let options = options().read_properties(format != Format::Aac);
    let (file, ration) = Rationed::new(Uninflated::new(file));
    let probe = Probe::new(file).options(options).guess_file_type().map_err(|error| unread(&error))?;
    let read = probe.read();
    if ration.is_spent() {
        return Err(Refusal::TooMuchSaid { limit: MOST_BYTES });
    }
    let file = read.map_err(|error| unread(&error))?;
    let properties = file.properties();
    let told = Told {
        duration: Some(properties.duration()).filter(|duration| !duration.is_zero()),
        bit_rate: properties.audio_bitrate().or(properties.overall_bitrate()).map(|kbit| kbit.saturating_mul(1000)),
    };
    Ok((Tags::of(&file), told))
}
