//! `kermesse media`: stored files.

use chrono::TimeDelta;
use clap::Subcommand;
use host::{App, housekeeping};

/// Stored files.
#[derive(Debug, Subcommand)]
pub(crate) enum Media {
    /// Delete what hangs on nothing
    Prune {
        /// Only what is older: 30m, 12h or 7d
        #[arg(long, default_value = "1d", value_parser = age, value_name = "D")]
        older_than: TimeDelta,
        /// Only say what would go
        #[arg(long)]
        dry_run: bool,
    },
}

/// A length of time such as `7d`.
fn age(text: &str) -> Result<TimeDelta, String> {
    let refuse = || format!("“{text}” is no age such as 30m, 12h or 7d");
    let unit = text.chars().next_back().ok_or_else(refuse)?;
    let number: i64 = text.strip_suffix(unit).and_then(|n| n.parse().ok()).filter(|n| *n >= 0).ok_or_else(refuse)?;
    match unit {
        'm' => TimeDelta::try_minutes(number),
        'h' => TimeDelta::try_hours(number),
        'd' => TimeDelta::try_days(number),
        _ => None,
    }
    .ok_or_else(refuse)
}

impl Media {
    pub(crate) async fn run(self, app: &App, json: bool) -> anyhow::Result<()> {
        let Self::Prune { older_than, dry_run } = self;
        let pruned = housekeeping::prune_media(app, older_than, dry_run).await;
        let (files, bytes) = pruned.map_err(anyhow::Error::from_boxed)?;
        match (json, dry_run) {
            (true, _) => println!("{}", serde_json::json!({ "files": files, "bytes": bytes, "dry_run": dry_run })),
            (false, true) => println!("{files} files of {bytes} bytes would go"),
            (false, false) => println!("{files} files of {bytes} bytes are gone"),
        }
        Ok(())
    }
}
