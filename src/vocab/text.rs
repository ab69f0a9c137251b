//! Text beside the text: its source, its terms.

use serde_json::Value;

use crate::wire::{Wire, wire};

wire! {
    /// What the author typed, before it became HTML (`source`).
    struct Source {
        /// The text.
        content: Option<String> => "content",
        /// Its media type: `text/markdown`, `text/bbcode`…
        media_type: Option<String> => "mediaType",
    }
}

impl Wire for Source {
    /// Pleroma writes a bare string.
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self::read_map(map)),
            text => String::read(text).map(|content| Self { content: Some(content), ..Self::default() }),
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Object(self.write_map()))
    }
}

wire! {
    /// A term of a fixed list: language, category, licence. `{"identifier": "fr", "name": "Français"}` or a bare `"fr"`.
    struct Term {
        /// What programs call it.
        identifier: Option<String> => "identifier",
        /// What people call it.
        name: Option<String> => "name",
    }
}

impl Term {
    /// A term that has only an identifier.
    pub fn bare(identifier: impl Into<String>) -> Self {
        Self { identifier: Some(identifier.into()), ..Self::default() }
    }

    /// The identifier, else the name.
    pub fn as_str(&self) -> &str {
        self.identifier.as_deref().or(self.name.as_deref()).unwrap_or_default()
    }
}

impl Wire for Term {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self::read_map(map)),
            text => String::read(text).map(Self::bare),
        }
    }

    fn write(&self) -> Option<Value> {
        match &self.identifier {
            Some(identifier) if *self == Self::bare(identifier.clone()) => identifier.write(),
            _ => Some(Value::Object(self.write_map())),
        }
    }
}
