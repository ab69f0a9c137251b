//! Taking part in what takes place: at one server and across two, with more who want to come than there is room, and by mail.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::{StreamExt, stream};
use host::store::clock;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Browser, Options, Page, Peer, Postbox, Server, eventually};
use url::Url;

/// How many want to come, and how many may.
const WANTING: usize = 500;
const PLACES: usize = 100;
/// How many ask at the same time.
const AT_ONCE: usize = 40;

/// A member of the events stall, logged in there.
async fn member(server: &Server, name: &str) -> Browser {
    server.account(name);
    let browser = Browser::new();
    browser.log_in(server, name).await;
    let page = browser.open(&server.square("/log-in?site=events&next=/")).await;
    assert!(page.url.starts_with(&server.stall("events", "/")), "the square led to {}", page.url);
    browser
}

/// An event of somebody in a week, whose page is returned.
async fn event(of: &Browser, server: &Server, title: &str, fields: &[(&str, &str)]) -> String {
    let form = of.open(&server.stall("events", "/events/new")).await;
    let starts_at = (clock::now() + chrono::TimeDelta::days(7)).format("%Y-%m-%dT19:00").to_string();
    let mut all = vec![
        ("title", title),
        ("text", "Bring a game."),
        ("starts_at", starts_at.as_str()),
        ("ends_at", ""),
        ("zone", "Europe/Paris"),
        ("action", "publish"),
    ];
    all.extend(fields);
    let page = of.submit(&form, "/events", &all).await.expect(200);
    assert!(page.url.starts_with(&server.stall("events", "/@")), "refused at {}:\n{}", page.url, page.html);
    page.url
}

fn path(url: &str) -> String {
    Url::parse(url).unwrap().path().to_owned()
}

/// Does something with somebody on the organiser's list.
async fn deal(organiser: &Browser, event: &str, with: &str, deed: &str) {
    let list = organiser.open(&format!("{event}/participants")).await;
    let row = list.html.split("<li class=\"between\"").find(|row| row.contains(with)).unwrap().to_owned();
    let action = row.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(row.contains(&format!("value=\"{deed}\"")), "{deed} is not offered for {with}:\n{row}");
    organiser.submit(&list, &action, &[("deed", deed)]).await.expect(200);
}

/// The same event as another server shows it, once it knows it.
async fn seen(by: &Browser, server: &Server, event: &str) -> String {
    by.find(server, event).await.url
}

async fn take_part(who: &Browser, event: &str, fields: &[(&str, &str)]) -> Page {
    let page = who.open(event).await;
    let mut all = vec![("answer", "yes")];
    all.extend(fields);
    who.submit(&page, &format!("{}/participation", path(event)), &all).await
}

async fn leave(who: &Browser, event: &str) {
    let page = who.open(event).await;
    let action = format!("{}/participation?_method=delete", path(event));
    who.submit(&page, &action, &[]).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_join_approve_wait_move_up_leave_and_cancel() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    let (ana, bob) = tokio::join!(member(&left, "ana"), right.member("bob"));
    let joe = member(&left, "joe").await;

    // Free, with one place: Joe has it, Bob waits for it at the microblog of another club.
    let open = event(&ana, &left, "Games evening", &[("capacity", "1")]).await;
    assert!(take_part(&joe, &open, &[]).await.expect(200).says("You are going"));
    let there = seen(&bob, &right, &open).await;
    let asked = take_part(&bob, &there, &[("message", "chess & cards")]).await.expect(200);
    assert!(asked.says("waiting for an answer from"), "{}", asked.html);
    bob.until(&right.url("/notifications"), "Bob hears that he waits", |page| page.says("in place 1")).await;
    let list = ana.open(&format!("{open}/participants")).await;
    assert!(list.says("chess &amp; cards") && list.says(&right.handle("bob")));
    leave(&joe, &open).await;
    bob.until(&there, "Bob moves up", |page| page.says("You are going")).await;
    bob.until(&right.url("/notifications"), "Bob hears of it", |page| page.says("let you in")).await;
    leave(&bob, &there).await;
    ana.until(&open, "Bob has left", |page| page.says("Nobody comes yet")).await;

    // With consent: refused, and let in after all; strangers do not see who comes.
    let closed = event(&ana, &left, "Members’ dinner", &[("join_mode", "restricted")]).await;
    let there = seen(&bob, &right, &closed).await;
    take_part(&bob, &there, &[]).await.expect(200);
    ana.until(&format!("{closed}/participants"), "Bob asks", |page| page.says(&right.handle("bob"))).await;
    deal(&ana, &closed, &right.handle("bob"), "reject").await;
    bob.until(&there, "Bob is refused", |page| page.says("did not accept")).await;
    deal(&ana, &closed, &right.handle("bob"), "accept").await;
    bob.until(&there, "Bob is let in", |page| page.says("You are going")).await;
    assert_eq!(joe.get(&format!("{closed}/participants")).await.status, 404);
    assert_eq!(joe.get(&format!("{closed}/participants.csv")).await.status, 404);
    let led = Browser::new().get(&format!("{closed}/ticket")).await.url;
    assert!(led.starts_with(&left.square("/log-in")), "a stranger was led to {led}");

    // Cancelled: Bob, who does not follow Ana, hears of it.
    let id = closed.rsplit('/').next().unwrap();
    let form = ana.open(&left.stall("events", &format!("/events/new?edit={id}"))).await;
    let starts_at = (clock::now() + chrono::TimeDelta::days(7)).format("%Y-%m-%dT19:00").to_string();
    let all = [
        ("edit", id),
        ("title", "Members’ dinner"),
        ("text", "Another time."),
        ("starts_at", &starts_at),
        ("ends_at", ""),
        ("zone", "Europe/Paris"),
        ("status", "cancelled"),
        ("join_mode", "restricted"),
        ("visibility", "public"),
        ("action", "publish"),
    ];
    ana.submit(&form, "/events", &all).await.expect(200);
    bob.until(&there, "Bob sees that it is cancelled", |page| page.says("This does not take place")).await;
    bob.until(&right.url("/notifications"), "Bob is told", |page| page.says("changed when or where")).await;
}

/// Five hundred people at one other server.
struct Crowd {
    peer: Peer,
    inbox: String,
    event: String,
}

impl Crowd {
    async fn gather(server: &Server, event: &Page) -> Self {
        let peer = Peer::open("crowd");
        let eve = tests::browser::client().get(peer.id()).header("accept", "application/activity+json").send().await;
        let eve: Value = serde_json::from_str(&eve.unwrap().text().await.unwrap()).unwrap();
        for number in 0..WANTING {
            let mut actor = eve.clone();
            let id = peer.url(&format!("/people/{number}"));
            actor["id"] = json!(id);
            actor["preferredUsername"] = json!(format!("guest{number}"));
            actor["name"] = json!(format!("Guest {number}"));
            actor["url"] = json!(format!("{id}/page"));
            actor["publicKey"]["id"] = json!(format!("{id}#main-key"));
            actor["publicKey"]["owner"] = json!(id);
            peer.serve(&format!("/people/{number}"), "application/activity+json", actor.to_string());
        }
        let uri = event.html.split("type=\"application/activity+json\" href=\"").nth(1).unwrap();
        let uri = uri.split('"').next().unwrap().to_owned();
        Self { peer, inbox: server.stall("events", "/inbox"), event: uri }
    }

    /// Has one of them ask, again until it was taken.
    async fn ask(&self, number: usize) {
        let id = self.peer.url(&format!("/people/{number}"));
        let join = json!({
            "@context": "https://www.w3.org/ns/activitystreams", "type": "Join", "id": format!("{id}/join"),
            "actor": id, "object": self.event, "participationMessage": format!("I am {number}"),
        });
        eventually("a join is taken", async || {
            let taken = self.peer.deliver_as(&format!("{id}#main-key"), &self.inbox, &join).await;
            taken.is_ok_and(|status| status == 202).then_some(())
        })
        .await;
    }

    /// To whom an answer of that type came.
    fn answered(&self, kind: &str) -> BTreeSet<String> {
        let of_kind = self.peer.told().into_iter().filter(|activity| activity["type"] == kind);
        of_kind.filter_map(|activity| activity["object"]["actor"].as_str().map(str::to_owned)).collect()
    }

    /// Which places in the line were told.
    fn places(&self) -> BTreeSet<usize> {
        let told = self.peer.told().into_iter().filter(|activity| activity["type"] == "Create");
        let place = |activity: Value| {
            let said = activity["object"]["content"].as_str()?.to_owned();
            said.split("in place ").nth(1)?.split(';').next()?.trim().parse().ok()
        };
        told.filter_map(place).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_at_once_get_a_hundred_places_and_a_line_though_the_server_is_killed() {
    let mut server = Server::start(Options::default()).await;
    let ana = member(&server, "ana").await;
    let event = event(&ana, &server, "The great fair", &[("capacity", &PLACES.to_string())]).await;
    let crowd = Crowd::gather(&server, &ana.open(&event).await).await;
    let asking = stream::iter(0..WANTING).for_each_concurrent(AT_ONCE, |number| crowd.ask(number));
    // In the middle, while many are under way.
    let killing = async {
        eventually("some were let in", async || (crowd.answered("Accept").len() > 20).then_some(())).await;
        server.kill();
        server.launch().await;
    };
    tokio::join!(asking, killing);
    tests::wait::within(Duration::from_secs(120), "everybody is answered", async || {
        (crowd.answered("Accept").len() == PLACES && crowd.places().len() == WANTING - PLACES).then_some(())
    })
    .await;
    assert_eq!(crowd.places(), (1..=WANTING - PLACES).collect(), "each place in the line was given once");
    assert!(ana.open(&event).await.says(&format!("{PLACES} people come")));

    let table = ana.send(Method::GET, &Url::parse(&format!("{event}/participants.csv")).unwrap(), &[]).await;
    let table = table.text().await.unwrap();
    let states: Vec<&str> = table.lines().skip(1).map(|row| row.split(',').nth(3).unwrap()).collect();
    assert_eq!(states.len(), WANTING);
    assert!(states[..PLACES].iter().all(|state| *state == "accepted"), "nobody was passed over");
    assert!(states[PLACES..].iter().all(|state| *state == "waiting"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_account_one_takes_part_by_mail() {
    let postbox = Postbox::open().await;
    let server = Server::start(Options { mail: postbox.url(), ..Options::default() }).await;
    let ana = member(&server, "ana").await;
    let event =
        event(&ana, &server, "Open workshop", &[("capacity", "1"), ("anonymous", "true"), ("guests_most", "2")]).await;
    let links = server.stall("events", "/participations/");
    let list = ana.open(&format!("{event}/participants")).await;
    let asked = [("texts[]", "Which tool?"), ("required[]", "0"), ("texts[]", "")];
    let list = ana.submit(&list, &format!("{}/questions?_method=put", path(&event)), &asked).await.expect(200);
    assert!(list.says("Which tool?"));
    let register = async |who: &Browser, name: &str, email: &str, guests: &str| {
        let form = who.open(&format!("{event}/registration")).await;
        let answer = if guests == "2" { "" } else { "A <saw>" };
        let fields = [("name", name), ("email", email), ("guests", guests), ("message", "=1+1"), ("answers[]", answer)];
        who.submit(&form, &format!("{}/registration", path(&event)), &fields).await
    };

    // What is wrong is said, and nothing typed is lost.
    let zoe = Browser::new();
    let wrong = register(&zoe, "Zoé <b>", "nobody", "0").await.expect(422);
    assert!(wrong.says("This is no address") && wrong.says("Zoé &lt;b&gt;") && wrong.says("=1+1"));
    let wrong = register(&zoe, "Zoé <b>", "zoe@mail.example", "3").await.expect(422);
    assert!(wrong.says("At most 2 people"));

    let wrong = register(&zoe, "Zoé <b>", "zoe@mail.example", "2").await.expect(422);
    assert!(wrong.says("A question has to be answered"));

    // Reading the link changes nothing; the button does, once.
    register(&zoe, "Zoé <b>", "zoe@mail.example", "0").await.expect(200);
    let link = postbox.letter("zoe@mail.example", "Confirm it here").await.link(&links);
    let page = zoe.open(&link).await;
    assert!(page.says("confirm your address"));
    assert!(ana.open(&event).await.says("Nobody comes yet"));
    let confirmed = zoe.submit(&page, &format!("{}/confirmation", path(&link)), &[]).await.expect(200);
    assert!(confirmed.says("You are going"), "{}", confirmed.html);
    postbox.letter("zoe@mail.example", "Your code for the door").await;

    // Whoever asks again is told the same, and their mailbox more.
    let again = register(&Browser::new(), "Zoé", "zoe@mail.example", "0").await.expect(200);
    let other = Browser::new();
    let first = register(&other, "Yan", "yan@mail.example", "0").await.expect(200);
    let told = |page: &Page, email: &str| page.html.split("class=\"notice good\"").nth(1).unwrap().replace(email, "…");
    let told = |page: &Page, email: &str| told(page, email).split("</div>").next().unwrap().to_owned();
    assert_eq!(told(&again, "zoe@mail.example"), told(&first, "yan@mail.example"));
    postbox.letter("zoe@mail.example", "on the list already").await;

    // Yan waits, and moves up when Zoé leaves by a link of hers.
    let yan = postbox.letter("yan@mail.example", "Confirm it here").await.link(&links);
    let page = other.open(&yan).await;
    let waiting = other.submit(&page, &format!("{}/confirmation", path(&yan)), &[]).await.expect(200);
    assert!(waiting.says("on the waiting list, in place 1"));
    let page = zoe.open(&link).await;
    zoe.submit(&page, &format!("{}?_method=delete", path(&link)), &[]).await.expect(200);
    let letter = postbox.letter("yan@mail.example", "a place became free").await;
    assert!(other.open(&letter.link(&links)).await.says("You are going"));
    assert!(other.open(&format!("{links}nothing")).await.says("This link is not good"));

    // At the door: the code of the page, by hand.
    let ticket = other.open(&yan).await;
    let code = ticket.html.split("Code: <code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let door = ana.open(&format!("{event}/door?code={}", code.to_lowercase())).await;
    assert!(door.says("Yan"), "{}", door.html);
    deal(&ana, &event, "yan@mail.example", "check_in").await;
    assert!(ana.open(&format!("{event}/door")).await.says("1 of 1 are there"));

    assert!(ana.open(&format!("{event}/participants")).await.says("A &lt;saw&gt;"));

    // A table calculates nothing, and a message goes to each alone.
    let table = ana.send(Method::GET, &Url::parse(&format!("{event}/participants.csv")).unwrap(), &[]).await;
    assert!(table.text().await.unwrap().contains("'=1+1"));
    let list = ana.open(&format!("{event}/participants")).await;
    let said = [("state", "accepted"), ("text", "The door is at the back.")];
    ana.submit(&list, &format!("{}/participants/messages", path(&event)), &said).await.expect(200);
    postbox.letter("yan@mail.example", "The door is at the back.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn comments_wait_until_the_organiser_lets_others_see_them() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    let (ana, bob) = tokio::join!(member(&left, "ana"), right.member("bob"));
    let joe = member(&left, "joe").await;
    let event = event(&ana, &left, "Debate", &[("comments", "moderated")]).await;
    let wire = tests::browser::client().get(&event).header("accept", "application/activity+json").send().await.unwrap();
    let wire: Value = serde_json::from_slice(&wire.bytes().await.unwrap()).unwrap();
    assert_eq!(wire["repliesModerationOption"], "moderated", "{wire}");
    let answer = async |who: &Browser, at: &str, text: &str| {
        let page = who.open(at).await;
        who.submit(&page, &format!("{}/replies", path(at)), &[("text", text)]).await.expect(200)
    };
    let told = answer(&joe, &event, "Joe comments").await;
    assert!(told.says("once the organiser has read it"), "{}", told.html);
    let there = seen(&bob, &right, &event).await;
    answer(&bob, &there, "Bob comments").await;
    let both = |page: &Page| page.says("Joe comments") && page.says("Bob comments");
    let page = ana.until(&event, "Ana reads both", both).await;
    let stranger = Browser::new().open(&event).await;
    assert!(!stranger.says("Joe comments") && !stranger.says("Bob comments"), "nobody else sees them yet");
    let page_of_joe = joe.open(&event).await;
    assert!(page_of_joe.says("Joe comments") && !page_of_joe.says("Bob comments"), "everybody sees their own");

    // What she lets through everybody sees; nobody but her can do that.
    let consents: Vec<String> = page
        .html
        .split("action=\"")
        .filter_map(|rest| rest.split('"').next().filter(|action| action.ends_with("/consent")))
        .map(str::to_owned)
        .collect();
    assert_eq!(consents.len(), 2, "{}", page.html);
    let of_joe = consents.iter().find(|action| action.starts_with("/@joe/")).unwrap();
    assert_eq!(joe.post(&left.stall("events", of_joe), &[("csrf", page_of_joe.csrf().unwrap())]).await.status, 404);
    ana.submit(&page, of_joe, &[]).await.expect(200);
    let stranger = Browser::new().open(&event).await;
    assert!(stranger.says("Joe comments") && !stranger.says("Bob comments"));
    assert!(stranger.says("1 reply"), "{}", stranger.html);
    // What Ana answers herself waits for nobody.
    answer(&ana, &event, "Ana answers").await;
    assert!(Browser::new().open(&event).await.says("Ana answers"));
}
