//! What players that speak Subsonic ask for: at their start, page by page while they copy the shelf, and while somebody browses.

use std::time::{Duration, Instant};

use anyhow::bail;
use reqwest::{Client, Response};

use super::shelf::{ALBUMS, Shelf, TRACKS};
use crate::clients::show;
use crate::club::Club;
use crate::percentile::milliseconds;

/// How often each is asked.
const TIMES: usize = 200;
/// How many a page has at most.
const PAGE: usize = 500;

/// What is asked: how it is called, and the call. `{songs}` and `{albums}` stand for where a page of 500 begins, each time the next,
/// and `{album}` for an album, each time another.
const ASKED: &[(&str, &str)] = &[
    ("newest, 50", "getAlbumList2?type=newest&size=50"),
    ("newest, 500", "getAlbumList2?type=newest&size=500"),
    ("by name, 50", "getAlbumList2?type=alphabeticalByName&size=50"),
    ("by name, 500", "getAlbumList2?type=alphabeticalByName&size=500&offset={albums}"),
    ("random albums, 50", "getAlbumList2?type=random&size=50"),
    ("random albums, 500", "getAlbumList2?type=random&size=500"),
    ("search3, words", "search3?query=lantern song&artistCount=20&albumCount=20&songCount=20"),
    ("search3, a beginning", "search3?query=harb&artistCount=20&albumCount=20&songCount=20"),
    ("search3, all songs", "search3?query=&artistCount=0&albumCount=0&songCount=500&songOffset={songs}"),
    ("search3, all albums", "search3?query=&artistCount=0&albumCount=500&albumOffset={albums}&songCount=0"),
    ("getArtists", "getArtists?"),
    ("getAlbum", "getAlbum?id=al-{album}"),
    ("getRandomSongs, 50", "getRandomSongs?size=50"),
    ("getRandomSongs, 500", "getRandomSongs?size=500"),
    ("getGenres", "getGenres?"),
];

/// A player of the member's.
pub(super) struct Caller {
    client: Client,
    port: u16,
    token: String,
}

impl Caller {
    pub(super) async fn new(club: &Club) -> anyhow::Result<Self> {
        let client = Client::builder().no_proxy().build()?;
        Ok(Self { client, port: club.port, token: club.token_at("music").await? })
    }

    /// Calls; gives the answer when its head has come.
    pub(super) async fn call(&self, call: &str) -> anyhow::Result<Response> {
        let url = format!("http://127.0.0.1:{}/rest/{call}&f=json&v=1.16.1&c=bench&apiKey={}", self.port, self.token);
        let answer = self.client.get(url).header("host", format!("music.localhost:{}", self.port)).send().await?;
        if !answer.status().is_success() {
            bail!("{call} answers {}", answer.status());
        }
        Ok(answer)
    }

    async fn time(&self, call: &str) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        let body = self.call(call).await?.text().await?;
        let took = begun.elapsed();
        if !body.contains("\"status\":\"ok\"") {
            bail!("{call} answers {body}");
        }
        Ok(took)
    }

    /// The times of the cheapest answer there is.
    pub(super) async fn bare(&self) -> anyhow::Result<f64> {
        let mut times = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let begun = Instant::now();
            self.client.get(format!("http://127.0.0.1:{}/readyz", self.port)).send().await?.bytes().await?;
            times.push(begun.elapsed());
        }
        Ok(milliseconds(&mut times, 0.5))
    }
}

/// Prints the times of each call; returns the worst p99 in milliseconds.
pub(super) async fn measure(caller: &Caller, shelf: &Shelf) -> anyhow::Result<f64> {
    let yardstick = caller.bare().await?;
    println!("players at {} tracks on {ALBUMS} albums, one caller; /readyz p50 {yardstick:.2} ms", ALBUMS * TRACKS);
    let mut worst = 0.0_f64;
    for (name, call) in ASKED {
        let at = |number: usize| {
            call.replace("{songs}", &(number * PAGE % (ALBUMS * TRACKS)).to_string())
                .replace("{albums}", &(number * PAGE % ALBUMS).to_string())
                .replace("{album}", &shelf.album(number * 37).to_string())
        };
        // The first one fills caches.
        caller.time(&at(0)).await?;
        let mut times = Vec::with_capacity(TIMES);
        for number in 0..TIMES {
            times.push(caller.time(&at(number)).await?);
        }
        worst = worst.max(show(name, &mut times, yardstick));
    }
    Ok(worst)
}
