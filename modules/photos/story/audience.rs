//! Who may see a story: who follows its author, as for everything that is addressed to followers.

use std::collections::HashSet;

use diesel::prelude::*;
use host::social::account::{Account, Role};
use host::social::actor::{Actor, ActorId};
use host::social::media::MediaId;
use host::social::visibility;
use host::store::{Conn, clock};

use super::Story;
use crate::schema::photos_stories;

impl Story {
    /// Of these stories those that the viewer may see, in their order.
    pub(crate) fn visible(c: &mut Conn, viewer: ActorId, stories: Vec<Self>) -> QueryResult<Vec<Self>> {
        let authors: HashSet<ActorId> = stories.iter().map(|story| story.actor_id).collect();
        let authors: Vec<ActorId> = authors.into_iter().collect();
        let showing = visibility::showing_followers(c, Some(viewer), &authors)?;
        Ok(stories.into_iter().filter(|story| showing.contains(&story.actor_id)).collect())
    }

    /// Whether the viewer may see it.
    pub(crate) fn is_for(&self, c: &mut Conn, viewer: ActorId) -> QueryResult<bool> {
        Ok(visibility::showing_followers(c, Some(viewer), &[self.actor_id])?.contains(&self.actor_id))
    }

    /// Whether the viewer is a moderator who was asked to look at it.
    pub(crate) fn is_to_be_judged_by(&self, c: &mut Conn, viewer: ActorId) -> QueryResult<bool> {
        if !self.reported {
            return Ok(false);
        }
        let account = Actor::get(c, viewer)?.account_id;
        let account = account.map_or(Ok(None), |id| Account::find(c, id))?;
        Ok(account.is_some_and(|account| account.role >= Role::Moderator))
    }
}

/// Whether a file is the picture of a story that the viewer may see.
pub(crate) fn shows_file(c: &mut Conn, viewer: Option<ActorId>, media: MediaId) -> QueryResult<bool> {
    let Some(viewer) = viewer else { return Ok(false) };
    let story: Option<Story> = photos_stories::table
        .filter(photos_stories::media_id.eq(media))
        .filter(photos_stories::expires_at.gt(clock::now()))
        .select(Story::as_select())
        .first(c)
        .optional()?;
    story.map_or(Ok(false), |story| Ok(story.is_for(c, viewer)? || story.is_to_be_judged_by(c, viewer)?))
}
