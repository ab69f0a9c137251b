//! Two servers, each a process with data of its own, talk to one another over HTTP. What one does is looked for on the
//! other's pages.

use tests::server::password;
use tests::{Browser, Options, Server, eventually};

/// Ana lives left, Bob right; they follow one another.
struct Fair {
    left: Server,
    right: Server,
    ana: Browser,
    bob: Browser,
}

impl Fair {
    async fn open() -> Self {
        let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
        let (ana, bob) = tokio::join!(left.member("ana"), right.member("bob"));
        Self { left, right, ana, bob }
    }

    /// The two follow one another; each sees the other among its followers.
    async fn befriend(&self) {
        self.ana.follow_actor(&self.left, &self.bob_handle()).await;
        self.bob.follow_actor(&self.right, &self.ana_handle()).await;
        let (ana, bob) = (self.ana_handle(), self.bob_handle());
        self.bob.until(&self.right.url("/@bob/followers"), "Ana follows Bob", |page| page.says(&ana)).await;
        self.ana.until(&self.left.url("/@ana/followers"), "Bob follows Ana", |page| page.says(&bob)).await;
        // The one who asked has to have heard of the consent too: only then posts are taken.
        self.ana.until(&self.left.url("/@ana/following"), "Ana knows", |page| page.says(&bob)).await;
        self.bob.until(&self.right.url("/@bob/following"), "Bob knows", |page| page.says(&ana)).await;
    }

    fn ana_handle(&self) -> String {
        self.left.handle("ana")
    }

    fn bob_handle(&self) -> String {
        self.right.handle("bob")
    }

    /// Where Bob's server shows what says these words, once it came.
    async fn seen_by_bob(&self, words: &str) -> String {
        let page = self
            .bob
            .until(&self.right.url("/"), &format!("“{words}” reaches Bob"), |page| page.card(words).is_some())
            .await;
        self.right.url(&page.card(words).unwrap().path())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_replies_mentions_likes_and_boosts_travel() {
    let fair = Fair::open().await;
    fair.befriend().await;
    let Fair { left, right, ana, bob } = &fair;

    // A post, and an answer to it.
    let post = ana.say(left, "The lanterns are up at the old mill").await;
    let there = fair.seen_by_bob("The lanterns are up").await;
    bob.mark(&there, "replies", &[("text", "I bring the waffles")]).await;
    let thread = ana.until(&post, "Bob's answer stands below", |page| page.card("I bring the waffles").is_some()).await;
    assert!(thread.card("I bring the waffles").unwrap().html.contains(&fair.bob_handle()), "the answer is Bob's");
    ana.until(&left.url("/notifications"), "Ana is told of the answer", |page| page.says("I bring the waffles")).await;

    // A mention.
    bob.say(right, &format!("Who has the ladder? @{} perhaps", fair.ana_handle())).await;
    ana.until(&left.url("/notifications"), "Ana is told that she is named", |page| page.says("Who has the ladder?"))
        .await;

    // A like and a boost, and both taken back.
    bob.mark(&there, "likes", &[]).await;
    bob.mark(&there, "boosts", &[]).await;
    ana.until(&post, "the like and the boost are counted", |page| {
        page.card("The lanterns are up").is_some_and(|card| card.count("likes") == 1 && card.count("boosts") == 1)
    })
    .await;
    let who = ana.open(&format!("{post}/likes")).await;
    assert!(who.says(&fair.bob_handle()), "Bob is among those who like it");
    bob.mark(&there, "likes?_method=delete", &[]).await;
    bob.mark(&there, "boosts?_method=delete", &[]).await;
    ana.until(&post, "like and boost are gone", |page| {
        page.card("The lanterns are up").is_some_and(|card| card.count("likes") == 0 && card.count("boosts") == 0)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_and_deletions_travel() {
    let fair = Fair::open().await;
    fair.befriend().await;
    let Fair { left, right, ana, bob } = &fair;

    let post = ana.write(left, &[("text", "The fair opens at noon"), ("summary", "Times")]).await;
    let there = fair.seen_by_bob("The fair opens at noon").await;
    assert!(bob.open(&there).await.says("Times"), "the warning came along");

    let id = post.rsplit('/').next().unwrap();
    let form = ana.open(&left.url(&format!("/posts/new?edit={id}"))).await;
    ana.submit(
        &form,
        "/posts",
        &[("action", "publish"), ("edit", id), ("text", "The fair opens at one"), ("summary", "Times")],
    )
    .await
    .expect(200);
    bob.until(&there, "the new words came", |page| page.says("The fair opens at one") && !page.says("opens at noon"))
        .await;
    let history = bob.open(&format!("{there}/history")).await;
    assert!(history.says("The fair opens at noon"), "what it said before is kept");

    let document = async |url: &str| {
        let answer =
            tests::browser::client().get(url).header("accept", "application/activity+json").send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (_, text) = document(&post).await;
    let id = serde_json::from_str::<serde_json::Value>(&text).unwrap()["id"].as_str().unwrap().to_owned();
    let asked = ana.open(&format!("{post}/delete")).await;
    let path = url::Url::parse(&post).unwrap().path().to_owned();
    ana.submit(&asked, &format!("{path}?_method=delete"), &[]).await.expect(200);
    assert!(matches!(ana.get(&post).await.status, 404 | 410), "it is gone where it was");
    assert_eq!(document(&id).await.0, 410, "its id says so to other servers");
    eventually("the post is gone there too", async || {
        let page = bob.get(&there).await;
        (matches!(page.status, 404 | 410) && !page.says("opens at one")).then_some(())
    })
    .await;
    assert!(!bob.open(&right.url("/")).await.says("The fair opens"), "and from the timeline");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_is_voted_on_from_the_other_server() {
    let fair = Fair::open().await;
    fair.befriend().await;
    let Fair { left, ana, bob, .. } = &fair;

    let fields =
        [("text", "What shall we bake?"), ("options", "Waffles"), ("options", "Crêpes"), ("poll_minutes", "60")];
    let poll = ana.write(left, &fields).await;
    let there = fair.seen_by_bob("What shall we bake?").await;
    let page = bob.open(&there).await;
    assert!(page.says("Waffles") && page.says("Crêpes"), "the options came along");
    bob.mark(&there, "votes", &[("choices[]", "1")]).await;
    ana.until(&poll, "the vote is counted", |page| page.says(">100%<") && page.says(">0%<")).await;
    let voted = bob.open(&there).await;
    assert!(
        voted.says(">100%<") && !voted.says(&format!("{}/votes", url::Url::parse(&there).unwrap().path())),
        "nobody votes twice"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_blocked_reads_and_says_nothing_any_more() {
    let fair = Fair::open().await;
    fair.befriend().await;
    let Fair { left, right, ana, bob } = &fair;

    let bob_here = left.url(&format!("/@{}", fair.bob_handle()));
    ana.mark(&bob_here, "block", &[]).await;
    let gone = fair.ana_handle();
    bob.until(&right.url("/@bob/following"), "Bob does not follow any more", |page| !page.says(&gone)).await;
    let bob_handle = fair.bob_handle();
    ana.until(&left.url("/@ana/followers"), "he is none of her followers", |page| !page.says(&bob_handle)).await;

    // What Bob says to her is not shown; that it came is known by what he says to somebody else after it.
    left.account("zoe");
    let zoe = Browser::new();
    zoe.log_in(left, "zoe").await;
    zoe.enter(left).await;
    bob.say(right, &format!("Why, @{}?", fair.ana_handle())).await;
    bob.find(right, &format!("@{}", left.handle("zoe"))).await;
    bob.say(right, &format!("Do you know why, @{}?", left.handle("zoe"))).await;
    zoe.until(&left.url("/notifications"), "Zoe is told", |page| page.says("Do you know why")).await;
    let told = ana.open(&left.url("/notifications")).await;
    assert!(!told.says("Why, ") && !told.says("Do you know why"), "Ana hears nothing of him");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_moves_takes_the_followers_along() {
    let fair = Fair::open().await;
    fair.befriend().await;
    let Fair { left, right, ana, bob } = &fair;

    // Ana takes a place at the other club, which says that she is the same.
    let new = right.member("ana_moved").await;
    let form = new.open(&right.url("/profile/move")).await;
    eventually("the old profile is found from the new place", async || {
        let page =
            new.submit(&form, "/profile/aliases?_method=put", &[("aliases", &format!("@{}", fair.ana_handle()))]).await;
        (page.status == 200).then_some(())
    })
    .await;
    let target = format!("@{}", right.handle("ana_moved"));
    ana.find(left, &target).await;
    eventually("the move is taken", async || {
        let form = ana.open(&left.url("/profile/move")).await;
        let page = ana.submit(&form, "/profile/move", &[("target", &target), ("password", &password("ana"))]).await;
        (page.status == 200).then_some(())
    })
    .await;
    bob.until(&right.url("/@bob/following"), "Bob follows the new profile", |page| page.says("ana_moved")).await;
    let old = bob
        .until(&right.url(&format!("/@{}", fair.ana_handle())), "the old profile points to the new one", |page| {
            page.says("ana_moved")
        })
        .await;
    assert!(!old.says(&format!("/@{}/follow\"", fair.ana_handle())), "nobody follows the old one any more");
    new.until(&right.url("/@ana_moved/followers"), "he is her follower", |page| page.says("@bob")).await;
}

/// What is for followers alone is seen by them, and by nobody else.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_followers_stays_among_them() {
    let fair = Fair::open().await;
    fair.befriend().await;
    let Fair { left, right, ana, bob } = &fair;
    let stranger = right.member("cleo").await;

    let post = ana.write(left, &[("text", "The key lies under the stone"), ("visibility", "followers")]).await;
    let there = fair.seen_by_bob("The key lies").await;
    for (who, address) in [(&stranger, &there), (&Browser::new(), &there), (&Browser::new(), &post)] {
        let page = who.get(address).await;
        assert_eq!(page.status, 404, "{address}");
        assert!(!page.says("The key lies"));
    }
    let direct =
        bob.write(right, &[("text", &format!("@{} I moved it", fair.ana_handle())), ("visibility", "direct")]).await;
    ana.until(&left.url("/direct"), "the letter arrives", |page| page.says("I moved it")).await;
    assert_eq!(stranger.get(&direct).await.status, 404);
}

/// Who was restored from a backup does not know of what was followed since, and says so once it hears of it (FEP-8fcf).
#[tokio::test(flavor = "multi_thread")]
async fn a_follow_that_one_side_forgot_ends_on_the_other_too() {
    let Fair { left, mut right, ana, bob } = Fair::open().await;
    let (ana_handle, bob_handle) = (left.handle("ana"), right.handle("bob"));
    bob.find(&right, &format!("@{ana_handle}")).await;
    let archive = right.path("club.tar.zst");
    right.does(&["backup", archive.to_str().unwrap()], "");
    bob.follow_actor(&right, &format!("@{ana_handle}")).await;
    ana.until(&left.url("/@ana/followers"), "Bob follows Ana", |page| page.says(&bob_handle)).await;
    right.stop();

    let mut restored = Server::prepare(Options { port: Some(right.port), ..Options::named("right") });
    restored.does(&["restore", archive.to_str().unwrap()], "");
    restored.launch().await;
    ana.write(&left, &[("text", "Only for those who follow"), ("visibility", "followers")]).await;
    ana.until(&left.url("/@ana/followers"), "Bob's club took it back", |page| !page.says(&bob_handle)).await;

    // The list that was compared is shown to nobody who does not say who asks.
    let actor = tests::browser::client().get(left.url("/@ana")).header("accept", "application/activity+json");
    let actor: serde_json::Value = serde_json::from_str(&actor.send().await.unwrap().text().await.unwrap()).unwrap();
    let list = format!("{}/followers_synchronization", actor["id"].as_str().unwrap());
    let asked = tests::browser::client().get(&list).header("accept", "application/activity+json").send().await.unwrap();
    assert_eq!(asked.status().as_u16(), 401);
    assert_eq!(asked.headers()["content-type"], "application/problem+json");
}
