//! The club's own emoji.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::audit::AuditEntry;
use host::social::emoji::{Emoji, EmojiId, is_shortcode};
use host::social::media::{Purpose, UploadError, upload_image};
use host::web::{self, FieldErrors, Form, Upload};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::staff::AdminVisit;

#[derive(Serialize)]
struct Index<'a> {
    emojis: Vec<Row>,
    shortcode: &'a str,
}

#[derive(Serialize)]
struct Row {
    id: EmojiId,
    shortcode: String,
    picture: Option<String>,
    disabled: bool,
}

#[derive(Deserialize)]
pub(super) struct EmojiForm {
    shortcode: String,
}

/// `GET /admin/emoji`
pub(super) async fn index(visit: AdminVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, "", &FieldErrors::new()).await
}

/// `POST /admin/emoji`: a code that is there already gets another picture.
pub(super) async fn create(visit: AdminVisit, app: App, mut form: Form<EmojiForm>) -> web::Result<HttpResponse> {
    let code = form.shortcode.trim().trim_matches(':').to_owned();
    if !is_shortcode(&code) {
        return page(&visit, &app, &code, &FieldErrors::one("shortcode", "emoji-code-malformed")).await;
    }
    let Some(upload) = form.take_upload("picture") else {
        return page(&visit, &app, &code, &FieldErrors::one("picture", "form-required")).await;
    };
    match add(&app, &visit, code.clone(), upload).await {
        Err(UploadError::Refused(reason)) => {
            tracing::debug!(%reason, "an emoji is refused");
            page(&visit, &app, &code, &FieldErrors::one("picture", "emoji-picture-refused")).await
        }
        Err(error) => Err(web::Error::internal(error)),
        Ok(saved) => {
            saved?;
            visit.notice("emoji-added");
            Ok(visit.see_other("/admin/emoji"))
        }
    }
}

async fn add(app: &App, visit: &AdminVisit, code: String, upload: Upload) -> Result<web::Result<()>, UploadError> {
    let bytes = match upload.read().await {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err(web::Error::internal(error))),
    };
    let image = upload_image(&app.media, bytes.into(), Purpose::Emoji).await?;
    let me = visit.me.account;
    let saved = app.db.write(move |c| {
        AuditEntry::write(c, Some(me), "emoji.add", &code, "")?;
        Emoji::put(c, &code, &image).map(drop)
    });
    Ok(saved.await.map_err(web::Error::from))
}

/// `POST /admin/emoji/{id}/offer`
pub(super) async fn enable(
    visit: AdminVisit,
    app: App,
    id: Path<EmojiId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    set_disabled(visit, app, *id, false).await
}

/// `DELETE /admin/emoji/{id}/offer`: no longer offered; texts that have it keep it.
pub(super) async fn disable(
    visit: AdminVisit,
    app: App,
    id: Path<EmojiId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    set_disabled(visit, app, *id, true).await
}

async fn set_disabled(visit: AdminVisit, app: App, id: EmojiId, disabled: bool) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let action = if disabled { "emoji.disable" } else { "emoji.enable" };
    app.db
        .write(move |c| {
            AuditEntry::write(c, Some(me), action, &id.to_string(), "")?;
            Emoji::set_disabled(c, id, disabled)
        })
        .await?;
    Ok(visit.see_other("/admin/emoji"))
}

async fn page(visit: &AdminVisit, app: &App, shortcode: &str, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let stall = app.hosts.stalls().first();
    let row = |emoji: Emoji| Row {
        picture: stall.and_then(|stall| emoji.url(stall)).map(String::from),
        id: emoji.id,
        shortcode: emoji.shortcode,
        disabled: emoji.disabled,
    };
    let emojis = app.db.read(Emoji::all_local).await?.into_iter().map(row).collect();
    match errors.is_empty() {
        true => visit.render("square/admin/emoji.html", &Index { emojis, shortcode }),
        false => visit.render_invalid("square/admin/emoji.html", &Index { emojis, shortcode }, errors),
    }
}
