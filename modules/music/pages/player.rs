//! The player of our own pages: its keys and words, for the script that plays; and what was played there.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::App;
use host::social::object::ObjectId;
use host::store::clock;
use host::web::{self, Bucket, Form, Key, MemberVisit, Visit};
use serde::{Deserialize, Serialize};

use super::visit::me;
use crate::listen;
use crate::track::Heard;

#[derive(Serialize)]
struct Player {}

/// The player, as scripts put it into a page.
pub(super) async fn show(visit: Visit) -> web::Result<HttpResponse> {
    let html = visit.fragment("music/player.html", &Player {})?;
    Ok(HttpResponse::Ok()
        .insert_header(("Cache-Control", "private, no-store"))
        .content_type("text/html; charset=utf-8")
        .body(html))
}

/// What comes with a listen: nothing.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// Notes that the reader played a track.
pub(super) async fn listen(
    visit: MemberVisit,
    app: App,
    id: Path<ObjectId>,
    _form: Form<Nothing>,
) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let noted = app.db.write(move |c| {
        Heard::find(c, Some(me), id)?.ok_or(DbError::NotFound)?;
        listen::note(c, me, id, clock::now(), "Kermesse")
    });
    noted.await?;
    Ok(HttpResponse::NoContent().finish())
}
