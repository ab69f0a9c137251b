//! Files that nothing shows any more, and how much room the others take.

use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;
use store::Conn;

use super::{Media, Rendition};
use crate::schema::{actors, emojis, media, previews, renditions};

impl Media {
    /// Files that nothing shows and nobody touched since `before`: uploads that were never posted, media of
    /// deleted posts, former avatars, pictures of pages that nothing links to, copies of any of these. Oldest first.
    pub fn orphans(c: &mut Conn, before: NaiveDateTime, limit: i64) -> QueryResult<Vec<Self>> {
        media::table
            .filter(media::object_id.is_null())
            .filter(media::created_at.lt(before))
            .filter(media::held_until.is_null().or(media::held_until.lt(before)))
            .filter(diesel::dsl::not(exists(on_profile())))
            .filter(diesel::dsl::not(exists(previews::table.filter(previews::image_id.eq(media::id.nullable())))))
            .order(media::id)
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// Drops a row and returns the keys of its files that no other row shares: those may be deleted.
    pub fn remove(&self, c: &mut Conn) -> QueryResult<Vec<String>> {
        let renditions = Rendition::of(c, &[self.id])?;
        diesel::delete(media::table.find(self.id)).execute(c)?;
        unshared(c, self.keys().chain(renditions.iter().map(|rendition| rendition.media_key.as_str())))
    }

    /// Of these keys those that no row has any more: their files may be deleted.
    pub fn unused(c: &mut Conn, keys: &[String]) -> QueryResult<Vec<String>> {
        unshared(c, keys.iter().map(String::as_str))
    }

    /// The keys of its files, renditions aside.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let keys = [&self.media_key, &self.preview_key, &self.original_key, &self.proof_key];
        keys.into_iter().filter_map(|key| key.as_deref())
    }

    /// The bytes that the files of all local media take.
    pub fn total_size(c: &mut Conn) -> QueryResult<i64> {
        let sizes = media::table.filter(media::remote_url.is_null());
        let total: Option<i64> = sizes
            .select(diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::BigInt>>(
                "CAST(SUM(size) AS BIGINT)",
            ))
            .first(c)?;
        Ok(total.unwrap_or(0))
    }
}

/// Of these keys those that no row has any more.
pub(super) fn unshared<'k>(c: &mut Conn, keys: impl Iterator<Item = &'k str>) -> QueryResult<Vec<String>> {
    let mut free: Vec<String> = Vec::new();
    for key in keys {
        let shown = media::media_key.eq(key).or(media::preview_key.eq(key));
        let shared = shown.or(media::original_key.eq(key)).or(media::proof_key.eq(key));
        let emoji = emojis::table.filter(emojis::media_key.eq(key));
        let rendition = renditions::table.filter(renditions::media_key.eq(key));
        let in_use: bool = diesel::select(exists(media::table.filter(shared))).get_result(c)?;
        let as_emoji: bool = diesel::select(exists(emoji)).get_result(c)?;
        let as_rendition: bool = diesel::select(exists(rendition)).get_result(c)?;
        if !in_use && !as_emoji && !as_rendition && !free.iter().any(|known| known == key) {
            free.push(key.to_owned());
        }
    }
    Ok(free)
}

/// The profiles that show the file at hand.
#[diesel::dsl::auto_type]
pub(super) fn on_profile() -> _ {
    actors::table.filter(actors::avatar_id.eq(media::id.nullable()).or(actors::header_id.eq(media::id.nullable())))
}
