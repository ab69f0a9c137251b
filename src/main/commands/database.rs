//! `kermesse database`: the database.

use clap::Subcommand;
use host::Modules;
use host::store::{Db, migrations};

use crate::cli::{Global, load};

/// The database.
#[derive(Debug, Subcommand)]
pub(crate) enum Database {
    /// Bring the tables up to date; `serve` does it by itself
    Migrate,
}

impl Database {
    pub(crate) async fn run(self, global: &Global, modules: Modules) -> anyhow::Result<()> {
        let Self::Migrate = self;
        let config = load(global)?;
        std::fs::create_dir_all(&config.data_dir)?;
        // Opening blocks, and on PostgreSQL must not do so on a thread of the runtime.
        let done = tokio::task::spawn_blocking(move || {
            let db = Db::open(&config.database, &config.data_dir)?;
            Ok::<_, anyhow::Error>(migrations::run(&db, &modules.migrations())?)
        })
        .await??;
        if global.json {
            println!("{}", serde_json::to_string(&done)?);
            return Ok(());
        }
        for migration in &done {
            println!("{migration}");
        }
        println!("{} migrations were run", done.len());
        Ok(())
    }
}
