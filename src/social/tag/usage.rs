//! How much hashtags are used.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime, Utc};
use diesel::dsl::{count, count_star};
use diesel::prelude::*;
use store::{Conn, snowflake};

use super::TagId;
use crate::object::ObjectId;
use crate::schema::{object_tags, objects};
use crate::visibility::Visibility;

/// How much a hashtag was used on a day (UTC), as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// The day.
    pub day: NaiveDate,
    /// Public objects published with it.
    pub objects: i64,
    /// Actors who published them.
    pub actors: i64,
}

/// How much these hashtags were used on each of the last `days` days, today first; a query for each day, however many
/// hashtags there are.
pub fn usage(c: &mut Conn, tags: &[TagId], days: u64) -> QueryResult<HashMap<TagId, Vec<Usage>>> {
    let today = Utc::now().date_naive();
    let mut usage: HashMap<TagId, Vec<Usage>> = tags.iter().map(|tag| (*tag, Vec::new())).collect();
    for day in (0..days).filter_map(|ago| today.checked_sub_days(Days::new(ago))) {
        let used = used_on(c, tags, day)?;
        for (tag, usage) in &mut usage {
            let (objects, actors) = used.get(tag).copied().unwrap_or_default();
            usage.push(Usage { day, objects, actors });
        }
    }
    Ok(usage)
}

/// How many public objects of that day carry each of these hashtags, and how many actors published them.
fn used_on(c: &mut Conn, tags: &[TagId], day: NaiveDate) -> QueryResult<HashMap<TagId, (i64, i64)>> {
    // Ids are ordered by time, so a day is a range of the table's own key.
    let start = |day: NaiveDate| ObjectId(snowflake::floor(day.and_time(NaiveTime::MIN).and_utc()));
    let end = day.checked_add_days(Days::new(1)).map_or(ObjectId(i64::MAX), start);
    let rows: Vec<(TagId, i64, i64)> = object_tags::table
        .inner_join(objects::table.on(objects::id.eq(object_tags::object_id)))
        .filter(object_tags::tag_id.eq_any(tags))
        .filter(object_tags::object_id.ge(start(day)))
        .filter(object_tags::object_id.lt(end))
        .filter(objects::visibility.eq(Visibility::Public))
        .filter(objects::deleted_at.is_null())
        .group_by(object_tags::tag_id)
        .select((object_tags::tag_id, count_star(), count(objects::actor_id).aggregate_distinct()))
        .load(c)?;
    Ok(rows.into_iter().map(|(tag, objects, actors)| (tag, (objects, actors))).collect())
}
