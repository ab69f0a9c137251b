//! What an actor notes about another, for itself alone.

use diesel::prelude::*;
use store::Conn;

use crate::actor::ActorId;
use crate::schema::actor_notes;

/// The longest note, in characters, as at Mastodon.
pub const MAX: usize = 2000;

/// Writes a note in the place of the one that was there; an empty one is none.
pub fn set(c: &mut Conn, actor: ActorId, about: ActorId, text: &str) -> QueryResult<()> {
    if text.trim().is_empty() {
        diesel::delete(actor_notes::table.find((actor, about))).execute(c)?;
        return Ok(());
    }
    diesel::insert_into(actor_notes::table)
        .values((actor_notes::actor_id.eq(actor), actor_notes::about_id.eq(about), actor_notes::text.eq(text)))
        .on_conflict((actor_notes::actor_id, actor_notes::about_id))
        .do_update()
        .set(actor_notes::text.eq(text))
        .execute(c)?;
    Ok(())
}
