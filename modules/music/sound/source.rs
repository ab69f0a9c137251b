//! A file of the media store as something to read and seek in, wherever the store is.

use std::io::{Error, Read, Result, Seek, SeekFrom};

use bytes::{Buf, Bytes, BytesMut};
use futures::TryStreamExt;
use host::store::GetRange;
use host::store::media::{Media as Files, MediaError};
use symphonia::core::io::MediaSource;
use tokio::runtime::Handle;

/// How much is asked for at a time, in bytes.
const CHUNK: u64 = 256 * 1024;

/// A stored file. It blocks: it is for threads that may.
pub(crate) struct StoredFile {
    files: Files,
    runtime: Handle,
    key: String,
    size: u64,
    at: u64,
    /// What was read beforehand, from `at` on.
    ahead: Bytes,
}

impl StoredFile {
    /// Opens a stored file, from within the async runtime.
    pub(crate) async fn open(files: &Files, key: &str) -> std::result::Result<Self, MediaError> {
        let size = files.size(key).await?;
        let (files, key) = (files.clone(), key.to_owned());
        Ok(Self { files, runtime: Handle::current(), key, size, at: 0, ahead: Bytes::new() })
    }

    fn fetch(&self, range: std::ops::Range<u64>) -> Result<Bytes> {
        let read = async {
            let reading = self.files.get(&self.key, Some(GetRange::Bounded(range))).await?;
            let read = reading.stream.try_fold(BytesMut::new(), |mut all, part| async move {
                all.extend_from_slice(&part);
                Ok(all)
            });
            Ok::<_, MediaError>(read.await?.freeze())
        };
        self.runtime.block_on(read).map_err(Error::other)
    }
}

impl Read for StoredFile {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.ahead.is_empty() {
            if self.at >= self.size {
                return Ok(0);
            }
            self.ahead = self.fetch(self.at..self.size.min(self.at + CHUNK))?;
        }
        let count = buffer.len().min(self.ahead.len());
        if let Some(part) = buffer.get_mut(..count) {
            self.ahead.copy_to_slice(part);
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for StoredFile {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let target = match to {
            SeekFrom::Start(target) => Some(target),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let target = target.ok_or_else(|| Error::other("before the beginning"))?;
        let within = target.checked_sub(self.at).and_then(|by| usize::try_from(by).ok());
        match within.filter(|by| *by <= self.ahead.len()) {
            Some(by) => self.ahead.advance(by),
            None => self.ahead = Bytes::new(),
        }
        self.at = target;
        Ok(target)
    }
}

impl MediaSource for StoredFile {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.size)
    }
}
