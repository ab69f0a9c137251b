//! The server is killed at random moments while activities come and go. What it said yes to is there afterwards, and what
//! others got from it was written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Browser, Options, Peer, Server};
use url::Url;

/// How many come, and how many go.
const EACH: usize = 200;
/// How often the server is killed.
const KILLS: usize = 10;
/// How long everything may take to settle after the last kill.
const SETTLE: Duration = Duration::from_secs(60);

struct Storm {
    peer: Peer,
    ana: Browser,
    /// Ana's actor id and inbox.
    actor: String,
    inbox: String,
    posts: Url,
    csrf: String,
    /// How many were tried, in both directions.
    tried: AtomicUsize,
    /// Whether the server runs.
    up: AtomicBool,
}

impl Storm {
    async fn prepare(server: &Server) -> Self {
        let (peer, ana) = (Peer::open("sink"), server.member("ana").await);
        let found =
            ana.open(&server.url(&format!("/.well-known/webfinger?resource=acct:{}", server.handle("ana")))).await;
        let jrd: Value = serde_json::from_str(&found.html).unwrap();
        let links = jrd["links"].as_array().unwrap();
        let actor = links.iter().find(|link| link["rel"] == "self").unwrap()["href"].as_str().unwrap().to_owned();
        let inbox = format!("{actor}/inbox");
        let follow = peer.activity("Follow", "follow", json!(actor));
        assert_eq!(peer.deliver(&inbox, &follow).await.unwrap(), 202, "Eve asks to follow Ana");
        peer.hears("Ana's server accepts", |activity| activity["type"] == "Accept").await;
        let csrf = ana.open(&server.url("/posts/new")).await.csrf().unwrap().to_owned();
        let posts = Url::parse(&server.url("/posts")).unwrap();
        Self { peer, ana, actor, inbox, posts, csrf, tried: AtomicUsize::new(0), up: AtomicBool::new(true) }
    }

    /// Eve says things; those that were answered with 2xx.
    async fn incoming(&self) -> BTreeSet<String> {
        let mut taken = BTreeSet::new();
        for number in 0..EACH {
            self.wait_until_up().await;
            let note = self.peer.note(&number.to_string(), &format!("incoming-{number}-"), &self.actor);
            if self.peer.deliver(&self.inbox, &note).await.is_ok_and(|status| (200..300).contains(&status)) {
                taken.insert(note["object"]["id"].as_str().unwrap().to_owned());
            }
            self.tried.fetch_add(1, Ordering::SeqCst);
        }
        taken
    }

    /// Ana posts; the words of those posts whose page she was led to.
    async fn outgoing(&self) -> BTreeSet<String> {
        let mut taken = BTreeSet::new();
        for number in 0..EACH {
            self.wait_until_up().await;
            let words = format!("outgoing-{number}-");
            let fields = [("csrf", self.csrf.as_str()), ("action", "publish"), ("text", &words)];
            if let Ok(answer) = self.ana.try_send(Method::POST, &self.posts, &fields).await {
                assert_eq!(answer.status().as_u16(), 303, "{}", answer.text().await.unwrap());
                taken.insert(words);
            }
            self.tried.fetch_add(1, Ordering::SeqCst);
        }
        taken
    }

    async fn wait_until_up(&self) {
        while !self.up.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Kills the server and starts it again, at as many moments as are wanted.
    async fn kill(&self, server: &mut Server, moments: &[(usize, Duration)]) {
        for (after, delay) in moments {
            while self.tried.load(Ordering::SeqCst) < *after {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tokio::time::sleep(*delay).await;
            server.kill();
            self.up.store(false, Ordering::SeqCst);
            server.launch().await;
            self.up.store(true, Ordering::SeqCst);
        }
    }

    /// The posts that were delivered: their words and ids.
    fn delivered(&self) -> BTreeMap<String, String> {
        let created = self.peer.told().into_iter().filter(|activity| activity["type"] == "Create");
        let mut posts = BTreeMap::new();
        for activity in created {
            let object = &activity["object"];
            let words =
                object["content"].as_str().unwrap().trim_start_matches("<p>").trim_end_matches("</p>").to_owned();
            let id = object["id"].as_str().unwrap().to_owned();
            let before = posts.insert(words.clone(), id.clone());
            assert!(before.is_none_or(|before| before == id), "{words} is two posts");
        }
        posts
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_survives_and_what_was_delivered_was_written() {
    let seed =
        std::env::var("KERMESSE_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random::<u64>);
    println!("KERMESSE_TEST_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let mut moments: Vec<(usize, Duration)> = (0..KILLS)
        .map(|_| (random.random_range(1..2 * EACH - 20), Duration::from_micros(random.random_range(0..60_000))))
        .collect();
    moments.sort();

    let mut server = Server::start(Options::named("storm")).await;
    let storm = Storm::prepare(&server).await;
    let (came, went, ()) = tokio::join!(storm.incoming(), storm.outgoing(), storm.kill(&mut server, &moments));
    println!("{} of {EACH} were taken in, {} of {EACH} were published, {KILLS} kills", came.len(), went.len());
    assert!(came.len() > EACH / 2 && went.len() > EACH / 2, "the server was away most of the time");

    // Everything settles: what came is shown, what was published is delivered.
    let deadline = Instant::now() + SETTLE;
    let mut missing = came;
    loop {
        let mut still = BTreeSet::new();
        for id in missing {
            let search = server
                .url(&format!("/search?q={}", url::form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>()));
            if storm.ana.get(&search).await.url.contains("/search") {
                still.insert(id);
            }
        }
        missing = still;
        let delivered = storm.delivered();
        let undelivered: Vec<_> = went.iter().filter(|words| !delivered.contains_key(*words)).collect();
        if missing.is_empty() && undelivered.is_empty() {
            break;
        }
        assert!(
            Instant::now() < deadline,
            "seed {seed}: taken and not there: {missing:?}; published and not delivered: {undelivered:?}\n{}",
            server.does(&["queue", "list"], "")
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    // What was delivered is there to be read.
    for (words, id) in storm.delivered() {
        let page = Browser::new().open(&id).await;
        assert!(page.says(&words), "seed {seed}: {id} was delivered and does not say {words}");
    }
}
