//! A conversation: the objects that answer one another.

use diesel::prelude::*;
use store::{Conn, snowflake};

use crate::actor::ActorId;
use crate::correspondence;
use crate::object::{Object, ObjectId};
use crate::schema::{conversations, objects, thread_mutes};
use crate::visibility::Visibility;

store::id_type! {
    /// Names a conversation.
    pub ConversationId
}

/// How many objects of one conversation a page shows at most.
pub const THREAD_LIMIT: i64 = 500;

/// Starts a conversation, or finds the one of that `context`.
pub fn begin(c: &mut Conn, uri: Option<&str>) -> QueryResult<ConversationId> {
    if let Some(uri) = uri
        && let Some(known) =
            conversations::table.filter(conversations::uri.eq(uri)).select(conversations::id).first(c).optional()?
    {
        return Ok(known);
    }
    let id = ConversationId(snowflake::next());
    diesel::insert_into(conversations::table)
        .values((conversations::id.eq(id), conversations::uri.eq(uri)))
        .execute(c)?;
    Ok(id)
}

/// The `context` of a conversation that was begun elsewhere; none for one of ours.
pub fn uri(c: &mut Conn, id: ConversationId) -> QueryResult<Option<String>> {
    let uri: Option<Option<String>> = conversations::table.find(id).select(conversations::uri).first(c).optional()?;
    Ok(uri.flatten())
}

/// Hangs the answers that came before the object they answer below it, and joins their conversations.
pub fn adopt(c: &mut Conn, object: &Object) -> QueryResult<()> {
    let orphans: Vec<(ObjectId, ConversationId, Visibility)> = objects::table
        .filter(objects::in_reply_to_uri.eq(&object.uri))
        .filter(objects::in_reply_to_id.is_null())
        .select((objects::id, objects::conversation_id, objects::visibility))
        .load(c)?;
    if orphans.is_empty() {
        return Ok(());
    }
    for (orphan, conversation, _) in &orphans {
        if let Some(moderator) = object.moderator_id {
            // What came too early waits for consent as well.
            let others = objects::conversation_id.eq(conversation).and(objects::actor_id.ne(moderator));
            diesel::update(objects::table.filter(others))
                .set((objects::moderator_id.eq(moderator), objects::held.eq(true)))
                .execute(c)?;
        }
        diesel::update(objects::table.find(orphan)).set(objects::in_reply_to_id.eq(object.id)).execute(c)?;
        diesel::update(objects::table.filter(objects::conversation_id.eq(conversation)))
            .set(objects::conversation_id.eq(object.conversation_id))
            .execute(c)?;
        correspondence::join(c, *conversation, object.conversation_id)?;
    }
    let counts = |reach: &Visibility| object.moderator_id.is_none() && reach.counted_at().contains(&object.visibility);
    let counted = orphans.iter().filter(|(_, _, reach)| counts(reach)).count();
    diesel::update(objects::table.find(object.id))
        .set(objects::replies_count.eq(objects::replies_count + counted as i64))
        .execute(c)?;
    Ok(())
}

/// What leads to an object, from the beginning down to its parent.
pub fn ancestors(c: &mut Conn, object: &Object) -> QueryResult<Vec<Object>> {
    let mut chain = Vec::new();
    let mut next = object.in_reply_to_id;
    while let Some(id) = next {
        let Some(parent) = Object::find(c, id)? else { break };
        next = parent.in_reply_to_id.filter(|_| (chain.len() as i64) < THREAD_LIMIT);
        chain.push(parent);
    }
    chain.reverse();
    Ok(chain)
}

/// What answers an object, each below what it answers, oldest first.
pub fn descendants(c: &mut Conn, object: &Object) -> QueryResult<Vec<Object>> {
    let all: Vec<Object> = objects::table
        .filter(objects::conversation_id.eq(object.conversation_id))
        .filter(objects::id.ne(object.id))
        .filter(objects::in_reply_to_id.is_not_null())
        .order(objects::id)
        .limit(THREAD_LIMIT)
        .select(Object::as_select())
        .load(c)?;
    let mut below = std::collections::HashMap::<ObjectId, Vec<Object>>::new();
    for answer in all {
        if let Some(parent) = answer.in_reply_to_id {
            below.entry(parent).or_default().push(answer);
        }
    }
    let mut ordered = Vec::new();
    let mut open: Vec<Object> = below.remove(&object.id).unwrap_or_default();
    open.reverse();
    while let Some(answer) = open.pop() {
        let mut children = below.remove(&answer.id).unwrap_or_default();
        children.reverse();
        open.extend(children);
        ordered.push(answer);
    }
    Ok(ordered)
}

/// Stops, or lets come again, notifications about a conversation.
pub fn mute(c: &mut Conn, actor: ActorId, conversation: ConversationId, muted: bool) -> QueryResult<()> {
    if muted {
        diesel::insert_into(thread_mutes::table)
            .values((thread_mutes::actor_id.eq(actor), thread_mutes::conversation_id.eq(conversation)))
            .on_conflict_do_nothing()
            .execute(c)?;
    } else {
        diesel::delete(thread_mutes::table.find((actor, conversation))).execute(c)?;
    }
    Ok(())
}

/// Whether the actor wants to hear no more of a conversation.
pub fn is_muted(c: &mut Conn, actor: ActorId, conversation: ConversationId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(thread_mutes::table.find((actor, conversation)))).get_result(c)
}
