//! Photos into an album, and out again.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::social::card::Card;
use host::social::object::{Object, ObjectId};
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, Message};
use serde::{Deserialize, Serialize};

use super::Button;
use super::visit::{AlbumHead, AlbumVisit};
use crate::album::{self, AlbumError, AlbumId, MAX_PHOTOS, Part};

/// How many photos are offered at a time.
const PAGE: i64 = 60;

/// Which part of the member's photos is offered.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Offer {
    before: Option<ObjectId>,
}

/// Which were chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    photos: Vec<ObjectId>,
}

#[derive(Serialize)]
struct New {
    album: AlbumHead,
    offered: Vec<Offered>,
    newer: Option<String>,
    older: Option<String>,
    most: usize,
}

/// A photo that may be put in.
#[derive(Serialize)]
struct Offered {
    card: ObjectCard,
    /// It is in already.
    held: bool,
}

/// The member's own photos, to choose from.
pub(super) async fn new(here: AlbumVisit, offer: Query<Offer>) -> web::Result<HttpResponse> {
    here.visit.need_member()?;
    show(&here, offer.before, &FieldErrors::new()).await
}

async fn show(here: &AlbumVisit, before: Option<ObjectId>, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let (album, me) = (here.album.clone(), here.need_contributor()?);
    let read = here.app.db.read(move |c| {
        let photos = album::candidates(c, me, before, PAGE)?;
        let last = photos.last().filter(|_| photos.len() as i64 == PAGE).map(|photo| photo.id);
        let held = album.photos(c, Some(me))?;
        Ok::<_, DbError>((Card::gather(c, Some(me), photos)?, held, last))
    });
    let (cards, held, last) = read.await?;
    let offered =
        cards.iter().map(|card| Offered { card: here.show().card(card), held: held.contains(&card.object.id) });
    let path = here.path("/photos/new");
    let context = New {
        album: here.head(),
        offered: offered.collect(),
        older: last.map(|last| format!("{path}?before={last}")),
        newer: before.map(|_| path),
        most: MAX_PHOTOS,
    };
    match errors.is_empty() {
        true => here.visit.render("photos/albums/add.html", &context),
        false => here.visit.render_invalid("photos/albums/add.html", &context, errors),
    }
}

/// Puts the chosen ones at the end of the album.
pub(super) async fn create(here: AlbumVisit, offer: Query<Offer>, form: Form<Chosen>) -> web::Result<HttpResponse> {
    let me = here.need_contributor()?;
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let (album, chosen) = (here.album.clone(), form.into_inner().photos);
    match here.app.db.write(move |c| album.add(c, me, &chosen)).await {
        Ok(count) => {
            here.visit.notice(Message::new("albums-added").with("count", count));
            Ok(here.visit.see_other(&here.path("")))
        }
        Err(error) => show(&here, offer.before, &FieldErrors::one("photos", said(error)?)).await,
    }
}

/// What is said of why photos are not put in. Errors: it is our fault.
pub(super) fn said(error: AlbumError) -> web::Result<Message> {
    match error {
        AlbumError::Database(error) => Err(error.into()),
        AlbumError::Full => Ok(Message::new("albums-full").with("most", MAX_PHOTOS)),
        _ => Ok(Message::new("albums-none-chosen")),
    }
}

/// Takes one out: its owner any, everybody else what is theirs, also when they may add no more.
pub(super) async fn delete(
    here: AlbumVisit,
    path: Path<(String, AlbumId, ObjectId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (_, _, photo) = path.into_inner();
    let (album, me, owns) = (here.album.clone(), here.viewer(), here.part == Part::Owner);
    let taken = here.app.db.write(move |c| {
        let own = Object::find(c, photo)?.is_some_and(|object| Some(object.actor_id) == me);
        match (owns || own) && album.holds(c, photo)? {
            true => album.take_out(c, photo),
            false => Err(DbError::NotFound),
        }
    });
    taken.await?;
    here.visit.notice("albums-taken-out");
    Ok(here.visit.see_next(&here.path("")))
}
