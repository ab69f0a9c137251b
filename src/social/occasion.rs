//! Occasions: when an object takes place, and on what terms people come. An event has one of these.

use chrono::{NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};
use store::uri::Hosts;
use store::{Backend, Conn, Json, clock};
use uuid::Uuid;
use vocab::{ActivityType, Iri};

use crate::actor::{Actor, ActorId};
use crate::object::{Object, ObjectId};
use crate::outbox::{self, Audience};
use crate::participation;
use crate::schema::{objects, occasions};
use crate::visibility::Visibility;

mod fact;
#[cfg(test)]
mod tests;

pub use fact::{Fact, MAX_FACT, MOST_FACTS};

/// The category of what says none (Mobilizon).
pub const DEFAULT_CATEGORY: &str = "MEETING";

/// The longest text of what names a zone, a category or an identifier, in characters; what is longer is left out.
const MAX_WORD: usize = 255;

store::text_enum! {
    /// Whether it takes place (RFC 5545, STATUS; FEP-8a8e, `eventStatus`).
    pub OccasionStatus {
        /// It does.
        Confirmed = "confirmed",
        /// Maybe.
        Tentative = "tentative",
        /// Not now: the new time is not known yet.
        Postponed = "postponed",
        /// It does not.
        Cancelled = "cancelled",
    }
}

store::text_enum! {
    /// How one comes to take part (Mobilizon's `joinMode`).
    pub JoinMode {
        /// Whoever wants to does.
        Free = "free",
        /// Who asks waits for the organiser's consent.
        Restricted = "restricted",
        /// Only who was asked.
        Invite = "invite",
        /// One registers elsewhere.
        External = "external",
        /// Nobody registers: one just comes (FEP-8a8e).
        None = "none",
    }
}

/// When something takes place, as its author tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Insertable, AsChangeset)]
#[diesel(table_name = occasions, treat_none_as_null = true)]
pub struct NewOccasion {
    /// When it begins (UTC).
    pub starts_at: NaiveDateTime,
    /// The first moment after it (UTC); open where unset.
    pub ends_at: Option<NaiveDateTime>,
    /// The zone by whose clocks the times are meant, by its IANA name.
    pub zone: String,
    /// Whether days are meant, not times of day. Then both ends are midnights of the zone.
    pub all_day: bool,
    /// Whether it takes place.
    pub status: OccasionStatus,
    /// What it is, of Mobilizon's list.
    pub category: String,
    /// Where it takes place on the network.
    pub online_url: Option<String>,
    /// How one comes to take part.
    pub join_mode: JoinMode,
    /// Where one registers, if elsewhere.
    pub join_url: Option<String>,
    /// Until when one may register.
    pub join_until: Option<NaiveDateTime>,
    /// Whether one may take part without an account, by e-mail.
    pub anonymous: bool,
    /// How many may come; any number where unset.
    pub capacity: Option<i64>,
    /// How many each may bring along.
    pub guests_most: i16,
    /// What else is to be known.
    #[serde(default)]
    pub facts: Json<Vec<Fact>>,
}

impl NewOccasion {
    /// An occasion at that time, open to everybody, with everything else at rest.
    pub fn at(starts_at: NaiveDateTime, zone: &str) -> Self {
        Self {
            starts_at,
            ends_at: None,
            zone: zone.to_owned(),
            all_day: false,
            status: OccasionStatus::Confirmed,
            category: DEFAULT_CATEGORY.to_owned(),
            online_url: None,
            join_mode: JoinMode::Free,
            join_url: None,
            join_until: None,
            anonymous: false,
            capacity: None,
            guests_most: 0,
            facts: Json::default(),
        }
    }
}

/// A row of `occasions`; see [`NewOccasion`] for what the author tells.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[expect(missing_docs, reason = "each field is described on `NewOccasion`")]
pub struct Occasion {
    /// What takes place.
    pub object_id: ObjectId,
    pub starts_at: NaiveDateTime,
    pub ends_at: Option<NaiveDateTime>,
    pub zone: String,
    pub all_day: bool,
    pub status: OccasionStatus,
    /// When it was to begin before it was moved.
    pub previous_starts_at: Option<NaiveDateTime>,
    pub category: String,
    pub online_url: Option<String>,
    pub join_mode: JoinMode,
    pub join_url: Option<String>,
    pub join_until: Option<NaiveDateTime>,
    pub anonymous: bool,
    pub capacity: Option<i64>,
    pub guests_most: i16,
    /// How many come, as far as is known.
    pub participants_count: i64,
    /// Its name in calendars, which never changes (RFC 5545, UID).
    pub uid: String,
    /// How often what matters to calendars was changed (RFC 5545, SEQUENCE).
    pub sequence: i32,
    pub facts: Json<Vec<Fact>>,
}

impl Occasion {
    /// When an object takes place.
    pub fn find(c: &mut Conn, object: ObjectId) -> QueryResult<Option<Self>> {
        occasions::table.find(object).select(Self::as_select()).first(c).optional()
    }

    /// When these objects take place, in no order.
    pub fn of(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        occasions::table.filter(occasions::object_id.eq_any(objects)).select(Self::as_select()).load(c)
    }

    /// What an actor organises for everybody, the earliest first: all of it, or what is not over then.
    pub fn of_actor(c: &mut Conn, actor: ActorId, from: Option<NaiveDateTime>, limit: i64) -> QueryResult<Vec<Object>> {
        let mut query = objects::table
            .inner_join(occasions::table.on(occasions::object_id.eq(objects::id)))
            .filter(objects::actor_id.eq(actor))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .into_boxed();
        if let Some(from) = from {
            // What has no end is taken to last a day.
            let open = from.checked_sub_signed(chrono::TimeDelta::days(1)).unwrap_or(from);
            let lasts = occasions::ends_at.is_null().and(occasions::starts_at.gt(open));
            query = query.filter(occasions::ends_at.gt(from).or(lasts));
        }
        query.order((occasions::starts_at, objects::id)).limit(limit).select(Object::as_select()).load(c)
    }

    /// Writes when an object takes place; what has an occasion keeps it where nothing is told.
    pub fn set(c: &mut Conn, object: ObjectId, new: Option<&NewOccasion>) -> QueryResult<()> {
        let Some(new) = new else { return Ok(()) };
        let Some(old) = Self::find(c, object)? else { return Self::begin(c, object, new) };
        participation::followed_up(c, &old, new)?;
        let moved = old.starts_at != new.starts_at;
        let changed = moved || (old.ends_at, old.all_day, old.status) != (new.ends_at, new.all_day, new.status);
        diesel::update(occasions::table.find(object))
            .set((
                new,
                occasions::sequence.eq(old.sequence.saturating_add(i32::from(changed))),
                occasions::previous_starts_at.eq(if moved { Some(old.starts_at) } else { old.previous_starts_at }),
            ))
            .execute(c)?;
        Ok(())
    }

    fn begin(c: &mut Conn, object: ObjectId, new: &NewOccasion) -> QueryResult<()> {
        diesel::insert_into(occasions::table)
            .values((
                occasions::object_id.eq(object),
                new,
                occasions::participants_count.eq(0),
                occasions::uid.eq(Uuid::new_v4().to_string()),
                occasions::sequence.eq(0),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Takes over the name that it has in the calendars of others. Errors: it has no occasion.
    pub fn name(c: &mut Conn, object: ObjectId, uid: &str) -> QueryResult<()> {
        if uid.is_empty() || uid.chars().count() > MAX_WORD {
            return Ok(());
        }
        diesel::update(occasions::table.find(object)).set(occasions::uid.eq(uid)).execute(c)?;
        Ok(())
    }

    /// Says how many come.
    pub fn count(c: &mut Conn, object: ObjectId, participants: i64) -> QueryResult<()> {
        let counted = occasions::participants_count.eq(participants.max(0));
        diesel::update(occasions::table.find(object)).set(counted).execute(c)?;
        Ok(())
    }

    /// What one of its facts says.
    pub fn fact(&self, key: &str) -> Option<&str> {
        self.facts.iter().find(|fact| fact.key == key).map(|fact| fact.value.as_str())
    }

    /// When, by the clocks of its zone, in figures that every language reads: `2026-12-18 19:00–23:00 (Europe/Paris)`.
    pub fn in_figures(&self) -> String {
        let zone: Tz = self.zone.parse().unwrap_or(Tz::UTC);
        let local = |at: NaiveDateTime| zone.from_utc_datetime(&at).naive_local();
        let starts = local(self.starts_at);
        let ends = self.ends_at.map(local).filter(|ends| *ends > starts);
        let (day, minute) = ("%Y-%m-%d", "%Y-%m-%d %H:%M");
        if self.all_day {
            // Its end is the midnight after the last day.
            let last = ends.map(|ends| ends - TimeDelta::seconds(1)).filter(|last| last.date() > starts.date());
            let last = last.map(|last| format!(" – {}", last.format(day))).unwrap_or_default();
            return format!("{}{last}", starts.format(day));
        }
        let ends = match ends {
            Some(ends) if ends.date() == starts.date() => format!("–{}", ends.format("%H:%M")),
            Some(ends) => format!(" – {}", ends.format(minute)),
            None => String::new(),
        };
        format!("{}{ends} ({})", starts.format(minute), zone.name())
    }

    /// Whether it is over. What has no end is over a day after it began.
    pub fn is_over(&self, now: NaiveDateTime) -> bool {
        let day = TimeDelta::days(1);
        let end = self.ends_at.or_else(|| self.starts_at.checked_add_signed(day)).unwrap_or(self.starts_at);
        end <= now
    }

    /// How many may still come; `None`: any number.
    pub fn remaining(&self) -> Option<i64> {
        self.capacity.map(|capacity| capacity.saturating_sub(self.participants_count).max(0))
    }

    /// Whether one can register here at that time.
    pub fn takes_part(&self, now: NaiveDateTime) -> bool {
        let open = matches!(self.join_mode, JoinMode::Free | JoinMode::Restricted);
        open && self.status != OccasionStatus::Cancelled
            && !self.is_over(now)
            && self.join_until.is_none_or(|until| now < until)
    }
}

/// What is over, as [`Occasion::is_over`] says.
pub(crate) fn over<'a>(now: NaiveDateTime) -> occasions::BoxedQuery<'a, Backend, BigInt> {
    let day_ago = now.checked_sub_signed(TimeDelta::days(1)).unwrap_or(now);
    let unended = occasions::ends_at.is_null().and(occasions::starts_at.le(day_ago));
    let ended = occasions::ends_at.is_not_null().and(occasions::ends_at.assume_not_null().le(now));
    occasions::table.filter(ended.or(unended)).select(occasions::object_id).into_boxed()
}

/// Who announces what takes place for everybody: the stall's own actor. None for everything else.
pub(crate) fn announcer(c: &mut Conn, object: ObjectId) -> QueryResult<Option<ActorId>> {
    let stall: Option<Option<String>> = objects::table
        .inner_join(occasions::table.on(occasions::object_id.eq(objects::id)))
        .filter(objects::id.eq(object))
        .filter(objects::visibility.eq(Visibility::Public))
        .select(objects::stall)
        .first(c)
        .optional()?;
    match stall.flatten() {
        Some(stall) => Actor::id_of_stall(c, &stall),
        None => Ok(None),
    }
}

/// The stall announces to those who follow it as a whole what takes place: Mobilizon finds only what is announced so.
pub(crate) fn announce(c: &mut Conn, hosts: &Hosts, author: &Actor, object: &Object) -> QueryResult<()> {
    let Some(announcer) = announcer(c, object.id)? else { return Ok(()) };
    let announcer = Actor::get(c, announcer)?;
    let mut announce = outbox::about(ActivityType::Announce, &announcer.uri, &object.uri);
    announce.published = Some(clock::now().and_utc());
    announce.to = [Iri::public()].into_iter().collect();
    announce.cc = announcer.followers.iter().map(Iri::new).chain([Iri::new(&author.uri)]).collect();
    outbox::write(c, hosts, &announcer, announce, Some(object.id), Audience::followers())?;
    Ok(())
}

impl From<Occasion> for NewOccasion {
    fn from(occasion: Occasion) -> Self {
        Self {
            starts_at: occasion.starts_at,
            ends_at: occasion.ends_at,
            zone: occasion.zone,
            all_day: occasion.all_day,
            status: occasion.status,
            category: occasion.category,
            online_url: occasion.online_url,
            join_mode: occasion.join_mode,
            join_url: occasion.join_url,
            join_until: occasion.join_until,
            anonymous: occasion.anonymous,
            capacity: occasion.capacity,
            guests_most: occasion.guests_most,
            facts: occasion.facts,
        }
    }
}
