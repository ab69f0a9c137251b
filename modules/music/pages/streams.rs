//! The sound of a track: the file as it is, in parts as they are asked for, or a stream of Opus that is made as it plays.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::App;
use host::social::media::Media;
use host::social::object::ObjectId;
use host::web::{self, Visit, file, headers};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::visit::viewer;
use crate::sound::{Decoder, Refusal, StoredFile, Transcode, guarded};
use crate::track::Heard;

/// How many streams are made at the same time; whoever comes then is told to wait.
const AT_ONCE: usize = 8;
/// How many pieces of a stream are made ahead of whoever listens: some seconds.
const AHEAD: usize = 8;

/// What depends on who asks is kept by nobody else.
const KEEP: &str = "private, max-age=86400";

static STREAMS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE)));

/// How a track is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// As it is.
    Original,
    /// As Opus of so many bits a second, from there on.
    Opus { bits: u32, from: Duration },
}

impl Wanted {
    /// As browsers play it.
    pub(super) fn playable(heard: &Heard) -> Self {
        match heard.track.format.plays_in_browsers() {
            true => Self::Original,
            false => Self::Opus { bits: 128_000, from: Duration::ZERO },
        }
    }
}

/// What comes with the address of a stream.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// In kilobits a second.
    kbit: Option<u32>,
    /// In seconds.
    from: Option<f64>,
}

/// A stream for the player of our own pages.
pub(super) async fn show(
    visit: Visit,
    app: App,
    req: HttpRequest,
    id: Path<ObjectId>,
    asked: Query<Asked>,
) -> web::Result<HttpResponse> {
    let (viewer, id) = (viewer(&visit), id.into_inner());
    let heard = app.db.read(move |c| Heard::find(c, viewer, id)?.ok_or(DbError::NotFound)).await?;
    let from = Duration::from_secs_f64(asked.from.filter(|from| from.is_finite()).unwrap_or(0.0).clamp(0.0, 86_400.0));
    let bits = asked.kbit.unwrap_or(128).saturating_mul(1000);
    send(&app, &req, &heard, Wanted::Opus { bits, from }, None).await
}

/// Sends a track. Of another server's file there is what the cache has of it.
pub(super) async fn send(
    app: &App,
    req: &HttpRequest,
    heard: &Heard,
    wanted: Wanted,
    save_as: Option<&str>,
) -> web::Result<HttpResponse> {
    let id = heard.track.media_id;
    let media = app.db.read(move |c| Media::find(c, id)?.ok_or(DbError::NotFound)).await?;
    let media = match media.media_key {
        Some(_) => media,
        None => host::cache::fetch(app, &media).await?.ok_or_else(|| web::Error::not_found("file"))?,
    };
    let key = media.media_key.clone().ok_or_else(|| web::Error::not_found("file"))?;
    let mut answer = match wanted {
        Wanted::Original => file::send(&app.media, req, &key, &media.media_type, KEEP, save_as).await?,
        Wanted::Opus { bits, from } => opus(app, &key, bits, from).await?,
    };
    // Sound is small already. Packed once more it would come without its length, and its parts would not fit together.
    answer.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static("identity"));
    Ok(answer)
}

/// Makes a stream on a thread of its own, no further ahead than is listened to; it ends when nobody listens any more.
async fn opus(app: &App, key: &str, bits: u32, from: Duration) -> web::Result<HttpResponse> {
    let permit = Arc::clone(&STREAMS).try_acquire_owned();
    let permit = permit.map_err(|_| web::Error::too_many(Duration::from_secs(5)))?;
    let source = StoredFile::open(&app.media, key).await.map_err(web::Error::internal)?;
    let (pieces, mut made) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || fill(source, bits, from, &pieces, permit));
    // What cannot be made is said before anything is sent.
    let first = match made.recv().await {
        Some(Ok(first)) => first,
        Some(Err(refusal)) => {
            tracing::debug!(%refusal, key, "a stream could not be made");
            return Err(web::Error::not_found("stream"));
        }
        None => return Err(web::Error::not_found("stream")),
    };
    let rest = futures::stream::unfold(made, |mut made| async move { made.recv().await.map(|piece| (piece, made)) });
    let whole = futures::StreamExt::chain(futures::stream::once(async move { Ok(first) }), rest);
    let mut response = headers::media("audio/ogg", None);
    response
        .status(StatusCode::OK)
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::ACCEPT_RANGES, "none"));
    Ok(response.streaming(whole))
}

type Piece = Result<Bytes, Refusal>;

fn fill(source: StoredFile, bits: u32, from: Duration, pieces: &mpsc::Sender<Piece>, permit: OwnedSemaphorePermit) {
    match guarded(|| Transcode::new(Decoder::new(Box::new(source), &[])?, bits, from)) {
        Ok(stream) => {
            for piece in stream {
                if pieces.blocking_send(piece).is_err() {
                    break;
                }
            }
        }
        Err(refusal) => drop(pieces.blocking_send(Err(refusal))),
    }
    drop(permit);
}
