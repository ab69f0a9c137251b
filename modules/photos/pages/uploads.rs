//! Files on their way into a photo, for scripts: each comes alone, with its progress, and is worked up by a job.

use actix_web::web::Path;
use actix_web::{HttpResponse, http::header};
use host::App;
use host::attachment::Attachment;
use host::social::media::{Media, MediaId, MediaState, Purpose};
use host::upload::{Caption, take_image_later};
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

/// What comes with a file.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

#[derive(Serialize)]
struct Upload {
    item: Attachment,
    /// How far it is.
    state: MediaState,
}

/// Takes the file `file`. The answer is a place in the form, to be asked for again while its file is pending; or a sentence
/// that says why it is not taken (422).
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<Nothing>) -> web::Result<HttpResponse> {
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let me = visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))?;
    let upload = form.take_upload("file").ok_or_else(|| web::Error::invalid("file", "form-unfit"))?;
    let bytes = upload.read().await.map_err(web::Error::internal)?;
    match take_image_later(&app, me, bytes.into(), Purpose::Photo, Caption::default()).await {
        Ok(media) => place(&visit, &media),
        Err(error) => {
            let sentence = visit.translate(error.explain()?);
            Ok(HttpResponse::UnprocessableEntity().content_type("text/plain; charset=utf-8").body(sentence))
        }
    }
}

/// How far one of the member's own is.
pub(crate) async fn show(visit: MemberVisit, app: App, id: Path<MediaId>) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.actor, id.into_inner());
    let media = app.db.read(move |c| Media::find(c, id)).await?;
    let media = media.filter(|media| media.actor_id == me && me.is_some());
    place(&visit, &media.ok_or_else(|| web::Error::not_found("upload"))?)
}

fn place(visit: &MemberVisit, media: &Media) -> web::Result<HttpResponse> {
    let context = Upload { item: Attachment::of(media), state: media.state };
    let html = visit.fragment("photos/upload.html", &context)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .content_type("text/html; charset=utf-8")
        .body(html))
}
