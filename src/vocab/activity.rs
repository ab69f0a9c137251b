//! What actors do.

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::entity::Entity;
use crate::iri::Iri;
use crate::many::Many;
use crate::reference::{Identified, Ref};
use crate::tag::Tag;
use crate::wire::{Wire, put_one, wire};

/// Declares the types of activities by their names on the wire.
macro_rules! activity_types {
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $wire:literal) => { $wire };
    ($( $(#[$doc:meta])* $name:ident $(= $wire:literal)?, )*) => {
        /// What an activity does.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum ActivityType {
            $( $(#[$doc])* $name, )*
            /// Any other name; empty if there is none.
            Other(String),
        }

        impl ActivityType {
            /// Every type with a name of its own here.
            pub const KNOWN: &'static [ActivityType] = &[$( Self::$name, )*];

            /// The name on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$name => activity_types!(@name $name $($wire)?), )*
                    Self::Other(name) => name,
                }
            }

            /// The type of this name, if it has one here.
            pub fn known(name: &str) -> Option<Self> {
                match name {
                    $( activity_types!(@name $name $($wire)?) => Some(Self::$name), )*
                    _ => None,
                }
            }
        }
    };
}

activity_types! {
    /// Takes up what was asked or offered.
    Accept,
    /// Puts the object into the target.
    Add,
    /// Shares.
    Announce,
    /// Came to a place.
    Arrive,
    /// Wants nothing to do with.
    Block,
    /// Published.
    Create,
    /// Withdrew for good.
    Delete,
    /// Does not like.
    Dislike,
    /// Answered with a pictogram (Pleroma, Misskey, FEP-c0e0).
    EmojiReact,
    /// Asks to list an actor in a collection (FEP-7aa9).
    FeatureRequest,
    /// Reports.
    Flag,
    /// Asks for what the object publishes.
    Follow,
    /// Leaves unanswered.
    Ignore,
    /// Asks someone (`target`) to something.
    Invite,
    /// Takes part.
    Join,
    /// Takes part no longer.
    Leave,
    /// Likes.
    Like,
    /// Heard.
    Listen,
    /// Closes for answers (Lemmy).
    Lock,
    /// Moved: of an actor, to another account.
    Move,
    /// Offers.
    Offer,
    /// Asks to quote (FEP-044f).
    QuoteRequest,
    /// Read.
    Read,
    /// Refuses, also later.
    Reject,
    /// Takes the object out of the target.
    Remove,
    /// Asks to answer (GoToSocial).
    ReplyRequest,
    /// Answered a story with a pictogram (Pixelfed).
    StoryReaction = "Story:Reaction",
    /// Answered a story (Pixelfed).
    StoryReply = "Story:Reply",
    /// May come.
    TentativeAccept,
    /// May not come.
    TentativeReject,
    /// Goes somewhere.
    Travel,
    /// Takes back another activity.
    Undo,
    /// Changed.
    Update,
    /// Saw.
    View,
}

impl From<&str> for ActivityType {
    fn from(name: &str) -> Self {
        Self::known(name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}

impl Default for ActivityType {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl fmt::Display for ActivityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Wire for ActivityType {
    fn read(value: Value) -> Option<Self> {
        let names = String::read_many(value);
        let known = names.iter().find_map(|name| Self::known(name));
        known.or_else(|| names.into_iter().next().map(Self::Other))
    }

    fn write(&self) -> Option<Value> {
        Some(self.as_str()).filter(|name| !name.is_empty()).map(Value::from)
    }

    fn read_list(items: Vec<Value>) -> Option<Self> {
        Self::read(Value::Array(items))
    }
}

wire! {
    /// An activity. Its signatures are not interpreted here; they stay in `extra`.
    struct Activity {
        /// What is done.
        kind: ActivityType => "type",
        /// Its identifier.
        id: Option<Iri> => "id",
        /// Who does it.
        actor: Option<Iri> => "actor",
        /// What it is done to.
        object: Many<Ref<Entity>> => (one "object"),
        /// What it is directed at.
        target: Option<Ref<Entity>> => "target",
        /// Where it comes from.
        origin: Option<Ref<Entity>> => "origin",
        /// What it led to: of an accepted `QuoteRequest`, the stamp.
        result: Option<Ref<Entity>> => "result",
        /// What it is done with: of a `QuoteRequest`, the quoting object; from Friendica, its software.
        instrument: Many<Ref<Entity>> => (one "instrument"),
        /// Whom it is addressed to.
        to: Many<Iri> => "to",
        /// Who shall know of it too.
        cc: Many<Iri> => "cc",
        /// The group it is for.
        audience: Many<Iri> => (one "audience"),
        /// In whose name the actor does it (Mobilizon).
        attributed_to: Many<Ref<Entity>> => (one "attributedTo"),
        /// What it answers, of the answers to stories.
        in_reply_to: Option<Iri> => "inReplyTo",
        /// The conversation it belongs to.
        context: Option<Iri> => "context",
        /// The reason of a `Flag`, the pictogram of a reaction.
        content: Option<String> => "content",
        /// A name for it.
        name: Option<String> => "name",
        /// The reason of a `Block`, `Delete` or `Flag` (Lemmy).
        summary: Option<String> => "summary",
        /// Emoji and mentions in `content`.
        tag: Many<Tag> => "tag",
        /// When it was done.
        published: Option<DateTime<Utc>> => "published",
        /// When it last changed.
        updated: Option<DateTime<Utc>> => "updated",
        /// When it begins.
        start_time: Option<DateTime<Utc>> => "startTime",
        /// When it ends, of a temporary `Block`.
        end_time: Option<DateTime<Utc>> => "endTime",
        /// What someone says who joins (Mobilizon).
        participation_message: Option<String> => "participationMessage",
        /// Whether what the blocked or deleted actor published goes too (Lemmy).
        remove_data: Option<bool> => "removeData",
    }
}

impl Activity {
    /// An activity of this actor on this object.
    pub fn new(kind: ActivityType, id: impl Into<Iri>, actor: impl Into<Iri>, object: Ref<Entity>) -> Self {
        Self { kind, id: Some(id.into()), actor: Some(actor.into()), object: object.into(), ..Self::default() }
    }

    /// The name of its type.
    pub fn kind(&self) -> &str {
        self.kind.as_str()
    }

    /// Its object, the first if there are several (only a `Flag` has).
    pub fn first_object(&self) -> Option<&Ref<Entity>> {
        self.object.first()
    }

    /// The identifier of its object.
    pub fn object_id(&self) -> Option<&Iri> {
        self.first_object().and_then(Ref::id)
    }

    /// Everyone it is addressed to, openly or by copy.
    pub fn addressees(&self) -> impl Iterator<Item = &Iri> {
        self.to.iter().chain(&self.cc).chain(&self.audience)
    }
}

impl Identified for Activity {
    fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }
}

impl Wire for Activity {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(mut map) = value else {
            return None;
        };
        // Blind copies are nobody's business once they arrived (ActivityPub §6).
        map.remove("bto");
        map.remove("bcc");
        Some(Self::read_map(map))
    }

    fn write(&self) -> Option<Value> {
        let mut map = self.write_map();
        if !self.to.is_empty() {
            map.entry("cc").or_insert_with(|| Value::Array(Vec::new()));
        }
        // Pixelfed takes one addressee there, and no list.
        if matches!(self.kind, ActivityType::StoryReaction | ActivityType::StoryReply) {
            put_one(&mut map, "to", &self.to);
        }
        Some(Value::Object(map))
    }
}
