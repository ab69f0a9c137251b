//! Events: objects that take place.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::Object;
use host::social::schema::{actors, objects, occasions};
use host::social::visibility::{self, Visibility};
use host::store::Conn;

use crate::federate::EVENT;

/// How many are looked through for a page.
const MOST: usize = 500;

/// Which events are asked for: those that touch a span of time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    /// Events that end later than this.
    pub(crate) from: NaiveDateTime,
    /// Events that begin before this; all that come where unset.
    pub(crate) until: Option<NaiveDateTime>,
}

/// What the viewer may see of what takes place in a span, the earliest first: what members of the stall's groups publish for
/// everybody, and what came from elsewhere.
pub(crate) fn between(c: &mut Conn, viewer: Option<ActorId>, span: Span, most: usize) -> QueryResult<Vec<Object>> {
    let day = chrono::TimeDelta::days(1);
    // What has no end is taken to last a day.
    let open = span.from.checked_sub_signed(day).unwrap_or(span.from);
    let mut query = objects::table
        .inner_join(occasions::table.on(occasions::object_id.eq(objects::id)))
        .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
        .filter(objects::kind.eq(EVENT))
        .filter(objects::deleted_at.is_null())
        .filter(objects::visibility.eq(Visibility::Public))
        .filter(actors::suspended_at.is_null())
        .filter(actors::silenced_at.is_null())
        .filter(occasions::ends_at.gt(span.from).or(occasions::ends_at.is_null().and(occasions::starts_at.gt(open))))
        .into_boxed();
    if let Some(until) = span.until {
        query = query.filter(occasions::starts_at.lt(until));
    }
    let found: Vec<Object> = query
        .order((occasions::starts_at, objects::id))
        .limit(i64::try_from(MOST).unwrap_or(i64::MAX))
        .select(Object::as_select())
        .load(c)?;
    let mut seen = visibility::visible(c, viewer, found)?;
    seen.truncate(most);
    Ok(seen)
}
