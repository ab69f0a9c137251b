//! Facts: what else is to be known about what takes place, such as whom to ask.

use serde::{Deserialize, Serialize};

/// The most facts of an occasion; what is more is left out.
pub const MOST_FACTS: usize = 20;

/// The longest text of a fact, in characters; what is longer is cut.
pub const MAX_FACT: usize = 300;

/// A fact, as Mobilizon attaches it: a `PropertyValue` with a `propertyID`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Which fact it is, for programs (`propertyID`).
    pub key: String,
    /// Which it is, in words; empty where programs know it by its key.
    pub name: String,
    /// What is the case, a plain text.
    pub value: String,
}

impl Fact {
    /// Whom to ask: a name, a number, an address.
    pub const CONTACT: &str = "mz:plain:contact";

    /// Whether one gets there in a wheelchair: `fully`, `partially` or `no`.
    pub const WHEELCHAIR: &str = "mz:accessibility:wheelchairAccessible";

    /// Whom to ask. What has no key of its own others show by its name.
    pub fn contact(whom: &str) -> Self {
        Self { key: Self::CONTACT.to_owned(), name: "Contact".to_owned(), value: whom.to_owned() }
    }

    /// As it is kept; none where it says nothing.
    pub fn kept(&self) -> Option<Self> {
        let cut = |text: &str| text.trim().chars().take(MAX_FACT).collect::<String>();
        let fact = Self { key: cut(&self.key), name: cut(&self.name), value: cut(&self.value) };
        (!fact.key.is_empty() && !fact.value.is_empty()).then_some(fact)
    }
}
