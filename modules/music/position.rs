//! Where a member is in something long, so that it goes on there wherever they hear it next; programs know it as a bookmark.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::store::{Conn, clock};

use crate::episode::EpisodeId;
use crate::schema::{music_episodes, music_positions, music_tracks};

/// From how long on something is long, in milliseconds. What a podcast publishes is long in any case.
pub(crate) const LONG: i64 = 10 * 60 * 1000;
/// Who is so near to the end has heard it, in milliseconds.
const REST: i64 = 15 * 1000;
/// The longest comment, in characters.
const MAX_COMMENT: usize = 300;

host::store::text_enum! {
    /// What a position is in.
    pub(crate) Kind {
        /// A track.
        Track = "track",
        /// An episode of a podcast elsewhere.
        Episode = "episode",
    }
}

/// Something long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Long {
    /// A track.
    Track(ObjectId),
    /// An episode of a podcast elsewhere.
    Episode(EpisodeId),
}

impl Long {
    fn key(self) -> (Kind, i64) {
        match self {
            Self::Track(id) => (Kind::Track, id.0),
            Self::Episode(id) => (Kind::Episode, id.0),
        }
    }
}

/// A row of `music_positions`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_positions)]
pub(crate) struct Position {
    item: Kind,
    item_id: i64,
    pub(crate) position_ms: i64,
    pub(crate) comment: String,
    /// It was heard to its end, and begins anew.
    pub(crate) finished: bool,
    pub(crate) created_at: NaiveDateTime,
    pub(crate) changed_at: NaiveDateTime,
}

impl Position {
    /// What it is in.
    pub(crate) fn of_what(&self) -> Long {
        match self.item {
            Kind::Track => Long::Track(ObjectId(self.item_id)),
            Kind::Episode => Long::Episode(EpisodeId(self.item_id)),
        }
    }

    /// Where a member is in what they have not heard to its end, the last changed first.
    pub(crate) fn all(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Self>> {
        music_positions::table
            .filter(music_positions::actor_id.eq(actor))
            .filter(music_positions::finished.eq(false))
            .order(music_positions::changed_at.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// Where a member is in one of them.
    pub(crate) fn find(c: &mut Conn, actor: ActorId, what: Long) -> QueryResult<Option<Self>> {
        let (item, id) = what.key();
        music_positions::table.find((actor, item, id)).select(Self::as_select()).first(c).optional()
    }

    /// Where a member is in those of that kind, by their numbers.
    pub(crate) fn among(c: &mut Conn, actor: ActorId, kind: Kind, ids: &[i64]) -> QueryResult<HashMap<i64, Self>> {
        let found = music_positions::table
            .filter(music_positions::actor_id.eq(actor))
            .filter(music_positions::item.eq(kind))
            .filter(music_positions::item_id.eq_any(ids))
            .select(Self::as_select());
        Ok(found.load::<Self>(c)?.into_iter().map(|position| (position.item_id, position)).collect())
    }

    /// Notes where a member is. What is said of it stays where nothing else is.
    pub(crate) fn set(
        c: &mut Conn,
        actor: ActorId,
        what: Long,
        position_ms: i64,
        comment: Option<&str>,
    ) -> QueryResult<()> {
        Self::write(c, actor, what, position_ms.max(0), comment, false)
    }

    /// Notes that a member has heard it to its end.
    pub(crate) fn finish(c: &mut Conn, actor: ActorId, what: Long) -> QueryResult<()> {
        Self::write(c, actor, what, 0, None, true)
    }

    /// Notes how far a member has heard something of that length (0 where that is not known): so near to its end it is heard.
    pub(crate) fn note(c: &mut Conn, actor: ActorId, what: Long, position_ms: i64, length_ms: i64) -> QueryResult<()> {
        match length_ms > REST && position_ms >= length_ms - REST {
            true => Self::finish(c, actor, what),
            false => Self::set(c, actor, what, position_ms, None),
        }
    }

    fn write(
        c: &mut Conn,
        actor: ActorId,
        what: Long,
        position_ms: i64,
        comment: Option<&str>,
        finished: bool,
    ) -> QueryResult<()> {
        let ((item, id), now) = (what.key(), clock::now());
        let comment = comment.map(cut);
        let told = (
            music_positions::position_ms.eq(position_ms),
            music_positions::finished.eq(finished),
            music_positions::changed_at.eq(now),
        );
        diesel::insert_into(music_positions::table)
            .values((
                music_positions::actor_id.eq(actor),
                music_positions::item.eq(item),
                music_positions::item_id.eq(id),
                music_positions::comment.eq(comment.clone().unwrap_or_default()),
                music_positions::created_at.eq(now),
                told,
            ))
            .on_conflict((music_positions::actor_id, music_positions::item, music_positions::item_id))
            .do_update()
            .set((told, comment.map(|comment| music_positions::comment.eq(comment))))
            .execute(c)
            .map(drop)
    }

    /// Forgets it.
    pub(crate) fn forget(c: &mut Conn, actor: ActorId, what: Long) -> QueryResult<()> {
        let (item, id) = what.key();
        diesel::delete(music_positions::table.find((actor, item, id))).execute(c).map(drop)
    }
}

/// Lets go of positions in what is gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let of = |kind: Kind| music_positions::table.filter(music_positions::item.eq(kind));
    let tracks = music_tracks::table.select(music_tracks::object_id);
    diesel::delete(of(Kind::Track).filter(music_positions::item_id.ne_all(tracks))).execute(c)?;
    let episodes = music_episodes::table.select(music_episodes::id);
    diesel::delete(of(Kind::Episode).filter(music_positions::item_id.ne_all(episodes))).execute(c).map(drop)
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_COMMENT).collect()
}
