//! How long AAC plays that comes as a stream (ADTS; ISO/IEC 13818-7, 6.2): it says so nowhere, so that its frames are counted. What is
//! in them is not read.

use std::io::{BufRead, BufReader, Read, Seek};
use std::time::Duration;

/// Samples of one block of a frame.
const BLOCK: u64 = 1024;
/// The rates that a head names by a number, in frames a second.
const RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
/// How much is read at a time, in bytes.
const CHUNK: usize = 64 * 1024;
/// Bytes of a head, without its checksum.
const HEAD: usize = 7;

/// The head of a frame.
struct Head {
    rate: u32,
    blocks: u64,
    /// In bytes, with the head.
    size: i64,
}

impl Head {
    fn of(bytes: [u8; HEAD]) -> Option<Self> {
        let [sync, b, c, d, e, f, g] = bytes;
        let size = i64::from(d & 3) << 11 | i64::from(e) << 3 | i64::from(f >> 5);
        let rate = *RATES.get(usize::from(c >> 2 & 15))?;
        let fits = sync == 0xff && b & 0xf6 == 0xf0 && size > HEAD as i64;
        fits.then_some(Self { rate, blocks: u64::from(g & 3) + 1, size })
    }
}

/// Counts the frames of a stream.
pub(super) fn duration(file: impl Read + Seek) -> Option<Duration> {
    let mut file = BufReader::with_capacity(CHUNK, file);
    let (mut seconds, mut head) = (0.0, [0; HEAD]);
    while file.read_exact(&mut head).is_ok() {
        if let Some(frame) = Head::of(head) {
            seconds += (frame.blocks * BLOCK) as f64 / f64::from(frame.rate);
            file.seek_relative(frame.size - HEAD as i64).ok()?;
        } else if head.starts_with(b"ID3") {
            let rest = tag(head, &mut file)?;
            file.seek_relative(rest).ok()?;
        } else {
            file.seek_relative(1 - HEAD as i64).ok()?;
            skip(&mut file).ok()?;
        }
    }
    Some(Duration::from_secs_f64(seconds)).filter(|duration| !duration.is_zero())
}

/// How many bytes of a tag come after its head, which is three bytes longer than that of a frame (ID3v2.4, 3.1).
fn tag(head: [u8; HEAD], file: &mut impl Read) -> Option<i64> {
    let mut rest = [0; 3];
    file.read_exact(&mut rest).ok()?;
    let [.., flags, first] = head;
    let size = std::iter::once(first).chain(rest).fold(0, |size, byte| size << 7 | i64::from(byte & 0x7f));
    Some(size + if flags & 0x10 == 0 { 0 } else { 10 })
}

/// Goes on to where a frame may begin.
fn skip(file: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let ahead = file.fill_buf()?;
        let (found, count) = match ahead.iter().position(|byte| *byte == 0xff) {
            Some(place) => (true, place),
            None => (ahead.is_empty(), ahead.len()),
        };
        file.consume(count);
        if found {
            return Ok(());
        }
    }
}
