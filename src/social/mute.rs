//! Whom an actor does not want to read, without telling anybody.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock, snowflake};

use crate::actor::{Actor, ActorId};
use crate::cut;
use crate::range::Range;
use crate::schema::{actor_domain_blocks, actors, mutes};

store::id_type! {
    /// Names a mute.
    pub MuteId;
    /// Orders the hosts that an actor hid for itself.
    pub HiddenHostId;
}

/// A row of `mutes`.
#[derive(Debug, Clone, Queryable, Selectable)]
pub struct Mute {
    /// Its number here.
    pub id: MuteId,
    /// Who is muted.
    pub muted_id: ActorId,
    /// Whether notifications are held back too.
    pub notifications: bool,
    /// Until when; for good where unset.
    pub expires_at: Option<NaiveDateTime>,
}

impl Mute {
    /// Mutes an actor, or changes how.
    pub fn set(
        c: &mut Conn,
        muter: ActorId,
        muted: ActorId,
        notifications: bool,
        expires_at: Option<NaiveDateTime>,
    ) -> QueryResult<()> {
        diesel::insert_into(mutes::table)
            .values((
                mutes::id.eq(MuteId(snowflake::next())),
                mutes::muter_id.eq(muter),
                mutes::muted_id.eq(muted),
                mutes::notifications.eq(notifications),
                mutes::expires_at.eq(expires_at),
                mutes::created_at.eq(clock::now()),
            ))
            .on_conflict((mutes::muter_id, mutes::muted_id))
            .do_update()
            .set((mutes::notifications.eq(notifications), mutes::expires_at.eq(expires_at)))
            .execute(c)?;
        Ok(())
    }

    /// Mutes no more.
    pub fn lift(c: &mut Conn, muter: ActorId, muted: ActorId) -> QueryResult<()> {
        diesel::delete(mutes::table.filter(mutes::muter_id.eq(muter)).filter(mutes::muted_id.eq(muted))).execute(c)?;
        Ok(())
    }

    /// The mute in force between two actors.
    pub fn find(c: &mut Conn, muter: ActorId, muted: ActorId) -> QueryResult<Option<Self>> {
        mutes::table
            .filter(mutes::muter_id.eq(muter))
            .filter(mutes::muted_id.eq(muted))
            .filter(mutes::expires_at.is_null().or(mutes::expires_at.gt(clock::now())))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// Whom an actor mutes, last muted first.
    pub fn list(c: &mut Conn, muter: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(Self, Actor)>> {
        let muted = mutes::table
            .inner_join(actors::table.on(actors::id.eq(mutes::muted_id)))
            .filter(mutes::muter_id.eq(muter))
            .filter(mutes::expires_at.is_null().or(mutes::expires_at.gt(clock::now())))
            .select((Self::as_select(), Actor::as_select()));
        cut!(muted, mutes::id, range, limit).load(c).map(|rows| range.arrange(rows))
    }

    /// Drops the mutes that have run out.
    pub fn expire(c: &mut Conn) -> QueryResult<usize> {
        diesel::delete(mutes::table.filter(mutes::expires_at.le(clock::now()))).execute(c)
    }
}

/// Whom an actor does not want in its timelines: muted, or at a host that it blocked for itself.
pub fn unwanted(c: &mut Conn, viewer: ActorId, actors: &[ActorId]) -> QueryResult<HashSet<ActorId>> {
    let mut found: HashSet<ActorId> = mutes::table
        .filter(mutes::muter_id.eq(viewer))
        .filter(mutes::muted_id.eq_any(actors))
        .filter(mutes::expires_at.is_null().or(mutes::expires_at.gt(clock::now())))
        .select(mutes::muted_id)
        .load(c)?
        .into_iter()
        .collect();
    found.extend(
        actors::table
            .inner_join(actor_domain_blocks::table.on(actor_domain_blocks::host.eq(actors::host)))
            .filter(actor_domain_blocks::actor_id.eq(viewer))
            .filter(actors::id.eq_any(actors))
            .select(actors::id)
            .load::<ActorId>(c)?,
    );
    Ok(found)
}

/// Hides a whole host from one actor, or shows it again.
pub fn set_host(c: &mut Conn, actor: ActorId, host: &str, hidden: bool) -> QueryResult<()> {
    let host = host.trim().to_lowercase();
    if hidden {
        diesel::insert_into(actor_domain_blocks::table)
            .values((
                actor_domain_blocks::id.eq(HiddenHostId::next()),
                actor_domain_blocks::actor_id.eq(actor),
                actor_domain_blocks::host.eq(host),
                actor_domain_blocks::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
    } else {
        diesel::delete(actor_domain_blocks::table.find((actor, host))).execute(c)?;
    }
    Ok(())
}

/// The hosts that an actor hid for itself, last hidden first.
pub fn hosts(c: &mut Conn, actor: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(HiddenHostId, String)>> {
    let hidden = actor_domain_blocks::table
        .filter(actor_domain_blocks::actor_id.eq(actor))
        .select((actor_domain_blocks::id, actor_domain_blocks::host));
    cut!(hidden, actor_domain_blocks::id, range, limit).load(c).map(|rows| range.arrange(rows))
}
