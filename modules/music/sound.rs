//! Sound: what a file is, what it says of itself, how loud it is, and how it is made smaller as it plays.
//!
//! Everything in here blocks: it is called on threads that may. Files are taken for hostile: all reading is bounded, and a decoder
//! that panics has met a damaged file.

mod adts;
mod analysis;
mod decode;
mod downmix;
mod format;
mod inflation;
mod inspect;
mod kind;
mod ration;
mod resample;
mod source;
mod tags;
#[cfg(test)]
mod tests;
mod transcode;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) use analysis::{Analysis, analyse};
pub(crate) use decode::Decoder;
pub(crate) use format::{Format, Refusal};
pub(crate) use inspect::{Sound, inspect};
pub(crate) use kind::{Kind, Kinds};
pub(crate) use source::StoredFile;
pub(crate) use tags::{Credit, Picture, Tags, date};
#[cfg(test)]
pub(crate) use tests::Studio;
pub(crate) use transcode::Transcode;

/// The most bytes that a file may have.
pub(crate) const MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// The longest that a file may play, in hours.
pub(crate) const MAX_HOURS: u64 = 24;

/// Does something with a file's bytes, of which no decoder may take the program along.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Refusal::Broken("it cannot be decoded".to_owned())))
}
