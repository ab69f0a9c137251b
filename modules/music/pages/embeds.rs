//! Small pages that other sites show within theirs, on which music plays: as everybody hears it, whoever is logged in.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::App;
use host::social::object::ObjectId;
use host::store::Conn;
use host::web::{self, Visit, headers};
use serde::Serialize;

use super::cards::TrackCard;
use super::licences::{self, LicenceCard};
use super::visit::stall;
use crate::album::AlbumId;
use crate::embed::Programme;
use crate::playlist::PlaylistId;

#[derive(Serialize)]
struct Frame {
    title: String,
    author: String,
    /// The page here, in full.
    page: String,
    tracks: Vec<TrackCard>,
    /// What others may do with all of them alike.
    licence: Option<LicenceCard>,
}

/// A track.
pub(super) async fn track(visit: Visit, app: App, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    let id = id.into_inner();
    frame(visit, app, move |c| Programme::of_track(c, id)).await
}

/// An album, one track after the other.
pub(super) async fn album(visit: Visit, app: App, id: Path<AlbumId>) -> web::Result<HttpResponse> {
    let id = id.into_inner();
    frame(visit, app, move |c| Programme::of_album(c, id)).await
}

/// A playlist.
pub(super) async fn playlist(visit: Visit, app: App, id: Path<PlaylistId>) -> web::Result<HttpResponse> {
    let id = id.into_inner();
    frame(visit, app, move |c| Programme::of_playlist(c, id)).await
}

/// What a channel published, the last first.
pub(super) async fn channel(visit: Visit, app: App, handle: Path<String>) -> web::Result<HttpResponse> {
    let (here, handle) = (stall(&app)?.clone(), handle.into_inner());
    frame(visit, app, move |c| Programme::of_channel(c, &here, &handle)).await
}

async fn frame(
    visit: Visit,
    app: App,
    find: impl FnOnce(&mut Conn) -> Result<Option<Programme>, DbError> + Send + 'static,
) -> web::Result<HttpResponse> {
    let here = stall(&app)?.clone();
    let read = app.db.read(move |c| {
        let programme = find(c)?.ok_or(DbError::NotFound)?;
        let tracks = TrackCard::gather(c, None, &here, programme.tracks)?;
        Ok::<_, DbError>(Frame {
            title: programme.title,
            author: programme.author.display_name().to_owned(),
            page: here.origin.url(&programme.page).into(),
            licence: licences::common(&tracks),
            tracks,
        })
    });
    let html = visit.fragment("music/embed.html", &read.await?)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_SECURITY_POLICY, headers::PLAYING_FRAME_POLICY))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header(("X-Robots-Tag", "noindex"))
        .body(html))
}
