//! What is heard of a file: how long it really is, how loud (EBU R 128), and how it looks as a wave.

use std::time::Duration;

use ebur128::{EbuR128, Mode};

use super::decode::Decoder;
use super::{MAX_HOURS, Refusal};

/// How many parts a wave is drawn of.
pub(crate) const PEAKS: usize = 1000;
/// Into how many parts a second is cut before they are put together to [`PEAKS`].
const STEPS: u64 = 20;

/// What was heard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Analysis {
    /// Frames, without what an encoder put before and behind.
    pub(crate) frames: u64,
    /// To the sample.
    pub(crate) duration: Duration,
    /// Integrated loudness in LUFS; none of what is silent.
    pub(crate) loudness: Option<f64>,
    /// In dBTP; likewise.
    pub(crate) true_peak: Option<f64>,
    /// Loudness range in LU.
    pub(crate) range: Option<f64>,
    /// The greatest deflection of each part, from 0 to 255; at most [`PEAKS`] of them.
    pub(crate) peaks: Vec<u8>,
}

/// Listens to a file to its end.
///
/// # Errors
/// A [`Refusal`], where there is nothing to hear, or it does not end.
pub(crate) fn analyse(mut decoder: Decoder) -> Result<Analysis, Refusal> {
    let (mut samples, mut wave, mut meter) = (Vec::new(), Wave::default(), None);
    let (mut frames, mut figures) = (0_u64, (0, 0));
    while decoder.next(&mut samples)? {
        let (rate, channels) = (decoder.sample_rate(), decoder.channels());
        if rate == 0 || channels == 0 {
            return Err(Refusal::Empty);
        }
        if figures != (rate, channels) {
            if meter.is_some() {
                return Err(Refusal::Broken("its rate changes within".to_owned()));
            }
            figures = (rate, channels);
            meter = Some(new_meter(rate, channels)?);
            wave = Wave::of(rate);
        }
        frames += (samples.len() / channels) as u64;
        if frames / u64::from(rate) > MAX_HOURS * 3600 {
            return Err(Refusal::TooLong);
        }
        if let Some(meter) = &mut meter {
            meter.add_frames_f32(&samples).map_err(unmeasured)?;
        }
        wave.add(&samples, channels);
    }
    let Some(meter) = meter.filter(|_| frames > 0) else { return Err(Refusal::Empty) };
    let finite = |measured: Result<f64, ebur128::Error>| measured.ok().filter(|value| value.is_finite());
    let channels = u32::try_from(figures.1).unwrap_or_default();
    let peak = (0..channels).filter_map(|channel| meter.true_peak(channel).ok()).fold(0.0, f64::max);
    Ok(Analysis {
        frames,
        duration: Duration::from_secs_f64(frames as f64 / f64::from(figures.0)),
        loudness: finite(meter.loudness_global()),
        true_peak: Some(20.0 * peak.log10()).filter(|value| value.is_finite()),
        range: finite(meter.loudness_range()),
        peaks: wave.into_peaks(),
    })
}

fn new_meter(rate: u32, channels: usize) -> Result<EbuR128, Refusal> {
    let channels = u32::try_from(channels).map_err(|_| Refusal::Empty)?;
    EbuR128::new(channels, rate, Mode::I | Mode::LRA | Mode::TRUE_PEAK).map_err(unmeasured)
}

fn unmeasured(error: ebur128::Error) -> Refusal {
    Refusal::Broken(error.to_string())
}

/// The greatest deflection of each step of a twentieth of a second.
#[derive(Default)]
struct Wave {
    step: u64,
    filled: u64,
    peak: f32,
    peaks: Vec<f32>,
}

impl Wave {
    fn of(rate: u32) -> Self {
        Self { step: (u64::from(rate) / STEPS).max(1), ..Self::default() }
    }

    fn add(&mut self, samples: &[f32], channels: usize) {
        for frame in samples.chunks_exact(channels) {
            self.peak = frame.iter().fold(self.peak, |peak, sample| peak.max(sample.abs()));
            self.filled += 1;
            if self.filled == self.step {
                self.peaks.push(std::mem::take(&mut self.peak));
                self.filled = 0;
            }
        }
    }

    fn into_peaks(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.peaks.push(self.peak);
        }
        let (count, parts) = (self.peaks.len(), self.peaks.len().min(PEAKS));
        let part = |at: usize| {
            let (from, to) = (at * count / parts, (at + 1) * count / parts);
            let steps = self.peaks.get(from..to.max(from + 1)).unwrap_or_default();
            let peak = steps.iter().copied().fold(0.0_f32, f32::max);
            (peak.clamp(0.0, 1.0) * 255.0).round() as u8
        };
        (0..parts).map(part).collect()
    }
}
