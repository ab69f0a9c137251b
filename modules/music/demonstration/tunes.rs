//! Tunes and sleeves that are computed, so that nobody's rights are touched.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageError, Rgb, RgbImage};

/// Samples a second.
const RATE: u32 = 22_050;
/// Notes of a tune.
const NOTES: u32 = 32;
/// A scale of five notes, as steps of a twelfth of an octave.
const SCALE: [f32; 5] = [0.0, 2.0, 4.0, 7.0, 9.0];
/// Side of a sleeve in pixels.
const SIDE: u32 = 640;

/// A melody over a bass, each different by its seed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tune {
    pub(super) seed: u32,
    /// Whether it is slow and has no beat.
    pub(super) calm: bool,
}

impl Tune {
    /// As a WAVE file of one channel and 16 bits.
    pub(super) fn wav(self) -> Vec<u8> {
        let samples = self.play();
        let size = u32::try_from(samples.len() * 2).unwrap_or_default();
        let mut file = b"RIFF".to_vec();
        file.extend((size + 36).to_le_bytes());
        file.extend(b"WAVEfmt ");
        file.extend(16_u32.to_le_bytes());
        file.extend(1_u16.to_le_bytes());
        file.extend(1_u16.to_le_bytes());
        file.extend(RATE.to_le_bytes());
        file.extend((RATE * 2).to_le_bytes());
        file.extend(2_u16.to_le_bytes());
        file.extend(16_u16.to_le_bytes());
        file.extend(b"data");
        file.extend(size.to_le_bytes());
        for sample in samples {
            file.extend(((sample.clamp(-1.0, 1.0) * 32_000.0) as i16).to_le_bytes());
        }
        file
    }

    fn play(self) -> Vec<f32> {
        let (length, decay) = if self.calm { (0.8, 0.9) } else { (0.34, 4.0) };
        let frames = (RATE as f32 * length) as u32;
        let mut samples = Vec::with_capacity((frames * NOTES) as usize);
        for note in 0..NOTES {
            let step = self.pick(note);
            let (melody, bass) = (pitch(step, 1.0 + (step % 2) as f32), pitch(self.pick(note / 8), -1.0));
            for frame in 0..frames {
                let time = frame as f32 / RATE as f32;
                let attack = (time * 60.0).min(1.0) * ((length - time) * 60.0).min(1.0);
                let high = (tone(melody, time) + 0.3 * tone(melody * 2.0, time)) * (-decay * time).exp();
                samples.push((high * 0.35 + tone(bass, time) * 0.2) * attack);
            }
        }
        samples
    }

    /// Which note comes at that place: the same each time, and not much like the one before.
    fn pick(self, note: u32) -> u32 {
        let mixed = (self.seed.wrapping_mul(2_654_435_761)).wrapping_add(note.wrapping_mul(40_503)) ^ (note / 4);
        (mixed >> 7) % 10
    }
}

fn pitch(step: u32, octave: f32) -> f32 {
    let within = SCALE.get(step as usize % SCALE.len()).copied().unwrap_or_default();
    220.0 * 2.0_f32.powf(within / 12.0 + octave)
}

fn tone(pitch: f32, time: f32) -> f32 {
    (time * pitch * std::f32::consts::TAU).sin()
}

/// Rings of two colours, like the grooves of a record.
pub(super) fn sleeve(colours: [[u8; 3]; 2], seed: u32) -> Result<Vec<u8>, ImageError> {
    let [ground, light] = colours;
    let centre = (SIDE as f32 * (0.3 + 0.1 * (seed % 4) as f32), SIDE as f32 * 0.55);
    let picture = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let distance = (x as f32 - centre.0).hypot(y as f32 - centre.1);
        let share = ((distance / (14.0 + 5.0 * (seed % 3) as f32)).sin() * 0.5 + 0.5)
            * (1.0 - distance / (SIDE as f32 * 1.1)).max(0.0);
        let mut colour = [0; 3];
        for ((channel, ground), light) in colour.iter_mut().zip(ground).zip(light) {
            *channel = (f32::from(ground) + (f32::from(light) - f32::from(ground)) * share).clamp(0.0, 255.0) as u8;
        }
        Rgb(colour)
    });
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 88))?;
    Ok(bytes)
}
