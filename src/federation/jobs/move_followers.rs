//! Following an actor to where it moved.

use async_trait::async_trait;
use diesel::QueryResult;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use social::actor::{Actor, ActorId};
use social::follow::{Follow, FollowError};
use social::list::List;
use social::notification::{self, NotificationKind};
use social::schema::{actors, follows};
use store::Conn;
use store::jobs::{self, Failure, Job};
use store::uri::Hosts;

use crate::Federation;

/// Has the local followers of an actor follow the one that it moved to, and no longer the old one.
#[derive(Debug, Serialize, Deserialize)]
pub struct MoveFollowers {
    /// Who moved.
    pub from: ActorId,
    /// Where to. That both agree was checked before.
    pub to: ActorId,
}

impl MoveFollowers {
    /// Writes the job down, unless it waits already.
    pub fn later(c: &mut Conn, from: ActorId, to: ActorId) -> QueryResult<()> {
        jobs::enqueue_unique(c, &Self { from, to }, &format!("{from}-{to}"))
    }
}

#[async_trait]
impl Job for MoveFollowers {
    type Context = Federation;
    const NAME: &'static str = "federation.move-followers";

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let (from, to) = (self.from, self.to);
        let followers = federation.db.read(move |c| local_followers(c, from)).await?;
        for follower in followers {
            let hosts = federation.hosts.clone();
            federation.db.write(move |c| follow_on(c, &hosts, follower, from, to)).await?;
        }
        Ok(())
    }
}

fn local_followers(c: &mut Conn, of: ActorId) -> QueryResult<Vec<ActorId>> {
    follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::followed_id.eq(of))
        .filter(actors::stall.is_not_null())
        .filter(actors::deleted_at.is_null())
        .select(follows::follower_id)
        .load(c)
}

fn follow_on(c: &mut Conn, hosts: &Hosts, follower: ActorId, from: ActorId, to: ActorId) -> QueryResult<()> {
    let (actor, target) = (Actor::get(c, follower)?, Actor::get(c, to)?);
    let known = Follow::find(c, follower, to)?;
    let new = match Follow::request(c, hosts, &actor, &target) {
        Ok(new) => new,
        // Who blocks the new one, or is the new one, does not follow it; nor does anybody whose target is gone meanwhile.
        Err(FollowError::Database(error)) => return Err(error),
        Err(_) => return Ok(()),
    };
    if let Some(old) = Follow::find(c, follower, from)? {
        if known.is_none() {
            new.prefer(c, &old.manner())?;
        }
        List::succeed(c, follower, from, to)?;
        old.undo(c, hosts)?;
    }
    notification::notify(c, follower, NotificationKind::Move, from, None)
}
