//! The options of a poll.

use serde_json::{Value, json};

use crate::collection::Collection;
use crate::wire::{Wire, put, take};

/// One option of a `Question`: a `Note` with a name, whose `replies` count the votes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PollOption {
    /// What one votes for.
    pub name: String,
    /// How often it was chosen, as far as the author's server tells.
    pub votes: Option<u64>,
}

impl PollOption {
    /// An option with its count.
    pub fn new(name: impl Into<String>, votes: u64) -> Self {
        Self { name: name.into(), votes: Some(votes) }
    }
}

impl Wire for PollOption {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(mut map) = value else {
            return None;
        };
        let name = take::<Option<String>>(&mut map, "name")?;
        let replies: Option<Collection> = take(&mut map, "replies");
        Some(Self { name, votes: replies.and_then(|replies| replies.total_items) })
    }

    fn write(&self) -> Option<Value> {
        let mut option = serde_json::Map::new();
        option.insert("type".into(), json!("Note"));
        put(&mut option, "name", &self.name);
        if let Some(votes) = self.votes {
            option.insert("replies".into(), json!({ "type": "Collection", "totalItems": votes }));
        }
        Some(Value::Object(option))
    }
}
