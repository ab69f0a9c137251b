//! Reading what a remote actor pinned.

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::{Actor, ActorId};
use social::object::{Object, ObjectId};
use social::pin;
use store::Conn;
use store::jobs::{self, Failure, Job};
use vocab::{Iri, Ref};

use crate::Federation;
use crate::fetch::Budget;

/// How many pins of one actor are read.
const MOST: usize = 10;

/// Fetches the collection of what an actor pinned, and the objects in it.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchFeatured {
    /// The actor.
    pub actor: ActorId,
}

impl FetchFeatured {
    /// Writes the job down, unless it waits already.
    pub fn later(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        jobs::enqueue_unique(c, &Self { actor }, &actor.to_string())
    }
}

#[async_trait]
impl Job for FetchFeatured {
    type Context = Federation;
    const NAME: &'static str = "federation.fetch-featured";
    const ATTEMPTS: i32 = 3;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let id = self.actor;
        let Some(actor) = federation.db.read(move |c| Actor::find(c, id)).await? else { return Ok(()) };
        let Some(featured) = actor.featured.clone().filter(|_| !actor.is_local() && actor.is_present()) else {
            return Ok(());
        };
        let budget = Budget::default();
        let members = federation.members(Ref::Id(featured.into()), &Iri::from(actor.uri.as_str()), &budget).await;
        let mut pinned: Vec<ObjectId> = Vec::new();
        for uri in members.into_iter().take(MOST) {
            let known = uri.to_string();
            let object = match federation.db.read(move |c| Object::find_by_uri(c, &known)).await? {
                Some(known) => Some(known),
                None => federation.fetch_object(&uri, &budget).await.ok(),
            };
            pinned.extend(object.filter(|object| object.actor_id == id).map(|object| object.id));
        }
        Ok(federation.db.write(move |c| replace(c, id, &pinned)).await?)
    }
}

/// Makes these the pins of an actor. The first of them was pinned last.
fn replace(c: &mut Conn, actor: ActorId, pinned: &[ObjectId]) -> QueryResult<()> {
    for old in pin::list(c, actor)? {
        if !pinned.contains(&old.id) {
            pin::remove(c, actor, old.id)?;
        }
    }
    for object in pinned.iter().rev() {
        pin::record(c, actor, *object)?;
    }
    Ok(())
}
