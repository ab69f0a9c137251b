//! Pictures, each with a page of its own: as large as there is room, with what is said about it, and a way to the next.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::Teaser;
use host::show::title_of;
use host::social::card::Card;
use host::social::markup;
use host::social::object::ObjectId;
use host::social::visibility::Visibility;
use host::teaser::TeaserPicture;
use host::web::card::{MediaCard, MediaKind, ObjectCard};
use host::web::{self, Message};
use serde::Serialize;

use super::objects;
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
    /// Its own address, in full, where it is of this stall.
    canonical: Option<String>,
    /// Where everybody may see it.
    teaser: Option<Teaser>,
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
    let own = card.object.stall.as_deref() == Some(here.stall.name);
    let canonical = own.then(|| format!("{}/media/{place}", card.object.page()));
    let context = Picture {
        teaser: teaser(&here, &card, place, pictures.len()),
        canonical,
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

/// What one of an object's pictures is previewed by elsewhere.
fn teaser(here: &Here, card: &Card, place: usize, count: usize) -> Option<Teaser> {
    let whole = objects::teaser(here, card)?;
    let media = card.media.get(place.checked_sub(1)?)?;
    let title = Message::new("picture-title").with("number", place).with("count", count);
    let teaser = Teaser {
        title: here.visit.translate(title.with("text", title_of(card))),
        description: markup::shorten(&media.description, 200),
        url: format!("{}/media/{place}", whole.url),
        picture: TeaserPicture::of(&here.stall, card, media),
        ..whole
    };
    Some(teaser.embeddable(&here.stall))
}
