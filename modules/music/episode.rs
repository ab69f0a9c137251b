//! Episodes of podcasts elsewhere. Their sound stays where it is, and passes through this server when a subscriber hears it.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::store::{Conn, clock};

use crate::podcast::reading::MAX_EPISODES;
use crate::podcast::{Podcast, PodcastId};
use crate::schema::{music_episodes, music_podcasts, music_subscriptions};

host::store::id_type! {
    /// Names an episode; ordered by when it was first read.
    pub(crate) EpisodeId
}

/// A row of `music_episodes`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_episodes)]
pub(crate) struct Episode {
    pub(crate) id: EpisodeId,
    pub(crate) podcast_id: PodcastId,
    guid: String,
    pub(crate) title: String,
    /// HTML, made safe.
    pub(crate) description: String,
    /// Where the sound is.
    pub(crate) url: String,
    /// As the feed says: sound or film.
    pub(crate) media_type: String,
    /// In bytes; 0 where that is not known.
    pub(crate) size: i64,
    /// 0 where that is not known.
    pub(crate) duration_ms: i64,
    pub(crate) number: Option<i32>,
    pub(crate) season: Option<i32>,
    pub(crate) published_at: NaiveDateTime,
}

/// An episode as a feed tells of it.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset, Insertable)]
#[diesel(table_name = music_episodes)]
pub(crate) struct NewEpisode {
    pub(crate) guid: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) url: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    pub(crate) duration_ms: i64,
    pub(crate) number: Option<i32>,
    pub(crate) season: Option<i32>,
    /// None: the feed does not say.
    #[diesel(skip_insertion)]
    pub(crate) published_at: Option<NaiveDateTime>,
}

impl Episode {
    /// Takes over what a feed says, under the names that it gives them. What it no longer tells of stays, as long as it is among the
    /// newest.
    pub(crate) fn keep(c: &mut Conn, podcast: PodcastId, told: &[NewEpisode]) -> QueryResult<()> {
        let known: HashMap<String, Self> =
            Self::of(c, podcast)?.into_iter().map(|episode| (episode.guid.clone(), episode)).collect();
        for new in told {
            match known.get(&new.guid) {
                Some(old) if old.says(new) => {}
                Some(old) => {
                    diesel::update(music_episodes::table.find(old.id)).set(new).execute(c)?;
                }
                None => {
                    diesel::insert_into(music_episodes::table)
                        .values((
                            music_episodes::id.eq(EpisodeId::next()),
                            music_episodes::podcast_id.eq(podcast),
                            new.clone(),
                            music_episodes::published_at.eq(new.published_at.unwrap_or_else(clock::now)),
                        ))
                        .on_conflict_do_nothing()
                        .execute(c)?;
                }
            }
        }
        let old: Vec<EpisodeId> = Self::of(c, podcast)?.into_iter().skip(MAX_EPISODES).map(|old| old.id).collect();
        diesel::delete(music_episodes::table.filter(music_episodes::id.eq_any(old))).execute(c).map(drop)
    }

    fn says(&self, new: &NewEpisode) -> bool {
        let told = NewEpisode {
            guid: self.guid.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            url: self.url.clone(),
            media_type: self.media_type.clone(),
            size: self.size,
            duration_ms: self.duration_ms,
            number: self.number,
            season: self.season,
            published_at: new.published_at.map(|_| self.published_at),
        };
        told == *new
    }

    /// Those of a podcast, the newest first.
    pub(crate) fn of(c: &mut Conn, podcast: PodcastId) -> QueryResult<Vec<Self>> {
        music_episodes::table
            .filter(music_episodes::podcast_id.eq(podcast))
            .order((music_episodes::published_at.desc(), music_episodes::id.desc()))
            .select(Self::as_select())
            .load(c)
    }

    /// The newest ones of what a member is subscribed to, each with its podcast.
    pub(crate) fn newest(c: &mut Conn, actor: ActorId, limit: i64, offset: i64) -> QueryResult<Vec<(Self, Podcast)>> {
        music_episodes::table
            .inner_join(music_podcasts::table.on(music_podcasts::id.eq(music_episodes::podcast_id)))
            .inner_join(music_subscriptions::table.on(music_subscriptions::podcast_id.eq(music_podcasts::id)))
            .filter(music_subscriptions::actor_id.eq(actor))
            .order((music_episodes::published_at.desc(), music_episodes::id.desc()))
            .select((Self::as_select(), Podcast::as_select()))
            .limit(limit)
            .offset(offset)
            .load(c)
    }

    /// One of what a member is subscribed to, with its podcast.
    pub(crate) fn find(c: &mut Conn, actor: ActorId, id: EpisodeId) -> QueryResult<Option<(Self, Podcast)>> {
        music_episodes::table
            .inner_join(music_podcasts::table.on(music_podcasts::id.eq(music_episodes::podcast_id)))
            .inner_join(music_subscriptions::table.on(music_subscriptions::podcast_id.eq(music_podcasts::id)))
            .filter(music_subscriptions::actor_id.eq(actor))
            .filter(music_episodes::id.eq(id))
            .select((Self::as_select(), Podcast::as_select()))
            .first(c)
            .optional()
    }
}
