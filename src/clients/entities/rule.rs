//! A rule of the club.

use std::collections::BTreeMap;

use host::social::rule::Translated;
use serde::Serialize;
use utoipa::ToSchema;

/// A rule (`Rule`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Rule {
    /// Its number: reports name it.
    pub(crate) id: String,
    /// What it says, in the first language of the club.
    pub(crate) text: String,
    /// What is meant by it.
    pub(crate) hint: String,
    /// The same in the club's further languages, by tag.
    pub(crate) translations: BTreeMap<String, RuleTranslation>,
}

/// A rule in another language.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RuleTranslation {
    /// What it says.
    pub(crate) text: String,
    /// What is meant by it.
    pub(crate) hint: String,
}

impl From<Translated> for Rule {
    fn from(said: Translated) -> Self {
        let translations = said.translations.into_iter();
        Self {
            id: said.rule.id.to_string(),
            text: said.rule.text,
            hint: said.rule.hint,
            translations: translations
                .map(|(language, words)| (language, RuleTranslation { text: words.text, hint: words.hint }))
                .collect(),
        }
    }
}
