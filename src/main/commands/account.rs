//! `kermesse account`: members and their accounts.

use std::io::Read;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use host::social::access_token::{AccessToken, NewToken};
use host::social::account::{self, Filter, NewMember, Role};
use host::social::actor::Actor;
use host::social::scope::Scopes;
use host::social::{password, secret::Secret};
use host::{App, membership};
use serde::Serialize;

use crate::output;

/// Members and their accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    /// Make a confirmed account with its actors; prints the password where none is given
    Create(Create),
    /// List accounts
    List,
    /// Show one account
    Show { name: String },
    /// Set a password; prints it where none is given. All sessions end
    Password {
        name: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give another role
    Role {
        name: String,
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Lock out; its sessions end and its posts are not shown
    Suspend {
        name: String,
        /// Why, for the audit log
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// End a suspension
    Restore { name: String },
    /// Delete for good, with everything it published; other servers are told
    Delete { name: String },
    /// Print an access token for the client API of a stall
    Token(Token),
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// What it logs in with, and the name of its actors
    name: String,
    /// Where mail reaches the member
    #[arg(long)]
    email: String,
    /// What it may do for the club: member, moderator, admin or owner
    #[arg(long, default_value = "member", value_parser = role)]
    role: Role,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
    /// The language of its pages
    #[arg(long, default_value = "en")]
    locale: String,
}

#[derive(Debug, Args)]
pub(crate) struct Token {
    /// Whose token
    name: String,
    /// For which stall
    #[arg(long)]
    stall: String,
    /// What it may do
    #[arg(long, default_value = "read write follow push")]
    scopes: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    email: String,
    role: &'static str,
    state: &'static str,
    created_at: String,
    last_seen_at: String,
    handles: Vec<String>,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| "a role is member, moderator, admin or owner".to_owned())
}

impl Account {
    pub(crate) async fn run(self, app: &App, json: bool) -> anyhow::Result<()> {
        match self {
            Self::Create(create) => create.run(app).await,
            Self::List => list(app, json).await,
            Self::Show { name } => show(app, &name, json).await,
            Self::Password { name, password_stdin } => set_password(app, &name, password_stdin).await,
            Self::Role { name, role } => {
                let account = find(app, &name).await?;
                app.db.write(move |c| account.set_role(c, role, None)).await?;
                Ok(())
            }
            Self::Suspend { name, reason } => {
                let account = find(app, &name).await?;
                app.db
                    .write(move |c| {
                        account.suspend(c, &reason, None)?;
                        Ok::<_, account::StandingError>(membership::suspend(c, account.id, true)?)
                    })
                    .await?;
                Ok(())
            }
            Self::Restore { name } => {
                let account = find(app, &name).await?;
                app.db
                    .write(move |c| {
                        account.restore(c, None)?;
                        membership::suspend(c, account.id, false)
                    })
                    .await?;
                Ok(())
            }
            Self::Delete { name } => {
                let account = find(app, &name).await?;
                let club = app.clone();
                app.db.write(move |c| membership::delete(c, &club, account.clone(), None)).await?;
                Ok(())
            }
            Self::Token(token) => token.run(app).await,
        }
    }
}

impl Create {
    async fn run(self, app: &App) -> anyhow::Result<()> {
        let (password, made) = choose_password(self.password_stdin, &self.name, &self.email)?;
        let hash = password::hash_off_thread(password.clone()).await?;
        let account = app
            .db
            .write(move |c| {
                let new = NewMember {
                    name: &self.name,
                    email: &self.email,
                    password_hash: &hash,
                    locale: &self.locale,
                    role: self.role,
                };
                account::Account::create(c, new)
            })
            .await?;
        membership::settle(app, account.id).await?;
        if made {
            println!("{password}");
        }
        Ok(())
    }
}

impl Token {
    async fn run(self, app: &App) -> anyhow::Result<()> {
        let scopes: Scopes = self.scopes.parse()?;
        let account = find(app, &self.name).await?;
        if app.hosts.stall(&self.stall).is_none() {
            bail!("there is no open stall “{}”", self.stall);
        }
        membership::settle(app, account.id).await?;
        let stall = self.stall;
        let (_, token) = app
            .db
            .write(move |c| {
                Actor::of_account_at(c, account.id, &stall)?.ok_or(diesel::result::Error::NotFound)?;
                let new = NewToken {
                    account_id: Some(account.id),
                    stall: &stall,
                    application_id: None,
                    scopes: &scopes,
                    name: "kermesse account token",
                };
                AccessToken::issue(c, new)
            })
            .await
            .context("this account has no actor there: it may not log in")?;
        println!("{}", token.as_str());
        Ok(())
    }
}

/// The account of that name. Errors: there is none.
pub(crate) async fn find(app: &App, name: &str) -> anyhow::Result<account::Account> {
    let wanted = name.to_owned();
    let found = app.db.read(move |c| account::Account::find_by_name(c, &wanted)).await?;
    found.with_context(|| format!("there is no account “{name}”"))
}

/// The password on standard input, or a new one; whether it is new.
fn choose_password(stdin: bool, name: &str, email: &str) -> anyhow::Result<(String, bool)> {
    if !stdin {
        return Ok((Secret::readable(20).as_str().to_owned(), true));
    }
    let mut typed = String::new();
    std::io::stdin().read_to_string(&mut typed)?;
    let typed = typed.trim_end_matches(['\r', '\n']).to_owned();
    password::check(&typed, name, email)?;
    Ok((typed, false))
}

async fn set_password(app: &App, name: &str, stdin: bool) -> anyhow::Result<()> {
    let account = find(app, name).await?;
    let (password, made) = choose_password(stdin, &account.name, &account.email)?;
    let hash = password::hash_off_thread(password.clone()).await?;
    app.db.write(move |c| account.set_password_by_hand(c, &hash, None)).await?;
    if made {
        println!("{password}");
    }
    Ok(())
}

/// Why an account may not log in, in a word.
fn word(refusal: account::Refusal) -> &'static str {
    match refusal {
        account::Refusal::Deleted => "deleted",
        account::Refusal::Suspended => "suspended",
        account::Refusal::Unconfirmed => "unconfirmed",
        account::Refusal::Pending => "pending",
    }
}

async fn rows(app: &App, accounts: Vec<account::Account>) -> anyhow::Result<Vec<Row>> {
    Ok(app
        .db
        .read(move |c| {
            accounts
                .into_iter()
                .map(|account| {
                    let handles =
                        Actor::of_account(c, account.id)?.iter().map(|actor| format!("@{}", actor.handle())).collect();
                    Ok::<_, diesel::result::Error>(Row {
                        role: account.role.as_str(),
                        state: match account.may_log_in() {
                            Ok(()) => "active",
                            Err(refusal) => word(refusal),
                        },
                        created_at: output::moment(Some(account.created_at)),
                        last_seen_at: output::moment(account.last_seen_at),
                        name: account.name,
                        email: account.email,
                        handles,
                    })
                })
                .collect::<Result<Vec<_>, _>>()
        })
        .await?)
}

async fn list(app: &App, json: bool) -> anyhow::Result<()> {
    let accounts = app.db.read(|c| account::Account::list(c, &Filter::default(), i64::MAX)).await?;
    let rows = rows(app, accounts).await?;
    output::list(json, &rows, &["NAME", "E-MAIL", "ROLE", "STATE", "SINCE", "LAST SEEN"], |row| {
        vec![
            row.name.clone(),
            row.email.clone(),
            row.role.to_owned(),
            row.state.to_owned(),
            row.created_at.clone(),
            row.last_seen_at.clone(),
        ]
    })
}

async fn show(app: &App, name: &str, json: bool) -> anyhow::Result<()> {
    let account = find(app, name).await?;
    let Some(row) = rows(app, vec![account]).await?.pop() else { return Ok(()) };
    if json {
        println!("{}", serde_json::to_string_pretty(&row)?);
        return Ok(());
    }
    println!("{} <{}>, {}, {}", row.name, row.email, row.role, row.state);
    println!("since {}, last seen {}", row.created_at, row.last_seen_at);
    for handle in row.handles {
        println!("{handle}");
    }
    Ok(())
}
