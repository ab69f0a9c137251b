//! Forgetting what nobody asks for any more.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use store::clock;
use store::jobs::{self, Failure, Job};

use crate::{Federation, deliver, journal};

/// For how many days jobs that failed for good are shown.
const FAILED_JOBS: i64 = 7;

/// Keeps the journal within its limits, and gives up deliveries to servers that have been silent for too long.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Prune;

#[async_trait]
impl Job for Prune {
    type Context = Federation;
    const NAME: &'static str = "federation.prune";

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let limits = federation.journal;
        let pruned = federation
            .db
            .write(move |c| {
                let given_up = deliver::give_up(c)?;
                let forgotten = journal::prune(c, &limits)?;
                jobs::discard_failed(c, clock::now() - TimeDelta::days(FAILED_JOBS))?;
                Ok::<_, diesel::result::Error>((given_up, forgotten))
            })
            .await?;
        tracing::debug!(given_up = pruned.0, forgotten = pruned.1, "the journal was pruned");
        Ok(())
    }
}
