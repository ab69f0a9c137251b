//! Pictures that are computed, so that nobody's rights are touched.

use image::{ImageError, ImageFormat, Rgb, RgbImage};

/// As a file.
pub(super) fn png(image: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// An evening sky with a string of lanterns.
pub(super) fn lanterns() -> RgbImage {
    const COLOURS: [[f32; 3]; 4] =
        [[255.0, 160.0, 60.0], [240.0, 90.0, 140.0], [90.0, 170.0, 250.0], [250.0, 210.0, 90.0]];
    RgbImage::from_fn(1200, 800, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let mut colour = [20.0 + y / 16.0, 16.0 + y / 22.0, 60.0 + y / 12.0];
        for (place, lantern) in (0..9).zip(COLOURS.iter().cycle()) {
            let centre = (60.0 + place as f32 * 135.0, 320.0 - 90.0 * ((place as f32 - 4.0) / 4.0).powi(2));
            let distance = ((x - centre.0).powi(2) + (y - centre.1).powi(2)).sqrt();
            let glow = if distance < 46.0 { 1.0 } else { (-(distance - 46.0) / 42.0).exp() * 0.55 };
            for (channel, light) in colour.iter_mut().zip(lantern) {
                *channel += (light - *channel) * glow;
            }
        }
        Rgb(colour.map(|channel| channel.clamp(0.0, 255.0) as u8))
    })
}

/// A lantern with so many corners, lit from within, before a sky of its own.
pub(super) fn face(corners: f32, [sky, light]: [[u8; 3]; 2]) -> RgbImage {
    const SIDE: f32 = 400.0;
    RgbImage::from_fn(SIDE as u32, SIDE as u32, |x, y| {
        let (x, y) = (x as f32 - SIDE / 2.0, y as f32 - SIDE * 0.52);
        let (angle, distance) = (x.atan2(-y), x.hypot(y));
        // How far the edge of a regular polygon is from its middle, in this direction.
        let sector = std::f32::consts::TAU / corners;
        let edge = 150.0 * (sector / 2.0).cos() / ((angle.rem_euclid(sector)) - sector / 2.0).cos();
        let glow = if distance < edge {
            1.0 - 0.35 * (distance / edge).powi(2)
        } else {
            (-(distance - edge) / 26.0).exp() * 0.5
        };
        // Paper lanterns have ribs.
        let rib = if distance < edge && (y / 24.0).rem_euclid(1.0) < 0.12 { 0.82 } else { 1.0 };
        let mut colour = [0; 3];
        for ((channel, sky), light) in colour.iter_mut().zip(sky).zip(light) {
            let mixed = f32::from(sky) + (f32::from(light) - f32::from(sky)) * glow;
            *channel = (mixed * rib).clamp(0.0, 255.0) as u8;
        }
        Rgb(colour)
    })
}

/// Three rows of hills under a wide sky with a few stars.
pub(super) fn view(corners: f32, [sky, light]: [[u8; 3]; 2]) -> RgbImage {
    const WIDTH: f32 = 1500.0;
    const HEIGHT: f32 = 500.0;
    let stars = (0..6 + corners as u32).map(|star| {
        let place = (star as f32 + 1.0) * 0.618_034 * corners;
        (place.fract() * WIDTH, (place * 1.414).fract() * HEIGHT * 0.5, 1.5 + (place * 2.7).fract() * 2.5)
    });
    let stars: Vec<(f32, f32, f32)> = stars.collect();
    RgbImage::from_fn(WIDTH as u32, HEIGHT as u32, |x, y| {
        let (x, y) = (x as f32, y as f32);
        // From the night above to the last light behind the hills, then hill before hill, each darker.
        let mut share = (y / HEIGHT).powi(2) * 0.9;
        if stars.iter().any(|(left, top, size)| (x - left).hypot(y - top) < *size) {
            share = 0.85;
        }
        for (row, depth) in [(0.0, 0.42), (1.0, 0.24), (2.0, 0.08)] {
            let wave = (x / (190.0 - row * 30.0) + corners + row * 2.1).sin() + (x / 71.0 + row).sin() * 0.35;
            if y > HEIGHT * (0.62 + row * 0.13) - wave * 26.0 {
                share = depth;
            }
        }
        let mut colour = [0; 3];
        for ((channel, sky), light) in colour.iter_mut().zip(sky).zip(light) {
            *channel = (f32::from(sky) + (f32::from(light) - f32::from(sky)) * share).clamp(0.0, 255.0) as u8;
        }
        Rgb(colour)
    })
}
