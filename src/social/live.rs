//! Live events: what those who are looking are told at once, on every node.
//!
//! An event says what changed by its ids and nothing else, so that writing one costs next to nothing where nobody looks. Who
//! is told, and what they may see of it, is found out when it is passed on, by a node that somebody is connected to.
//! Events are not kept: who was not there reads the timelines.

mod news;
mod place;
mod sight;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::QueryResult;
use diesel::result::Error;
use serde::{Deserialize, Serialize};
use store::{Conn, clock, signal};

pub use news::News;
pub use place::{Part, Place, Watcher};
pub use sight::{Seen, Sighting};

use crate::actor::ActorId;
use crate::boost::{Boost, BoostId};
use crate::notification::NotificationId;
use crate::object::{Object, ObjectId};
use crate::timeline::EntryId;

/// The topic that live events travel under.
pub const TOPIC: &str = "live";

/// How old may be what is still news: a thread that is fetched from elsewhere brings what is long known there.
const NEWS: TimeDelta = TimeDelta::hours(6);

/// How many owners of timelines one event names: an id takes 22 bytes of [`signal::LONGEST_PAYLOAD`].
const OWNERS: usize = 300;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// An object was published, or boosted: it is in the timelines that it belongs in.
    Arrived {
        /// What is shown.
        object: ObjectId,
        /// The boost that brought it.
        boost: Option<BoostId>,
    },
    /// An object was edited.
    Edited {
        /// Which.
        object: ObjectId,
    },
    /// An object, or a boost of it, was taken back, and out of the timelines that it was in.
    Gone {
        /// What it was in them.
        entry: EntryId,
        /// What was shown: a tombstone by now, unless only a boost ended.
        object: ObjectId,
        /// Whose timelines it was in. Where they are too many for one event, others follow.
        owners: Vec<ActorId>,
    },
    /// An actor was notified.
    Notified {
        /// Who.
        to: ActorId,
        /// Of what.
        notification: NotificationId,
    },
    /// An actor let somebody in: what was held back of them is among its notifications.
    Merged {
        /// Who.
        to: ActorId,
    },
    /// An actor changed its filters.
    Filters {
        /// Who.
        of: ActorId,
    },
}

impl Event {
    /// Tells of it once what was written with it is committed.
    pub(crate) fn raise(&self, c: &mut Conn) -> QueryResult<()> {
        let payload = serde_json::to_string(self).map_err(|error| Error::SerializationError(error.into()))?;
        signal::raise_with(c, TOPIC, payload)
    }

    /// The event of a payload; none for what a node of another version tells and this one does not know.
    pub fn read(payload: &str) -> Option<Self> {
        serde_json::from_str(payload).ok()
    }
}

/// Tells that an object was published, if that is news.
pub(crate) fn arrived(c: &mut Conn, object: &Object) -> QueryResult<()> {
    match is_news(object.published_at) {
        true => Event::Arrived { object: object.id, boost: None }.raise(c),
        false => Ok(()),
    }
}

/// Tells that an object was boosted, if that is news.
pub(crate) fn boosted(c: &mut Conn, boost: &Boost) -> QueryResult<()> {
    match is_news(boost.created_at) {
        true => Event::Arrived { object: boost.object_id, boost: Some(boost.id) }.raise(c),
        false => Ok(()),
    }
}

/// Tells that an object is gone: out of these timelines, each by the entry that it had there.
pub(crate) fn gone(c: &mut Conn, object: ObjectId, places: Vec<(EntryId, ActorId)>) -> QueryResult<()> {
    // Where it was in no timeline, there may still be who saw it in another way: a list, a notification.
    let mut entries = BTreeMap::from([(EntryId(object.0), Vec::new())]);
    for (entry, owner) in places {
        entries.entry(entry).or_default().push(owner);
    }
    entries.into_iter().try_for_each(|(entry, owners)| withdrawn(c, entry, object, &owners))
}

/// Tells that an entry is gone from the timelines of these owners.
pub(crate) fn withdrawn(c: &mut Conn, entry: EntryId, object: ObjectId, owners: &[ActorId]) -> QueryResult<()> {
    let (first, further) = owners.split_at(owners.len().min(OWNERS));
    Event::Gone { entry, object, owners: first.to_vec() }.raise(c)?;
    further.chunks(OWNERS).try_for_each(|owners| Event::Gone { entry, object, owners: owners.to_vec() }.raise(c))
}

fn is_news(at: NaiveDateTime) -> bool {
    clock::now() - at < NEWS
}
