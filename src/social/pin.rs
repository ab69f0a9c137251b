//! What an actor pins to the top of its page (`featured`).

use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, snowflake};
use vocab::{ActivityType, Iri, Ref};

use crate::actor::{Actor, ActorId};
use crate::object::{Object, ObjectId};
use crate::outbox::{self, Audience};
use crate::schema::{objects, pins};

store::id_type! {
    /// Names a pin; ordered by when it was set.
    pub PinId
}

/// How many objects an actor may pin.
pub const PIN_LIMIT: i64 = 5;

/// Why something cannot be pinned.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// Only one's own open objects can be pinned.
    #[error("only your own public posts can be pinned")]
    NotYours,
    /// There are [`PIN_LIMIT`] pins already.
    #[error("at most {PIN_LIMIT} posts can be pinned: unpin one first")]
    TooMany,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// A local actor pins an object of its own; followers are told (`Add`).
pub fn set(c: &mut Conn, hosts: &Hosts, actor: &Actor, object: &Object) -> Result<(), PinError> {
    if object.actor_id != actor.id || !object.visibility.is_open() {
        return Err(PinError::NotYours);
    }
    let count: i64 = pins::table.filter(pins::actor_id.eq(actor.id)).count().get_result(c)?;
    if count >= PIN_LIMIT {
        return Err(PinError::TooMany);
    }
    if record(c, actor.id, object.id)? {
        tell(c, hosts, ActivityType::Add, actor, object)?;
    }
    Ok(())
}

/// A local actor unpins; followers are told (`Remove`).
pub fn unset(c: &mut Conn, hosts: &Hosts, actor: &Actor, object: &Object) -> QueryResult<()> {
    if remove(c, actor.id, object.id)? {
        tell(c, hosts, ActivityType::Remove, actor, object)?;
    }
    Ok(())
}

/// Writes a pin; false where it was there already.
pub fn record(c: &mut Conn, actor: ActorId, object: ObjectId) -> QueryResult<bool> {
    let written = diesel::insert_into(pins::table)
        .values((pins::id.eq(PinId(snowflake::next())), pins::actor_id.eq(actor), pins::object_id.eq(object)))
        .on_conflict_do_nothing()
        .execute(c)?;
    Ok(written > 0)
}

/// Removes a pin; false where there was none.
pub fn remove(c: &mut Conn, actor: ActorId, object: ObjectId) -> QueryResult<bool> {
    let removed =
        diesel::delete(pins::table.filter(pins::actor_id.eq(actor)).filter(pins::object_id.eq(object))).execute(c)?;
    Ok(removed > 0)
}

/// What an actor pinned, the last pinned first.
pub fn list(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Object>> {
    pins::table
        .inner_join(objects::table.on(objects::id.eq(pins::object_id)))
        .filter(pins::actor_id.eq(actor))
        .filter(objects::deleted_at.is_null())
        .order(pins::id.desc())
        .select(Object::as_select())
        .load(c)
}

/// Drops all pins of an object.
pub(crate) fn forget(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
    diesel::delete(pins::table.filter(pins::object_id.eq(object))).execute(c)?;
    Ok(())
}

fn tell(c: &mut Conn, hosts: &Hosts, kind: ActivityType, actor: &Actor, object: &Object) -> QueryResult<()> {
    let mut change = outbox::about(kind, &actor.uri, &object.uri);
    change.target = actor.featured.as_deref().map(|uri| Ref::Id(Iri::new(uri)));
    change.to = [Iri::public()].into_iter().collect();
    change.cc = actor.followers.iter().map(Iri::new).collect();
    outbox::write(c, hosts, actor, change, Some(object.id), Audience::followers())?;
    Ok(())
}
