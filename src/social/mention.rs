//! Whom an object mentions.

use diesel::prelude::*;
use store::Conn;

use crate::actor::{Actor, ActorId};
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
        diesel::delete(mentions::table.filter(mentions::object_id.eq(object)).filter(mentions::actor_id.ne_all(actors)))
            .execute(c)?;
        for actor in actors {
            diesel::insert_into(mentions::table)
                .values((mentions::object_id.eq(object), mentions::actor_id.eq(actor)))
                .on_conflict_do_nothing()
                .execute(c)?;
        }
        Ok(())
    }

    /// The actors whom an object mentions.
    pub fn actors(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<Actor>> {
        mentions::table
            .inner_join(actors::table.on(actors::id.eq(mentions::actor_id)))
            .filter(mentions::object_id.eq(object))
            .order(actors::id)
            .select(Actor::as_select())
            .load(c)
    }

    /// All mentions of several objects.
    pub fn of(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        mentions::table.filter(mentions::object_id.eq_any(objects)).select(Self::as_select()).load(c)
    }
}
