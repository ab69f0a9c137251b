//! What becomes of uploaded pictures.

use bytes::Bytes;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use img_parts::jpeg::Jpeg;
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, ImageICC};

use super::{corner_names, corners, encoded, exif, gif, jpeg, profile, tells, transparent};
use crate::media::pipeline::{
    Derived, MAX_FRAMES, MediaError, Processed, Purpose, admit, process_image, process_off_thread,
};
use crate::media::render::{Fit, Picture};

fn process(file: &[u8], purpose: Purpose) -> Result<Processed, MediaError> {
    process_image(&Bytes::copy_from_slice(file), purpose)
}

/// Type and size of a file, after a look at what it really is.
fn facts(file: &Derived) -> (&'static str, u32, u32) {
    let format = image::guess_format(&file.bytes).unwrap();
    assert_eq!(format.to_mime_type(), file.media_type);
    let decoder = image::ImageReader::with_format(std::io::Cursor::new(&file.bytes), format).into_decoder().unwrap();
    let (mut width, mut height) = decoder.dimensions();
    let mut decoder = decoder;
    if decoder.orientation().unwrap().to_exif() > 4 {
        (width, height) = (height, width);
    }
    assert_eq!((width, height), (file.width, file.height));
    (file.media_type, width, height)
}

#[test]
fn a_large_photograph_is_made_smaller() {
    let made = process(&jpeg(&corners(3000, 2000), false), Purpose::Attachment).unwrap();
    assert_eq!(facts(&made.main), ("image/jpeg", 1920, 1280));
    let preview = made.preview.unwrap();
    assert_eq!(facts(&preview), ("image/webp", 640, 427));
    assert!(preview.bytes.len() < made.main.bytes.len());
    for file in [&made.main, &preview] {
        assert_eq!(corner_names(&image::load_from_memory(&file.bytes).unwrap()), ['R', 'G', 'B', 'W']);
    }
    let hash = made.blurhash.unwrap();
    assert_eq!(hash.len(), 28);
    assert!(blurhash::decode(&hash, 32, 32, 1.0).is_ok());
    assert_eq!(made.original, None);
}

#[test]
fn it_is_turned_upright_and_tells_nothing() {
    // Seen upright, a picture of orientation 6 was turned to the right.
    let turned = [
        (1, 40, 24, ['R', 'G', 'B', 'W']),
        (2, 40, 24, ['G', 'R', 'W', 'B']),
        (3, 40, 24, ['B', 'W', 'R', 'G']),
        (4, 40, 24, ['W', 'B', 'G', 'R']),
        (5, 24, 40, ['R', 'W', 'B', 'G']),
        (6, 24, 40, ['W', 'R', 'G', 'B']),
        (7, 24, 40, ['B', 'G', 'R', 'W']),
        (8, 24, 40, ['G', 'B', 'W', 'R']),
    ];
    for (orientation, width, height, names) in turned {
        let mut parts = Jpeg::from_bytes(jpeg(&corners(40, 24), false).into()).unwrap();
        parts.set_exif(Some(exif(orientation).into()));
        let file = parts.encoder().bytes();
        assert!(tells(&file));
        let made = process(&file, Purpose::Photo).unwrap();
        let original = made.original.unwrap();
        assert_eq!(facts(&original), ("image/jpeg", width, height));
        let preview = made.preview.unwrap();
        for file in [&original, &made.main, &preview] {
            assert!(!tells(&file.bytes), "orientation {orientation}: {}", file.media_type);
        }
        for file in [&made.main, &preview] {
            assert_eq!((file.width, file.height), (width, height));
            assert_eq!(
                corner_names(&image::load_from_memory(&file.bytes).unwrap()),
                names,
                "orientation {orientation}"
            );
        }
    }
}

#[test]
fn colour_profiles_are_kept_where_they_fit() {
    let with = |space: &[u8; 4]| {
        let mut parts = Jpeg::from_bytes(jpeg(&corners(2000, 100), false).into()).unwrap();
        parts.set_icc_profile(Some(profile(space).into()));
        let made = process(&parts.encoder().bytes(), Purpose::Attachment).unwrap();
        let preview = WebP::from_bytes(made.preview.unwrap().bytes).unwrap().icc_profile();
        (Jpeg::from_bytes(made.main.bytes).unwrap().icc_profile(), preview)
    };
    let rgb = Bytes::from(profile(b"RGB "));
    assert_eq!(with(b"RGB "), (Some(rgb.clone()), Some(rgb)));
    assert_eq!(with(b"CMYK"), (None, None));
}

#[test]
fn what_is_small_is_passed_on_as_it_is() {
    let file = jpeg(&corners(400, 300), true);
    let made = process(&file, Purpose::Attachment).unwrap();
    assert_eq!(made.main.bytes, file);
    let file = encoded(corners(400, 300), ImageFormat::Png);
    assert_eq!(facts(&process(&file, Purpose::Attachment).unwrap().main), ("image/png", 400, 300));
}

#[test]
fn others_get_what_everybody_reads() {
    let main = |file: &[u8], purpose| facts(&process(file, purpose).unwrap().main);
    assert_eq!(main(&encoded(corners(40, 30), ImageFormat::WebP), Purpose::Attachment), ("image/jpeg", 40, 30));
    assert_eq!(main(&encoded(transparent(40, 30), ImageFormat::WebP), Purpose::Attachment), ("image/png", 40, 30));
    assert_eq!(main(&encoded(transparent(3000, 30), ImageFormat::Png), Purpose::Attachment), ("image/png", 1920, 19));
    // An alpha channel that hides nothing is none.
    let opaque = image::DynamicImage::from(corners(40, 30)).to_rgba8();
    assert_eq!(main(&encoded(opaque, ImageFormat::WebP), Purpose::Attachment), ("image/jpeg", 40, 30));
    // A drawing stays sharp, noise does not need to.
    assert_eq!(main(&encoded(corners(2400, 240), ImageFormat::Png), Purpose::Attachment), ("image/png", 1920, 192));
    let mut state = 1_u32;
    let noise = RgbImage::from_fn(2400, 240, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(state >> 8) as u8, (state >> 16) as u8, (state >> 24) as u8])
    });
    assert_eq!(main(&encoded(noise, ImageFormat::Png), Purpose::Attachment), ("image/jpeg", 1920, 192));
    // Grey and 16 bits deep.
    let grey = image::DynamicImage::from(corners(40, 30)).to_luma16();
    assert_eq!(main(&encoded(grey, ImageFormat::Png), Purpose::Avatar), ("image/png", 30, 30));
}

#[test]
fn profiles_and_emoji_have_their_sizes() {
    let size = |width, height, purpose| {
        let made = process(&jpeg(&corners(width, height), false), purpose).unwrap();
        let preview = made.preview.as_ref().map(|preview| (facts(preview).1, facts(preview).2));
        (facts(&made.main), preview, made.blurhash.is_some())
    };
    assert_eq!(size(1000, 600, Purpose::Avatar), (("image/jpeg", 400, 400), Some((120, 120)), false));
    assert_eq!(size(60, 100, Purpose::Avatar), (("image/jpeg", 60, 60), Some((60, 60)), false));
    assert_eq!(size(2000, 2000, Purpose::Header), (("image/jpeg", 1500, 500), Some((750, 250)), true));
    assert_eq!(size(300, 300, Purpose::Header), (("image/jpeg", 300, 100), Some((300, 100)), true));
    assert_eq!(size(300, 150, Purpose::Emoji), (("image/png", 128, 64), None, false));
    let middle = process(&jpeg(&corners(400, 100), false), Purpose::Avatar).unwrap();
    assert_eq!(corner_names(&image::load_from_memory(&middle.main.bytes).unwrap()), ['R', 'G', 'B', 'W']);
}

#[test]
fn animations_move_on() {
    let file = gif(3, 60, 40);
    let made = process(&file, Purpose::Attachment).unwrap();
    assert_eq!(facts(&made.main), ("image/gif", 60, 40));
    assert_eq!(facts(&made.preview.unwrap()), ("image/webp", 60, 40));
    assert_eq!(facts(&process(&file, Purpose::Emoji).unwrap().main), ("image/gif", 60, 40));
    assert_eq!(facts(&process(&file, Purpose::Avatar).unwrap().main), ("image/png", 40, 40));
    assert_eq!(facts(&process(&gif(1, 600, 400), Purpose::Attachment).unwrap().main), ("image/png", 600, 400));
    assert!(process(&gif(MAX_FRAMES, 2, 2), Purpose::Attachment).is_ok());
    assert_eq!(process(&gif(MAX_FRAMES + 1, 2, 2), Purpose::Attachment), Err(MediaError::TooManyFrames));
}

#[test]
fn what_is_no_picture_is_refused_by_its_bytes() {
    let refusal = |file: &[u8]| process(file, Purpose::Attachment).unwrap_err();
    assert_eq!(refusal(b""), MediaError::NotAPicture);
    assert_eq!(refusal(b"<!doctype html><script>alert(1)</script>"), MediaError::NotAPicture);
    assert_eq!(refusal(b"\n <svg xmlns='http://www.w3.org/2000/svg'/>"), MediaError::Unsupported("SVG"));
    assert_eq!(refusal(b"<?xml version='1.0'?><svg/>"), MediaError::NotAPicture);
    assert_eq!(refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), MediaError::Heic);
    assert_eq!(refusal(b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"), MediaError::Unsupported("AVIF"));
    assert_eq!(refusal(b"BM\0\0\0\0\0\0\0\0"), MediaError::Unsupported("BMP"));
    assert_eq!(refusal(b"%PDF-1.7"), MediaError::NotAPicture);
    assert!(MediaError::Heic.to_string().contains("JPEG"));
    let large = vec![0; Purpose::Emoji.max_bytes() + 1];
    assert_eq!(process(&large, Purpose::Emoji), Err(MediaError::TooLarge { limit: 2 << 20 }));
}

/// The head of a PNG that says it is so large, and little more.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut parts = img_parts::png::Png::from_bytes(encoded(corners(2, 2), ImageFormat::Png).into()).unwrap();
    let mut header = parts.chunks()[0].contents().to_vec();
    header[..4].copy_from_slice(&width.to_be_bytes());
    header[4..8].copy_from_slice(&height.to_be_bytes());
    parts.chunks_mut()[0] = img_parts::png::PngChunk::new(*b"IHDR", header.into());
    parts.encoder().bytes().into()
}

#[test]
fn bombs_are_refused_before_they_are_decoded() {
    for (width, height) in
        [(60_000, 60_000), (15_000, 15_000), (16_385, 1), (1, 16_385), (8_000, 7_000), (16_384, 16_384)]
    {
        let bomb = png_of(width, height);
        assert_eq!(process(&bomb, Purpose::Attachment), Err(MediaError::TooManyPixels), "{width} x {height}");
        assert_eq!(admit(&bomb, Purpose::Attachment), Err(MediaError::TooManyPixels), "{width} x {height}");
    }
    let mut wide = gif(1, 2, 2);
    wide[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(process(&wide, Purpose::Attachment), Err(MediaError::TooManyPixels));
}

#[test]
fn damaged_pictures_break_nothing() {
    let files = [
        jpeg(&corners(24, 16), true),
        encoded(transparent(16, 16), ImageFormat::Png),
        encoded(corners(16, 16), ImageFormat::WebP),
        gif(2, 8, 8),
    ];
    for file in files {
        for end in (0..file.len()).step_by(7) {
            let _ = process(&file[..end], Purpose::Photo);
            let mut changed = file.clone();
            changed[end] ^= 0x55;
            let _ = process(&changed, Purpose::Photo);
        }
    }
}

#[tokio::test]
async fn work_is_done_off_the_thread() {
    let file = Bytes::from(jpeg(&corners(64, 64), false));
    let all = (0..5).map(|_| tokio::spawn(process_off_thread(file.clone(), Purpose::Avatar)));
    for made in all {
        assert_eq!(facts(&made.await.unwrap().unwrap().main), ("image/jpeg", 64, 64));
    }
}

/// Pictures are scaled band by band, which nobody can see.
#[test]
fn what_is_scaled_in_bands_is_as_if_scaled_at_once() {
    let grain = |x: u32, y: u32| [(x * 7 % 251) as u8, (y * 5 % 241) as u8, (x * y % 253) as u8];
    let opaque = DynamicImage::from(RgbImage::from_fn(701, 503, |x, y| Rgb(grain(x, y))));
    let clear = DynamicImage::from(RgbaImage::from_fn(701, 503, |x, y| {
        let [red, green, blue] = grain(x, y);
        Rgba([red, green, blue, (x % 256) as u8])
    }));
    for (image, kind) in [(opaque, PixelType::U8x3), (clear, PixelType::U8x4)] {
        for side in [640, 333, 30] {
            let scaled = Picture::new(image.clone(), None).scaled(Fit::Inside(side, side)).unwrap().image;
            let mut whole = Image::new(scaled.width(), scaled.height(), kind);
            let source = ImageRef::new(701, 503, image.as_bytes(), kind).unwrap();
            let options = ResizeOptions::new().fit_into_destination(None);
            Resizer::new().resize(&source, &mut whole, Some(&options)).unwrap();
            let apart = scaled.as_bytes().iter().zip(whole.buffer()).map(|(one, other)| one.abs_diff(*other)).max();
            assert!(apart <= Some(1), "{kind:?}, {side}: {apart:?}");
        }
    }
}
