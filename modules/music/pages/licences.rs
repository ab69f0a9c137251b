//! Licences on pages: as one reads them, and as they are chosen in forms.

use host::language::Choice;
use host::social::media::Licence;
use host::web::Visit;
use host::web::error::FieldErrors;
use serde::Serialize;

use super::cards::TrackCard;
use crate::licence::{MAX_WORD, Terms, listed, word};

/// What is chosen where none of the list fits.
const OWN: &str = "own";

/// What others may do with something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct LicenceCard {
    title: String,
    url: Option<String>,
    /// Whether it is nothing, which is said in the reader's language.
    reserved: bool,
}

impl From<Terms> for LicenceCard {
    fn from(terms: Terms) -> Self {
        let reserved = terms.known == Some(Licence::AllRightsReserved);
        Self { title: terms.title, url: terms.url, reserved }
    }
}

/// What holds for all of these tracks alike; none where they differ or say nothing.
pub(super) fn common(tracks: &[TrackCard]) -> Option<LicenceCard> {
    let first = tracks.first()?.licence.as_ref()?;
    tracks.iter().all(|track| track.licence.as_ref() == Some(first)).then(|| first.clone())
}

/// The list to choose from, after an empty choice with that label.
pub(super) fn choices(visit: &Visit, none: &'static str) -> Vec<Choice> {
    let listed = Licence::ALL.iter().map(|licence| Choice {
        value: licence.to_string(),
        label: match licence {
            Licence::AllRightsReserved => visit.translate("licence-all-rights-reserved"),
            licence => licence.title().to_owned(),
        },
    });
    let none = Choice { value: String::new(), label: visit.translate(none) };
    std::iter::once(none).chain(listed).collect()
}

/// The same, with words of one's own at the end.
pub(super) fn choices_and_own(visit: &Visit, none: &'static str) -> Vec<Choice> {
    let own = Choice { value: OWN.to_owned(), label: visit.translate("music-licence-own") };
    choices(visit, none).into_iter().chain([own]).collect()
}

/// What of the list is chosen, and what is said in words of one's own, where that word is kept.
pub(super) fn chosen(kept: Option<&str>) -> (String, String) {
    match kept {
        None => (String::new(), String::new()),
        Some(word) => match listed(word) {
            Some(licence) => (licence.to_string(), String::new()),
            None => (OWN.to_owned(), word.to_owned()),
        },
    }
}

/// The word that is kept of what was chosen; what cannot be is told to the form.
pub(super) fn kept(choice: &str, own: &str, errors: &mut FieldErrors) -> Option<String> {
    match choice {
        "" => None,
        OWN => {
            let said: String = own.trim().chars().filter(|c| !c.is_control()).take(MAX_WORD).collect();
            if said.is_empty() {
                errors.add("licence_own", "music-licence-unsaid");
            }
            Some(said)
        }
        listed => {
            let licence = listed.parse().ok().map(word);
            if licence.is_none() {
                errors.add("licence", "form-unfit");
            }
            licence
        }
    }
}
