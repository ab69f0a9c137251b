//! Places: what members and others show of them.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::show::place_path;
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::object::ObjectId;
use host::social::place::Place;
use host::social::range::Range;
use host::web::card::{ObjectCard, Pagination};
use host::web::headers::with_tiles;
use host::web::{self, Tiles};
use serde::{Deserialize, Serialize};

use super::maps;
use crate::here::Here;

/// How many objects a page shows.
const PAGE: usize = 20;

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    name: Option<String>,
    before: Option<ObjectId>,
}

#[derive(Serialize)]
struct There {
    name: String,
    /// Where something there is on the map, and the club has maps.
    tiles: Option<Tiles>,
    /// What is on that map, a path.
    points: String,
    cards: Vec<ObjectCard>,
    pages: Pagination,
}

/// What is at the places of a name, or all places. A name that nobody used yet is an empty page, not an error.
pub(crate) async fn show(here: Here, part: Query<Part>) -> web::Result<HttpResponse> {
    let Part { name, before } = part.into_inner();
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else { return maps::places(&here, None).await };
    let (viewer, wanted, stall) = (here.viewer(), name.clone(), here.stall.name);
    let tiles = here.visit.club.tiles.clone();
    let drawn = tiles.is_some();
    let found = here.app.db.read(move |c| {
        let objects = Place::objects(c, viewer, &wanted, Range::before(before), PAGE)?;
        let last = objects.last().filter(|_| objects.len() == PAGE).map(|object| object.id);
        let cards = Card::gather(c, viewer, objects)?;
        let placed = drawn && !Place::on_map(c, stall, viewer, Some(&wanted), 1)?.is_empty();
        Ok::<_, DbError>((filter::sift(c, viewer, FilterContext::Public, cards)?, last, placed))
    });
    let (cards, last, placed) = found.await?;
    let tiles = tiles.filter(|_| placed);
    let path = place_path(&name);
    let pages =
        Pagination { newer: before.map(|_| path.clone()), older: last.map(|last| format!("{path}&before={last}")) };
    let wanted: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let points = format!("/map.geojson?place={wanted}");
    let context = There { name, tiles: tiles.clone(), points, cards: here.show().cards(&cards), pages };
    let page = here.visit.render("stall/place.html", &context)?;
    Ok(with_tiles(page, &here.app.hosts, tiles.as_ref()))
}
