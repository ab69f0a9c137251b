//! What verbs of modules on the command line have in common: whom they act for, how far they are, and that they can be ended.

use std::fmt::Display;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use diesel::result::Error as DbError;
use indicatif::{ProgressBar, ProgressStyle};
use social::account::Account;
use social::actor::Actor;

use crate::App;

/// How often it is said how far it is, where there is no terminal to draw on.
const WORD: Duration = Duration::from_secs(10);

/// The actor of an account at a stall. Errors: there is none, in words.
pub async fn actor_of(app: &App, stall: &'static str, name: &str) -> Result<Actor, String> {
    if app.hosts.stall(stall).is_none() {
        return Err(format!("the stall {stall} is switched off"));
    }
    let wanted = name.to_owned();
    let found = app.db.read(move |c| match Account::find_by_name(c, &wanted)? {
        Some(account) => Actor::of_account_at(c, account.id, stall),
        None => Ok(None),
    });
    let found: Option<Actor> = found.await.map_err(|error: DbError| error.to_string())?;
    let actor = found.ok_or_else(|| format!("there is no account “{name}” at the stall {stall}"))?;
    if actor.is_present() { Ok(actor) } else { Err(format!("the account “{name}” is suspended")) }
}

/// An error in words.
pub fn told(error: impl Display) -> String {
    error.to_string()
}

/// What strangers wrote, without what would move the cursor of a terminal.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// Becomes true when the command is asked to end: what is begun is brought to its end. Asked again, it ends at once, which
/// loses nothing either.
pub fn stop_on_request() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            if asked.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        }
    });
    stop
}

/// How far it is: a bar on a terminal, else a line once in a while.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    things: &'static str,
    plain: bool,
    begun: Instant,
    last: Instant,
}

impl Progress {
    /// Nothing of so many things is done yet.
    pub fn new(count: usize, things: &'static str) -> Self {
        // The bar keeps away from what is no terminal by itself.
        let bar = ProgressBar::new(count as u64);
        let style =
            ProgressStyle::with_template(&format!("{{bar:32}} {{pos}} of {{len}} {things}, {{per_sec}}, {{eta}} left"));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let now = Instant::now();
        Self { bar, things, plain: !std::io::stderr().is_terminal(), begun: now, last: now }
    }

    /// Why a file is not taken.
    pub fn say(&self, file: &str, reason: &str) {
        self.bar.suspend(|| eprintln!("{}: {}", plain(file), plain(reason)));
    }

    /// So many are done, of all.
    pub fn advance_to(&mut self, done: usize) {
        self.bar.set_position(done as u64);
        if self.plain && self.last.elapsed() >= WORD {
            self.last = Instant::now();
            let rate = done as f64 / self.seconds();
            eprintln!("{done} of {} {}, {rate:.1} a second", self.bar.length().unwrap_or_default(), self.things);
        }
    }

    /// So many more are done.
    pub fn advance(&mut self, by: usize) {
        let done = usize::try_from(self.bar.position()).unwrap_or(usize::MAX);
        self.advance_to(done.saturating_add(by));
    }

    /// For how long it has been done.
    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// There is nothing more to do.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Whether the command was asked to end.
pub fn is_stopped(stop: &AtomicBool) -> bool {
    stop.load(Ordering::Relaxed)
}
