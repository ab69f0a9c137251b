//! Uploads of members: recognised by their bytes, worked on off the async threads, stored, written down.

use async_trait::async_trait;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use social::actor::ActorId;
use social::media::pipeline::{self, MediaError, Purpose};
use social::media::{self, Media, MediaId, MediaState};
use store::jobs::{self, Failure, Job, Runner};
use web::Message;

use crate::App;

/// Why an upload is not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file is not what can be shown, too large, or broken.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] store::media::MediaError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl UploadError {
    /// What is said to who sent the file. Errors: it is our fault.
    pub fn explain(self) -> web::Result<Message> {
        let refused = match self {
            Self::Media(refused) => refused,
            Self::Database(error) => return Err(error.into()),
            Self::Store(error) => return Err(web::Error::internal(error)),
        };
        Ok(match refused {
            MediaError::TooLarge { limit } => Message::new("upload-too-large").with("limit", limit / (1024 * 1024)),
            MediaError::Unsupported(format) => Message::new("upload-unsupported").with("format", format),
            MediaError::Heic => Message::new("upload-heic"),
            MediaError::NotAPicture => Message::new("upload-not-a-picture"),
            MediaError::TooManyPixels => Message::new("upload-too-many-pixels"),
            MediaError::TooManyFrames => Message::new("upload-too-many-frames"),
            MediaError::Moving => Message::new("edit-moves"),
            MediaError::Broken(_) => Message::new("upload-broken"),
        })
    }
}

/// Takes a picture of a member: the row hangs on nothing yet, and goes if it is not used within a day.
pub async fn take_image(app: &App, actor: ActorId, bytes: Bytes, purpose: Purpose) -> Result<Media, UploadError> {
    let stored = media::upload_image(&app.media, bytes, purpose).await.map_err(|error| match error {
        media::UploadError::Refused(refused) => UploadError::Media(refused),
        media::UploadError::Store(error) => UploadError::Store(error),
    })?;
    app.db.write(move |c| Ok(Media::create(c, actor, &stored)?)).await
}

/// Takes a picture of a member to be worked up by a job, so that nobody has to wait for it: until then its row says that it
/// is pending. What can be refused at once is.
pub async fn take_image_later(app: &App, actor: ActorId, bytes: Bytes, purpose: Purpose) -> Result<Media, UploadError> {
    let media_type = pipeline::admit(&bytes, purpose)?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    // Not for anybody to see, and found by nobody: what it holds of its maker is not taken out yet.
    let key = format!("private/uploads/{:032x}", rand::random::<u128>());
    app.media.put(&key, bytes, media_type).await?;
    let begun = app.db.write(move |c| {
        let media = Media::begin(c, actor, &key, media_type, size)?;
        jobs::enqueue(c, &WorkUp { media: media.id, purpose })?;
        Ok(media)
    });
    begun.await
}

/// Makes of an upload, as it came, what is shown.
#[derive(Debug, Serialize, Deserialize)]
pub struct WorkUp {
    /// Which.
    media: MediaId,
    /// What it is for.
    purpose: Purpose,
}

pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.register::<WorkUp>()
}

#[async_trait]
impl Job for WorkUp {
    type Context = App;
    const NAME: &'static str = "work-up";
    const ATTEMPTS: i32 = 5;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let id = self.media;
        let media = app.db.read(move |c| Media::find(c, id)).await?;
        // What can be shown already is not an upload any more, but a photo that is made anew.
        let waiting = |media: &Media| media.state == MediaState::Pending && media.media_key.is_none();
        let Some(media) = media.filter(waiting) else { return Ok(()) };
        let Some(key) = media.original_key else { return Ok(()) };
        let bytes = match app.media.get_bytes(&key).await {
            Ok(bytes) => bytes,
            Err(store::media::MediaError::Missing(_)) => return Err(Failure::Drop(format!("{key} is missing"))),
            Err(error) => return Err(Failure::Retry(error.to_string())),
        };
        match media::upload_image(&app.media, bytes, self.purpose).await {
            Ok(stored) => app.db.write(move |c| Media::finish(c, id, &stored)).await?,
            Err(media::UploadError::Refused(refused)) => {
                let reason = refused.to_string();
                app.db.write(move |c| Media::fail(c, id, &reason)).await?;
            }
            Err(media::UploadError::Store(error)) => return Err(Failure::Retry(error.to_string())),
        }
        app.media.delete(&key).await.map_err(|error| Failure::Retry(error.to_string()))
    }
}
