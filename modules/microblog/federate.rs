//! What the microblog understands of what travels: `Note` and `Question`. The base mapping carries everything they have.

use host::vocab::Object;
use host::{Claim, ObjectKind};

/// The name that `objects.kind` keeps of a post.
pub(crate) const NOTE: &str = "note";

/// A post, with or without a poll.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Note;

impl ObjectKind for Note {
    fn name(&self) -> &'static str {
        NOTE
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Note", "Question"]
    }

    /// A question is nobody else's. A note may be: a photo is a note whose attachments are pictures, so that a stall that
    /// knows better claims it exactly.
    fn claim(&self, object: &Object) -> Claim {
        match object.kind() {
            "Question" => Claim::Exact,
            "Note" if object.attachment.is_empty() => Claim::Exact,
            "Note" | "ChatMessage" => Claim::Fallback,
            _ => Claim::No,
        }
    }

    fn samples(&self) -> &'static [&'static str] {
        &[NOTE_SAMPLE, QUESTION_SAMPLE]
    }
}

const NOTE_SAMPLE: &str = r#"{
  "@context": "https://www.w3.org/ns/activitystreams",
  "id": "https://remote.example/notes/1",
  "type": "Note",
  "attributedTo": "https://remote.example/users/bob",
  "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "cc": ["https://remote.example/users/bob/followers"],
  "content": "<p>Lanterns are up.</p>",
  "published": "2026-06-01T18:00:00Z"
}"#;

const QUESTION_SAMPLE: &str = r#"{
  "@context": "https://www.w3.org/ns/activitystreams",
  "id": "https://remote.example/notes/2",
  "type": "Question",
  "attributedTo": "https://remote.example/users/bob",
  "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "content": "<p>Waffles or crêpes?</p>",
  "published": "2026-06-01T18:05:00Z",
  "endTime": "2026-06-02T18:05:00Z",
  "oneOf": [
    {"type": "Note", "name": "Waffles", "replies": {"type": "Collection", "totalItems": 2}},
    {"type": "Note", "name": "Crêpes", "replies": {"type": "Collection", "totalItems": 3}}
  ]
}"#;
