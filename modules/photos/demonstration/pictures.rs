//! Pictures that are computed, so that nobody's rights are touched.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageError, Rgb, RgbImage};

/// Rows of hills under a sky with a sun or a moon, each picture different by its seed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) sky: [u8; 3],
    pub(super) land: [u8; 3],
    pub(super) seed: u8,
}

impl Scene {
    /// As a file.
    pub(super) fn jpeg(self) -> Result<Vec<u8>, ImageError> {
        let mut bytes = Vec::new();
        self.paint().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 88))?;
        Ok(bytes)
    }

    fn paint(self) -> RgbImage {
        let (width, height, seed) = (self.width as f32, self.height as f32, f32::from(self.seed));
        let light = ((seed * 0.618).fract() * 0.7 + 0.15, (seed * 0.377).fract() * 0.25 + 0.12);
        RgbImage::from_fn(self.width, self.height, |x, y| {
            let (x, y) = (x as f32 / width, y as f32 / height);
            let distance = ((x - light.0) * width / height).hypot(y - light.1);
            // The sky brightens towards its light and the horizon.
            let glow = if distance < 0.055 { 1.0 } else { (0.055 / distance).powf(1.6) * 0.5 };
            let mut share = 0.0;
            let mut bright = glow + y * 0.25;
            for row in [0.0_f32, 1.0, 2.0, 3.0] {
                let wave =
                    (x * (5.0 + row * 2.3) + seed * (1.3 + row)).sin() + (x * 17.0 + seed + row * 4.0).sin() * 0.3;
                if y > 0.48 + row * 0.13 - wave * 0.05 {
                    share = 0.4 + row * 0.2;
                    bright = 0.0;
                }
            }
            let mut colour = [0; 3];
            for ((channel, sky), land) in colour.iter_mut().zip(self.sky).zip(self.land) {
                let mixed = f32::from(sky) + (f32::from(land) - f32::from(sky)) * share;
                *channel = (mixed + (255.0 - mixed) * bright.min(1.0)).clamp(0.0, 255.0) as u8;
            }
            Rgb(colour)
        })
    }
}
