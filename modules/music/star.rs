//! What a member likes besides tracks, and how much they like what: stars on albums and artists, ratings of anything. A star on a track
//! is a like of its object.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::store::{Conn, clock};

use crate::album::AlbumId;
use crate::artist::ArtistId;
use crate::schema::{music_ratings, music_stars};

host::store::text_enum! {
    /// What a star or a rating is on.
    pub(crate) Item {
        /// A track.
        Track = "track",
        /// An album.
        Album = "album",
        /// An artist.
        Artist = "artist",
    }
}

/// Puts a star on something; one that is there stays.
pub(crate) fn star(c: &mut Conn, actor: ActorId, item: Item, id: i64) -> QueryResult<()> {
    diesel::insert_into(music_stars::table)
        .values((
            music_stars::actor_id.eq(actor),
            music_stars::item.eq(item),
            music_stars::item_id.eq(id),
            music_stars::created_at.eq(clock::now()),
        ))
        .on_conflict_do_nothing()
        .execute(c)?;
    Ok(())
}

/// Takes it off.
pub(crate) fn unstar(c: &mut Conn, actor: ActorId, item: Item, id: i64) -> QueryResult<()> {
    diesel::delete(music_stars::table.find((actor, item, id))).execute(c)?;
    Ok(())
}

/// What has an actor's star, with since when, the last first.
pub(crate) fn starred(c: &mut Conn, actor: ActorId, item: Item) -> QueryResult<Vec<(i64, NaiveDateTime)>> {
    music_stars::table
        .filter(music_stars::actor_id.eq(actor))
        .filter(music_stars::item.eq(item))
        .order(music_stars::created_at.desc())
        .select((music_stars::item_id, music_stars::created_at))
        .load(c)
}

/// Rates something from 1 to 5; 0 takes the rating back.
pub(crate) fn rate(c: &mut Conn, actor: ActorId, item: Item, id: i64, rating: i16) -> QueryResult<()> {
    diesel::delete(music_ratings::table.find((actor, item, id))).execute(c)?;
    if (1..=5).contains(&rating) {
        diesel::insert_into(music_ratings::table)
            .values((
                music_ratings::actor_id.eq(actor),
                music_ratings::item.eq(item),
                music_ratings::item_id.eq(id),
                music_ratings::rating.eq(rating),
            ))
            .execute(c)?;
    }
    Ok(())
}

/// An actor's ratings of those.
pub(crate) fn ratings(c: &mut Conn, actor: ActorId, item: Item, ids: &[i64]) -> QueryResult<Vec<(i64, i16)>> {
    music_ratings::table
        .filter(music_ratings::actor_id.eq(actor))
        .filter(music_ratings::item.eq(item))
        .filter(music_ratings::item_id.eq_any(ids))
        .select((music_ratings::item_id, music_ratings::rating))
        .load(c)
}

/// The albums that an actor rated, the best first.
pub(crate) fn best_albums(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<AlbumId>> {
    let rated =
        music_ratings::table.filter(music_ratings::actor_id.eq(actor)).filter(music_ratings::item.eq(Item::Album));
    let rated =
        rated.order((music_ratings::rating.desc(), music_ratings::item_id.desc())).select(music_ratings::item_id);
    Ok(rated.load::<i64>(c)?.into_iter().map(AlbumId).collect())
}

/// The albums and the artists that have an actor's star, each the last first.
pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<(Vec<AlbumId>, Vec<ArtistId>)> {
    let albums = starred(c, actor, Item::Album)?.into_iter().map(|(id, _)| AlbumId(id)).collect();
    let artists = starred(c, actor, Item::Artist)?.into_iter().map(|(id, _)| ArtistId(id)).collect();
    Ok((albums, artists))
}
