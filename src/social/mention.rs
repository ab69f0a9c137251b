//! Whom an object mentions.

use diesel::prelude::*;
use store::Conn;

use crate::actor::{Actor, ActorId};
use crate::correspondence;
use crate::object::ObjectId;
use crate::schema::{actors, mentions};

/// A row of `mentions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
pub struct Mention {
    /// What mentions.
    pub object_id: ObjectId,
    /// Who is mentioned.
    pub actor_id: ActorId,
}

impl Mention {
    /// Makes these the actors that an object mentions.
    pub fn set(c: &mut Conn, object: ObjectId, actors: &[ActorId]) -> QueryResult<()> {
        let others = mentions::table.filter(mentions::object_id.eq(object)).filter(mentions::actor_id.ne_all(actors));
        diesel::delete(others.filter(mentions::silent.eq(false))).execute(c)?;
        for actor in actors {
            diesel::insert_into(mentions::table)
                .values((mentions::object_id.eq(object), mentions::actor_id.eq(actor)))
                .on_conflict_do_nothing()
                .execute(c)?;
        }
        Ok(())
    }

    /// Lets these see an object that is addressed to them without naming them in its text; they are not told of it.
    pub fn add_silent(c: &mut Conn, object: ObjectId, actors: &[ActorId]) -> QueryResult<()> {
        for actor in actors {
            diesel::insert_into(mentions::table)
                .values((mentions::object_id.eq(object), mentions::actor_id.eq(actor), mentions::silent.eq(true)))
                .on_conflict_do_nothing()
                .execute(c)?;
        }
        correspondence::reach(c, object, actors)
    }

    /// The actors whom an object mentions.
    pub fn actors(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<Actor>> {
        mentions::table
            .inner_join(actors::table.on(actors::id.eq(mentions::actor_id)))
            .filter(mentions::object_id.eq(object))
            .filter(mentions::silent.eq(false))
            .order(actors::id)
            .select(Actor::as_select())
            .load(c)
    }

    /// Whom an object mentions, by their ids.
    pub fn ids(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<ActorId>> {
        mentions::table
            .filter(mentions::object_id.eq(object))
            .filter(mentions::silent.eq(false))
            .select(mentions::actor_id)
            .load(c)
    }

    /// All mentions of several objects.
    pub fn of(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        mentions::table
            .filter(mentions::object_id.eq_any(objects))
            .filter(mentions::silent.eq(false))
            .select(Self::as_select())
            .load(c)
    }
}
