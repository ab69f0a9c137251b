//! What becomes of a photo when its author turns, cuts and colours it: to the pixel.

use bytes::Bytes;
use image::{DynamicImage, ImageDecoder, ImageFormat, Rgb, RgbImage};
use img_parts::ImageEXIF;
use img_parts::jpeg::Jpeg;

use super::{corner_names, corners, encoded, exif, gif, jpeg, profile, tells, transparent};
use crate::media::pipeline::{MediaError, Processed, develop_image};
use crate::media::{Crop, Development, Filter, Turn};

/// Every pixel says where it is.
fn map(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 128]))
}

fn develop(file: Vec<u8>, development: Development) -> Processed {
    develop_image(&Bytes::from(file), &development).unwrap()
}

fn pixels(made: &Processed) -> RgbImage {
    assert_eq!(made.main.media_type, "image/png", "a drawing is not smeared");
    image::load_from_memory(&made.main.bytes).unwrap().into_rgb8()
}

fn crop(left: u32, top: u32, width: u32, height: u32) -> Option<Crop> {
    Some(Crop::new(left, top, width, height).unwrap())
}

fn all_turns() -> impl Iterator<Item = (Turn, bool)> {
    Turn::ALL.iter().flat_map(|turn| [(*turn, false), (*turn, true)])
}

#[test]
fn every_pixel_goes_where_it_is_turned_to() {
    let (width, height) = (200, 120);
    for (turn, mirrored) in all_turns() {
        let made = develop(
            encoded(map(width, height), ImageFormat::Png),
            Development { turn, mirrored, ..Development::default() },
        );
        let shown = pixels(&made);
        assert_eq!(made.full_size, (width, height));
        let (wide, high) = if matches!(turn, Turn::Right | Turn::Left) { (height, width) } else { (width, height) };
        assert_eq!(shown.dimensions(), (wide, high));
        for (u, v, pixel) in shown.enumerate_pixels() {
            let u = if mirrored { wide - 1 - u } else { u };
            let (x, y) = match turn {
                Turn::None => (u, v),
                Turn::Right => (v, height - 1 - u),
                Turn::Half => (width - 1 - u, height - 1 - v),
                Turn::Left => (width - 1 - v, u),
            };
            assert_eq!(pixel.0, [x as u8, y as u8, 128], "{turn} {mirrored}: {u} {v}");
        }
    }
}

#[test]
fn a_piece_is_cut_from_what_was_turned() {
    // Of 200 times 100 pixels, turned or not, a quarter of the width and half of the height, from a tenth.
    let piece = crop(10_000, 10_000, 25_000, 50_000);
    for (turn, mirrored) in all_turns() {
        let file = encoded(map(200, 100), ImageFormat::Png);
        let whole = pixels(&develop(file.clone(), Development { turn, mirrored, ..Development::default() }));
        let made = develop(file, Development { turn, mirrored, crop: piece, filter: None });
        let (wide, high) = whole.dimensions();
        let expected = image::imageops::crop_imm(&whole, wide / 10, high / 10, wide / 4, high / 2).to_image();
        assert_eq!(pixels(&made), expected, "{turn} {mirrored}");
        assert_eq!((made.main.width, made.main.height), expected.dimensions());
    }
}

#[test]
fn the_camera_is_turned_upright_first() {
    for orientation in 1..=8 {
        let mut parts = Jpeg::from_bytes(jpeg(&corners(240, 160), false).into()).unwrap();
        parts.set_exif(Some(exif(orientation).into()));
        let file = parts.encoder().bytes();
        let upright = develop(file.to_vec(), Development { mirrored: true, ..Development::default() });
        let mut straight = image::load_from_memory(&upright.main.bytes).unwrap().fliph();
        for (turn, mirrored) in all_turns() {
            let made = develop(file.to_vec(), Development { turn, mirrored, ..Development::default() });
            let mut expected = straight.clone();
            for _ in 0..turn.as_str().parse::<u32>().unwrap() / 90 {
                expected = expected.rotate90();
            }
            if mirrored {
                expected = expected.fliph();
            }
            let shown = image::load_from_memory(&made.main.bytes).unwrap();
            assert_eq!(corner_names(&shown), corner_names(&expected), "orientation {orientation}, {turn}, {mirrored}");
            assert!(!corner_names(&shown).contains(&'?'));
        }
        // The upper half, seen upright, has the upper corners' colours.
        let top =
            develop(file.to_vec(), Development { crop: crop(0, 0, Crop::WHOLE, 50_000), ..Development::default() });
        let [left, right, ..] = corner_names(&straight);
        straight = image::load_from_memory(&top.main.bytes).unwrap();
        assert_eq!(corner_names(&straight), [left, right, right, left], "orientation {orientation}");
        let proof = top.proof.unwrap();
        assert_eq!(top.full_size, if orientation > 4 { (160, 240) } else { (240, 160) });
        assert_eq!((proof.width, proof.height), top.full_size, "its author sees all of it");
    }
}

#[test]
fn profiles_stay_and_metadata_does_not_come_back() {
    let mut parts = Jpeg::from_bytes(jpeg(&corners(2400, 1600), false).into()).unwrap();
    img_parts::ImageICC::set_icc_profile(&mut parts, Some(profile(b"RGB ").into()));
    parts.set_exif(Some(exif(6).into()));
    let file = parts.encoder().bytes().to_vec();
    assert!(tells(&file));
    let look = Development {
        crop: crop(25_000, 0, 50_000, Crop::WHOLE),
        filter: Some(Filter::Warm),
        ..Development::default()
    };
    let made = develop(file, look);
    let proof = made.proof.unwrap();
    let files = [&made.main, &proof].into_iter().chain(&made.renditions);
    for file in files {
        assert!(!tells(&file.bytes), "{} of {}", file.media_type, file.width);
        let format = image::guess_format(&file.bytes).unwrap();
        let reader = image::ImageReader::with_format(std::io::Cursor::new(&file.bytes), format);
        assert_eq!(
            reader.into_decoder().unwrap().icc_profile().unwrap(),
            Some(profile(b"RGB ")),
            "{}",
            file.media_type
        );
    }
    assert_eq!((made.main.media_type, made.main.width, made.main.height), ("image/jpeg", 800, 2400));
    let sizes: Vec<_> = made.renditions.iter().map(|made| (made.width, made.height)).collect();
    assert_eq!(sizes, [(107, 320), (213, 640), (360, 1080), (640, 1920)]);
    assert!(made.blurhash.is_some());
}

#[test]
fn what_is_larger_than_others_take_is_cut_before_it_is_scaled() {
    let file = jpeg(&corners(6000, 2000), false);
    let half =
        develop(file.clone(), Development { crop: crop(50_000, 0, 50_000, Crop::WHOLE), ..Development::default() });
    assert_eq!((half.main.width, half.main.height), (3000, 2000), "nothing is lost of the half");
    let names = corner_names(&image::load_from_memory(&half.main.bytes).unwrap());
    assert_eq!(names, ['G', 'G', 'B', 'B']);
    let most = Development { turn: Turn::Right, crop: crop(0, 10_000, Crop::WHOLE, 80_000), ..Development::default() };
    let most = develop(file, most);
    assert_eq!((most.main.width, most.main.height), (1707, 4096));
}

#[test]
fn nothing_done_is_the_photo_as_it_came() {
    let file = jpeg(&corners(300, 200), false);
    let made = develop(file, Development::default());
    assert_eq!(Some(&made.main), made.original.as_ref());
    assert_eq!(made.proof, None);
}

#[test]
fn filters_do_what_their_functions_say() {
    let look = |filter| Development { filter: Some(filter), ..Development::default() };
    let seen = |colour, filter| {
        let flat = RgbImage::from_pixel(100, 100, Rgb(colour));
        pixels(&develop(encoded(flat, ImageFormat::Png), look(filter))).get_pixel(5, 5).0
    };
    let shown = |filter| seen([230, 20, 20], filter);
    // 0.2126 × 230 + 0.7874 × 20
    assert_eq!(shown(Filter::Monochrome), [65, 65, 65]);
    // (value − 127.5) × 1.35 + 127.5, within what can be shown
    assert_eq!(shown(Filter::Bold), [255, 0, 0]);
    // (value − 127.5) × 0.88 + 127.5, then × 1.08
    assert_eq!(shown(Filter::Soft), [235, 36, 36]);
    let mut looks: Vec<[u8; 3]> = Filter::ALL.iter().map(|filter| seen([150, 110, 70], *filter)).collect();
    looks.sort_unstable();
    looks.dedup();
    assert_eq!(looks.len(), Filter::ALL.len(), "no two look alike");
    let styles = Filter::styles();
    assert!(styles.contains(".filter-soft { filter: contrast(0.88) brightness(1.08); }"), "{styles}");
    assert!(styles.contains(".filter-cool { filter: hue-rotate(12deg) saturate(0.85) brightness(1.05); }"), "{styles}");
    assert_eq!(styles.matches(".filter-").count(), 12);
}

#[test]
fn what_is_transparent_stays_so() {
    let file = encoded(DynamicImage::from(transparent(100, 80)), ImageFormat::Png);
    let look = Development { turn: Turn::Half, filter: Some(Filter::Monochrome), ..Development::default() };
    let made = develop(file, look);
    let shown = image::load_from_memory(&made.main.bytes).unwrap().into_rgba8();
    assert_eq!((shown.get_pixel(10, 10).0[3], shown.get_pixel(90, 10).0[3]), (255, 0));
}

#[test]
fn what_moves_is_left_alone() {
    let refused = develop_image(&gif(3, 80, 80).into(), &Development { mirrored: true, ..Development::default() });
    assert_eq!(refused.unwrap_err(), MediaError::Moving);
    assert!(develop_image(&gif(1, 80, 80).into(), &Development { mirrored: true, ..Development::default() }).is_ok());
}

#[test]
fn pieces_have_a_shape_and_a_least_size() {
    let sides = |crop: Crop| crop.sides();
    // The largest square of 200 × 100 pixels is in the middle.
    assert_eq!(sides(Crop::whole().shaped((1, 1), (200, 100))), [25_000, 0, 50_000, Crop::WHOLE]);
    assert_eq!(sides(Crop::whole().shaped((16, 9), (160, 90))), sides(Crop::whole()));
    assert_eq!(sides(Crop::whole().shaped((4, 5), (100, 200))), [0, 18_750, Crop::WHOLE, 62_500]);
    let piece = Crop::new(0, 0, 10_000, Crop::WHOLE).unwrap();
    assert!(piece.is_enough(640, 64) && !piece.is_enough(630, 64));
    assert!(Crop::whole().is_enough(30, 20), "a small picture is not cut at all");
    for outside in [(0, 0, 0, 5), (1, 0, Crop::WHOLE, 5), (0, Crop::WHOLE, 5, 1), (u32::MAX, 0, 5, 5)] {
        let (left, top, width, height) = outside;
        assert_eq!(Crop::new(left, top, width, height), None, "{outside:?}");
    }
}
