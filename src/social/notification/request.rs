//! Requests: what was held back of one sender, waiting for the receiver to let them in or send them away.

use std::collections::HashMap;

use diesel::dsl::{count, count_star, max, min};
use diesel::prelude::*;
use store::Conn;

use super::{NotificationId, NotificationKind, Policy};
use crate::actor::{Actor, ActorId};
use crate::card::Card;
use crate::filter::{self, FilterContext};
use crate::live::Event;
use crate::object::{Object, ObjectId};
use crate::range::Range;
use crate::schema::notifications;
use crate::visibility;

/// What was held back of one sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The first notification that was held back, whose number names the request.
    pub id: NotificationId,
    /// Whose they are.
    pub from_id: ActorId,
    /// The last of them.
    pub newest: NotificationId,
    /// How many there are.
    pub count: i64,
}

/// A request with everything that is shown of it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What waits.
    pub request: Request,
    /// Who waits.
    pub from: Actor,
    /// What they wrote to the receiver last.
    pub last: Option<Card>,
}

type Row = (ActorId, Option<NotificationId>, Option<NotificationId>, i64);

impl Request {
    fn of_row((from_id, id, newest, count): Row) -> Option<Self> {
        Some(Self { id: id?, from_id, newest: newest?, count })
    }

    /// A part of the requests to an actor, the newest first.
    pub fn list(c: &mut Conn, to: ActorId, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let first = || min(notifications::id);
        let before = NotificationId(range.before.unwrap_or(i64::MAX));
        let floor = NotificationId(range.floor().unwrap_or(0));
        let requests = notifications::table
            .filter(notifications::actor_id.eq(to))
            .filter(notifications::filtered)
            .group_by(notifications::from_id)
            .having(first().lt(before).and(first().gt(floor)))
            .select((notifications::from_id, first(), max(notifications::id), count_star()))
            .limit(limit);
        let rows: Vec<Row> = match range.is_upward() {
            true => requests.order(first().asc()).load(c)?,
            false => requests.order(first().desc()).load(c)?,
        };
        Ok(range.arrange(rows.into_iter().filter_map(Self::of_row).collect()))
    }

    /// The request that holds a notification back.
    pub fn find(c: &mut Conn, to: ActorId, id: NotificationId) -> QueryResult<Option<Self>> {
        let held = notifications::table.filter(notifications::actor_id.eq(to)).filter(notifications::filtered);
        let from: Option<ActorId> =
            held.filter(notifications::id.eq(id)).select(notifications::from_id).first(c).optional()?;
        let Some(from) = from else { return Ok(None) };
        let row: Row = held
            .filter(notifications::from_id.eq(from))
            .group_by(notifications::from_id)
            .select((notifications::from_id, min(notifications::id), max(notifications::id), count_star()))
            .first(c)?;
        Ok(Self::of_row(row))
    }

    /// How many requests wait for an actor, and how many notifications in them.
    pub fn figures(c: &mut Conn, to: ActorId) -> QueryResult<(i64, i64)> {
        notifications::table
            .filter(notifications::actor_id.eq(to))
            .filter(notifications::filtered)
            .select((count(notifications::from_id).aggregate_distinct(), count_star()))
            .first(c)
    }

    /// Lets the sender in: what was held back is told, and from now on everything is.
    pub fn accept(&self, c: &mut Conn, to: ActorId) -> QueryResult<()> {
        Policy::permit(c, to, self.from_id)?;
        let held = notifications::table
            .filter(notifications::actor_id.eq(to))
            .filter(notifications::from_id.eq(self.from_id))
            .filter(notifications::filtered);
        diesel::update(held).set(notifications::filtered.eq(false)).execute(c)?;
        Event::Merged { to }.raise(c)
    }

    /// Sends the sender away: what was held back goes. Should they come again, they wait again.
    pub fn dismiss(&self, c: &mut Conn, to: ActorId) -> QueryResult<()> {
        let held = notifications::table
            .filter(notifications::actor_id.eq(to))
            .filter(notifications::from_id.eq(self.from_id))
            .filter(notifications::filtered);
        diesel::delete(held).execute(c)?;
        Ok(())
    }
}

impl Waiting {
    /// These requests with what is shown of them, in their order and in a constant number of queries. Whom nobody gets to see
    /// any more is left out.
    pub fn gather(c: &mut Conn, to: ActorId, requests: Vec<Request>) -> QueryResult<Vec<Self>> {
        let senders: Vec<ActorId> = requests.iter().map(|request| request.from_id).collect();
        let barred = visibility::barred(c, &senders)?;
        let mut people: HashMap<ActorId, Actor> =
            Actor::load(c, &senders)?.into_iter().map(|actor| (actor.id, actor)).collect();
        let mut said = said(c, to, &senders)?;
        Ok(requests
            .into_iter()
            .filter(|request| !barred.contains(&request.from_id))
            .filter_map(|request| {
                let from = people.remove(&request.from_id)?;
                Some(Self { request, from, last: said.remove(&request.from_id) })
            })
            .collect())
    }
}

/// What these wrote to the receiver last among what is held back, as far as it is to be seen.
fn said(c: &mut Conn, to: ActorId, senders: &[ActorId]) -> QueryResult<HashMap<ActorId, Card>> {
    let last: Vec<(ActorId, Option<ObjectId>)> = notifications::table
        .filter(notifications::actor_id.eq(to))
        .filter(notifications::filtered)
        .filter(notifications::from_id.eq_any(senders))
        .filter(notifications::kind.eq_any([NotificationKind::Mention, NotificationKind::Quote]))
        .group_by(notifications::from_id)
        .select((notifications::from_id, max(notifications::object_id)))
        .load(c)?;
    let ids: Vec<ObjectId> = last.into_iter().filter_map(|(_, id)| id).collect();
    let objects = Object::load(c, &ids)?;
    let objects = visibility::visible(c, Some(to), objects)?;
    let cards = Card::gather(c, Some(to), objects)?;
    let cards = filter::sift(c, Some(to), FilterContext::Notifications, cards)?;
    Ok(cards.into_iter().map(|card| (card.object.actor_id, card)).collect())
}
