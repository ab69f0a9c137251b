//! What a member is told, in the words of the API.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::result::Error as DbError;
use host::App;
use host::social::actor::ActorId;
use host::social::conversation::ConversationId;
use host::social::correspondence::{Correspondence, Talk};
use host::social::live::{News, Place, Seen, Sighting, Watcher};
use host::social::notification::{self, Notification, NotificationId};
use host::store::Conn;
use serde::Serialize;

use super::subscription::Subscription;
use crate::entities::{View, is_for_clients};

/// A message for a member, and the places that it belongs to.
pub(super) struct Message {
    pub(super) places: Vec<Place>,
    pub(super) event: &'static str,
    pub(super) payload: Option<Arc<str>>,
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
    let (sightings, about) = app
        .db
        .read(move |c| {
            let sightings = news.show(c, &watcher)?;
            let about = About::gather(c, watcher.viewer, &sightings)?;
            Ok::<_, DbError>((sightings, about))
        })
        .await?;
    let mut messages = Vec::new();
    for Sighting { places, what } in sightings {
        let (event, payload) = match &what {
            Seen::Came(shown) if places.contains(&Place::Direct) => {
                // Clients read direct messages by the conversations that they are in.
                let Some(talk) = about.talks.get(&shown.card.object.conversation_id) else { continue };
                ("conversation", Some(json(&view.conversation(talk))?))
            }
            Seen::Came(shown) => ("update", Some(json(&view.shown(shown))?)),
            Seen::Edited(card) => ("status.update", Some(json(&view.status(card))?)),
            Seen::Gone(entry) => ("delete", Some(entry.to_string().into())),
            Seen::Notified(id) => {
                let Some(told) = about.notifications.get(id) else { continue };
                ("notification", Some(json(&view.notification(told))?))
            }
            Seen::Merged => ("notifications_merged", None),
            Seen::Filters => ("filters_changed", None),
        };
        messages.push(Message { places, event, payload });
    }
    Ok(messages)
}

/// What is shown of what was only named.
struct About {
    notifications: HashMap<NotificationId, notification::Told>,
    talks: HashMap<ConversationId, Talk>,
}

impl About {
    fn gather(c: &mut Conn, viewer: ActorId, sightings: &[Sighting]) -> Result<Self, DbError> {
        let (mut notifications, mut talks) = (Vec::new(), Vec::new());
        for Sighting { places, what } in sightings {
            match what {
                Seen::Notified(id) => notifications.extend(Notification::find(c, viewer, *id)?),
                Seen::Came(shown) if places.contains(&Place::Direct) => {
                    talks.extend(Correspondence::find(c, viewer, shown.card.object.conversation_id)?);
                }
                _ => {}
            }
        }
        notifications.retain(|notification| is_for_clients(notification.kind));
        let notifications = notification::Told::gather(c, viewer, notifications)?;
        let talks = if talks.is_empty() { Vec::new() } else { Talk::gather(c, viewer, talks)? };
        Ok(Self {
            notifications: notifications.into_iter().map(|told| (told.notification.id, told)).collect(),
            talks: talks.into_iter().map(|talk| (talk.correspondence.conversation_id, talk)).collect(),
        })
    }
}

/// An entity as it is told.
pub(super) fn json(entity: &impl Serialize) -> Result<Arc<str>, DbError> {
    let json = serde_json::to_string(entity).map_err(|error| DbError::SerializationError(error.into()))?;
    Ok(json.into())
}
