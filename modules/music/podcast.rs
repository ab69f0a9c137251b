//! A podcast elsewhere, as its feed tells of it. It is read once for all members who subscribed to it, and goes with the last of them.

pub(crate) mod reading;
pub(crate) mod refresh;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::federation::client::Edition;
use host::social::actor::ActorId;
use host::social::media::{Media, MediaId};
use host::store::{Conn, clock, jobs};
use url::Url;

use crate::schema::{music_podcasts, music_subscriptions};
use crate::text;
use refresh::RefreshPodcast;

pub(crate) use reading::Problem;

host::store::id_type! {
    /// Names a podcast elsewhere; ordered by when somebody first subscribed to it.
    pub(crate) PodcastId
}

/// A row of `music_podcasts`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_podcasts)]
pub(crate) struct Podcast {
    pub(crate) id: PodcastId,
    /// Where its feed is.
    pub(crate) url: String,
    /// Empty until it was read.
    pub(crate) title: String,
    pub(crate) author: String,
    /// HTML, made safe.
    pub(crate) description: String,
    /// Its page.
    pub(crate) link: Option<String>,
    pub(crate) picture_id: Option<MediaId>,
    etag: Option<String>,
    modified: Option<String>,
    pub(crate) checked_at: Option<NaiveDateTime>,
    /// How often in turn it could not be read.
    pub(crate) failures: i16,
    /// Why it could not be read the last time.
    pub(crate) problem: Option<Problem>,
}

/// The address of a feed as it was typed. `feed:` and `pcast:` are what programs call it that subscribe.
pub(crate) fn address(typed: &str) -> Option<Url> {
    let typed = typed.trim();
    let rest = ["feed://", "pcast://", "podcast://"].into_iter().find_map(|scheme| typed.strip_prefix(scheme));
    let typed = match rest {
        Some(rest) => format!("https://{rest}"),
        None => typed.strip_prefix("feed:").unwrap_or(typed).to_owned(),
    };
    let mut url = text::address(&typed)?;
    url.set_fragment(None);
    Some(url)
}

impl Podcast {
    /// One by its number.
    pub(crate) fn find(c: &mut Conn, id: PodcastId) -> QueryResult<Option<Self>> {
        music_podcasts::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// The one at that address; it is begun where nobody asked for it before.
    pub(crate) fn at(c: &mut Conn, url: &Url) -> QueryResult<PodcastId> {
        diesel::insert_into(music_podcasts::table)
            .values((
                music_podcasts::id.eq(PodcastId::next()),
                music_podcasts::url.eq(url.as_str()),
                music_podcasts::title.eq(""),
                music_podcasts::author.eq(""),
                music_podcasts::description.eq(""),
                music_podcasts::failures.eq(0_i16),
                music_podcasts::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        music_podcasts::table.filter(music_podcasts::url.eq(url.as_str())).select(music_podcasts::id).first(c)
    }

    /// Has it read now.
    pub(crate) fn hasten(c: &mut Conn, id: PodcastId) -> QueryResult<()> {
        let job = RefreshPodcast { podcast: id };
        jobs::hasten(c, &job, &job.key())
    }

    /// What it is called; its address until it was read.
    pub(crate) fn name(&self) -> &str {
        if self.title.is_empty() { &self.url } else { &self.title }
    }

    /// What its server called the feed as it was last read.
    pub(crate) fn edition(&self) -> Edition {
        Edition { etag: self.etag.clone(), modified: self.modified.clone() }
    }

    /// Lets those go, with their episodes, to which nobody is subscribed.
    pub(crate) fn let_go_unheard(c: &mut Conn) -> QueryResult<()> {
        let heard = music_subscriptions::table.filter(music_subscriptions::podcast_id.eq(music_podcasts::id));
        let unheard: Vec<(PodcastId, Option<MediaId>)> = music_podcasts::table
            .filter(diesel::dsl::not(diesel::dsl::exists(heard)))
            .select((music_podcasts::id, music_podcasts::picture_id))
            .load(c)?;
        for (id, picture) in unheard {
            diesel::delete(music_podcasts::table.find(id)).execute(c)?;
            if let Some(picture) = picture {
                Media::hold_remote(c, picture, clock::now())?;
            }
        }
        Ok(())
    }

    /// Whether a file is the picture of a podcast to which the viewer is subscribed.
    pub(crate) fn shows_file(c: &mut Conn, viewer: Option<ActorId>, media: MediaId) -> QueryResult<bool> {
        let Some(viewer) = viewer else { return Ok(false) };
        let shown = music_podcasts::table
            .inner_join(music_subscriptions::table.on(music_subscriptions::podcast_id.eq(music_podcasts::id)))
            .filter(music_subscriptions::actor_id.eq(viewer))
            .filter(music_podcasts::picture_id.eq(media));
        diesel::select(diesel::dsl::exists(shown)).get_result(c)
    }
}
