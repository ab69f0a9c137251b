//! Keys of players: secrets by which programs that speak Subsonic act for a member. They are shown once, and each can be taken back by
//! itself.
//!
//! A program may prove that it knows the secret without telling it (its MD5 with a salt), so the secret must be known here: it is the
//! server's own tag over the number of the key, and nothing of it stands in the database.

use chrono::{NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::schema::actors;
use host::store::{Conn, clock};
use host::web::ServerKey;
use md5::{Digest, Md5};

use crate::schema::music_keys;

host::store::id_type! {
    /// Names a key; ordered by when it was made.
    pub(crate) PlayerKeyId
}

/// The most keys of a member.
pub(crate) const MOST: usize = 20;
/// The longest name of a key, in characters.
pub(crate) const MAX_TITLE: usize = 100;
/// What the tags are for.
const PURPOSE: &str = "music.key";

/// A row of `music_keys`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = music_keys)]
pub(crate) struct PlayerKey {
    pub(crate) id: PlayerKeyId,
    /// As the member calls it.
    pub(crate) title: String,
    pub(crate) created_at: NaiveDateTime,
    /// The day on which it was last used.
    pub(crate) used_at: Option<NaiveDateTime>,
}

impl PlayerKey {
    /// Makes one; `None` where the member has too many.
    pub(crate) fn issue(c: &mut Conn, actor: ActorId, title: &str) -> QueryResult<Option<PlayerKeyId>> {
        if Self::of(c, actor)?.len() >= MOST {
            return Ok(None);
        }
        let id = PlayerKeyId::next();
        diesel::insert_into(music_keys::table)
            .values((
                music_keys::id.eq(id),
                music_keys::actor_id.eq(actor),
                music_keys::title.eq(title.trim().chars().take(MAX_TITLE).collect::<String>()),
                music_keys::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(Some(id))
    }

    /// A member's, the newest first.
    pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Self>> {
        music_keys::table
            .filter(music_keys::actor_id.eq(actor))
            .order(music_keys::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// The key with that number, and the member whose it is.
    pub(crate) fn find(c: &mut Conn, id: PlayerKeyId) -> QueryResult<Option<(Self, Actor)>> {
        let found = music_keys::table
            .inner_join(actors::table.on(actors::id.eq(music_keys::actor_id)))
            .filter(music_keys::id.eq(id))
            .select((Self::as_select(), Actor::as_select()))
            .first::<(Self, Actor)>(c)
            .optional()?;
        Ok(found.filter(|(_, actor)| actor.is_present()))
    }

    /// Notes that it is used. The day is enough.
    pub(crate) fn touch(&self, c: &mut Conn) -> QueryResult<()> {
        let today = clock::now().date().and_time(NaiveTime::MIN);
        if self.used_at != Some(today) {
            diesel::update(music_keys::table.find(self.id)).set(music_keys::used_at.eq(today)).execute(c)?;
        }
        Ok(())
    }

    /// Whether it was not used yet today.
    pub(crate) fn is_unused_today(&self) -> bool {
        self.used_at.is_none_or(|used| used.date() < clock::now().date())
    }

    /// Takes one back; says whether there was one.
    pub(crate) fn revoke(c: &mut Conn, actor: ActorId, id: PlayerKeyId) -> QueryResult<bool> {
        let key = music_keys::table.find(id).filter(music_keys::actor_id.eq(actor));
        Ok(diesel::delete(key).execute(c)? > 0)
    }
}

/// The secret of a key: its number and the server's tag over it.
pub(crate) fn secret(server: &ServerKey, id: PlayerKeyId) -> String {
    format!("{id}-{}", server.sign(PURPOSE, &id.to_string()))
}

/// The number of the key with that secret; none where nobody was given it.
pub(crate) fn opened_by(server: &ServerKey, secret: &str) -> Option<PlayerKeyId> {
    let (id, tag) = secret.split_once('-')?;
    let id: PlayerKeyId = id.parse().ok()?;
    server.verify(PURPOSE, &id.to_string(), tag).then_some(id)
}

/// Whether a token was made of a key's secret and that salt (Subsonic 1.13: MD5 of both, in hexadecimal digits).
pub(crate) fn proves(server: &ServerKey, id: PlayerKeyId, salt: &str, token: &str) -> bool {
    let made = hex::encode(Md5::digest(format!("{}{salt}", secret(server, id))));
    aws_lc_rs::constant_time::verify_slices_are_equal(made.as_bytes(), token.to_ascii_lowercase().as_bytes()).is_ok()
}
