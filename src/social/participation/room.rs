//! Room: how many heads have a place, and who moves up when there is one.

use diesel::dsl::sum;
use diesel::prelude::*;
use serde::Serialize;
use store::uri::Hosts;
use store::{Conn, jobs};

use super::{News, Participation, ParticipationState, tell};
use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::occasion::{NewOccasion, Occasion, OccasionStatus};
use crate::schema::{occasions, participations};

/// The job that looks what an edit of an occasion means for those who take part. It is done where addresses and mails are made.
pub const FOLLOW_UP: &str = "follow-up-occasion";

/// What [`FOLLOW_UP`] reads.
#[derive(Debug, Serialize)]
struct Edited {
    object: ObjectId,
    news: Option<News>,
}

/// The occasion of an object, held until the transaction ends: nobody else lets anybody in meanwhile.
pub(super) fn hold(c: &mut Conn, object: ObjectId) -> QueryResult<Option<Occasion>> {
    store::lock!(occasions::table.find(object).select(Occasion::as_select())).first(c).optional()
}

/// How many more heads there is room for; `None`: any number. The occasion is to be held.
pub(super) fn left(c: &mut Conn, occasion: &Occasion) -> QueryResult<Option<i64>> {
    let Some(capacity) = occasion.capacity else { return Ok(None) };
    Ok(Some(capacity.saturating_sub(taken(c, occasion.object_id)?)))
}

/// Whether so many heads find room.
pub(super) fn fits(c: &mut Conn, occasion: &Occasion, heads: i64) -> QueryResult<bool> {
    Ok(left(c, occasion)?.is_none_or(|left| heads <= left))
}

fn taken(c: &mut Conn, object: ObjectId) -> QueryResult<i64> {
    let coming = participations::table
        .filter(participations::object_id.eq(object))
        .filter(participations::state.eq(ParticipationState::Accepted));
    let rows: i64 = coming.count().get_result(c)?;
    let guests: Option<i64> = coming.select(sum(participations::guests)).get_result(c)?;
    Ok(rows + guests.unwrap_or(0))
}

/// Lets in whoever there is room for, in the order of the line, and counts who comes. The occasion is to be held.
pub(super) fn settle(c: &mut Conn, hosts: &Hosts, occasion: &Occasion) -> QueryResult<()> {
    let open = occasion.status != OccasionStatus::Cancelled && !occasion.is_over(store::clock::now());
    let mut left = if open { left(c, occasion)? } else { Some(0) };
    if left.is_none_or(|left| left > 0) {
        let line: Vec<Participation> = participations::table
            .filter(participations::object_id.eq(occasion.object_id))
            .filter(participations::state.eq(ParticipationState::Waiting))
            .order((participations::asked_at, participations::id))
            .select(Participation::as_select())
            .load(c)?;
        for waiting in line {
            if left.is_some_and(|left| waiting.heads() > left) {
                continue;
            }
            left = left.map(|left| left - waiting.heads());
            let moved = waiting.shift(c, ParticipationState::Accepted)?;
            tell::participant(c, hosts, &moved, News::MovedUp)?;
            if left == Some(0) {
                break;
            }
        }
    }
    let count = taken(c, occasion.object_id)?;
    Occasion::count(c, occasion.object_id, count)
}

impl Participation {
    /// Lets in whoever there is room for: after an edit that may have made some.
    pub fn promote(c: &mut Conn, hosts: &Hosts, object: ObjectId) -> QueryResult<()> {
        match hold(c, object)? {
            Some(occasion) => settle(c, hosts, &occasion),
            None => Ok(()),
        }
    }
}

/// What an edit of an occasion leaves to be done for those who take part: others may move up, and all hear of what matters. Of a
/// new beginning they are reminded anew.
pub(crate) fn followed_up(c: &mut Conn, old: &Occasion, new: &NewOccasion) -> QueryResult<()> {
    if old.starts_at != new.starts_at {
        diesel::update(participations::table.filter(participations::object_id.eq(old.object_id)))
            .set(participations::reminded.eq(None::<i32>))
            .execute(c)?;
    }
    let cancelled = new.status == OccasionStatus::Cancelled && old.status != OccasionStatus::Cancelled;
    let times = (old.starts_at, old.ends_at, old.all_day, old.status);
    let changed = times != (new.starts_at, new.ends_at, new.all_day, new.status) || old.online_url != new.online_url;
    let news = match (cancelled, changed) {
        // What is over is corrected, and nobody need know.
        _ if old.is_over(store::clock::now()) => None,
        (true, _) => Some(News::Cancelled),
        (false, true) => Some(News::Changed),
        (false, false) => None,
    };
    let roomier = old.capacity.is_some_and(|before| new.capacity.is_none_or(|after| after > before));
    if news.is_some() || roomier {
        later(c, old.object_id, news)?;
    }
    Ok(())
}

/// Has a job look what became of an occasion.
fn later(c: &mut Conn, object: ObjectId, news: Option<News>) -> QueryResult<()> {
    jobs::enqueue_as(c, FOLLOW_UP, &Edited { object, news }).map(drop)
}

/// It takes place elsewhere, at the same time: those who take part hear of it.
pub(crate) fn relocated(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
    later(c, object, Some(News::Changed))
}

/// An actor is gone: nothing is kept of what it took part in, and others may move up.
pub(crate) fn forget(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
    let own = participations::table.filter(participations::actor_id.eq(actor));
    let standing = [ParticipationState::Pending, ParticipationState::Accepted, ParticipationState::Waiting];
    let left: Vec<ObjectId> =
        own.filter(participations::state.eq_any(standing)).select(participations::object_id).load(c)?;
    diesel::delete(own).execute(c)?;
    left.into_iter().try_for_each(|object| later(c, object, None))
}
