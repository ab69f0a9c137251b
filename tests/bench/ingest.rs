//! Signed posts of others into the inbox: how many are accepted in a second, and how many take effect.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use chrono::Utc;
use host::federation::signature::{Scheme, Signer};
use host::social::inbox::InboxEntry;
use serde_json::json;

use crate::club::Club;

/// How many posts are sent.
const POSTS: usize = 10_000;
/// How many requests are under way at once.
const CONNECTIONS: usize = 64;
/// How long the server may take to deal with all of them.
const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) async fn measure(club: &Club, verifications: f64) -> anyhow::Result<()> {
    let requests = Arc::new(signed(club)?);
    let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(CONNECTIONS).build()?;
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let senders: Vec<_> = (0..CONNECTIONS)
        .map(|_| tokio::spawn(send(client.clone(), Arc::clone(&requests), Arc::clone(&next))))
        .collect();
    for sender in senders {
        sender.await??;
    }
    let accepted = begun.elapsed();
    while club.app.db.read(InboxEntry::waiting).await? > 0 {
        if begun.elapsed() > PATIENCE {
            bail!("the inbox is not empty after {PATIENCE:?}");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let processed = begun.elapsed();
    let rate = |time: Duration| POSTS as f64 / time.as_secs_f64();
    println!(
        "inbox: {:.0} posts/s accepted, {:.0} posts/s processed ({:.1} % of bare verification)",
        rate(accepted),
        rate(processed),
        100.0 * rate(processed) / verifications
    );
    Ok(())
}

/// Sends whatever nobody else has sent yet, until nothing is left.
async fn send(client: reqwest::Client, requests: Arc<Vec<Prepared>>, next: Arc<AtomicUsize>) -> anyhow::Result<()> {
    while let Some(((url, headers), body)) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
        let answer = client.post(url).headers(headers.clone()).body(body.clone()).send().await?;
        if answer.status() != 202 {
            bail!("a post was refused with {}: {}", answer.status(), answer.text().await?);
        }
    }
    Ok(())
}

type Prepared = ((String, http::HeaderMap), Bytes);

/// The requests, signed beforehand on all cores: the sender's work is not what is measured.
fn signed(club: &Club) -> anyhow::Result<Vec<Prepared>> {
    let cores = std::thread::available_parallelism()?.get();
    let numbers: Vec<usize> = (0..POSTS).collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> = numbers
            .chunks(POSTS.div_ceil(cores))
            .map(|part| {
                scope.spawn(move || part.iter().map(|number| one(club, *number)).collect::<anyhow::Result<Vec<_>>>())
            })
            .collect();
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().ok().context("a thread that signs ended badly")??);
        }
        Ok(all)
    })
}

fn one(club: &Club, number: usize) -> anyhow::Result<Prepared> {
    let author = club.authors.get(number % club.authors.len()).context("nobody posts")?;
    let note = format!("{}/notes/{number}", author.uri);
    let now = Utc::now();
    let public = "https://www.w3.org/ns/activitystreams#Public";
    let followers = author.followers.clone().unwrap_or_default();
    let body = json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{note}/activity"),
        "type": "Create",
        "actor": author.uri,
        "to": [public],
        "cc": [followers],
        "object": {
            "id": note,
            "type": "Note",
            "attributedTo": author.uri,
            "to": [public],
            "cc": [followers],
            "content": format!("<p>Post number {number}, about lanterns and a <b>ladder</b>.</p>"),
            "published": now.to_rfc3339(),
            "tag": [],
        },
    });
    let body = Bytes::from(serde_json::to_vec(&body)?);
    let url = format!("http://{}/inbox", club.host());
    let mut request =
        http::Request::post(&url).header("content-type", "application/activity+json").body(body.clone())?;
    let signer = Signer { key_id: format!("{}#main-key", author.uri).parse()?, key: Arc::clone(&club.key) };
    signer.sign(Scheme::Cavage, &mut request, now)?;
    // The name resolves to loopback everywhere; the Host header says which stall.
    let mut headers = request.headers().clone();
    headers.insert(http::header::HOST, club.host().parse()?);
    Ok(((format!("http://127.0.0.1:{}/inbox", club.port), headers), body))
}
