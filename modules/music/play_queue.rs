//! What a member plays, and how far that is, so that another device can go on.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::store::{Conn, clock};

use crate::schema::music_queues;

/// How many tracks of a queue are kept.
const MOST_TRACKS: usize = 2000;
/// The longest name of a program, in characters.
const MAX_TEXT: usize = 300;

/// A row of `music_queues`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlayQueue {
    /// In order.
    pub(crate) tracks: Vec<ObjectId>,
    /// Which of them, from 0, and how many milliseconds of it were played.
    pub(crate) current: usize,
    pub(crate) position_ms: i64,
    /// The program that said so.
    pub(crate) changed_by: String,
    pub(crate) changed_at: NaiveDateTime,
}

impl PlayQueue {
    /// A member's, if they ever kept one.
    pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Option<Self>> {
        let row: Option<(String, i64, i64, String, NaiveDateTime)> = music_queues::table
            .find(actor)
            .select((
                music_queues::tracks,
                music_queues::current,
                music_queues::position_ms,
                music_queues::changed_by,
                music_queues::changed_at,
            ))
            .first(c)
            .optional()?;
        Ok(row.map(|(tracks, current, position_ms, changed_by, changed_at)| {
            let tracks = tracks.split(',').filter_map(|id| id.parse().ok()).collect();
            Self { tracks, current: usize::try_from(current).unwrap_or(0), position_ms, changed_by, changed_at }
        }))
    }

    /// Keeps another in its place.
    pub(crate) fn keep(
        c: &mut Conn,
        actor: ActorId,
        tracks: &[ObjectId],
        current: usize,
        position_ms: i64,
        client: &str,
    ) -> QueryResult<()> {
        let listed: Vec<String> = tracks.iter().take(MOST_TRACKS).map(ToString::to_string).collect();
        diesel::delete(music_queues::table.find(actor)).execute(c)?;
        diesel::insert_into(music_queues::table)
            .values((
                music_queues::actor_id.eq(actor),
                music_queues::tracks.eq(listed.join(",")),
                music_queues::current.eq(i64::try_from(current).unwrap_or(0)),
                music_queues::position_ms.eq(position_ms.max(0)),
                music_queues::changed_by.eq(cut(client)),
                music_queues::changed_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect()
}
