//! Events: objects that take place.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::Object;
use host::social::occasion::Occasion;
use host::social::place;
use host::social::schema::{actors, object_tags, objects, occasions, places, tags};
use host::social::tag;
use host::social::visibility::{self, Visibility};
use host::store::Conn;

use crate::federate::EVENT;

/// How many are looked through for a page.
const MOST: i64 = 1000;

/// Which events are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sieve {
    /// Those that end later than this (UTC).
    pub(crate) from: Option<NaiveDateTime>,
    /// Those that begin before this (UTC).
    pub(crate) until: Option<NaiveDateTime>,
    /// Of this category.
    pub(crate) category: Option<String>,
    /// With this hashtag.
    pub(crate) tag: Option<String>,
    /// At the places of this name.
    pub(crate) place: Option<String>,
    /// On the network.
    pub(crate) online: bool,
    /// By members and groups of the club.
    pub(crate) local: bool,
    /// Whether the latest come first.
    pub(crate) backwards: bool,
}

/// What the viewer may see of what is published for everybody and passes the sieve, in the order of its times.
pub(crate) fn find(
    c: &mut Conn,
    viewer: Option<ActorId>,
    sieve: &Sieve,
    most: usize,
) -> QueryResult<Vec<(Object, Occasion)>> {
    let mut query = objects::table
        .inner_join(occasions::table.on(occasions::object_id.eq(objects::id)))
        .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
        .filter(objects::kind.eq(EVENT))
        .filter(objects::deleted_at.is_null())
        .filter(objects::visibility.eq(Visibility::Public))
        .filter(actors::suspended_at.is_null())
        .filter(actors::silenced_at.is_null())
        .into_boxed();
    if let Some(from) = sieve.from {
        // What has no end is taken to last a day.
        let open = from.checked_sub_signed(TimeDelta::days(1)).unwrap_or(from);
        let still_open = occasions::ends_at.is_null().and(occasions::starts_at.gt(open));
        query = query.filter(occasions::ends_at.gt(from).or(still_open));
    }
    if let Some(until) = sieve.until {
        query = query.filter(occasions::starts_at.lt(until));
    }
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
        let name = tag::normalise(name).unwrap_or_default();
        let tagged = object_tags::table
            .inner_join(tags::table.on(tags::id.eq(object_tags::tag_id)))
            .filter(tags::name.eq(name))
            .select(object_tags::object_id);
        query = query.filter(objects::id.eq_any(tagged));
    }
    query = match sieve.backwards {
        false => query.order((occasions::starts_at.asc(), objects::id.asc())),
        true => query.order((occasions::starts_at.desc(), objects::id.desc())),
    };
    let found: Vec<(Object, Occasion)> =
        query.limit(MOST).select((Object::as_select(), Occasion::as_select())).load(c)?;
    let (found, mut occasions): (Vec<Object>, Vec<Occasion>) = found.into_iter().unzip();
    let mut seen = visibility::visible(c, viewer, found)?;
    seen.truncate(most);
    let mut occasions = occasions.drain(..);
    // What is out of sight leaves its occasion behind.
    let paired = seen.into_iter().filter_map(|object| {
        let occasion = occasions.find(|occasion| occasion.object_id == object.id)?;
        Some((object, occasion))
    });
    Ok(paired.collect())
}
