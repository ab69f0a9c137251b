//! Whom an actor shuts out: neither sees the other any more.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock, snowflake};
use vocab::{ActivityType, Iri};

use crate::actor::{Actor, ActorId};
use crate::follow::Follow;
use crate::outbox::{self, Audience};
use crate::range::Range;
use crate::schema::{actors, blocks};
use crate::{collection_follow, cut, notification, timeline};

store::id_type! {
    /// Names a block.
    pub BlockId
}

/// A row of `blocks`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
pub struct Block {
    /// Its number here.
    pub id: BlockId,
    /// The id of its `Block` activity.
    pub uri: String,
    /// Who blocks.
    pub blocker_id: ActorId,
    /// Who is blocked.
    pub blocked_id: ActorId,
    /// Since when.
    pub created_at: NaiveDateTime,
}

impl Block {
    /// The block of one actor against another.
    pub fn find(c: &mut Conn, blocker: ActorId, blocked: ActorId) -> QueryResult<Option<Self>> {
        blocks::table
            .filter(blocks::blocker_id.eq(blocker))
            .filter(blocks::blocked_id.eq(blocked))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// By the id of its activity.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        blocks::table.filter(blocks::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// A local actor blocks another; a remote one is told.
    pub fn set(c: &mut Conn, hosts: &Hosts, blocker: &Actor, blocked: &Actor) -> QueryResult<Self> {
        if let Some(known) = Self::find(c, blocker.id, blocked.id)? {
            return Ok(known);
        }
        let id = BlockId(snowflake::next());
        let uri: String = blocker.home(hosts)?.activity(id).into();
        // Their follow of us is refused by name first: some peers do not act on Block.
        if let Some(follow) = Follow::find(c, blocked.id, blocker.id)? {
            follow.reject(c, hosts)?;
        }
        if let Some(follow) = Follow::find(c, blocker.id, blocked.id)? {
            follow.undo(c, hosts)?;
        }
        for follow in collection_follow::between(c, blocked.id, blocker.id)? {
            follow.reject(c, hosts)?;
        }
        for follow in collection_follow::between(c, blocker.id, blocked.id)? {
            follow.undo(c, hosts)?;
        }
        let block = Self::record(c, id, &uri, blocker.id, blocked.id)?;
        if !blocked.is_local() {
            outbox::write(c, hosts, blocker, block.activity(blocker, blocked), None, Audience::of([blocked.id]))?;
        }
        Ok(block)
    }

    /// A remote actor blocks a local one.
    pub fn receive(c: &mut Conn, uri: &str, blocker: &Actor, blocked: &Actor) -> QueryResult<()> {
        if Self::find(c, blocker.id, blocked.id)?.is_some() {
            return Ok(());
        }
        for (one, other) in [(blocker.id, blocked.id), (blocked.id, blocker.id)] {
            if let Some(follow) = Follow::find(c, one, other)? {
                follow.end(c)?;
            }
            for follow in collection_follow::between(c, one, other)? {
                follow.end(c)?;
            }
        }
        Self::record(c, BlockId(snowflake::next()), uri, blocker.id, blocked.id)?;
        Ok(())
    }

    fn record(c: &mut Conn, id: BlockId, uri: &str, blocker: ActorId, blocked: ActorId) -> QueryResult<Self> {
        let block = diesel::insert_into(blocks::table)
            .values((
                blocks::id.eq(id),
                blocks::uri.eq(uri),
                blocks::blocker_id.eq(blocker),
                blocks::blocked_id.eq(blocked),
                blocks::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        for (one, other) in [(blocker, blocked), (blocked, blocker)] {
            timeline::withdraw(c, one, other)?;
            notification::withdraw(c, one, other)?;
        }
        Ok(block)
    }

    /// A local actor blocks no more; a remote one is told.
    pub fn undo(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        self.end(c)?;
        let (blocker, blocked) = (Actor::get(c, self.blocker_id)?, Actor::get(c, self.blocked_id)?);
        if !blocked.is_local() {
            let undo = outbox::embed(ActivityType::Undo, &blocker.uri, self.activity(&blocker, &blocked));
            outbox::write(c, hosts, &blocker, undo, None, Audience::of([blocked.id]))?;
        }
        Ok(())
    }

    /// Removes the block.
    pub fn end(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(self).execute(c)?;
        Ok(())
    }

    /// Whom an actor blocks, last blocked first.
    pub fn list(c: &mut Conn, blocker: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(Self, Actor)>> {
        let blocked = blocks::table
            .inner_join(actors::table.on(actors::id.eq(blocks::blocked_id)))
            .filter(blocks::blocker_id.eq(blocker))
            .select((Self::as_select(), Actor::as_select()));
        cut!(blocked, blocks::id, range, limit).load(c).map(|rows| range.arrange(rows))
    }

    fn activity(&self, blocker: &Actor, blocked: &Actor) -> vocab::Activity {
        let mut block = outbox::about(ActivityType::Block, &blocker.uri, &blocked.uri);
        block.id = Some(Iri::new(&self.uri));
        block
    }
}
