//! Calendars for programs: every kind of feed as other people's libraries read it, files that are taken over, and keys.

use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tests::browser::client;
use tests::{Options, Program, Server, clients};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use url::Url;

/// The corpus, in the year that it is: of what is over for a year a calendar says nothing.
fn edges() -> String {
    let corpus = include_str!("../../modules/events/calendar/corpus/edges.ics");
    let year: i32 = store::clock::now().format("%Y").to_string().parse().unwrap();
    corpus.replace("2027", "next").replace("2026", &year.to_string()).replace("next", &(year + 1).to_string())
}

fn import(server: &Server, file: &str, more: &[&str]) -> (Output, Duration) {
    let begun = Instant::now();
    let output =
        server.run(&[&["events", "import", "-", "--as", "ana", "--zone", "Europe/Paris"], more].concat(), file);
    (output, begun.elapsed())
}

fn report(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a program makes of a calendar. What it says beside that is a warning.
async fn read(mut command: Command, calendar: &str) -> Value {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    process.stdin.take().unwrap().write_all(calendar.as_bytes()).await.unwrap();
    let output = process.wait_with_output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.trim().is_empty(), "{command:?}: {said}\n{calendar}");
    serde_json::from_slice(&output.stdout).unwrap()
}

async fn get(url: &str) -> (u16, HeaderMap, String) {
    let answer = client().get(url).send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, headers, answer.text().await.unwrap())
}

/// What four libraries read alike: name, title and beginning of each entry.
async fn read_by_all(url: &str) -> Value {
    let (status, headers, file) = get(url).await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "text/calendar; charset=utf-8"), "{url}");
    assert!(headers["content-disposition"].to_str().unwrap().starts_with("inline; filename="));
    assert!(!file.contains("METHOD:") && !file.contains("ATTENDEE") && !file.contains("mailto:"), "{url}");
    let found = read(clients::python_script("calendars.py", &json!({})), &file).await;
    let by_node = read(clients::node_script("ical.mjs", &json!({})), &file).await;
    for (library, entries) in found.as_object().unwrap() {
        assert_eq!(entries, &found["icalendar"], "{library}, {url}");
    }
    assert_eq!(once(&by_node), once(&found["icalendar"]), "ical.js, {url}");
    found["icalendar"].clone()
}

/// Without what begins in an hour that comes twice: ical.js takes the later one, RFC 5545 (§3.3.5) and the others the earlier.
fn once(entries: &Value) -> Vec<&Value> {
    entries.as_array().unwrap().iter().filter(|entry| entry[0] != "fall-back").collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_calendar_is_read_by_other_programs() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let report = report(&import(&server, &edges(), &["--json"]).0);
    assert_eq!((report["refused"].as_array().unwrap().len(), &report["changed"]), (0, &json!(0)), "{report}");
    let at = |path: &str| server.stall("events", path);

    let all = read_by_all(&at("/agenda.ics")).await;
    assert_eq!(all.as_array().unwrap().len() as u64, report["added"].as_u64().unwrap());
    assert_eq!(read_by_all(&at("/@ana/events.ics")).await, all);
    let music = read_by_all(&at("/tags/music/events.ics")).await;
    assert!(!music.as_array().unwrap().is_empty() && music != all);
    assert_eq!(read_by_all(&at("/agenda.ics?tag=music")).await, music);
    // By words strangers find what its author agreed to (FEP-5feb).
    let ana = Program::at(&server, "ana", "events");
    ana.does(Method::PATCH, "/api/v1/accounts/update_credentials", &[("indexable", "true")]).await;
    assert_eq!(read_by_all(&at("/agenda.ics?q=backslash")).await, music);
    assert_eq!(read_by_all(&at("/agenda.ics?category=SPORTS")).await, json!([]));
    assert_eq!(read_by_all(&at("/agenda.ics?online=yes")).await.as_array().unwrap().len(), 1);

    let (_, _, file) = get(&at("/agenda.ics")).await;
    let page = file.lines().find_map(|line| line.strip_prefix("URL:").filter(|url| url.contains("/@ana/"))).unwrap();
    let one = read_by_all(&format!("{page}.ics")).await;
    assert_eq!(one.as_array().unwrap().len(), 1);
    let (_, _, html) = get(page).await;
    let data = html.split_once("<script type=\"application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!((&data["@type"], &data["name"]), (&json!("Event"), &one[0][1]));
    let (_, _, atom) = get(&at("/agenda.atom")).await;
    assert!(atom.contains("<entry>") && atom.contains("xmlns=\"http://www.w3.org/2005/Atom\""));

    // What is the same is not sent again; what went is seen.
    let answer = client().get(at("/agenda.ics")).send().await.unwrap();
    let tag = answer.headers()["etag"].clone();
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    let same = client().get(at("/agenda.ics")).header("if-none-match", &tag).send().await.unwrap();
    assert_eq!((same.status().as_u16(), same.text().await.unwrap().as_str()), (304, ""));

    // What comes back is as it is; what is otherwise is changed in its place.
    let again = self::report(&import(&server, &file, &["--json"]).0);
    assert_eq!((&again["added"], &again["changed"]), (&json!(0), &json!(0)), "{again}");
    assert_eq!(get(&at("/agenda.ics")).await.2, file, "unchanged");
    let moved = edges().replace("SUMMARY:A call", "SEQUENCE:2\nSUMMARY:A longer call");
    let changed = self::report(&import(&server, &moved, &["--json"]).0);
    assert_eq!((&changed["added"], &changed["changed"]), (&json!(0), &json!(1)), "{changed}");
    let other = client().get(at("/agenda.ics")).header("if-none-match", &tag).send().await.unwrap();
    assert!(other.text().await.unwrap().contains("SUMMARY:A longer call"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_named_with_its_line() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let file = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20261231T100000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:2\nSUMMARY:Good\nDTSTART:20261231T100000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    let (output, _) = import(&server, file, &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("line 6: what recurs every hour"), "{said}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("1 event new"));
    let (output, _) = import(&server, "no calendar", &[]);
    assert!(!output.status.success());
    let (output, _) = import(&server, file, &["--group", "nobody"]);
    assert!(!output.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_events_are_taken_over_at_once() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let mut file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n".to_owned();
    for number in 0..5000 {
        let (day, hour, minute) = (1 + number / 60 % 28, 8 + number / 5 % 12, number % 60);
        file.push_str(&format!(
            "BEGIN:VEVENT\r\nUID:e{number}@example.org\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Event number {number}\r\n\
             DTSTART;TZID=Europe/Paris:202612{day:02}T{hour:02}{minute:02}00\r\nDURATION:PT90M\r\nLOCATION:Hall {}\r\n\
             DESCRIPTION:What takes place is number {number} of many.\r\nCATEGORIES:Music\r\nEND:VEVENT\r\n",
            number % 7
        ));
    }
    file.push_str("END:VCALENDAR\r\n");
    let (output, took) = import(&server, &file, &["--json"]);
    assert_eq!(report(&output)["added"], 5000);
    println!("5,000 events took {took:?}");
    let (output, _) = import(&server, &file, &["--json"]);
    assert_eq!(report(&output)["unchanged"], 5000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_s_own_calendar_opens_with_a_key_until_it_is_taken_back() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    import(&server, &edges(), &[]);
    ana.open(&server.square("/log-in?site=events&next=/")).await;
    let page = ana.open(&server.stall("events", "/calendars")).await.expect(200);
    let made = ana.submit(&page, "/calendars/keys", &[("title", "Telephone")]).await.expect(200);
    let address = made.value("address").or_else(|| {
        let (_, rest) = made.html.split_once("id=\"address\"")?;
        Some(rest.split_once("value=\"")?.1.split_once('"')?.0.replace("&amp;", "&"))
    });
    let address = address.unwrap();
    let found = read_by_all(&address).await;
    assert!(!found.as_array().unwrap().is_empty());
    let (_, headers, _) = get(&address).await;
    assert_eq!(headers["cache-control"], "private, no-cache");
    assert!(headers.get("access-control-allow-origin").is_none());
    let secret = address.split_once("key=").unwrap().1;
    assert!(!server.log().contains(secret), "the key is in the log");
    for wrong in ["", "x", &secret[1..], &format!("{secret}x"), &"A".repeat(43), "%00%ff", "a b"] {
        let path = format!("/my/events.ics?key={wrong}");
        assert_eq!(get(&server.stall("events", &path)).await.0, 404, "{wrong}");
    }
    let page = ana.open(&server.stall("events", "/calendars")).await.expect(200);
    assert!(page.says("Telephone") && !page.html.contains(secret), "it is shown once");
    let revoke = page.html.split_once("action=\"/calendars/keys/").unwrap().1.split_once('?').unwrap().0.to_owned();
    ana.submit(&page, &format!("/calendars/keys/{revoke}?_method=delete"), &[]).await.expect(200);
    assert_eq!(get(&address).await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_and_taken_over_on_a_page() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    let page = ana.open(&server.square("/log-in?site=events&next=/calendars")).await.expect(200);
    let attach =
        async |name: &str, content: &str| ana.attach(&page, "/calendars/files", &[], ("file", name, content)).await;
    let wrong = attach("words.ics", "no calendar").await.expect(422);
    assert!(wrong.says("no calendar"), "{}", wrong.html);
    let year: i32 = store::clock::now().format("%Y").to_string().parse().unwrap();
    let entry = |uid: usize, start: &str, title: &str| {
        format!("BEGIN:VEVENT\r\nUID:{uid}@example.org\r\nSUMMARY:{title}\r\n{start}\r\nEND:VEVENT\r\n")
    };
    let next = year + 1;
    let file = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nX-WR-CALNAME:Choir\r\n{}{}{}END:VCALENDAR\r\n",
        entry(1, &format!("DTSTART;TZID=Europe/Paris:{next}0301T190000"), "Rehearsal <1>"),
        entry(2, &format!("DTSTART;VALUE=DATE:{next}0302"), "Concert"),
        entry(3, "RRULE:FREQ=SECONDLY\r\nDTSTART:20300101T000000Z", "Never"),
    );
    let seen = attach("choir.ics", &file).await.expect(200);
    assert!(seen.says("Choir") && seen.says("Rehearsal &lt;1&gt;") && seen.says("every hour"), "{}", seen.html);
    assert!(!ana.open(&server.stall("events", "/")).await.says("Concert"), "nothing is published before it is wanted");
    let address = Url::parse(&seen.url).unwrap().path().to_owned();
    ana.submit(&seen, &format!("{address}/events"), &[]).await.expect(200);
    ana.until(&server.stall("events", &address), "all are taken over", |page| page.says("2 new")).await;
    let agenda = ana.open(&server.stall("events", "/?from=club")).await;
    assert!(agenda.says("Concert") && agenda.says("Rehearsal &lt;1&gt;") && !agenda.says("Never"));

    // The same file again makes nothing new.
    let again = attach("choir.ics", &file).await.expect(200);
    let address = Url::parse(&again.url).unwrap().path().to_owned();
    ana.submit(&again, &format!("{address}/events"), &[]).await.expect(200);
    ana.until(&server.stall("events", &address), "nothing is new", |page| page.says("2 as before")).await;
    let bob = server.member("bob").await;
    bob.open(&server.square("/log-in?site=events&next=/")).await;
    assert_eq!(bob.get(&server.stall("events", &address)).await.status, 404, "it is nobody else's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_elsewhere_is_followed() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    right.account("ana");
    let ana = Program::at(&right, "ana", "events");
    let at = (store::clock::now() + chrono::TimeDelta::days(9)).format("%Y-%m-%dT18:00:00Z").to_string();
    let event = async |title: &str| {
        let made = ana.post("/api/v1/pleroma/events", json!({"name": title, "start_time": at})).await.expect(200);
        made["id"].as_str().unwrap().to_owned()
    };
    let (first, _) = (event("Lantern walk").await, event("Star gazing").await);
    let bob = left.member("bob").await;
    let page = bob.open(&left.square("/log-in?site=events&next=/calendars")).await.expect(200);
    let wrong = bob.submit(&page, "/calendars/subscriptions", &[("url", "ftp://x.example/a.ics")]).await.expect(422);
    assert!(wrong.says("ftp://x.example/a.ics"), "what was typed stays");
    let calendar = right.stall("events", "/agenda.ics");
    bob.submit(&page, "/calendars/subscriptions", &[("url", &calendar)]).await.expect(200);
    let here = left.stall("events", "/?from=club");
    bob.until(&here, "both are here", |page| page.says("Lantern walk") && page.says("Star gazing")).await;

    // What changes there changes here, and is there once; what goes there goes here.
    ana.delete(&format!("/api/v1/statuses/{first}")).await.expect(200);
    event("Bonfire").await;
    let page = bob.open(&left.stall("events", "/calendars")).await;
    bob.submit(&page, "/calendars/subscriptions", &[("url", &calendar)]).await.expect(200);
    bob.until(&here, "one came, one went", |page| page.says("Bonfire") && !page.says("Lantern walk")).await;
    assert_eq!(bob.open(&here).await.html.matches("Star gazing</").count(), 1);
    let page = bob.open(&left.stall("events", "/calendars")).await;
    let number = page.html.split_once("action=\"/calendars/subscriptions/").unwrap().1.split_once('?').unwrap().0;
    bob.submit(&page, &format!("/calendars/subscriptions/{number}?_method=delete"), &[]).await.expect(200);
    assert!(bob.open(&here).await.says("Bonfire"), "what came with it stays");
}
