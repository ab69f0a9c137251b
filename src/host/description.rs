//! What is said of a file that hangs on something already: whoever has that hears of it.

use diesel::result::Error as DbError;
use social::actor::Actor;
use social::edit::ObjectEdit;
use social::media::{Focus, Media};
use social::object::Object;
use store::Conn;

use crate::statement::Desk;

/// Says something else of a member's file. Errors: `NotFound` where it is no member's.
pub fn describe(c: &mut Conn, desk: &Desk, media: &Media, words: &str, focus: Option<Focus>) -> Result<Media, DbError> {
    if words == media.description && focus == media.focus() {
        return Ok(media.clone());
    }
    let shown_on = shown_on(c, media)?;
    if let Some(object) = &shown_on {
        ObjectEdit::keep(c, object)?;
    }
    let described = Media::describe(c, media.actor_id.ok_or(DbError::NotFound)?, media.id, words, focus)?;
    shown_on.map_or(Ok(()), |object| retell(c, desk, &object))?;
    Ok(described)
}

/// What is ours and not deleted that a file hangs on.
pub(crate) fn shown_on(c: &mut Conn, media: &Media) -> Result<Option<Object>, DbError> {
    let object = media.object_id.map(|id| Object::find(c, id)).transpose()?.flatten();
    Ok(object.filter(|object| object.is_local() && object.deleted_at.is_none()))
}

/// Who has an object hears that what hangs on it is otherwise.
pub(crate) fn retell(c: &mut Conn, desk: &Desk, object: &Object) -> Result<(), DbError> {
    let author = Actor::get(c, object.actor_id)?;
    object.retell(c, &desk.hosts, &author, |c, object| desk.wire(c, object))?;
    Ok(())
}
