//! What a search asks for: words, and conditions such as `from:@ana has:media before:2026-08-01`.

use chrono::{Days, NaiveDate, NaiveTime};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use store::dialect::{self, Index};
use store::{Backend, Conn, snowflake};

use super::findable::findable;
use crate::actor::{Actor, ActorId};
use crate::media::MediaKind;
use crate::object::{Object, ObjectId};
use crate::schema::{media, objects, polls};
use crate::text::Handle;

/// A search for objects, read from what was typed.
///
/// Conditions are `from:` (a handle, or `me`), `has:` (`media`, `image`, `video`, `audio`, `poll`), `is:` (`reply`, `quote`,
/// `sensitive`), `before:`, `after:` and `during:` (a day as `2026-08-01`, in UTC), `language:` (`fr`). A `-` before
/// `from:`, `has:`, `is:` or `language:` turns it round. What is not understood as a condition is taken for words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    from: Vec<(bool, Author)>,
    has: Vec<(bool, Part)>,
    is: Vec<(bool, Nature)>,
    language: Vec<(bool, String)>,
    /// First day that counts, first day that counts no longer.
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Author {
    Viewer,
    Handle(Handle),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Media,
    Kind(MediaKind),
    Poll,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    Reply,
    Quote,
    Sensitive,
}

impl Query {
    /// Reads a search. Handles without a host are at `home`.
    pub fn parse(text: &str, home: &str) -> Self {
        let mut query = Self::default();
        for part in text.split_whitespace() {
            let (wanted, condition) = match part.strip_prefix('-') {
                Some(rest) => (false, rest),
                None => (true, part),
            };
            let understood = condition
                .split_once(':')
                .is_some_and(|(key, value)| query.condition(wanted, key, value.trim_matches('"'), home));
            if !understood {
                query.words.push(part.to_owned());
            }
        }
        query
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn condition(&mut self, wanted: bool, key: &str, value: &str, home: &str) -> bool {
        self.read_condition(wanted, key, value, home).is_some()
    }

    fn read_condition(&mut self, wanted: bool, key: &str, value: &str, home: &str) -> Option<()> {
        match key {
            "from" if value == "me" => self.from.push((wanted, Author::Viewer)),
            "from" => {
                let mut handle: Handle = value.parse().ok()?;
                handle.host.get_or_insert_with(|| home.to_owned());
                self.from.push((wanted, Author::Handle(handle)));
            }
            "has" => self.has.push((wanted, part(value)?)),
            "is" => self.is.push((wanted, nature(value)?)),
            "language" => self.language.push((wanted, value.to_lowercase())),
            "before" if wanted => self.until = Some(day(value)?),
            "after" if wanted => self.since = Some(next(day(value)?)?),
            "during" if wanted => {
                self.since = Some(day(value)?);
                self.until = Some(next(day(value)?)?);
            }
            _ => return None,
        }
        Some(())
    }

    /// Turns handles into actors; `None` where nothing can fit.
    pub(super) fn resolve(&self, c: &mut Conn, viewer: Option<ActorId>) -> QueryResult<Option<Filter<'_>>> {
        let mut from = Vec::new();
        for (wanted, author) in &self.from {
            let id = match author {
                Author::Viewer => viewer,
                Author::Handle(Handle { username, host }) => {
                    Actor::find_by_handle(c, username, host.as_deref().unwrap_or_default())?.map(|actor| actor.id)
                }
            };
            match id {
                Some(id) => from.push((*wanted, id)),
                None if *wanted => return Ok(None),
                None => {}
            }
        }
        Ok((!self.is_empty()).then_some(Filter { query: self, viewer, from }))
    }
}

fn part(word: &str) -> Option<Part> {
    Some(match word {
        "media" => Part::Media,
        "poll" => Part::Poll,
        word => Part::Kind(word.parse().ok()?),
    })
}

fn nature(word: &str) -> Option<Nature> {
    Some(match word {
        "reply" => Nature::Reply,
        "quote" => Nature::Quote,
        "sensitive" => Nature::Sensitive,
        _ => return None,
    })
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn next(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(1))
}

/// The smallest id of a day.
fn floor(day: NaiveDate) -> ObjectId {
    ObjectId(snowflake::floor(day.and_time(NaiveTime::MIN).and_utc()))
}

/// A query whose handles are known, and who asks it.
pub(super) struct Filter<'q> {
    query: &'q Query,
    viewer: Option<ActorId>,
    from: Vec<(bool, ActorId)>,
}

impl Filter<'_> {
    /// The id to start below.
    pub(super) fn start(&self, before: Option<ObjectId>) -> Option<ObjectId> {
        before.into_iter().chain(self.query.until.map(floor)).min()
    }

    /// What fits among the next `size` candidates below `before`, newest first, and the id to go on below, if there are more.
    pub(super) fn batch(
        &self,
        c: &mut Conn,
        before: Option<ObjectId>,
        size: i64,
    ) -> QueryResult<(Vec<Object>, Option<ObjectId>)> {
        let ids = self.candidates(c, before, size)?;
        let more = ids.len() as i64 == size;
        let earliest = self.query.since.map_or(ObjectId(0), floor);
        let next = ids.last().copied().filter(|last| more && *last > earliest);
        let fitting = self.conditions().filter(findable(self.viewer)).filter(objects::id.eq_any(ids));
        Ok((fitting.order(objects::id.desc()).load(c)?, next))
    }

    /// The next `size` that hold the words; where there are none, that meet the conditions.
    fn candidates(&self, c: &mut Conn, before: Option<ObjectId>, size: i64) -> QueryResult<Vec<ObjectId>> {
        let words = &self.query.words;
        if !words.is_empty() {
            let ids = dialect::fts_match(c, Index::Texts, &words.join(" "), before.map(i64::from), size)?;
            return Ok(ids.into_iter().map(ObjectId).collect());
        }
        let mut rows = self.conditions().select(objects::id).order(objects::id.desc());
        if let Some(before) = before {
            rows = rows.filter(objects::id.lt(before));
        }
        rows.limit(size).load(c)
    }

    fn conditions(
        &self,
    ) -> objects::BoxedQuery<
        '_,
        Backend,
        diesel::helper_types::SqlTypeOf<diesel::helper_types::AsSelect<Object, Backend>>,
    > {
        let mut rows = objects::table.select(Object::as_select()).filter(objects::deleted_at.is_null()).into_boxed();
        if let Some(since) = self.query.since {
            rows = rows.filter(objects::id.ge(floor(since)));
        }
        let chosen: Vec<ActorId> = self.from.iter().filter(|(wanted, _)| *wanted).map(|(_, id)| *id).collect();
        let shunned: Vec<ActorId> = self.from.iter().filter(|(wanted, _)| !*wanted).map(|(_, id)| *id).collect();
        if !chosen.is_empty() {
            rows = rows.filter(objects::actor_id.eq_any(chosen));
        }
        if !shunned.is_empty() {
            rows = rows.filter(objects::actor_id.ne_all(shunned));
        }
        for (wanted, language) in &self.query.language {
            let spoken =
                objects::language.is_not_null().and(objects::language.assume_not_null().like(format!("{language}%")));
            rows = if *wanted { rows.filter(spoken) } else { rows.filter(not(spoken)) };
        }
        for (wanted, nature) in &self.query.is {
            rows = match (nature, *wanted) {
                (Nature::Reply, true) => rows.filter(objects::in_reply_to_uri.is_not_null()),
                (Nature::Reply, false) => rows.filter(objects::in_reply_to_uri.is_null()),
                (Nature::Quote, true) => rows.filter(objects::quote_uri.is_not_null()),
                (Nature::Quote, false) => rows.filter(objects::quote_uri.is_null()),
                (Nature::Sensitive, wanted) => rows.filter(objects::sensitive.eq(wanted)),
            };
        }
        for (wanted, part) in &self.query.has {
            let files = media::table.filter(media::object_id.eq(objects::id.nullable()));
            rows = match (part, *wanted) {
                (Part::Media, true) => rows.filter(exists(files)),
                (Part::Media, false) => rows.filter(not(exists(files))),
                (Part::Kind(kind), true) => rows.filter(exists(files.filter(media::kind.eq(*kind)))),
                (Part::Kind(kind), false) => rows.filter(not(exists(files.filter(media::kind.eq(*kind))))),
                (Part::Poll, true) => rows.filter(exists(polls::table.filter(polls::object_id.eq(objects::id)))),
                (Part::Poll, false) => rows.filter(not(exists(polls::table.filter(polls::object_id.eq(objects::id))))),
            };
        }
        rows
    }
}
