//! From a file to samples.

use std::fs::File;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::common::Limit;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::units::{Time, TimeBase};

use super::format::foreign;
use super::{Format, Refusal};

/// What can be decoded: what symphonia does, and Opus.
static CODECS: LazyLock<CodecRegistry> = LazyLock::new(|| {
    let mut codecs = CodecRegistry::new();
    symphonia::default::register_enabled_codecs(&mut codecs);
    codecs.register_audio_decoder::<symphonia_adapter_libopus::OpusDecoder>();
    codecs
});

/// How much of a file is looked at for what it is, in bytes.
const HEAD: u64 = 64 * 1024;
/// How many packets in a row may be damaged before the file is given up.
const MOST_DAMAGED: usize = 64;
/// What is kept of tags while a file is decoded, in bytes: they are read elsewhere.
const MOST_TAGS: usize = 64 * 1024;

/// A file while it is decoded.
pub(crate) struct Decoder {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    format: Format,
    sample_rate: u32,
    channels: usize,
    /// The number of frames that it says it has.
    told: Option<u64>,
    bit_depth: Option<u32>,
    damaged: usize,
    time_base: Option<TimeBase>,
    /// Frames that are left out before the next ones.
    skip: usize,
}

impl Decoder {
    /// Opens a file on disk.
    pub(crate) fn open(path: &Path) -> Result<Self, Refusal> {
        let file = File::open(path).map_err(|error| Refusal::Broken(error.to_string()))?;
        Self::new(Box::new(file), &head(path)?)
    }

    /// Opens what is read from anywhere; `head` is how it begins.
    pub(crate) fn new(source: Box<dyn MediaSource>, head: &[u8]) -> Result<Self, Refusal> {
        let stream = MediaSourceStream::new(source, Default::default());
        let limits = MetadataOptions::default()
            .limit_tag_bytes(Limit::Maximum(MOST_TAGS))
            .limit_visual_bytes(Limit::Maximum(MOST_TAGS));
        let probed = symphonia::default::get_probe().probe(&Hint::new(), stream, FormatOptions::default(), limits);
        let reader = probed.map_err(|error| match error {
            Error::Unsupported(_) => foreign(head),
            // Nothing was recognised before the end.
            Error::IoError(_) if foreign(head) != Refusal::NotSound => foreign(head),
            Error::IoError(_) => Refusal::NotSound,
            error => Refusal::Broken(error.to_string()),
        })?;
        if reader.first_track(TrackType::Video).is_some() {
            return Err(Refusal::Film);
        }
        let track = reader.default_track(TrackType::Audio).ok_or_else(|| no_track(head))?;
        let Some(CodecParameters::Audio(parameters)) = track.codec_params.clone() else { return Err(no_track(head)) };
        let (id, told, time_base) = (track.id, frames(track, parameters.sample_rate), track.time_base);
        let unknown = |refusal| if foreign(head) == Refusal::NotSound { refusal } else { foreign(head) };
        let format = Format::of(reader.as_ref(), parameters.codec).map_err(unknown)?;
        let decoder = CODECS
            .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
            .map_err(|_| Refusal::Unsupported("a codec like this"))?;
        let sample_rate = parameters.sample_rate.unwrap_or_default();
        let channels = parameters.channels.as_ref().map_or(0, |channels| channels.count());
        let bit_depth = parameters.bits_per_sample.or(parameters.bits_per_coded_sample);
        Ok(Self {
            reader,
            decoder,
            track: id,
            format,
            sample_rate,
            channels,
            told,
            bit_depth,
            damaged: 0,
            time_base,
            skip: 0,
        })
    }

    /// What the file is.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// Frames a second; known once something was decoded.
    pub(crate) fn sample_rate(&self) -> u32 {
        self.sample_rate
    }

    /// Samples a frame; likewise.
    pub(crate) fn channels(&self) -> usize {
        self.channels
    }

    /// Bits a sample, where the file has samples as such.
    pub(crate) fn bit_depth(&self) -> Option<u32> {
        self.bit_depth
    }

    /// For how long it plays by its own account.
    pub(crate) fn told_duration(&self) -> Option<Duration> {
        let frames = self.told.filter(|_| self.sample_rate > 0)?;
        Some(Duration::from_secs_f64(frames as f64 / f64::from(self.sample_rate)))
    }

    /// Goes on from there, to the frame. What cannot be sought in is an error.
    pub(crate) fn seek(&mut self, to: Duration) -> Result<(), Refusal> {
        let time = Time::try_from_secs_f64(to.as_secs_f64()).ok_or(Refusal::Empty)?;
        let to = SeekTo::Time { time, track_id: Some(self.track) };
        let sought = self.reader.seek(SeekMode::Accurate, to).map_err(|error| Refusal::Broken(error.to_string()))?;
        self.decoder.reset();
        // It lands on the packet in which that is.
        let seconds = |ts| Some(self.time_base?.calc_time(ts)?.as_secs_f64());
        let early =
            seconds(sought.required_ts).zip(seconds(sought.actual_ts)).map_or(0.0, |(wanted, got)| wanted - got);
        self.skip = (early.max(0.0) * f64::from(self.sample_rate)).round() as usize;
        Ok(())
    }

    /// The next samples, interleaved, in place of what stands in `samples`; false at the end.
    pub(crate) fn next(&mut self, samples: &mut Vec<f32>) -> Result<bool, Refusal> {
        loop {
            let packet = match self.reader.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => return Ok(false),
                // A file that was cut off ends where it does.
                Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(false),
                Err(Error::DecodeError(_)) if self.damaged < MOST_DAMAGED => {
                    self.damaged += 1;
                    continue;
                }
                Err(error) => return Err(Refusal::Broken(error.to_string())),
            };
            if packet.track_id != self.track {
                continue;
            }
            match self.decoder.decode(&packet) {
                Ok(buffer) if buffer.frames() > 0 => {
                    self.damaged = 0;
                    (self.sample_rate, self.channels) = (buffer.spec().rate(), buffer.spec().channels().count());
                    buffer.copy_to_vec_interleaved(samples);
                    let early = self.skip.min(buffer.frames());
                    self.skip -= early;
                    samples.drain(..early * self.channels);
                    if !samples.is_empty() {
                        return Ok(true);
                    }
                }
                Ok(_) => {}
                Err(Error::DecodeError(_) | Error::IoError(_)) if self.damaged < MOST_DAMAGED => self.damaged += 1,
                Err(error) => return Err(Refusal::Broken(error.to_string())),
            }
        }
    }
}

/// How a file begins.
fn head(path: &Path) -> Result<Vec<u8>, Refusal> {
    use std::io::Read;
    let mut head = Vec::new();
    let file = File::open(path).map_err(|error| Refusal::Broken(error.to_string()))?;
    file.take(HEAD).read_to_end(&mut head).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(head)
}

/// Of a container that is known the sound may not be.
fn no_track(head: &[u8]) -> Refusal {
    match foreign(head) {
        Refusal::NotSound => Refusal::Empty,
        known => known,
    }
}

/// How many frames a track says it has, at its own rate.
fn frames(track: &Track, sample_rate: Option<u32>) -> Option<u64> {
    let told = || {
        let seconds = track.time_base?.calc_duration(track.duration?)?.as_secs_f64();
        Some((seconds * f64::from(sample_rate?)) as u64)
    };
    track.num_frames.or_else(told)
}
