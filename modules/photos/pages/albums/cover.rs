//! The photo that stands for an album.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::social::object::ObjectId;
use host::web::{self, Form};
use serde::Deserialize;

use super::visit::AlbumVisit;

/// Which.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    photo: ObjectId,
}

/// Lets one of its photos stand for it.
pub(super) async fn update(here: AlbumVisit, form: Form<Chosen>) -> web::Result<HttpResponse> {
    here.need_owner()?;
    let (album, photo) = (here.album.clone(), form.into_inner().photo);
    let chosen = here.app.db.write(move |c| match album.holds(c, photo)? {
        true => album.set_cover(c, Some(photo)),
        false => Err(DbError::NotFound),
    });
    chosen.await?;
    here.visit.notice("albums-cover-chosen");
    Ok(here.visit.see_next(&here.path("")))
}
