//! What one actor shows, one story after the other, as one viewer comes to it.

use std::collections::{BTreeMap, HashSet};

use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::follow::FollowState;
use host::social::mute;
use host::social::schema::follows;
use host::store::{Conn, clock};

use super::{Story, StoryId, view};
use crate::schema::photos_stories;

/// How many actors' stories are shown at once.
const MOST: usize = 60;

/// The stories of one actor.
#[derive(Debug, Clone)]
pub(crate) struct Reel {
    /// Who shows them.
    pub author: Actor,
    /// The stories, the oldest first; never none.
    pub stories: Vec<Story>,
    /// Those that the viewer has seen.
    seen: HashSet<StoryId>,
}

impl Reel {
    /// The one of an actor; none where there is nothing for the viewer to see.
    pub(crate) fn of(c: &mut Conn, viewer: ActorId, author: Actor) -> QueryResult<Option<Self>> {
        let stories = Story::of(c, author.id)?;
        let stories = Story::visible(c, viewer, stories)?;
        Self::gather(c, viewer, vec![author], stories).map(|mut reels| reels.pop())
    }

    /// Those of whom the viewer follows: first those with something new, of these and of the others the latest first. Who is
    /// muted is left out.
    pub(crate) fn followed(c: &mut Conn, viewer: ActorId) -> QueryResult<Vec<Self>> {
        let followed = follows::table
            .filter(follows::follower_id.eq(viewer))
            .filter(follows::state.eq(FollowState::Accepted))
            .filter(follows::followed_id.ne(viewer))
            .select(follows::followed_id);
        let shown: Vec<Story> = photos_stories::table
            .filter(photos_stories::expires_at.gt(clock::now()))
            .filter(photos_stories::actor_id.eq_any(followed))
            .order(photos_stories::id)
            .select(Story::as_select())
            .load(c)?;
        let shown = Story::visible(c, viewer, shown)?;
        let authors: HashSet<ActorId> = shown.iter().map(|story| story.actor_id).collect();
        let authors: Vec<ActorId> = authors.into_iter().collect();
        let unwanted = mute::unwanted(c, viewer, &authors)?;
        let mut authors = Actor::load(c, &authors)?;
        authors.retain(|author| !unwanted.contains(&author.id));
        let mut reels = Self::gather(c, viewer, authors, shown)?;
        reels.sort_by_key(|reel| (reel.is_seen(), std::cmp::Reverse(reel.stories.last().map(|story| story.id))));
        reels.truncate(MOST);
        Ok(reels)
    }

    /// Of these authors those who show some of these stories.
    fn gather(c: &mut Conn, viewer: ActorId, authors: Vec<Actor>, stories: Vec<Story>) -> QueryResult<Vec<Self>> {
        let ids: Vec<StoryId> = stories.iter().map(|story| story.id).collect();
        let seen = view::seen(c, viewer, &ids)?;
        let mut by_author: BTreeMap<ActorId, Vec<Story>> = BTreeMap::new();
        for story in stories {
            by_author.entry(story.actor_id).or_default().push(story);
        }
        let reel = |author: Actor| {
            let stories = by_author.remove(&author.id)?;
            // One's own are known.
            let known = |story: &&Story| author.id == viewer || seen.contains(&story.id);
            Some(Self { seen: stories.iter().filter(known).map(|story| story.id).collect(), stories, author })
        };
        Ok(authors.into_iter().filter_map(reel).collect())
    }

    /// Whether the viewer has seen one of them.
    pub(crate) fn has_seen(&self, story: StoryId) -> bool {
        self.seen.contains(&story)
    }

    /// Whether the viewer has seen all of it.
    pub(crate) fn is_seen(&self) -> bool {
        self.seen.len() == self.stories.len()
    }

    /// Where the viewer goes on: the first that is new, else the first.
    pub(crate) fn begins(&self) -> Option<&Story> {
        self.stories.iter().find(|story| !self.seen.contains(&story.id)).or_else(|| self.stories.first())
    }

    /// The place of a story in it, from 0.
    pub(crate) fn place(&self, story: StoryId) -> Option<usize> {
        self.stories.iter().position(|other| other.id == story)
    }
}
