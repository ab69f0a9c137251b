//! Files lose what does not show and nothing else.

use bytes::Bytes;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};
use img_parts::jpeg::{Jpeg, JpegSegment};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, ImageICC};

use super::{corners, encoded, exif, gif, jpeg, profile, tells, transparent};
use crate::media::pipeline::Format;
use crate::media::strip;

/// Strips a file and says which way up it is afterwards.
fn check(file: Vec<u8>, format: Format, orientation: Orientation) -> Vec<u8> {
    assert!(tells(&file), "there is something to hide");
    let stripped = strip::strip(&Bytes::from(file.clone()), format, orientation).unwrap();
    assert!(!tells(&stripped), "nothing is told");
    let before = image::load_from_memory(&file).unwrap();
    let after = image::load_from_memory(&stripped).unwrap();
    assert!(before.as_bytes() == after.as_bytes(), "every pixel is as it was");
    let reader = ImageReader::new(std::io::Cursor::new(&stripped)).with_guessed_format().unwrap();
    assert_eq!(reader.into_decoder().unwrap().orientation().unwrap(), orientation);
    let again = strip::strip(&stripped, format, orientation).unwrap();
    assert_eq!(again, stripped, "what is stripped stays as it is");
    stripped.to_vec()
}

#[test]
fn a_jpeg() {
    for progressive in [false, true] {
        let mut parts = Jpeg::from_bytes(jpeg(&corners(40, 24), progressive).into()).unwrap();
        parts.set_exif(Some(exif(6).into()));
        parts.set_icc_profile(Some(profile(b"RGB ").into()));
        for (marker, contents) in [
            (0xe0, &b"JFXX\0SECRET thumbnail"[..]),
            (0xe1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
            (0xe2, b"MPF\0SECRET"),
            (0xed, b"Photoshop 3.0\0SECRET"),
            (0xef, b"SECRET"),
            (0xfe, b"SECRET"),
        ] {
            parts.segments_mut().insert(1, JpegSegment::new_with_contents(marker, Bytes::from_static(contents)));
        }
        let mut file = parts.encoder().bytes().to_vec();
        // Between scans, and behind the end.
        let scan = file.windows(2).rposition(|pair| pair == [0xff, 0xda]).unwrap();
        if progressive {
            file.splice(scan..scan, *b"\xff\xfe\x00\x08SECRET");
        }
        file.extend(b"SECRET");
        let stripped = check(file, Format::Jpeg, Orientation::Rotate90);
        let parts = Jpeg::from_bytes(stripped.into()).unwrap();
        assert_eq!(parts.icc_profile().unwrap(), profile(b"RGB "));
        assert_eq!(parts.exif().unwrap().len(), 26);
    }
}

#[test]
fn a_jpeg_thumbnail() {
    let file = jpeg(&corners(16, 16), false);
    // JFIF 1.02 with a thumbnail of two pixels, which are six letters.
    let mut with = b"\xff\xd8\xff\xe0\x00\x16JFIF\0\x01\x02\0\0\x01\0\x01\x02\x01SECRET".to_vec();
    with.extend(&file[2..]);
    check(with, Format::Jpeg, Orientation::NoTransforms);
}

#[test]
fn a_png() {
    let mut parts = Png::from_bytes(encoded(transparent(16, 8), ImageFormat::Png).into()).unwrap();
    parts.set_exif(Some(exif(3).into()));
    parts.set_icc_profile(Some(profile(b"RGB ").into()));
    for kind in [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"prVt"] {
        parts.chunks_mut().insert(1, PngChunk::new(*kind, Bytes::from_static(b"SECRET")));
    }
    let mut file = parts.encoder().bytes().to_vec();
    file.extend(b"SECRET");
    let stripped = check(file, Format::Png, Orientation::Rotate180);
    assert_eq!(Png::from_bytes(stripped.into()).unwrap().icc_profile().unwrap(), profile(b"RGB "));
}

#[test]
fn a_webp() {
    let mut parts = WebP::from_bytes(encoded(transparent(16, 8), ImageFormat::WebP).into()).unwrap();
    parts.set_exif(Some(exif(8).into()));
    parts.set_icc_profile(Some(profile(b"RGB ").into()));
    parts.chunks_mut().push(RiffChunk::new(*b"XMP ", RiffContent::Data(Bytes::from_static(b"SECRET"))));
    parts.chunks_mut().push(RiffChunk::new(*b"ABCD", RiffContent::Data(Bytes::from_static(b"SECRET"))));
    let mut file = parts.encoder().bytes().to_vec();
    file.extend(b"SECRET");
    let stripped = check(file, Format::WebP, Orientation::Rotate270);
    assert_eq!(WebP::from_bytes(stripped.into()).unwrap().icc_profile().unwrap(), profile(b"RGB "));
}

#[test]
fn a_gif() {
    let plain = gif(3, 10, 10);
    // Behind the header, the screen and its colours come the blocks.
    let packed = plain[10];
    let start = 13 + if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    let mut file = plain.clone();
    for extension in
        [&b"\x21\xfe\x06SECRET\0"[..], b"\x21\xff\x0bXMP DataXMP\x06SECRET\0", b"\x21\x01\x0cSECRETSECRET\x06SECRET\0"]
    {
        file.splice(start..start, extension.iter().copied());
    }
    file.extend(b"SECRET");
    check(file.clone(), Format::Gif, Orientation::NoTransforms);
    let stripped = strip::gif(&file).unwrap();
    assert_eq!(stripped.frames, 3);
    assert!(stripped.file.windows(11).any(|window| window == b"NETSCAPE2.0"), "it goes on repeating");
    // Cut off, it shows what it has.
    assert_eq!(strip::gif(&plain[..plain.len() - 20]).unwrap().frames, 2);
    assert!(strip::gif(b"GIF89a").is_none());
}

#[test]
fn damaged_files_are_refused_or_stripped_but_break_nothing() {
    let files = [
        (jpeg(&corners(16, 16), true), Format::Jpeg),
        (encoded(corners(16, 16), ImageFormat::Png), Format::Png),
        (encoded(corners(16, 16), ImageFormat::WebP), Format::WebP),
        (gif(2, 8, 8), Format::Gif),
    ];
    for (file, format) in files {
        for end in 0..file.len() {
            strip::strip(&Bytes::copy_from_slice(&file[..end]), format, Orientation::Rotate90);
            let mut changed = file.clone();
            changed[end] ^= 0xff;
            strip::strip(&Bytes::from(changed), format, Orientation::Rotate90);
        }
    }
}
