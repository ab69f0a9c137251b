//! `kermesse domain`: what is decided about other servers.

use anyhow::bail;
use clap::Subcommand;
use host::App;
use host::social::domain::{DomainPolicy, Severity};
use serde::Serialize;

use crate::output;

/// What is decided about other servers.
#[derive(Debug, Subcommand)]
pub(crate) enum Domain {
    /// Exchange nothing with a host and everything below it
    Block {
        /// The host, such as example.org
        host: String,
        /// Only keep its actors out of public timelines
        #[arg(long)]
        silence: bool,
        /// Do not fetch its pictures and sounds
        #[arg(long)]
        reject_media: bool,
        /// Why, for the other administrators
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Forget what was decided about a host
    Unblock { host: String },
    /// List what is decided
    List,
}

#[derive(Serialize)]
struct Row {
    host: String,
    severity: &'static str,
    reject_media: bool,
    reason: String,
    since: String,
}

impl Domain {
    pub(crate) async fn run(self, app: &App, json: bool) -> anyhow::Result<()> {
        match self {
            Self::Block { host, silence, reject_media, reason } => {
                let severity = if silence { Severity::Silence } else { Severity::Block };
                app.db.write(move |c| DomainPolicy::set(c, &host, severity, reject_media, &reason)).await?;
                Ok(())
            }
            Self::Unblock { host } => {
                let gone = host.clone();
                if !app.db.write(move |c| DomainPolicy::unset(c, &gone)).await? {
                    bail!("nothing is decided about {host}");
                }
                Ok(())
            }
            Self::List => {
                let rows: Vec<Row> = app.db.read(DomainPolicy::list).await?.into_iter().map(Row::from).collect();
                output::list(json, &rows, &["HOST", "POLICY", "MEDIA", "SINCE", "REASON"], |row| {
                    let media = if row.reject_media { "rejected" } else { "taken" };
                    vec![
                        row.host.clone(),
                        row.severity.to_owned(),
                        media.to_owned(),
                        row.since.clone(),
                        row.reason.clone(),
                    ]
                })
            }
        }
    }
}

impl From<DomainPolicy> for Row {
    fn from(policy: DomainPolicy) -> Self {
        Self {
            host: policy.host,
            severity: policy.severity.as_str(),
            reject_media: policy.reject_media,
            reason: policy.reason,
            since: output::moment(Some(policy.created_at)),
        }
    }
}
