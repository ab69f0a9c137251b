//! How soon the first of a track is heard: of its file as it is, and of what is made of it as it plays.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use diesel::prelude::*;
use host::social::object::ObjectId;
use host::social::schema::objects;

use super::players::Caller;
use super::records;
use crate::clients::show;
use crate::club::Club;
use crate::import::{kermesse, watch};

/// How often each is played, and how long is waited then until the one before has ended.
const TIMES: usize = 100;
const PAUSE: Duration = Duration::from_millis(20);
/// How long the concerts are, in seconds.
const LENGTH: u32 = 180;

/// Two long tracks with files.
pub(super) struct Concert {
    mp3: ObjectId,
    flac: ObjectId,
}

/// Brings two long tracks; none where no sound can be made.
pub(super) async fn bring(club: &Club) -> anyhow::Result<Option<Concert>> {
    if !records::can_be_made() {
        return Ok(None);
    }
    let folder = tempfile::tempdir()?;
    records::sound(&folder.path().join("concert-mp3.mp3"), 220, LENGTH, &["-b:a", "256k"])?;
    records::sound(&folder.path().join("concert-flac.flac"), 220, LENGTH, &[])?;
    let mut command = kermesse(club, &["music", "import", "--as", "ana"])?;
    watch(command.arg(folder.path()).stdout(Stdio::null()).stderr(Stdio::null()))?;
    let called = |title: &'static str| {
        club.app.db.read(move |c| {
            let named = objects::table.filter(objects::title.eq(title)).select(objects::id);
            named.first::<ObjectId>(c)
        })
    };
    Ok(Some(Concert { mp3: called("concert-mp3").await?, flac: called("concert-flac").await? }))
}

/// Prints how long it is until the first bytes of each have come, and how fast a stream is made.
pub(super) async fn measure(caller: &Caller, concert: &Concert) -> anyhow::Result<()> {
    let yardstick = caller.bare().await?;
    println!("until the first bytes of a track have come; /readyz p50 {yardstick:.2} ms");
    let kinds = [
        ("MP3 as it is", concert.mp3, "", "audio/mpeg"),
        ("FLAC as it is", concert.flac, "", "audio/flac"),
        ("MP3 to Opus", concert.mp3, "&maxBitRate=96", "audio/ogg"),
        ("FLAC to Opus", concert.flac, "&maxBitRate=96", "audio/ogg"),
        ("from its middle", concert.mp3, "&maxBitRate=96&timeOffset=90", "audio/ogg"),
    ];
    for (name, track, further, kind) in kinds {
        let call = format!("stream?id=tr-{track}{further}");
        let mut times = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            times.push(first_bytes(caller, &call, kind).await?);
            tokio::time::sleep(PAUSE).await;
        }
        show(name, &mut times, yardstick);
    }
    for (name, track) in [("MP3", concert.mp3), ("FLAC", concert.flac)] {
        let begun = Instant::now();
        caller.call(&format!("stream?id=tr-{track}&maxBitRate=96")).await?.bytes().await?;
        let speed = f64::from(LENGTH) / begun.elapsed().as_secs_f64();
        println!("  {name} is made Opus {speed:.0} times as fast as it plays");
    }
    Ok(())
}

async fn first_bytes(caller: &Caller, call: &str, kind: &str) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let mut answer = caller.call(call).await?;
    let first = answer.chunk().await?.context("nothing comes")?;
    let took = begun.elapsed();
    let told = answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if first.is_empty() || !told.starts_with(kind) {
        bail!("{call} is {told}");
    }
    Ok(took)
}
