//! What a file is, quickly: its tags, its figures, and whether it can be played at all.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Duration;

use lofty::file::AudioFile;
use lofty::probe::Probe;

use super::decode::Decoder;
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
    let decoder = guarded(|| first_samples(path))?;
    // What cannot be read of the tags of what can be played is no reason to refuse it.
    let (tags, told) = guarded(|| Ok(said(path))).unwrap_or_default();
    let duration = told.duration.or(decoder.told_duration()).unwrap_or_default();
    if duration > Duration::from_secs(MAX_HOURS * 3600) {
        return Err(Refusal::TooLong);
    }
    let seconds = duration.as_secs_f64();
    let average = if seconds > 0.0 { (size as f64 * 8.0 / seconds) as u32 } else { 0 };
    let format = decoder.format();
    Ok(Sound {
        format,
        size,
        duration,
        bit_rate: told.bit_rate.filter(|rate| *rate > 0).unwrap_or(average),
        sample_rate: decoder.sample_rate(),
        channels: u16::try_from(decoder.channels()).unwrap_or(u16::MAX),
        bit_depth: decoder.bit_depth().filter(|_| format.is_lossless()).and_then(|bits| u16::try_from(bits).ok()),
        tags,
    })
}

/// Decodes what comes first: a file that only says what it is does not get through.
fn first_samples(path: &Path) -> Result<Decoder, Refusal> {
    let mut decoder = Decoder::open(path)?;
    let mut samples = Vec::new();
    if !decoder.next(&mut samples)? {
        return Err(Refusal::Empty);
    }
    Ok(decoder)
}

/// What lofty tells of a file.
#[derive(Default)]
struct Told {
    duration: Option<Duration>,
    bit_rate: Option<u32>,
}

fn said(path: &Path) -> (Tags, Told) {
    let read = || {
        let file = BufReader::new(File::open(path).ok()?);
        Probe::new(file).options(options()).guess_file_type().ok()?.read().ok()
    };
    let Some(file) = read() else { return Default::default() };
    let properties = file.properties();
    let told = Told {
        duration: Some(properties.duration()).filter(|duration| !duration.is_zero()),
        bit_rate: properties.audio_bitrate().or(properties.overall_bitrate()).map(|kbit| kbit.saturating_mul(1000)),
    };
    (Tags::of(&file), told)
}
