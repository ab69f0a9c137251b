//! Series: what takes place again and again. Each occurrence is an event of its own, with those who take part in it: nobody elsewhere
//! understands rules. Those of the next weeks are published, further ones as their time comes near.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::edit::ObjectEdit;
use host::social::media::Media;
use host::social::object::{Object, ObjectId};
use host::social::occasion::{NewOccasion, OccasionStatus};
use host::statement::Desk;
use host::store::{Conn, Json, clock};
use host::web::Zone;
use host::{Statement, StatementError};

use crate::calendar::recurrence::{Rule, RuleError, Series as Expansion, SeriesError};
use crate::calendar::{Entry, Moment, zone};
use crate::schema::{events_occurrences, events_series};

host::store::id_type! {
    /// Names a series.
    pub(crate) SeriesId
}

/// How far ahead occurrences are published.
const HORIZON: TimeDelta = TimeDelta::weeks(8);

/// How far ahead one is looked for where none is as near.
const FAR: TimeDelta = TimeDelta::days(730);

/// For how long the pictures of a series are kept after something of it was published.
const HOLD: TimeDelta = TimeDelta::days(1200);

/// How many are published at once: what else is due follows with the next run.
const AT_ONCE: usize = 20;

/// A row of `events_series`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = events_series)]
pub(crate) struct Series {
    pub(crate) id: SeriesId,
    /// Who made it.
    pub(crate) actor_id: ActorId,
    /// What is said of each time; its occasion is the first one.
    pub(crate) statement: Json<Statement>,
    /// The value of an `RRULE`.
    pub(crate) rule: String,
    /// Up to which time (UTC) occurrences were published.
    pub(crate) told_until: NaiveDateTime,
    /// Nothing further is published.
    pub(crate) ended: bool,
}

/// A row of `events_occurrences`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = events_occurrences)]
pub(crate) struct Occurrence {
    /// The event.
    pub(crate) object_id: ObjectId,
    pub(crate) series_id: SeriesId,
    /// When the rule has it begin (UTC).
    pub(crate) rule_at: NaiveDateTime,
    /// It was changed by itself.
    pub(crate) detached: bool,
}

/// Which occurrences a change is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    /// One of them.
    #[default]
    This,
    /// It and those that follow.
    Following,
    /// All that are still to come.
    All,
}

/// Why a series is not made or gone on with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SeriesProblem {
    #[error(transparent)]
    Rule(#[from] RuleError),
    #[error(transparent)]
    Expansion(#[from] SeriesError),
    /// The rule names no time to come.
    #[error("the rule names no time to come")]
    Never,
    #[error(transparent)]
    Statement(#[from] StatementError),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Series {
    /// Begins a series, publishes what is due of it, and returns its first event. Errors: the rule is none, or names no time to
    /// come; what is said cannot be published.
    pub(crate) fn begin(
        c: &mut Conn,
        desk: &Desk,
        author: ActorId,
        statement: &Statement,
        rule: &Rule,
    ) -> Result<Object, SeriesProblem> {
        statement.check(desk)?;
        let first = statement.occasion.as_ref().ok_or(SeriesProblem::Never)?;
        let series: Self = diesel::insert_into(events_series::table)
            .values((
                events_series::id.eq(SeriesId::next()),
                events_series::actor_id.eq(author),
                events_series::statement.eq(Json(statement.clone())),
                events_series::rule.eq(rule.to_string()),
                events_series::told_until.eq(first.starts_at - TimeDelta::seconds(1)),
                events_series::ended.eq(false),
                events_series::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        series.extend(c, desk)?.into_iter().next().ok_or(SeriesProblem::Never)
    }

    /// The one of that number.
    pub(crate) fn find(c: &mut Conn, id: SeriesId) -> QueryResult<Option<Self>> {
        events_series::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Those of which something may have to be published by now.
    pub(crate) fn due(c: &mut Conn) -> QueryResult<Vec<Self>> {
        events_series::table
            .filter(events_series::ended.eq(false))
            .filter(events_series::told_until.lt(clock::now() + HORIZON))
            .order(events_series::told_until)
            .limit(100)
            .select(Self::as_select())
            .load(c)
    }

    /// Publishes what comes near; where nothing does, the next one. What has none any more is ended.
    pub(crate) fn extend(&self, c: &mut Conn, desk: &Desk) -> Result<Vec<Object>, SeriesProblem> {
        let now = clock::now();
        let from = self.told_until + TimeDelta::seconds(1);
        let near = (now + HORIZON).max(from);
        let mut starts = self.starts(from, near)?;
        // Where the rule was changed some are there already, or were deleted by hand.
        let known: Vec<NaiveDateTime> = events_occurrences::table
            .filter(events_occurrences::series_id.eq(self.id))
            .filter(events_occurrences::rule_at.ge(from))
            .select(events_occurrences::rule_at)
            .load(c)?;
        starts.retain(|start| !known.contains(start));
        starts.truncate(AT_ONCE);
        let mut told_until = starts.last().copied().filter(|_| starts.len() == AT_ONCE).unwrap_or(near);
        if starts.is_empty() && self.next(c, now)?.is_none() {
            let next = self.starts(from, from + FAR)?.into_iter().next();
            let Some(next) = next else {
                diesel::update(self).set(events_series::ended.eq(true)).execute(c)?;
                return Ok(Vec::new());
            };
            starts.push(next);
            told_until = next;
        }
        let speaker = self.statement.0.speaker(c, self.actor_id)?;
        Media::hold(c, speaker.id, &self.statement.0.media_ids(), now + HOLD)?;
        let mut published = Vec::new();
        for start in starts {
            published.push(self.publish(c, desk, &speaker, start)?);
        }
        diesel::update(self).set(events_series::told_until.eq(told_until)).execute(c)?;
        Ok(published)
    }

    /// Publishes one, with copies of the pictures: a file hangs on one object.
    fn publish(
        &self,
        c: &mut Conn,
        desk: &Desk,
        speaker: &Actor,
        start: NaiveDateTime,
    ) -> Result<Object, SeriesProblem> {
        let mut statement = self.statement.0.clone();
        statement.occasion = statement.occasion.map(|first| shifted(&first, start));
        statement.media =
            Media::copies(c, speaker.id, &statement.media_ids())?.iter().map(ToString::to_string).collect();
        let object = statement.publish(c, desk, speaker)?;
        diesel::insert_into(events_occurrences::table)
            .values((
                events_occurrences::object_id.eq(object.id),
                events_occurrences::series_id.eq(self.id),
                events_occurrences::rule_at.eq(start),
                events_occurrences::detached.eq(false),
            ))
            .execute(c)?;
        Ok(object)
    }

    /// When the rule has it begin within a span (UTC), in order.
    fn starts(&self, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<NaiveDateTime>, SeriesProblem> {
        let rule = Rule::read(&self.rule)?;
        let Some(first) = &self.statement.0.occasion else { return Ok(Vec::new()) };
        let tz = first.zone.parse().unwrap_or(chrono_tz::Tz::UTC);
        let local = zone::local(first.starts_at, tz);
        let start = if first.all_day { Moment::Date(local.date()) } else { Moment::Zoned(local, tz) };
        let main = Entry { rule: Some(rule), ..Entry::at("", start, "") };
        let expansion = Expansion { main: &main, overrides: &[], zone: tz };
        let starts = expansion.occurrences(from, until)?.into_iter().map(|entry| entry.start.utc(tz));
        Ok(starts.filter(|start| *start >= from && *start < until).collect())
    }

    /// The next occurrence that is published.
    fn next(&self, c: &mut Conn, now: NaiveDateTime) -> QueryResult<Option<Occurrence>> {
        events_occurrences::table
            .filter(events_occurrences::series_id.eq(self.id))
            .filter(events_occurrences::rule_at.gt(now))
            .order(events_occurrences::rule_at)
            .select(Occurrence::as_select())
            .first(c)
            .optional()
    }

    /// Its occurrences that are published, from a time on, with their events.
    pub(crate) fn occurrences(&self, c: &mut Conn, from: NaiveDateTime) -> QueryResult<Vec<(Occurrence, Object)>> {
        use host::social::schema::objects;
        events_occurrences::table
            .inner_join(objects::table.on(objects::id.eq(events_occurrences::object_id)))
            .filter(events_occurrences::series_id.eq(self.id))
            .filter(events_occurrences::rule_at.ge(from))
            .filter(objects::deleted_at.is_null())
            .order(events_occurrences::rule_at)
            .select((Occurrence::as_select(), Object::as_select()))
            .load(c)
    }

    /// Has those that are still to come, from one of them on or all, say what it says now, each at its own day. What is published
    /// later says it too.
    pub(crate) fn change(
        &self,
        c: &mut Conn,
        desk: &Desk,
        from: &Occurrence,
        scope: Scope,
        statement: &Statement,
    ) -> Result<(), SeriesProblem> {
        let now = clock::now();
        let since = if scope == Scope::All { now } else { from.rule_at.max(now) };
        let Some(occasion) = &statement.occasion else { return Err(SeriesProblem::Never) };
        for (occurrence, object) in self.occurrences(c, since)? {
            let alone = occurrence.detached && occurrence.object_id != from.object_id;
            if alone || occurrence.object_id == from.object_id {
                continue;
            }
            let mut told = statement.clone();
            told.occasion = Some(on_its_day(occasion, from.rule_at, occurrence.rule_at));
            told.media = Media::of_object(c, object.id)?.iter().map(|media| media.id.to_string()).collect();
            let author = Actor::get(c, object.actor_id)?;
            ObjectEdit::keep(c, &object)?;
            told.edit(c, desk, &author, &object)?;
        }
        let mut kept = statement.clone();
        let before = self.statement.0.clone();
        let first = before.occasion.as_ref().map(|first| first.starts_at).unwrap_or(from.rule_at);
        kept.behalf = before.behalf;
        kept.visibility = before.visibility;
        kept.media = before.media;
        kept.occasion =
            Some(NewOccasion { status: OccasionStatus::Confirmed, ..on_its_day(occasion, from.rule_at, first) });
        diesel::update(self).set(events_series::statement.eq(Json(kept))).execute(c)?;
        Ok(())
    }

    /// Has it take place by another rule after one of its occurrences. What that has no place for is deleted, what is missing
    /// published. Errors: the rule names no time to come.
    pub(crate) fn repeat(
        &self,
        c: &mut Conn,
        desk: &Desk,
        from: &Occurrence,
        rule: &Rule,
    ) -> Result<(), SeriesProblem> {
        let mut statement = self.statement.0.clone();
        statement.occasion = statement.occasion.map(|first| shifted(&first, from.rule_at));
        let after = from.rule_at + TimeDelta::seconds(1);
        let changed: Self = diesel::update(self)
            .set((
                events_series::statement.eq(Json(statement)),
                events_series::rule.eq(rule.to_string()),
                events_series::told_until.eq(from.rule_at),
                events_series::ended.eq(false),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        let known = self.occurrences(c, after.max(clock::now()))?;
        let last = known.last().map_or(after, |(occurrence, _)| occurrence.rule_at + TimeDelta::seconds(1));
        let starts = changed.starts(after, last.max(after + FAR))?;
        if starts.is_empty() {
            return Err(SeriesProblem::Never);
        }
        for (occurrence, object) in known {
            if !starts.contains(&occurrence.rule_at) {
                let author = Actor::get(c, object.actor_id)?;
                object.delete(c, &desk.hosts, &author)?;
                // Another rule may have a place for it again.
                diesel::delete(events_occurrences::table.find(object.id)).execute(c)?;
            }
        }
        changed.extend(c, desk)?;
        Ok(())
    }

    /// Publishes nothing further; what is still to come from then on is deleted, and others are told.
    pub(crate) fn end(&self, c: &mut Conn, desk: &Desk, from: NaiveDateTime) -> QueryResult<()> {
        for (_, object) in self.occurrences(c, from.max(clock::now()))? {
            let author = Actor::get(c, object.actor_id)?;
            object.delete(c, &desk.hosts, &author)?;
        }
        diesel::update(self).set(events_series::ended.eq(true)).execute(c)?;
        Ok(())
    }
}

impl Occurrence {
    /// Which occurrence an event is; none: it takes place once.
    pub(crate) fn find(c: &mut Conn, object: ObjectId) -> QueryResult<Option<Self>> {
        events_occurrences::table.find(object).select(Self::as_select()).first(c).optional()
    }

    /// It goes its own way from now on.
    pub(crate) fn detach(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(events_occurrences::table.find(self.object_id))
            .set(events_occurrences::detached.eq(true))
            .execute(c)?;
        Ok(())
    }
}

/// Forgets series whose members are gone, and occurrences that were deleted long enough.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    use host::social::schema::{actors, objects};
    let open: Vec<ActorId> =
        events_series::table.filter(events_series::ended.eq(false)).select(events_series::actor_id).load(c)?;
    let gone = actors::table.filter(actors::id.eq_any(open)).filter(actors::deleted_at.is_not_null());
    let gone: Vec<ActorId> = gone.select(actors::id).load(c)?;
    diesel::update(events_series::table.filter(events_series::actor_id.eq_any(gone)))
        .set(events_series::ended.eq(true))
        .execute(c)?;
    let past: Vec<ObjectId> = events_occurrences::table
        .inner_join(objects::table.on(objects::id.eq(events_occurrences::object_id)))
        .filter(objects::deleted_at.is_not_null())
        .filter(events_occurrences::rule_at.lt(clock::now()))
        .select(events_occurrences::object_id)
        .load(c)?;
    diesel::delete(events_occurrences::table.filter(events_occurrences::object_id.eq_any(past))).execute(c)?;
    Ok(())
}

/// The occasion as it is when it begins then, by the clocks of its zone.
fn shifted(first: &NewOccasion, starts_at: NaiveDateTime) -> NewOccasion {
    let zone = Zone::find(&first.zone).unwrap_or_default();
    let (from, to) = (zone.local(first.starts_at), zone.local(starts_at));
    let shift = |at: NaiveDateTime| zone.moment(zone.local(at) + (to - from));
    NewOccasion {
        starts_at,
        ends_at: first.ends_at.map(shift),
        join_until: first.join_until.map(shift),
        ..first.clone()
    }
}

/// The occasion as it was changed at one occurrence, on the day of another one.
fn on_its_day(changed: &NewOccasion, from: NaiveDateTime, to: NaiveDateTime) -> NewOccasion {
    let zone = Zone::find(&changed.zone).unwrap_or_default();
    let moved = zone.local(changed.starts_at) - zone.local(from);
    shifted(changed, zone.moment(zone.local(to) + moved))
}

/// When an event takes place, where it is in a series.
pub(crate) fn of_event(c: &mut Conn, object: ObjectId) -> QueryResult<Option<(Series, Occurrence)>> {
    let Some(occurrence) = Occurrence::find(c, object)? else { return Ok(None) };
    Ok(Series::find(c, occurrence.series_id)?.map(|series| (series, occurrence)))
}
