//! Files: of members, and of other servers as far as they are kept here. Browsers are never sent elsewhere.

use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::pass;
use host::social::actor::Actor;
use host::social::emoji::Emoji;
use host::social::media::{self, Media, MediaId, MediaState, Rendition};
use host::social::object::Object;
use host::social::preview::Preview;
use host::social::visibility;
use host::web::{self, file};
use serde::Deserialize;

use crate::activity::signatory;
use crate::here::Here;

/// A file changes its name when it changes.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// What depends on who asks is kept by nobody else.
const FOR_ONE: &str = "private, max-age=86400";

/// The same where the address names the version of the file.
const FOR_ONE_FOR_GOOD: &str = "private, max-age=31536000, immutable";

/// What comes with the address of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    /// What a program shows that has no cookie.
    pass: String,
    /// The version that is asked for: with another one the address is another.
    v: String,
}

/// In which size.
#[derive(Debug, Clone, Copy)]
enum Size {
    Full,
    Preview,
    Width(i32),
}

/// A file by its key: the addresses that other servers get.
pub(crate) async fn show(here: Here, req: HttpRequest, key: Path<String>) -> web::Result<HttpResponse> {
    let key = key.into_inner();
    // Exports and the like are not for everybody.
    if key.starts_with(media::PRIVATE) {
        return Err(web::Error::not_found("file"));
    }
    send(&here, &req, &key, content_type(&key), FOR_GOOD).await
}

/// One of the media, by its number.
pub(crate) async fn of_media(
    here: Here,
    req: HttpRequest,
    id: Path<MediaId>,
    shown: Query<Shown>,
) -> web::Result<HttpResponse> {
    of(here, req, *id, &shown, Size::Full).await
}

/// Its small rendition.
pub(crate) async fn preview(
    here: Here,
    req: HttpRequest,
    id: Path<MediaId>,
    shown: Query<Shown>,
) -> web::Result<HttpResponse> {
    of(here, req, *id, &shown, Size::Preview).await
}

/// One of its renditions, by width.
pub(crate) async fn rendition(
    here: Here,
    req: HttpRequest,
    path: Path<(MediaId, i32)>,
    shown: Query<Shown>,
) -> web::Result<HttpResponse> {
    let (id, width) = path.into_inner();
    of(here, req, id, &shown, Size::Width(width)).await
}

/// A photo as it came, which only its author may see: what was cut off is nobody else's.
pub(crate) async fn proof(here: Here, req: HttpRequest, id: Path<MediaId>) -> web::Result<HttpResponse> {
    let (viewer, id) = (here.viewer(), id.into_inner());
    let found = here.app.db.read(move |c| {
        let own = |media: &Media| media.actor_id.is_some() && media.actor_id == viewer && media.is_local();
        let media = Media::find(c, id)?.filter(own).ok_or(DbError::NotFound)?;
        media.proof(c)?.ok_or(DbError::NotFound)
    });
    let key = found.await?;
    send(&here, &req, &key, content_type(&key), FOR_ONE_FOR_GOOD).await
}

async fn of(here: Here, req: HttpRequest, id: MediaId, shown: &Shown, size: Size) -> web::Result<HttpResponse> {
    let viewer = match here.viewer() {
        Some(member) => Some(member),
        None => signatory(&here.app, &req).await?,
    };
    let (passes, modules) = (pass::opens_file(&here.app.web.key, id, &shown.pass), here.app.modules);
    let found = here.app.db.read(move |c| {
        let media = Media::load(c, &[id])?.pop().ok_or(DbError::NotFound)?;
        let open = match media.object_id {
            _ if passes => true,
            None => {
                let own = media.actor_id.is_some() && media.actor_id == viewer;
                own || Actor::shows(c, id)? || Preview::shows(c, id)? || modules.show_file(c, viewer, id)?
            }
            Some(object) => {
                let object = Object::find(c, object)?.ok_or(DbError::NotFound)?;
                visibility::may_see(c, viewer, &object)?
            }
        };
        if !open {
            return Err(DbError::NotFound);
        }
        let rendition = match size {
            Size::Width(width) => Some(Rendition::find(c, id, width)?.ok_or(DbError::NotFound)?),
            Size::Full | Size::Preview => None,
        };
        Ok((media, rendition))
    });
    let (media, rendition) = found.await?;
    let keep = if shown.v.is_empty() { FOR_ONE } else { FOR_ONE_FOR_GOOD };
    if let Some(rendition) = rendition {
        return send(&here, &req, &rendition.media_key, content_type(&rendition.media_key), keep).await;
    }
    match media.media_key {
        Some(_) => local(&here, &req, &media, size, keep).await,
        None if viewer.is_some() || passes => remote(&here, &req, &media, size).await,
        None => Err(web::Error::not_found("file")),
    }
}

/// A file that is kept here, ours or a copy.
async fn local(here: &Here, req: &HttpRequest, media: &Media, size: Size, keep: &str) -> web::Result<HttpResponse> {
    match (&media.preview_key, &media.media_key, size) {
        (Some(preview), _, Size::Preview) => send(here, req, preview, content_type(preview), keep).await,
        (_, Some(key), _) => send(here, req, key, media.media_type.clone(), keep).await,
        _ => Err(web::Error::not_found("file")),
    }
}

/// A file of another server: from the cache, else fetched now, for members alone. Strangers make us fetch nothing.
async fn remote(here: &Here, req: &HttpRequest, media: &Media, size: Size) -> web::Result<HttpResponse> {
    if media.state == MediaState::Failed {
        return Err(web::Error::not_found("file"));
    }
    match host::cache::fetch(&here.app, media).await? {
        Some(kept) => local(here, req, &kept, size, FOR_ONE).await,
        None => Err(web::Error::not_found("file")),
    }
}

/// A custom emoji of another server.
pub(crate) async fn emoji(
    here: Here,
    req: HttpRequest,
    path: Path<(String, String)>,
    shown: Query<Shown>,
) -> web::Result<HttpResponse> {
    let (host, shortcode) = path.into_inner();
    let fetches = here.viewer().is_some() || pass::opens_emoji(&here.app.web.key, &host, &shortcode, &shown.pass);
    let emoji = here.app.db.read(move |c| Emoji::find(c, &host, &shortcode)).await?;
    let emoji = emoji.ok_or_else(|| web::Error::not_found("emoji"))?;
    if let Some(key) = &emoji.media_key {
        return send(&here, &req, key, emoji.media_type.clone(), FOR_ONE).await;
    }
    match host::cache::emoji(&here.app, &emoji, fetches).await? {
        Some(kept) => send(&here, &req, &kept.key, kept.media_type, FOR_ONE).await,
        None => Err(web::Error::not_found("emoji")),
    }
}

async fn send(
    here: &Here,
    req: &HttpRequest,
    key: &str,
    content_type: String,
    keep: &str,
) -> web::Result<HttpResponse> {
    file::send(&here.app.media, req, key, &content_type, keep, None).await
}

/// What a key of ours stands for: its ending was chosen by us.
fn content_type(key: &str) -> String {
    match key.rsplit('.').next() {
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("gif") => "image/gif",
        _ => "application/octet-stream",
    }
    .to_owned()
}
