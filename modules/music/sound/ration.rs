//! How much a file may say of itself: what reads tags keeps all that it finds, and a file of a gibibyte can be full of them.
//!
//! What is read is counted in bytes, and in items: a text of two bytes takes a hundred of them once it is an item of a list. Where
//! items begin is seen by what stands before them in every format, not by reading the format a second time.

use std::io::{Error, Read, Result, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use symphonia::core::io::MediaSource;

/// The most bytes that are read of a file before its sound.
pub(crate) const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// How much the items may weigh in a file of no size, and of how many bytes each further item may come: of pictures, some bytes look as
/// items do.
const MOST_WEIGHT: u64 = 20_000;
const BYTES_AN_ITEM: u64 = 256;
/// What an item weighs that is compared with all before it.
const HEAVY: u64 = 8;

/// What is left of what may be read.
#[derive(Debug, Default)]
pub(super) struct Ration {
    bytes: AtomicU64,
    weight: AtomicU64,
    lifted: AtomicBool,
}

impl Ration {
    /// Whether more was to be read than may be.
    pub(super) fn is_spent(&self) -> bool {
        let (bytes, weight) = (self.bytes.load(Ordering::Relaxed), self.weight.load(Ordering::Relaxed));
        bytes > MOST_BYTES || weight > MOST_WEIGHT + bytes / BYTES_AN_ITEM
    }

    /// From here on it is sound that is read.
    pub(super) fn lift(&self) {
        self.lifted.store(true, Ordering::Relaxed);
    }

    fn is_lifted(&self) -> bool {
        self.lifted.load(Ordering::Relaxed)
    }

    fn take(&self, bytes: u64, weight: u64) -> Result<()> {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.weight.fetch_add(weight, Ordering::Relaxed);
        if self.is_spent() { Err(Error::other("too much is said in it")) } else { Ok(()) }
    }
}

/// Something to read of which no more is given than the ration.
pub(super) struct Rationed<R> {
    inner: R,
    ration: Arc<Ration>,
    marks: Marks,
}

impl<R> Rationed<R> {
    pub(super) fn new(inner: R) -> (Self, Arc<Ration>) {
        let ration = Arc::new(Ration::default());
        (Self { inner, ration: ration.clone(), marks: Marks::default() }, ration)
    }
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(buffer)?;
        if !self.ration.is_lifted() {
            let weight = self.marks.weigh(buffer.get(..count).unwrap_or_default());
            self.ration.take(count as u64, weight)?;
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Rationed<R> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.inner.seek(to)
    }
}

impl MediaSource for Rationed<Box<dyn MediaSource>> {
    fn is_seekable(&self) -> bool {
        self.inner.is_seekable()
    }

    fn byte_len(&self) -> Option<u64> {
        self.inner.byte_len()
    }
}

/// What was seen of the marks that stand before items.
#[derive(Default)]
struct Marks {
    /// The last eight bytes.
    last: u64,
    /// Whether a length may have stood before: the name of a comment follows (Vorbis comments, 5).
    named: bool,
    /// After how many more bytes an APE tag tells how many items it has.
    until_count: Option<u8>,
}

impl Marks {
    fn weigh(&mut self, bytes: &[u8]) -> u64 {
        bytes.iter().map(|byte| self.see(*byte)).sum()
    }

    fn see(&mut self, byte: u8) -> u64 {
        self.last = self.last << 8 | u64::from(byte);
        let heavy = begins_frame(self.last) || begins_chunk(self.last) || self.last.to_be_bytes().ends_with(b"data");
        self.comment(byte) + self.counted() + if heavy { HEAVY } else { 0 }
    }

    /// A comment: the highest byte of its length, its name, and what stands between that and its value.
    fn comment(&mut self, byte: u8) -> u64 {
        let ends = self.named && byte == b'=';
        self.named = byte <= 1 || (self.named && !ends);
        u64::from(ends)
    }

    /// As many items as an APE tag says that it has, in its head and at its foot.
    fn counted(&mut self) -> u64 {
        self.until_count = match self.until_count {
            _ if self.last == u64::from_be_bytes(*b"APETAGEX") => Some(12),
            Some(1) => {
                self.until_count = None;
                let [_, _, _, _, count @ ..] = self.last.to_be_bytes();
                return u64::from(u32::from_le_bytes(count)).saturating_mul(HEAVY).min(MOST_BYTES);
            }
            until => until.map(|bytes| bytes - 1),
        };
        0
    }
}

/// A frame of ID3v2: the end of its name, and the highest byte of its size.
fn begins_frame(last: u64) -> bool {
    let [.., a, b, c, size] = last.to_be_bytes();
    size & 0x7f <= 1 && [a, b, c].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// A text in RIFF or AIFF: its name, and a size of less than 64 KiB in either order.
fn begins_chunk(last: u64) -> bool {
    let [name @ .., a, b, c, d] = last.to_be_bytes();
    ((a, b) == (0, 0)) != ((c, d) == (0, 0)) && name.iter().all(|byte| *byte >= b' ')
}
