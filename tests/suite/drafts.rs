//! What is not said yet, at every stall: drafts, and what comes out at a time.

use chrono::{TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Browser, Options, Page, Server};
use url::Url;

use crate::albums::Person;
use crate::photos::photograph;

const SCHEDULED: &str = "/api/v1/scheduled_statuses";

/// What a field for a time is filled with, so many hours from now (UTC).
fn typed(hours: i64) -> String {
    (Utc::now() + TimeDelta::hours(hours)).format("%Y-%m-%dT%H:%M").to_string()
}

/// The addresses that lead to the drafts of a page, in its order.
fn drafts(page: &Page) -> Vec<String> {
    let links = page.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.contains("?draft=")).map(str::to_owned).collect()
}

/// The number of the draft that an address leads to.
fn number(address: &str) -> &str {
    address.rsplit('=').next().unwrap()
}

/// The fields of the form where photos are published as it stands, without its buttons.
fn filled(page: &Page) -> Vec<(String, String)> {
    let checked = |tag: &str| !tag.contains("type=\"radio\"") && !tag.contains("checkbox") || tag.contains(" checked");
    let form = page.html.split("photos-form").nth(1).unwrap().split("</form>").next().unwrap();
    let inside =
        |rest: &str, before: &str| rest.split(before).nth(1).map(|it| it.split('"').next().unwrap().to_owned());
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let Some(name) = inside(tag, "name=\"") else { continue };
        if tag.starts_with("input") && checked(tag.split('>').next().unwrap()) {
            fields.push((name, inside(tag, "value=\"").unwrap_or_default()));
        } else if tag.starts_with("textarea") {
            fields.push((name, tag.split_once('>').unwrap().1.trim().to_owned()));
        } else if tag.starts_with("select") {
            let select = form.split(tag).nth(1).unwrap().split("</select>").next().unwrap();
            let chosen = select.split("<option").find(|option| option.contains(" selected")).unwrap_or_default();
            fields.push((name, inside(chosen, "value=\"").unwrap_or_default()));
        }
    }
    fields.retain(|(name, _)| name != "csrf" && !name.starts_with("picture["));
    fields
}

fn values<'a>(fields: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
}

fn with<'a>(fields: &'a [(String, String)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    kept.filter(|(name, _)| more.iter().all(|(new, _)| new != name)).chain(more.iter().copied()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_photos_gives_everything_back_and_comes_out() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let at = |path: &str| server.stall("photos", path);
    let album = ana.album(&server, "Lanterns", "public", &[&ana.shows(9, "Before", "public").await]).await;
    let album = album.rsplit('/').next().unwrap().to_owned();
    let pictures = [
        ana.program.upload(&photograph(1, 640, 480), "").await,
        ana.program.upload(&photograph(2, 640, 480), "").await,
    ];
    let page = ana.browser.open(&at("/photos/new")).await;
    let said = [
        ("text", "Two views of the #mill"),
        ("summary", "Heights"),
        ("sensitive", "on"),
        ("visibility", "followers"),
        ("language", "fr"),
        ("place", "Le moulin"),
        ("closed", "on"),
        ("albums", &album),
        ("album_title", "The mill"),
        ("attached[media]", &pictures[1]),
        ("attached[alt]", "From below"),
        ("attached[focus]", "0,1"),
        ("attached[licence]", "CC-BY-4.0"),
        ("attached[media]", &pictures[0]),
        ("attached[alt]", "From above"),
        ("attached[focus]", "-1,0"),
        ("attached[licence]", ""),
    ];
    let kept = ana.browser.submit(&page, "/photos", &[&said[..], &[("action", "draft")]].concat()).await.expect(200);
    assert!(kept.url.ends_with("/drafts") && kept.says("Two views of the #mill"), "{}", kept.html);
    let shown = pictures.each_ref().map(|id| kept.html.find(&format!("/files/{id}/preview")).unwrap());
    assert!(shown[1] < shown[0], "its pictures are shown in their order");
    let link = drafts(&kept)[0].clone();
    assert_eq!(ana.browser.get(&at(&link)).await.status, 200);
    assert_eq!(bob.browser.get(&at(&link)).await.status, 404, "a draft is nobody else's");

    // Everything is there again, and goes on from there: it shall come out later.
    let form = ana.browser.open(&at(&link)).await;
    let fields = filled(&form);
    for name in ["text", "summary", "sensitive", "visibility", "language", "place", "closed", "albums", "album_title"]
        .into_iter()
        .chain(["attached[media]", "attached[alt]", "attached[focus]", "attached[licence]"])
    {
        let wanted: Vec<&str> = said.iter().filter(|(field, _)| *field == name).map(|(_, value)| *value).collect();
        assert_eq!(values(&fields, name), wanted, "{name}: {}", form.html);
    }
    let yesterday = typed(-24);
    let too_late = with(&fields, &[("due_at", &yesterday), ("action", "publish")]);
    let refused = ana.browser.submit(&form, "/photos", &too_late).await.expect(422);
    assert!(refused.says("at least a minute from now"), "{}", refused.html);
    let due = typed(48);
    let later = ana.browser.submit(&form, "/photos", &with(&fields, &[("due_at", &due), ("action", "publish")])).await;
    assert!(later.expect(200).says("will be published at the time"));
    let scheduled = ana.program.get(SCHEDULED).await.expect(200);
    let entry = &scheduled[0];
    assert_eq!(entry["scheduled_at"].as_str().unwrap().get(..16), Some(due.as_str()));
    assert_eq!((&entry["params"]["text"], &entry["id"]), (&json!(said[0].1), &json!(number(&link))));
    assert_eq!(entry["media_attachments"][0]["description"], "From below");

    // A program puts it off; it is shown with its new time, and published at once.
    let call = format!("{SCHEDULED}/{}", number(&link));
    let at_last = Utc::now() + TimeDelta::hours(72);
    ana.program.put(&call, json!({"scheduled_at": at_last.to_rfc3339()})).await.expect(200);
    let form = ana.browser.open(&at(&link)).await;
    assert_eq!(values(&filled(&form), "due_at"), [at_last.format("%Y-%m-%dT%H:%M").to_string()]);
    let page = ana.browser.open(&at("/drafts")).await;
    let now = format!("/drafts/{}/publication", number(&link));
    let of_bob = bob.browser.open(&at("/photos/new")).await;
    let stolen = bob.browser.post(&at(&now), &[("csrf", of_bob.csrf().unwrap())]).await;
    assert_eq!(stolen.status, 404);
    let out = ana.browser.submit(&page, &now, &[]).await.expect(200);
    let id = out.url.rsplit('/').next().unwrap();
    let status = ana.program.get(&format!("/api/v1/statuses/{id}?_pe=1")).await.expect(200);
    assert_eq!((&status["visibility"], &status["spoiler_text"]), (&json!("private"), &json!("Heights")));
    assert_eq!((&status["comments_disabled"], &status["place"]["name"]), (&json!(true), &json!("Le moulin")));
    let told: Vec<_> =
        status["media_attachments"].as_array().unwrap().iter().map(|it| it["description"].clone()).collect();
    assert_eq!(told, ["From below", "From above"]);
    let albums = ana.program.get("/api/v1.1/collections/self").await.expect(200);
    let counts: Vec<_> =
        albums.as_array().unwrap().iter().map(|it| (it["title"].clone(), it["post_count"].clone())).collect();
    assert_eq!(counts, [(json!("The mill"), json!(1)), (json!("Lanterns"), json!(2))]);
    assert!(ana.browser.open(&at("/drafts")).await.says("No drafts"));
    assert_eq!(ana.program.get(SCHEDULED).await.expect(200), json!([]));
}

/// What is sent from the menu of a draft that is thrown away.
async fn throw_away(browser: &Browser, page: &Page, draft: &str) -> Page {
    browser.submit(page, &format!("/drafts/{draft}?_method=delete"), &[]).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_are_alike_at_every_stall() {
    let server = Server::start(Options::default()).await;
    let ana = Person::new(&server, "ana").await;
    ana.browser.enter(&server).await;
    for (stall, composer, form) in [("microblog", "/posts/new", "/posts"), ("photos", "/photos/new", "/photos")] {
        let at = |path: &str| server.stall(stall, path);
        let page = ana.browser.open(&at(composer)).await;
        for words in ["The first", "The second"] {
            ana.browser.submit(&page, form, &[("text", words), ("action", "draft")]).await.expect(200);
        }
        let kept = ana.browser.open(&at("/drafts")).await;
        assert!(kept.says("The first") && kept.says("The second"), "{stall}: {}", kept.html);
        let link = drafts(&kept)[0].clone();
        assert!(link.starts_with(composer), "{link}");
        let unscheduled = Url::parse(&at(&format!("/drafts/{}/publication", number(&link)))).unwrap();
        let csrf = kept.csrf().unwrap();
        let answer = ana.browser.send(Method::POST, &unscheduled, &[("csrf", csrf)]).await;
        assert_eq!(answer.status(), 404, "what has no time is looked over where it is written");
        let left = throw_away(&ana.browser, &kept, number(&link)).await;
        assert!(left.says("The first") && !left.says("The second"), "{stall}: {}", left.html);
    }
    // At the photos a picture is wanted, now as later; at the microblog words are enough.
    let due = typed(48);
    let later = [("text", "Later"), ("due_at", &due), ("action", "publish")];
    let page = ana.browser.open(&server.stall("photos", "/photos/new")).await;
    assert!(ana.browser.submit(&page, "/photos", &later).await.expect(422).says("Choose at least one picture"));
    let page = ana.browser.open(&server.url("/posts/new")).await;
    let page = ana.browser.submit(&page, "/posts", &later).await.expect(200);
    let out = format!("/drafts/{}/publication", number(&drafts(&page)[0]));
    let page = ana.browser.submit(&page, &out, &[]).await.expect(200);
    assert!(page.url.contains("/@ana/") && page.says("Later"), "{}", page.url);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_says_into_collections_and_closes_comments() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (Person::new(&server, "ana").await, Person::new(&server, "bob").await);
    let mut albums = Vec::new();
    for title in ["One", "Two", "Three", "Four"] {
        let address = ana.album(&server, title, "public", &[]).await;
        albums.push(address.rsplit('/').next().unwrap().to_owned());
    }
    let post = async |person: &Person, more: Value| {
        let picture = person.program.upload(&photograph(1, 320, 240), "A view").await;
        let mut post = json!({"status": "A view", "media_ids": [picture]});
        post.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        person.program.post("/api/v1/statuses?_pe=1", post).await
    };
    let into = async |album: &str| {
        let items = ana.program.get(&format!("/api/v1.1/collections/items/{album}")).await.expect(200);
        items.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let said = post(&ana, json!({"collection_ids": albums[..3], "comments_disabled": true})).await.expect(200);
    let id = said["id"].as_str().unwrap();
    for album in &albums {
        let expected = if *album == albums[3] { vec![] } else { vec![id.to_owned()] };
        assert_eq!(into(album).await, expected);
    }
    let answer = json!({"status": "A word", "in_reply_to_id": id});
    assert_eq!(bob.program.post("/api/v1/statuses", answer).await.status, 422, "nobody may answer");
    post(&ana, json!({"collection_ids": albums})).await.expect(422);
    post(&ana, json!({"collection_ids": ["1"]})).await.expect(422);
    post(&bob, json!({"collection_ids": albums[..1]})).await.expect(422);

    // Later it goes there too; an edit opens the comments again, and leaves it where it is.
    let at = (Utc::now() + TimeDelta::hours(2)).to_rfc3339();
    let later = post(&ana, json!({"collection_ids": [albums[3]], "scheduled_at": at})).await.expect(200);
    let page = ana.browser.open(&server.stall("photos", "/drafts")).await;
    let out = format!("/drafts/{}/publication", later["id"].as_str().unwrap());
    let out = ana.browser.submit(&page, &out, &[]).await.expect(200);
    assert_eq!(into(&albums[3]).await, [out.url.rsplit('/').next().unwrap()]);
    let edit = json!({"status": "Another word", "comments_disabled": false});
    ana.program.put(&format!("/api/v1/statuses/{id}"), edit).await.expect(200);
    let answer = json!({"status": "A word", "in_reply_to_id": id});
    bob.program.post("/api/v1/statuses", answer).await.expect(200);
    assert_eq!(into(&albums[0]).await, [id]);
    // A stall that has no such thing knows none.
    let elsewhere = json!({"status": "Words", "collection_ids": albums[..1]});
    assert_eq!(tests::Program::of(&server, "ana").post("/api/v1/statuses", elsewhere).await.status, 422);
}
