//! Where things are: they are put on the map by hand, or by a geocoder, which is another server that knows where addresses are. What
//! is published with an address and no point is looked up soon after, where the club has chosen such a server.

use async_trait::async_trait;
use diesel::QueryResult;
use diesel::result::Error as DbError;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use social::actor::Actor;
use social::edit::ObjectEdit;
use social::object::{Object, ObjectChange, ObjectId, Parts};
use social::place::{Address, NewPlace, Place, Point};
use store::jobs::{self, Failure, Job, Runner};
use store::{Conn, clock};
use url::Url;

use crate::App;
use crate::statement::Desk;

/// What stands in the configured address for what is looked for.
const QUERY: &str = "{query}";

/// Has a runner look addresses up.
pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.register::<Locate>()
}

/// Puts a local object somewhere else, and tells whoever knows it.
///
/// # Errors
/// The database's.
pub fn relocate(c: &mut Conn, desk: &Desk, author: &Actor, object: &Object, place: &NewPlace) -> QueryResult<Object> {
    let parts = Parts { place: Some(place.clone()), ..Parts::of(c, object.id)? };
    let change = ObjectChange { edited_at: Some(clock::now()), ..object.unchanged() };
    ObjectEdit::keep(c, object)?;
    object.edit(c, &desk.hosts, author, &change, &parts, |c, object| desk.wire(c, object))
}

/// Looks up where an object is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Locate {
    object: ObjectId,
}

impl Locate {
    /// Soon, if there is something to look up and somebody to ask.
    pub(crate) fn later(c: &mut Conn, desk: &Desk, object: &Object, place: Option<&NewPlace>) -> QueryResult<()> {
        match place.and_then(question).filter(|_| desk.locates) {
            Some(_) => jobs::enqueue_unique(c, &Self { object: object.id }, &format!("geocoder:{}", object.id)),
            None => Ok(()),
        }
    }
}

#[async_trait]
impl Job for Locate {
    type Context = App;
    const NAME: &'static str = "host.locate";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let id = self.object;
        let place = app.db.read(move |c| Place::find(c, id)).await?.map(NewPlace::from);
        let Some((place, words)) = place.and_then(|place| question(&place).map(|words| (place, words))) else {
            return Ok(());
        };
        let Some(url) = address(&app.config.map.geocoder, &words) else { return Ok(()) };
        let fetched = match app.federation.client().get_json(&url).await {
            Ok(fetched) => fetched,
            Err(error) if error.is_temporary() => return Err(Failure::Retry(error.to_string())),
            Err(error) => {
                tracing::warn!(%error, "the geocoder does not answer");
                return Ok(());
            }
        };
        let Some(point) = serde_json::from_slice(&fetched.body).ok().as_ref().and_then(found) else { return Ok(()) };
        let desk = app.desk();
        app.db
            .write(move |c| {
                let object = Object::get(c, id)?;
                // It may have been put somewhere else meanwhile.
                let same = Place::find(c, id)?.map(NewPlace::from).is_some_and(|now| now == place);
                if same && object.deleted_at.is_none() {
                    let author = Actor::get(c, object.actor_id)?;
                    relocate(c, &desk, &author, &object, &NewPlace { point: Some(point), ..place.clone() })?;
                }
                Ok::<_, DbError>(())
            })
            .await?;
        Ok(())
    }
}

/// What is asked about a place: its address, if it has one with a town, and no point yet.
fn question(place: &NewPlace) -> Option<String> {
    let address: &Address = place.address.as_ref().filter(|address| !address.locality.trim().is_empty())?;
    let words: Vec<String> = address.lines().chain(place.country.clone()).collect();
    place.point.is_none().then(|| words.join(", "))
}

fn address(configured: &str, words: &str) -> Option<Url> {
    let words: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
    configured.contains(QUERY).then(|| configured.replace(QUERY, &words).parse().ok())?
}

/// The first place of an answer: Nominatim's list, or a collection of features (GeoJSON, RFC 7946) as Photon and Addok give.
fn found(answer: &Value) -> Option<Point> {
    let number = |path: &str| {
        let value = answer.pointer(path)?;
        value.as_f64().or_else(|| value.as_str()?.parse().ok())
    };
    let point = |latitude: &str, longitude: &str| Point::new(number(latitude)?, number(longitude)?);
    let coordinates = "/features/0/geometry/coordinates";
    point("/0/lat", "/0/lon").or_else(|| point(&format!("{coordinates}/1"), &format!("{coordinates}/0")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_are_read_as_geocoders_give_them() {
        let quimper = Point::new(47.996, -4.1024);
        let nominatim = json!([{"place_id": 1, "lat": "47.996", "lon": "-4.1024", "display_name": "Quimper"}]);
        let addok = json!({"type": "FeatureCollection", "features": [{"type": "Feature",
            "geometry": {"type": "Point", "coordinates": [-4.1024, 47.996]}, "properties": {"label": "Quimper"}}]});
        assert_eq!((found(&nominatim), found(&addok)), (quimper, quimper));
        for nothing in [json!([]), json!({}), json!({"features": []}), json!([{"lat": "x", "lon": 1}]), json!(null)] {
            assert_eq!(found(&nothing), None, "{nothing}");
        }
    }

    #[test]
    fn only_addresses_with_a_town_and_without_a_point_are_asked_about() {
        let town = Address { street: "1 rue Élie".to_owned(), locality: "Quimper".to_owned(), ..Address::default() };
        let place = NewPlace { name: "Town hall".to_owned(), address: Some(town), ..NewPlace::default() };
        assert_eq!(question(&place).as_deref(), Some("1 rue Élie, Quimper"));
        let url = address("https://geo.example/search?q={query}", "1 rue Élie, Quimper");
        let asked = url.as_ref().and_then(|url| url.query_pairs().next());
        assert_eq!(asked.map(|(_, words)| words.into_owned()).as_deref(), Some("1 rue Élie, Quimper"));
        assert_eq!(question(&NewPlace { point: Point::new(1.0, 2.0), ..place.clone() }), None);
        assert_eq!(question(&NewPlace { address: None, ..place }), None);
        assert_eq!(address("", "x"), None);
    }
}
