//! `kermesse events`: the verbs of this stall on the command line.

use std::io::Read;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use clap::{ArgMatches, Args, Command, FromArgMatches};
use host::App;
use host::command_line::{Progress, plain, told};
use host::social::account::Account;
use host::social::actor::Actor;
use host::social::membership::may_act_for;
use host::store::clock;
use host::store::uri::Stall;
use serde::Serialize;
use tokio::task::spawn_blocking;

use crate::import::{Ground, Plan, Refusal, Report, Taking};
use crate::{MANIFEST, calendar};

const IMPORT: &str = "import";

/// The verbs.
pub(crate) fn all() -> Vec<Command> {
    vec![Import::augment_args(Command::new(IMPORT))]
}

/// Does what a verb says.
pub(crate) async fn run(app: &App, verb: &str, arguments: &ArgMatches) -> Result<(), String> {
    match verb {
        IMPORT => {
            let import = Import::from_arg_matches(arguments).map_err(|error| error.to_string())?;
            // A flag of the whole program, which every command is handed.
            let json = arguments.try_get_one::<bool>("json").ok().flatten().copied().unwrap_or_default();
            import.run(app, json).await
        }
        _ => Err(format!("there is no command “{verb}”")),
    }
}

/// Take over the events of a calendar file (.ics)
///
/// Each event keeps its name in calendars: what was taken over before is changed in its place where the file has a later version, and
/// left alone where it has not, so that the command can be ended at any time and run again. A series is taken over as what takes
/// place of it within a year before and after today. Nobody is told of what is new; of what changes others are told as of every
/// change.
///
/// Each entry that is not taken is named with its line and the reason; the exit code is 0 only where there is none.
#[derive(Debug, Args)]
struct Import {
    /// The calendar; - reads it from the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// On whose behalf: the name of an account
    #[arg(long = "as", value_name = "NAME")]
    name: String,
    /// The group that organises them, which the member runs [default: the member]
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// The time zone of what names none, where the calendar does not say either
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = zone)]
    zone: Tz,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
}

fn zone(text: &str) -> Result<Tz, String> {
    calendar::zone::find(text).ok_or_else(|| "a time zone is named like Europe/Paris".to_owned())
}

impl Import {
    async fn run(self, app: &App, json: bool) -> Result<(), String> {
        let stall = app.hosts.stall(MANIFEST.name).cloned();
        let stall = stall.ok_or_else(|| format!("the stall {} is switched off", MANIFEST.name))?;
        let organiser = self.organiser(app, &stall).await?;
        let (file, hosts, zone) = (self.file.clone(), app.hosts.clone(), self.zone);
        let planned = spawn_blocking(move || {
            let file = read(&file)?;
            let reading = calendar::read(&file, zone).map_err(told)?;
            Ok::<_, String>(Plan::of(reading, Ground { hosts: &hosts, stall: &stall, zone }, clock::now()))
        });
        let plan = planned.await.map_err(told)??;
        if plan.items.is_empty() && plan.refused.is_empty() {
            return Err("there are no events in it".to_owned());
        }
        for note in &plan.notes {
            say(note, "note: ");
        }
        for refusal in &plan.refused {
            say(refusal, "");
        }
        if self.dry_run {
            return promise(&plan, json);
        }
        let mut progress = Progress::new(plan.items.len(), "events");
        let taken = Taking::by(organiser.id).run(app, plan, |report| {
            progress.advance_to(report.done());
            true
        });
        let taken = taken.await;
        progress.end();
        let report =
            taken.map_err(|error| format!("{error}; what is taken over stays, and the rest can be brought again"))?;
        match json {
            true => println!("{}", serde_json::to_string_pretty(&report).map_err(told)?),
            false => print(&report),
        }
        outcome(&report.refused)
    }

    /// Whose events they become.
    async fn organiser(&self, app: &App, stall: &Stall) -> Result<Actor, String> {
        let (name, group, host) = (self.name.clone(), self.group.clone(), stall.origin.host().to_owned());
        let found = app.db.read(move |c| {
            let Some(account) = Account::find_by_name(c, &name)? else { return Ok(None) };
            let Some(member) = Actor::of_account_at(c, account.id, MANIFEST.name)? else { return Ok(None) };
            let Some(group) = &group else { return Ok(Some((member, true))) };
            let Some(group) = Actor::find_by_handle(c, group.trim_start_matches('@'), &host)? else { return Ok(None) };
            let runs = may_act_for(c, member.id, group.id)?;
            Ok::<_, diesel::result::Error>(Some((group, runs)))
        });
        let missing = || match &self.group {
            Some(group) => format!("there is no account “{}” with a group “{group}”", self.name),
            None => format!("there is no account “{}” at the stall", self.name),
        };
        let (organiser, runs) = found.await.map_err(told)?.ok_or_else(missing)?;
        match (organiser.is_present(), runs) {
            (true, true) => Ok(organiser),
            (true, false) => Err(format!("“{}” does not run that group", self.name)),
            (false, _) => Err(format!("“{}” is suspended", organiser.username)),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let most = u64::try_from(calendar::MAX_FILE).unwrap_or(u64::MAX).saturating_add(1);
    let mut file = Vec::new();
    let done = match path.as_os_str() == "-" {
        true => std::io::stdin().take(most).read_to_end(&mut file),
        false => std::fs::File::open(path).and_then(|open| open.take(most).read_to_end(&mut file)),
    };
    done.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(file)
}

fn say(refusal: &Refusal, before: &str) {
    eprintln!("{before}line {}: {}", refusal.line, plain(&refusal.reason));
}

/// What would be done.
fn promise(plan: &Plan, json: bool) -> Result<(), String> {
    #[derive(Serialize)]
    struct Promise<'a> {
        dry_run: bool,
        calendar: &'a str,
        would_take: Vec<(&'a str, chrono::NaiveDateTime)>,
        refused: &'a [Refusal],
    }
    let would_take = plan.items.iter().map(|item| (item.event.title.as_str(), item.event.occasion.starts_at)).collect();
    let promise = Promise { dry_run: true, calendar: &plan.title, would_take, refused: &plan.refused };
    if json {
        println!("{}", serde_json::to_string_pretty(&promise).map_err(told)?);
        return outcome(&plan.refused);
    }
    for (title, at) in &promise.would_take {
        println!("{}  {}", at.format("%Y-%m-%d %H:%M"), plain(title));
    }
    println!("{} would be taken over", count(plan.items.len(), "event"));
    outcome(&plan.refused)
}

fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

fn print(report: &Report) {
    println!("{} new, {} changed, {} as before", count(report.added, "event"), report.changed, report.unchanged);
}

/// It did what it says only where everything was taken.
fn outcome(refused: &[Refusal]) -> Result<(), String> {
    match refused.len() {
        0 => Ok(()),
        refused => {
            Err(format!("{} not taken, for the reason above", count(refused, "entry").replace("entrys", "entries")))
        }
    }
}
