//! Uploads of members: recognised by their bytes, worked on off the async threads, stored, written down.

use bytes::Bytes;
use social::actor::ActorId;
use social::media::pipeline::{MediaError, Purpose};
use social::media::{self, Media};
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
