//! Frames of ID3v2 can be compressed: some hundred kilobytes become as many megabytes where they are read. What would become of them is
//! seen before they are.

use std::io::{Error, Read, Result, Seek, SeekFrom};

use flate2::read::ZlibDecoder;
use lofty::id3::v2::util::synchsafe::UnsynchronizedStream;

use super::ration::MOST_BYTES;

/// How many bytes of a tag may stand beside what its head says: of its head, and of what readers take ahead.
const BESIDE: u64 = 16 * 1024;
/// What looking at one frame counts at least: there are no more of them in any file than are looked at quickly.
const LEAST: u64 = 4096;
/// The bytes of a frame that are looked at: its name, size and flags, up to two bytes of what the flags say, the size of its content,
/// and how that begins.
const HEAD: usize = 18;

/// Something to read, whose tags are looked at before they are given.
pub(super) struct Uninflated<R> {
    inner: R,
    at: u64,
    /// The last bytes that were read.
    last: [u8; 3],
    /// Where the last tag was that was looked at.
    seen: Option<u64>,
    /// How many more bytes are looked at, and may come of what is compressed.
    to_read: u64,
    to_inflate: u64,
}

impl<R: Read + Seek> Uninflated<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, at: 0, last: [0; 3], seen: None, to_read: 2 * MOST_BYTES, to_inflate: MOST_BYTES }
    }

    /// Looks at each tag that begins within what was read.
    fn look(&mut self, read: &[u8]) -> Result<()> {
        for (place, byte) in (self.at..).zip(read) {
            let [_, b, c] = self.last;
            self.last = [b, c, *byte];
            let begins = place.checked_sub(2).filter(|_| self.last == *b"ID3");
            if begins.is_some() && self.seen != begins {
                self.seen = begins;
                self.tag(place - 2)?;
                self.inner.seek(SeekFrom::Start(self.at + read.len() as u64))?;
            }
        }
        Ok(())
    }

    /// Looks at the tag that begins there, if it is one.
    fn tag(&mut self, begin: u64) -> Result<()> {
        let mut head = [0; 10];
        self.inner.seek(SeekFrom::Start(begin))?;
        if self.inner.read_exact(&mut head).is_err() {
            return Ok(());
        }
        let [b'I', b'D', b'3', 3 | 4, _, flags, size @ ..] = head else { return Ok(()) };
        let size = size.iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7f)) + BESIDE;
        self.to_read = self.to_read.checked_sub(size).ok_or_else(too_much)?;
        let mut tag = Vec::new();
        (&mut self.inner).take(size).read_to_end(&mut tag)?;
        self.frames(&tag)?;
        if flags & 0x80 != 0 {
            let mut plain = Vec::new();
            UnsynchronizedStream::new(tag.as_slice()).read_to_end(&mut plain)?;
            self.frames(&plain)?;
        }
        Ok(())
    }

    /// Inflates whatever could be taken for a compressed frame, wherever it stands: how frames follow each other is not relied upon.
    fn frames(&mut self, tag: &[u8]) -> Result<()> {
        for (place, head) in tag.windows(HEAD).enumerate().filter(|(_, head)| may_be_compressed(head)) {
            for behind in [14, 15, 16].into_iter().filter(|behind| begins_zlib(head.get(*behind..))) {
                let content = tag.get(place + behind..).unwrap_or_default();
                self.inflate(ZlibDecoder::new(content))?;
                self.inflate(ZlibDecoder::new(UnsynchronizedStream::new(content)))?;
            }
        }
        Ok(())
    }

    /// Counts what comes of it, whether it ends well or not.
    fn inflate(&mut self, content: impl Read) -> Result<()> {
        let mut content = content.take(self.to_inflate + 1);
        let _ = std::io::copy(&mut content, &mut std::io::sink());
        let came = self.to_inflate + 1 - content.limit();
        self.to_inflate = self.to_inflate.checked_sub(came.max(LEAST)).ok_or_else(too_much)?;
        Ok(())
    }
}

/// Whether that is the name of a frame, with flags of which one says that it is compressed (ID3v2.3, 3.3.1; ID3v2.4, 4.1.2).
fn may_be_compressed(head: &[u8]) -> bool {
    let [a, b, c, d, _, _, _, _, _, flags, ..] = head else { return false };
    let letter = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    flags & 0x88 != 0 && [a, b, c].into_iter().all(letter) && (letter(d) || *d == 0)
}

/// Whether zlib begins so (RFC 1950, 2.2).
fn begins_zlib(bytes: Option<&[u8]>) -> bool {
    let Some([method, check, ..]) = bytes else { return false };
    method & 0x0f == 8 && u16::from_be_bytes([*method, *check]).is_multiple_of(31)
}

fn too_much() -> Error {
    Error::other("its tags are compressed to too little")
}

impl<R: Read + Seek> Read for Uninflated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(buffer)?;
        self.look(buffer.get(..count).unwrap_or_default())?;
        self.at += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Uninflated<R> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.at = self.inner.seek(to)?;
        Ok(self.at)
    }
}
