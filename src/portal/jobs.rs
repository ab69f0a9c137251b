//! What the square does behind its pages.

use std::time::Duration;

use async_trait::async_trait;
use host::social::account::Account;
use host::social::export::{Export, ExportId, ExportState};
use host::store::jobs::{Failure, Job, Runner};
use host::{App, letter};
use serde::{Deserialize, Serialize};

use crate::archive;
use crate::import::{CarryOut, TidyImports};

/// How often it is looked what is over.
const HOUR: Duration = Duration::from_secs(3600);

/// Tells the runner of the square's jobs.
pub fn jobs(runner: Runner<App>) -> Runner<App> {
    runner.register::<BuildArchive>().register::<CarryOut>().every::<ForgetArchives>(HOUR).every::<TidyImports>(HOUR)
}

/// Builds the archive that a member asked for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BuildArchive {
    pub(crate) export: ExportId,
}

/// Deletes the archives whose time is over.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ForgetArchives;

#[async_trait]
impl Job for BuildArchive {
    type Context = App;
    const NAME: &'static str = "build-archive";

    /// A run that was cut short is done again from the start; one that fails says so, and the member asks again.
    async fn run(&self, app: &App) -> Result<(), Failure> {
        let id = self.export;
        let Some(export) = app.db.read(move |c| Export::find(c, id)).await? else { return Ok(()) };
        if matches!(export.state, ExportState::Ready | ExportState::Failed) {
            return Ok(());
        }
        let begun = export.clone();
        app.db.write(move |c| begun.start(c)).await?;
        let account = export.account_id;
        let Some(account) = app.db.read(move |c| Account::find(c, account)).await? else { return Ok(()) };
        let built = archive::build(app, &account, export.id).await;
        let (club, error) = (app.clone(), built.as_ref().err().map(ToString::to_string));
        app.db
            .write(move |c| match &built {
                Ok((key, size)) => {
                    export.finish(c, key, *size)?;
                    letter::export_ready(&club, &account).send(c, &club)
                }
                Err(error) => export.fail(c, &error.to_string()),
            })
            .await?;
        error.map_or(Ok(()), |error| Err(Failure::Drop(error)))
    }
}

#[async_trait]
impl Job for ForgetArchives {
    type Context = App;
    const NAME: &'static str = "forget-archives";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        for export in app.db.read(Export::stale).await? {
            if let Some(key) = &export.media_key {
                app.media.delete(key).await.map_err(|error| Failure::Retry(error.to_string()))?;
            }
            app.db.write(move |c| export.clone().delete(c)).await?;
        }
        Ok(())
    }
}
