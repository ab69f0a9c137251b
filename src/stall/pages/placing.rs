//! Putting something on the map: its author says by hand where it was made, and takes that back. With scripts a mark is dragged;
//! without, degrees are typed.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::location;
use host::social::card::Card;
use host::social::object::ObjectId;
use host::social::place::{NewPlace, Place, Point};
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::headers::with_tiles;
use host::web::{self, Bucket, Form, Key, Tiles};
use serde::{Deserialize, Serialize};

use super::{Button, objects};
use crate::here::MemberHere;

/// The form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PlaceForm {
    name: String,
    latitude: String,
    longitude: String,
}

#[derive(Serialize)]
struct Placing<'a> {
    card: ObjectCard,
    form: &'a PlaceForm,
    /// Whether it is on the map already.
    placed: bool,
    tiles: Option<Tiles>,
}

impl PlaceForm {
    fn of(place: Option<&Place>, point: Option<Point>) -> Self {
        let degrees = |degrees: Option<f64>| degrees.map(|degrees| degrees.to_string()).unwrap_or_default();
        Self {
            name: place.map(|place| place.name.clone()).unwrap_or_default(),
            latitude: degrees(point.map(Point::latitude)),
            longitude: degrees(point.map(Point::longitude)),
        }
    }

    /// Where it says that it is.
    fn point(&self) -> Option<Point> {
        Point::read(&self.latitude, &self.longitude)
    }
}

/// The form, which begins where the member put the place of that name before.
pub(crate) async fn edit(here: MemberHere, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let card = objects::own_card(&here, path.into_inner()).await?;
    let (me, name) = (here.me, card.place.as_ref().map(|place| place.name.clone()).unwrap_or_default());
    let before = here.app.db.read(move |c| Place::known_point(c, me, &name)).await?;
    let point = card.place.as_ref().and_then(Place::point).or(before);
    let form = PlaceForm::of(card.place.as_ref(), point);
    show(&here, &card, &form, &FieldErrors::new())
}

fn show(here: &MemberHere, card: &Card, form: &PlaceForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let tiles = here.visit.club.tiles.clone();
    let placed = card.place.as_ref().and_then(Place::point).is_some();
    let context = Placing { card: here.show().card(card), form, placed, tiles: tiles.clone() };
    let page = match errors.is_empty() {
        true => here.visit.render("stall/placing.html", &context),
        false => here.visit.render_invalid("stall/placing.html", &context, errors),
    };
    Ok(with_tiles(page?, &here.app.hosts, tiles.as_ref()))
}

/// Puts it there; whoever knows it is told.
pub(crate) async fn update(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    form: Form<PlaceForm>,
) -> web::Result<HttpResponse> {
    let card = objects::own_card(&here, path.into_inner()).await?;
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let form = form.into_inner();
    let Some(point) = form.point() else {
        return show(&here, &card, &form, &FieldErrors::one("latitude", "placing-no-point"));
    };
    let same = card.place.clone().filter(|place| place.name == form.name).map(NewPlace::from).unwrap_or_default();
    let place = NewPlace { name: form.name, point: Some(point), ..same };
    let back = relocate(&here, card, place).await?;
    here.visit.notice("placing-done");
    Ok(here.visit.see_other(&back))
}

/// Takes it off the map; its place keeps its name.
pub(crate) async fn delete(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let card = objects::own_card(&here, path.into_inner()).await?;
    let place = card.place.clone().map(NewPlace::from).unwrap_or_default();
    let back = relocate(&here, card, NewPlace { point: None, ..place }).await?;
    here.visit.notice("placing-undone");
    Ok(here.visit.see_other(&back))
}

/// Writes where it is, and returns the path of its page.
async fn relocate(here: &MemberHere, card: Card, place: NewPlace) -> web::Result<String> {
    let back = here.show().object_path(&card.author, &card.object);
    let desk = here.app.desk();
    here.app.db.write(move |c| location::relocate(c, &desk, &card.author, &card.object, &place)).await?;
    Ok(back)
}
