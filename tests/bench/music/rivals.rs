//! What takes in the same files: other servers for music where they are installed, and the bare reading of tags on all cores.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};
use lofty::file::TaggedFileExt;

use crate::import::{Run, watch};

/// Another server for music.
pub(super) struct Rival {
    pub(super) name: &'static str,
    executable: &'static str,
    /// Prepares a data folder, and tells the command that takes in a folder of music.
    prepare: fn(&Path, &Path) -> anyhow::Result<Command>,
    /// How many tracks it knows then, where that can be told.
    count: fn(&Path) -> anyhow::Result<Option<usize>>,
}

/// Those that are looked for. They only note where files lie; they are not copied, nor are their contents told apart.
pub(super) const ALL: [&Rival; 2] = [
    &Rival { name: "supysonic", executable: "supysonic-cli", prepare: supysonic, count: counted_by_supysonic },
    &Rival { name: "navidrome", executable: "navidrome", prepare: navidrome, count: |_| Ok(None) },
];

impl Rival {
    /// Has it take in a folder twice; none where it is not installed.
    pub(super) fn scan(&self, music: &Path, count: usize) -> anyhow::Result<Option<[Run; 2]>> {
        if !is_installed(self.executable) {
            return Ok(None);
        }
        let data = tempfile::tempdir()?;
        let mut command = (self.prepare)(data.path(), music)?;
        let runs = [watch(&mut command)?, watch(&mut command)?];
        match (self.count)(data.path())? {
            Some(known) if known != count => bail!("{} knows {known} tracks", self.name),
            _ => Ok(Some(runs)),
        }
    }
}

fn is_installed(executable: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(executable).is_file())
}

fn quietly(executable: &str, home: &Path) -> Command {
    let mut command = Command::new(executable);
    command.env("HOME", home).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn supysonic(data: &Path, music: &Path) -> anyhow::Result<Command> {
    let at = |name: &str| data.join(name).display().to_string();
    let settings = format!(
        "[base]\ndatabase_uri = sqlite:///{}\n[webapp]\ncache_dir = {}\n[daemon]\nsocket = {}\n",
        at("supysonic.db"),
        at("cache"),
        at("socket")
    );
    std::fs::write(data.join(".supysonic"), settings)?;
    let added = quietly("supysonic-cli", data).args(["folder", "add", "music"]).arg(music).status()?;
    if !added.success() {
        bail!("supysonic takes no folder: {added}");
    }
    let mut command = quietly("supysonic-cli", data);
    command.args(["folder", "scan", "--foreground"]);
    Ok(command)
}

/// Its database is read with the program of SQLite, where that is there.
fn counted_by_supysonic(data: &Path) -> anyhow::Result<Option<usize>> {
    let asked = Command::new("sqlite3").arg(data.join("supysonic.db")).arg("SELECT COUNT(*) FROM track").output();
    let Ok(answer) = asked else { return Ok(None) };
    Ok(Some(String::from_utf8(answer.stdout)?.trim().parse()?))
}

fn navidrome(data: &Path, music: &Path) -> anyhow::Result<Command> {
    let mut command = quietly("navidrome", data);
    command.arg("scan").env("ND_MUSICFOLDER", music).env("ND_DATAFOLDER", data);
    Ok(command)
}

/// How many files a second all cores read the tags of, with nothing around it.
pub(super) fn bare(files: &[PathBuf]) -> anyhow::Result<f64> {
    let cores = std::thread::available_parallelism()?.get();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let work = |first: usize| {
            files.iter().skip(first).step_by(cores).try_for_each(|file| {
                let read = lofty::read_from_path(file).with_context(|| file.display().to_string())?;
                read.primary_tag().map(drop).with_context(|| format!("{} has no tag", file.display()))
            })
        };
        let threads: Vec<_> = (0..cores).map(|first| scope.spawn(move || work(first))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow::anyhow!("a thread broke off"))?)
    })?;
    Ok(files.len() as f64 / begun.elapsed().as_secs_f64())
}
