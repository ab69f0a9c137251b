//! Music: how fast a shelf of files is brought, beside what others need to take in the same files, and how soon players are answered
//! over a large shelf and hear the first of a track, beside the cheapest answer there is.

mod intake;
mod players;
mod records;
mod rivals;
mod shelf;
mod streams;

use crate::club::Club;
use crate::server::Server;

/// How many posts stand between the tracks.
const POSTS: usize = 100_000;

/// Prints all figures of the music stall. Each half has a club of its own, so that nothing is worked up while players ask.
pub(crate) async fn measure() -> anyhow::Result<()> {
    intake::measure(&Club::found().await?).await?;

    let mut club = Club::found().await?;
    let concert = streams::bring(&club).await?;
    club.fill(POSTS).await?;
    let shelf = shelf::fill(&club).await?;
    let server = Server::start(&club)?;
    println!("music: {:.0} MiB resident at rest", server.resident()?);
    let caller = players::Caller::new(&club).await?;
    let worst = players::measure(&caller, &shelf).await?;
    println!("  the slowest p99: {worst:.2} ms; {:.0} MiB resident", server.resident()?);
    match concert {
        Some(concert) => streams::measure(&caller, &concert).await?,
        None => println!("  no streams: ffmpeg is not there"),
    }
    println!("  {:.0} MiB resident after that", server.resident()?);
    server.stop()
}
