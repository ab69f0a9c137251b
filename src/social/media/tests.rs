//! Media: what becomes of an upload, and how rows hang on objects and profiles.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

mod development;
mod exposure;
mod licence;
mod picture;
mod row;
mod strip;

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};

/// A picture whose corners differ: red, green, blue and white, clockwise from the upper left.
fn corners(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([230, 20, 20]),
        (false, true) => Rgb([20, 230, 20]),
        (false, false) => Rgb([20, 20, 230]),
        (true, false) => Rgb([235, 235, 235]),
    })
}

/// The names of the corners, clockwise from the upper left.
fn corner_names(image: &DynamicImage) -> [char; 4] {
    let rgb = image.to_rgb8();
    let (w, h) = (rgb.width(), rgb.height());
    let name = |x: u32, y: u32| match rgb.get_pixel(x, y).0.map(|value| value > 128) {
        [true, false, false] => 'R',
        [false, true, false] => 'G',
        [false, false, true] => 'B',
        [true, true, true] => 'W',
        _ => '?',
    };
    [name(w / 8, h / 8), name(w - 1 - w / 8, h / 8), name(w - 1 - w / 8, h - 1 - h / 8), name(w / 8, h - 1 - h / 8)]
}

fn jpeg(image: &RgbImage, progressive: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.set_progressive(progressive);
    let (width, height) = (image.width().try_into().unwrap(), image.height().try_into().unwrap());
    encoder.encode(image, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

fn encoded(image: impl Into<DynamicImage>, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture with a hole in it.
fn transparent(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, _| if x < width / 2 { Rgba([0, 0, 0, 0]) } else { Rgba([20, 20, 230, 255]) })
}

fn gif(frames: usize, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, 30);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    let frame = image::Frame::new(DynamicImage::from(corners(width, height)).to_rgba8());
    for _ in 0..frames {
        encoder.encode_frame(frame.clone()).unwrap();
    }
    drop(encoder);
    bytes
}

/// A colour profile of that colour space, which says nothing else.
fn profile(space: &[u8; 4]) -> Vec<u8> {
    let mut profile = vec![0; 132];
    profile[3] = 132;
    profile[16..20].copy_from_slice(space);
    profile
}

/// EXIF with an orientation, and with what nobody is to know.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation, 0, 0, 0]);
    // The maker of the camera, of 12 letters, behind the directory.
    tiff.extend(b"\x0f\x01\x02\0\x0c\0\0\0\x26\0\0\0\0\0\0\0");
    tiff.extend(b"SECRET MAKE\0");
    tiff
}

fn tells(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|window| window == b"SECRET")
}
