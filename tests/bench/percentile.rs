//! Percentiles of measured times.

use std::time::Duration;

/// The time that this share (0 to 1) of the measured ones did not exceed, in milliseconds; 0 where nothing was measured.
pub(crate) fn milliseconds(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let place = ((times.len() as f64 * share).ceil() as usize).saturating_sub(1);
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
