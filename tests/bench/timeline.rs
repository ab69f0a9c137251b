//! The home timeline as a member reads it: a page of HTML with twenty posts.

use std::time::{Duration, Instant};

use anyhow::bail;

use crate::club::Club;
use crate::percentile::milliseconds;

/// For how long it is read.
const TIME: Duration = Duration::from_secs(5);
/// How many read at once when requests per second are counted.
const READERS: usize = 4;

/// Prints requests per second of several readers, and the times of one; returns the one's p99 in milliseconds.
pub(crate) async fn measure(club: &Club, stored: usize) -> anyhow::Result<f64> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    read(club, &client).await?;
    let mut alone = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < TIME {
        alone.push(read(club, &client).await?);
    }
    let begun = Instant::now();
    let reader = || async {
        let mut count = 0_u64;
        while begun.elapsed() < TIME {
            read(club, &client).await?;
            count += 1;
        }
        Ok::<_, anyhow::Error>(count)
    };
    let counts = futures::future::try_join_all((0..READERS).map(|_| reader())).await?;
    let rate = counts.into_iter().sum::<u64>() as f64 / begun.elapsed().as_secs_f64();
    let (p50, p99) = (milliseconds(&mut alone, 0.5), milliseconds(&mut alone, 0.99));
    println!(
        "home timeline at {stored} posts: {rate:.0} pages/s with {READERS} readers; alone p50 {p50:.2} ms, p99 {p99:.2} ms"
    );
    Ok(p99)
}

async fn read(club: &Club, client: &reqwest::Client) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let answer = client
        .get(format!("http://127.0.0.1:{}/", club.port))
        .header("host", club.host())
        .header("cookie", &club.cookie)
        .send()
        .await?;
    let status = answer.status();
    let page = answer.bytes().await?;
    let took = begun.elapsed();
    if status != 200 || !page.windows(10).any(|window| window == b"Post numbe") {
        bail!("the page is not the member's timeline: {status}");
    }
    Ok(took)
}
