//! What views of events are narrowed by, as their addresses have it.

use host::web::{Message, Visit};
use serde::{Deserialize, Serialize};

use crate::category::{self, CATEGORIES};
use crate::selection::{Near, Selection};

/// How far around a place is on offer, in kilometres.
const DISTANCES: [u32; 6] = [2, 5, 10, 25, 50, 100];

/// The farthest that an address may ask for, in kilometres.
const FARTHEST: u32 = 1000;

/// The query of a view.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none")]
    q: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// How far from the place at most, in kilometres; there itself where empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
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
    distances: [u32; DISTANCES.len()],
    chosen: Filters,
    /// Whether anything is left out.
    any: bool,
    /// Whether nothing can be near the place, as nobody said where it lies.
    lost: bool,
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
    pub(crate) fn selection(&self) -> Selection {
        let text = |field: &Option<String>| field.clone().filter(|text| !text.trim().is_empty());
        let within_km = self.within.as_deref().and_then(|km| km.trim().parse().ok());
        let (place, near) = match (text(&self.place), within_km.filter(|km| (1..=FARTHEST).contains(km))) {
            (Some(place), Some(within_km)) => (None, Some(Near { place, within_km })),
            (place, _) => (place, None),
        };
        Selection {
            words: text(&self.q),
            category: text(&self.category),
            tag: text(&self.tag),
            place,
            near,
            online: text(&self.online).is_some(),
            local: self.from.as_deref() == Some("club"),
            ..Selection::default()
        }
    }

    /// As the page shows them; `lost`: nobody said where the place lies that they name.
    pub(crate) fn narrowed(self, visit: &Visit, lost: bool) -> Narrowed {
        let say = |key: &'static str| visit.translate(Message::new(key));
        let mut categories: Vec<(String, String)> =
            CATEGORIES.iter().map(|(name, label)| ((*name).to_owned(), say(label))).collect();
        categories.sort_by_key(|(_, label)| label.to_lowercase());
        if let Some(other) = self.category.as_ref().filter(|name| !name.is_empty() && category::label(name).is_none()) {
            categories.push((other.clone(), other.clone()));
        }
        let any = self.selection() != Selection::default();
        let query = self.query();
        Narrowed { categories, distances: DISTANCES, any, lost, query, chosen: self }
    }

    fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("q", &self.q),
            ("category", &self.category),
            ("tag", &self.tag),
            ("place", &self.place),
            ("within", &self.within),
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
