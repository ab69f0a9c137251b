//! An object that is about to be written: whose it is, where it will be, and everything else at rest.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::{Hosts, Stall};
use store::{Json, clock, snowflake};

use super::{Object, ObjectId};
use crate::actor::{Actor, ActorId};
use crate::conversation::ConversationId;
use crate::emoji::EmojiMap;
use crate::quote::{QuotePolicy, QuoteState};
use crate::schema::objects;
use crate::visibility::Visibility;

/// A new row of `objects`; see [`Object`] for the fields.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = objects)]
#[expect(missing_docs, reason = "each field is described on `Object`")]
pub struct NewObject {
    pub id: ObjectId,
    pub uri: String,
    pub stall: Option<String>,
    pub kind: String,
    pub wire_type: String,
    pub actor_id: ActorId,
    pub visibility: Visibility,
    pub title: Option<String>,
    pub content: String,
    pub source: Option<String>,
    pub summary: Option<String>,
    pub sensitive: bool,
    pub language: Option<String>,
    pub in_reply_to_id: Option<ObjectId>,
    pub in_reply_to_uri: Option<String>,
    pub conversation_id: ConversationId,
    pub quote_id: Option<ObjectId>,
    pub quote_uri: Option<String>,
    pub quote_state: Option<QuoteState>,
    pub quote_authorization: Option<String>,
    pub quote_policy: QuotePolicy,
    pub emojis: Json<EmojiMap>,
    pub url: Option<String>,
    pub published_at: NaiveDateTime,
    pub edited_at: Option<NaiveDateTime>,
    pub fetched_at: Option<NaiveDateTime>,
    pub raw: Option<String>,
    pub answerable: bool,
    pub moderator_id: Option<ActorId>,
    pub held: bool,
}

impl NewObject {
    /// An object that a local actor is about to publish, with its addresses and everything else at rest.
    /// Errors: the actor's stall is switched off.
    pub fn local(
        hosts: &Hosts,
        author: &Actor,
        kind: &str,
        wire_type: &str,
        visibility: Visibility,
    ) -> QueryResult<Self> {
        let stall = author.home(hosts)?;
        Ok(Self::at(stall, author, kind, wire_type, visibility, ObjectId(snowflake::next())))
    }

    /// The same, as of then: it stands among what its author published at that time. A time to come is taken for now.
    /// Errors: the actor's stall is switched off.
    pub fn dated(
        hosts: &Hosts,
        author: &Actor,
        kind: &str,
        wire_type: &str,
        visibility: Visibility,
        at: NaiveDateTime,
    ) -> QueryResult<Self> {
        let (stall, at) = (author.home(hosts)?, at.min(clock::now()));
        let id = ObjectId(snowflake::at(at.and_utc()));
        Ok(Self { published_at: at, ..Self::at(stall, author, kind, wire_type, visibility, id) })
    }

    fn at(stall: &Stall, author: &Actor, kind: &str, wire_type: &str, visibility: Visibility, id: ObjectId) -> Self {
        Self {
            stall: author.stall.clone(),
            url: Some(stall.page(&author.username, id).into()),
            ..Self::bare(id, stall.object(id).into(), author.id, kind, wire_type, visibility)
        }
    }

    /// An object of anybody's under that address, of now, with everything else at rest.
    pub(crate) fn bare(
        id: ObjectId,
        uri: String,
        author: ActorId,
        kind: &str,
        wire_type: &str,
        visibility: Visibility,
    ) -> Self {
        Self {
            id,
            uri,
            stall: None,
            kind: kind.to_owned(),
            wire_type: wire_type.to_owned(),
            actor_id: author,
            visibility,
            title: None,
            content: String::new(),
            source: None,
            summary: None,
            sensitive: false,
            language: None,
            in_reply_to_id: None,
            in_reply_to_uri: None,
            conversation_id: ConversationId(0),
            quote_id: None,
            quote_uri: None,
            quote_state: None,
            quote_authorization: None,
            quote_policy: QuotePolicy::Nobody,
            emojis: Json(EmojiMap::default()),
            url: None,
            published_at: clock::now(),
            edited_at: None,
            fetched_at: None,
            raw: None,
            answerable: true,
            moderator_id: None,
            held: false,
        }
    }

    /// Makes it an answer.
    pub fn answers(mut self, parent: &Object) -> Self {
        self.in_reply_to_id = Some(parent.id);
        self.in_reply_to_uri = Some(parent.uri.clone());
        self.conversation_id = parent.conversation_id;
        self
    }
}
