//! Selections: which events a calendar has.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::{Object, ObjectId};
use host::social::participation::ParticipationState;
use host::social::place;
use host::social::schema::{actors, bookmarks, object_tags, objects, occasions, participations, places, tags};
use host::social::search::{self, Query};
use host::social::tag::{self, TagId};
use host::social::visibility::{self, Visibility};
use host::store::Conn;

use crate::event::Sieve;
use crate::federate::EVENT;

/// How long what is over stays in a calendar, in days.
const PAST_DAYS: i64 = 366;
/// The most events of a calendar.
const MOST: i64 = 5000;
/// The most events that a search finds.
const MOST_FOUND: usize = 500;

/// How far it is with what a member takes part in.
const JOINED: &[ParticipationState] = &[
    ParticipationState::Pending,
    ParticipationState::Accepted,
    ParticipationState::Waiting,
    ParticipationState::Maybe,
];

/// Whose events, or under which word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// All.
    Stall,
    /// What an actor publishes.
    Actor(ActorId),
    /// What has a hashtag.
    Tag(TagId),
    /// What a member organises, takes part in or keeps; only the member may see it.
    Member(ActorId),
}

impl Source {
    /// Who looks.
    pub(crate) fn viewer(self) -> Option<ActorId> {
        match self {
            Self::Member(actor) => Some(actor),
            _ => None,
        }
    }

    /// What is in a calendar now and passes the sieve: what comes, and what was in the last twelve months, by when it begins. With
    /// words only what has them.
    pub(crate) fn events(
        self,
        c: &mut Conn,
        sieve: &Sieve,
        words: Option<&str>,
        now: NaiveDateTime,
    ) -> QueryResult<Vec<Object>> {
        let found = words.map(|words| self.find(c, words)).transpose()?;
        let from = now.checked_sub_signed(TimeDelta::days(PAST_DAYS)).unwrap_or(now);
        let mut query = objects::table
            .inner_join(occasions::table.on(occasions::object_id.eq(objects::id)))
            .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
            .filter(objects::kind.eq(EVENT))
            .filter(objects::deleted_at.is_null())
            .filter(actors::suspended_at.is_null())
            .filter(occasions::starts_at.gt(from))
            .into_boxed();
        query = match self {
            Self::Member(actor) => {
                let kept = bookmarks::table.filter(bookmarks::actor_id.eq(actor)).select(bookmarks::object_id);
                let joined = participations::table
                    .filter(participations::actor_id.eq(actor))
                    .filter(participations::state.eq_any(JOINED))
                    .select(participations::object_id);
                let mine = objects::actor_id.eq(actor).or(objects::id.eq_any(kept));
                query.filter(mine.or(objects::id.eq_any(joined)))
            }
            _ => query.filter(objects::visibility.eq(Visibility::Public)),
        };
        query = match self {
            Self::Stall => query.filter(actors::silenced_at.is_null()),
            Self::Tag(tag) => {
                let tagged = object_tags::table.filter(object_tags::tag_id.eq(tag)).select(object_tags::object_id);
                query.filter(actors::silenced_at.is_null()).filter(objects::id.eq_any(tagged))
            }
            Self::Actor(actor) => query.filter(objects::actor_id.eq(actor)),
            Self::Member(_) => query,
        };
        if let Some(category) = &sieve.category {
            query = query.filter(occasions::category.eq(category));
        }
        if sieve.online {
            query = query.filter(occasions::online_url.is_not_null());
        }
        if sieve.local {
            query = query.filter(objects::stall.is_not_null());
        }
        if let Some(place) = &sieve.place {
            let there = places::table.filter(places::key.eq(place::key(place))).select(places::object_id);
            query = query.filter(objects::id.eq_any(there));
        }
        if let Some(name) = &sieve.tag {
            let tagged = object_tags::table
                .inner_join(tags::table.on(tags::id.eq(object_tags::tag_id)))
                .filter(tags::name.eq(tag::normalise(name).unwrap_or_default()))
                .select(object_tags::object_id);
            query = query.filter(objects::id.eq_any(tagged));
        }
        if let Some(found) = &found {
            query = query.filter(objects::id.eq_any(found));
        }
        let events = query.order((occasions::starts_at, objects::id)).limit(MOST).select(Object::as_select());
        let events: Vec<Object> = events.load(c)?;
        visibility::visible(c, self.viewer(), events)
    }

    /// What is found by words.
    fn find(self, c: &mut Conn, words: &str) -> QueryResult<Vec<ObjectId>> {
        let query = Query::parse(words, "");
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let found = search::objects(c, self.viewer(), &query, None, MOST_FOUND)?;
        Ok(found.into_iter().filter(|object| object.kind == EVENT).map(|object| object.id).collect())
    }
}
