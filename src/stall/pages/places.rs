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
use host::web;
use host::web::card::{ObjectCard, Pagination};
use serde::{Deserialize, Serialize};

use crate::here::Here;

/// How many objects a page shows.
const PAGE: usize = 20;

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    name: String,
    before: Option<ObjectId>,
}

#[derive(Serialize)]
struct There {
    name: String,
    cards: Vec<ObjectCard>,
    pages: Pagination,
}

/// What is at the places of a name. A name that nobody used yet is an empty page, not an error.
pub(crate) async fn show(here: Here, part: Query<Part>) -> web::Result<HttpResponse> {
    let Part { name, before } = part.into_inner();
    let (viewer, wanted) = (here.viewer(), name.clone());
    let found = here.app.db.read(move |c| {
        let objects = Place::objects(c, viewer, &wanted, Range::before(before), PAGE)?;
        let last = objects.last().filter(|_| objects.len() == PAGE).map(|object| object.id);
        let cards = Card::gather(c, viewer, objects)?;
        Ok::<_, DbError>((filter::sift(c, viewer, FilterContext::Public, cards)?, last))
    });
    let (cards, last) = found.await?;
    let path = place_path(&name);
    let pages =
        Pagination { newer: before.map(|_| path.clone()), older: last.map(|last| format!("{path}&before={last}")) };
    here.visit.render("stall/place.html", &There { name, cards: here.show().cards(&cards), pages })
}
