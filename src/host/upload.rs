//! Uploads of members: recognised by their bytes, worked on off the async threads, stored, written down.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use diesel::result::Error as DbError;
use serde::{Deserialize, Serialize};
use social::actor::ActorId;
use social::media::pipeline::{self, MediaError, Purpose};
use social::media::{self, Focus, Media, MediaId, MediaState};
use store::jobs::{self, Failure, Job, Runner};
use tokio::time::{Instant, timeout_at};
use web::Message;

use crate::App;

/// How long what is about to be said waits for its files to be made.
const PATIENCE: Duration = Duration::from_secs(10);

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
    Database(#[from] DbError),
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

/// What is said of a file as it comes.
#[derive(Debug, Clone, Default)]
pub struct Caption {
    /// What is to be seen; maybe empty.
    pub words: String,
    /// Where to look when it is cut.
    pub focus: Option<Focus>,
}

/// Takes a picture of a member to be worked up by a job, so that nobody has to wait for it: until then its row says that it
/// is pending. What can be refused at once is.
pub async fn take_image_later(
    app: &App,
    actor: ActorId,
    bytes: Bytes,
    purpose: Purpose,
    caption: Caption,
) -> Result<Media, UploadError> {
    let file = bytes.clone();
    let admitted = tokio::task::spawn_blocking(move || pipeline::admit(&file, purpose)).await;
    // A decoder that panics has met a damaged file.
    let media_type = admitted.unwrap_or_else(|error| Err(MediaError::Broken(error.to_string())))?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    // Not for anybody to see, and found by nobody: what it holds of its maker is not taken out yet.
    let key = format!("private/uploads/{:032x}", rand::random::<u128>());
    app.media.put(&key, bytes, media_type).await?;
    let begun = app.db.write(move |c| {
        let media = Media::begin(c, actor, &key, media_type, size)?;
        jobs::enqueue(c, &WorkUp { media: media.id, purpose })?;
        Ok(Media::describe(c, actor, media.id, &caption.words, caption.focus)?)
    });
    begun.await
}

/// Waits until none of these files of a member's is being made any more, some seconds at most. What came of them is for their
/// rows to say.
pub async fn settle(app: &App, actor: ActorId, ids: Vec<MediaId>) -> Result<(), DbError> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut news = app.db.listen(media::SIGNAL);
    let deadline = Instant::now() + PATIENCE;
    loop {
        let ids = ids.clone();
        let files = app.db.read(move |c| Media::load(c, &ids)).await?;
        let made = |file: &Media| file.state != MediaState::Pending || file.actor_id != Some(actor);
        if files.iter().all(made) || timeout_at(deadline, news.wait()).await.is_err() {
            return Ok(());
        }
    }
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
            Err(store::media::MediaError::Missing(_)) => {
                app.db.write(move |c| Media::fail(c, id, "the file is missing")).await?;
                return Err(Failure::Drop(format!("{key} is missing")));
            }
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
