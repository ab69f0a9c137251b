//! Picture files without what does not show: place, camera, owner, comments, embedded thumbnails, whatever follows the end.
//! Pixels are not touched. Only what is known to be needed is copied; colour profiles are.

use bytes::Bytes;
use image::metadata::Orientation;
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, ImageICC};

use super::pipeline::Format;

/// Chunks of PNG that say how pixels look. Those of animated PNG are not among them: what is left is the still picture.
const PNG_CHUNKS: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"cICP", b"mDCV", b"cLLI",
];
/// Chunks of WebP that say how pixels look.
const WEBP_CHUNKS: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];

/// A file that shows the same and tells nothing else, but which way is up. `None` for a file that is not as it should be.
pub(super) fn strip(file: &Bytes, format: Format, orientation: Orientation) -> Option<Bytes> {
    let exif = (orientation != Orientation::NoTransforms).then(|| exif(orientation));
    match format {
        Format::Jpeg => jpeg(file, exif.as_deref()).map(Bytes::from),
        Format::Png => {
            let mut png = Png::from_bytes(file.clone()).ok()?;
            png.chunks_mut().retain(|chunk| PNG_CHUNKS.contains(&&chunk.kind()));
            png.set_exif(exif.map(Bytes::from));
            Some(png.encoder().bytes())
        }
        Format::WebP => {
            let mut webp = WebP::from_bytes(file.clone()).ok()?;
            webp.chunks_mut().retain(|chunk| WEBP_CHUNKS.contains(&&chunk.id()));
            webp.set_exif(exif.map(Bytes::from));
            Some(webp.encoder().bytes())
        }
        Format::Gif => gif(file).map(|gif| gif.file.into()),
    }
}

/// Puts a colour profile into a WebP file.
pub(super) fn with_profile(webp: Vec<u8>, profile: Option<&[u8]>) -> Vec<u8> {
    let Some(profile) = profile else { return webp };
    match WebP::from_bytes(Bytes::copy_from_slice(&webp)) {
        Ok(mut parts) => {
            parts.set_icc_profile(Some(Bytes::copy_from_slice(profile)));
            parts.encoder().bytes().into()
        }
        Err(_) => webp,
    }
}

/// The least EXIF: a TIFF directory with the orientation alone.
fn exif(orientation: Orientation) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation.to_exif(), 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff
}

/// Reads a file from its beginning to its end.
struct Walk<'a>(&'a [u8]);

impl<'a> Walk<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// What a GIF keeps in blocks of up to 255 bytes, with their lengths and the empty one at the end.
    fn blocks(&mut self) -> Option<&'a [u8]> {
        let start = self.0;
        loop {
            let length = self.byte()?;
            self.take(length.into())?;
            if length == 0 {
                return start.get(..start.len() - self.0.len());
            }
        }
    }
}

/// JPEG (ITU T.81 annex B): segments that say how pixels look, and the scans, up to the end of the image.
fn jpeg(file: &[u8], exif: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut walk = Walk(file.strip_prefix(&[0xff, 0xd8])?);
    let mut out = vec![0xff, 0xd8];
    if let Some(exif) = exif {
        segment(&mut out, 0xe1, &[b"Exif\0\0", exif].concat());
    }
    let mut scanned = false;
    while let Some(marker) = next_marker(&mut walk) {
        match marker {
            0xd9 => break,
            0x01 | 0xd0..=0xd7 => continue,
            _ => {}
        }
        let length = u16::from_be_bytes(walk.take(2)?.try_into().ok()?);
        let contents = walk.take(usize::from(length).checked_sub(2)?)?;
        match marker {
            0xe0 if contents.starts_with(b"JFIF\0") => {
                // The last two bytes are the size of a thumbnail, which is left out.
                segment(&mut out, marker, &[contents.get(..12)?, &[0, 0]].concat());
            }
            0xe2 if contents.starts_with(b"ICC_PROFILE\0") => segment(&mut out, marker, contents),
            0xee if contents.starts_with(b"Adobe") => segment(&mut out, marker, contents),
            0xe0..=0xef | 0xfe => {}
            _ => segment(&mut out, marker, contents),
        }
        if marker == 0xda {
            scanned = true;
            let end = entropy_length(walk.0);
            out.extend_from_slice(walk.take(end)?);
        }
    }
    out.extend([0xff, 0xd9]);
    scanned.then_some(out)
}

/// The next marker, whatever garbage stands before it.
fn next_marker(walk: &mut Walk<'_>) -> Option<u8> {
    while walk.byte()? != 0xff {}
    loop {
        match walk.byte()? {
            0xff => {}
            marker => return Some(marker),
        }
    }
}

/// How far a scan goes: up to a marker that is not part of it.
fn entropy_length(scan: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7));
    scan.windows(2).position(ends).unwrap_or(scan.len())
}

fn segment(out: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    // It was read from a segment, or is short: the length fits.
    let length = u16::try_from(contents.len() + 2).unwrap_or(2);
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(contents);
}

/// A GIF without comments.
pub(super) struct Gif {
    pub(super) file: Vec<u8>,
    pub(super) frames: usize,
}

/// GIF (89a): colours, frames with their timing and how often they repeat.
pub(super) fn gif(file: &[u8]) -> Option<Gif> {
    let mut walk = Walk(file);
    let mut out = Vec::with_capacity(file.len());
    if !matches!(walk.take(6)?, b"GIF87a" | b"GIF89a") {
        return None;
    }
    let screen = walk.take(7)?;
    out.extend_from_slice(b"GIF89a");
    out.extend_from_slice(screen);
    out.extend_from_slice(walk.take(colours(*screen.get(4)?))?);
    let mut frames = 0;
    // A file that ends too early shows the frames that it has.
    while let Some(kind) = walk.byte() {
        let kept = match kind {
            0x2c => frame(&mut walk, &mut out).map(|()| frames += 1),
            0x21 => extension(&mut walk, &mut out),
            _ => None,
        };
        if kept.is_none() {
            break;
        }
    }
    out.push(0x3b);
    (frames > 0).then_some(Gif { file: out, frames })
}

/// The bytes of the table of colours that a packed field announces.
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

fn frame(walk: &mut Walk<'_>, out: &mut Vec<u8>) -> Option<()> {
    let descriptor = walk.take(9)?;
    let table = walk.take(colours(*descriptor.get(8)?))?;
    let code_size = walk.byte()?;
    let pixels = walk.blocks()?;
    out.push(0x2c);
    out.extend_from_slice(descriptor);
    out.extend_from_slice(table);
    out.push(code_size);
    out.extend_from_slice(pixels);
    Some(())
}

fn extension(walk: &mut Walk<'_>, out: &mut Vec<u8>) -> Option<()> {
    let label = walk.byte()?;
    let blocks = walk.blocks()?;
    let repeats = blocks.starts_with(b"\x0bNETSCAPE2.0") || blocks.starts_with(b"\x0bANIMEXTS1.0");
    if label == 0xf9 || (label == 0xff && repeats) {
        out.extend([0x21, label]);
        out.extend_from_slice(blocks);
    }
    Some(())
}
