//! Objects as they are shown within pages of other sites: without scripts, cookies or buttons, and as everybody may read them,
//! whoever is logged in.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::Show;
use host::show::title_of;
use host::social::card::Card;
use host::social::object::ObjectId;
use host::web::card::ObjectCard;
use host::web::{self, headers};
use serde::Serialize;

use crate::here::{Here, find_object};

#[derive(Serialize)]
struct Embed {
    title: String,
    card: ObjectCard,
}

/// The page of a frame (`<iframe>`).
pub(crate) async fn show(here: Here, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let ((handle, id), stall) = (path.into_inner(), here.stall.clone());
    let card = here.app.db.read(move |c| {
        let (_, object) = find_object(c, &stall, &handle, id, None)?;
        match object.visibility.is_open() && object.stall.as_deref() == Some(stall.name) {
            true => Card::of(c, None, object),
            false => Err(DbError::NotFound),
        }
    });
    let card = card.await?;
    let show = Show { stall: &here.stall, viewer: None };
    let html = here.visit.fragment("stall/embed.html", &Embed { title: title_of(&card), card: show.card(&card) })?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_SECURITY_POLICY, headers::FRAME_POLICY))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header(("X-Robots-Tag", "noindex"))
        .body(html))
}
