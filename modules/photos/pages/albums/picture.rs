//! A picture of an album, as large as there is room, and the way to the next: so an album is looked through without scripts.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::card::Card;
use host::social::object::{Object, ObjectId};
use host::social::visibility::Visibility;
use host::store::Conn;
use host::web;
use host::web::card::{MediaCard, ObjectCard};
use serde::Serialize;

use super::album::pictures;
use super::visit::{AlbumHead, AlbumVisit};
use crate::album::{self, Album, AlbumId, Audience};

#[derive(Serialize)]
struct Picture {
    album: AlbumHead,
    card: ObjectCard,
    picture: MediaCard,
    /// Counted from 1, among all pictures that the reader sees in the album.
    number: usize,
    count: usize,
    previous: Option<String>,
    next: Option<String>,
    /// Whether the reader may take the photo out of the album.
    may_take_out: bool,
    indexable: bool,
}

/// Where a picture is in an album.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    number: usize,
    count: usize,
    previous: Option<(ObjectId, usize)>,
    next: Option<(ObjectId, usize)>,
}

impl Place {
    /// Of the picture with that number in a photo. None: there is no such picture in the album for this reader.
    fn find(
        c: &mut Conn,
        album: &Album,
        viewer: Option<ActorId>,
        photo: ObjectId,
        number: usize,
    ) -> Result<Option<Self>, DbError> {
        let photos = album.photos(c, viewer)?;
        let counts = album::pictures(c, &photos)?;
        let every = photos.iter().flat_map(|photo| {
            let count = counts.get(photo).copied().unwrap_or(0);
            (1..=count).map(|number| (*photo, number))
        });
        let every: Vec<(ObjectId, usize)> = every.collect();
        let Some(at) = every.iter().position(|place| *place == (photo, number)) else { return Ok(None) };
        Ok(Some(Self {
            number: at + 1,
            count: every.len(),
            previous: at.checked_sub(1).and_then(|before| every.get(before)).copied(),
            next: at.checked_add(1).and_then(|after| every.get(after)).copied(),
        }))
    }
}

/// One of its pictures, by its photo and its number in it.
pub(super) async fn show(
    here: AlbumVisit,
    path: Path<(String, AlbumId, ObjectId, usize)>,
) -> web::Result<HttpResponse> {
    let (_, _, photo, number) = path.into_inner();
    let (album, viewer) = (here.album.clone(), here.viewer());
    let read = here.app.db.read(move |c| {
        let place = Place::find(c, &album, viewer, photo, number)?.ok_or(DbError::NotFound)?;
        let object = Object::get(c, photo)?;
        Ok::<_, DbError>((place, Card::of(c, viewer, object)?))
    });
    let (place, card) = read.await?;
    let shown = here.show().card(&card);
    let picture = pictures(&shown).find(|(at, _)| *at == number).map(|(_, picture)| picture.clone());
    let at = |(photo, number): (ObjectId, usize)| here.path(&format!("/photos/{photo}/{number}"));
    let open = card.object.visibility == Visibility::Public && here.album.audience == Audience::Public;
    let context = Picture {
        album: here.head(),
        picture: picture.ok_or_else(|| web::Error::not_found("picture"))?,
        number: place.number,
        count: place.count,
        previous: place.previous.map(at),
        next: place.next.map(at),
        may_take_out: here.head().mine || shown.mine,
        indexable: open && card.author.indexable && here.owner.indexable,
        card: shown,
    };
    here.visit.render("photos/albums/picture.html", &context)
}
