//! What clients ask for at their start and in their main loop, and what they do there, beside the cheapest answer there is: that of `/readyz`, which asks
//! the database one question.

mod sign_in;
mod upload;

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::club::Club;
use crate::percentile::milliseconds;

/// How often each address is asked.
const TIMES: usize = 400;
const STATUSES: &str = "/api/v1/statuses";

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

/// What is done, in turns, with a post that was just written: how it is called, the method, and what follows the post's path.
const DONE: &[(&str, Method, &str)] = &[
    ("favourite", Method::POST, "/favourite"),
    ("unfavourite", Method::POST, "/unfavourite"),
    ("reblog", Method::POST, "/reblog"),
    ("unreblog", Method::POST, "/unreblog"),
    ("bookmark", Method::POST, "/bookmark"),
    ("unbookmark", Method::POST, "/unbookmark"),
    ("pin", Method::POST, "/pin"),
    ("unpin", Method::POST, "/unpin"),
    ("mute", Method::POST, "/mute"),
    ("unmute", Method::POST, "/unmute"),
    ("edit a status", Method::PUT, ""),
    ("delete a status", Method::DELETE, ""),
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
        worst = worst.max(show(name, &mut taken, yardstick));
    }
    for further in [
        write(club, &client, yardstick).await?,
        upload::measure(club, &client, yardstick).await?,
        sign_in::measure(club, &client, yardstick).await?,
    ] {
        worst = worst.max(further);
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
    Ok(call(club, client, &club.token, Method::GET, path, None).await?.0)
}

/// Prints the times of what writes, by a member whom nobody follows elsewhere: what is delivered then is measured by itself.
/// Returns the worst p99 in milliseconds.
async fn write(club: &Club, client: &Client, yardstick: f64) -> anyhow::Result<f64> {
    let mut taken = vec![Vec::with_capacity(TIMES); DONE.len() + 2];
    let mut note = |kind: usize, took| taken.get_mut(kind).map(|times| times.push(took));
    for number in 0..TIMES {
        let marks = json!({"home": {"last_read_id": club.newest().await?.to_string()}});
        let (took, _) = call(club, client, &club.quiet_token, Method::POST, "/api/v1/markers", Some(marks)).await?;
        note(0, took);
        let words = |word: &str| json!({"status": format!("{word} {number}: the #lanterns hang in rows")});
        let said = call(club, client, &club.quiet_token, Method::POST, STATUSES, Some(words("Row"))).await?;
        note(1, said.0);
        let id = said.1.get("id").and_then(Value::as_str).context("a status has an id")?;
        for (kind, (_, method, rest)) in DONE.iter().enumerate() {
            let (path, body) = (format!("{STATUSES}/{id}{rest}"), (*method == Method::PUT).then(|| words("Line")));
            note(kind + 2, call(club, client, &club.quiet_token, method.clone(), &path, body).await?.0);
        }
    }
    let names = ["markers", "post a status"].into_iter().chain(DONE.iter().map(|(name, ..)| *name));
    Ok(names.zip(&mut taken).map(|(name, times)| show(name, times, yardstick)).fold(0.0, f64::max))
}

/// Prints the times of one kind; returns its p99 in milliseconds.
pub(crate) fn show(name: &str, times: &mut [Duration], yardstick: f64) -> f64 {
    let (p50, p99) = (milliseconds(times, 0.5), milliseconds(times, 0.99));
    println!("  {name:22} p50 {p50:6.2} ms, p99 {p99:6.2} ms: {:.1} times the yardstick", p50 / yardstick);
    p99
}

/// How long an answer took, and what it is.
async fn call(
    club: &Club,
    client: &Client,
    token: &str,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> anyhow::Result<(Duration, Value)> {
    let begun = Instant::now();
    let url = format!("http://127.0.0.1:{}{path}", club.port);
    let mut request = client.request(method, url).header("host", club.host()).bearer_auth(token);
    if let Some(body) = body {
        request = request.header("content-type", "application/json").body(body.to_string());
    }
    let answer = request.send().await?;
    let status = answer.status();
    let body = answer.text().await?;
    let took = begun.elapsed();
    if !status.is_success() {
        bail!("{path} answers {status}: {body}");
    }
    Ok((took, serde_json::from_str(&body).unwrap_or_default()))
}
