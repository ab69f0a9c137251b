//! Correspondences: conversations of direct messages, as each local actor who takes part has them. One sees of it what is
//! addressed to them, puts it away when they like, and meets it again when somebody writes on.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use diesel::prelude::*;
use store::Conn;

use crate::actor::{Actor, ActorId};
use crate::card::Card;
use crate::conversation::ConversationId;
use crate::filter;
use crate::object::{Object, ObjectId};
use crate::range::Range;
use crate::schema::{actors, correspondences, mentions, objects};
use crate::visibility::{self, Visibility};

/// A row of `correspondences`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = correspondences)]
pub struct Correspondence {
    /// Whose it is.
    pub actor_id: ActorId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The last message in it that the actor wrote or that is addressed to them; orders their list.
    pub last_object_id: ObjectId,
    /// Whether somebody else wrote since the actor read it.
    pub unread: bool,
}

/// A correspondence with everything that is shown of it.
#[derive(Debug, Clone)]
pub struct Talk {
    /// The correspondence.
    pub correspondence: Correspondence,
    /// Who else takes part; the actor where nobody does.
    pub people: Vec<Actor>,
    /// The last message, where the actor may see it.
    pub last: Option<Card>,
}

impl Correspondence {
    /// A part of the correspondences of an actor, by their last message, the newest first.
    pub fn list(c: &mut Conn, of: ActorId, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let own = correspondences::table.filter(correspondences::actor_id.eq(of)).select(Self::as_select());
        Ok(range.arrange(crate::cut!(own, correspondences::last_object_id, range, limit).load(c)?))
    }

    /// A conversation as an actor has it.
    pub fn find(c: &mut Conn, of: ActorId, conversation: ConversationId) -> QueryResult<Option<Self>> {
        correspondences::table.find((of, conversation)).select(Self::as_select()).first(c).optional()
    }

    /// Marks it read, or unread.
    pub fn mark(&self, c: &mut Conn, unread: bool) -> QueryResult<Self> {
        diesel::update(correspondences::table.find((self.actor_id, self.conversation_id)))
            .set(correspondences::unread.eq(unread))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Puts it away; the messages stay where they are.
    pub fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(correspondences::table.find((self.actor_id, self.conversation_id))).execute(c)?;
        Ok(())
    }

    fn write(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::insert_into(correspondences::table)
            .values(self)
            .on_conflict((correspondences::actor_id, correspondences::conversation_id))
            .do_update()
            .set((correspondences::last_object_id.eq(self.last_object_id), correspondences::unread.eq(self.unread)))
            .execute(c)?;
        Ok(())
    }
}

impl Talk {
    /// These correspondences of an actor with what is shown of them, in their order and in a constant number of queries.
    pub fn gather(c: &mut Conn, of: ActorId, correspondences: Vec<Correspondence>) -> QueryResult<Vec<Self>> {
        let last: Vec<ObjectId> = correspondences.iter().map(|one| one.last_object_id).collect();
        let last = Object::load(c, &last)?;
        let last = visibility::visible(c, Some(of), last)?;
        let cards = Card::gather(c, Some(of), last)?;
        let marked = filter::mark(c, Some(of), cards)?;
        let mut cards: HashMap<ObjectId, Card> = marked.into_iter().map(|card| (card.object.id, card)).collect();
        let own = Actor::get(c, of)?;
        let talk = |correspondence: Correspondence| {
            let last = cards.remove(&correspondence.last_object_id);
            let mut people: Vec<Actor> = Vec::new();
            for actor in last.iter().flat_map(|card| std::iter::once(&card.author).chain(&card.mentions)) {
                if actor.id != of && people.iter().all(|known| known.id != actor.id) {
                    people.push(actor.clone());
                }
            }
            if people.is_empty() {
                people.push(own.clone());
            }
            Self { correspondence, people, last }
        };
        Ok(correspondences.into_iter().map(talk).collect())
    }
}

/// A message came: it is the last one of those who take part.
pub(crate) fn arrive(c: &mut Conn, message: &Object) -> QueryResult<()> {
    if message.visibility != Visibility::Direct {
        return Ok(());
    }
    let addressed = mentions::table.filter(mentions::object_id.eq(message.id)).select(mentions::actor_id);
    let mut parties: Vec<ActorId> = addressed.load(c)?;
    parties.push(message.actor_id);
    deliver(c, message, &parties)
}

/// An object reaches these too, who are not named in it.
pub(crate) fn reach(c: &mut Conn, object: ObjectId, parties: &[ActorId]) -> QueryResult<()> {
    if parties.is_empty() {
        return Ok(());
    }
    match Object::find(c, object)?.filter(|object| object.visibility == Visibility::Direct) {
        Some(message) => deliver(c, &message, parties),
        None => Ok(()),
    }
}

fn deliver(c: &mut Conn, message: &Object, parties: &[ActorId]) -> QueryResult<()> {
    let owners: Vec<ActorId> = actors::table
        .filter(actors::id.eq_any(parties))
        .filter(actors::stall.is_not_null())
        .filter(actors::deleted_at.is_null())
        .select(actors::id)
        .load(c)?;
    let blocked = visibility::blocked_among(c, message.actor_id, &owners)?;
    for actor_id in owners.into_iter().filter(|owner| !blocked.contains(owner)) {
        let conversation_id = message.conversation_id;
        let known = Correspondence::find(c, actor_id, conversation_id)?;
        // What is fetched from further up in the thread changes nothing.
        if known.is_none_or(|known| known.last_object_id < message.id) {
            let unread = message.actor_id != actor_id;
            Correspondence { actor_id, conversation_id, last_object_id: message.id, unread }.write(c)?;
        }
    }
    Ok(())
}

/// A message is gone: where it was the last, the one before it is.
pub(crate) fn depart(c: &mut Conn, message: &Object) -> QueryResult<()> {
    if message.visibility != Visibility::Direct {
        return Ok(());
    }
    let ended = correspondences::table
        .filter(correspondences::conversation_id.eq(message.conversation_id))
        .filter(correspondences::last_object_id.eq(message.id))
        .select(Correspondence::as_select())
        .load(c)?;
    fall_back(c, ended)
}

/// The correspondences in which an actor had the last word, before what it said goes; for [`fall_back`] afterwards.
pub(crate) fn ended_by(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Correspondence>> {
    correspondences::table
        .inner_join(objects::table.on(objects::id.eq(correspondences::last_object_id)))
        .filter(objects::actor_id.eq(actor))
        .select(Correspondence::as_select())
        .load(c)
}

/// Ends these with the last message that is still there; those without any go.
pub(crate) fn fall_back(c: &mut Conn, ended: Vec<Correspondence>) -> QueryResult<()> {
    for one in ended {
        match last(c, one.actor_id, one.conversation_id)? {
            Some(last_object_id) => Correspondence { last_object_id, ..one }.write(c)?,
            None => one.remove(c)?,
        }
    }
    Ok(())
}

/// A conversation turned out to be part of another: so are the correspondences in it.
pub(crate) fn join(c: &mut Conn, from: ConversationId, into: ConversationId) -> QueryResult<()> {
    let moved = correspondences::table
        .filter(correspondences::conversation_id.eq(from))
        .select(Correspondence::as_select())
        .load(c)?;
    for one in moved {
        one.remove(c)?;
        let known = Correspondence::find(c, one.actor_id, into)?;
        let unread = one.unread || known.is_some_and(|known| known.unread);
        if let Some(last_object_id) = last(c, one.actor_id, into)? {
            Correspondence { conversation_id: into, last_object_id, unread, ..one }.write(c)?;
        }
    }
    Ok(())
}

/// Drops the correspondences of an actor that is no more.
pub(crate) fn forget(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
    diesel::delete(correspondences::table.filter(correspondences::actor_id.eq(actor))).execute(c)?;
    Ok(())
}

/// The last message of a conversation that an actor wrote or that is addressed to them.
fn last(c: &mut Conn, of: ActorId, conversation: ConversationId) -> QueryResult<Option<ObjectId>> {
    let addressed = mentions::table.filter(mentions::actor_id.eq(of)).select(mentions::object_id);
    objects::table
        .filter(objects::conversation_id.eq(conversation))
        .filter(objects::visibility.eq(Visibility::Direct))
        .filter(objects::deleted_at.is_null())
        .filter(objects::actor_id.eq(of).or(objects::id.eq_any(addressed)))
        .order(objects::id.desc())
        .select(objects::id)
        .first(c)
        .optional()
}
