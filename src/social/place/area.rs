//! Areas: what lies near a point.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use store::Backend;

use super::{PARTS, Point};
use crate::schema::places;

/// The mean radius of the earth, in kilometres.
const EARTH_KM: f64 = 6371.0;

/// A circle on the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its middle.
    pub centre: Point,
    /// Its radius, in kilometres.
    pub radius_km: f64,
}

impl Area {
    /// Whether a point lies within it.
    pub fn contains(self, point: Point) -> bool {
        self.centre.distance_km(point) <= self.radius_km
    }

    /// What lies in the square around it, which is more than it holds.
    pub fn objects_around<'a>(self) -> places::BoxedQuery<'a, Backend, BigInt> {
        let degrees = (self.radius_km / EARTH_KM).to_degrees();
        let north = self.centre.latitude() + degrees;
        let south = self.centre.latitude() - degrees;
        let parts = |degrees: f64| (degrees * PARTS) as i64;
        let around = places::table
            .filter(places::latitude.between(parts(south), parts(north)))
            .select(places::object_id)
            .into_boxed();
        // Meridians come together: the circle is widest, in degrees, at its edge that is nearer to a pole.
        let narrowest = north.abs().max(south.abs()).to_radians().cos();
        let (west, east) =
            (self.centre.longitude() - degrees / narrowest, self.centre.longitude() + degrees / narrowest);
        // Over a pole, or over the line where the days change, all meridians are looked at.
        match narrowest > 0.01 && west >= -180.0 && east <= 180.0 {
            true => around.filter(places::longitude.between(parts(west), parts(east))),
            false => around,
        }
    }
}

impl Point {
    /// How far another point is, over the ground (haversine), in kilometres.
    pub fn distance_km(self, other: Self) -> f64 {
        let [here, there] = [self, other].map(|point| (point.latitude().to_radians(), point.longitude().to_radians()));
        let half = |a: f64, b: f64| ((a - b) / 2.0).sin().powi(2);
        let chord = half(here.0, there.0) + here.0.cos() * there.0.cos() * half(here.1, there.1);
        2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
    }
}
