//! The versions of an object before its edits.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::{Conn, Json, snowflake};

use crate::media::Media;
use crate::object::{Object, ObjectId};
use crate::poll::Poll;
use crate::schema::object_edits;

store::id_type! {
    /// Names a kept version.
    pub EditId
}

/// What a version showed of one of its media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMedia {
    /// The media row, as a decimal string; it may be gone since.
    pub id: String,
    /// Its alt text then.
    pub description: String,
}

/// A row of `object_edits`.
#[derive(Debug, Clone, Queryable, Selectable)]
pub struct ObjectEdit {
    /// Its number here.
    pub id: EditId,
    /// Whose version it is.
    pub object_id: ObjectId,
    /// Title then.
    pub title: Option<String>,
    /// Content then, sanitised HTML.
    pub content: String,
    /// What a local author had typed.
    pub source: Option<String>,
    /// Content warning then.
    pub summary: Option<String>,
    /// Whether media were hidden then.
    pub sensitive: bool,
    /// Media then.
    pub media: Json<Vec<KeptMedia>>,
    /// Titles of the poll's options then.
    pub poll: Json<Vec<String>>,
    /// When this version was written.
    pub created_at: NaiveDateTime,
}

impl ObjectEdit {
    /// Keeps an object as it stands, before it changes.
    pub fn keep(c: &mut Conn, object: &Object) -> QueryResult<()> {
        let media: Vec<KeptMedia> = Media::of_object(c, object.id)?
            .into_iter()
            .map(|m| KeptMedia { id: m.id.to_string(), description: m.description })
            .collect();
        let poll: Vec<String> =
            Poll::find(c, object.id)?.map(|p| p.options.into_iter().map(|o| o.title).collect()).unwrap_or_default();
        diesel::insert_into(object_edits::table)
            .values((
                object_edits::id.eq(EditId(snowflake::next())),
                object_edits::object_id.eq(object.id),
                object_edits::title.eq(&object.title),
                object_edits::content.eq(&object.content),
                object_edits::source.eq(&object.source),
                object_edits::summary.eq(&object.summary),
                object_edits::sensitive.eq(object.sensitive),
                object_edits::media.eq(Json(media)),
                object_edits::poll.eq(Json(poll)),
                object_edits::created_at.eq(object.edited_at.unwrap_or(object.published_at)),
            ))
            .execute(c)?;
        Ok(())
    }

    /// The versions before today's, oldest first.
    pub fn of(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<Self>> {
        object_edits::table
            .filter(object_edits::object_id.eq(object))
            .order(object_edits::id)
            .select(Self::as_select())
            .load(c)
    }

    /// Drops all versions.
    pub(crate) fn forget(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        diesel::delete(object_edits::table.filter(object_edits::object_id.eq(object))).execute(c)?;
        Ok(())
    }
}
