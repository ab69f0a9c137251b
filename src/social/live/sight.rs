//! What somebody gets to see of the news: visibility, mutes, blocks and filters hold as they do for whoever reads a timeline.

use std::collections::{HashMap, HashSet};

use diesel::QueryResult;
use store::Conn;

use super::News;
use super::news::Lead;
use super::place::{Place, Watcher};
use crate::card::{Card, Shown};
use crate::filter::{self, FilterContext};
use crate::notification::NotificationId;
use crate::timeline::{self, Entry, EntryId};

/// Something that is to be seen at some places.
#[derive(Debug, Clone)]
pub struct Sighting {
    /// Where.
    pub places: Vec<Place>,
    /// What.
    pub what: Seen,
}

/// What is to be seen.
#[derive(Debug, Clone)]
pub enum Seen {
    /// An object came, or a boost of one.
    Came(Box<Shown>),
    /// An object was edited.
    Edited(Box<Card>),
    /// What stood there is gone.
    Gone(EntryId),
    /// The viewer was notified.
    Notified(NotificationId),
    /// The viewer's filters changed.
    Filters,
}

impl News {
    /// Whether anything happened where somebody looks. Asks no database.
    pub fn concern(&self, watcher: &Watcher) -> bool {
        !self.leads(watcher).is_empty()
    }

    /// What of that somebody may see, and wants to: each thing once, with all the places that it is to be seen at.
    pub fn show(&self, c: &mut Conn, watcher: &Watcher) -> QueryResult<Vec<Sighting>> {
        let leads = self.leads(watcher);
        let shown = shown(c, watcher, &leads)?;
        let mut sightings: Vec<(Lead, FilterContext, Sighting)> = Vec::new();
        for (lead, place) in leads {
            let context = place.context();
            let seen = |entry: &Entry| shown.get(&(context, entry.id));
            let what = match &lead {
                Lead::Came(entry) => seen(entry).map(|shown| Seen::Came(Box::new(shown.clone()))),
                Lead::Edited(entry) => seen(entry).map(|shown| Seen::Edited(Box::new(shown.card.clone()))),
                Lead::Gone(entry) => Some(Seen::Gone(*entry)),
                Lead::Notified(notification) => Some(Seen::Notified(*notification)),
                Lead::Filters => Some(Seen::Filters),
            };
            let known = sightings.iter_mut().find(|(other, where_, _)| *other == lead && *where_ == context);
            match (known, what) {
                (Some((_, _, known)), _) => known.places.push(place),
                (None, Some(what)) => sightings.push((lead, context, Sighting { places: vec![place], what })),
                (None, None) => {}
            }
        }
        Ok(sightings.into_iter().map(|(_, _, sighting)| sighting).collect())
    }
}

/// What the viewer may see and wants to of what came and was edited, by the filters that hold.
fn shown(
    c: &mut Conn,
    watcher: &Watcher,
    leads: &[(Lead, Place)],
) -> QueryResult<HashMap<(FilterContext, EntryId), Shown>> {
    let mut entries: HashMap<EntryId, Entry> = HashMap::new();
    let mut wanted: HashMap<FilterContext, HashSet<EntryId>> = HashMap::new();
    for (lead, place) in leads {
        if let Lead::Came(entry) | Lead::Edited(entry) = lead {
            entries.insert(entry.id, entry.clone());
            wanted.entry(place.context()).or_default().insert(entry.id);
        }
    }
    if entries.is_empty() {
        return Ok(HashMap::new());
    }
    let viewer = Some(watcher.viewer);
    let entries = timeline::sift(c, viewer, entries.into_values().collect())?;
    let cards = Card::of_entries(c, viewer, entries)?;
    let mut shown = HashMap::new();
    for (context, ids) in wanted {
        let there = cards.iter().filter(|card| ids.contains(&card.entry.id)).cloned().collect();
        for kept in filter::sift(c, viewer, context, there)? {
            shown.insert((context, kept.entry.id), kept);
        }
    }
    Ok(shown)
}
