//! From a file to samples.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Time, TimeBase};

use super::downmix::{Sides, sides};
use super::format::{foreign, shows_pictures};
use super::ration::{MOST_BYTES, Rationed};
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
/// How much of the end of MP4 is: what is in it often stands there.
const TAIL: u64 = 256 * 1024;
/// Frames a second, and channels, that sound has. A file of a few bytes can claim any; what resamples and measures takes memory by them.
const RATES: RangeInclusive<u32> = 4_000..=384_000;
const MOST_CHANNELS: usize = 32;
/// How long before a place decoding begins, so that what decoders carry from packet to packet (MP3's reservoir of bits, the overlap of
/// windows) is there when it is reached.
const RUN_UP: Duration = Duration::from_millis(200);
/// How many packets in a row may be damaged before the file is given up.
const MOST_DAMAGED: usize = 64;

/// A file while it is decoded.
pub(crate) struct Decoder {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    format: Format,
    sample_rate: u32,
    channels: usize,
    sides: Vec<Sides>,
    /// The number of frames that it says it has.
    told: Option<u64>,
    bit_depth: Option<u32>,
    damaged: usize,
    time_base: Option<TimeBase>,
    /// Where the next samples are to begin, in the track's time; what stands before is left out.
    begin: Option<i64>,
    /// How far the track's time runs ahead of what is heard: in Ogg it counts the frames that Opus has to be skipped.
    lead: i64,
}

impl Decoder {
    /// Opens a file on disk.
    pub(crate) fn open(path: &Path) -> Result<Self, Refusal> {
        let file = File::open(path).map_err(|error| Refusal::Broken(error.to_string()))?;
        Self::new(Box::new(file), &ends(path)?)
    }

    /// Opens what is read from anywhere; `head` is how it begins, and ends if that is known.
    pub(crate) fn new(source: Box<dyn MediaSource>, head: &[u8]) -> Result<Self, Refusal> {
        let (source, ration) = Rationed::new(source);
        let stream = MediaSourceStream::new(Box::new(source), Default::default());
        let probe = symphonia::default::get_probe();
        let probed = probe.probe(&Hint::new(), stream, FormatOptions::default(), Default::default());
        if ration.is_spent() {
            return Err(Refusal::TooMuchSaid { limit: MOST_BYTES });
        }
        let reader = probed.map_err(|error| unread(error, head))?;
        ration.lift();
        if reader.first_track(TrackType::Video).is_some() || shows_pictures(head) {
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
        let lead = if format == Format::Opus { pre_skip(parameters.extra_data.as_deref()) } else { 0 };
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
            sides: Vec::new(),
            told,
            bit_depth,
            damaged: 0,
            time_base,
            begin: None,
            lead,
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

    /// How loud each channel is on the left and on the right; likewise.
    pub(super) fn sides(&self) -> &[Sides] {
        &self.sides
    }

    /// Goes on from there, to the frame. What cannot be sought in is an error.
    pub(crate) fn seek(&mut self, to: Duration) -> Result<(), Refusal> {
        let time = |at: Duration| Time::try_from_secs_f64(at.as_secs_f64()).ok_or(Refusal::Empty);
        let ticks = |at: Duration| Some(self.time_base?.calc_timestamp(time(at).ok()?)?.get());
        let early = to.saturating_sub(RUN_UP);
        let (wanted, sought) = (ticks(to), ticks(early));
        let target = SeekTo::Time { time: time(early)?, track_id: Some(self.track) };
        let found = self.reader.seek(SeekMode::Accurate, target).map_err(|error| Refusal::Broken(error.to_string()))?;
        self.decoder.reset();
        let begin = |(wanted, sought): (i64, i64)| found.required_ts.get().saturating_add(wanted - sought);
        self.begin = wanted.zip(sought).map(|ticks| begin(ticks).saturating_add(self.lead));
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
                Err(Error::ResetRequired) => {
                    self.renew()?;
                    continue;
                }
                Err(Error::DecodeError(_)) if self.damaged < MOST_DAMAGED => {
                    self.damaged += 1;
                    continue;
                }
                Err(error) => return Err(Refusal::Broken(error.to_string())),
            };
            if packet.track_id == self.track && self.decode(&packet, samples)? && !samples.is_empty() {
                return Ok(true);
            }
        }
    }

    /// Decodes a packet; false where it gives nothing.
    fn decode(&mut self, packet: &Packet, samples: &mut Vec<f32>) -> Result<bool, Refusal> {
        let buffer = match self.decoder.decode(packet) {
            Ok(buffer) if buffer.frames() > 0 => buffer,
            Ok(_) => return Ok(false),
            Err(Error::DecodeError(_) | Error::IoError(_)) if self.damaged < MOST_DAMAGED => {
                self.damaged += 1;
                return Ok(false);
            }
            Err(error) => return Err(Refusal::Broken(error.to_string())),
        };
        self.damaged = 0;
        let (rate, channels) = (buffer.spec().rate(), buffer.spec().channels());
        if !RATES.contains(&rate) || channels.count() > MOST_CHANNELS {
            return Err(Refusal::Broken(format!("{} channels of {rate} samples a second", channels.count())));
        }
        if self.sides.len() != channels.count() {
            self.sides = sides(channels);
        }
        (self.sample_rate, self.channels) = (rate, channels.count());
        buffer.copy_to_vec_interleaved(samples);
        let early = self.early(packet, samples.len() / self.channels);
        samples.drain(..early * self.channels);
        if !samples.is_empty() {
            self.begin = None;
        }
        Ok(true)
    }

    /// How many frames of those that a packet gave stand before the place that was sought.
    fn early(&self, packet: &Packet, given: usize) -> usize {
        let Some((begin, base)) = self.begin.zip(self.time_base) else { return 0 };
        // Counted from the end: decoders leave out frames at the beginning of what they are given first.
        let length = i64::try_from(packet.trim_start.saturating_add(packet.dur).get()).unwrap_or(i64::MAX);
        let ticks = packet.pts.get().saturating_add(length).saturating_sub(begin);
        let seconds = ticks as f64 * f64::from(base.numer.get()) / f64::from(base.denom.get());
        given.saturating_sub((seconds.max(0.0) * f64::from(self.sample_rate)).round() as usize)
    }

    /// Another stream follows in the same file: what was recorded from radio is such a chain.
    fn renew(&mut self) -> Result<(), Refusal> {
        let track = self.reader.default_track(TrackType::Audio).ok_or(Refusal::Empty)?;
        let Some(CodecParameters::Audio(parameters)) = &track.codec_params else { return Err(Refusal::Empty) };
        self.decoder = CODECS
            .make_audio_decoder(parameters, &AudioDecoderOptions::default())
            .map_err(|error| Refusal::Broken(error.to_string()))?;
        (self.track, self.time_base, self.begin) = (track.id, track.time_base, None);
        Ok(())
    }
}

/// How a file begins, and how it ends if that says what it is.
fn ends(path: &Path) -> Result<Vec<u8>, Refusal> {
    let read = || {
        let (mut file, mut ends) = (File::open(path)?, Vec::new());
        (&mut file).take(HEAD).read_to_end(&mut ends)?;
        let size = file.metadata()?.len();
        if size > HEAD && ends.get(4..8) == Some(b"ftyp") {
            file.seek(SeekFrom::Start(size.saturating_sub(TAIL).max(HEAD)))?;
            file.take(TAIL).read_to_end(&mut ends)?;
        }
        Ok(ends)
    };
    read().map_err(|error: std::io::Error| Refusal::Broken(error.to_string()))
}

/// Why nothing was recognised.
fn unread(error: Error, head: &[u8]) -> Refusal {
    match error {
        Error::Unsupported(_) => foreign(head),
        // There was nothing before the end.
        Error::IoError(_) if foreign(head) != Refusal::NotSound => foreign(head),
        Error::IoError(_) => Refusal::NotSound,
        error => Refusal::Broken(error.to_string()),
    }
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

/// How many frames a head of Opus says are to be skipped (RFC 7845, 5.1).
fn pre_skip(head: Option<&[u8]>) -> i64 {
    let field = head.and_then(|head| head.get(10..12)?.try_into().ok());
    field.map_or(0, |bytes| i64::from(u16::from_le_bytes(bytes)))
}
