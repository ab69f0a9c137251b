//! `kermesse demo`: a club in a minute.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use host::social::account::{Account, Filter, NewMember, Role};
use host::social::{password, setting};
use host::web::config::Listen;
use host::{App, Config, Modules, membership};

use crate::cli::{Global, load};
use crate::server;

/// The password of every demonstration member. The club listens on this machine alone unless told otherwise.
const PASSWORD: &str = "kermesse-demo";

/// The members of the demonstration club: name, role, language. They are made up.
const MEMBERS: &[(&str, Role, &str)] = &[
    ("ana", Role::Owner, "fr"),
    ("bob", Role::Moderator, "en"),
    ("chloe", Role::Member, "fr"),
    ("dimitri", Role::Member, "en"),
];

/// Open a club in a minute, with members and posts to look at.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Where to listen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: Listen,
    /// Where to keep it; a club that is there already is served as it is [default: a folder that is removed at the end]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Demo {
    pub(crate) async fn run(self, global: &Global, modules: Modules) -> anyhow::Result<()> {
        let scratch = match &self.data {
            Some(_) => None,
            None => Some(tempfile::Builder::new().prefix("kermesse-demo-").tempdir()?),
        };
        let folder = scratch.as_ref().map(|dir| dir.path().to_owned()).or(self.data.clone());
        let config = self.config(load(global)?, folder.context("no folder")?);
        let app = App::open(config, modules).await?;
        if app.db.read(|c| Account::list(c, &Filter::default(), 1)).await?.is_empty() {
            fill(&app).await?;
        }
        greet(&app);
        server::serve_app(app).await
    }

    fn config(&self, mut config: Config, folder: PathBuf) -> Config {
        let port = match &self.listen {
            Listen::Tcp(address) => address.rsplit_once(':').map(|(_, port)| port.to_owned()),
            Listen::Unix(_) => None,
        };
        if config == Config::default() || config.is_local() {
            config.domain = port.map_or_else(|| "localhost".to_owned(), |port| format!("localhost:{port}"));
        }
        config.data_dir = folder;
        config.server.listen = vec![self.listen.clone()];
        config
    }
}

/// Members, and what the stalls have to show.
async fn fill(app: &App) -> anyhow::Result<()> {
    eprintln!("making a club…");
    let hash = password::hash_off_thread(PASSWORD.to_owned()).await?;
    for (name, role, locale) in MEMBERS {
        let hash = hash.clone();
        let account = app
            .db
            .write(move |c| {
                let email = format!("{name}@club.example");
                Account::create(c, NewMember { name, email: &email, password_hash: &hash, locale, role: *role })
            })
            .await?;
        membership::settle(app, account.id).await?;
    }
    app.db
        .write(|c| {
            setting::TITLE.set(c, &"Le Club des Lampions".to_owned())?;
            setting::DESCRIPTION
                .set(c, &"A made-up computer club that tries out the fediverse, four stalls on one square.".to_owned())
        })
        .await?;
    app.refresh_club().await?;
    let names: Vec<&str> = MEMBERS.iter().map(|(name, ..)| *name).collect();
    for module in app.modules.iter().filter(|m| app.hosts.stall(m.manifest().name).is_some()) {
        module.demonstrate(app, &names).await.map_err(anyhow::Error::msg)?;
    }
    Ok(())
}

fn greet(app: &App) {
    println!("The square      {}/", app.hosts.square());
    for stall in app.hosts.stalls() {
        println!("{:<16}{}/", stall.name, stall.origin);
    }
    let names: Vec<&str> = MEMBERS.iter().map(|(name, ..)| *name).collect();
    println!("Log in as {} with the password {PASSWORD}", names.join(", "));
}
