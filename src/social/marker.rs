//! Markers: how far an actor has read a timeline, so that another device goes on there.

#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock};

use crate::actor::ActorId;
use crate::notification::{Notification, NotificationId};
use crate::schema::markers;

store::text_enum! {
    /// What is read.
    pub MarkedTimeline {
        /// The home timeline, by the ids of its entries.
        Home = "home",
        /// Notifications, by their ids.
        Notifications = "notifications",
    }
}

/// A row of `markers`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Marker {
    /// Who reads.
    pub actor_id: ActorId,
    /// What is read.
    pub timeline: MarkedTimeline,
    /// The newest id that was read.
    pub last_read_id: i64,
    /// How often it was moved.
    pub version: i32,
    /// When it was last moved.
    pub updated_at: NaiveDateTime,
}

impl Marker {
    /// The markers of an actor on some timelines.
    pub fn of(c: &mut Conn, actor: ActorId, timelines: &[MarkedTimeline]) -> QueryResult<Vec<Self>> {
        markers::table
            .filter(markers::actor_id.eq(actor))
            .filter(markers::timeline.eq_any(timelines))
            .order(markers::timeline)
            .select(Self::as_select())
            .load(c)
    }

    /// How far an actor has read a timeline; 0 where it does not say.
    pub fn place(c: &mut Conn, actor: ActorId, timeline: MarkedTimeline) -> QueryResult<i64> {
        let place = markers::table.find((actor, timeline)).select(markers::last_read_id).first(c).optional()?;
        Ok(place.unwrap_or(0))
    }

    /// Moves a marker forward, where it is not there yet.
    pub fn advance(c: &mut Conn, actor: ActorId, timeline: MarkedTimeline, last_read: i64) -> QueryResult<()> {
        if Self::place(c, actor, timeline)? < last_read {
            Self::set(c, actor, timeline, last_read)?;
        }
        Ok(())
    }

    /// Moves a marker, forward or back. Notifications up to it count as seen on pages too.
    pub fn set(c: &mut Conn, actor: ActorId, timeline: MarkedTimeline, last_read: i64) -> QueryResult<Self> {
        if timeline == MarkedTimeline::Notifications {
            Notification::read_up_to(c, actor, NotificationId(last_read))?;
        }
        let place = (markers::last_read_id.eq(last_read), markers::updated_at.eq(clock::now()));
        diesel::insert_into(markers::table)
            .values((markers::actor_id.eq(actor), markers::timeline.eq(timeline), markers::version.eq(0), place))
            .on_conflict((markers::actor_id, markers::timeline))
            .do_update()
            .set((place, markers::version.eq(markers::version + 1)))
            .returning(Self::as_returning())
            .get_result(c)
    }
}
