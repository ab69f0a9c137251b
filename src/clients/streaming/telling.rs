//! What a member is told, in the words of the API.

use std::sync::Arc;

use diesel::result::Error as DbError;
use host::App;
use host::social::live::{News, Place, Seen, Watcher};
use serde::Serialize;

use super::subscription::Subscription;
use crate::entities::View;

/// A message for a member, and the places that it belongs to.
pub(super) struct Message {
    places: Vec<Place>,
    event: &'static str,
    payload: Option<Arc<str>>,
}

/// A message of a stream.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// Which stream.
    pub(crate) stream: Arc<[String]>,
    /// What happened.
    pub(crate) event: &'static str,
    /// The entity as JSON, or an id.
    pub(crate) payload: Option<Arc<str>>,
}

impl Message {
    /// The same for each of these subscriptions that it belongs to.
    pub(super) fn to(&self, subscriptions: &[Subscription]) -> impl Iterator<Item = Told> {
        let belongs =
            |subscription: &&Subscription| subscription.places.iter().any(|place| self.places.contains(place));
        subscriptions.iter().filter(belongs).map(|subscription| Told {
            stream: Arc::clone(&subscription.stream),
            event: self.event,
            payload: self.payload.clone(),
        })
    }
}

/// What a member is told of the news.
pub(super) async fn to(app: &App, news: Arc<News>, watcher: Watcher) -> Result<Vec<Message>, DbError> {
    let Some(stall) = app.hosts.stall(watcher.stall) else { return Ok(Vec::new()) };
    let view = View::new(app, stall, Some(watcher.viewer));
    let sightings = app.db.read(move |c| news.show(c, &watcher)).await?;
    let mut messages = Vec::new();
    for sighting in sightings {
        let (event, payload) = match &sighting.what {
            Seen::Came(shown) => ("update", json(&view.shown(shown))?),
            Seen::Edited(card) => ("status.update", json(&view.status(card))?),
            Seen::Gone(entry) => ("delete", entry.to_string().into()),
            Seen::Notified(_) => continue,
            Seen::Filters => {
                messages.push(Message { places: sighting.places, event: "filters_changed", payload: None });
                continue;
            }
        };
        messages.push(Message { places: sighting.places, event, payload: Some(payload) });
    }
    Ok(messages)
}

fn json(entity: &impl Serialize) -> Result<Arc<str>, DbError> {
    let json = serde_json::to_string(entity).map_err(|error| DbError::SerializationError(error.into()))?;
    Ok(json.into())
}
