//! Who has seen a story, and liked it.

use std::collections::HashSet;

use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::schema::actors;
use host::social::visibility;
use host::store::{Conn, clock};

use super::{Story, StoryId};
use crate::schema::photos_story_views;

/// How many of those who saw a story are listed.
const LISTED: i64 = 500;

/// Somebody who saw a story.
#[derive(Debug, Clone)]
pub(crate) struct Onlooker {
    /// Who.
    pub actor: Actor,
    /// Whether they liked it.
    pub liked: bool,
}

impl Story {
    /// Somebody saw it. True the first time; its author's own looks do not count.
    pub(crate) fn see(&self, c: &mut Conn, viewer: ActorId) -> QueryResult<bool> {
        if viewer == self.actor_id {
            return Ok(false);
        }
        let new = diesel::insert_into(photos_story_views::table)
            .values((
                photos_story_views::story_id.eq(self.id),
                photos_story_views::actor_id.eq(viewer),
                photos_story_views::liked.eq(false),
                photos_story_views::seen_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(new > 0)
    }

    /// Somebody likes it. True the first time.
    pub(crate) fn like(&self, c: &mut Conn, fan: ActorId) -> QueryResult<bool> {
        self.see(c, fan)?;
        let cool = photos_story_views::table.find((self.id, fan)).filter(photos_story_views::liked.eq(false));
        Ok(diesel::update(cool).set(photos_story_views::liked.eq(true)).execute(c)? > 0)
    }

    /// Whether somebody likes it.
    pub(crate) fn is_liked_by(&self, c: &mut Conn, fan: ActorId) -> QueryResult<bool> {
        let liked = photos_story_views::table.find((self.id, fan)).filter(photos_story_views::liked.eq(true));
        diesel::select(diesel::dsl::exists(liked)).get_result(c)
    }

    /// Who saw it, those last who came last; who is kept out, or blocked since, is left out.
    pub(crate) fn onlookers(&self, c: &mut Conn) -> QueryResult<Vec<Onlooker>> {
        let seen: Vec<(Actor, bool)> = photos_story_views::table
            .inner_join(actors::table.on(actors::id.eq(photos_story_views::actor_id)))
            .filter(photos_story_views::story_id.eq(self.id))
            .order((photos_story_views::seen_at, photos_story_views::actor_id))
            .limit(LISTED)
            .select((Actor::as_select(), photos_story_views::liked))
            .load(c)?;
        let ids: Vec<ActorId> = seen.iter().map(|(actor, _)| actor.id).collect();
        let mut out = visibility::barred(c, &ids)?;
        out.extend(visibility::blocked_among(c, self.actor_id, &ids)?);
        let seen = seen.into_iter().filter(|(actor, _)| !out.contains(&actor.id));
        Ok(seen.map(|(actor, liked)| Onlooker { actor, liked }).collect())
    }
}

/// Which of these stories the viewer has seen.
pub(super) fn seen(c: &mut Conn, viewer: ActorId, stories: &[StoryId]) -> QueryResult<HashSet<StoryId>> {
    let seen = photos_story_views::table
        .filter(photos_story_views::actor_id.eq(viewer))
        .filter(photos_story_views::story_id.eq_any(stories))
        .select(photos_story_views::story_id);
    Ok(seen.load(c)?.into_iter().collect())
}
