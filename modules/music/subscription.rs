//! Subscriptions: which member hears which podcasts.

use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::schema::actors;
use host::store::{Conn, clock};
use url::Url;

use crate::opml;
use crate::podcast::{Podcast, PodcastId};
use crate::schema::{music_podcasts, music_subscriptions};

/// The most subscriptions of a member.
pub(crate) const MOST: i64 = 500;

/// Subscribes a member to the podcast at that address, which is read at once. None: the member has too many.
pub(crate) fn begin(c: &mut Conn, actor: ActorId, url: &Url) -> QueryResult<Option<PodcastId>> {
    let own = music_subscriptions::table.filter(music_subscriptions::actor_id.eq(actor));
    if own.count().get_result::<i64>(c)? >= MOST {
        return Ok(None);
    }
    let podcast = Podcast::at(c, url)?;
    diesel::insert_into(music_subscriptions::table)
        .values((
            music_subscriptions::actor_id.eq(actor),
            music_subscriptions::podcast_id.eq(podcast),
            music_subscriptions::created_at.eq(clock::now()),
        ))
        .on_conflict_do_nothing()
        .execute(c)?;
    Podcast::hasten(c, podcast)?;
    Ok(Some(podcast))
}

/// Ends one. Says whether there was one.
pub(crate) fn end(c: &mut Conn, actor: ActorId, podcast: PodcastId) -> QueryResult<bool> {
    let ended = diesel::delete(music_subscriptions::table.find((actor, podcast))).execute(c)? > 0;
    Podcast::let_go_unheard(c)?;
    Ok(ended)
}

/// What a member is subscribed to, by title.
pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Podcast>> {
    music_podcasts::table
        .inner_join(music_subscriptions::table.on(music_subscriptions::podcast_id.eq(music_podcasts::id)))
        .filter(music_subscriptions::actor_id.eq(actor))
        .order((music_podcasts::title, music_podcasts::id))
        .select(Podcast::as_select())
        .load(c)
}

/// One of a member's.
pub(crate) fn find(c: &mut Conn, actor: ActorId, podcast: PodcastId) -> QueryResult<Option<Podcast>> {
    let subscribed = music_subscriptions::table.find((actor, podcast));
    match diesel::select(diesel::dsl::exists(subscribed)).get_result(c)? {
        true => Podcast::find(c, podcast),
        false => Ok(None),
    }
}

/// How many are subscribed to a podcast.
pub(crate) fn count(c: &mut Conn, podcast: PodcastId) -> QueryResult<i64> {
    music_subscriptions::table.filter(music_subscriptions::podcast_id.eq(podcast)).count().get_result(c)
}

/// Subscribes those to one podcast who were subscribed to another.
pub(crate) fn move_all(c: &mut Conn, from: PodcastId, to: PodcastId) -> QueryResult<()> {
    let there = music_subscriptions::table.filter(music_subscriptions::podcast_id.eq(from));
    for actor in there.select(music_subscriptions::actor_id).load::<ActorId>(c)? {
        diesel::insert_into(music_subscriptions::table)
            .values((
                music_subscriptions::actor_id.eq(actor),
                music_subscriptions::podcast_id.eq(to),
                music_subscriptions::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
    }
    diesel::delete(there).execute(c).map(drop)
}

/// Lets go of what members wanted who are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone: Vec<ActorId> = music_subscriptions::table
        .inner_join(actors::table.on(actors::id.eq(music_subscriptions::actor_id)))
        .filter(actors::deleted_at.is_not_null())
        .select(music_subscriptions::actor_id)
        .distinct()
        .load(c)?;
    diesel::delete(music_subscriptions::table.filter(music_subscriptions::actor_id.eq_any(&gone))).execute(c)?;
    Podcast::let_go_unheard(c)
}

/// What a member's archive holds of it: the list, as other programs read it.
pub(crate) fn keepsakes(c: &mut Conn, actor: &Actor) -> QueryResult<Vec<(String, String)>> {
    let podcasts = of(c, actor.id)?;
    let list = (!podcasts.is_empty()).then(|| opml::write(actor.display_name(), &podcasts, clock::now()));
    Ok(list.map(|list| ("podcasts.opml".to_owned(), list)).into_iter().collect())
}
