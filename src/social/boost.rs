//! Boosts: an actor passes an object on to its followers.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock, snowflake};
use vocab::ActivityType;

use crate::actor::{Actor, ActorId};
use crate::live;
use crate::notification::{self, NotificationKind};
use crate::object::{Object, ObjectId};
use crate::outbox::{self, Audience};
use crate::range::Range;
use crate::schema::{actors, boosts, objects};
use crate::timeline::EntryId;
use crate::visibility::Visibility;
use crate::{cut, timeline};

store::id_type! {
    /// Names a boost; ordered by when it was made.
    pub BoostId
}

/// A row of `boosts`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
pub struct Boost {
    /// Its number here.
    pub id: BoostId,
    /// The id of its `Announce` activity.
    pub uri: String,
    /// Who boosts.
    pub actor_id: ActorId,
    /// What is boosted.
    pub object_id: ObjectId,
    /// How far it reaches.
    pub visibility: Visibility,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

impl Boost {
    /// The boost of an object by an actor.
    pub fn find(c: &mut Conn, actor: ActorId, object: ObjectId) -> QueryResult<Option<Self>> {
        boosts::table
            .filter(boosts::actor_id.eq(actor))
            .filter(boosts::object_id.eq(object))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// One that must exist.
    pub fn get(c: &mut Conn, id: BoostId) -> QueryResult<Self> {
        boosts::table.find(id).select(Self::as_select()).first(c)
    }

    /// By the id of its activity.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        boosts::table.filter(boosts::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// A local actor boosts an object; followers and the author are told.
    /// Errors: `NotFound` where the object may not be boosted by this actor.
    pub fn make(
        c: &mut Conn,
        hosts: &Hosts,
        actor: &Actor,
        object: &Object,
        visibility: Visibility,
    ) -> QueryResult<Self> {
        if !object.may_boost(actor.id) {
            return Err(diesel::result::Error::NotFound);
        }
        if let Some(known) = Self::find(c, actor.id, object.id)? {
            return Ok(known);
        }
        // A boost reaches no further than what it boosts.
        let visibility = if object.visibility == Visibility::Followers { Visibility::Followers } else { visibility };
        let id = BoostId(snowflake::next());
        let uri: String = actor.home(hosts)?.activity(id).into();
        let boost = Self::record(c, id, &uri, actor.id, object, visibility, clock::now())?;
        let author = Actor::get(c, object.actor_id)?;
        let announce = outbox::announce(actor, &boost, object, &author);
        let audience = Audience { followers: true, ..Audience::of([author.id]) };
        outbox::write(c, hosts, actor, announce, Some(object.id), audience)?;
        Ok(boost)
    }

    /// A remote actor boosts an object.
    pub fn receive(
        c: &mut Conn,
        uri: &str,
        actor: ActorId,
        object: &Object,
        visibility: Visibility,
        at: NaiveDateTime,
    ) -> QueryResult<()> {
        if Self::find(c, actor, object.id)?.is_none() && object.may_boost(actor) {
            let id = BoostId(snowflake::at(at.and_utc()));
            Self::record(c, id, uri, actor, object, visibility, at)?;
        }
        Ok(())
    }

    fn record(
        c: &mut Conn,
        id: BoostId,
        uri: &str,
        actor: ActorId,
        object: &Object,
        visibility: Visibility,
        at: NaiveDateTime,
    ) -> QueryResult<Self> {
        let boost: Self = diesel::insert_into(boosts::table)
            .values((
                boosts::id.eq(id),
                boosts::uri.eq(uri),
                boosts::actor_id.eq(actor),
                boosts::object_id.eq(object.id),
                boosts::visibility.eq(visibility),
                boosts::created_at.eq(at),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        diesel::update(objects::table.find(object.id))
            .set(objects::boosts_count.eq(objects::boosts_count + 1))
            .execute(c)?;
        notification::notify(c, object.actor_id, NotificationKind::Boost, actor, Some(object.id))?;
        timeline::spread_boost(c, &boost, object)?;
        live::boosted(c, &boost)?;
        Ok(boost)
    }

    /// A local actor takes a boost back; who was told of it is told.
    pub fn undo(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<()> {
        let (actor, object) = (Actor::get(c, self.actor_id)?, Object::get(c, self.object_id)?);
        let author = Actor::get(c, object.actor_id)?;
        self.end(c)?;
        let announce = outbox::announce(&actor, self, &object, &author);
        let (to, cc) = (announce.to.clone(), announce.cc.clone());
        let mut undo = outbox::embed(ActivityType::Undo, &actor.uri, announce);
        undo.to = to;
        undo.cc = cc;
        let audience = Audience { followers: true, ..Audience::of([author.id]) };
        outbox::write(c, hosts, &actor, undo, Some(object.id), audience)?;
        Ok(())
    }

    /// Removes the boost.
    pub fn end(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(self).execute(c)?;
        diesel::update(objects::table.find(self.object_id))
            .set(objects::boosts_count.eq(objects::boosts_count - 1))
            .execute(c)?;
        let owners = timeline::withdraw_boost(c, self)?;
        live::withdrawn(c, EntryId(self.id.0), self.object_id, &owners)?;
        notification::withdraw_about(c, NotificationKind::Boost, self.actor_id, self.object_id)
    }

    /// Who boosts an object, the last first, with the boost to page by.
    pub fn actors(c: &mut Conn, object: ObjectId, range: Range, limit: i64) -> QueryResult<Vec<(BoostId, Actor)>> {
        let who = boosts::table
            .inner_join(actors::table.on(actors::id.eq(boosts::actor_id)))
            .filter(boosts::object_id.eq(object))
            .select((boosts::id, Actor::as_select()));
        Ok(range.arrange(cut!(who, boosts::id, range, limit).load(c)?))
    }

    /// The boosts of an actor, newest first.
    pub fn of_actor(c: &mut Conn, actor: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(Self, Object)>> {
        let own = boosts::table
            .inner_join(objects::table.on(objects::id.eq(boosts::object_id)))
            .filter(boosts::actor_id.eq(actor))
            .select((Self::as_select(), Object::as_select()));
        Ok(range.arrange(cut!(own, boosts::id, range, limit).load(c)?))
    }
}
