//! Renditions: a photo in several widths, for our own pages.

use diesel::prelude::*;
use store::Conn;

use super::MediaId;
use super::upload::StoredRendition;
use crate::schema::renditions;

/// A row of `renditions`: a WebP file.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = renditions)]
pub struct Rendition {
    /// The photo.
    pub media_id: MediaId,
    /// Width in pixels; no two of a photo have the same.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Key of the file.
    pub media_key: String,
}

impl Rendition {
    /// Those of several photos, those of each from narrow to wide.
    pub fn of(c: &mut Conn, pictures: &[MediaId]) -> QueryResult<Vec<Self>> {
        renditions::table
            .filter(renditions::media_id.eq_any(pictures))
            .order((renditions::media_id, renditions::width))
            .select(Self::as_select())
            .load(c)
    }

    /// The one of that width.
    pub fn find(c: &mut Conn, photo: MediaId, width: i32) -> QueryResult<Option<Self>> {
        renditions::table.find((photo, width)).select(Self::as_select()).first(c).optional()
    }

    /// Gives a copy of a photo the same ones.
    pub(super) fn copy(c: &mut Conn, photo: MediaId, copy: MediaId) -> QueryResult<()> {
        let those: Vec<(i32, i32, String, i64)> = renditions::table
            .filter(renditions::media_id.eq(photo))
            .select((renditions::width, renditions::height, renditions::media_key, renditions::size))
            .load(c)?;
        for (width, height, key, size) in those {
            diesel::insert_into(renditions::table)
                .values((
                    renditions::media_id.eq(copy),
                    renditions::width.eq(width),
                    renditions::height.eq(height),
                    renditions::media_key.eq(key),
                    renditions::size.eq(size),
                ))
                .execute(c)?;
        }
        Ok(())
    }

    /// Puts these in the place of those that were there.
    pub(super) fn set(c: &mut Conn, photo: MediaId, made: &[StoredRendition]) -> QueryResult<()> {
        diesel::delete(renditions::table.filter(renditions::media_id.eq(photo))).execute(c)?;
        for rendition in made {
            diesel::insert_into(renditions::table)
                .values((
                    renditions::media_id.eq(photo),
                    renditions::width.eq(rendition.width),
                    renditions::height.eq(rendition.height),
                    renditions::media_key.eq(&rendition.key),
                    renditions::size.eq(rendition.size),
                ))
                // A picture of few pixels can be as wide in two sizes.
                .on_conflict_do_nothing()
                .execute(c)?;
        }
        Ok(())
    }
}
