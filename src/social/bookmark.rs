//! What an actor keeps for itself; nobody is told.

use diesel::prelude::*;
use store::{Conn, snowflake};

use crate::actor::ActorId;
use crate::cut;
use crate::object::{Object, ObjectId};
use crate::range::Range;
use crate::schema::{bookmarks, objects};

store::id_type! {
    /// Names a bookmark; ordered by when it was set.
    pub BookmarkId
}

/// Keeps an object, or keeps it no more.
pub fn set(c: &mut Conn, actor: ActorId, object: ObjectId, kept: bool) -> QueryResult<()> {
    if kept {
        diesel::insert_into(bookmarks::table)
            .values((
                bookmarks::id.eq(BookmarkId(snowflake::next())),
                bookmarks::actor_id.eq(actor),
                bookmarks::object_id.eq(object),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
    } else {
        diesel::delete(bookmarks::table.filter(bookmarks::actor_id.eq(actor)).filter(bookmarks::object_id.eq(object)))
            .execute(c)?;
    }
    Ok(())
}

/// What an actor kept, last kept first, with the bookmark to page by.
pub fn list(c: &mut Conn, actor: ActorId, range: Range, limit: i64) -> QueryResult<Vec<(BookmarkId, Object)>> {
    let kept = bookmarks::table
        .inner_join(objects::table.on(objects::id.eq(bookmarks::object_id)))
        .filter(bookmarks::actor_id.eq(actor))
        .select((bookmarks::id, Object::as_select()));
    Ok(range.arrange(cut!(kept, bookmarks::id, range, limit).load(c)?))
}

/// Drops all bookmarks of an object.
pub(crate) fn forget(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
    diesel::delete(bookmarks::table.filter(bookmarks::object_id.eq(object))).execute(c)?;
    Ok(())
}
