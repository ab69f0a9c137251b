//! `kermesse music`: the verbs of this stall on the command line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, Command, FromArgMatches, ValueEnum};
use futures::{StreamExt, stream};
use host::App;
use host::command_line::{Progress, actor_of, is_stopped, stop_on_request, told};
use host::social::visibility::Visibility;
use serde::Serialize;
use tokio::task::spawn_blocking;

use crate::MANIFEST;
use crate::intake::{Brought, IntakeError, folder_cover, take};
use crate::sound::Refusal;
use crate::track::Taken;

/// How many files are looked at and stored at the same time.
const AT_ONCE: usize = 32;

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

/// Bring a member's music from folders
///
/// Every sound in the folders becomes a track of the member, by what its tags say; what is no sound is passed over. A picture called
/// cover, folder or front beside the files is the sleeve of albums that have none of their own. Unless told otherwise nobody but the
/// member hears them. What was brought before is passed over, so that the command can be ended at any time and run again.
///
/// Each file that is not taken is named with the reason; the exit code is 0 only where there is none.
#[derive(Debug, Args)]
struct Import {
    /// Folders and files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Whose they are: the name of an account
    #[arg(long = "as", value_name = "NAME")]
    name: String,
    /// Who may hear them
    #[arg(long, value_enum, default_value_t = Reach::Private)]
    visibility: Reach,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Reach {
    /// The member alone
    Private,
    /// The members of the club
    Members,
    /// The member's followers
    Followers,
    /// Everybody with the address
    Unlisted,
    /// Everybody
    Public,
}

impl From<Reach> for Visibility {
    fn from(reach: Reach) -> Self {
        match reach {
            Reach::Private => Self::Direct,
            Reach::Members => Self::Members,
            Reach::Followers => Self::Followers,
            Reach::Unlisted => Self::Unlisted,
            Reach::Public => Self::Public,
        }
    }
}

/// What came of an import.
#[derive(Debug, Default, Serialize)]
struct Report {
    /// How many tracks there are now that were not.
    tracks: usize,
    /// How many files were brought before.
    known: usize,
    /// What is not taken, and why.
    refused: Vec<Refused>,
    /// It was asked to end before everything was looked at.
    cut_short: bool,
    seconds: f64,
}

#[derive(Debug, Serialize)]
struct Refused {
    file: String,
    reason: String,
}

impl Import {
    async fn run(self, app: &App, json: bool) -> Result<(), String> {
        let owner = actor_of(app, MANIFEST.name, &self.name).await?;
        let paths = self.paths.clone();
        let files = spawn_blocking(move || gather(&paths)).await.map_err(told)??;
        let (stop, mut report) = (stop_on_request(), Report::default());
        let mut progress = Progress::new(files.len(), "files");
        let visibility = self.visibility.into();
        let brought = stream::iter(files.into_iter().take_while(|_| !is_stopped(&stop)))
            .map(|(path, named, beside)| async move {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let taken =
                    take(app, owner.id, Brought { path: path.clone(), name, visibility, licence: None, beside }).await;
                (path, named, taken)
            })
            .buffer_unordered(AT_ONCE);
        let mut brought = std::pin::pin!(brought);
        while let Some((path, named, taken)) = brought.next().await {
            progress.advance(1);
            match taken {
                Ok(Taken::New(..)) => report.tracks += 1,
                Ok(Taken::Known(..)) => report.known += 1,
                // In folders lies all sorts of things; a file that was named is meant.
                Err(IntakeError::Refused(Refusal::NotSound)) if !named => {}
                Err(IntakeError::Database(error)) => {
                    progress.end();
                    return Err(format!("{error}; what is there stays, and the rest can be brought again"));
                }
                Err(error) => {
                    progress.say(&path.display().to_string(), &error.to_string());
                    report.refused.push(Refused { file: path.display().to_string(), reason: error.to_string() });
                }
            }
        }
        (report.cut_short, report.seconds) = (is_stopped(&stop), progress.seconds());
        progress.end();
        match json {
            true => println!("{}", serde_json::to_string_pretty(&report).map_err(told)?),
            false => print(&report),
        }
        outcome(&report)
    }
}

/// A file, whether it was named itself, and the picture that stands for its folder.
type Found = (PathBuf, bool, Option<PathBuf>);

/// The files of those paths, those of each folder together, by name.
fn gather(paths: &[PathBuf]) -> Result<Vec<Found>, String> {
    let mut files = Vec::new();
    let mut covers: HashMap<PathBuf, Option<PathBuf>> = HashMap::new();
    let mut add = |path: PathBuf, named: bool| {
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        let beside = covers.entry(folder).or_insert_with_key(|folder| folder_cover(folder)).clone();
        files.push((path, named, beside));
    };
    for path in paths {
        if !path.exists() {
            return Err(format!("{}: there is no such file", path.display()));
        }
        if path.is_file() {
            add(path.clone(), true);
            continue;
        }
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(told)?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type().is_file() && !hidden {
                add(entry.into_path(), false);
            }
        }
    }
    Ok(files)
}

fn print(report: &Report) {
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    println!("{} brought", count(report.tracks, "track was", "tracks were"));
    if report.known > 0 {
        println!("{} here before", count(report.known, "file was", "files were"));
    }
}

/// It did what it says only where everything was taken.
fn outcome(report: &Report) -> Result<(), String> {
    match report.refused.len() {
        _ if report.cut_short => Err("ended before everything was looked at: run it again to go on".to_owned()),
        0 if report.tracks + report.known == 0 => Err("there is no sound".to_owned()),
        0 => Ok(()),
        1 => Err("1 file was not taken, for the reason above".to_owned()),
        refused => Err(format!("{refused} files were not taken, for the reasons above")),
    }
}
