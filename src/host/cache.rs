//! Copies of other servers' files: members' browsers are never sent elsewhere, and what a stranger asks for makes us fetch
//! nothing. The copies take no more room than the club allows; the oldest go first and are fetched again when needed.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use diesel::result::Error as DbError;
use federation::client::FetchError;
use serde::{Deserialize, Serialize};
use social::collection_follow;
use social::emoji::Emoji;
use social::media::pipeline::Purpose;
use social::media::{self, Media, MediaKind};
use store::jobs::{Failure, Job, Runner};
use url::Url;

use crate::App;

/// How large one file may be, in bytes.
const MOST: usize = 40 * 1024 * 1024;
/// How large an emoji may be, in bytes (Mastodon's limit).
const MOST_EMOJI: usize = 256 * 1024;
/// How many copies go at a time.
const BATCH: i64 = 100;

/// A copy.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its key in the media store.
    pub key: String,
    /// Its type, as its bytes say.
    pub media_type: String,
}

/// Why a copy could not be made. Nobody is told more than that there is none.
#[derive(Debug, thiserror::Error)]
enum CopyError {
    #[error("the host's media are rejected")]
    Rejected,
    #[error("its address is no address")]
    Address,
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Refused(#[from] media::UploadError),
    #[error("neither picture nor sound nor film")]
    Unknown,
    #[error(transparent)]
    Store(#[from] store::media::MediaError),
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Fetches a remote file for a member, and keeps it. None where it cannot be had.
pub async fn fetch(app: &App, media: &Media) -> Result<Option<Media>, DbError> {
    match copy(app, media).await {
        Ok(kept) => Ok(Some(kept)),
        Err(CopyError::Database(error)) => Err(error),
        Err(error) => {
            tracing::info!(media = %media.id, %error, "a file was not copied");
            let lasting = !matches!(&error, CopyError::Fetch(error) if error.is_temporary());
            if lasting && !matches!(error, CopyError::Rejected | CopyError::Store(_)) {
                let (id, reason) = (media.id, error.to_string());
                app.db.write(move |c| Media::give_up(c, id, &reason)).await?;
            }
            Ok(None)
        }
    }
}

async fn copy(app: &App, media: &Media) -> Result<Media, CopyError> {
    let url: Url = media.remote_url.as_deref().and_then(|url| url.parse().ok()).ok_or(CopyError::Address)?;
    welcome(app, &url).await?;
    let reader = match media.actor_id {
        Some(author) => app.db.read(move |c| collection_follow::reader(c, author)).await?,
        None => None,
    };
    let bytes = app.federation.get_media(&url, MOST, reader).await?.body;
    let id = media.id;
    if media.kind == MediaKind::Image {
        let stored = media::upload_image(&app.media, bytes, Purpose::Attachment).await?;
        return Ok(app.db.write(move |c| Media::keep_picture(c, id, &stored)).await?);
    }
    let (media_type, ending) = recognise(&bytes).ok_or(CopyError::Unknown)?;
    let (key, size) = (format!("remote/{id}.{ending}"), bytes.len() as i64);
    app.media.put(&key, bytes, media_type).await?;
    Ok(app.db.write(move |c| Media::keep(c, id, &key, None, media_type, size)).await?)
}

/// A custom emoji of another server; fetched only for members.
pub async fn emoji(app: &App, emoji: &Emoji, member: bool) -> Result<Option<Kept>, DbError> {
    if let Some(key) = &emoji.media_key {
        return Ok(Some(Kept { key: key.clone(), media_type: emoji.media_type.clone() }));
    }
    if !member {
        return Ok(None);
    }
    match copy_emoji(app, emoji).await {
        Ok(kept) => Ok(Some(kept)),
        Err(CopyError::Database(error)) => Err(error),
        Err(error) => {
            tracing::info!(emoji = %emoji.id, %error, "an emoji was not copied");
            Ok(None)
        }
    }
}

async fn copy_emoji(app: &App, emoji: &Emoji) -> Result<Kept, CopyError> {
    let url: Url = emoji.remote_url.as_deref().and_then(|url| url.parse().ok()).ok_or(CopyError::Address)?;
    welcome(app, &url).await?;
    let bytes = app.federation.get_media(&url, MOST_EMOJI, None).await?.body;
    let stored = media::upload_image(&app.media, bytes, Purpose::Emoji).await?;
    let kept = Kept { key: stored.key.clone(), media_type: stored.media_type.clone() };
    let id = emoji.id;
    app.db.write(move |c| Emoji::keep(c, id, &stored)).await?;
    Ok(kept)
}

/// Refuses hosts whose media the club does not take.
async fn welcome(app: &App, url: &Url) -> Result<(), CopyError> {
    let policies = app.db.read(social::domain::Policies::load).await?;
    let host = vocab::Iri::new(url.as_str()).host().ok_or(CopyError::Address)?;
    if policies.blocks(&host) || policies.rejects_media(&host) {
        return Err(CopyError::Rejected);
    }
    Ok(())
}

/// What sound or film it is, by its first bytes.
fn recognise(bytes: &Bytes) -> Option<(&'static str, &'static str)> {
    let at = |place: usize, magic: &[u8]| bytes.get(place..place + magic.len()) == Some(magic);
    Some(match () {
        () if at(0, b"ID3") || at(0, &[0xff, 0xfb]) || at(0, &[0xff, 0xf3]) => ("audio/mpeg", "mp3"),
        () if at(0, b"OggS") => ("audio/ogg", "ogg"),
        () if at(0, b"fLaC") => ("audio/flac", "flac"),
        () if at(0, b"RIFF") && at(8, b"WAVE") => ("audio/wav", "wav"),
        () if at(4, b"ftypM4A") => ("audio/mp4", "m4a"),
        () if at(4, b"ftyp") => ("video/mp4", "mp4"),
        () if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) => ("video/webm", "webm"),
        () => return None,
    })
}

/// Lets the oldest copies go while they take more room than the club allows.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TrimCache;

pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.every::<TrimCache>(Duration::from_secs(1800))
}

#[async_trait]
impl Job for TrimCache {
    type Context = App;
    const NAME: &'static str = "trim-cache";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let again = |error: &dyn std::fmt::Display| Failure::Retry(error.to_string());
        let most = i64::try_from(app.config.limits.media_cache_bytes).unwrap_or(i64::MAX);
        let mut size = app.db.read(Media::kept_size).await.map_err(|error: DbError| again(&error))?;
        while size > most {
            let oldest = app.db.read(|c| Media::kept(c, BATCH)).await.map_err(|error: DbError| again(&error))?;
            if oldest.is_empty() {
                break;
            }
            for media in oldest {
                size -= media.size;
                let keys = app.db.write(move |c| media.let_copy_go(c)).await.map_err(|error: DbError| again(&error))?;
                for key in keys {
                    app.media.delete(&key).await.map_err(|error| again(&error))?;
                }
                if size <= most {
                    break;
                }
            }
        }
        Ok(())
    }
}
