//! The map: what members put on it by hand, where the club has maps. The list of places below it needs no script.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::show::{place_path, title_of};
use host::social::card::Card;
use host::social::place::Place;
use host::web::headers::with_tiles;
use host::web::{self, Tiles};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::here::Here;

/// How many places are listed.
const MOST_PLACES: i64 = 1000;
/// How many objects are on a map.
const MOST_POINTS: usize = 1000;

#[derive(Serialize)]
struct Places {
    /// None: there are no maps, or none is wanted here.
    tiles: Option<Tiles>,
    /// Each with its path, and how much is there.
    places: Vec<(String, String, i64)>,
}

/// Of which place.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    place: Option<String>,
}

/// The map, and all places by name.
pub(crate) async fn show(here: Here) -> web::Result<HttpResponse> {
    let tiles = here.visit.club.tiles.clone().ok_or_else(|| web::Error::not_found("map"))?;
    places(&here, Some(tiles)).await
}

/// All places by name.
pub(super) async fn places(here: &Here, tiles: Option<Tiles>) -> web::Result<HttpResponse> {
    let stall = here.stall.name;
    let counted = here.app.db.read(move |c| Place::counted(c, stall, MOST_PLACES)).await?;
    let places = counted.into_iter().map(|(name, count)| (place_path(&name), name, count)).collect();
    let page = here.visit.render("stall/places.html", &Places { tiles: tiles.clone(), places })?;
    Ok(with_tiles(page, &here.app.hosts, tiles.as_ref()))
}

/// What is on the map, or at one place of it (GeoJSON, RFC 7946).
pub(crate) async fn points(here: Here, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    if here.visit.club.tiles.is_none() {
        return Err(web::Error::not_found("map"));
    }
    let (stall, viewer, name) = (here.stall.name, here.viewer(), wanted.into_inner().place);
    let cards = here.app.db.read(move |c| {
        let objects = Place::on_map(c, stall, viewer, name.as_deref(), MOST_POINTS)?;
        Card::gather(c, viewer, objects)
    });
    let cards: Result<Vec<Card>, DbError> = cards.await;
    let features: Vec<Value> = cards?.iter().filter_map(|card| feature(&here, card)).collect();
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/geo+json"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(json!({"type": "FeatureCollection", "features": features}).to_string()))
}

fn feature(here: &Here, card: &Card) -> Option<Value> {
    let (place, shown) = (card.place.as_ref()?, here.show().card(card));
    let point = place.point()?;
    let picture = shown.media.iter().find(|media| !media.preview_url.is_empty() && !shown.sensitive);
    let smallest = picture.map(|media| media.renditions.first().map_or(&media.preview_url, |(path, _)| path));
    Some(json!({
        "type": "Feature",
        // East first (§3.1.1).
        "geometry": {"type": "Point", "coordinates": [point.longitude(), point.latitude()]},
        "properties": {
            "page": shown.page_url,
            "title": title_of(card),
            "author": shown.author.name,
            "place": place.name,
            "picture": smallest,
        },
    }))
}
