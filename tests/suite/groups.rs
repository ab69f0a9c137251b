//! Groups that organise events: founding one, belonging to it, running it, and what other servers see of it.

use serde_json::{Value, json};
use tests::{Browser, Options, Page, Peer, Server, eventually};

const ACTIVITY: &str = "application/activity+json";

/// A member at the stall of events.
async fn member(server: &Server, name: &str) -> Browser {
    server.account(name);
    let browser = Browser::new();
    browser.log_in(server, name).await;
    browser.open(&server.square("/log-in?site=events&next=/")).await;
    browser
}

async fn found(server: &Server, by: &Browser, username: &str, openness: &str) -> Page {
    let page = by.open(&server.stall("events", "/groups/new")).await;
    let fields = [("name", "The gamers"), ("username", username), ("note", "We play."), ("openness", openness)];
    by.submit(&page, "/groups", &fields).await
}

/// The part of a list of members that is about one of them.
fn line<'p>(page: &'p Page, name: &str) -> &'p str {
    let cards = page.html.split("<article class=\"card actor\"").skip(1);
    let mut cards = cards.filter(|card| card.contains(&format!("@{name}@")));
    cards.next().unwrap_or_else(|| panic!("{name} is not on it:\n{}", page.html))
}

/// The first address that a form in it posts to.
fn action(html: &str) -> String {
    let (_, rest) = html.split_once("action=\"").expect("a form");
    rest.split('"').next().expect("an address").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_founded_asked_and_run() {
    let server = Server::start(Options::default()).await;
    let (ana, bo) = (member(&server, "ana").await, member(&server, "bo").await);
    let empty = Browser::new().open(&server.stall("events", "/groups")).await;
    assert!(empty.says("There are no groups yet."));

    let page = ana.open(&server.stall("events", "/groups/new")).await;
    for (username, words) in
        [("ana", "This handle is taken."), ("admin", "This handle is reserved."), ("é", "A handle has")]
    {
        let refused = ana.submit(&page, "/groups", &[("name", "Kept words"), ("username", username)]).await.expect(422);
        assert!(refused.says(words) && refused.says("Kept words"), "{}", refused.html);
    }
    let group = found(&server, &ana, "gamers", "moderated").await.expect(200);
    assert!(group.url.ends_with("/@gamers") && group.says("We play."), "{}", group.html);
    assert!(Browser::new().open(&server.stall("events", "/groups")).await.says("The gamers"));

    let page = bo.open(&server.stall("events", "/@gamers")).await;
    bo.submit(&page, "/@gamers/membership", &[]).await.expect(200);
    assert!(ana.open(&server.stall("events", "/notifications")).await.says("asks to join a group that you run"));
    let requests = ana.open(&server.stall("events", "/groups/requests")).await;
    let to = action(line(&requests, "bo"));
    assert!(to.ends_with("?_method=put"), "{to}");
    ana.submit(&requests, &to, &[]).await.expect(200);
    let members = bo.open(&server.stall("events", "/@gamers/members")).await;
    assert!(line(&members, "bo").contains("Member") && line(&members, "ana").contains("Administrator"));
    let stranger = Browser::new().open(&server.stall("events", "/@gamers/members")).await;
    assert!(stranger.says("@ana@") && !stranger.says("@bo@"), "members are for members to see");
    bo.get(&server.stall("events", "/@gamers/edit")).await.expect(404);

    let page = ana.open(&server.stall("events", "/@gamers")).await;
    let kept = ana.submit(&page, "/@gamers/membership?_method=delete", &[]).await.expect(200);
    assert!(kept.says("A group keeps an administrator"), "{}", kept.html);
    let members = ana.open(&server.stall("events", "/@gamers/members")).await;
    let to = action(line(&members, "bo"));
    ana.submit(&members, &to, &[("role", "administrator")]).await.expect(200);
    let page = ana.open(&server.stall("events", "/@gamers")).await;
    ana.submit(&page, "/@gamers/membership?_method=delete", &[]).await.expect(200);
    ana.get(&server.stall("events", "/@gamers/edit")).await.expect(404);

    let page = bo.open(&server.stall("events", "/@gamers/edit")).await;
    let fields = [("name", "Gamers of the club"), ("note", "We play on."), ("openness", "invite_only")];
    let changed = bo.submit(&page, "/@gamers?_method=put", &fields).await.expect(200);
    assert!(changed.says("Gamers of the club"));
    let members = bo.open(&server.stall("events", "/@gamers/members")).await;
    let unknown = bo.submit(&members, "/@gamers/members", &[("handle", "nobody")]).await.expect(200);
    assert!(unknown.says("Nobody was found by that handle."));
    bo.submit(&members, "/@gamers/members", &[("handle", "@ana")]).await.expect(200);
    assert!(ana.open(&server.stall("events", "/notifications")).await.says("asks you to join"));
    let page = ana.open(&server.stall("events", "/@gamers")).await;
    assert!(page.says("Accept the invitation"));
    ana.submit(&page, "/@gamers/membership", &[]).await.expect(200);

    let page = bo.open(&server.stall("events", "/@gamers/edit")).await;
    bo.submit(&page, "/@gamers?_method=delete", &[]).await.expect(200);
    bo.get(&server.stall("events", "/@gamers")).await.expect(410);
    let taken = found(&server, &ana, "gamers", "open").await.expect(422);
    assert!(taken.says("This handle is taken."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_club_itself_is_a_group_of_its_administrators() {
    let server = Server::start(Options::default()).await;
    let (ana, bo) = (member(&server, "ana").await, member(&server, "bo").await);
    assert!(!bo.open(&server.stall("events", "/groups")).await.says("/groups/club"));
    server.does(&["account", "role", "ana", "admin"], "");
    let page = ana.open(&server.stall("events", "/groups")).await;
    let page = ana.submit(&page, "/groups/club", &[]).await.expect(200);
    assert!(page.url.ends_with("/@club/edit"), "{}", page.url);
    assert!(!ana.open(&server.stall("events", "/groups")).await.says("/groups/club\""));
    bo.get(&server.stall("events", "/@club/edit")).await.expect(404);
    bo.get(&server.url("/groups")).await.expect(404);
}

async fn document(url: &str) -> (u16, Value) {
    let answer = tests::browser::client().get(url).header("accept", ACTIVITY).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elsewhere_joins_and_leaves() {
    let (server, eve) = (Server::start(Options::default()).await, Peer::open("mobilizon"));
    let ana = member(&server, "ana").await;
    found(&server, &ana, "gamers", "moderated").await.expect(200);
    let webfinger = server.stall("events", "/.well-known/webfinger?resource=acct:");
    let (_, found) = document(&format!("{webfinger}{}", server.handle_at("events", "gamers"))).await;
    let links = found["links"].as_array().unwrap();
    let id = links.iter().find(|link| link["rel"] == "self").unwrap()["href"].as_str().unwrap().to_owned();
    let (_, group) = document(&id).await;
    assert_eq!(
        (&group["type"], &group["openness"], &group["memberCount"]),
        (&json!("Group"), &json!("moderated"), &json!(1))
    );
    let (status, coming) = document(group["upcomingEvents"].as_str().unwrap()).await;
    assert_eq!((status, &coming["totalItems"]), (200, &json!(0)));
    assert_eq!(document(group["events"].as_str().unwrap()).await.0, 200);
    assert_eq!(document(group["members"].as_str().unwrap()).await.0, 404, "members are for members to see");

    let inbox = group["inbox"].as_str().unwrap();
    let answered = |kind: &'static str, id: String| {
        let eve = &eve;
        async move { eve.hears(kind, |told| told["type"] == kind && told["object"]["id"] == id.as_str()).await }
    };
    let follow = eve.activity("Follow", "1", json!(id));
    assert_eq!(eve.deliver(inbox, &follow).await.unwrap(), 202);
    answered("Accept", eve.url("/activities/1")).await;
    let join = eve.activity("Join", "2", json!(id));
    assert_eq!(eve.deliver(inbox, &join).await.unwrap(), 202);
    let page = ana.until(&server.stall("events", "/groups/requests"), "eve asks", |page| page.says("@eve@")).await;
    ana.submit(&page, &action(line(&page, "eve")), &[]).await.expect(200);
    let accept = answered("Accept", eve.url("/activities/2")).await;
    assert_eq!(accept["actor"], json!(id));
    assert_eq!(document(&id).await.1["memberCount"], 2);
    let leave = eve.activity("Leave", "3", json!(id));
    assert_eq!(eve.deliver(inbox, &leave).await.unwrap(), 202);
    eventually("eve left", async || (document(&id).await.1["memberCount"] == 1).then_some(())).await;

    let (_, index) = document(&server.stall("events", "/.well-known/nodeinfo")).await;
    let application = |link: &&Value| link["rel"] == "https://www.w3.org/ns/activitystreams#Application";
    let instance = index["links"].as_array().unwrap().iter().find(application).unwrap()["href"].clone();
    let follow = eve.activity("Follow", "4", instance.clone());
    assert_eq!(eve.deliver(&server.stall("events", "/inbox"), &follow).await.unwrap(), 202);
    let accept = answered("Accept", eve.url("/activities/4")).await;
    assert_eq!(accept["actor"], instance);
}
