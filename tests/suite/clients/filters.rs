//! Filters as programs set them, and what they find.

use serde_json::{Value, json};
use tests::program::Program;
use tests::{Options, Server};

/// What the filters of a status say that they found: title, words, statuses.
fn found(status: &Value) -> Vec<(&str, &Value, &Value)> {
    let found = status["filtered"].as_array().expect("what filters find");
    found
        .iter()
        .map(|one| (one["filter"]["title"].as_str().unwrap(), &one["keyword_matches"], &one["status_matches"]))
        .collect()
}

async fn said(program: &Program, text: &str) -> Value {
    program.post("/api/v1/statuses", json!({ "status": text })).await.expect(200)
}

fn path(of: &str, thing: &Value) -> String {
    format!("{of}/{}", thing["id"].as_str().expect("an id is a string"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_is_made_changed_and_dropped() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    let form = json!({
        "title": "Brass", "context": ["home", "public"], "filter_action": "hide", "expires_in": 3600,
        "keywords_attributes": [{"keyword": "tuba"}, {"keyword": "horn", "whole_word": false}],
    });
    let made = ana.post("/api/v2/filters", form).await.expect(200);
    assert_eq!((&made["title"], &made["context"]), (&json!("Brass"), &json!(["home", "public"])));
    assert_eq!((&made["filter_action"], &made["statuses"]), (&json!("hide"), &json!([])));
    assert_eq!(made["keywords"][0]["whole_word"], true, "unless it is said otherwise");
    assert!(made["expires_at"].as_str().unwrap().ends_with('Z'));
    let filter = path("/api/v2/filters", &made);
    assert_eq!(ana.get("/api/v2/filters").await.expect(200), json!([made]));
    bob.get(&filter).await.expect(404);
    assert_eq!(bob.get("/api/v2/filters").await.expect(200), json!([]));

    let (tuba, horn) = (&made["keywords"][0]["id"], &made["keywords"][1]["id"]);
    let change = json!({
        "title": "All brass", "expires_in": "",
        "keywords_attributes": [
            {"id": tuba, "_destroy": true}, {"id": horn, "whole_word": true}, {"keyword": "bugle"},
        ],
    });
    let changed = ana.put(&filter, change).await.expect(200);
    assert_eq!((&changed["title"], &changed["expires_at"]), (&json!("All brass"), &Value::Null));
    assert_eq!((&changed["filter_action"], &changed["context"]), (&json!("hide"), &json!(["home", "public"])));
    let words: Vec<_> =
        changed["keywords"].as_array().unwrap().iter().map(|w| (&w["keyword"], &w["whole_word"])).collect();
    assert_eq!(words, [(&json!("horn"), &json!(true)), (&json!("bugle"), &json!(true))]);
    bob.put(&filter, json!({"keywords_attributes": [{"id": horn, "_destroy": true}]})).await.expect(404);

    let added = ana.post(&format!("{filter}/keywords"), json!({"keyword": "cornet"})).await.expect(200);
    let word = path("/api/v2/filters/keywords", &added);
    assert_eq!(ana.get(&word).await.expect(200), added);
    bob.delete(&word).await.expect(404);
    assert_eq!(ana.put(&word, json!({"keyword": "cornetto"})).await.expect(200)["keyword"], "cornetto");
    assert_eq!(ana.get(&format!("{filter}/keywords")).await.expect(200).as_array().unwrap().len(), 3);
    ana.delete(&word).await.expect(200);
    ana.get(&word).await.expect(404);
    ana.delete(&filter).await.expect(200);
    assert_eq!(ana.get("/api/v2/filters").await.expect(200), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_filter_is_refused_in_words() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::of(&server, "ana");
    for (form, field) in [
        (json!({"context": ["home"]}), "title"),
        (json!({"title": "x", "context": []}), "context"),
        (json!({"title": "x", "context": ["nowhere"]}), "context"),
        (json!({"title": "x", "context": ["home"], "filter_action": "eat"}), "filter_action"),
        (json!({"title": "x", "context": ["home"], "expires_in": "soon"}), "expires_in"),
        (json!({"title": "x", "context": ["home"], "expires_in": "99999999999999999999"}), "expires_in"),
        (json!({"title": "x", "context": ["home"], "keywords_attributes": [{"keyword": " "}]}), "keyword"),
    ] {
        let refused = ana.post("/api/v2/filters", form.clone()).await.expect(422);
        assert!(refused["error"].as_str().unwrap().starts_with("Validation failed: "), "{refused}");
        assert!(refused["details"][field].is_array(), "{form}: {refused}");
    }
    assert_eq!(ana.get("/api/v2/filters").await.expect(200), json!([]), "half a filter is none");
    ana.get("/api/v2/filters/x").await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_told_what_filters_find_and_left_to_hide_it() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    server.account("bob");
    let (ana, bob) = (Program::of(&server, "ana"), Program::of(&server, "bob"));
    let loud = said(&bob, "My tuba is loud. #fair").await;
    let quiet = said(&bob, "My waffles are warm. #fair").await;
    let form = json!({
        "title": "Brass", "context": ["home"], "filter_action": "hide", "keywords_attributes": [{"keyword": "tuba"}],
    });
    let made = ana.post("/api/v2/filters", form).await.expect(200);
    let statuses = format!("{}/statuses", path("/api/v2/filters", &made));

    let page = ana.get("/api/v1/timelines/tag/fair").await.expect(200);
    assert_eq!(page.as_array().unwrap().len(), 2, "{page}");
    assert_eq!(found(&page[1]), [("Brass", &json!(["tuba"]), &Value::Null)]);
    assert!(page[1]["filtered"][0]["filter"]["keywords"].is_null(), "the filter is named only");
    assert_eq!(page[0]["filtered"], json!([]));
    assert!(Program::of_nobody(&server).get("/api/v1/timelines/tag/fair").await.expect(200)[1]["filtered"].is_null());

    let place = ana.post(&statuses, json!({"status_id": quiet["id"]})).await.expect(200);
    assert_eq!(place["status_id"], quiet["id"]);
    assert_eq!(ana.get(&statuses).await.expect(200), json!([place]));
    let shown = ana.get(&path("/api/v1/statuses", &quiet)).await.expect(200);
    assert_eq!(found(&shown), [("Brass", &Value::Null, &json!([quiet["id"]]))]);
    let boost = ana.post(&format!("{}/reblog", path("/api/v1/statuses", &loud)), json!({})).await.expect(200);
    assert_eq!(found(&boost["reblog"]), [("Brass", &json!(["tuba"]), &Value::Null)]);
    let secret = bob.post("/api/v1/statuses", json!({"status": "for me", "visibility": "direct"})).await.expect(200);
    ana.post(&statuses, json!({"status_id": secret["id"]})).await.expect(404);

    ana.delete(&path("/api/v2/filters/statuses", &place)).await.expect(200);
    assert_eq!(ana.get(&path("/api/v1/statuses", &quiet)).await.expect(200)["filtered"], json!([]));
    // The pages of the server hide it themselves.
    let browser = tests::Browser::new();
    browser.log_in(&server, "ana").await;
    browser.enter(&server).await;
    let page = browser.open(&server.url("/filters")).await;
    assert!(page.says("Brass") && page.says("tuba"), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_older_form_of_filters_is_a_view_of_their_words() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let ana = Program::of(&server, "ana");
    let form = json!({"phrase": "tuba", "context": ["home"], "irreversible": true, "whole_word": false});
    let made = ana.post("/api/v1/filters", form).await.expect(200);
    assert_eq!(
        (&made["phrase"], &made["irreversible"], &made["whole_word"]),
        (&json!("tuba"), &true.into(), &false.into())
    );
    let whole = ana.get("/api/v2/filters").await.expect(200);
    assert_eq!((&whole[0]["title"], &whole[0]["filter_action"]), (&json!("tuba"), &json!("hide")));

    let older = path("/api/v1/filters", &made);
    let changed =
        ana.put(&older, json!({"phrase": "horn", "context": ["public"], "irreversible": false})).await.expect(200);
    assert_eq!((&changed["phrase"], &changed["context"]), (&json!("horn"), &json!(["public"])));
    let words = format!("{}/keywords", path("/api/v2/filters", &whole[0]));
    ana.post(&words, json!({"keyword": "bugle"})).await.expect(200);
    assert_eq!(ana.get("/api/v1/filters").await.expect(200).as_array().unwrap().len(), 2);
    let refused = ana.put(&older, json!({"context": ["thread"]})).await.expect(422);
    assert!(refused["error"].as_str().unwrap().contains("more than one filter keyword"), "{refused}");

    for one in ana.get("/api/v1/filters").await.expect(200).as_array().unwrap() {
        ana.delete(&path("/api/v1/filters", one)).await.expect(200);
    }
    assert_eq!(ana.get("/api/v2/filters").await.expect(200), json!([]), "without words it is none");
    ana.get(&older).await.expect(404);
}
