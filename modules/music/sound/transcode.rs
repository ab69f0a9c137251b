//! A file made smaller as it plays: Opus in Ogg (RFC 7845), written page by page, so that the first is there at once.
//!
//! As many samples come out as the source has, at 48 kHz: what the encoder puts before them is told in the head, what it puts behind
//! them by the position of the last page.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;
use ogg::{PacketWriteEndInfo, PacketWriter};
use opus::{Application, Bitrate, Channels, Encoder};

use super::Refusal;
use super::decode::Decoder;
use super::downmix::mix;
use super::resample::Resampler;

/// The rate of all Opus, in frames a second.
pub(crate) const RATE: u32 = 48_000;
/// Frames of a packet: 20 ms.
const FRAME: usize = 960;
/// The largest packet, in bytes (RFC 6716, 3.2.1: 1275 for one frame).
const MAX_PACKET: usize = 1275 * 3;
/// Packets of a page: one second.
const PACKETS_A_PAGE: usize = 50;
/// What streams may have, in bits a second.
const LEAST_BITS: u32 = 32_000;
const MOST_BITS: u32 = 320_000;
/// The number of the one stream in a file.
const SERIAL: u32 = 1;

/// A stream as it is made; each item is a piece of the file.
pub(crate) struct Transcode {
    decoder: Decoder,
    resampler: Option<Resampler>,
    encoder: Encoder,
    writer: PacketWriter<'static, Vec<u8>>,
    channels: usize,
    /// Frames at 48 kHz that wait to be a packet, interleaved.
    waiting: VecDeque<f32>,
    /// The last packet, which may turn out to be the end.
    held: Option<Vec<u8>>,
    /// Frames that came from the source, at 48 kHz, and what stands before them.
    frames: u64,
    pre_skip: u64,
    packets: u64,
    samples: Vec<f32>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Head,
    Middle,
    Over,
}

impl Transcode {
    /// Begins a stream of so many bits a second at that place of a file.
    ///
    /// # Errors
    /// A [`Refusal`], where there is nothing to hear from there on.
    pub(crate) fn new(mut decoder: Decoder, bits: u32, from: Duration) -> Result<Self, Refusal> {
        if !from.is_zero() {
            decoder.seek(from)?;
        }
        let mut samples = Vec::new();
        if !decoder.next(&mut samples)? {
            return Err(Refusal::Empty);
        }
        let (rate, source_channels) = (decoder.sample_rate(), decoder.channels());
        let channels = source_channels.clamp(1, 2);
        let layout = if channels == 1 { Channels::Mono } else { Channels::Stereo };
        let mut encoder = Encoder::new(RATE, layout, Application::Audio).map_err(failed)?;
        let bits = i32::try_from(bits.clamp(LEAST_BITS, MOST_BITS)).unwrap_or(128_000);
        encoder.set_bitrate(Bitrate::Bits(bits)).map_err(failed)?;
        let pre_skip = encoder.get_lookahead().map_err(failed)?;
        let resampler = if rate == RATE { None } else { Some(Resampler::new(rate, RATE, channels)?) };
        let mut begun = Self {
            decoder,
            resampler,
            encoder,
            writer: PacketWriter::new(Vec::new()),
            channels,
            waiting: VecDeque::new(),
            held: None,
            frames: 0,
            pre_skip: u64::try_from(pre_skip).unwrap_or_default(),
            packets: 0,
            samples: Vec::new(),
            state: State::Head,
        };
        begun.absorb(&samples)?;
        begun.samples = samples;
        Ok(begun)
    }

    /// Takes samples of the source in: mixed to what the stream has, at its rate.
    fn absorb(&mut self, samples: &[f32]) -> Result<(), Refusal> {
        let mixed = mix(samples, self.decoder.sides(), self.channels);
        let ready = match &mut self.resampler {
            Some(resampler) => resampler.push(&mixed)?,
            None => mixed,
        };
        self.wait(&ready);
        Ok(())
    }

    fn wait(&mut self, ready: &[f32]) {
        self.frames += (ready.len() / self.channels) as u64;
        self.waiting.extend(ready);
    }

    fn head(&mut self) -> Result<Bytes, Refusal> {
        let mut head = b"OpusHead\x01".to_vec();
        head.push(u8::try_from(self.channels).unwrap_or(2));
        head.extend(u16::try_from(self.pre_skip).unwrap_or_default().to_le_bytes());
        head.extend(self.decoder.sample_rate().to_le_bytes());
        head.extend([0, 0, 0]);
        let vendor = b"Kermesse";
        let mut tags = b"OpusTags".to_vec();
        tags.extend(u32::try_from(vendor.len()).unwrap_or_default().to_le_bytes());
        tags.extend(vendor);
        tags.extend(0_u32.to_le_bytes());
        for packet in [head, tags] {
            self.writer.write_packet(packet, SERIAL, PacketWriteEndInfo::EndPage, 0).map_err(failed)?;
        }
        Ok(self.written())
    }

    /// Makes packets of what waits; the last of all is held back.
    fn encode(&mut self) -> Result<(), Refusal> {
        while self.waiting.len() >= FRAME * self.channels {
            let frame: Vec<f32> = self.waiting.drain(..FRAME * self.channels).collect();
            let packet = self.encoder.encode_vec_float(&frame, MAX_PACKET).map_err(failed)?;
            if let Some(before) = self.held.replace(packet) {
                self.packets += 1;
                let end = match self.packets % PACKETS_A_PAGE as u64 {
                    0 => PacketWriteEndInfo::EndPage,
                    _ => PacketWriteEndInfo::NormalPacket,
                };
                self.writer.write_packet(before, SERIAL, end, self.packets * FRAME as u64).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// The source is at its end: what the encoder still holds is fetched, and the last page says where the sound ends.
    fn end(&mut self) -> Result<(), Refusal> {
        if let Some(resampler) = &mut self.resampler {
            let rest = resampler.finish()?;
            self.wait(&rest);
        }
        let last = self.pre_skip + self.frames;
        let whole = last.div_ceil(FRAME as u64) * FRAME as u64;
        let made = (self.packets + u64::from(self.held.is_some())) * FRAME as u64;
        let missing = whole.saturating_sub(made) as usize * self.channels;
        self.waiting.resize(missing.max(self.waiting.len()), 0.0);
        self.encode()?;
        if let Some(packet) = self.held.take() {
            self.writer.write_packet(packet, SERIAL, PacketWriteEndInfo::EndStream, last).map_err(failed)?;
        }
        self.state = State::Over;
        Ok(())
    }

    fn written(&mut self) -> Bytes {
        std::mem::take(self.writer.inner_mut()).into()
    }

    fn advance(&mut self) -> Result<Bytes, Refusal> {
        if self.state == State::Head {
            self.state = State::Middle;
            return self.head();
        }
        loop {
            self.encode()?;
            if !self.writer.inner().is_empty() || self.state == State::Over {
                return Ok(self.written());
            }
            let mut samples = std::mem::take(&mut self.samples);
            match self.decoder.next(&mut samples)? {
                true => self.absorb(&samples)?,
                false => self.end()?,
            }
            self.samples = samples;
        }
    }
}

impl Iterator for Transcode {
    type Item = Result<Bytes, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Over {
            return None;
        }
        let piece = super::guarded(|| self.advance());
        if piece.is_err() {
            self.state = State::Over;
        }
        Some(piece)
    }
}

fn failed(error: impl std::fmt::Display) -> Refusal {
    Refusal::Broken(error.to_string())
}
