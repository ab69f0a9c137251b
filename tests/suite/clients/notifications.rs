//! What a member is told in a program of theirs: one by one and in groups, what is held back and let in, direct messages as
//! conversations, and how far all that was read.

use reqwest::Method;
use serde_json::{Value, json};
use tests::program::Program;
use tests::{Options, Server};

const ALL: &str = "/api/v1/notifications";
const GROUPS: &str = "/api/v2/notifications";
const POLICY: &str = "/api/v2/notifications/policy";
const REQUESTS: &str = "/api/v1/notifications/requests";
const CONVERSATIONS: &str = "/api/v1/conversations";

/// A club with these members, each with a program.
async fn club<const N: usize>(names: [&str; N]) -> (Server, [Program; N]) {
    let server = Server::start(Options::default()).await;
    let programs = names.map(|name| {
        server.account(name);
        Program::of(&server, name)
    });
    (server, programs)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// A field of each of a list.
fn each(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap_or_else(|| panic!("{list} is no list")).iter().map(|one| text(&one[field])).collect()
}

async fn say(program: &Program, words: &str, visibility: &str) -> String {
    let body = json!({"status": words, "visibility": visibility});
    text(&program.post("/api/v1/statuses", body).await.expect(200)["id"])
}

async fn answer(program: &Program, to: &str, words: &str, visibility: &str) -> String {
    let body = json!({"status": words, "visibility": visibility, "in_reply_to_id": to});
    text(&program.post("/api/v1/statuses", body).await.expect(200)["id"])
}

async fn favourite(program: &Program, id: &str) {
    program.post(&format!("/api/v1/statuses/{id}/favourite"), json!({})).await.expect(200);
}

async fn set_policy(program: &Program, policy: Value) -> Value {
    program.send(Method::PATCH, POLICY, Some(policy)).await.expect(200)
}

async fn count(program: &Program, path: &str) -> Value {
    program.get(path).await.expect(200)["count"].clone()
}

/// The path and query of a link.
fn link(links: &str, rel: &str) -> Option<String> {
    let found = links.split(", ").find(|link| link.ends_with(&format!("rel=\"{rel}\"")))?;
    let url = url::Url::parse(found.split(['<', '>']).nth(1)?).unwrap();
    Some(format!("{}?{}", url.path(), url.query()?))
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_are_read_in_parts_and_put_away() {
    let (_server, [ana, bob]) = club(["ana", "bob"]).await;
    let post = say(&ana, "Who brings waffles?", "public").await;
    let said = say(&bob, "@ana me", "public").await;
    favourite(&bob, &post).await;
    bob.post(&format!("/api/v1/statuses/{post}/reblog"), json!({})).await.expect(200);

    let all = ana.get(ALL).await.expect(200);
    assert_eq!(each(&all, "type"), ["reblog", "favourite", "mention"]);
    assert_eq!((&all[2]["account"]["acct"], &all[2]["status"]["id"]), (&json!("bob"), &json!(said)));
    assert_eq!(all[1]["status"]["id"], json!(post));
    assert!(text(&all[1]["group_key"]).starts_with(&format!("favourite-{post}-")), "{all}");
    assert_eq!(all[2]["group_key"], json!(format!("ungrouped-{}", text(&all[2]["id"]))));
    let ids = each(&all, "id");

    let first = ana.get(&format!("{ALL}?limit=2")).await;
    let (next, prev) = (link(&first.links, "next").unwrap(), link(&first.links, "prev").unwrap());
    assert_eq!(each(&first.expect(200), "id"), ids[..2]);
    let rest = ana.get(&next).await;
    assert_eq!(link(&rest.links, "next"), None, "the last page says that it is");
    assert_eq!(each(&rest.expect(200), "id"), ids[2..]);
    assert_eq!(ana.get(&prev).await.expect(200), json!([]), "there is nothing newer");
    let upwards = ana.get(&format!("{ALL}?min_id={}&limit=1", ids[2])).await.expect(200);
    assert_eq!(each(&upwards, "id"), ids[1..2], "right after it");

    for (query, kinds) in [
        ("types[]=mention", &["mention"][..]),
        ("types[]=mention&types[]=reblog", &["reblog", "mention"]),
        ("exclude_types[]=mention", &["reblog", "favourite"]),
        ("types[]=mention&exclude_types[]=mention", &[]),
        ("types[]=annual_report", &[]),
    ] {
        assert_eq!(each(&ana.get(&format!("{ALL}?{query}")).await.expect(200), "type"), kinds, "{query}");
    }
    let bobs = text(&all[0]["account"]["id"]);
    assert_eq!(each(&ana.get(&format!("{ALL}?account_id={bobs}")).await.expect(200), "id"), ids);
    assert_eq!(ana.get(&format!("{ALL}?account_id=1")).await.expect(200), json!([]));

    assert_eq!(ana.get(&format!("{ALL}/{}", ids[0])).await.expect(200), all[0]);
    bob.get(&format!("{ALL}/{}", ids[0])).await.expect(404);
    bob.post(&format!("{ALL}/{}/dismiss", ids[0]), json!({})).await.expect(404);
    ana.post(&format!("{ALL}/{}/dismiss", ids[0]), json!({})).await.expect(200);
    ana.post(&format!("{ALL}/dismiss"), json!({"id": ids[1]})).await.expect(200);
    assert_eq!(each(&ana.get(ALL).await.expect(200), "id"), ids[2..]);
    assert_eq!(ana.post(&format!("{ALL}/clear"), json!({})).await.expect(200), json!({}));
    assert_eq!(ana.get(ALL).await.expect(200), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn likes_are_told_in_groups() {
    let (_server, [ana, bob, cleo, dan]) = club(["ana", "bob", "cleo", "dan"]).await;
    let post = say(&ana, "Who brings waffles?", "public").await;
    favourite(&bob, &post).await;
    say(&bob, "@ana me", "public").await;
    favourite(&cleo, &post).await;
    favourite(&dan, &post).await;

    let told = ana.get(GROUPS).await.expect(200);
    let groups = &told["notification_groups"];
    assert_eq!(each(groups, "type"), ["favourite", "mention"]);
    let likes = &groups[0];
    assert_eq!((&likes["notifications_count"], &likes["status_id"]), (&json!(3), &json!(post)));
    let all = ana.get(ALL).await.expect(200);
    assert_eq!(likes["group_key"], all[0]["group_key"]);
    assert_eq!(likes["most_recent_notification_id"].to_string(), text(&all[0]["id"]), "a number, as at Mastodon");
    assert_eq!((&likes["page_max_id"], &likes["page_min_id"]), (&all[0]["id"], &all[3]["id"]));
    assert_eq!(likes["latest_page_notification_at"], all[0]["created_at"]);
    let fans: Vec<&Value> = [&all[0], &all[1], &all[3]].map(|one| &one["account"]["id"]).into();
    assert_eq!(likes["sample_account_ids"], json!(fans), "the last first");
    assert_eq!(each(&told["accounts"], "acct"), ["dan", "bob", "cleo"], "each once");
    assert_eq!(told["statuses"].as_array().unwrap().len(), 2);
    assert_eq!(told.get("partial_accounts"), None);

    let partial = ana.get(&format!("{GROUPS}?expand_accounts=partial_avatars")).await.expect(200);
    assert_eq!(each(&partial["accounts"], "acct"), ["dan", "bob"], "who is named first");
    let cleo_ = &partial["partial_accounts"][0];
    assert_eq!(cleo_["acct"], "cleo");
    assert!(cleo_["avatar"].is_string() && cleo_.get("note").is_none(), "{cleo_}");
    ana.get(&format!("{GROUPS}?expand_accounts=none")).await.expect(400);

    let alone = ana.get(&format!("{GROUPS}?grouped_types[]=reblog")).await.expect(200);
    assert_eq!(each(&alone["notification_groups"], "type"), ["favourite", "favourite", "mention", "favourite"]);
    let first = ana.get(&format!("{GROUPS}?limit=1")).await;
    let next = ana.get(&link(&first.links, "next").unwrap()).await.expect(200);
    assert_eq!(each(&next["notification_groups"], "type"), ["favourite"], "what came before, on a page as long");
    assert_eq!(count(&ana, &format!("{GROUPS}/unread_count")).await, 2);
    assert_eq!(count(&ana, &format!("{ALL}/unread_count")).await, 4);

    let key = text(&likes["group_key"]);
    let one = ana.get(&format!("{GROUPS}/{key}")).await.expect(200);
    assert_eq!(one["notification_groups"][0]["notifications_count"], 3);
    assert_eq!(one["notification_groups"][0].get("page_max_id"), None, "it is on no page");
    let people = ana.get(&format!("{GROUPS}/{key}/accounts?limit=2")).await;
    let next = link(&people.links, "next").unwrap();
    assert_eq!(each(&people.expect(200), "acct"), ["dan", "cleo"]);
    assert_eq!(each(&ana.get(&next).await.expect(200), "acct"), ["bob"]);
    bob.get(&format!("{GROUPS}/{key}")).await.expect(404);
    bob.post(&format!("{GROUPS}/{key}/dismiss"), json!({})).await.expect(200);
    assert_eq!(ana.get(ALL).await.expect(200).as_array().unwrap().len(), 4, "that was his, and he has none");
    ana.post(&format!("{GROUPS}/{key}/dismiss"), json!({})).await.expect(200);
    assert_eq!(each(&ana.get(ALL).await.expect(200), "type"), ["mention"]);
    ana.get(&format!("{GROUPS}/ungrouped-1")).await.expect(404);
    ana.post(&format!("{GROUPS}/clear"), json!({})).await.expect(200);
    let nothing = json!({"accounts": [], "statuses": [], "notification_groups": []});
    assert_eq!(ana.get(GROUPS).await.expect(200), nothing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_is_set_and_old_programs_read_it() {
    let (_server, [ana]) = club(["ana"]).await;
    let policy = ana.get(POLICY).await.expect(200);
    assert_eq!(
        policy,
        json!({
            "for_not_following": "accept", "for_not_followers": "accept", "for_new_accounts": "accept",
            "for_private_mentions": "filter", "for_limited_accounts": "filter",
            "summary": {"pending_requests_count": 0, "pending_notifications_count": 0},
        })
    );
    let changed = set_policy(&ana, json!({"for_not_following": "drop", "for_private_mentions": "accept"})).await;
    assert_eq!((&changed["for_not_following"], &changed["for_private_mentions"]), (&json!("drop"), &json!("accept")));
    assert_eq!(changed["for_limited_accounts"], "filter", "what is left out stays");
    ana.send(Method::PATCH, POLICY, Some(json!({"for_not_following": "perhaps"}))).await.expect(422);

    let old = ana.get("/api/v1/notifications/policy").await.expect(200);
    assert_eq!((&old["filter_not_following"], &old["filter_private_mentions"]), (&json!(true), &json!(false)));
    let wanted = json!({"filter_not_following": true, "filter_new_accounts": true, "filter_private_mentions": true});
    ana.put("/api/v1/notifications/policy", wanted).await.expect(200);
    let policy = ana.get(POLICY).await.expect(200);
    assert_eq!(policy["for_not_following"], "drop", "what is stricter is not loosened by whoever knows nothing of it");
    assert_eq!((&policy["for_new_accounts"], &policy["for_private_mentions"]), (&json!("filter"), &json!("filter")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_strangers_do_waits_until_they_are_let_in() {
    let (_server, [ana, bob, cleo, dan]) = club(["ana", "bob", "cleo", "dan"]).await;
    set_policy(&ana, json!({"for_not_following": "filter"})).await;
    let post = say(&ana, "Who brings waffles?", "public").await;
    favourite(&bob, &post).await;
    let said = say(&bob, "@ana me", "public").await;
    say(&cleo, "@ana me too", "public").await;
    say(&dan, "@ana not me", "public").await;

    assert_eq!(ana.get(ALL).await.expect(200), json!([]));
    assert_eq!(ana.get(GROUPS).await.expect(200)["notification_groups"], json!([]));
    assert_eq!(count(&ana, &format!("{ALL}/unread_count")).await, 0);
    let held = ana.get(&format!("{ALL}?include_filtered=true")).await.expect(200);
    assert_eq!((held.as_array().unwrap().len(), &held[0]["filtered"]), (4, &json!(true)));
    let summary = &ana.get(POLICY).await.expect(200)["summary"];
    assert_eq!(summary, &json!({"pending_requests_count": 3, "pending_notifications_count": 4}));

    let requests = ana.get(REQUESTS).await.expect(200);
    let waiting: Vec<&Value> = requests.as_array().unwrap().iter().map(|one| &one["account"]["acct"]).collect();
    assert_eq!(waiting, ["dan", "cleo", "bob"]);
    let bobs = &requests[2];
    assert_eq!((&bobs["notifications_count"], &bobs["last_status"]["id"]), (&json!("2"), &json!(said)));
    let path = format!("{REQUESTS}/{}", text(&bobs["id"]));
    assert_eq!(&ana.get(&path).await.expect(200), bobs);
    cleo.get(&path).await.expect(404);
    cleo.post(&format!("{path}/accept"), json!({})).await.expect(404);
    let first = ana.get(&format!("{REQUESTS}?limit=1")).await;
    let next = ana.get(&link(&first.links, "next").unwrap()).await.expect(200);
    assert_eq!(next[0]["account"]["acct"], "cleo");

    ana.post(&format!("{path}/accept"), json!({})).await.expect(200);
    assert_eq!(ana.get(&format!("{REQUESTS}/merged")).await.expect(200), json!({"merged": true}));
    assert_eq!(each(&ana.get(ALL).await.expect(200), "type"), ["mention", "favourite"]);
    say(&bob, "@ana and syrup", "public").await;
    assert_eq!(ana.get(ALL).await.expect(200).as_array().unwrap().len(), 3, "who is in stays in");
    let others: Vec<String> = each(&ana.get(REQUESTS).await.expect(200), "id");
    ana.post(&format!("{REQUESTS}/dismiss"), json!({"id": others[..1]})).await.expect(200);
    ana.post(&format!("{REQUESTS}/accept"), json!({"id": [others[1], "1"]})).await.expect(200);
    assert_eq!(ana.get(REQUESTS).await.expect(200), json!([]));
    let told = ana.get(&format!("{ALL}?types[]=mention")).await.expect(200);
    let from: Vec<&Value> = told.as_array().unwrap().iter().map(|one| &one["account"]["acct"]).collect();
    assert_eq!(from, ["bob", "cleo", "bob"]);

    set_policy(&ana, json!({"for_not_following": "drop"})).await;
    say(&dan, "@ana please", "public").await;
    assert_eq!(ana.get(REQUESTS).await.expect(200), json!([]), "nothing of it is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_lets_people_in_on_a_page_too() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    server.account("bob");
    let page = ana.open(&server.url("/notifications/requests")).await;
    let policy = [
        ("not_following", "filter"),
        ("not_followers", "accept"),
        ("new_accounts", "accept"),
        ("private_mentions", "drop"),
        ("limited_accounts", "filter"),
    ];
    ana.submit(&page, "/notifications/policy?_method=put", &policy).await.expect(200);
    let program = Program::of(&server, "ana");
    let set = program.get(POLICY).await.expect(200);
    assert_eq!((&set["for_not_following"], &set["for_private_mentions"]), (&json!("filter"), &json!("drop")));
    let bob = Program::of(&server, "bob");
    say(&bob, "@ana I bring waffles", "public").await;

    let page = ana.open(&server.url("/notifications")).await;
    assert!(!page.says("I bring waffles") && page.says("Something by 1 person is held back"), "{}", page.html);
    let page = ana.open(&server.url("/notifications/requests")).await;
    assert!(page.says("I bring waffles"));
    let id = text(&program.get(REQUESTS).await.expect(200)[0]["id"]);
    let account = text(&program.get(REQUESTS).await.expect(200)[0]["account"]["id"]);
    let all = ana.open(&server.url(&format!("/notifications?from={account}"))).await;
    assert!(all.says("bob wrote to you") && all.says("I bring waffles"), "{}", all.html);
    let accept = format!("/notifications/requests/{id}?_method=put");
    let page = ana.submit(&page, &accept, &[("next", "/notifications")]).await.expect(200);
    assert!(page.says("I bring waffles") && !page.says("is held back"), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn direct_messages_are_conversations() {
    let (_server, [ana, bob, cleo]) = club(["ana", "bob", "cleo"]).await;
    let first = say(&bob, "@ana the key is under the lamp", "direct").await;
    say(&cleo, "@ana @bob who has the tuba?", "direct").await;
    say(&bob, "@ana this is for all to see", "public").await;

    let talks = ana.get(CONVERSATIONS).await.expect(200);
    let with: Vec<Vec<String>> = talks.as_array().unwrap().iter().map(|talk| each(&talk["accounts"], "acct")).collect();
    assert_eq!(with, [vec!["cleo", "bob"], vec!["bob"]]);
    let talk = &talks[1];
    assert_eq!((&talk["unread"], &talk["last_status"]["id"]), (&json!(true), &json!(first)));
    let path = format!("{CONVERSATIONS}/{}", text(&talk["id"]));
    let page = ana.get(&format!("{CONVERSATIONS}?limit=1")).await;
    let next = ana.get(&link(&page.links, "next").unwrap()).await.expect(200);
    assert_eq!(next[0]["id"], talk["id"]);

    assert_eq!(ana.post(&format!("{path}/read"), json!({})).await.expect(200)["unread"], false);
    assert_eq!(ana.post(&format!("{path}/unread"), json!({})).await.expect(200)["unread"], true);
    cleo.post(&format!("{path}/read"), json!({})).await.expect(404);
    let second = answer(&ana, &first, "@bob thank you", "direct").await;
    let talks = ana.get(CONVERSATIONS).await.expect(200);
    assert_eq!((&talks[0]["id"], &talks[0]["unread"]), (&talk["id"], &json!(false)), "who answers has read");
    assert_eq!(talks[0]["last_status"]["id"], json!(second));
    let bobs = bob.get(CONVERSATIONS).await.expect(200);
    assert_eq!((&bobs[0]["unread"], &bobs[0]["accounts"][0]["acct"]), (&json!(true), &json!("ana")));

    ana.delete(&format!("/api/v1/statuses/{second}")).await.expect(200);
    let bobs = bob.get(CONVERSATIONS).await.expect(200);
    let last = bobs.as_array().unwrap().iter().find(|one| one["id"] == talk["id"]).unwrap();
    assert_eq!(last["last_status"]["id"], json!(first), "what was taken back is not the last");
    assert_eq!(ana.delete(&path).await.expect(200), json!({}));
    ana.delete(&path).await.expect(404);
    assert_eq!(ana.get(CONVERSATIONS).await.expect(200).as_array().unwrap().len(), 1);
    answer(&bob, &first, "@ana are you there?", "direct").await;
    assert_eq!(ana.get(CONVERSATIONS).await.expect(200)[0]["id"], talk["id"], "it is met again");
    ana.get(&format!("/api/v1/statuses/{first}")).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_of_a_stranger_waits_and_its_answer_does_not() {
    let (_server, [ana, bob]) = club(["ana", "bob"]).await;
    let asked = say(&ana, "@bob do you have the tuba?", "direct").await;
    answer(&bob, &asked, "@ana I do", "direct").await;
    assert_eq!(each(&ana.get(ALL).await.expect(200), "type"), ["mention"], "she asked for it");
    assert_eq!(bob.get(ALL).await.expect(200), json!([]), "he did not");
    assert_eq!(bob.get(REQUESTS).await.expect(200)[0]["last_status"]["id"], json!(asked));
    assert_eq!(bob.get(CONVERSATIONS).await.expect(200).as_array().unwrap().len(), 1, "but he finds it there");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_far_was_read_is_kept_for_the_next_device() {
    let server = Server::start(Options::default()).await;
    let browser = server.member("ana").await;
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    for words in ["@ana one", "@ana two", "@ana three"] {
        say(&bob, words, "public").await;
    }
    let ids = each(&ana.get(ALL).await.expect(200), "id");
    assert_eq!(ana.get("/api/v1/markers").await.expect(200), json!({}));
    let moved = ana
        .post("/api/v1/markers", json!({"home": {"last_read_id": "7"}, "notifications": {"last_read_id": ids[1]}}))
        .await
        .expect(200);
    assert_eq!((&moved["home"]["last_read_id"], &moved["home"]["version"]), (&json!("7"), &json!(0)));
    assert_eq!(count(&ana, &format!("{ALL}/unread_count")).await, 1);
    let again = ana.post("/api/v1/markers?home[last_read_id]=9", json!({})).await.expect(200);
    assert_eq!((&again["home"]["last_read_id"], &again["home"]["version"]), (&json!("9"), &json!(1)));
    assert_eq!(again.get("notifications"), None);
    ana.post("/api/v1/markers", json!({"home": {"last_read_id": "far"}})).await.expect(422);
    let both = ana.get("/api/v1/markers?timeline[]=home&timeline[]=notifications").await.expect(200);
    assert_eq!((&both["home"], &both["notifications"]), (&again["home"], &moved["notifications"]));
    assert_eq!(bob.get("/api/v1/markers?timeline[]=home").await.expect(200), json!({}));

    // What is read on a page is read.
    browser.open(&server.url("/notifications")).await;
    assert_eq!(count(&ana, &format!("{ALL}/unread_count")).await, 0);
    let marker = ana.get("/api/v1/markers?timeline[]=notifications").await.expect(200);
    assert_eq!(marker["notifications"]["last_read_id"], json!(ids[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_are_told_of_reports() {
    let server = Server::start(Options::default()).await;
    server.does(
        &["account", "create", "mo", "--email", "mo@mail.example", "--role", "moderator", "--password-stdin"],
        &tests::server::password("mo"),
    );
    let ana = server.member("ana").await;
    server.account("bob");
    let page = ana.open(&server.url("/@bob/report")).await;
    ana.submit(&page, "/@bob/report", &[("comment", "He is loud")]).await.expect(200);
    let told = Program::of(&server, "mo").get(&format!("{ALL}?types[]=admin.report")).await.expect(200);
    assert_eq!(told[0]["account"]["acct"], "ana", "who reports");
    let report = &told[0]["report"];
    assert_eq!((&report["target_account"]["acct"], &report["comment"]), (&json!("bob"), &json!("He is loud")));
    let groups = Program::of(&server, "mo").get(GROUPS).await.expect(200);
    assert_eq!(groups["notification_groups"][0]["report"]["id"], report["id"]);
    assert_eq!(groups["notification_groups"][0]["sample_account_ids"], json!([told[0]["account"]["id"]]));
    assert!(each(&groups["accounts"], "acct").contains(&"ana".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_hold_for_notifications() {
    let server = Server::start(Options::default()).await;
    let browser = server.member("ana").await;
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    let page = browser.open(&server.url("/filters")).await;
    let fields = [
        ("title", "Enough"),
        ("words", "tuba"),
        ("whole_word", "on"),
        ("hide", "true"),
        ("days", "0"),
        ("contexts", "notifications"),
    ];
    browser.submit(&page, "/filters", &fields).await.expect(200);
    say(&bob, "@ana my tuba is loud", "public").await;
    say(&bob, "@ana my waffles are warm", "public").await;
    let told = ana.get(ALL).await.expect(200);
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    assert!(text(&told[0]["status"]["content"]).contains("waffles"));
    assert_eq!(ana.get(GROUPS).await.expect(200)["notification_groups"].as_array().unwrap().len(), 1);
}
