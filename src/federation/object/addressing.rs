//! To whom something is addressed, and what visibility that amounts to.

use social::visibility::Visibility;
use vocab::Iri;

/// The addressees of a remote object or activity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addressing {
    /// Primary recipients.
    pub to: Vec<Iri>,
    /// Who gets a copy.
    pub cc: Vec<Iri>,
}

impl Addressing {
    /// Of an object; where it names nobody, of the activity that brought it.
    pub fn of(object: &vocab::Object) -> Self {
        Self { to: object.to.to_vec(), cc: object.cc.iter().chain(&object.audience).cloned().collect() }
    }

    /// Of an activity.
    pub fn of_activity(activity: &vocab::Activity) -> Self {
        Self { to: activity.to.to_vec(), cc: activity.cc.iter().chain(&activity.audience).cloned().collect() }
    }

    /// Whether nobody at all is addressed.
    pub fn is_empty(&self) -> bool {
        self.to.is_empty() && self.cc.is_empty()
    }

    /// Everybody named, the collection of everyone aside.
    pub fn named(&self) -> impl Iterator<Item = &Iri> {
        self.to.iter().chain(&self.cc).filter(|iri| !iri.is_public())
    }

    /// Whether somebody is addressed by that id.
    pub fn names(&self, id: &str) -> bool {
        self.named().any(|iri| iri.as_str() == id)
    }

    /// What it amounts to, as Mastodon reads it: everyone in `to` is public, in `cc` unlisted; the author's followers, in
    /// `to`, followers; anything else direct. What cannot be read is never taken for more than was meant.
    pub fn visibility(&self, followers: Option<&str>) -> Visibility {
        if self.to.iter().any(Iri::is_public) {
            Visibility::Public
        } else if self.cc.iter().any(Iri::is_public) {
            Visibility::Unlisted
        } else if followers.is_some_and(|followers| self.to.iter().any(|iri| iri.as_str() == followers)) {
            Visibility::Followers
        } else {
            Visibility::Direct
        }
    }
}
