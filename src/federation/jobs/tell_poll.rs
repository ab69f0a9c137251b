//! Telling how a poll stands.

use async_trait::async_trait;
use chrono::TimeDelta;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::Actor;
use social::object::{Object, ObjectId};
use social::outbox::{self, Audience};
use store::jobs::{self, Failure, Job};
use store::{Conn, clock};

use crate::Federation;
use crate::object;

/// How long votes are gathered before others are told of them, in seconds.
const GATHERING: i64 = 60;

/// Tells the figures of a local poll by `Update` to whom the question was sent and to those who voted.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellPoll {
    /// The question.
    pub object: ObjectId,
}

impl TellPoll {
    /// Writes the job down, due in a minute, unless it waits already.
    pub fn later(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        jobs::enqueue_unique_at(c, &Self { object }, &object.to_string(), clock::now() + TimeDelta::seconds(GATHERING))
    }
}

#[async_trait]
impl Job for TellPoll {
    type Context = Federation;
    const NAME: &'static str = "federation.tell-poll";

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let (federation, id) = (federation.clone(), self.object);
        let db = federation.db.clone();
        let told = db.write(move |c| match Object::find(c, id)?.filter(|object| object.deleted_at.is_none()) {
            Some(object) => tell(c, &federation, &object),
            None => Ok(()),
        });
        Ok(told.await?)
    }
}

/// Writes the `Update` of a question down.
pub(super) fn tell(c: &mut Conn, federation: &Federation, object: &Object) -> QueryResult<()> {
    let author = Actor::get(c, object.actor_id)?;
    let Ok(document) = object::to_wire(c, &federation.hosts, &federation.kinds, object) else {
        // Its stall is switched off: nobody is told.
        return Ok(());
    };
    let audience = Audience::of_object(c, object)?.with_touched(c, object.id)?;
    outbox::update(c, &federation.hosts, &author, object, document, audience)?;
    Ok(())
}
