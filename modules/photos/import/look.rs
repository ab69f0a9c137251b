//! A picture as it lies there, and what it tells of the set that it is in.

use aws_lc_rs::digest::{Context, SHA256, digest};
use bytes::Bytes;
use chrono::{NaiveDateTime, TimeDelta};
use host::social::media::{Purpose, pipeline};
use host::store::clock;

use super::plan::{Picture, Set};
use super::words::Words;

/// A picture that was read.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) picture: Picture,
    /// Its bytes, where they are kept.
    pub(super) file: Option<Bytes>,
    /// Their SHA-256.
    hash: Vec<u8>,
    words: Words,
    modified: Option<NaiveDateTime>,
}

impl Look {
    /// Refuses what can be at a glance.
    pub(super) fn of(
        picture: Picture,
        file: Bytes,
        modified: Option<NaiveDateTime>,
        beside: Words,
    ) -> Result<Self, String> {
        pipeline::admit(&file, Purpose::Photo).map_err(|reason| reason.to_string())?;
        let hash = digest(&SHA256, &file).as_ref().to_vec();
        let words = beside.or(Words::of_file(&file));
        Ok(Self { picture, file: Some(file), hash, words, modified })
    }

    /// One that is read when it is needed.
    pub(super) fn unread(picture: Picture) -> Self {
        Self { picture, file: None, hash: Vec::new(), words: Words::default(), modified: None }
    }

    /// What was found, without the bytes: those of a whole set may be more than fits.
    pub(super) fn without_file(self) -> Self {
        Self { file: None, ..self }
    }

    /// What is to be seen, as its list says, else its file.
    pub(super) fn description(&self) -> Option<String> {
        let listed = Some(self.picture.description.clone()).filter(|description| !description.trim().is_empty());
        listed.or_else(|| self.words.description.clone())
    }
}

/// What a set is known by when it comes again: its name where it came from, else its pictures and when its list says that it was
/// shown. The time of a file is none: it changes as files are copied.
pub(super) fn mark(set: &Set, looks: &[Look]) -> String {
    let mut context = Context::new(&SHA256);
    match &set.key {
        Some(key) => context.update(key.as_bytes()),
        None => {
            context.update(&set.at.map_or(0, |at| at.and_utc().timestamp()).to_be_bytes());
            looks.iter().for_each(|look| context.update(&look.hash));
        }
    }
    hex::encode(context.finish())
}

/// As of when a set is shown. Those of one second keep the order in which they were named.
pub(super) fn moment(place: usize, set: &Set, first: Option<&Look>) -> NaiveDateTime {
    let taken = first.and_then(|look| look.words.taken_at.or(look.modified));
    let at = set.at.or(taken).unwrap_or_else(clock::now).min(clock::now());
    at + TimeDelta::milliseconds(i64::try_from(place % 1000).unwrap_or_default())
}

/// What is said of a set, whole, however long it is.
pub(super) fn text(set: &Set, first: Option<&Look>) -> String {
    let said = set.text.clone().or_else(|| first.and_then(|look| look.words.text.clone()));
    // PostgreSQL keeps no NUL.
    said.unwrap_or_default().replace('\0', "")
}
