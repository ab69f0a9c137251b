//! What the events stall does while nobody waits.

use std::time::Duration;

use async_trait::async_trait;
use diesel::result::Error as DbError;
use host::App;
use host::store::jobs::{Failure, Job, Runner};
use serde::{Deserialize, Serialize};

use crate::calendar_file::TakeFile;
use crate::series::{Series, SeriesProblem};
use crate::subscription::RefreshCalendar;

/// How often series are looked through for what comes near.
const PERIOD: Duration = Duration::from_secs(3600);

/// Has a runner do the jobs of this module.
pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.every::<ExtendSeries>(PERIOD).register::<RefreshCalendar>().register::<TakeFile>()
}

/// Publishes those occurrences of series that come near.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ExtendSeries;

#[async_trait]
impl Job for ExtendSeries {
    type Context = App;
    const NAME: &'static str = "events.extend-series";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        for series in app.db.read(Series::due).await? {
            let (desk, id) = (app.desk(), series.id);
            match app.db.write(move |c| series.extend(c, &desk)).await {
                Ok(_) => {}
                Err(SeriesProblem::Database(error)) => return Err(DbError::into(error)),
                // Who made it may not act for the group any more, or limits changed: what was published stays.
                Err(problem) => tracing::warn!(series = %id, %problem, "a series was not gone on with"),
            }
        }
        Ok(())
    }
}
