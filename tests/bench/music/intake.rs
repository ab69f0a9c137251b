//! A shelf of files brought by the command, in a process of its own: cold, and once more when all is known.

use std::process::Stdio;

use anyhow::bail;
use serde_json::Value;

use super::records::{self, ALBUMS, TRACKS};
use super::rivals;
use crate::club::Club;
use crate::import::{Run, kermesse, watch};

/// Prints how many tracks a second are brought, beside what the rivals do with the same files.
pub(super) async fn measure(club: &Club) -> anyhow::Result<()> {
    let count = ALBUMS * TRACKS;
    if !records::can_be_made() {
        println!("import of {count} tracks: not measured, ffmpeg is not there");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let files = records::press(folder.path())?;
    let size: u64 = files.iter().map(|file| Ok(std::fs::metadata(file)?.len())).sum::<std::io::Result<u64>>()?;
    settle();
    let bare = rivals::bare(&files)?;
    println!(
        "import of {count} tracks, {} KiB each; their tags read bare: {bare:.0} a second",
        size / 1024 / count as u64
    );
    let report = folder.path().with_extension("json");
    let mut rates = Vec::new();
    for (when, tells) in [("cold", "tracks"), ("all known", "known")] {
        let mut command = kermesse(club, &["music", "import", "--as", "ana", "--json"])?;
        command.arg(folder.path()).stdout(std::fs::File::create(&report)?).stderr(Stdio::null());
        let run = watch(&mut command)?;
        let told: Value = serde_json::from_slice(&std::fs::read(&report)?)?;
        if told.get(tells).and_then(Value::as_u64) != Some(count as u64) {
            bail!("the import does not tell of {count} {tells}: {told}");
        }
        rates.push(show(&format!("kermesse, {when}"), &run, count));
    }
    std::fs::remove_file(&report)?;
    for rival in rivals::ALL {
        settle();
        let Some(runs) = rival.scan(folder.path(), count)? else {
            println!("  {}: absent", rival.name);
            continue;
        };
        for ((when, run), ours) in ["cold", "all known"].into_iter().zip(&runs).zip(&rates) {
            let rate = show(&format!("{}, {when}", rival.name), run, count);
            println!("    kermesse brings {:.1} times as many", ours / rate);
        }
    }
    Ok(())
}

/// Lets the system write what lies about, so that nobody pays for what others wrote. Where there is no such program it is left.
fn settle() {
    let _ = std::process::Command::new("sync").status();
}

/// Prints a run; returns how many tracks a second it brought.
fn show(name: &str, run: &Run, count: usize) -> f64 {
    let rate = count as f64 / run.took.as_secs_f64();
    println!(
        "  {name:22} {rate:7.0} a second; {:.0} % of one core; at most {:.0} MiB",
        100.0 * run.processor.as_secs_f64() / run.took.as_secs_f64(),
        run.memory
    );
    rate
}
