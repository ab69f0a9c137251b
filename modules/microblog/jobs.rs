//! What the microblog does by itself.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use host::federation::jobs::Sought;
use host::social::actor::Actor;
use host::social::text::Handle;
use host::store::jobs::{Failure, Job};
use host::{App, StatementError};
use serde::{Deserialize, Serialize};

use crate::draft::Draft;
use crate::post;

/// How often scheduled posts are looked for.
pub(crate) const PERIOD: Duration = Duration::from_secs(20);

/// How long it may take to find somebody who is mentioned.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often it is asked whether somebody was found.
const GLANCE: Duration = Duration::from_millis(200);

/// Says what is due: scheduled posts, and those that waited for people to be found.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Publish;

#[async_trait]
impl Job for Publish {
    type Context = App;
    const NAME: &'static str = "microblog-publish";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let due = app.db.read(Draft::due).await.map_err(again)?;
        for draft in due {
            look_up(app, &draft).await;
            if let Err(error) = say(app, draft.clone()).await {
                tracing::warn!(draft = %draft.id, %error, "a post was not said");
                let (_, reason) = error.explain().map_err(again)?;
                app.db.write(move |c| draft.fail(c, &reason)).await.map_err(again)?;
            }
        }
        Ok(())
    }
}

/// The database failed: later it may not.
fn again(error: diesel::result::Error) -> Failure {
    Failure::Retry(error.to_string())
}

/// Asks other servers for whom the draft mentions and nobody here knows.
async fn look_up(app: &App, draft: &Draft) {
    let (statement, author, hosts) = (draft.statement.0.clone(), draft.actor_id, app.hosts.clone());
    let strangers = app.db.read(move |c| {
        let author = Actor::get(c, author)?;
        statement.strangers(c, author.home(&hosts)?)
    });
    let strangers: Vec<String> =
        strangers.await.unwrap_or_default().iter().map(|handle: &Handle| format!("@{handle}")).collect();
    let begun = Instant::now();
    for handle in strangers {
        while begun.elapsed() < PATIENCE {
            match app.federation.look_up(&handle, true).await {
                Ok(Sought::Waiting) => tokio::time::sleep(GLANCE).await,
                _ => break,
            }
        }
    }
}

async fn say(app: &App, draft: Draft) -> Result<(), StatementError> {
    let desk = post::desk(app);
    app.db.write(move |c| post::say_draft(c, &desk, &draft)).await
}
