//! What the music stall does while nobody waits.

use async_trait::async_trait;
use host::App;
use host::social::media::Media;
use host::social::object::ObjectId;
use host::store::jobs::{Failure, Job, Runner};
use host::store::media::MediaError;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use crate::analysis::{self, Outcome};
use crate::podcast::refresh::RefreshPodcast;
use crate::remote_library::reading::ReadLibrary;
use crate::scrobbling::{Introduce, Scrobble};
use crate::sound::{Decoder, StoredFile, analyse, guarded};
use crate::track::Track;

/// Has a runner do the jobs of this module.
pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner
        .register::<Listen>()
        .register::<ReadLibrary>()
        .register::<RefreshPodcast>()
        .register::<Introduce>()
        .register::<Scrobble>()
}

/// Listens to a track to its end: how long and how loud it is, and how it looks as a wave.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Listen {
    pub(crate) track: ObjectId,
}

#[async_trait]
impl Job for Listen {
    type Context = App;
    const NAME: &'static str = "music.listen";
    const ATTEMPTS: i32 = 3;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let id = self.track;
        let file = app.db.read(move |c| match Track::find(c, id)? {
            Some(track) => {
                Ok::<_, diesel::result::Error>(Media::find(c, track.media_id)?.and_then(|media| media.media_key))
            }
            None => Ok(None),
        });
        let Some(key) = file.await? else { return Ok(()) };
        let source = match StoredFile::open(&app.media, &key).await {
            Ok(source) => source,
            Err(MediaError::Missing(_)) => return Err(Failure::Drop(format!("{key} is missing"))),
            Err(error) => return Err(Failure::Retry(error.to_string())),
        };
        let heard = spawn_blocking(move || guarded(|| analyse(Decoder::new(Box::new(source), &[])?)));
        let outcome: Outcome = heard.await.map_err(|error| Failure::Retry(error.to_string()))?;
        Ok(app.db.write(move |c| analysis::keep(c, id, &outcome)).await?)
    }
}
