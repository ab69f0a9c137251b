//! What clients ask for at their start and in their main loop, beside the cheapest answer there is: that of `/readyz`, which asks
//! the database one question.

use std::time::{Duration, Instant};

use anyhow::bail;
use reqwest::Client;

use crate::club::Club;
use crate::percentile::milliseconds;

/// How often each address is asked.
const TIMES: usize = 400;

/// What is asked: how it is called, and its path. `{id}` stands for the member, `{status}` for a post.
const ASKED: &[(&str, &str)] = &[
    ("instance", "/api/v2/instance"),
    ("verify_credentials", "/api/v1/accounts/verify_credentials"),
    ("preferences", "/api/v1/preferences"),
    ("custom_emojis", "/api/v1/custom_emojis"),
    ("home, 20", "/api/v1/timelines/home"),
    ("home, 40", "/api/v1/timelines/home?limit=40"),
    ("public, 40", "/api/v1/timelines/public?limit=40"),
    ("notifications", "/api/v1/notifications?limit=40"),
    ("grouped notifications", "/api/v2/notifications?limit=40"),
    ("markers", "/api/v1/markers?timeline[]=home"),
    ("filters", "/api/v2/filters"),
    ("announcements", "/api/v1/announcements"),
    ("lists", "/api/v1/lists"),
    ("followed_tags", "/api/v1/followed_tags"),
    ("follow_requests", "/api/v1/follow_requests"),
    ("notification policy", "/api/v2/notifications/policy"),
    ("relationships", "/api/v1/accounts/relationships?id[]={author}"),
    ("account", "/api/v1/accounts/{author}"),
    ("account statuses", "/api/v1/accounts/{author}/statuses"),
    ("status", "/api/v1/statuses/{status}"),
    ("context", "/api/v1/statuses/{status}/context"),
    ("search", "/api/v2/search?q=number&limit=20"),
];

/// Prints the times of each address; returns the worst p99 in milliseconds.
pub(crate) async fn measure(club: &Club, stored: usize) -> anyhow::Result<f64> {
    let client = Client::builder().no_proxy().build()?;
    let mut bare = times(club, &client, "/readyz").await?;
    let yardstick = milliseconds(&mut bare, 0.5);
    println!("client API at {stored} posts, one caller; /readyz p50 {yardstick:.2} ms");
    let (status, author) = (club.newest().await?, club.authors.first().map_or(0, |author| author.id.0));
    let mut worst = 0.0_f64;
    for (name, path) in ASKED {
        let path = path.replace("{status}", &status.to_string()).replace("{author}", &author.to_string());
        let mut taken = times(club, &client, &path).await?;
        let (p50, p99) = (milliseconds(&mut taken, 0.5), milliseconds(&mut taken, 0.99));
        println!("  {name:22} p50 {p50:6.2} ms, p99 {p99:6.2} ms: {:.1} times the yardstick", p50 / yardstick);
        worst = worst.max(p99);
    }
    Ok(worst)
}

async fn times(club: &Club, client: &Client, path: &str) -> anyhow::Result<Vec<Duration>> {
    // The first one fills caches.
    ask(club, client, path).await?;
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        times.push(ask(club, client, path).await?);
    }
    Ok(times)
}

async fn ask(club: &Club, client: &Client, path: &str) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let answer = client
        .get(format!("http://127.0.0.1:{}{path}", club.port))
        .header("host", club.host())
        .bearer_auth(&club.token)
        .send()
        .await?;
    let status = answer.status();
    let body = answer.text().await?;
    let took = begun.elapsed();
    if status != 200 {
        bail!("{path} answers {status}: {body}");
    }
    Ok(took)
}
