//! Filters, in the form of today and in the one before it, and what they find.

use host::social::filter::{self, FilterAction, Filtered};
use serde::Serialize;
use utoipa::ToSchema;

use super::Moment;

/// A filter (`V2::Filter`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Filter {
    /// Its number here.
    pub(crate) id: String,
    /// What its owner calls it.
    pub(crate) title: String,
    /// Where it holds: `home`, `notifications`, `public`, `thread`, `account`.
    pub(crate) context: Vec<&'static str>,
    /// Until when it holds.
    pub(crate) expires_at: Option<Moment>,
    /// What is done to what it finds: `warn`, `hide` or `blur`.
    pub(crate) filter_action: &'static str,
    /// The words that it looks for; left out where only the filter is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) keywords: Option<Vec<FilterKeyword>>,
    /// The statuses that it finds whatever they say; left out where only the filter is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) statuses: Option<Vec<FilterStatus>>,
}

/// A word of a filter (`FilterKeyword`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FilterKeyword {
    /// Its number here.
    pub(crate) id: String,
    /// The words looked for.
    pub(crate) keyword: String,
    /// Whether they must not be part of a longer word.
    pub(crate) whole_word: bool,
}

/// A status that a filter finds whatever it says (`FilterStatus`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FilterStatus {
    /// The number of its place in the filter.
    pub(crate) id: String,
    /// The number of the status.
    pub(crate) status_id: String,
}

/// What a filter finds in a status (`FilterResult`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FilterResult {
    /// The filter.
    pub(crate) filter: Filter,
    /// Which of its words stand in the status.
    pub(crate) keyword_matches: Option<Vec<String>>,
    /// Which of its statuses this is.
    pub(crate) status_matches: Option<Vec<String>>,
}

/// A filter as it was before it could hold several words (`V1::Filter`): one for each word.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FilterV1 {
    /// The number of the word.
    pub(crate) id: String,
    /// The words looked for.
    pub(crate) phrase: String,
    /// Where it holds.
    pub(crate) context: Vec<&'static str>,
    /// Whether they must not be part of a longer word.
    pub(crate) whole_word: bool,
    /// Until when it holds.
    pub(crate) expires_at: Option<Moment>,
    /// Whether what it finds is not shown at all.
    pub(crate) irreversible: bool,
}

impl Filter {
    /// A filter by its name, without what it looks for.
    fn named(filter: &filter::Filter) -> Self {
        Self {
            id: filter.id.to_string(),
            title: filter.title.clone(),
            context: contexts(filter),
            expires_at: filter.expires_at.map(Moment),
            filter_action: filter.action.as_str(),
            keywords: None,
            statuses: None,
        }
    }
}

fn contexts(filter: &filter::Filter) -> Vec<&'static str> {
    filter.contexts.iter().map(|context| context.as_str()).collect()
}

impl From<&filter::Filter> for Filter {
    fn from(filter: &filter::Filter) -> Self {
        Self {
            keywords: Some(filter.keywords.iter().map(FilterKeyword::from).collect()),
            statuses: Some(filter.objects.iter().map(FilterStatus::from).collect()),
            ..Self::named(filter)
        }
    }
}

impl From<&filter::Keyword> for FilterKeyword {
    fn from(word: &filter::Keyword) -> Self {
        Self { id: word.id.to_string(), keyword: word.keyword.clone(), whole_word: word.whole_word }
    }
}

impl From<&filter::FilterObject> for FilterStatus {
    fn from(object: &filter::FilterObject) -> Self {
        Self { id: object.id.to_string(), status_id: object.object_id.to_string() }
    }
}

impl From<&Filtered> for FilterResult {
    fn from(found: &Filtered) -> Self {
        let objects: Vec<String> = found.objects.iter().map(ToString::to_string).collect();
        Self {
            filter: Filter::named(&found.filter),
            keyword_matches: Some(found.keywords.clone()).filter(|words| !words.is_empty()),
            status_matches: Some(objects).filter(|objects| !objects.is_empty()),
        }
    }
}

impl FilterV1 {
    /// A word of a filter.
    pub(crate) fn of(filter: &filter::Filter, word: &filter::Keyword) -> Self {
        Self {
            id: word.id.to_string(),
            phrase: word.keyword.clone(),
            context: contexts(filter),
            whole_word: word.whole_word,
            expires_at: filter.expires_at.map(Moment),
            irreversible: filter.action == FilterAction::Hide,
        }
    }
}
