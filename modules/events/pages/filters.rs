//! What views of events are narrowed by, as their addresses have it.

use host::web::{Message, Visit};
use serde::{Deserialize, Serialize};

use crate::category::{self, CATEGORIES};
use crate::event::Sieve;

/// The query of a view.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    online: Option<String>,
    /// `club`, or everything that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

/// The form that changes them, and what is said of them.
#[derive(Debug, Serialize)]
pub(crate) struct Narrowed {
    categories: Vec<(String, String)>,
    chosen: Filters,
    /// Whether anything is left out.
    any: bool,
    /// As it goes behind the path of a view: empty, or with its question mark.
    query: String,
}

impl Narrowed {
    /// As it goes behind the path of a view: empty, or with its question mark.
    pub(crate) fn query(&self) -> &str {
        &self.query
    }
}

impl Filters {
    /// What passes; empty fields leave nothing out.
    pub(crate) fn sieve(&self) -> Sieve {
        let text = |field: &Option<String>| field.clone().filter(|text| !text.trim().is_empty());
        Sieve {
            category: text(&self.category),
            tag: text(&self.tag),
            place: text(&self.place),
            online: text(&self.online).is_some(),
            local: self.from.as_deref() == Some("club"),
            ..Sieve::default()
        }
    }

    /// As the page shows them.
    pub(crate) fn narrowed(self, visit: &Visit) -> Narrowed {
        let say = |key: &'static str| visit.translate(Message::new(key));
        let mut categories: Vec<(String, String)> =
            CATEGORIES.iter().map(|(name, label)| ((*name).to_owned(), say(label))).collect();
        categories.sort_by_key(|(_, label)| label.to_lowercase());
        if let Some(other) = self.category.as_ref().filter(|name| !name.is_empty() && category::label(name).is_none()) {
            categories.push((other.clone(), other.clone()));
        }
        let any = self.sieve() != Sieve::default();
        let query = self.query();
        Narrowed { categories, any, query, chosen: self }
    }

    fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("category", &self.category),
            ("tag", &self.tag),
            ("place", &self.place),
            ("online", &self.online),
            ("from", &self.from),
        ];
        for (name, value) in fields {
            if let Some(value) = value.as_deref().filter(|value| !value.trim().is_empty()) {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}
