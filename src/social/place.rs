//! Places: where an object was made or happens, as its author says.

use std::collections::HashSet;

use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::{Conn, Json, clock};
use unicode_normalization::UnicodeNormalization;

use crate::actor::ActorId;
use crate::object::{Object, ObjectId};
use crate::occasion;
use crate::range::Range;
use crate::schema::{actors, objects, places};
use crate::timeline;
use crate::visibility::{self, Visibility};

mod area;
#[cfg(test)]
mod tests;

pub use area::Area;

/// The longest name of a place, in characters; what is longer is cut.
pub const MAX_NAME: usize = 200;

/// How many addresses are looked through for a town.
const MOST_TOWNS: i64 = 1000;

/// Parts of a degree.
const PARTS: f64 = 1_000_000.0;

/// A point on the map (WGS 84), in millionths of a degree: a tenth of a metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    latitude: i64,
    longitude: i64,
}

impl Point {
    /// From degrees north and east; `None` for what is not on the earth.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let possible = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let parts = |degrees: f64| (degrees * PARTS).round() as i64;
        possible.then(|| Self { latitude: parts(latitude), longitude: parts(longitude) })
    }

    /// As people write it: degrees in two fields, or both in the first (`45.1885, 5.7245`), with a point or a comma.
    pub fn read(latitude: &str, longitude: &str) -> Option<Self> {
        let (latitude, longitude) = (latitude.trim(), longitude.trim());
        let pair = || {
            let spaced = latitude.split_once(';').or_else(|| latitude.split_once(", "));
            let pair = spaced.or_else(|| latitude.split_once(char::is_whitespace));
            pair.or_else(|| latitude.split_once(',').filter(|_| latitude.contains('.')))
        };
        let (north, east) = if longitude.is_empty() { pair()? } else { (latitude, longitude) };
        let degrees = |text: &str| text.trim().trim_end_matches('°').replace(',', ".").parse().ok();
        Self::new(degrees(north)?, degrees(east)?)
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        self.latitude as f64 / PARTS
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        self.longitude as f64 / PARTS
    }
}

/// Street and town (schema.org, `PostalAddress`); the country is the place's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub locality: String,
    /// Region.
    pub region: String,
}

impl Address {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.lines().next().is_none()
    }

    /// As people write it, part by part: the street, then the town with its code, then the region.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let town = [self.postal_code.trim(), self.locality.trim()].join(" ");
        [self.street.trim().to_owned(), town.trim().to_owned(), self.region.trim().to_owned()]
            .into_iter()
            .filter(|line| !line.is_empty())
    }
}

/// A place as its author tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPlace {
    /// What people call it.
    pub name: String,
    /// The country, by name.
    pub country: Option<String>,
    /// Where it is on the map.
    pub point: Option<Point>,
    /// Street and town.
    #[serde(default)]
    pub address: Option<Address>,
}

impl NewPlace {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.point.is_none() && self.address.as_ref().is_none_or(Address::is_empty)
    }

    /// As it is kept; none where it says nothing.
    pub fn kept(&self) -> Option<Self> {
        let cut = |text: &str| text.trim().chars().take(MAX_NAME).collect::<String>();
        let country = self.country.as_deref().map(cut).filter(|country| !country.is_empty());
        let address = self.address.as_ref().filter(|address| !address.is_empty()).map(|address| Address {
            street: cut(&address.street),
            postal_code: cut(&address.postal_code),
            locality: cut(&address.locality),
            region: cut(&address.region),
        });
        (!self.is_empty()).then(|| Self { name: cut(&self.name), country, point: self.point, address })
    }
}

impl From<Place> for NewPlace {
    fn from(place: Place) -> Self {
        Self {
            point: place.point(),
            name: place.name,
            country: place.country,
            address: place.address.map(|address| address.0),
        }
    }
}

/// A row of `places`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Place {
    /// What is there.
    pub object_id: ObjectId,
    /// What people call it.
    pub name: String,
    /// The country, by name.
    pub country: Option<String>,
    latitude: Option<i64>,
    longitude: Option<i64>,
    /// Street and town.
    pub address: Option<Json<Address>>,
}

impl Place {
    /// The place of an object.
    pub fn find(c: &mut Conn, object: ObjectId) -> QueryResult<Option<Self>> {
        places::table.find(object).select(Self::as_select()).first(c).optional()
    }

    /// The places of several objects, in no order.
    pub fn of(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        places::table.filter(places::object_id.eq_any(objects)).select(Self::as_select()).load(c)
    }

    /// Says where an object is, or no longer.
    pub fn set(c: &mut Conn, object: ObjectId, place: Option<&NewPlace>) -> QueryResult<()> {
        diesel::delete(places::table.find(object)).execute(c)?;
        let Some(place) = place.and_then(NewPlace::kept) else { return Ok(()) };
        diesel::insert_into(places::table)
            .values((
                places::object_id.eq(object),
                places::key.eq(key(&place.name)),
                places::name.eq(place.name),
                places::country.eq(place.country),
                places::latitude.eq(place.point.map(|point| point.latitude)),
                places::longitude.eq(place.point.map(|point| point.longitude)),
                places::address.eq(place.address.map(Json)),
            ))
            .execute(c)?;
        Ok(())
    }

    /// In one line: its name, its address, its country.
    pub fn line(&self) -> String {
        let address = self.address.iter().flat_map(|address| address.lines());
        let parts = std::iter::once(self.name.clone()).chain(address).chain(self.country.clone());
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Where it is on the map.
    pub fn point(&self) -> Option<Point> {
        Some(Point { latitude: self.latitude?, longitude: self.longitude? })
    }

    /// The names of places of what members of a stall published for everybody, the newest first.
    pub fn recent(c: &mut Conn, stall: &str, most: usize) -> QueryResult<Vec<String>> {
        let rows: Vec<(String, String)> = places::table
            .inner_join(objects::table.on(objects::id.eq(places::object_id)))
            .filter(objects::stall.eq(stall))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .filter(places::name.ne(""))
            .order(places::object_id.desc())
            .limit(200)
            .select((places::key, places::name))
            .load(c)?;
        let mut seen = HashSet::new();
        Ok(rows.into_iter().filter(|(key, _)| seen.insert(key.clone())).map(|(_, name)| name).take(most).collect())
    }

    /// Places of what is published for everybody whose names begin so, however that is written, each name once.
    pub fn named_like(c: &mut Conn, name: &str, most: i64) -> QueryResult<Vec<Self>> {
        let wanted = key(name);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        // A key has letters, digits and spaces, nothing that a pattern would understand.
        let newest: Vec<Option<ObjectId>> = places::table
            .inner_join(objects::table.on(objects::id.eq(places::object_id)))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .filter(places::key.like(format!("{wanted}%")))
            .group_by(places::key)
            .order(places::key)
            .limit(most)
            .select(max(places::object_id))
            .load(c)?;
        let newest: Vec<ObjectId> = newest.into_iter().flatten().collect();
        let mut found = Self::of(c, &newest)?;
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// The places of what members of a stall published for everybody, by name, each with how much is there.
    pub fn counted(c: &mut Conn, stall: &str, most: i64) -> QueryResult<Vec<(String, i64)>> {
        let rows: Vec<(String, Option<String>, i64)> = places::table
            .inner_join(objects::table.on(objects::id.eq(places::object_id)))
            .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
            .filter(objects::stall.eq(stall))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .filter(actors::suspended_at.is_null())
            .filter(actors::silenced_at.is_null())
            .filter(places::name.ne(""))
            .group_by(places::key)
            .order(places::key)
            .limit(most)
            .select((places::key, max(places::name), count_star()))
            .load(c)?;
        Ok(rows.into_iter().filter_map(|(_, name, count)| Some((name?, count))).collect())
    }

    /// What members of a stall published for everybody and put on the map, as far as the viewer wants to see it, the newest
    /// first; at the places of one name, or at all. What took place and is over has left the map.
    pub fn on_map(
        c: &mut Conn,
        stall: &str,
        viewer: Option<ActorId>,
        name: Option<&str>,
        most: usize,
    ) -> QueryResult<Vec<Object>> {
        let (key, now) = (name.map(key), clock::now());
        let fetch = |c: &mut Conn, range: Range, limit: i64| {
            let placed = objects::table
                .inner_join(places::table.on(places::object_id.eq(objects::id)))
                .inner_join(actors::table.on(actors::id.eq(objects::actor_id)))
                .filter(places::latitude.is_not_null())
                .filter(objects::stall.eq(stall))
                .filter(objects::visibility.eq(Visibility::Public))
                .filter(objects::deleted_at.is_null())
                .filter(actors::silenced_at.is_null())
                .filter(objects::id.ne_all(occasion::over(now)))
                .select(Object::as_select());
            let mut query = crate::cut!(placed, objects::id, range, limit);
            if let Some(key) = &key {
                query = query.filter(places::key.eq(key));
            }
            query.load(c)
        };
        visibility::page_of(c, viewer, Range::default(), most, fetch, |c, objects| timeline::wanted(c, viewer, objects))
    }

    /// Where an actor put the place of that name on the map before.
    pub fn known_point(c: &mut Conn, actor: ActorId, name: &str) -> QueryResult<Option<Point>> {
        let found: Option<Self> = places::table
            .inner_join(objects::table.on(objects::id.eq(places::object_id)))
            .filter(objects::actor_id.eq(actor))
            .filter(places::key.eq(key(name)))
            .filter(places::name.ne(""))
            .filter(places::latitude.is_not_null())
            .order(places::object_id.desc())
            .select(Self::as_select())
            .first(c)
            .optional()?;
        Ok(found.and_then(|place| place.point()))
    }

    /// Where a place or a town of that name lies, as far as anybody said so of what is published for everybody.
    pub fn located(c: &mut Conn, name: &str) -> QueryResult<Option<Point>> {
        let wanted = key(name);
        if wanted.is_empty() {
            return Ok(None);
        }
        let placed = || {
            places::table
                .inner_join(objects::table.on(objects::id.eq(places::object_id)))
                .filter(objects::visibility.eq(Visibility::Public))
                .filter(objects::deleted_at.is_null())
                .filter(places::latitude.is_not_null())
                .order(places::object_id.desc())
                .select(Self::as_select())
        };
        let named: Option<Self> = placed().filter(places::key.eq(&wanted)).first(c).optional()?;
        if let Some(place) = named {
            return Ok(place.point());
        }
        let with_address: Vec<Self> = placed().filter(places::address.is_not_null()).limit(MOST_TOWNS).load(c)?;
        let town = |place: &&Self| place.address.as_ref().is_some_and(|address| key(&address.locality) == wanted);
        Ok(with_address.iter().find(town).and_then(Self::point))
    }

    /// What the viewer may see at the places of that name, however it is written, the newest first.
    pub fn objects(
        c: &mut Conn,
        viewer: Option<ActorId>,
        name: &str,
        range: Range,
        limit: usize,
    ) -> QueryResult<Vec<Object>> {
        let key = key(name);
        visibility::page(c, viewer, range, limit, |c, range, limit| {
            let there = objects::table
                .inner_join(places::table.on(places::object_id.eq(objects::id)))
                .filter(places::key.eq(&key))
                .filter(objects::deleted_at.is_null())
                .select(Object::as_select());
            crate::cut!(there, objects::id, range, limit).load(c)
        })
    }
}

/// The names of one place, written differently, are the same.
pub fn key(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let words: Vec<String> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}
