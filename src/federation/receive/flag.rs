//! `Flag`: another server asks the moderators here to look at a local actor or its objects.

use social::actor::Actor;
use social::object::Object;
use social::report::Report;
use social::visibility;
use store::Conn;

use super::{Arrival, Outcome, Verdict};

/// How many things of one report are looked up.
const MOST: usize = 50;

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let (mut targets, mut objects): (Vec<Actor>, Vec<Object>) = (Vec::new(), Vec::new());
    for id in got.activity.object_ids().take(MOST) {
        if let Some(actor) = got.local_actor(c, id)? {
            targets.push(actor);
        } else if let Some(object) = Object::find_by_uri(c, id.as_str())?.filter(Object::is_local) {
            objects.push(object);
        }
    }
    // A report is no way to find out what one may not read.
    let objects = visibility::visible(c, Some(got.actor.id), objects)?;
    for object in &objects {
        if !targets.iter().any(|target| target.id == object.actor_id) {
            targets.push(Actor::get(c, object.actor_id)?);
        }
    }
    let words = got.activity.content.as_deref().or(got.activity.summary.as_deref()).unwrap_or_default();
    for target in &targets {
        let own: Vec<Object> = objects.iter().filter(|object| object.actor_id == target.id).cloned().collect();
        let uri = if targets.len() == 1 { got.id() } else { format!("{}#{}", got.id(), target.id) };
        Report::receive(c, &uri, got.actor.id, target.id, &own, words)?;
    }
    if targets.is_empty() { Verdict::ignored("it is about nobody here") } else { Ok(Verdict::Accepted) }
}
