//! Pictures, each with a page of its own: as large as there is room, with what is said about it, and a way to the next.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::show::title_of;
use host::social::card::Card;
use host::social::object::ObjectId;
use host::social::visibility::Visibility;
use host::web;
use host::web::card::{MediaCard, MediaKind, ObjectCard};
use serde::Serialize;

use crate::here::Here;

#[derive(Serialize)]
struct Picture {
    title: String,
    card: ObjectCard,
    picture: MediaCard,
    /// Counted from 1, among all pictures of the object.
    number: usize,
    count: usize,
    previous: Option<String>,
    next: Option<String>,
    indexable: bool,
}

/// One of an object's pictures, by its place among what is attached, from 1.
pub(crate) async fn show(here: Here, path: Path<(String, ObjectId, usize)>) -> web::Result<HttpResponse> {
    let (handle, id, place) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let viewer = here.viewer();
    let card = here.app.db.read(move |c| Card::of(c, viewer, object)).await?;
    let shown = here.show().card(&card);
    let pictures: Vec<(usize, &MediaCard)> =
        (1..).zip(&shown.media).filter(|(_, media)| media.kind == MediaKind::Image).collect();
    let at =
        pictures.iter().position(|(number, _)| *number == place).ok_or_else(|| web::Error::not_found("picture"))?;
    let picture = pictures.get(at).map(|(_, picture)| (*picture).clone());
    let beside = |at: Option<usize>| at.and_then(|at| pictures.get(at)).map(|(_, picture)| picture.page_url.clone());
    let context = Picture {
        title: title_of(&card),
        number: at + 1,
        count: pictures.len(),
        previous: beside(at.checked_sub(1)),
        next: beside(at.checked_add(1)),
        picture: picture.ok_or_else(|| web::Error::not_found("picture"))?,
        indexable: author.indexable && author.is_local() && card.object.visibility == Visibility::Public,
        card: shown,
    };
    here.visit.render("stall/picture.html", &context)
}
