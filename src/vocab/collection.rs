//! Lists that are fetched, whole or by page.

use chrono::{DateTime, Utc};

use crate::entity::Entity;
use crate::iri::Iri;
use crate::many::{self, Many};
use crate::reference::{Identified, Ref};
use crate::wire::{Wire, put, wire};

use serde_json::{Map, Value};

wire! {
    /// A `Collection`, `OrderedCollection` or a page of one. Its numbers are what its server claims.
    struct Collection {
        /// Its types.
        kind: Many<String> => (one "type"),
        /// Its identifier.
        id: Option<Iri> => "id",
        /// How many there are in all.
        total_items: Option<u64> => "totalItems",
        /// What is listed here, whichever of `items` and `orderedItems` it stood under.
        items: Many<Ref<Entity>> => "items",
        /// The first page.
        first: Option<Ref<Collection>> => "first",
        /// The last page.
        last: Option<Ref<Collection>> => "last",
        /// The newest page.
        current: Option<Ref<Collection>> => "current",
        /// The page after this one.
        next: Option<Ref<Collection>> => "next",
        /// The page before this one.
        prev: Option<Ref<Collection>> => "prev",
        /// The collection that this is a page of.
        part_of: Option<Ref<Collection>> => "partOf",
        /// What it is called.
        name: Option<String> => "name",
        /// What it is about, HTML.
        summary: Option<String> => "summary",
        /// Whose it is (older servers of Funkwhale).
        actor: Option<Iri> => "actor",
        /// Whose it is.
        attributed_to: Many<Ref<Entity>> => (one "attributedTo"),
        /// Whom it is meant for.
        audience: Many<Iri> => (one "audience"),
        /// Who follows it (Funkwhale's libraries).
        followers: Option<Iri> => "followers",
        /// When it was made.
        published: Option<DateTime<Utc>> => "published",
        /// When it last changed.
        updated: Option<DateTime<Utc>> => "updated",
    }
}

impl Collection {
    /// An empty collection of this type: `OrderedCollection`, `CollectionPage`…
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into().into(), ..Self::default() }
    }

    /// The first type, empty if there is none.
    pub fn kind(&self) -> &str {
        self.kind.first().map_or("", String::as_str)
    }

    /// Whether the order of its items means something.
    pub fn is_ordered(&self) -> bool {
        self.kind.iter().any(|kind| kind.starts_with("Ordered"))
    }

    /// Whether it is one page of a collection.
    pub fn is_page(&self) -> bool {
        self.kind.iter().any(|kind| kind.ends_with("Page"))
    }
}

impl Identified for Collection {
    fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }
}

impl Wire for Collection {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(mut map) = value else {
            return None;
        };
        let mut items = map.remove("orderedItems").map(many::elements).unwrap_or_default();
        items.extend(map.remove("items").map(many::elements).unwrap_or_default());
        map.insert("items".to_owned(), Value::Array(items));
        Some(Self::read_map(map))
    }

    fn write(&self) -> Option<Value> {
        let mut map: Map<String, Value> = self.write_map();
        let holds_items = self.is_page() || self.first.is_none();
        if self.is_ordered() {
            map.remove("items");
            put(&mut map, "orderedItems", &self.items);
        }
        // A collection without pages says that it is empty; one of which only the size is told says nothing.
        if self.items.is_empty() && holds_items && (self.is_page() || self.total_items.is_none_or(|total| total == 0)) {
            let key = if self.is_ordered() { "orderedItems" } else { "items" };
            map.insert(key.to_owned(), Value::Array(Vec::new()));
        }
        Some(Value::Object(map))
    }
}
