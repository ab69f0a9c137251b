//! The commands, one file each: what they take is a struct, what they do is its `run`.

pub(crate) mod account;
pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod database;
pub(crate) mod demo;
pub(crate) mod domain;
pub(crate) mod init;
pub(crate) mod media;
pub(crate) mod queue;
pub(crate) mod stall;

use host::{App, Modules};

use crate::cli::{Command, Global, load};

/// Opens the club that the command line names; nothing is served.
pub(crate) async fn open(global: &Global, modules: Modules) -> anyhow::Result<App> {
    Ok(App::open(load(global)?, modules).await?)
}

/// Runs a command that does not serve.
pub(crate) async fn run(command: Command, global: &Global, modules: Modules) -> anyhow::Result<()> {
    match command {
        Command::Init(init) => init.run(global, modules).await,
        Command::Check => check::run(global, modules).await,
        Command::Account(account) => account.run(&open(global, modules).await?, global.json).await,
        Command::Stall(stall) => stall.run(&open(global, modules).await?, global.json).await,
        Command::Domain(domain) => domain.run(&open(global, modules).await?, global.json).await,
        Command::Queue(queue) => queue.run(&open(global, modules).await?, global.json).await,
        Command::Media(media) => media.run(&open(global, modules).await?, global.json).await,
        Command::Backup(backup) => backup.run(&open(global, modules).await?).await,
        Command::Restore(restore) => restore.run(global, modules).await,
        Command::Database(database) => database.run(global, modules).await,
        Command::Demo(_) | Command::Serve | Command::Completions { .. } | Command::Man => Ok(()),
    }
}
