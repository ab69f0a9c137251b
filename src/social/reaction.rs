//! Likes.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock, snowflake};
use vocab::ActivityType;

use crate::actor::{Actor, ActorId};
use crate::cut;
use crate::notification::{self, NotificationKind};
use crate::object::{Object, ObjectId};
use crate::outbox::{self, Audience};
use crate::range::Range;
use crate::schema::{actors, objects, reactions};

store::id_type! {
    /// Names a like; ordered by when it was given.
    pub ReactionId
}

/// A row of `reactions`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
pub struct Reaction {
    /// Its number here.
    pub id: ReactionId,
    /// The id of its `Like` activity.
    pub uri: String,
    /// Who likes.
    pub actor_id: ActorId,
    /// What is liked.
    pub object_id: ObjectId,
    /// Since when.
    pub created_at: NaiveDateTime,
}

impl Reaction {
    /// The like of an object by an actor.
    pub fn find(c: &mut Conn, actor: ActorId, object: ObjectId) -> QueryResult<Option<Self>> {
        reactions::table
            .filter(reactions::actor_id.eq(actor))
            .filter(reactions::object_id.eq(object))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// By the id of its activity.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        reactions::table.filter(reactions::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// Of these objects those that an actor likes.
    pub fn among(c: &mut Conn, actor: ActorId, ids: &[ObjectId]) -> QueryResult<HashSet<ObjectId>> {
        let liked = reactions::table.filter(reactions::actor_id.eq(actor)).filter(reactions::object_id.eq_any(ids));
        Ok(liked.select(reactions::object_id).load(c)?.into_iter().collect())
    }

    /// Of these objects those that an actor likes, with since when.
    pub fn dates(c: &mut Conn, actor: ActorId, ids: &[ObjectId]) -> QueryResult<Vec<(ObjectId, NaiveDateTime)>> {
        let liked = reactions::table.filter(reactions::actor_id.eq(actor)).filter(reactions::object_id.eq_any(ids));
        liked.select((reactions::object_id, reactions::created_at)).load(c)
    }

    /// A local actor likes an object; its remote author is told.
    pub fn like(c: &mut Conn, hosts: &Hosts, actor: &Actor, object: &Object) -> QueryResult<Self> {
        if let Some(known) = Self::find(c, actor.id, object.id)? {
            return Ok(known);
        }
        let id = ReactionId(snowflake::next());
        let uri: String = actor.home(hosts)?.activity(id).into();
        let reaction = Self::record(c, id, &uri, actor.id, object)?;
        let like = outbox::like(actor, &reaction, object);
        outbox::write(c, hosts, actor, like, Some(object.id), Audience::of([object.actor_id]))?;
        Ok(reaction)
    }

    /// A remote actor likes an object.
    pub fn receive(c: &mut Conn, uri: &str, actor: ActorId, object: &Object) -> QueryResult<()> {
        if Self::find(c, actor, object.id)?.is_none() {
            Self::record(c, ReactionId(snowflake::next()), uri, actor, object)?;
        }
        Ok(())
    }

    fn record(c: &mut Conn, id: ReactionId, uri: &str, actor: ActorId, object: &Object) -> QueryResult<Self> {
        let reaction = diesel::insert_into(reactions::table)
            .values((
                reactions::id.eq(id),
                reactions::uri.eq(uri),
                reactions::actor_id.eq(actor),
                reactions::object_id.eq(object.id),
                reactions::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        diesel::update(objects::table.find(object.id))
            .set(objects::likes_count.eq(objects::likes_count + 1))
            .execute(c)?;
        notification::notify(c, object.actor_id, NotificationKind::Like, actor, Some(object.id))?;
        Ok(reaction)
    }

    /// A local actor likes no more; the author is told.
    pub fn undo(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        let (actor, object) = (Actor::get(c, self.actor_id)?, Object::get(c, self.object_id)?);
        self.end(c)?;
        let undo = outbox::embed(ActivityType::Undo, &actor.uri, outbox::like(&actor, self, &object));
        outbox::write(c, hosts, &actor, undo, Some(object.id), Audience::of([object.actor_id]))?;
        Ok(())
    }

    /// Removes the like.
    pub fn end(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(self).execute(c)?;
        diesel::update(objects::table.find(self.object_id))
            .set(objects::likes_count.eq(objects::likes_count - 1))
            .execute(c)?;
        notification::withdraw_about(c, NotificationKind::Like, self.actor_id, self.object_id)
    }

    /// Who likes an object, the last first, with the like to page by.
    pub fn actors(c: &mut Conn, object: ObjectId, range: Range, limit: i64) -> QueryResult<Vec<(ReactionId, Actor)>> {
        let who = reactions::table
            .inner_join(actors::table.on(actors::id.eq(reactions::actor_id)))
            .filter(reactions::object_id.eq(object))
            .select((reactions::id, Actor::as_select()));
        Ok(range.arrange(cut!(who, reactions::id, range, limit).load(c)?))
    }

    /// What an actor likes, last liked first, with the like to page by.
    pub fn list(c: &mut Conn, actor: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(ReactionId, Object)>> {
        let liked = reactions::table
            .inner_join(objects::table.on(objects::id.eq(reactions::object_id)))
            .filter(reactions::actor_id.eq(actor))
            .select((reactions::id, Object::as_select()));
        Ok(range.arrange(cut!(liked, reactions::id, range, limit).load(c)?))
    }
}
