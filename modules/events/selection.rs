//! Selections: which events a view or a calendar has.

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::{Object, ObjectId};
use host::social::occasion::Occasion;
use host::social::participation::ParticipationState;
use host::social::place::{self, Area, Place, Point};
use host::social::schema::{actors, bookmarks, object_tags, objects, occasions, participations, places, tags};
use host::social::search::{self, Query};
use host::social::tag;
use host::social::visibility::{self, Visibility};
use host::store::{Backend, Conn};

use crate::federate::EVENT;

/// How many are looked through for a page at least: some are out of the viewer's sight.
const LEAST: usize = 1000;
/// The most events that words find.
const MOST_FOUND: usize = 500;

/// How far it is with what a member takes part in.
const JOINED: &[ParticipationState] = &[
    ParticipationState::Pending,
    ParticipationState::Accepted,
    ParticipationState::Waiting,
    ParticipationState::Maybe,
];

/// Whose events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Source {
    /// All that is published for everybody.
    #[default]
    Stall,
    /// What an actor publishes for everybody.
    Actor(ActorId),
    /// What a member organises, takes part in or keeps; only the member may see it.
    Member(ActorId),
}

/// What lies near a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    /// The place: its name, or its degrees.
    pub(crate) place: String,
    /// How far from it at most, in kilometres.
    pub(crate) within_km: u32,
}

/// Which events are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    pub(crate) source: Source,
    /// Those that end later than this (UTC).
    pub(crate) from: Option<NaiveDateTime>,
    /// Those that begin before this (UTC).
    pub(crate) until: Option<NaiveDateTime>,
    /// Those that come behind this one, in the order asked for.
    pub(crate) after: Option<(NaiveDateTime, ObjectId)>,
    /// Which say these words.
    pub(crate) words: Option<String>,
    /// Of this category.
    pub(crate) category: Option<String>,
    /// With this hashtag.
    pub(crate) tag: Option<String>,
    /// At the places of this name.
    pub(crate) place: Option<String>,
    /// Near this place.
    pub(crate) near: Option<Near>,
    /// On the network.
    pub(crate) online: bool,
    /// By members and groups of the club.
    pub(crate) local: bool,
    /// Whether the latest come first.
    pub(crate) backwards: bool,
}

/// Events with when they take place and who publishes them.
#[diesel::dsl::auto_type]
fn events() -> _ {
    objects::table
        .inner_join(occasions::table.on(occasions::object_id.eq(objects::id)))
        .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
}

/// A question about them.
type Asked<'a> = diesel::dsl::IntoBoxed<'a, events, Backend>;

impl Source {
    /// Who looks at a calendar of these.
    pub(crate) fn viewer(self) -> Option<ActorId> {
        match self {
            Self::Member(actor) => Some(actor),
            _ => None,
        }
    }

    fn narrow(self, query: Asked<'_>) -> Asked<'_> {
        let public = objects::visibility.eq(Visibility::Public);
        match self {
            Self::Stall => query.filter(public).filter(actors::silenced_at.is_null()),
            Self::Actor(actor) => query.filter(public).filter(objects::actor_id.eq(actor)),
            Self::Member(actor) => {
                let kept = bookmarks::table.filter(bookmarks::actor_id.eq(actor)).select(bookmarks::object_id);
                let joined = participations::table
                    .filter(participations::actor_id.eq(actor))
                    .filter(participations::state.eq_any(JOINED))
                    .select(participations::object_id);
                let mine = objects::actor_id.eq(actor).or(objects::id.eq_any(kept));
                query.filter(mine.or(objects::id.eq_any(joined)))
            }
        }
    }
}

impl Selection {
    /// What the viewer may see of it, in the order of its times.
    pub(crate) fn find(
        &self,
        c: &mut Conn,
        viewer: Option<ActorId>,
        most: usize,
    ) -> QueryResult<Vec<(Object, Occasion)>> {
        let mut query = self.narrow(events().into_boxed());
        if let Some(words) = &self.words {
            query = query.filter(objects::id.eq_any(saying(c, viewer, words)?));
        }
        let area = match &self.near {
            None => None,
            Some(near) => match near.area(c)? {
                Some(area) => Some(area),
                None => return Ok(Vec::new()),
            },
        };
        if let Some(area) = area {
            query = query.filter(objects::id.eq_any(area.objects_around()));
        }
        query = match self.backwards {
            false => query.order((occasions::starts_at.asc(), objects::id.asc())),
            true => query.order((occasions::starts_at.desc(), objects::id.desc())),
        };
        let limit = i64::try_from(most.max(LEAST)).unwrap_or(i64::MAX);
        let found = query.limit(limit).select((Object::as_select(), Occasion::as_select())).load(c)?;
        let (mut found, occasions): (Vec<Object>, Vec<Occasion>) = found.into_iter().unzip();
        if let Some(area) = area {
            let ids: Vec<ObjectId> = found.iter().map(|object| object.id).collect();
            let places = Place::of(c, &ids)?;
            let inside = |place: &Place| place.point().is_some_and(|point| area.contains(point));
            let inside: Vec<ObjectId> = places.into_iter().filter(inside).map(|place| place.object_id).collect();
            found.retain(|object| inside.contains(&object.id));
        }
        let mut occasions: HashMap<ObjectId, Occasion> =
            occasions.into_iter().map(|occasion| (occasion.object_id, occasion)).collect();
        let mut seen = visibility::visible(c, viewer, found)?;
        seen.truncate(most);
        let paired = seen.into_iter().filter_map(|object| {
            let occasion = occasions.remove(&object.id)?;
            Some((object, occasion))
        });
        Ok(paired.collect())
    }

    /// Whether nothing can be near the place that it names, as nobody said where that lies.
    pub(crate) fn is_lost(&self, c: &mut Conn) -> QueryResult<bool> {
        let Some(near) = &self.near else { return Ok(false) };
        Ok(near.area(c)?.is_none())
    }

    /// What needs nothing but the question itself.
    fn narrow<'a>(&'a self, query: Asked<'a>) -> Asked<'a> {
        let known = query
            .filter(objects::kind.eq(EVENT))
            .filter(objects::deleted_at.is_null())
            .filter(actors::suspended_at.is_null());
        let mut query = self.source.narrow(known);
        if let Some(from) = self.from {
            // What has no end is taken to last a day.
            let open = from.checked_sub_signed(TimeDelta::days(1)).unwrap_or(from);
            let still_open = occasions::ends_at.is_null().and(occasions::starts_at.gt(open));
            query = query.filter(occasions::ends_at.gt(from).or(still_open));
        }
        if let Some(until) = self.until {
            query = query.filter(occasions::starts_at.lt(until));
        }
        if let Some((at, id)) = self.after {
            let same = occasions::starts_at.eq(at);
            query = match self.backwards {
                false => query.filter(occasions::starts_at.gt(at).or(same.and(objects::id.gt(id)))),
                true => query.filter(occasions::starts_at.lt(at).or(same.and(objects::id.lt(id)))),
            };
        }
        if let Some(category) = &self.category {
            query = query.filter(occasions::category.eq(category));
        }
        if self.online {
            query = query.filter(occasions::online_url.is_not_null());
        }
        if self.local {
            query = query.filter(objects::stall.is_not_null());
        }
        if let Some(place) = &self.place {
            let there = places::table.filter(places::key.eq(place::key(place))).select(places::object_id);
            query = query.filter(objects::id.eq_any(there));
        }
        if let Some(name) = &self.tag {
            let tagged = object_tags::table
                .inner_join(tags::table.on(tags::id.eq(object_tags::tag_id)))
                .filter(tags::name.eq(tag::normalise(name).unwrap_or_default()))
                .select(object_tags::object_id);
            query = query.filter(objects::id.eq_any(tagged));
        }
        query
    }
}

impl Near {
    /// The circle that is meant; none where nobody said where the place lies.
    fn area(&self, c: &mut Conn) -> QueryResult<Option<Area>> {
        let centre = match Point::read(&self.place, "") {
            Some(point) => Some(point),
            None => Place::located(c, &self.place)?,
        };
        Ok(centre.map(|centre| Area { centre, radius_km: f64::from(self.within_km) }))
    }
}

/// The events that say these words.
fn saying(c: &mut Conn, viewer: Option<ActorId>, words: &str) -> QueryResult<Vec<ObjectId>> {
    let query = Query::parse(words, "");
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let found = search::objects(c, viewer, &query, None, MOST_FOUND)?;
    Ok(found.into_iter().filter(|object| object.kind == EVENT).map(|object| object.id).collect())
}
