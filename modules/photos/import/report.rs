//! What came of an import, set by set and in all.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use host::social::visibility::Visibility;
use serde::Serialize;

use super::plan::Refusal;

/// What became of a set.
#[derive(Debug)]
pub(crate) struct Brought {
    /// What became of it.
    pub(crate) outcome: Outcome,
    /// How many of its pictures were looked at.
    pub(crate) pictures: usize,
    /// Those that are not taken.
    pub(crate) refused: Vec<Refusal>,
}

/// See [`Brought`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is shown now, or would be.
    Shown(Shown),
    /// It was brought before.
    Known,
    /// Nothing of it is taken.
    Nothing,
}

/// A set as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Shown {
    /// How it is called to who brought it.
    pub(crate) name: String,
    /// As of when (UTC).
    pub(crate) at: NaiveDateTime,
    /// To whom.
    pub(crate) visibility: Visibility,
    /// What is said.
    pub(crate) text: String,
    /// The album that it was in there.
    pub(crate) album: Option<String>,
    /// How many pictures it has.
    pub(crate) pictures: usize,
    /// How many of them nobody described.
    pub(crate) undescribed: usize,
}

/// What came of all.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    /// Sets that are shown now, or would be.
    pub(crate) sets: usize,
    /// Their pictures.
    pub(crate) pictures: usize,
    /// How many of these nobody described.
    pub(crate) undescribed: usize,
    /// Sets that were brought before.
    pub(crate) known: usize,
    /// The albums that sets were in there, by name.
    pub(crate) albums: BTreeSet<String>,
    /// What is not meant to be taken.
    pub(crate) left_out: Vec<String>,
    /// What is not taken, with the reasons.
    pub(crate) refused: Vec<Refusal>,
    /// Whether it was ended before everything was looked at.
    pub(crate) cut_short: bool,
}

impl Report {
    /// Counts a set in.
    pub(super) fn add(&mut self, brought: &Brought) {
        match &brought.outcome {
            Outcome::Shown(shown) => {
                self.sets += 1;
                self.pictures += shown.pictures;
                self.undescribed += shown.undescribed;
                self.albums.extend(shown.album.clone());
            }
            Outcome::Known => self.known += 1,
            Outcome::Nothing => {}
        }
        self.refused.extend(brought.refused.iter().cloned());
    }
}
