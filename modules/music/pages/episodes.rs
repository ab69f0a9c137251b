//! The sound of an episode: it stays at its server, and passes through here in the parts that are asked for, so that nobody outside
//! learns who listens.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::App;
use host::federation::client::{FetchError, Passing};
use host::social::domain::Policies;
use host::vocab::Iri;
use host::web::{self, MemberVisit, headers};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use super::visit::me;
use crate::episode::{Episode, EpisodeId};

/// How much passes through at one request, in bytes.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// How many episodes pass through at the same time; whoever comes then is told to wait.
const AT_ONCE: usize = 64;
/// The longest range that is passed on, in bytes.
const MAX_RANGE: usize = 60;

static PASSING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE)));

/// For the player of our own pages.
pub(super) async fn sound(
    visit: MemberVisit,
    app: App,
    req: HttpRequest,
    id: Path<EpisodeId>,
) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    let (episode, _) = app.db.read(move |c| Episode::find(c, me, id)?.ok_or(DbError::NotFound)).await?;
    send(&app, &req, &episode, None).await
}

/// Sends an episode, or the part of it that is asked for.
pub(super) async fn send(
    app: &App,
    req: &HttpRequest,
    episode: &Episode,
    save_as: Option<&str>,
) -> web::Result<HttpResponse> {
    let permit = Arc::clone(&PASSING).try_acquire_owned();
    let permit = permit.map_err(|_| web::Error::too_many(Duration::from_secs(5)))?;
    let url: Url = episode.url.parse().map_err(|_| web::Error::not_found("episode"))?;
    let policies = app.db.read(Policies::load).await?;
    if Iri::new(url.as_str()).host().is_none_or(|host| policies.blocks(&host) || policies.rejects_media(&host)) {
        return Err(web::Error::not_found("episode"));
    }
    let range = req.headers().get(header::RANGE).and_then(|range| range.to_str().ok());
    let range = range.filter(|range| range.len() <= MAX_RANGE && range.starts_with("bytes="));
    let passing = match app.federation.client().pass_media(&url, range, MAX_BYTES).await {
        Ok(passing) => passing,
        Err(FetchError::Status { status, .. }) if status.as_u16() == 416 => {
            return Ok(HttpResponse::build(StatusCode::RANGE_NOT_SATISFIABLE).finish());
        }
        Err(error) => {
            tracing::info!(episode = %episode.id, %error, "an episode cannot be had");
            return Err(web::Error::not_found("episode"));
        }
    };
    // Servers that know no better call it bytes; then it is what the feed says.
    let family = passing.content_type.split('/').next().unwrap_or_default();
    let content_type = match family {
        "audio" | "video" => &passing.content_type,
        "application" => &episode.media_type,
        _ => return Err(web::Error::not_found("episode")),
    };
    let mut response = headers::media(content_type, save_as);
    response.insert_header((header::CACHE_CONTROL, "private, max-age=3600"));
    response.insert_header((header::CONTENT_ENCODING, "identity"));
    if passing.in_parts {
        response.insert_header((header::ACCEPT_RANGES, "bytes"));
    }
    if let Some(part) = passing.part.as_deref() {
        response.status(StatusCode::PARTIAL_CONTENT).insert_header((header::CONTENT_RANGE, part));
    }
    if let Some(length) = passing.length {
        response.no_chunking(length);
    }
    Ok(response.streaming(pieces(passing, permit)))
}

/// The pieces, no faster than they are taken.
fn pieces(
    passing: Passing,
    permit: OwnedSemaphorePermit,
) -> impl futures::Stream<Item = Result<actix_web::web::Bytes, FetchError>> {
    futures::stream::try_unfold((passing, permit), |(mut passing, permit)| async move {
        Ok(passing.next().await?.map(|piece| (piece, (passing, permit))))
    })
}
