//! Development of photos: asked for by their author, done by a job, and told to whoever has them already.

use std::time::Duration;

use async_trait::async_trait;
use diesel::result::Error as DbError;
use serde::{Deserialize, Serialize};
use social::actor::ActorId;
use social::edit::ObjectEdit;
use social::media::{self, Development, Media, MediaId, MediaState};
use store::Conn;
use store::jobs::{self, Failure, Job, Runner};
use tokio::time::{Instant, timeout_at};

use crate::statement::Desk;
use crate::{App, description};

/// How long a page waits for a photo to be made anew; then it says that it is on the way.
const PATIENCE: Duration = Duration::from_secs(10);

/// Has a photo of this member's made anew. Gives it as it is after a while, done or not. Errors: `NotFound` where it is not
/// theirs, or cannot be developed.
pub async fn develop(app: &App, actor: ActorId, id: MediaId, development: Development) -> Result<Media, DbError> {
    let mut news = app.db.listen(media::SIGNAL);
    let begun = app.db.write(move |c| {
        let before = Media::find(c, id)?.ok_or(DbError::NotFound)?;
        let was = before.development();
        if before.actor_id == Some(actor) && was == development && before.state == MediaState::Ready {
            return Ok::<_, DbError>(before);
        }
        let media = Media::develop(c, actor, id, development)?;
        jobs::enqueue_unique(c, &Develop { media: id, was }, &id.to_string())?;
        Ok(media)
    });
    let mut media = begun.await?;
    let deadline = Instant::now() + PATIENCE;
    while media.state == MediaState::Pending && timeout_at(deadline, news.wait()).await.is_ok() {
        media = app.db.read(move |c| Media::find(c, id)).await?.ok_or(DbError::NotFound)?;
    }
    Ok(media)
}

/// Makes of a photo what its author wants others to see.
#[derive(Debug, Serialize, Deserialize)]
pub struct Develop {
    /// Which.
    media: MediaId,
    /// What was done to it before: it stays so where nothing comes of this.
    was: Development,
}

pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.register::<Develop>()
}

#[async_trait]
impl Job for Develop {
    type Context = App;
    const NAME: &'static str = "develop";
    const ATTEMPTS: i32 = 5;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (id, was) = (self.media, self.was);
        let media = app.db.read(move |c| Media::find(c, id)).await?;
        // What has no file to show yet is still being uploaded.
        let media = media.filter(|media| media.state == MediaState::Pending && media.media_key.is_some());
        let Some(media) = media else { return Ok(()) };
        let Some(key) = &media.original_key else { return Ok(()) };
        let photo = match app.media.get_bytes(key).await {
            Ok(photo) => photo,
            Err(store::media::MediaError::Missing(_)) => {
                app.db.write(move |c| Media::stay(c, id, was, "the original is missing")).await?;
                return Err(Failure::Drop(format!("{key} is missing")));
            }
            Err(error) => return Err(Failure::Retry(error.to_string())),
        };
        let development = media.development();
        let stored = match media::develop_photo(&app.media, photo, development).await {
            Ok(stored) => stored,
            Err(media::UploadError::Refused(refused)) => {
                let reason = refused.to_string();
                return Ok(app.db.write(move |c| Media::stay(c, id, was, &reason)).await?);
            }
            Err(media::UploadError::Store(error)) => return Err(Failure::Retry(error.to_string())),
        };
        let desk = app.desk();
        let done = app.db.write(move |c| {
            let (after, free) = Media::developed(c, id, development, &stored)?;
            after.map_or(Ok(()), |after| tell(c, &desk, &after))?;
            Ok::<_, DbError>(free)
        });
        for key in done.await? {
            if let Err(error) = app.media.delete(&key).await {
                tracing::warn!(key, %error, "a file was not deleted");
            }
        }
        Ok(())
    }
}

/// Who has what it hangs on hears that it looks otherwise.
fn tell(c: &mut Conn, desk: &Desk, media: &Media) -> Result<(), DbError> {
    let Some(object) = description::shown_on(c, media)? else { return Ok(()) };
    ObjectEdit::keep(c, &object)?;
    description::retell(c, desk, &object)
}
