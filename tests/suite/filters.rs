//! What a member does not want to read is not shown to them, wherever it would stand.

use tests::{Browser, Options, Page, Server};
use url::Url;

const EVERYWHERE: [(&str, &str); 5] = [
    ("contexts", "home"),
    ("contexts", "notifications"),
    ("contexts", "public"),
    ("contexts", "thread"),
    ("contexts", "account"),
];

/// Makes a filter of one word.
async fn filter(browser: &Browser, server: &Server, word: &str, hide: &str, contexts: &[(&str, &str)]) {
    let page = browser.open(&server.url("/filters")).await;
    let mut fields = vec![("title", "Enough"), ("words", word), ("whole_word", "on"), ("hide", hide), ("days", "0")];
    fields.extend(contexts);
    browser.submit(&page, "/filters", &fields).await.expect(200);
}

/// A list with that member on it: its address.
async fn list_with(browser: &Browser, server: &Server, name: &str) -> String {
    let page = browser.open(&server.url("/lists")).await;
    let list = browser.submit(&page, "/lists", &[("title", "Friends")]).await.expect(200);
    let option = list.html.split("<option value=\"").find(|option| option.contains(&format!("(@{name}@")));
    let id = option.and_then(|option| option.split('"').next()).expect("somebody to add").to_owned();
    let path = format!("{}/members", Url::parse(&list.url).unwrap().path());
    browser.submit(&list, &path, &[("actor", &id)]).await.expect(200);
    list.url
}

/// Whether these words are folded there: said, but only behind the filter's title.
fn is_folded(page: &Page, words: &str) -> bool {
    let folded = page.html.split("<details class=\"folded\">").skip(1);
    page.says(words) && folded.filter(|folded| folded.contains("Enough") && folded.contains(words)).count() == 1
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_hide_and_fold_what_a_member_does_not_want_to_read() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (server.member("ana").await, server.member("bob").await);
    ana.follow_actor(&server, &server.handle("bob")).await;
    let list = list_with(&ana, &server, "bob").await;
    let mine = ana.say(&server, "Who brings what?").await;
    let path = Url::parse(&mine).unwrap().path().to_owned();
    for text in ["@ana I bring the tuba #fair", "@ana I bring the ladder #fair", "@ana I bring waffles #fair"] {
        let page = bob.open(&mine).await;
        bob.submit(&page, &format!("{path}/replies"), &[("text", text), ("visibility", "public")]).await.expect(200);
    }
    bob.say(&server, "The tuba, the ladder and the waffles have arrived. #fair").await;
    bob.say(&server, "My tuba is loud. #fair").await;
    bob.say(&server, "My ladder is long. #fair").await;
    bob.say(&server, "My waffles are warm. #fair").await;

    filter(&ana, &server, "tuba", "true", &EVERYWHERE).await;
    filter(&ana, &server, "ladder", "false", &EVERYWHERE).await;
    let paths =
        ["/", "/local", "/federated", "/tags/fair", "/@bob", "/search?q=from%3Abob+my"].map(|path| server.url(path));
    for url in paths.iter().chain([&list]) {
        let page = ana.open(url).await;
        assert!(!page.says("tuba"), "{url} shows what is hidden:\n{}", page.html);
        if !url.contains("/search") {
            assert!(page.says("My waffles") && is_folded(&page, "My ladder"), "{url}:\n{}", page.html);
        }
    }
    for url in [server.url("/notifications"), mine.clone()] {
        let page = ana.open(&url).await;
        assert!(!page.says("bring the tuba") && page.says("bring waffles"), "{url}:\n{}", page.html);
        assert!(is_folded(&page, "bring the ladder"), "{url}:\n{}", page.html);
    }
    assert!(bob.open(&server.url("/tags/fair")).await.says("My tuba"), "others read it");
    assert!(bob.open(&mine).await.says("bring the tuba"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_holds_where_it_was_made_for_until_it_is_dropped() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (server.member("ana").await, server.member("bob").await);
    ana.follow_actor(&server, &server.handle("bob")).await;
    bob.say(&server, "My tuba is loud. #fair").await;
    filter(&ana, &server, "tuba", "true", &[("contexts", "home")]).await;
    let (home, tag) = (server.url("/"), server.url("/tags/fair"));
    assert!(!ana.open(&home).await.says("tuba"));
    assert!(ana.open(&tag).await.says("tuba"));

    let page = ana.open(&server.url("/filters")).await;
    let drop = page.html.split('"').find(|word| word.starts_with("/filters/")).expect("a button that drops it");
    ana.submit(&page, drop, &[]).await.expect(200);
    assert!(ana.open(&home).await.says("tuba"));
}
