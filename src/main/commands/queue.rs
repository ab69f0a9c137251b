//! `kermesse queue`: deliveries, jobs and incoming activities that wait or failed.

use anyhow::bail;
use clap::{Args, Subcommand};
use host::App;
use host::social::inbox::{InboxEntry, InboxId, InboxState};
use host::social::outbox::{Delivery, DeliveryId, DeliveryState};
use host::store::jobs::{self, JobId};
use serde::Serialize;

use crate::output;

/// How many entries are listed at most.
const LIMIT: i64 = 1_000;

/// Deliveries, jobs and incoming activities that wait.
#[derive(Debug, Subcommand)]
pub(crate) enum Queue {
    /// List what waits and what failed
    List,
    /// Try again now
    Retry(Which),
    /// Give up
    Drop(Which),
}

/// Which deliveries, jobs and incoming activities.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Which {
    /// One entry, by the number that `queue list` shows
    id: Option<i64>,
    /// All deliveries to a host, and all activities from it
    #[arg(long)]
    host: Option<String>,
    /// Everything
    #[arg(long)]
    all: bool,
}

#[derive(Serialize)]
struct Row {
    id: String,
    kind: String,
    state: String,
    tries: i32,
    due: String,
    what: String,
    reason: String,
}

impl Queue {
    pub(crate) async fn run(self, app: &App, json: bool) -> anyhow::Result<()> {
        match self {
            Self::List => {
                let rows = app.db.read(rows).await?;
                output::list(json, &rows, &["ID", "KIND", "STATE", "TRIES", "DUE", "WHAT", "REASON"], |row| {
                    vec![
                        row.id.clone(),
                        row.kind.clone(),
                        row.state.clone(),
                        row.tries.to_string(),
                        row.due.clone(),
                        row.what.clone(),
                        row.reason.clone(),
                    ]
                })
            }
            Self::Retry(which) => change(app, which, Verb::Retry).await,
            Self::Drop(which) => change(app, which, Verb::Drop).await,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Retry,
    Drop,
}

fn rows(c: &mut host::store::Conn) -> diesel::QueryResult<Vec<Row>> {
    let mut rows = Vec::new();
    for state in [DeliveryState::Pending, DeliveryState::Failed] {
        rows.extend(Delivery::list(c, Some(state), None, None, LIMIT)?.into_iter().map(|delivery| Row {
            id: delivery.id.to_string(),
            kind: "delivery".to_owned(),
            state: delivery.state.to_string(),
            tries: i32::from(delivery.tries),
            due: output::moment(Some(delivery.run_at)),
            what: delivery.inbox,
            reason: delivery.reason.unwrap_or_default(),
        }));
    }
    for state in [InboxState::Pending, InboxState::Failed] {
        rows.extend(InboxEntry::list(c, Some(state), None, None, LIMIT)?.into_iter().map(|entry| Row {
            id: entry.id.to_string(),
            kind: "incoming".to_owned(),
            state: entry.state.to_string(),
            tries: i32::from(entry.tries),
            due: output::moment(Some(entry.run_at)),
            what: format!("{} {}", entry.activity_type, entry.actor_uri),
            reason: entry.reason.unwrap_or_default(),
        }));
    }
    rows.extend(jobs::list(c, jobs::Which::All, None, LIMIT)?.into_iter().filter(|job| !job.is_periodic()).map(
        |job| Row {
            id: job.id.to_string(),
            kind: job.name,
            state: if job.failed_at.is_some() { "failed" } else { "pending" }.to_owned(),
            tries: job.attempts,
            due: output::moment(Some(job.run_at)),
            what: job.payload,
            reason: job.error.unwrap_or_default(),
        },
    ));
    Ok(rows)
}

/// Retries or drops, and says how many; an entry that does not exist is an error.
async fn change(app: &App, which: Which, verb: Verb) -> anyhow::Result<()> {
    let id = which.id;
    let count = app
        .db
        .write(move |c| {
            let (delivery, incoming, host) = (which.id.map(DeliveryId), which.id.map(InboxId), which.host.as_deref());
            let mut count = match verb {
                Verb::Retry => Delivery::retry(c, delivery, host)? + InboxEntry::retry(c, incoming, host)?,
                Verb::Drop => Delivery::drop(c, delivery, host)? + InboxEntry::drop(c, incoming, host)?,
            };
            if host.is_none() {
                let jobs: Vec<JobId> = match which.id {
                    Some(id) => vec![JobId(id)],
                    None => jobs::list(c, jobs::Which::Failed, None, LIMIT)?.into_iter().map(|job| job.id).collect(),
                };
                for job in jobs {
                    let changed = match verb {
                        Verb::Retry => jobs::retry(c, job)?,
                        Verb::Drop => jobs::discard(c, job)?,
                    };
                    count += usize::from(changed);
                }
            }
            Ok::<_, diesel::result::Error>(count)
        })
        .await?;
    match (count, id) {
        (0, Some(id)) => bail!("nothing waits under the number {id}"),
        (count, _) => println!("{count}"),
    }
    Ok(())
}
