//! `kermesse photos`: the verbs of this stall on the command line.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::{ArgMatches, Args, Command, FromArgMatches, ValueEnum};
use host::App;
use host::command_line::{Progress, actor_of, is_stopped, plain, stop_on_request, told};
use host::social::media::Licence;
use host::social::visibility::Visibility;
use serde::Serialize;
use tokio::task::spawn_blocking;

use crate::MANIFEST;
use crate::import::{Brought, Bundle, Importer, Outcome, Plan, Report, Shown, Terms};

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

const IMPORT: &str = "import";

/// Bring a member's pictures from folders, an Instagram export or a Pixelfed export
///
/// Every picture of a folder is shown by itself, as of when it was taken, with what a text, XMP or IPTC beside or in it says.
/// Posts of Instagram (the export in JSON, packed or unpacked; all its parts together) and Pixelfed (pixelfed-statuses.json or
/// outbox.json; its pictures beside it, else fetched from its server) are shown as they were there, as of then. Nobody is told of
/// what is brought. At the end the pictures of each folder are put into an album of the member that is called like it. What was
/// brought before is passed over, so that the command can be ended at any time and run again.
///
/// Each file that is not taken is named with the reason; the exit code is 0 only where there is none.
#[derive(Debug, Args)]
struct Import {
    /// Folders, pictures, zip archives, and lists of Pixelfed
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Whose they are: the name of an account
    #[arg(long = "as", value_name = "NAME")]
    name: String,
    /// Who may see them at most [default: as it was there, else as the member's settings say]
    #[arg(long, value_enum)]
    visibility: Option<Reach>,
    /// What others may do with pictures that do not say: CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0, … or all-rights-reserved
    #[arg(long, value_name = "LICENCE", value_parser = licence)]
    licence: Option<Licence>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Reach {
    Public,
    Unlisted,
    Followers,
}

impl From<Reach> for Visibility {
    fn from(reach: Reach) -> Self {
        match reach {
            Reach::Public => Self::Public,
            Reach::Unlisted => Self::Unlisted,
            Reach::Followers => Self::Followers,
        }
    }
}

fn licence(text: &str) -> Result<Licence, String> {
    let known = || Licence::ALL.iter().map(|licence| licence.as_str()).collect::<Vec<_>>().join(", ");
    Licence::read(text).ok_or_else(|| format!("a licence is one of {}", known()))
}

impl Import {
    async fn run(self, app: &App, json: bool) -> Result<(), String> {
        let author = actor_of(app, MANIFEST.name, &self.name).await?;
        let paths = self.paths.clone();
        let planned = spawn_blocking(move || {
            let bundle = Bundle::open(&paths)?;
            let plan = Plan::of(&bundle);
            Ok::<_, crate::import::BundleError>((bundle, plan))
        });
        let (bundle, plan) = planned.await.map_err(told)?.map_err(told)?;
        if plan.sets.is_empty() && plan.refused.is_empty() {
            plan.left_out.iter().for_each(|sentence| eprintln!("{}", plain(sentence)));
            return Err("there are no pictures".to_owned());
        }
        let terms = Terms { visibility: self.visibility.map(Into::into), licence: self.licence, dry: self.dry_run };
        let importer = Importer::new(app, &author, Arc::new(bundle), terms);
        let (mut progress, stop) = (Progress::new(plan.pictures(), "pictures"), stop_on_request());
        plan.refused.iter().for_each(|refusal| progress.say(&refusal.file, &refusal.reason));
        let mut shown = Vec::new();
        let done = importer.run(plan, |brought| {
            if let Outcome::Shown(set) = &brought.outcome {
                shown.extend(self.dry_run.then(|| set.clone()));
            }
            advance(&mut progress, brought, &stop)
        });
        let report = done.await;
        progress.end();
        let report =
            report.map_err(|error| format!("{error}; what is shown stays, and the rest can be brought again"))?;
        shown.sort_by_key(|set| set.at);
        match json {
            true => print_json(&report, self.dry_run, &shown)?,
            false => print(&report, self.dry_run, &shown),
        }
        outcome(&report)
    }
}

/// Tells of a set; says whether to go on.
fn advance(progress: &mut Progress, brought: &Brought, stop: &AtomicBool) -> bool {
    brought.refused.iter().for_each(|refusal| progress.say(&refusal.file, &refusal.reason));
    progress.advance(brought.pictures);
    !is_stopped(stop)
}

fn print_json(report: &Report, dry_run: bool, shown: &[Shown]) -> Result<(), String> {
    #[derive(Serialize)]
    struct Told<'a> {
        dry_run: bool,
        #[serde(flatten)]
        report: &'a Report,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        would_show: &'a [Shown],
    }
    let told = Told { dry_run, report, would_show: shown };
    println!("{}", serde_json::to_string_pretty(&told).map_err(|error| error.to_string())?);
    Ok(())
}

fn print(report: &Report, dry_run: bool, shown: &[Shown]) {
    for set in shown {
        let album = set.album.as_ref().map(|album| format!(", album {album}")).unwrap_or_default();
        let words = set.text.lines().next().map(|line| format!(": {line}")).unwrap_or_default();
        let at = set.at.format("%Y-%m-%d %H:%M:%S");
        println!("{}", plain(&format!("{at}  {}, {}{album}{words}", set.name, set.visibility.as_str())));
    }
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let verb = if dry_run { "would be shown" } else { "are shown now" };
    println!("{} in {} {verb}", count(report.pictures, "picture", "pictures"), count(report.sets, "set", "sets"));
    if report.known > 0 {
        println!("{} brought before", count(report.known, "set was", "sets were"));
    }
    if report.undescribed > 0 {
        println!("{} no description", count(report.undescribed, "picture has", "pictures have"));
    }
    if !report.albums.is_empty() {
        println!("albums: {}", plain(&report.albums.iter().cloned().collect::<Vec<_>>().join(", ")));
    }
    for sentence in &report.left_out {
        println!("left out: {}", plain(sentence));
    }
}

/// It did what it says only where everything was taken.
fn outcome(report: &Report) -> Result<(), String> {
    match report.refused.len() {
        _ if report.cut_short => Err("ended before everything was looked at: run it again to go on".to_owned()),
        0 => Ok(()),
        1 => Err("1 file was not taken, for the reason above".to_owned()),
        refused => Err(format!("{refused} files were not taken, for the reasons above")),
    }
}
