//! Ending polls.

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::Actor;
use social::outbox::{self, Audience};
use social::poll::Poll;
use store::Conn;
use store::jobs::{Failure, Job};

use crate::Federation;
use crate::object;

/// Ends the polls whose time has come, and tells the last figures of local ones by `Update`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ClosePolls;

#[async_trait]
impl Job for ClosePolls {
    type Context = Federation;
    const NAME: &'static str = "federation.close-polls";

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let federation = federation.clone();
        let db = federation.db.clone();
        Ok(db.write(move |c| close(c, &federation)).await?)
    }
}

fn close(c: &mut Conn, federation: &Federation) -> QueryResult<()> {
    for object in Poll::close_due(c)? {
        let author = Actor::get(c, object.actor_id)?;
        let Ok(document) = object::to_wire(c, &federation.hosts, &federation.kinds, &object) else {
            // Its stall is switched off: nobody is told.
            continue;
        };
        let audience = Audience::of_object(c, &object)?.with_touched(c, object.id)?;
        outbox::update(c, &federation.hosts, &author, &object, document, audience)?;
    }
    Ok(())
}
