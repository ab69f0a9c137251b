//! What a stall talks about: the hashtags, the posts and the pages that most of its members used in the last days. In a club
//! of a few people nothing has to be weighed: whoever used something counts once.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use store::{Conn, snowflake};

use crate::actor::ActorId;
use crate::domain::Policies;
use crate::object::{Object, ObjectId};
use crate::preview::PreviewId;
use crate::schema::{actors, boosts, object_previews, object_tags, objects, previews, reactions};
use crate::tag::{TagId, Usage};
use crate::visibility::{self, Visibility};

/// How many days count.
pub(crate) const DAYS: u64 = 7;
/// How many things of each kind are ranked at most.
pub const MOST: usize = 100;
/// How many uses are looked at, the newest ones.
const USES: i64 = 10_000;

/// Public, harmless, and by somebody who wants to be found.
macro_rules! said_openly {
    () => {
        objects::visibility
            .eq(Visibility::Public)
            .and(objects::deleted_at.is_null())
            .and(objects::sensitive.eq(false))
            .and(actors::discoverable.eq(true))
            .and(actors::silenced_at.is_null())
            .and(actors::suspended_at.is_null())
            .and(actors::deleted_at.is_null())
    };
}

/// The hashtags of a stall's members, the most used first.
pub fn tags(c: &mut Conn, stall: &str) -> QueryResult<Vec<TagId>> {
    let uses = object_tags::table
        .inner_join(objects::table.on(objects::id.eq(object_tags::object_id)))
        .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
        .filter(objects::stall.eq(stall))
        .filter(objects::id.ge(ObjectId(floor())))
        .filter(said_openly!())
        .order(objects::id.desc())
        .limit(USES)
        .select((object_tags::tag_id, objects::actor_id))
        .load(c)?;
    Ok(rank(uses))
}

/// The pages that a stall's members link to, the most linked first.
pub fn links(c: &mut Conn, stall: &str) -> QueryResult<Vec<PreviewId>> {
    let uses = object_previews::table
        .inner_join(previews::table.on(previews::id.eq(object_previews::preview_id)))
        .inner_join(objects::table.on(objects::id.eq(object_previews::object_id)))
        .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
        .filter(previews::found.eq(true))
        .filter(objects::stall.eq(stall))
        .filter(objects::id.ge(ObjectId(floor())))
        .filter(said_openly!())
        .order(objects::id.desc())
        .limit(USES)
        .select((object_previews::preview_id, objects::actor_id))
        .load(c)?;
    Ok(rank(uses))
}

/// What a stall's members like and boost, wherever it was published, the most liked and boosted first. Authors do not count.
pub fn objects(c: &mut Conn, stall: &str) -> QueryResult<Vec<ObjectId>> {
    let members = || actors::table.filter(actors::stall.eq(stall)).filter(actors::suspended_at.is_null());
    let since = floor();
    let mut uses: Vec<(i64, ObjectId, ActorId)> = reactions::table
        .filter(reactions::id.ge(since))
        .filter(reactions::actor_id.eq_any(members().select(actors::id)))
        .order(reactions::id.desc())
        .limit(USES)
        .select((reactions::id, reactions::object_id, reactions::actor_id))
        .load(c)?;
    uses.extend(
        boosts::table
            .filter(boosts::id.ge(since))
            .filter(boosts::actor_id.eq_any(members().select(actors::id)))
            .order(boosts::id.desc())
            .limit(USES)
            .select((boosts::id, boosts::object_id, boosts::actor_id))
            .load::<(i64, ObjectId, ActorId)>(c)?,
    );
    uses.sort_unstable_by_key(|(id, ..)| std::cmp::Reverse(*id));
    let named: HashSet<ObjectId> = uses.iter().map(|(_, object, _)| *object).collect();
    let authors = open(c, &named.into_iter().collect::<Vec<_>>())?;
    let others =
        uses.into_iter().filter(|(_, object, actor)| authors.get(object).is_some_and(|author| author != actor));
    Ok(rank(others.map(|(_, object, actor)| (object, actor)).collect()))
}

/// Of these objects those that may be shown to anybody as an example, with their authors.
fn open(c: &mut Conn, ids: &[ObjectId]) -> QueryResult<HashMap<ObjectId, ActorId>> {
    let found: Vec<(Object, String)> = objects::table
        .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
        .filter(objects::id.eq_any(ids))
        .filter(objects::in_reply_to_uri.is_null())
        .filter(said_openly!())
        .select((Object::as_select(), actors::host))
        .load(c)?;
    let policies = Policies::load(c)?;
    let listed = found.into_iter().filter(|(object, host)| object.is_local() || !policies.silences(host));
    let listed = listed.map(|(object, _)| object).collect();
    let seen = visibility::visible(c, None, listed)?;
    Ok(seen.into_iter().map(|object| (object.id, object.actor_id)).collect())
}

/// How much these pages were linked to on each of the last [`DAYS`] days, today first, by public objects known here.
pub fn link_history(c: &mut Conn, links: &[PreviewId]) -> QueryResult<HashMap<PreviewId, Vec<Usage>>> {
    let uses = object_previews::table
        .inner_join(objects::table.on(objects::id.eq(object_previews::object_id)))
        .filter(object_previews::preview_id.eq_any(links))
        .filter(objects::id.ge(ObjectId(floor())))
        .filter(objects::visibility.eq(Visibility::Public))
        .filter(objects::deleted_at.is_null())
        .select((object_previews::preview_id, objects::id, objects::actor_id))
        .load(c)?;
    Ok(history(links, &uses))
}

/// Uses by day. Ids tell when.
fn history<T: Copy + Eq + Hash>(things: &[T], uses: &[(T, ObjectId, ActorId)]) -> HashMap<T, Vec<Usage>> {
    let mut by_day = HashMap::<(T, NaiveDate), (i64, HashSet<ActorId>)>::new();
    for (thing, object, actor) in uses {
        let (objects, actors) = by_day.entry((*thing, object.time().date_naive())).or_default();
        *objects += 1;
        actors.insert(*actor);
    }
    let today = Utc::now().date_naive();
    let days = || (0..DAYS).filter_map(|ago| today.checked_sub_days(Days::new(ago)));
    let usage = |thing: T, day| {
        let used = by_day.get(&(thing, day));
        Usage {
            day,
            objects: used.map_or(0, |(objects, _)| *objects),
            actors: used.map_or(0, |(_, actors)| i64::try_from(actors.len()).unwrap_or(i64::MAX)),
        }
    };
    things.iter().map(|thing| (*thing, days().map(|day| usage(*thing, day)).collect())).collect()
}

/// Things by how many used them, then by who did so last. Uses come newest first.
fn rank<T: Copy + Eq + Hash>(uses: Vec<(T, ActorId)>) -> Vec<T> {
    let mut order = Vec::new();
    let mut users = HashMap::<T, HashSet<ActorId>>::new();
    for (thing, actor) in uses {
        let known = users.entry(thing).or_insert_with(|| {
            order.push(thing);
            HashSet::new()
        });
        known.insert(actor);
    }
    // Stable: of two that equally many used, the one that was used last stays first.
    order.sort_by_key(|thing| std::cmp::Reverse(users.get(thing).map_or(0, HashSet::len)));
    order.truncate(MOST);
    order
}

/// The lowest id of the days that count.
fn floor() -> i64 {
    let begin = (Utc::now() - TimeDelta::days(i64::try_from(DAYS).unwrap_or(7) - 1)).date_naive();
    snowflake::floor(DateTime::from_naive_utc_and_offset(begin.and_time(NaiveTime::MIN), Utc))
}
