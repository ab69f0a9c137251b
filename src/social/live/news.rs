//! What some events are about, read once for everybody who looks, and whom each concerns.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use store::Conn;

use super::Event;
use super::place::{Part, Place, Watcher};
use crate::actor::ActorId;
use crate::boost::BoostId;
use crate::list::ListId;
use crate::notification::NotificationId;
use crate::object::{Object, ObjectId};
use crate::schema::{actors, list_members, media, mentions, object_tags, tags, timeline_entries};
use crate::timeline::{Entry, EntryId};
use crate::visibility::Visibility;

/// Events with what they are about.
#[derive(Debug, Default)]
pub struct News {
    events: Vec<Event>,
    objects: HashMap<ObjectId, Object>,
    /// The places of the objects in timelines, by owner.
    entries: HashMap<ActorId, Vec<Entry>>,
    tags: HashMap<ObjectId, HashSet<String>>,
    with_media: HashSet<ObjectId>,
    mentioned: HashSet<(ObjectId, ActorId)>,
    /// Authors who are kept out of public timelines.
    silenced: HashSet<ActorId>,
    /// Of the lists that somebody looks at those authors that are on them.
    listed: HashSet<(ListId, ActorId)>,
}

/// Something that happened at a place, as far as can be said before asking what the viewer may see and wants to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lead {
    Came(Entry),
    Edited(Entry),
    Gone(EntryId),
    Notified(NotificationId),
    Merged,
    Filters,
}

impl News {
    /// Reads what events are about in a constant number of queries; `lists` are those that somebody looks at.
    pub fn read(c: &mut Conn, events: Vec<Event>, lists: &[ListId]) -> QueryResult<Self> {
        let ids: HashSet<ObjectId> = events.iter().filter_map(Event::object).collect();
        let ids: Vec<ObjectId> = ids.into_iter().collect();
        if ids.is_empty() {
            return Ok(Self { events, ..Self::default() });
        }
        let objects: HashMap<_, _> = Object::load(c, &ids)?.into_iter().map(|object| (object.id, object)).collect();
        let authors: HashSet<ActorId> = objects.values().map(|object| object.actor_id).collect();
        let authors: Vec<ActorId> = authors.into_iter().collect();
        Ok(Self {
            events,
            objects,
            entries: entries(c, &ids)?,
            tags: tags_of(c, &ids)?,
            with_media: media::table
                .filter(media::object_id.eq_any(&ids))
                .select(media::object_id.assume_not_null())
                .load(c)?
                .into_iter()
                .collect(),
            mentioned: mentions::table
                .filter(mentions::object_id.eq_any(&ids))
                .select((mentions::object_id, mentions::actor_id))
                .load(c)?
                .into_iter()
                .collect(),
            silenced: actors::table
                .filter(actors::id.eq_any(&authors))
                .filter(actors::silenced_at.is_not_null())
                .select(actors::id)
                .load(c)?
                .into_iter()
                .collect(),
            listed: list_members::table
                .filter(list_members::list_id.eq_any(lists))
                .filter(list_members::actor_id.eq_any(&authors))
                .select((list_members::list_id, list_members::actor_id))
                .load(c)?
                .into_iter()
                .collect(),
        })
    }

    /// What happened at the places that somebody looks at, in its order.
    pub(super) fn leads(&self, watcher: &Watcher) -> Vec<(Lead, Place)> {
        let mut leads = Vec::new();
        for event in &self.events {
            for place in &watcher.places {
                if let Some(lead) = self.lead(event, watcher, place) {
                    let lead = (lead, place.clone());
                    // Owners of timelines may be too many for one event.
                    if !leads.contains(&lead) {
                        leads.push(lead);
                    }
                }
            }
        }
        leads
    }

    fn lead(&self, event: &Event, watcher: &Watcher, place: &Place) -> Option<Lead> {
        match event {
            Event::Arrived { object, boost } => {
                let object = self.objects.get(object)?;
                self.place_of(object, *boost, watcher, place).map(Lead::Came)
            }
            Event::Edited { object } => {
                let object = self.objects.get(object)?;
                self.shows(object, watcher, place).then(|| Lead::Edited(plain(watcher.viewer, object)))
            }
            Event::Gone { entry, object, owners } => {
                self.showed(*entry, *object, owners, watcher, place).then_some(Lead::Gone(*entry))
            }
            Event::Notified { to, notification } => {
                (*to == watcher.viewer && *place == Place::Notifications).then_some(Lead::Notified(*notification))
            }
            Event::Merged { to } => (*to == watcher.viewer && *place == Place::Notifications).then_some(Lead::Merged),
            Event::Filters { of } => (*of == watcher.viewer && *place == Place::Home).then_some(Lead::Filters),
        }
    }

    /// Where what arrived stands at a place. Boosts come to home timelines only.
    fn place_of(&self, object: &Object, boost: Option<BoostId>, watcher: &Watcher, place: &Place) -> Option<Entry> {
        let id = EntryId(boost.map_or(object.id.0, |boost| boost.0));
        match place {
            Place::Home => self.entries.get(&watcher.viewer)?.iter().find(|entry| entry.id == id).cloned(),
            _ if boost.is_some() => None,
            _ => self.shows(object, watcher, place).then(|| plain(watcher.viewer, object)),
        }
    }

    fn is_in_timeline(&self, owner: ActorId, object: ObjectId) -> bool {
        self.entries.get(&owner).is_some_and(|entries| entries.iter().any(|entry| entry.object_id == object))
    }

    fn is_to(&self, object: &Object, viewer: ActorId) -> bool {
        object.actor_id == viewer || self.mentioned.contains(&(object.id, viewer))
    }

    /// Whether an object belongs to a place, by the rules that its timeline is read by.
    fn shows(&self, object: &Object, watcher: &Watcher, place: &Place) -> bool {
        let (public, silenced) = (object.visibility == Visibility::Public, self.silenced.contains(&object.actor_id));
        let here = object.stall.as_deref() == Some(watcher.stall);
        match place {
            Place::Home => self.is_in_timeline(watcher.viewer, object.id),
            Place::Notifications => false,
            Place::Public { part, with_media } => {
                let belongs = match part {
                    Part::All => self.is_in_timeline(watcher.federated, object.id),
                    Part::Local => here && object.in_reply_to_uri.is_none() && !silenced,
                    Part::Remote => !here && self.is_in_timeline(watcher.federated, object.id),
                };
                public && belongs && (!with_media || self.with_media.contains(&object.id))
            }
            Place::Tag { name, local } => {
                let tagged = self.tags.get(&object.id).is_some_and(|tags| tags.contains(name));
                public && tagged && !silenced && (here || !local)
            }
            Place::List(list) => {
                let listed = self.listed.contains(&(*list, object.actor_id));
                listed && object.in_reply_to_uri.is_none() && object.visibility != Visibility::Direct
            }
            Place::Direct => object.visibility == Visibility::Direct && self.is_to(object, watcher.viewer),
        }
    }

    /// Whether what is gone may have been seen at a place. Of a tombstone less is known than of an object, and clients pass
    /// over what they do not show.
    fn showed(&self, entry: EntryId, object: ObjectId, owners: &[ActorId], watcher: &Watcher, place: &Place) -> bool {
        let owned = |owner: ActorId| owners.contains(&owner);
        let itself = entry.0 == object.0;
        let Some(object) = self.objects.get(&object).filter(|_| itself) else {
            return *place == Place::Home && owned(watcher.viewer);
        };
        let public = object.visibility == Visibility::Public;
        let here = object.stall.as_deref() == Some(watcher.stall);
        match place {
            Place::Home => owned(watcher.viewer) || self.is_to(object, watcher.viewer),
            Place::Notifications | Place::Direct => false,
            Place::Public { part: Part::All, .. } => public && owned(watcher.federated),
            Place::Public { part: Part::Local, .. } => public && here,
            Place::Public { part: Part::Remote, .. } => public && !here && owned(watcher.federated),
            Place::Tag { local, .. } => public && (here || !local),
            Place::List(list) => {
                self.listed.contains(&(*list, object.actor_id)) && object.visibility != Visibility::Direct
            }
        }
    }
}

impl Event {
    /// The object that it is about.
    fn object(&self) -> Option<ObjectId> {
        match self {
            Self::Arrived { object, .. } | Self::Edited { object } | Self::Gone { object, .. } => Some(*object),
            Self::Notified { .. } | Self::Merged { .. } | Self::Filters { .. } => None,
        }
    }
}

/// An object in a timeline that nobody keeps.
fn plain(owner: ActorId, object: &Object) -> Entry {
    Entry {
        owner_id: owner,
        id: EntryId(object.id.0),
        object_id: object.id,
        author_id: object.actor_id,
        boost_id: None,
        booster_id: None,
    }
}

fn entries(c: &mut Conn, ids: &[ObjectId]) -> QueryResult<HashMap<ActorId, Vec<Entry>>> {
    let rows: Vec<Entry> =
        timeline_entries::table.filter(timeline_entries::object_id.eq_any(ids)).select(Entry::as_select()).load(c)?;
    let mut entries = HashMap::<_, Vec<_>>::new();
    for entry in rows {
        entries.entry(entry.owner_id).or_default().push(entry);
    }
    Ok(entries)
}

fn tags_of(c: &mut Conn, ids: &[ObjectId]) -> QueryResult<HashMap<ObjectId, HashSet<String>>> {
    let rows: Vec<(ObjectId, String)> = object_tags::table
        .inner_join(tags::table.on(tags::id.eq(object_tags::tag_id)))
        .filter(object_tags::object_id.eq_any(ids))
        .select((object_tags::object_id, tags::name))
        .load(c)?;
    let mut tags = HashMap::<_, HashSet<_>>::new();
    for (object, tag) in rows {
        tags.entry(object).or_default().insert(tag);
    }
    Ok(tags)
}
