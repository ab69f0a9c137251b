//! The end of an actor: nothing of it is kept but a tombstone.

use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, Json, clock, signal};

use super::{Actor, ActorId, Field};
use crate::media::{Media, MediaId};
use crate::outbox::{self, Audience};
use crate::schema::{
    actor_notes, actors, blocks, bookmarks, boosts, endorsements, follows, list_members, lists, mutes, notifications,
    objects, reactions, suggestion_dismissals, timeline_entries,
};
use crate::{collection_follow, correspondence, follow, follower, membership, participation, search};

impl Actor {
    /// Turns a local actor into a tombstone and tells everybody who may know it (`Delete`).
    pub fn delete(c: &mut Conn, hosts: &Hosts, id: ActorId) -> QueryResult<()> {
        let actor = Self::get(c, id)?;
        if actor.is_local() {
            outbox::write(
                c,
                hosts,
                &actor,
                outbox::delete(&actor.uri, vocab::Iri::new(&actor.uri)),
                None,
                Audience::everyone_known(),
            )?;
        }
        actor.erase(c)
    }

    /// Removes what an actor said and did and leaves a tombstone in its place.
    pub fn erase(&self, c: &mut Conn) -> QueryResult<()> {
        let id = self.id;
        let followed: Vec<ActorId> =
            follows::table.filter(follows::follower_id.eq(id)).select(follows::followed_id).load(c)?;
        let followers: Vec<ActorId> =
            follows::table.filter(follows::followed_id.eq(id)).select(follows::follower_id).load(c)?;
        let ended = correspondence::ended_by(c, id)?;
        search::forget_actor(c, id)?;
        Media::release(c, id)?;
        participation::forget(c, id)?;
        participation::dissolve_all(c, id)?;
        if self.is_local() {
            // Deliveries of the Delete still need to know whom to tell: the outbox expanded its audience in `write`.
            diesel::update(objects::table.filter(objects::actor_id.eq(id)).filter(objects::deleted_at.is_null()))
                .set((
                    objects::deleted_at.eq(clock::now()),
                    objects::content.eq(""),
                    objects::title.eq(None::<String>),
                    objects::summary.eq(None::<String>),
                    objects::source.eq(None::<String>),
                    objects::raw.eq(None::<String>),
                ))
                .execute(c)?;
        } else {
            diesel::delete(objects::table.filter(objects::actor_id.eq(id))).execute(c)?;
        }
        correspondence::forget(c, id)?;
        correspondence::fall_back(c, ended.into_iter().filter(|one| one.actor_id != id).collect())?;
        diesel::delete(timeline_entries::table.filter(timeline_entries::owner_id.eq(id))).execute(c)?;
        diesel::delete(
            timeline_entries::table.filter(timeline_entries::author_id.eq(id).or(timeline_entries::booster_id.eq(id))),
        )
        .execute(c)?;
        diesel::delete(follows::table.filter(follows::follower_id.eq(id).or(follows::followed_id.eq(id))))
            .execute(c)?;
        collection_follow::forget(c, id)?;
        self.leave_circles(c)?;
        membership::leave_all(c, id)?;
        diesel::delete(blocks::table.filter(blocks::blocker_id.eq(id).or(blocks::blocked_id.eq(id)))).execute(c)?;
        diesel::delete(mutes::table.filter(mutes::muter_id.eq(id).or(mutes::muted_id.eq(id)))).execute(c)?;
        diesel::delete(notifications::table.filter(notifications::actor_id.eq(id).or(notifications::from_id.eq(id))))
            .execute(c)?;
        diesel::delete(reactions::table.filter(reactions::actor_id.eq(id))).execute(c)?;
        diesel::delete(boosts::table.filter(boosts::actor_id.eq(id))).execute(c)?;
        diesel::delete(bookmarks::table.filter(bookmarks::actor_id.eq(id))).execute(c)?;
        diesel::update(actors::table.find(id))
            .set((
                actors::deleted_at.eq(clock::now()),
                actors::name.eq(""),
                actors::summary.eq(""),
                actors::note.eq(""),
                actors::fields.eq(Json(Vec::<Field>::new())),
                actors::avatar_id.eq(None::<MediaId>),
                actors::header_id.eq(None::<MediaId>),
                actors::followers_count.eq(0),
                actors::following_count.eq(0),
                actors::objects_count.eq(0),
            ))
            .execute(c)?;
        signal::raise(c, follower::SIGNAL);
        for other in followed.into_iter().chain(followers) {
            follow::recount(c, other)?;
        }
        Ok(())
    }

    /// Removes what it kept about others and others about it.
    fn leave_circles(&self, c: &mut Conn) -> QueryResult<()> {
        let id = self.id;
        diesel::delete(lists::table.filter(lists::actor_id.eq(id))).execute(c)?;
        diesel::delete(list_members::table.filter(list_members::actor_id.eq(id))).execute(c)?;
        diesel::delete(actor_notes::table.filter(actor_notes::actor_id.eq(id).or(actor_notes::about_id.eq(id))))
            .execute(c)?;
        let given = endorsements::actor_id.eq(id).or(endorsements::endorsed_id.eq(id));
        diesel::delete(endorsements::table.filter(given)).execute(c)?;
        let dismissed = suggestion_dismissals::actor_id.eq(id).or(suggestion_dismissals::dismissed_id.eq(id));
        diesel::delete(suggestion_dismissals::table.filter(dismissed)).execute(c)?;
        Ok(())
    }
}
