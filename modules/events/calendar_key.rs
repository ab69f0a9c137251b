//! Calendar keys: secrets by which a program reads the calendar of what a member organises, takes part in and keeps. They are shown
//! once, and each can be taken back by itself.

use chrono::{NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::schema::actors;
use host::social::secret::{self, Secret};
use host::store::{Conn, clock};

use crate::schema::events_keys;

host::store::id_type! {
    /// Names a key; ordered by when it was made.
    pub(crate) CalendarKeyId
}

/// The most keys of a member.
pub(crate) const MOST: usize = 20;
/// The longest name of a key, in characters.
pub(crate) const MAX_TITLE: usize = 100;
/// The length of a secret, in characters.
const SECRET: usize = 43;

/// A row of `events_keys`, without the secret.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events_keys)]
pub(crate) struct CalendarKey {
    pub(crate) id: CalendarKeyId,
    /// As the member calls it.
    pub(crate) title: String,
    pub(crate) created_at: NaiveDateTime,
    /// The day on which it was last used.
    pub(crate) used_at: Option<NaiveDateTime>,
}

impl CalendarKey {
    /// Makes one; `None` where the member has too many.
    pub(crate) fn issue(c: &mut Conn, actor: ActorId, title: &str) -> QueryResult<Option<Secret>> {
        if Self::of(c, actor)?.len() >= MOST {
            return Ok(None);
        }
        let secret = Secret::random();
        diesel::insert_into(events_keys::table)
            .values((
                events_keys::id.eq(CalendarKeyId::next()),
                events_keys::actor_id.eq(actor),
                events_keys::title.eq(title.trim().chars().take(MAX_TITLE).collect::<String>()),
                events_keys::secret_hash.eq(secret.hash()),
                events_keys::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(Some(secret))
    }

    /// A member's, the newest first.
    pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Self>> {
        events_keys::table
            .filter(events_keys::actor_id.eq(actor))
            .order(events_keys::id.desc())
            .select(Self::as_select())
            .load(c)
    }

    /// The key with that secret, and the member whose it is. It is looked for by its hash: how long that takes tells nothing of
    /// the secret.
    pub(crate) fn find(c: &mut Conn, secret: &str) -> QueryResult<Option<(Self, Actor)>> {
        let shaped = secret.len() == SECRET && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        if !shaped {
            return Ok(None);
        }
        let found = events_keys::table
            .inner_join(actors::table.on(actors::id.eq(events_keys::actor_id)))
            .filter(events_keys::secret_hash.eq(secret::hash(secret)))
            .select((Self::as_select(), Actor::as_select()))
            .first::<(Self, Actor)>(c)
            .optional()?;
        Ok(found.filter(|(_, actor)| actor.is_present()))
    }

    /// Whether it was not used yet today.
    pub(crate) fn is_unused_today(&self, now: NaiveDateTime) -> bool {
        self.used_at.is_none_or(|used| used.date() < now.date())
    }

    /// Notes that it is used. The day is enough.
    pub(crate) fn touch(c: &mut Conn, id: CalendarKeyId, now: NaiveDateTime) -> QueryResult<()> {
        let today = now.date().and_time(NaiveTime::MIN);
        diesel::update(events_keys::table.find(id)).set(events_keys::used_at.eq(today)).execute(c)?;
        Ok(())
    }

    /// Takes one back; says whether there was one.
    pub(crate) fn revoke(c: &mut Conn, actor: ActorId, id: CalendarKeyId) -> QueryResult<bool> {
        let key = events_keys::table.find(id).filter(events_keys::actor_id.eq(actor));
        Ok(diesel::delete(key).execute(c)? > 0)
    }
}

/// Lets go of the keys of members that are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone: Vec<ActorId> = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id).load(c)?;
    diesel::delete(events_keys::table.filter(events_keys::actor_id.eq_any(gone))).execute(c)?;
    Ok(())
}
