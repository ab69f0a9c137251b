//! How much happens at a stall, by weeks.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::{DateTime, Datelike, Days, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use store::{Conn, snowflake};

use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::schema::{accounts, actors, objects};

/// A week, from Monday (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// When it began.
    pub start: NaiveDateTime,
    /// What was published at the stall.
    pub objects: i64,
    /// Members who were there: of this week all who were seen, of those before the ones who published something. Nobody
    /// writes down more.
    pub members: i64,
    /// Accounts that were made, at whatever stall they are used.
    pub sign_ups: i64,
}

/// The last weeks of a stall, this one first.
pub fn weeks(c: &mut Conn, stall: &str, count: u64) -> QueryResult<Vec<Week>> {
    let today = Utc::now().date_naive();
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let start = |ago: u64| (monday - Days::new(7 * ago)).and_time(NaiveTime::MIN);
    let since = start(count.saturating_sub(1));
    let floor = ObjectId(snowflake::floor(DateTime::from_naive_utc_and_offset(since, Utc)));
    let published: Vec<(ObjectId, ActorId)> = objects::table
        .filter(objects::stall.eq(stall))
        .filter(objects::id.ge(floor))
        .filter(objects::deleted_at.is_null())
        .select((objects::id, objects::actor_id))
        .load(c)?;
    let made: Vec<NaiveDateTime> = accounts::table
        .filter(accounts::created_at.ge(since))
        .filter(accounts::email.ne(""))
        .select(accounts::created_at)
        .load(c)?;
    let seen: i64 = actors::table
        .inner_join(accounts::table.on(accounts::id.nullable().eq(actors::account_id)))
        .filter(actors::stall.eq(stall))
        .filter(actors::deleted_at.is_null())
        .filter(accounts::last_seen_at.ge(start(0)))
        .count()
        .get_result(c)?;
    let week = |ago: u64| {
        let (start, end) = (start(ago), start(ago) + TimeDelta::weeks(1));
        let within = |at: NaiveDateTime| at >= start && at < end;
        let own: Vec<_> = published.iter().filter(|(id, _)| within(id.time().naive_utc())).collect();
        let authors: HashSet<ActorId> = own.iter().map(|(_, actor)| *actor).collect();
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Week {
            start,
            objects: count(own.len()),
            members: count(authors.len()).max(if ago == 0 { seen } else { 0 }),
            sign_ups: count(made.iter().filter(|at| within(**at)).count()),
        }
    };
    Ok((0..count).map(week).collect())
}
