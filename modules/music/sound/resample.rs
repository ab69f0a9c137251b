//! From one sample rate to another, in pieces of any size; as long as it was.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler as _};

use super::Refusal;

/// Frames that are resampled at a time.
const CHUNK: usize = 1024;

/// Resamples interleaved samples as they come.
pub(super) struct Resampler {
    inner: Fft<f32>,
    channels: usize,
    ratio: f64,
    /// What does not fill a chunk yet.
    rest: Vec<f32>,
    output: Vec<f32>,
    /// Frames at the beginning that are the resampler's own.
    delay: usize,
    taken: u64,
    given: u64,
}

impl Resampler {
    pub(super) fn new(from: u32, to: u32, channels: usize) -> Result<Self, Refusal> {
        let inner = Fft::new(from as usize, to as usize, CHUNK, channels, FixedSync::Input).map_err(failed)?;
        let (delay, output) = (inner.output_delay(), vec![0.0; inner.output_frames_max() * channels]);
        let ratio = f64::from(to) / f64::from(from);
        Ok(Self { inner, channels, ratio, rest: Vec::new(), output, delay, taken: 0, given: 0 })
    }

    /// Takes samples, and gives as many as are ready.
    pub(super) fn push(&mut self, samples: &[f32]) -> Result<Vec<f32>, Refusal> {
        self.taken += (samples.len() / self.channels) as u64;
        self.rest.extend_from_slice(samples);
        let mut ready = Vec::new();
        self.work(&mut ready)?;
        self.given += (ready.len() / self.channels) as u64;
        Ok(ready)
    }

    /// What is still within; as long as what came, at the other rate.
    pub(super) fn finish(&mut self) -> Result<Vec<f32>, Refusal> {
        let whole = (self.taken as f64 * self.ratio).round() as u64;
        let missing = usize::try_from(whole.saturating_sub(self.given)).unwrap_or_default() * self.channels;
        let mut ready = Vec::new();
        while ready.len() < missing {
            let chunk = self.inner.input_frames_next() * self.channels;
            self.rest.resize(self.rest.len().div_ceil(chunk).max(1) * chunk, 0.0);
            self.work(&mut ready)?;
        }
        ready.truncate(missing);
        Ok(ready)
    }

    fn work(&mut self, ready: &mut Vec<f32>) -> Result<(), Refusal> {
        loop {
            let frames = self.inner.input_frames_next();
            let Some(chunk) = self.rest.get(..frames * self.channels) else { return Ok(()) };
            let room = self.output.len() / self.channels;
            let input = InterleavedSlice::new(chunk, self.channels, frames).map_err(failed)?;
            let mut output = InterleavedSlice::new_mut(&mut self.output, self.channels, room).map_err(failed)?;
            let (_, made) = self.inner.process_into_buffer(&input, &mut output, None).map_err(failed)?;
            let own = self.delay.min(made);
            self.delay -= own;
            ready.extend_from_slice(self.output.get(own * self.channels..made * self.channels).unwrap_or_default());
            self.rest.drain(..frames * self.channels);
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Refusal {
    Refusal::Broken(error.to_string())
}
