//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use host::{Config, Modules};

use crate::{commands, log};

/// A club's corner of the fediverse: four stalls on one square.
#[derive(Debug, Parser)]
#[command(
    name = "kermesse",
    version,
    propagate_version = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The configuration file [default: ./kermesse.toml if it exists]
    #[arg(long, global = true, env = "KERMESSE_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Print lists as JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open a club in a minute, with members and posts to look at
    Demo(commands::demo::Demo),
    /// Write a configuration, a database and keys for a new club
    Init(commands::init::Init),
    /// Run everything
    Serve,
    /// Say what would stop it working
    Check,
    /// Members and their accounts
    #[command(subcommand)]
    Account(commands::account::Account),
    /// The stalls
    #[command(subcommand)]
    Stall(commands::stall::Stall),
    /// What is decided about other servers
    #[command(subcommand)]
    Domain(commands::domain::Domain),
    /// Deliveries and jobs that wait
    #[command(subcommand)]
    Queue(commands::queue::Queue),
    /// Stored files
    #[command(subcommand)]
    Media(commands::media::Media),
    /// Write everything into one archive, while serving
    Backup(commands::backup::Backup),
    /// Take everything from an archive into a new club
    Restore(commands::backup::Restore),
    /// The database
    #[command(subcommand)]
    Database(commands::database::Database),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Runs the program.
pub fn main(modules: Modules) -> ExitCode {
    let matches = whole(modules).get_matches();
    if let Some(outcome) = module_command(modules, &matches) {
        return exit(outcome);
    }
    match Cli::from_arg_matches(&matches) {
        Ok(cli) => exit(run(modules, cli)),
        Err(error) => error.exit(),
    }
}

fn exit(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kermesse: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The command line with the verbs of the modules.
fn whole(modules: Modules) -> clap::Command {
    modules.iter().fold(Cli::command(), |command, module| {
        let verbs = module.commands();
        if verbs.is_empty() {
            return command;
        }
        let name = module.manifest().name;
        command.subcommand(
            clap::Command::new(name).about(format!("The stall {name}")).subcommand_required(true).subcommands(verbs),
        )
    })
}

/// Runs a module's verb, if that is what was asked for.
fn module_command(modules: Modules, matches: &clap::ArgMatches) -> Option<anyhow::Result<()>> {
    let (name, inner) = matches.subcommand()?;
    let module = modules.find(name)?;
    let (verb, arguments) = inner.subcommand()?;
    let global = Global::from_arg_matches(matches).ok()?;
    Some(with_runtime(async {
        log::start(false);
        let app = commands::open(&global, modules).await?;
        module.command(&app, verb, arguments).await.map_err(anyhow::Error::msg)
    }))
}

fn run(modules: Modules, cli: Cli) -> anyhow::Result<()> {
    let global = cli.global;
    match cli.command {
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut whole(modules), "kermesse", &mut std::io::stdout());
            Ok(())
        }
        Command::Man => Ok(clap_mangen::Man::new(whole(modules)).render(&mut std::io::stdout())?),
        Command::Serve => {
            log::start(true);
            with_runtime(crate::server::serve(load(&global)?, modules))
        }
        Command::Demo(demo) => {
            log::start(true);
            with_runtime(demo.run(&global, modules))
        }
        other => {
            log::start(false);
            with_runtime(commands::run(other, &global, modules))
        }
    }
}

fn with_runtime(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    // One provider for all cryptography; a second installation, as in tests, changes nothing.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// The configuration that the command line names, else `./kermesse.toml`, else the built-in one.
pub(crate) fn load(global: &Global) -> anyhow::Result<Config> {
    let usual = PathBuf::from("kermesse.toml");
    let path = global.config.clone().or_else(|| usual.is_file().then_some(usual));
    Ok(Config::load(path.as_deref(), std::env::vars())?)
}
