//! Groups: actors that several people act for, such as who organises events.

#[cfg(test)]
mod tests;

use diesel::prelude::*;
use store::Conn;
use store::uri::Hosts;

use crate::account::{Name, NameError};
use crate::actor::{Actor, ActorId, ActorKind, NewActor};
use crate::key::NewKey;
use crate::membership::{Membership, MembershipError, Role};
use crate::schema::{actors, groups};
use crate::visibility;

store::text_enum! {
    /// Who may join a group (Mobilizon's `openness`).
    pub Openness {
        /// Whom it asks.
        InviteOnly = "invite_only",
        /// Who asks, with the consent of those who run it.
        Moderated = "moderated",
        /// Whoever wants to.
        Open = "open",
    }
}

/// A row of `groups`: what an actor of the kind has that others have not.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Group {
    /// The actor.
    pub actor_id: ActorId,
    /// Who may join.
    pub openness: Openness,
    /// Whether it is the club itself: who administers the club runs it.
    pub club: bool,
    /// How many belong to one elsewhere, as far as its server tells.
    pub members_count: i64,
}

/// A group about to be founded.
#[derive(Debug, Clone)]
pub struct NewGroup<'a> {
    /// The stall it lives at.
    pub stall: &'a str,
    /// The part of its handle before the host.
    pub username: &'a Name,
    /// What it is called.
    pub name: &'a str,
    /// Who may join.
    pub openness: Openness,
    /// Its key pairs; made beforehand, because making one takes a tenth of a second.
    pub keys: &'a [NewKey],
}

/// Why a group was not founded.
#[derive(Debug, thiserror::Error)]
pub enum FoundError {
    /// Its name cannot be had.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl From<MembershipError> for FoundError {
    fn from(error: MembershipError) -> Self {
        match error {
            MembershipError::Database(error) => Self::Database(error),
            // Nobody is refused where nobody is yet.
            _ => Self::Database(diesel::result::Error::RollbackTransaction),
        }
    }
}

impl Group {
    /// What an actor has as a group; none where it is no group of ours, nor one elsewhere that is known.
    pub fn find(c: &mut Conn, actor: ActorId) -> QueryResult<Option<Self>> {
        groups::table.find(actor).select(Self::as_select()).first(c).optional()
    }

    /// Founds one. Its founder administers it and follows it.
    pub fn found(c: &mut Conn, hosts: &Hosts, founder: &Actor, new: &NewGroup<'_>) -> Result<Actor, FoundError> {
        let group = Self::establish(c, hosts, new, false)?;
        Membership::begin(c, hosts, &group, founder, Role::Administrator)?;
        Ok(group)
    }

    /// The group that stands for the club at a stall.
    pub fn of_club(c: &mut Conn, stall: &str) -> QueryResult<Option<Actor>> {
        groups::table
            .inner_join(actors::table.on(actors::id.eq(groups::actor_id)))
            .filter(groups::club.eq(true))
            .filter(actors::stall.eq(stall))
            .filter(actors::deleted_at.is_null())
            .select(Actor::as_select())
            .first(c)
            .optional()
    }

    /// Makes the group that stands for the club at a stall; who administers the club runs it. What there is is given back.
    pub fn found_club(c: &mut Conn, hosts: &Hosts, new: &NewGroup<'_>) -> Result<Actor, FoundError> {
        match Self::of_club(c, new.stall)? {
            Some(known) => Ok(known),
            None => Self::establish(c, hosts, new, true),
        }
    }

    fn establish(c: &mut Conn, hosts: &Hosts, new: &NewGroup<'_>, club: bool) -> Result<Actor, FoundError> {
        // The club may be called as no member may be.
        if !club && new.username.is_reserved() {
            return Err(NameError::Reserved.into());
        }
        if new.username.is_taken(c)? {
            return Err(NameError::Taken.into());
        }
        let actor = NewActor {
            stall: new.stall,
            account_id: None,
            kind: ActorKind::Group,
            username: new.username.as_str(),
            name: new.name,
            keys: new.keys,
        };
        let actor = Actor::create(c, hosts, &actor)?;
        diesel::insert_into(groups::table)
            .values((groups::actor_id.eq(actor.id), groups::openness.eq(new.openness), groups::club.eq(club)))
            .execute(c)?;
        Ok(actor)
    }

    /// Says who may join.
    pub fn set_openness(c: &mut Conn, group: ActorId, openness: Openness) -> QueryResult<()> {
        diesel::update(groups::table.find(group)).set(groups::openness.eq(openness)).execute(c)?;
        Ok(())
    }

    /// Keeps what another server tells of a group of its own.
    pub fn note(c: &mut Conn, group: ActorId, openness: Openness, members: i64) -> QueryResult<()> {
        let told = (groups::openness.eq(openness), groups::members_count.eq(members.max(0)));
        diesel::insert_into(groups::table)
            .values((groups::actor_id.eq(group), told.0, told.1))
            .on_conflict(groups::actor_id)
            .do_update()
            .set(told)
            .execute(c)?;
        Ok(())
    }

    /// The living groups of a stall, by name.
    pub fn at_stall(c: &mut Conn, stall: &str, limit: i64) -> QueryResult<Vec<Actor>> {
        let found: Vec<Actor> = groups::table
            .inner_join(actors::table.on(actors::id.eq(groups::actor_id)))
            .filter(actors::stall.eq(stall))
            .filter(actors::deleted_at.is_null())
            .order((groups::club.desc(), actors::username))
            .limit(limit)
            .select(Actor::as_select())
            .load(c)?;
        let ids: Vec<ActorId> = found.iter().map(|group| group.id).collect();
        let barred = visibility::barred(c, &ids)?;
        Ok(found.into_iter().filter(|group| !barred.contains(&group.id)).collect())
    }
}
