//! What is taken over, written: what is new, and what changed of what came before.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::edit::ObjectEdit;
use host::social::object::{NewObject, Object, ObjectChange, ObjectId, Parts};
use host::social::quote::QuotePolicy;
use host::social::schema::{actors, objects, occasions};
use host::social::visibility::Visibility;
use host::statement::Desk;
use host::store::{Conn, clock};

use super::plan::{Event, Item};
use super::{Outcome, Taking};
use crate::federate::EVENT;
use crate::schema::events_imports;
use crate::subscription::SubscriptionId;

/// An event that came from a calendar.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = events_imports)]
struct Import {
    actor_id: ActorId,
    name: String,
    uid: String,
    recurrence_at: Option<NaiveDateTime>,
    object_id: ObjectId,
    sequence: i32,
    modified_at: Option<NaiveDateTime>,
    digest: String,
    subscription_id: Option<SubscriptionId>,
}

impl Taking {
    /// Takes a batch over.
    pub(super) fn take(
        self,
        c: &mut Conn,
        desk: &Desk,
        organiser: &Actor,
        items: &[Item],
    ) -> QueryResult<Vec<Outcome>> {
        let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
        let known: Vec<Import> = events_imports::table
            .filter(events_imports::actor_id.eq(organiser.id))
            .filter(events_imports::name.eq_any(&names))
            .select(Import::as_select())
            .load(c)?;
        let known: HashMap<&str, &Import> = known.iter().map(|import| (import.name.as_str(), import)).collect();
        let own = own(c, organiser.id, &names)?;
        let (mut outcomes, mut new) = (Vec::new(), Vec::new());
        for item in items {
            outcomes.push(match known.get(item.name.as_str()) {
                Some(import) => self.update(c, desk, organiser, item, import)?,
                // What was made here and comes back is here already.
                None if own.contains(&item.name) => Outcome::Unchanged,
                None => {
                    new.push(self.add(c, desk, organiser, item)?);
                    Outcome::Added
                }
            });
        }
        diesel::insert_into(events_imports::table).values(&new).execute(c)?;
        Ok(outcomes)
    }

    fn add(self, c: &mut Conn, desk: &Desk, organiser: &Actor, item: &Item) -> QueryResult<Import> {
        let event = &item.event;
        let new = NewObject {
            title: Some(event.title.clone()),
            content: event.html.clone(),
            source: Some(event.text.clone()),
            language: organiser.settings.0.language.clone(),
            quote_policy: QuotePolicy::Public,
            ..NewObject::local(&desk.hosts, organiser, EVENT, "Event", Visibility::Public)?
        };
        let object = Object::bring(c, &new, &event.parts(Parts::default()))?;
        name(c, object.id, item)?;
        Ok(self.import(organiser.id, object.id, item))
    }

    fn import(self, organiser: ActorId, object: ObjectId, item: &Item) -> Import {
        Import {
            actor_id: organiser,
            name: item.name.clone(),
            uid: item.uid.clone(),
            recurrence_at: item.recurrence,
            object_id: object,
            sequence: item.sequence,
            modified_at: item.modified,
            digest: item.digest.clone(),
            subscription_id: self.subscription,
        }
    }

    /// Deletes what came of a subscription, is still to come and is in its calendar no longer; says how much that was.
    pub(crate) fn withdraw(self, c: &mut Conn, desk: &Desk, names: &HashSet<String>) -> QueryResult<usize> {
        let Some(subscription) = self.subscription else { return Ok(0) };
        let organiser = Actor::get(c, self.organiser)?;
        let coming: Vec<(String, Object)> = events_imports::table
            .inner_join(objects::table.on(objects::id.eq(events_imports::object_id)))
            .inner_join(occasions::table.on(occasions::object_id.eq(events_imports::object_id)))
            .filter(events_imports::subscription_id.eq(subscription))
            .filter(objects::deleted_at.is_null())
            .filter(occasions::starts_at.gt(clock::now()))
            .select((events_imports::name, Object::as_select()))
            .load(c)?;
        let gone: Vec<_> = coming.into_iter().filter(|(name, _)| !names.contains(name)).collect();
        for (name, object) in &gone {
            object.delete(c, &desk.hosts, &organiser)?;
            // Should it come back, it is new.
            diesel::delete(events_imports::table.find((organiser.id, name))).execute(c)?;
        }
        Ok(gone.len())
    }

    /// Changes what came before, unless what is here is newer or was deleted.
    fn update(
        self,
        c: &mut Conn,
        desk: &Desk,
        organiser: &Actor,
        item: &Item,
        import: &Import,
    ) -> QueryResult<Outcome> {
        let older = item.version() < (import.sequence, import.modified_at);
        if older || item.digest == import.digest {
            return Ok(Outcome::Unchanged);
        }
        let object = Object::get(c, import.object_id)?;
        if object.deleted_at.is_some() {
            return Ok(Outcome::Unchanged);
        }
        ObjectEdit::keep(c, &object)?;
        let event = &item.event;
        let change = ObjectChange {
            title: Some(event.title.clone()),
            content: event.html.clone(),
            source: Some(event.text.clone()),
            edited_at: Some(clock::now()),
            ..object.unchanged()
        };
        let parts = event.parts(Parts::of(c, object.id)?);
        object.edit(c, &desk.hosts, organiser, &change, &parts, |c, object| desk.wire(c, object))?;
        name(c, object.id, item)?;
        let row = events_imports::table.find((import.actor_id, &import.name));
        diesel::update(row)
            .set((
                events_imports::sequence.eq(item.sequence),
                events_imports::modified_at.eq(item.modified),
                events_imports::digest.eq(&item.digest),
            ))
            .execute(c)?;
        Ok(Outcome::Changed)
    }
}

impl Event {
    fn parts(&self, parts: Parts) -> Parts {
        Parts {
            tags: self.tags.iter().cloned().collect(),
            place: self.place.clone(),
            occasion: Some(self.occasion.clone()),
            ..parts
        }
    }
}

/// Which of these names events have that an actor made here.
fn own(c: &mut Conn, organiser: ActorId, names: &[&str]) -> QueryResult<HashSet<String>> {
    let own = occasions::table
        .inner_join(objects::table.on(objects::id.eq(occasions::object_id)))
        .filter(objects::actor_id.eq(organiser))
        .filter(occasions::uid.eq_any(names))
        .select(occasions::uid);
    Ok(own.load(c)?.into_iter().collect())
}

/// Has an event the name and the number of changes that it has in other calendars.
fn name(c: &mut Conn, object: ObjectId, item: &Item) -> QueryResult<()> {
    let sequence: i32 = occasions::table.find(object).select(occasions::sequence).first(c)?;
    diesel::update(occasions::table.find(object))
        .set((occasions::uid.eq(&item.name), occasions::sequence.eq(sequence.max(item.sequence))))
        .execute(c)?;
    Ok(())
}

/// Lets go of what came for actors that are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone: Vec<ActorId> = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id).load(c)?;
    diesel::delete(events_imports::table.filter(events_imports::actor_id.eq_any(gone))).execute(c)?;
    Ok(())
}
