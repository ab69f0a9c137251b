//! Stories as programs know them.

use diesel::QueryResult;
use host::social::actor::{Actor, ActorId};
use host::social::media::Media;
use host::statement::Desk;
use host::store::Conn;
use host::store::uri::Hosts;
use host::story::{NewStory, Shown, Stories, StoryError};

use crate::story::{Reel, Story, StoryId, path_of};

/// The stories of this stall.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfADay;

/// A story that the member may see.
fn seen(c: &mut Conn, me: ActorId, id: i64) -> Result<Story, StoryError> {
    let story = Story::find(c, StoryId(id))?.ok_or(StoryError::Missing)?;
    if story.is_for(c, me)? { Ok(story) } else { Err(StoryError::Missing) }
}

/// A story of the member's own.
fn own(c: &mut Conn, me: ActorId, id: i64) -> Result<Story, StoryError> {
    Story::find(c, StoryId(id))?.filter(|story| story.actor_id == me).ok_or(StoryError::Missing)
}

fn shown(c: &mut Conn, me: ActorId, reel: Reel) -> QueryResult<host::story::Reel> {
    let mine = reel.author.id == me;
    let mut stories = Vec::new();
    for story in &reel.stories {
        let Some(media) = Media::find(c, story.media_id)? else { continue };
        stories.push(Shown {
            id: story.id.into(),
            media,
            seconds: story.seconds,
            seen: reel.has_seen(story.id),
            onlookers: mine.then(|| story.onlookers(c)).transpose()?.map(|onlookers| onlookers.len()),
            created_at: story.created_at,
        });
    }
    Ok(host::story::Reel { path: path_of(&reel.author), author: reel.author, stories })
}

impl Stories for OfADay {
    fn own(&self, c: &mut Conn, me: &Actor) -> QueryResult<host::story::Reel> {
        match Reel::of(c, me.id, me.clone())? {
            Some(reel) => shown(c, me.id, reel),
            None => Ok(host::story::Reel { author: me.clone(), path: path_of(me), stories: Vec::new() }),
        }
    }

    fn followed(&self, c: &mut Conn, me: ActorId) -> QueryResult<Vec<host::story::Reel>> {
        Reel::followed(c, me)?.into_iter().map(|reel| shown(c, me, reel)).collect()
    }

    fn show(&self, c: &mut Conn, hosts: &Hosts, me: &Actor, new: &NewStory) -> Result<i64, StoryError> {
        Ok(Story::publish(c, hosts, me, new)?.id.into())
    }

    fn look(&self, c: &mut Conn, hosts: &Hosts, me: ActorId, id: i64) -> Result<(), StoryError> {
        Ok(seen(c, me, id)?.look(c, hosts, me)?)
    }

    fn answer(&self, c: &mut Conn, desk: &Desk, me: &Actor, id: i64, words: &str) -> Result<(), StoryError> {
        let story = seen(c, me.id, id)?;
        let author = Actor::get(c, story.actor_id)?;
        if author.id == me.id {
            return Err(StoryError::Missing);
        }
        Ok(story.answer(c, desk, (me, &author), words.trim())?)
    }

    fn onlookers(&self, c: &mut Conn, me: ActorId, id: i64) -> Result<Vec<Actor>, StoryError> {
        let onlookers = own(c, me, id)?.onlookers(c)?;
        Ok(onlookers.into_iter().map(|onlooker| onlooker.actor).collect())
    }

    fn remove(&self, c: &mut Conn, hosts: &Hosts, me: ActorId, id: i64) -> Result<(), StoryError> {
        Ok(own(c, me, id)?.withdraw(c, hosts)?)
    }
}
