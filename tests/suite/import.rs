//! What a member takes along from one server and brings to another: tables, read, confirmed and carried out.

use tests::{Browser, Options, Page, Server};
use url::Url;

/// What the page says when nothing is left to be done.
const DONE: &str = "Every row is settled.";

/// Enough that an import is not over before it is cut short.
const ROWS: usize = 4_000;

/// Saves a table of a profile at the microblog.
async fn save(browser: &Browser, server: &Server, file: &str) -> String {
    let page = browser.open(&server.square("/settings/export")).await;
    let of_microblog = page.html.split("<h3>").find(|part| part.contains("@microblog.")).expect("a profile");
    let path = of_microblog.split('"').find(|word| word.ends_with(&format!("/{file}"))).expect("a link");
    browser.open(&server.square(path)).await.html
}

/// Has a file read for the microblog, and shows what was read.
async fn read(browser: &Browser, server: &Server, fields: &[(&str, &str)], name: &str, text: &str) -> Page {
    let page = browser.open(&server.square("/settings/imports")).await;
    let options = page.html.split("<option value=\"").find(|option| option.contains("@microblog."));
    let actor = options.and_then(|option| option.split('"').next()).expect("a profile").to_owned();
    let mut all = vec![("actor", actor.as_str())];
    all.extend(fields);
    browser.attach(&page, "/settings/imports", &all, ("file", name, text)).await
}

/// Confirms what was read.
async fn confirm(browser: &Browser, page: &Page) -> Page {
    let path = Url::parse(&page.url).unwrap().path().to_owned();
    browser.submit(page, &format!("{path}/confirmation"), &[]).await.expect(200)
}

/// Reads, confirms and waits for the end.
async fn import(browser: &Browser, server: &Server, mode: &str, name: &str, text: &str) -> Page {
    let page = read(browser, server, &[("mode", mode)], name, text).await.expect(200);
    let page = confirm(browser, &page).await;
    browser.until(&page.url, "the import ends", |page| page.says(DONE)).await
}

/// How far an import is, as its page says.
fn settled(page: &Page) -> Option<&str> {
    let (before, _) = page.html.split_once(" rows are settled.")?;
    before.rsplit('>').next()
}

async fn follows(browser: &Browser, server: &Server, name: &str) -> Page {
    browser.open(&server.url(&format!("/@{name}/following"))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_lists_and_blocks_come_along_to_another_server() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    let (ana, anne) = tokio::join!(left.member("ana"), right.member("anne"));
    left.account("carl");
    right.account("bob");
    right.account("eve");
    let (carl, bob, eve) = (left.handle("carl"), right.handle("bob"), right.handle("eve"));
    for who in [&carl, &bob] {
        ana.follow_actor(&left, who).await;
    }
    ana.until(&left.url("/@ana/following"), "Bob consented", |page| page.says(&bob)).await;
    let page = ana.open(&left.url("/lists")).await;
    let list = ana.submit(&page, "/lists", &[("title", "=Friends, \"old\"")]).await.expect(200);
    let member = list.html.split("<option value=\"").find(|option| option.contains(&carl)).expect("Carl is offered");
    let path = Url::parse(&list.url).unwrap().path().to_owned();
    ana.submit(&list, &format!("{path}/members"), &[("actor", member.split('"').next().unwrap())]).await.expect(200);
    let page = ana.find(&left, &eve).await;
    let path = Url::parse(&page.url).unwrap().path().to_owned();
    ana.submit(&page, &format!("{path}/block"), &[]).await.expect(200);

    let table = save(&ana, &left, "following_accounts.csv").await;
    assert!(table.starts_with("Account address,Show boosts,Notify on new posts,Languages\r\n"), "{table}");
    let page = read(&anne, &right, &[("mode", "merge")], "table.csv", &table).await.expect(200);
    assert!(page.says(&carl) && page.says(&bob) && page.says("Import 2 rows"), "{}", page.html);
    assert!(!follows(&anne, &right, "anne").await.says(&bob), "nothing is done before it is confirmed");
    let page = confirm(&anne, &page).await;
    anne.until(&page.url, "the import ends", |page| page.says(DONE) && page.says("2 in all, 2 done")).await;
    anne.until(&right.url("/@anne/following"), "Carl consented", |page| page.says(&carl) && page.says(&bob)).await;

    let table = save(&ana, &left, "lists.csv").await;
    import(&anne, &right, "merge", "lists.csv", &table).await;
    let lists = anne.open(&right.url("/lists")).await;
    assert!(lists.says("=Friends, &quot;old&quot;"), "{}", lists.html);
    let list = lists.html.split('"').find(|word| word.starts_with("/lists/")).expect("a list").to_owned();
    assert!(anne.open(&right.url(&list)).await.says(&carl));

    import(&anne, &right, "merge", "blocked_accounts.csv", &save(&ana, &left, "blocked_accounts.csv").await).await;
    assert!(anne.open(&right.url("/blocks")).await.says(&eve));
}

#[tokio::test(flavor = "multi_thread")]
async fn overwriting_leaves_what_the_file_says_refusals_are_named_and_a_repeat_changes_nothing() {
    let (left, right) = tokio::join!(Server::start(Options::named("left")), Server::start(Options::named("right")));
    let ana = left.member("ana").await;
    left.account("carl");
    right.account("bob");
    let (carl, bob, nobody) = (left.handle("carl"), right.handle("bob"), right.handle("nobody"));
    ana.follow_actor(&left, &carl).await;
    let table = format!("Account address,Show boosts\n{bob},false\n{nobody},true\nnot a handle,true\n");

    let page = read(&ana, &left, &[("mode", "overwrite")], "follows.csv", &table).await.expect(200);
    assert!(page.says("One entry that is here now is not in the file") && page.says("not a handle"), "{}", page.html);
    for round in 0..2 {
        let page = import(&ana, &left, "overwrite", "follows.csv", &table).await;
        assert!(page.says("3 in all, 1 done, 2 not possible"), "{round}: {}", page.html);
        assert!(page.says("There is nobody and nothing there by that name."), "{}", page.html);
        let following = ana.until(&left.url("/@ana/following"), "Bob consented", |page| page.says(&bob)).await;
        assert!(!following.says(&carl), "Carl is not in the file");
        let path = page.html.split('"').find(|word| word.ends_with("/refused.csv")).expect("a link");
        let refused = ana.open(&left.square(path)).await.html;
        let rows: Vec<_> = refused.lines().collect();
        assert_eq!(rows.len(), 3, "{refused}");
        assert!(rows[0].ends_with(",Reason") && rows[1].starts_with(&nobody) && rows[2].starts_with("not a handle"));
    }
    let bobs = right.member("bobs").await;
    let followers = bobs.open(&right.url("/@bob/followers")).await;
    assert_eq!(followers.html.matches(&format!(">@{}<", left.handle("ana"))).count(), 1, "{}", followers.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_survives_that_the_server_is_killed() {
    let mut server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    let hosts: String = (0..ROWS).map(|number| format!("host-{number}.example\n")).collect();
    let page = read(&ana, &server, &[("mode", "merge")], "blocked_domains.csv", &hosts).await.expect(200);
    let page = confirm(&ana, &page).await;
    assert!(page.says("http-equiv=\"refresh\""), "the page follows by itself:\n{}", page.html);
    for _ in 0..3 {
        let before = ana.get(&page.url).await;
        ana.until(&page.url, "the import goes on", |page| settled(page) != settled(&before) || page.says(DONE)).await;
        server.kill();
        server.launch().await;
    }
    let page = ana.until(&page.url, "the import ends", |page| page.says(DONE)).await;
    assert!(page.says("4,000 in all, 4,000 done, 0 not possible"), "{}", page.html);
    assert_eq!(save(&ana, &server, "blocked_domains.csv").await.lines().count(), ROWS);
}
