//! Idempotency keys: a program that does not know whether it was heard says the same again under the same key, and it is
//! said once. A key is taken in the transaction that says it, so that two that come at once, at two nodes even, are one.

use chrono::TimeDelta;
use diesel::prelude::*;
use social::actor::ActorId;
use social::object::ObjectId;
use social::schema::idempotency_keys;
use social::secret;
use store::{Conn, clock};

use crate::draft::DraftId;

/// For how long a key stands for what was said under it.
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// What was said under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is out.
    Object(ObjectId),
    /// It is kept for later.
    Draft(DraftId),
}

/// Takes a key of an actor's for what is said in this transaction. Gives what was said under it before, where something was.
pub(crate) fn claim(c: &mut Conn, actor: ActorId, key: &str) -> QueryResult<Option<Outcome>> {
    let hash = secret::hash(key);
    let taken = || idempotency_keys::table.find((actor, &hash));
    diesel::delete(taken().filter(idempotency_keys::created_at.lt(clock::now() - WINDOW))).execute(c)?;
    let claimed = diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::actor_id.eq(actor),
            idempotency_keys::key_hash.eq(&hash),
            idempotency_keys::created_at.eq(clock::now()),
        ))
        .on_conflict_do_nothing()
        .execute(c)?;
    if claimed > 0 {
        return Ok(None);
    }
    let (object, draft): (Option<ObjectId>, Option<DraftId>) =
        taken().select((idempotency_keys::object_id, idempotency_keys::draft_id)).first(c)?;
    Ok(object.map(Outcome::Object).or(draft.map(Outcome::Draft)))
}

/// Writes down what was said under a key that was claimed before in this transaction.
pub(crate) fn settle(c: &mut Conn, actor: ActorId, key: &str, outcome: Outcome) -> QueryResult<()> {
    let (object, draft) = match outcome {
        Outcome::Object(id) => (Some(id), None),
        Outcome::Draft(id) => (None, Some(id)),
    };
    diesel::update(idempotency_keys::table.find((actor, secret::hash(key))))
        .set((idempotency_keys::object_id.eq(object), idempotency_keys::draft_id.eq(draft)))
        .execute(c)?;
    Ok(())
}

/// A draft was said: its key stands for the object from now on.
pub(crate) fn said(c: &mut Conn, draft: DraftId, object: ObjectId) -> QueryResult<()> {
    diesel::update(idempotency_keys::table.filter(idempotency_keys::draft_id.eq(draft)))
        .set(idempotency_keys::object_id.eq(object))
        .execute(c)?;
    Ok(())
}

/// Forgets the keys that stand for nothing any more.
pub(crate) fn expire(c: &mut Conn) -> QueryResult<()> {
    let old = idempotency_keys::table.filter(idempotency_keys::created_at.lt(clock::now() - WINDOW));
    diesel::delete(old).execute(c)?;
    Ok(())
}
