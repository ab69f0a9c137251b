//! What becomes of a bundle: sets to be shown, and what is not taken, each with its reason.

use chrono::NaiveDateTime;
use host::social::media::Licence;
use host::social::place::NewPlace;
use host::social::visibility::Visibility;
use url::Url;

use super::bundle::{Bundle, Item};
use super::{folder, instagram, pixelfed};

/// What is to be done with a bundle.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// What is to be shown, in the order of the bundle.
    pub(crate) sets: Vec<Set>,
    /// What should be taken and cannot be.
    pub(crate) refused: Vec<Refusal>,
    /// What is not meant to be taken, in a sentence each.
    pub(crate) left_out: Vec<String>,
}

/// A file that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Refusal {
    /// How it is called to who brought it.
    pub(crate) file: String,
    /// Why, in a sentence without a capital.
    pub(crate) reason: String,
}

/// Pictures that are shown together. What its source does not say is left open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Set {
    /// How it is called to who brought it.
    pub(crate) name: String,
    /// By what it is known for the same when it comes again; else by its pictures.
    pub(crate) key: Option<String>,
    /// When it was shown (UTC); else when its first picture was taken.
    pub(crate) at: Option<NaiveDateTime>,
    /// What is said; else what its picture says.
    pub(crate) text: Option<String>,
    /// Content warning.
    pub(crate) summary: String,
    /// Whether it is hidden at first.
    pub(crate) sensitive: bool,
    /// To whom it was shown.
    pub(crate) visibility: Option<Visibility>,
    /// Whether others could not comment.
    pub(crate) closed: bool,
    /// Where it was.
    pub(crate) place: Option<NewPlace>,
    /// The album that it is in, by name.
    pub(crate) album: Option<String>,
    /// Its pictures, in order.
    pub(crate) pictures: Vec<Picture>,
}

/// A picture of a set.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// Its file.
    pub(crate) source: Source,
    /// What is to be seen; else what its file says.
    pub(crate) description: String,
    /// What others may do with it.
    pub(crate) licence: Option<Licence>,
    /// Files beside it that may say what it shows.
    pub(crate) beside: Vec<Item>,
}

/// Where the file of a picture is.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// In the bundle.
    Item(Item),
    /// On another server.
    Remote(Url),
}

impl Picture {
    /// A picture of which nothing is said.
    pub(crate) fn of(item: Item) -> Self {
        Self { source: Source::Item(item), description: String::new(), licence: None, beside: Vec::new() }
    }
}

impl Plan {
    /// What is to be done with a bundle: what archives list as they list it, and every other picture by itself. It reads the
    /// lists, and takes its time.
    pub(crate) fn of(bundle: &Bundle) -> Self {
        let mut plan = Self::default();
        for (file, why) in bundle.odd() {
            plan.refuse(file, why);
        }
        let mut taken = instagram::read(bundle, &mut plan);
        taken.extend(pixelfed::read(bundle, &mut plan));
        folder::read(bundle, &taken, &mut plan);
        plan
    }

    /// Notes that a file is not taken.
    pub(crate) fn refuse(&mut self, file: impl Into<String>, reason: impl ToString) {
        self.refused.push(Refusal { file: file.into(), reason: reason.to_string() });
    }

    /// Notes what is not meant to be taken.
    pub(crate) fn leave_out(&mut self, sentence: String) {
        self.left_out.push(sentence);
    }

    /// How many pictures there are.
    pub(crate) fn pictures(&self) -> usize {
        self.sets.iter().map(|set| set.pictures.len()).sum()
    }
}
