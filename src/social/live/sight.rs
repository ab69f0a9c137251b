//! What somebody gets to see of the news: visibility, mutes and blocks hold as they do for whoever reads
//! a timeline, and what filters find is marked.

use std::collections::HashMap;

use diesel::QueryResult;
use store::Conn;

use super::News;
use super::news::Lead;
use super::place::{Place, Watcher};
use crate::card::{Card, Shown};
use crate::filter;
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
    /// What was held back from the viewer is among the notifications.
    Merged,
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
        let mut sightings: Vec<(Lead, Sighting)> = Vec::new();
        for (lead, place) in leads {
            let seen = |entry: &Entry| shown.get(&entry.id);
            let what = match &lead {
                Lead::Came(entry) => seen(entry).map(|shown| Seen::Came(Box::new(shown.clone()))),
                Lead::Edited(entry) => seen(entry).map(|shown| Seen::Edited(Box::new(shown.card.clone()))),
                Lead::Gone(entry) => Some(Seen::Gone(*entry)),
                Lead::Notified(notification) => Some(Seen::Notified(*notification)),
                Lead::Merged => Some(Seen::Merged),
                Lead::Filters => Some(Seen::Filters),
            };
            let known = sightings.iter_mut().find(|(other, _)| *other == lead);
            match (known, what) {
                (Some((_, known)), _) => known.places.push(place),
                (None, Some(what)) => sightings.push((lead, Sighting { places: vec![place], what })),
                (None, None) => {}
            }
        }
        Ok(sightings.into_iter().map(|(_, sighting)| sighting).collect())
    }
}

/// What the viewer may see of what came and was edited, with what their filters find in it.
fn shown(c: &mut Conn, watcher: &Watcher, leads: &[(Lead, Place)]) -> QueryResult<HashMap<EntryId, Shown>> {
    let came = leads.iter().filter_map(|(lead, _)| match lead {
        Lead::Came(entry) | Lead::Edited(entry) => Some((entry.id, entry.clone())),
        _ => None,
    });
    let entries: HashMap<EntryId, Entry> = came.collect();
    if entries.is_empty() {
        return Ok(HashMap::new());
    }
    let viewer = Some(watcher.viewer);
    let entries = timeline::sift(c, viewer, entries.into_values().collect())?;
    let cards = Card::of_entries(c, viewer, entries)?;
    let marked = filter::mark(c, viewer, cards)?;
    Ok(marked.into_iter().map(|shown| (shown.entry.id, shown)).collect())
}
