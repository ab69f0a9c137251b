//! Coming in and staying in: sign-up, log-in, the second factor, tickets, forms that are ours, rates, and what strangers
//! may not tell apart.

use std::path::PathBuf;

use reqwest::Method;
use tests::server::password;
use tests::{Browser, Options, Page, Postbox, Server};
use url::Url;

const MAIL: &str = "mail.example";

async fn sign_up(browser: &Browser, server: &Server, at: &str, name: &str, further: &[(&str, &str)]) -> Page {
    let page = browser.open(&server.square(at)).await;
    let (email, password) = (format!("{name}@{MAIL}"), password(name));
    let mut fields = vec![("name", name), ("email", &email), ("password", &password), ("agree", "on")];
    fields.extend(further);
    browser.submit(&page, "/sign-up", &fields).await
}

async fn confirm(browser: &Browser, server: &Server, postbox: &Postbox, name: &str) {
    let letter = postbox.letter(&format!("{name}@{MAIL}"), "/confirm/").await;
    let page = browser.open(&letter.link(&server.square("/confirm/"))).await;
    let path = Url::parse(&page.url).unwrap().path().to_owned();
    browser.submit(&page, &path, &[]).await.expect(200);
}

/// The page says who reads it.
async fn is_member(browser: &Browser, server: &Server) -> bool {
    browser.get(&server.square("/settings")).await.url == server.square("/settings")
}

fn mailing(postbox: &Postbox, registration: &'static str) -> Options {
    Options { mail: postbox.url(), registration, ..Options::default() }
}

fn owner(server: &Server) {
    let arguments =
        ["account", "create", "olga", "--email", "olga@mail.example", "--role", "owner", "--password-stdin"];
    server.does(&arguments, &password("olga"));
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_signs_up_where_it_is_open_and_confirms_an_address() {
    let postbox = Postbox::open().await;
    let server = Server::start(mailing(&postbox, "open")).await;
    let ana = Browser::new();
    let refused = sign_up(&ana, &server, "/sign-up", "no spaces", &[]).await;
    assert_eq!(refused.status, 422);
    sign_up(&ana, &server, "/sign-up", "ana", &[]).await.expect(200);

    assert_eq!(ana.log_in(&server, "ana").await.status, 422, "the address is not confirmed");
    assert!(!is_member(&ana, &server).await);
    confirm(&ana, &server, &postbox, "ana").await;
    ana.log_in(&server, "ana").await.expect(200);
    assert!(is_member(&ana, &server).await);
    ana.enter(&server).await;
    let post = ana.say(&server, "Here I am").await;
    assert!(Browser::new().open(&post).await.says("Here I am"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_lets_each_one_in_where_that_is_asked() {
    let postbox = Postbox::open().await;
    let server = Server::start(mailing(&postbox, "approval")).await;
    owner(&server);
    let (ana, olga) = (Browser::new(), Browser::new());
    assert_eq!(sign_up(&ana, &server, "/sign-up", "ana", &[("reason", "")]).await.status, 422, "a reason is asked for");
    sign_up(&ana, &server, "/sign-up", "ana", &[("reason", "I bake waffles")]).await.expect(200);
    confirm(&ana, &server, &postbox, "ana").await;
    assert_eq!(ana.log_in(&server, "ana").await.status, 422, "nobody let her in yet");

    olga.log_in(&server, "olga").await;
    postbox.letter("olga@mail.example", "I bake waffles").await;
    let list = olga.open(&server.square("/admin/accounts")).await;
    let action =
        list.html.split('"').find(|word| word.ends_with("/approval")).expect("a button that lets her in").to_owned();
    olga.submit(&list, &action, &[]).await.expect(200);
    postbox.letter("ana@mail.example", "/log-in").await;
    ana.log_in(&server, "ana").await.expect(200);
    assert!(is_member(&ana, &server).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_guests_of_members_come_in_where_an_invitation_is_needed() {
    let postbox = Postbox::open().await;
    let server = Server::start(mailing(&postbox, "invite")).await;
    owner(&server);
    let (ana, olga) = (Browser::new(), Browser::new());
    assert!(!ana.open(&server.square("/sign-up")).await.says("action=\"/sign-up\""), "there is no form");

    olga.log_in(&server, "olga").await;
    let form = olga.open(&server.square("/settings/invites")).await;
    let made = olga.submit(&form, "/settings/invites", &[("max_uses", "1"), ("days", "7")]).await.expect(200);
    let link = made
        .html
        .split(['"', '<', '>'])
        .find(|word| word.starts_with(&server.square("/invite/")))
        .expect("a link")
        .to_owned();
    let at = Url::parse(&link).unwrap().path().to_owned();
    let code = at.trim_start_matches("/invite/").to_owned();
    sign_up(&ana, &server, &at, "ana", &[("invite", &code)]).await.expect(200);
    confirm(&ana, &server, &postbox, "ana").await;
    ana.log_in(&server, "ana").await.expect(200);
    assert!(is_member(&ana, &server).await);

    let late = Browser::new();
    let page = late.get(&link).await;
    assert_eq!(page.status, 422, "the invitation was for one");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_comes_in_where_it_is_closed() {
    let server = Server::start(Options { registration: "closed", ..Options::default() }).await;
    let ana = Browser::new();
    let page = ana.open(&server.square("/log-in")).await;
    assert!(!ana.open(&server.square("/sign-up")).await.says("action=\"/sign-up\""));
    let fields = [
        ("csrf", page.csrf().unwrap()),
        ("name", "ana"),
        ("email", "ana@mail.example"),
        ("password", "lantern-waffle-9"),
        ("agree", "on"),
    ];
    assert_eq!(ana.post(&server.square("/sign-up"), &fields).await.status, 404, "as if there were no such page");
    assert_eq!(server.does(&["account", "list", "--json"], "").trim(), "[]");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_replaced_and_every_session_ends() {
    let postbox = Postbox::open().await;
    let server = Server::start(mailing(&postbox, "open")).await;
    let old = server.member("ana").await;
    let ana = Browser::new();
    let page = ana.open(&server.square("/password")).await;
    ana.submit(&page, "/password", &[("login", "ana")]).await.expect(200);
    let link = postbox.letter("ana@mail.example", "/password/").await.link(&server.square("/password/"));
    let page = ana.open(&link).await;
    let path = Url::parse(&link).unwrap().path().to_owned();
    ana.submit(&page, &path, &[("password", "a-quite-different-lantern")]).await.expect(200);

    assert!(!is_member(&old, &server).await, "who knew the old one is out");
    assert_eq!(ana.log_in(&server, "ana").await.status, 422, "the old password is nothing any more");
    let page = ana.open(&server.square("/log-in")).await;
    ana.submit(
        &page,
        "/log-in",
        &[("login", "ana"), ("password", "a-quite-different-lantern"), ("site", ""), ("next", "/")],
    )
    .await
    .expect(200);
    assert!(is_member(&ana, &server).await);
    assert!(!ana.get(&link).await.says(&format!("action=\"{path}\"")), "the link is good once");
}

#[tokio::test(flavor = "multi_thread")]
async fn logging_out_ends_it_everywhere() {
    let server = Server::start(Options::default()).await;
    let (desk, phone) = (server.member("ana").await, Browser::new());
    phone.log_in(&server, "ana").await;
    phone.enter(&server).await;

    let page = desk.open(&server.square("/settings/security")).await;
    desk.submit(&page, "/settings/sessions?_method=delete", &[]).await.expect(200);
    assert!(is_member(&desk, &server).await && !is_member(&phone, &server).await);
    let led = phone.get(&server.url("/posts/new")).await;
    assert!(led.url.starts_with(&server.square("/log-in")), "the other one is out at the stall too: {}", led.url);

    let page = desk.open(&server.url("/")).await;
    desk.submit(&page, "/log-out", &[]).await.expect(200);
    assert!(!is_member(&desk, &server).await, "out at a stall is out on the square");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_is_asked_for_and_a_recovery_code_stands_in_for_it() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    let form = ana.open(&server.square("/settings/two-factor")).await;
    let key = form.value("key").unwrap();
    let secret = totp_rs::Secret::try_from_base32(&key).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let code = totp.generate_current().to_string();
    let wrong = ana
        .submit(&form, "/settings/two-factor", &[("key", &key), ("code", "000000x"), ("password", &password("ana"))])
        .await;
    assert_eq!(wrong.status, 422);
    let codes = ana
        .submit(&form, "/settings/two-factor", &[("key", &key), ("code", &code), ("password", &password("ana"))])
        .await
        .expect(200);
    let spare = codes
        .html
        .split("<li><code>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a recovery code")
        .to_owned();

    let phone = Browser::new();
    let asked = phone.log_in(&server, "ana").await;
    assert!(asked.says("action=\"/log-in/code\"") && !is_member(&phone, &server).await);
    let challenge = asked.value("challenge").unwrap();
    let fields =
        |code: &'static str| [("site", ""), ("challenge", challenge.as_str()), ("next", "/"), ("code", code)].to_vec();
    assert_ne!(phone.submit(&asked, "/log-in/code", &fields("123")).await.status, 200);
    let mut right = fields("");
    right[3].1 = &spare;
    phone.submit(&asked, "/log-in/code", &right).await.expect(200);
    assert!(is_member(&phone, &server).await);

    let again = Browser::new();
    let asked = again.log_in(&server, "ana").await;
    let challenge = asked.value("challenge").unwrap();
    let used = [("site", ""), ("challenge", challenge.as_str()), ("next", "/"), ("code", spare.as_str())];
    again.submit(&asked, "/log-in/code", &used).await;
    assert!(!is_member(&again, &server).await, "a recovery code is good once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_good_once_and_at_its_stall() {
    let server = Server::start(Options {
        executable: Some(PathBuf::from(env!("CARGO_BIN_EXE_toy-club"))),
        ..Options::default()
    })
    .await;
    server.account("ana");
    let ana = Browser::new();
    ana.log_in(&server, "ana").await;
    let ticket = async || {
        let ask = Url::parse(&server.square("/log-in?site=microblog&next=/")).unwrap();
        let led = ana.send(Method::GET, &ask, &[]).await;
        led.headers()["location"].to_str().unwrap().to_owned()
    };
    let first = ticket().await;
    assert!(first.starts_with(&server.url("/session?ticket=")), "{first}");
    let (one, other) = (Browser::new(), Browser::new());
    assert_eq!(one.get(&first).await.url, server.url("/"));
    assert!(one.open(&server.url("/posts/new")).await.url.ends_with("/posts/new"));
    assert!(other.get(&first).await.url.starts_with(&server.square("/log-in")), "it was used");

    let elsewhere = ticket().await.replace(&server.url("/"), &server.stall("recipes", "/"));
    assert!(other.get(&elsewhere).await.url.starts_with(&server.square("/log-in")), "it is for another stall");
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_that_are_not_ours_are_refused() {
    let server = Server::start(Options::default()).await;
    let (ana, eve) = (server.member("ana").await, server.member("eve").await);
    let theirs = eve.open(&server.url("/posts/new")).await.csrf().unwrap().to_owned();
    for fields in [
        vec![("action", "publish"), ("text", "forged")],
        vec![("csrf", theirs.as_str()), ("action", "publish"), ("text", "forged")],
    ] {
        assert_eq!(ana.post(&server.url("/posts"), &fields).await.status, 403);
    }
    assert!(!ana.open(&server.url("/@ana")).await.says("forged"));
    assert_eq!(
        Browser::new()
            .post(&server.square("/log-in"), &[("login", "ana"), ("password", &password("ana"))])
            .await
            .status,
        403
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_passwords_is_slowed_down() {
    let server = Server::start(Options { limits: &[("log_in", "3/15m")], ..Options::default() }).await;
    server.account("ana");
    let eve = Browser::new();
    let page = eve.open(&server.square("/log-in")).await;
    let mut seen = Vec::new();
    for guess in ["one", "two", "three", "four"] {
        seen.push(
            eve.submit(&page, "/log-in", &[("login", "ana"), ("password", guess), ("site", ""), ("next", "/")])
                .await
                .status,
        );
    }
    assert_eq!(seen, [422, 422, 422, 429]);
    assert_eq!(eve.log_in(&server, "ana").await.status, 429, "the right one is not tried either");
}

/// What is not there and what is not for the reader look the same, to the byte.
#[tokio::test(flavor = "multi_thread")]
async fn missing_and_forbidden_are_the_same() {
    let server = Server::start(Options::default()).await;
    let (ana, bob) = (server.member("ana").await, server.member("bob").await);
    let hidden = ana.write(&server, &[("text", "For followers alone"), ("visibility", "followers")]).await;
    let id = hidden.rsplit('/').next().unwrap();
    let nothing: String =
        id.chars().map(|digit| if digit == '9' { '1' } else { char::from(digit as u8 + 1) }).collect();
    let missing = hidden.replace(id, &nothing);
    let anybody = Browser::new();
    for reader in [&bob, &anybody] {
        for below in
            ["", "/likes", "/boosts", "/history", "/reply", "/quote", "/edit", "/delete", "/report", "/journey"]
        {
            let (forbidden, missing) =
                (reader.get(&format!("{hidden}{below}")).await, reader.get(&format!("{missing}{below}")).await);
            assert_eq!(forbidden.status, missing.status, "{below}");
            assert_eq!(plain(&forbidden, id), plain(&missing, &nothing), "{below}");
            assert!(!forbidden.says("For followers alone"));
        }
    }
    for (document, gone) in [(&hidden, &missing)] {
        let ask = |url: &str| tests::browser::client().get(url).header("accept", "application/activity+json").send();
        let (forbidden, missing) = (ask(document).await.unwrap(), ask(gone).await.unwrap());
        assert_eq!(forbidden.status(), missing.status());
        let (forbidden, missing) = (forbidden.text().await.unwrap(), missing.text().await.unwrap());
        assert_eq!(forbidden.replace(id, ""), missing.replace(&nothing, ""));
    }
}

/// A page without what is another at each visit: the tag against forgery, the name of the request, the number that was asked for.
fn plain(page: &Page, id: &str) -> String {
    let mut html = page.html.replace(id, "");
    for (before, after) in [("name=\"csrf\" value=\"", "\""), ("class=\"request\">", "<"), ("<code>", "<")] {
        while let Some(start) = html.find(before) {
            let rest = &html[start + before.len()..];
            let end = rest.find(after).unwrap();
            html = format!("{}{}", &html[..start], &rest[end..]);
        }
    }
    html
}
