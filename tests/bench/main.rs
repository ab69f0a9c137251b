//! The figures that matter, each beside a yardstick of the same run: a machine's speed changes from minute to minute, the
//! ratio stays. Everything is real: the server is the executable in a process of its own, the peers listen on loopback.

mod clients;
mod club;
mod delivery;
mod import;
mod ingest;
mod month;
mod music;
mod percentile;
mod pictures;
mod server;
mod timeline;
mod yardstick;

use std::path::Path;

use anyhow::{Context, bail};

/// How many posts are stored when timelines are read.
const STORED: &[usize] = &[10_000, 100_000, 1_000_000];
/// How many of them are stored when clients ask.
const CLIENTS_AT: usize = 100_000;

fn main() -> anyhow::Result<()> {
    // One provider for all cryptography.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(run())?;
            runtime.block_on(music::measure())?;
            pictures::measure()
        }
        ["pictures"] => pictures::measure(),
        ["clients"] => tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(clients()),
        ["month"] => tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(month()),
        ["music"] => tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(music::measure()),
        // What is measured in a process of its own starts this executable again.
        ["work-up", file, folder] => pictures::work_up(Path::new(file), Path::new(folder)),
        ["refuse", file] => pictures::refuse(Path::new(file)),
        _ => bail!("usage: bench [clients|pictures|month|music]"),
    }
}

/// What clients ask for alone.
async fn clients() -> anyhow::Result<()> {
    let mut club = club::Club::found().await?;
    club.fill(CLIENTS_AT).await?;
    let server = server::Server::start(&club)?;
    let worst = clients::measure(&club, CLIENTS_AT).await?;
    println!("  the slowest p99: {worst:.2} ms");
    server.stop()
}

/// The calendar alone.
async fn month() -> anyhow::Result<()> {
    let club = club::Club::found().await?;
    let server = server::Server::start(&club)?;
    month::measure(&club).await?;
    server.stop()
}

async fn run() -> anyhow::Result<()> {
    let most: usize =
        std::env::var("BENCH_POSTS").map_or(Ok(usize::MAX), |text| text.parse()).context("BENCH_POSTS")?;
    let rates = yardstick::measure()?;
    println!(
        "bare RSA-2048, all cores: {:.0} signatures/s, {:.0} verifications/s",
        rates.signatures, rates.verifications
    );

    let mut club = club::Club::found().await?;
    let server = server::Server::start(&club)?;
    println!("idle: {:.0} MiB resident", server.resident()?);
    ingest::measure(&club, rates.verifications).await?;
    delivery::measure(&club, rates.signatures).await?;
    println!("after that: {:.0} MiB resident", server.resident()?);
    import::measure(&club).await?;
    month::measure(&club).await?;
    server.stop()?;

    let mut first = None;
    for stored in STORED.iter().copied().filter(|stored| *stored <= most) {
        club.fill(stored).await?;
        let server = server::Server::start(&club)?;
        let p99 = timeline::measure(&club, stored).await?;
        let ratio = p99 / *first.get_or_insert(p99);
        println!(
            "  p99 is {ratio:.2} times that at the first size; started in {:.3} s",
            server.started_in.as_secs_f64()
        );
        if stored == CLIENTS_AT {
            let worst = clients::measure(&club, stored).await?;
            println!("  the slowest p99: {worst:.2} ms");
        }
        println!("  {:.0} MiB resident", server.resident()?);
        server.stop()?;
    }
    Ok(())
}
