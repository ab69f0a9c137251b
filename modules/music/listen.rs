//! Listens: what a member played. They are the member's alone, and passed on only where the member wants that.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::store::{Conn, clock};

use crate::album::AlbumId;
use crate::playing::Playing;
use crate::schema::{music_listens, music_tracks};
use crate::scrobbling::Scrobbling;

host::store::id_type! {
    /// Names a listen.
    pub(crate) ListenId
}

/// The longest name of a program, in characters.
const MAX_CLIENT: usize = 100;

/// That a member played something.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct Played {
    pub(crate) track: ObjectId,
    pub(crate) at: NaiveDateTime,
    /// The program that played it.
    pub(crate) client: String,
}

/// One of a member's listens.
pub(crate) fn find(c: &mut Conn, actor: ActorId, id: ListenId) -> QueryResult<Option<Played>> {
    music_listens::table
        .find(id)
        .filter(music_listens::actor_id.eq(actor))
        .select((music_listens::object_id, music_listens::listened_at, music_listens::client))
        .first(c)
        .optional()
}

/// Notes that a member played a track then; no later than now. The same told twice is noted once.
pub(crate) fn note(c: &mut Conn, actor: ActorId, track: ObjectId, at: NaiveDateTime, client: &str) -> QueryResult<()> {
    let at = at.min(clock::now()).max(clock::now() - TimeDelta::days(3650));
    let told = music_listens::table
        .filter(music_listens::actor_id.eq(actor))
        .filter(music_listens::object_id.eq(track))
        .filter(music_listens::listened_at.eq(at));
    if diesel::select(diesel::dsl::exists(told)).get_result(c)? {
        return Ok(());
    }
    let id = ListenId::next();
    diesel::insert_into(music_listens::table)
        .values((
            music_listens::id.eq(id),
            music_listens::actor_id.eq(actor),
            music_listens::object_id.eq(track),
            music_listens::client.eq(client.chars().filter(|c| !c.is_control()).take(MAX_CLIENT).collect::<String>()),
            music_listens::listened_at.eq(at),
        ))
        .execute(c)?;
    Scrobbling::pass_on(c, actor, id)
}

/// What a member played and when, the last first.
pub(crate) fn of(c: &mut Conn, actor: ActorId, limit: i64, offset: i64) -> QueryResult<Vec<(ObjectId, NaiveDateTime)>> {
    music_listens::table
        .filter(music_listens::actor_id.eq(actor))
        .order((music_listens::listened_at.desc(), music_listens::id.desc()))
        .select((music_listens::object_id, music_listens::listened_at))
        .limit(limit)
        .offset(offset)
        .load(c)
}

/// Forgets what a member played, and what plays.
pub(crate) fn forget(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
    diesel::delete(music_listens::table.filter(music_listens::actor_id.eq(actor))).execute(c)?;
    Playing::forget(c, actor)
}

/// How often a member played each of those, and when last.
pub(crate) fn counts(
    c: &mut Conn,
    actor: ActorId,
    tracks: &[ObjectId],
) -> QueryResult<Vec<(ObjectId, i64, Option<NaiveDateTime>)>> {
    music_listens::table
        .filter(music_listens::actor_id.eq(actor))
        .filter(music_listens::object_id.eq_any(tracks))
        .group_by(music_listens::object_id)
        .select((music_listens::object_id, diesel::dsl::count_star(), diesel::dsl::max(music_listens::listened_at)))
        .load(c)
}

/// The albums of which a member played something: the last played first, or the most played.
pub(crate) fn albums(c: &mut Conn, actor: ActorId, most: bool) -> QueryResult<Vec<AlbumId>> {
    let heard = music_listens::table
        .inner_join(music_tracks::table.on(music_tracks::object_id.eq(music_listens::object_id)))
        .filter(music_listens::actor_id.eq(actor))
        .group_by(music_tracks::album_id)
        .select(music_tracks::album_id);
    match most {
        true => heard.order(diesel::dsl::count_star().desc()).load(c),
        false => heard.order(diesel::dsl::max(music_listens::listened_at).desc()).load(c),
    }
}
