//! What the photos stall does while nobody waits.

use async_trait::async_trait;
use host::store::clock;
use host::store::jobs::{Failure, Job, Runner};
use host::vocab::Bear;
use host::{App, cache};
use serde::{Deserialize, Serialize};

use crate::story::{Bring, Story, StoryId};

/// Has a runner do the jobs of this module.
pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.register::<EndStory>().register::<FetchStory>()
}

/// Ends a story whose day is over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EndStory {
    pub(crate) story: StoryId,
}

#[async_trait]
impl Job for EndStory {
    type Context = App;
    const NAME: &'static str = "photos.end-story";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (id, hosts) = (self.story, app.hosts.clone());
        let ended = app.db.write(move |c| {
            let story = Story::find_any(c, id)?.filter(|story| story.expires_at <= clock::now());
            story.map_or(Ok(()), |story| story.withdraw(c, &hosts))
        });
        Ok(ended.await?)
    }
}

/// Fetches a story that somebody elsewhere shows and members follow, with its picture.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FetchStory {
    /// Who shows it, by ActivityPub id.
    pub(crate) by: String,
    /// Its ActivityPub id.
    pub(crate) uri: String,
    /// Where it is to be had.
    pub(crate) address: String,
    /// The secret that opens it.
    pub(crate) token: String,
}

#[async_trait]
impl Job for FetchStory {
    type Context = App;
    const NAME: &'static str = "photos.fetch-story";
    // It is to be had for a quarter of an hour or so.
    const ATTEMPTS: i32 = 5;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let bear = Bear { token: self.token.clone(), address: self.address.as_str().into() };
        let document = app.federation.confided(&bear, &self.by.as_str().into()).await?;
        let Some(bring) = Bring::read(&document, &self.uri) else {
            return Err(Failure::Drop("it is no story with a picture".to_owned()));
        };
        let kept = app.db.write(move |c| bring.keep(c)).await?;
        // What cannot be had now is asked for when somebody looks.
        if let Some(picture) = kept {
            cache::fetch(app, &picture).await?;
        }
        Ok(())
    }
}
