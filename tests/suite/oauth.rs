//! Programs that act for members: registering, consent, tokens and their end.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tests::browser::client;
use tests::server::password;
use tests::{Browser, Options, Page, Postbox, Server};
use url::Url;

const BACK: &str = "https://client.example/back?from=kermesse";
const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A program that registered.
struct Program {
    id: String,
    secret: String,
}

async fn read(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}: {text}")))
}

async fn post(server: &Server, path: &str, token: &str, body: &Value) -> (u16, Value) {
    let mut request = client().post(server.url(path)).header("content-type", "application/json").body(body.to_string());
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    read(request.send().await.unwrap()).await
}

async fn get(server: &Server, path: &str, token: &str) -> (u16, Value) {
    read(client().get(server.url(path)).bearer_auth(token).send().await.unwrap()).await
}

impl Program {
    async fn register(server: &Server, scopes: &str, redirect_uri: &str) -> Self {
        let body = json!({
            "client_name": "Mouse", "redirect_uris": redirect_uri, "scopes": scopes, "website": "https://mouse.example",
        });
        let (status, app) = post(server, "/api/v1/apps", "", &body).await;
        assert_eq!(status, 200, "{app}");
        assert_eq!(app["client_secret_expires_at"], 0);
        assert_eq!(app["redirect_uri"], redirect_uri);
        let text = |name: &str| app[name].as_str().unwrap().to_owned();
        Self { id: text("client_id"), secret: text("client_secret") }
    }

    /// The address of the consent page.
    fn ask(&self, server: &Server, redirect_uri: &str, further: &[(&str, &str)]) -> String {
        let mut url = Url::parse(&server.url("/oauth/authorize")).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.id)
            .append_pair("redirect_uri", redirect_uri)
            .extend_pairs(further);
        url.into()
    }

    async fn buy(&self, server: &Server, code: &str, further: Value) -> (u16, Value) {
        let mut body = json!({
            "grant_type": "authorization_code", "client_id": self.id, "client_secret": self.secret, "code": code,
            "redirect_uri": BACK,
        });
        body.as_object_mut().unwrap().extend(further.as_object().unwrap().clone());
        post(server, "/oauth/token", "", &body).await
    }

    async fn token_of_its_own(&self, server: &Server, scope: &str) -> String {
        let body = json!({
            "grant_type": "client_credentials", "client_id": self.id, "client_secret": self.secret, "scope": scope,
        });
        let (status, token) = post(server, "/oauth/token", "", &body).await;
        assert_eq!(status, 200, "{token}");
        token["access_token"].as_str().unwrap().to_owned()
    }

    /// Goes through all of it as a member who allows it.
    async fn connect(&self, server: &Server, member: &Browser, scope: &str) -> String {
        let page = member.open(&self.ask(server, BACK, &[("scope", scope)])).await;
        let back = decide(member, &page, "allow").await;
        let (status, token) = self.buy(server, &said(&back, "code"), json!({})).await;
        assert_eq!(status, 200, "{token}");
        token["access_token"].as_str().unwrap().to_owned()
    }
}

/// Presses a button of the consent page: where the browser is led.
async fn decide(member: &Browser, page: &Page, decision: &str) -> Url {
    let response = press(member, page, decision).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["cache-control"], "no-store");
    Url::parse(response.headers()["location"].to_str().unwrap()).unwrap()
}

async fn press(member: &Browser, page: &Page, decision: &str) -> Response {
    let names =
        ["response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"];
    let fields: Vec<(String, String)> = names
        .into_iter()
        .map(|name| format!("request[{name}]"))
        .filter_map(|name| page.value(&name).map(|value| (name, value)))
        .collect();
    let mut all = vec![("csrf", page.csrf().unwrap()), ("decision", decision)];
    all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let url = Url::parse(&page.url).unwrap().join("/oauth/authorize").unwrap();
    member.send(Method::POST, &url, &all).await
}

fn said(url: &Url, name: &str) -> String {
    let value = url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned());
    value.unwrap_or_else(|| panic!("{url} has no {name}"))
}

/// Opens a page that leads elsewhere: where to.
async fn led(browser: &Browser, url: &str) -> Url {
    let response = browser.send(Method::GET, &Url::parse(url).unwrap(), &[]).await;
    Url::parse(response.headers()["location"].to_str().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_logs_in_allows_it_and_the_program_acts_for_them() {
    let server = Server::start(Options::default()).await;
    server.account("ana");
    let program = Program::register(&server, "read write follow push", BACK).await;
    let ask = [
        ("scope", "read write:statuses"),
        ("state", "a b&c=d"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("lang", "fr"),
    ];
    let ana = Browser::new();
    let page = ana.open(&program.ask(&server, BACK, &ask)).await;
    assert!(page.url.starts_with(&server.square("/log-in")), "{}", page.url);
    assert!(page.says("<html lang=\"fr\""), "in the language that the program speaks");
    let next = page.value("next").unwrap();
    let fields = [("login", "ana"), ("password", &*password("ana")), ("site", "microblog"), ("next", &*next)];
    let page = ana.submit(&page, "/log-in", &fields).await.expect(200);
    assert!(page.url.starts_with(&server.url("/oauth/authorize?")), "{}", page.url);
    assert!(page.says("Mouse") && page.says(&server.handle("ana")) && page.says("client.example"));

    let policy = ana.send(Method::GET, &Url::parse(&page.url).unwrap(), &[]).await;
    let policy = policy.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("form-action") && policy.ends_with(" https://client.example"), "{policy}");

    let back = decide(&ana, &page, "allow").await;
    assert!(back.as_str().starts_with(BACK), "{back}");
    assert_eq!(said(&back, "state"), "a b&c=d");
    let code = said(&back, "code");
    for wrong in [json!({}), json!({"code_verifier": "wrong"}), json!({"code_verifier": CHALLENGE})] {
        let (status, refused) = program.buy(&server, &code, wrong).await;
        assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")));
    }
    let (status, token) = program.buy(&server, &code, json!({"code_verifier": VERIFIER})).await;
    assert_eq!(status, 200, "{token}");
    assert_eq!((&token["token_type"], &token["scope"]), (&json!("Bearer"), &json!("read write:statuses")));

    let secret = token["access_token"].as_str().unwrap();
    let (status, account) = get(&server, "/api/v1/accounts/verify_credentials", secret).await;
    assert_eq!((status, &account["username"]), (200, &json!("ana")));
    let (_, info) = get(&server, "/oauth/userinfo", secret).await;
    assert_eq!(info["preferred_username"], "ana");
    let (_, app) = get(&server, "/api/v1/apps/verify_credentials", secret).await;
    assert_eq!((&app["name"], &app["website"]), (&json!("Mouse"), &json!("https://mouse.example")));
    let elsewhere = client().get(server.stall("photos", "/api/v1/accounts/verify_credentials")).bearer_auth(secret);
    let status = elsewhere.send().await.unwrap().status().as_u16();
    assert!(matches!(status, 401 | 421), "good at one stall only: {status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_brought_twice_ends_what_it_bought() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    let (program, thief) =
        (Program::register(&server, "read", BACK).await, Program::register(&server, "read", BACK).await);
    let page = ana.open(&program.ask(&server, BACK, &[("scope", "read")])).await;
    let code = said(&decide(&ana, &page, "allow").await, "code");

    let (status, refused) = thief.buy(&server, &code, json!({})).await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")), "it was made for another program");
    let (status, refused) = program.buy(&server, &code, json!({"redirect_uri": "https://client.example/"})).await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")), "it was sent elsewhere");
    let (_, token) = program.buy(&server, &code, json!({})).await;
    let secret = token["access_token"].as_str().unwrap().to_owned();
    assert_eq!(get(&server, "/oauth/userinfo", &secret).await.0, 200);
    assert_eq!(program.buy(&server, &code, json!({})).await.0, 400);
    assert_eq!(get(&server, "/oauth/userinfo", &secret).await.0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_shown_to_be_copied_where_nothing_can_be_led_back_to() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    let program = Program::register(&server, "read write follow", OUT_OF_BAND).await;
    let address = program.ask(&server, OUT_OF_BAND, &[("scope", "read write follow")]);
    let page = ana.open(&address.replace("/oauth/authorize?", "/oauth/authorize/?")).await;
    let shown = press(&ana, &page, "allow").await;
    assert_eq!(shown.headers()["cache-control"], "no-store");
    let html = shown.text().await.unwrap();
    let (_, rest) = html.split_once("<code class=\"link\">").expect("a code");
    let code = rest.split('<').next().unwrap();
    let (status, token) = program.buy(&server, code, json!({"redirect_uri": OUT_OF_BAND})).await;
    assert_eq!(status, 200, "{token}");
    assert!(press(&ana, &page, "deny").await.text().await.unwrap().contains("did not allow it"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_what_went_wrong_only_where_it_listens() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    let program = Program::register(&server, "read write:media", BACK).await;
    let ask = |redirect: &str, further: &[(&str, &str)]| program.ask(&server, redirect, further);

    for stranger in ["https://evil.example/", "https://client.example/back", "", OUT_OF_BAND] {
        let page = ana.get(&ask(stranger, &[("scope", "read")])).await.expect(400);
        assert!(page.says("did not register"), "{stranger}");
    }
    let nobody = Program { id: "nobody".to_owned(), secret: String::new() };
    assert!(ana.get(&nobody.ask(&server, BACK, &[])).await.expect(400).says("is not registered"));

    let error = async |further: &[(&str, &str)]| {
        let back = led(&ana, &ask(BACK, further)).await;
        assert!(back.as_str().starts_with(BACK));
        assert_eq!(said(&back, "state"), "here");
        said(&back, "error")
    };
    assert_eq!(error(&[("state", "here"), ("scope", "write")]).await, "invalid_scope");
    assert_eq!(error(&[("state", "here"), ("scope", "everything")]).await, "invalid_scope");
    assert_eq!(error(&[("state", "here"), ("response_type", "token")]).await, "unsupported_response_type");
    let plain = [("state", "here"), ("code_challenge", VERIFIER), ("code_challenge_method", "plain")];
    assert_eq!(error(&plain).await, "invalid_request");
    assert_eq!(error(&[("state", "here"), ("code_challenge", CHALLENGE)]).await, "invalid_request");

    let page = ana.open(&ask(BACK, &[("state", "here"), ("scope", "read")])).await;
    let back = decide(&ana, &page, "deny").await;
    assert_eq!((said(&back, "error").as_str(), said(&back, "state").as_str()), ("access_denied", "here"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_consents_for_another() {
    let server = Server::start(Options::default()).await;
    let (ana, bela) = (server.member("ana").await, server.member("bela").await);
    let program = Program::register(&server, "read", BACK).await;
    let page = ana.open(&program.ask(&server, BACK, &[("scope", "read")])).await;
    assert_eq!(press(&bela, &page, "allow").await.status(), StatusCode::FORBIDDEN, "the form is ana's");

    let again = ana.open(&program.ask(&server, BACK, &[("scope", "read"), ("force_login", "true")])).await;
    assert!(again.url.starts_with(&server.square("/log-in")), "{}", again.url);
    let next = again.value("next").unwrap();
    let fields = [("login", "bela"), ("password", &*password("bela")), ("site", "microblog"), ("next", &*next)];
    let page = ana.submit(&again, "/log-in", &fields).await.expect(200);
    assert!(page.says(&server.handle("bela")), "{}", page.url);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_proves_itself_in_body_or_header() {
    let server = Server::start(Options::default()).await;
    let program = Program::register(&server, "read write", BACK).await;
    let own = program.token_of_its_own(&server, "read").await;
    let (status, app) = get(&server, "/api/v1/apps/verify_credentials", &own).await;
    assert_eq!((status, &app["name"]), (200, &json!("Mouse")));
    let (status, refused) = get(&server, "/api/v1/accounts/verify_credentials", &own).await;
    assert_eq!((status, &refused["error"]), (422, &json!("This method requires an authenticated user")));

    let token = server.url("/oauth/token");
    let ask = async |secret: &str, grant: &str| {
        let request = client()
            .post(&token)
            .basic_auth(&program.id, Some(secret))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("grant_type={grant}"));
        let response = request.send().await.unwrap();
        let asks_for = response.headers().get("www-authenticate").is_some();
        let kept = response.headers()["cache-control"].to_str().unwrap().contains("no-store");
        let (status, said) = read(response).await;
        (status, said, asks_for, kept)
    };
    let (status, said, _, kept) = ask(&program.secret, "client_credentials").await;
    assert_eq!((status, &said["scope"]), (200, &json!("read")));
    assert!(kept, "nobody keeps a token on the way");
    let (status, said, asks_for, _) = ask("wrong", "client_credentials").await;
    assert_eq!((status, &said["error"]), (401, &json!("invalid_client")));
    assert!(asks_for && said["error_description"].is_string());
    let (status, said, ..) = ask(&program.secret, "password").await;
    assert_eq!((status, &said["error"]), (400, &json!("unsupported_grant_type")));

    let dead = json!({"grant_type": "authorization_code", "client_id": "gone", "client_secret": "x", "code": "x"});
    let (status, said) = post(&server, "/oauth/token", "", &dead).await;
    assert_eq!((status, &said["error"]), (401, &json!("invalid_client")));
    let much = json!({
        "grant_type": "client_credentials", "client_id": program.id, "client_secret": program.secret, "scope": "push",
    });
    let (status, said) = post(&server, "/oauth/token", "", &much).await;
    assert_eq!((status, &said["error"]), (400, &json!("invalid_scope")));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_register_what_makes_sense() {
    let server = Server::start(Options::default()).await;
    let several = json!({"client_name": "Ivory", "redirect_uris": [BACK, "com.tapbots.Ivory.10217:/request_token"]});
    let (status, app) = post(&server, "/api/v1/apps", "", &several).await;
    assert_eq!((status, &app["redirect_uris"][1]), (200, &json!("com.tapbots.Ivory.10217:/request_token")));
    assert_eq!(app["scopes"], json!(["read"]));
    assert!(app["vapid_key"].as_str().unwrap().len() > 80, "older programs look for it here");
    let bad = [
        json!({"redirect_uris": BACK}),
        json!({"client_name": "X"}),
        json!({"client_name": "X", "redirect_uris": "javascript:alert(1)"}),
        json!({"client_name": "X", "redirect_uris": BACK, "scopes": "read everything"}),
        json!({"client_name": "X", "redirect_uris": BACK, "website": "javascript:alert(1)"}),
    ];
    for body in bad {
        let (status, said) = post(&server, "/api/v1/apps", "", &body).await;
        assert_eq!(status, 422, "{body}");
        assert!(said["error"].as_str().unwrap().starts_with("Validation failed"), "{said}");
    }
    let (status, metadata) = get(&server, "/.well-known/oauth-authorization-server", "").await;
    assert_eq!(status, 200);
    assert_eq!(metadata["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(metadata["token_endpoint"], server.url("/oauth/token"));
}

#[tokio::test(flavor = "multi_thread")]
async fn access_ends_by_program_and_by_member() {
    let server = Server::start(Options::default()).await;
    let ana = server.member("ana").await;
    let page = ana.open(&server.square("/settings/apps")).await;
    assert!(page.says("No program may act for you"));
    let program = Program::register(&server, "read", BACK).await;
    let (first, second) = (program.connect(&server, &ana, "read").await, program.connect(&server, &ana, "read").await);
    let is_good = async |token: &str| get(&server, "/oauth/userinfo", token).await.0 == 200;

    let other = Program::register(&server, "read", BACK).await;
    let give_up = async |of: &Program, token: &str| {
        let body = json!({"client_id": of.id, "client_secret": of.secret, "token": token});
        post(&server, "/oauth/revoke", "", &body).await.0
    };
    assert_eq!(give_up(&other, &first).await, 200, "it is told nothing");
    assert!(is_good(&first).await);
    assert_eq!(give_up(&program, &first).await, 200);
    assert!(!is_good(&first).await && is_good(&second).await);

    let by_hand = server.does(&["account", "token", "ana", "--stall", "microblog"], "").trim().to_owned();
    let page = ana.open(&server.square("/settings/apps")).await;
    assert!(page.says("Mouse") && page.says("mouse.example") && page.says("command line"));
    let action = page.html.split('"').find(|word| word.starts_with("/settings/apps/")).expect("a button").to_owned();
    ana.submit(&page, &action, &[]).await.expect(200);
    assert!(!is_good(&by_hand).await && is_good(&second).await, "the newest stands first");

    let third = program.connect(&server, &ana, "read").await;
    let page = ana.open(&server.square("/settings/apps")).await;
    ana.submit(&page, "/settings/apps?_method=delete", &[]).await.expect(200);
    assert!(!is_good(&second).await && !is_good(&third).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn access_ends_with_suspension_and_with_the_password() {
    let server = Server::start(Options::default()).await;
    let (ana, bela) = (server.member("ana").await, server.member("bela").await);
    let program = Program::register(&server, "read", BACK).await;
    let (hers, his) = (program.connect(&server, &ana, "read").await, program.connect(&server, &bela, "read").await);
    server.does(&["account", "suspend", "ana"], "");
    server.does(&["account", "password", "bela"], "");
    for token in [hers, his] {
        let (status, said) = get(&server, "/api/v1/accounts/verify_credentials", &token).await;
        assert_eq!((status, &said["error"]), (401, &json!("The access token is invalid")));
    }
}

async fn sign_up(server: &Server, token: &str, name: &str, further: Value) -> (u16, Value) {
    let mut body = json!({
        "username": name, "email": format!("{name}@mail.example"), "password": password(name), "agreement": true,
        "locale": "en",
    });
    body.as_object_mut().unwrap().extend(further.as_object().unwrap().clone());
    post(server, "/api/v1/accounts", token, &body).await
}

async fn confirm(server: &Server, postbox: &Postbox, email: &str) {
    let browser = Browser::new();
    let page = browser.open(&postbox.letter(email, "/confirm/").await.link(&server.square("/confirm/"))).await;
    let path = Url::parse(&page.url).unwrap().path().to_owned();
    browser.submit(&page, &path, &[]).await.expect(200);
}

async fn club(postbox: &Postbox, registration: &'static str) -> (Server, String) {
    let server = Server::start(Options { mail: postbox.url(), registration, ..Options::default() }).await;
    let program = Program::register(&server, "read write", BACK).await;
    let token = program.token_of_its_own(&server, "read write").await;
    (server, token)
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_up_by_a_program_and_confirms_an_address() {
    let postbox = Postbox::open().await;
    let (server, app) = club(&postbox, "open").await;
    let (status, said) = sign_up(&server, &app, "a b", json!({"agreement": false, "password": "short"})).await;
    assert_eq!(status, 422);
    assert_eq!(said["details"]["username"][0]["error"], "ERR_INVALID");
    assert_eq!(said["details"]["password"][0]["error"], "ERR_TOO_SHORT");
    assert_eq!(said["details"]["agreement"][0]["error"], "ERR_ACCEPTED");

    let (status, token) = sign_up(&server, &app, "ana", json!({})).await;
    assert_eq!(status, 200, "{token}");
    let ana = token["access_token"].as_str().unwrap();
    let me = "/api/v1/accounts/verify_credentials";
    let (status, said) = get(&server, me, ana).await;
    assert_eq!((status, &said["error"]), (403, &json!("Your login is missing a confirmed e-mail address")));
    assert_eq!(get(&server, "/api/v1/emails/check_confirmation", ana).await, (200, json!(false)));

    let again = json!({"email": "ana@other.example"});
    assert_eq!(post(&server, "/api/v1/emails/confirmations", ana, &again).await, (200, json!({})));
    confirm(&server, &postbox, "ana@other.example").await;
    let (status, account) = get(&server, me, ana).await;
    assert_eq!((status, &account["username"]), (200, &json!("ana")));
    assert_eq!(get(&server, "/api/v1/emails/check_confirmation", ana).await, (200, json!(true)));
    assert_eq!(post(&server, "/api/v1/emails/confirmations", ana, &json!({})).await.0, 422);
    assert_eq!(sign_up(&server, ana, "bela", json!({})).await.0, 422, "not in a member's name");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_does_not_learn_who_has_an_account() {
    let postbox = Postbox::open().await;
    let (server, app) = club(&postbox, "open").await;
    server.account("ana");
    let (status, token) = sign_up(&server, &app, "anna", json!({"email": "ana@mail.example"})).await;
    assert_eq!(status, 200, "{token}");
    postbox.letter("ana@mail.example", "/password").await;
    let secret = token["access_token"].as_str().unwrap();
    let (status, said) = get(&server, "/api/v1/accounts/verify_credentials", secret).await;
    assert_eq!((status, &said["error"]), (403, &json!("Your login is missing a confirmed e-mail address")));
    assert_eq!(post(&server, "/api/v1/emails/confirmations", secret, &json!({})).await, (200, json!({})));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_keep_to_the_way_in_that_the_club_chose() {
    let postbox = Postbox::open().await;
    let (server, app) = club(&postbox, "approval").await;
    let (status, said) = sign_up(&server, &app, "ana", json!({})).await;
    assert_eq!((status, &said["details"]["reason"][0]["error"]), (422, &json!("ERR_BLANK")));
    let (_, token) = sign_up(&server, &app, "ana", json!({"reason": "I bake waffles"})).await;
    confirm(&server, &postbox, "ana@mail.example").await;
    let ana = token["access_token"].as_str().unwrap();
    let (status, said) = get(&server, "/api/v1/accounts/verify_credentials", ana).await;
    assert_eq!((status, &said["error"]), (403, &json!("Your login is currently pending approval")));

    let (server, app) = club(&postbox, "invite").await;
    let (status, said) = sign_up(&server, &app, "ana", json!({})).await;
    assert_eq!((status, &said["details"]["invite_code"][0]["error"]), (422, &json!("ERR_BLANK")));
    let (_, said) = sign_up(&server, &app, "ana", json!({"invite_code": "made-up"})).await;
    assert_eq!(said["details"]["invite_code"][0]["error"], "ERR_INVALID");

    let (server, app) = club(&postbox, "closed").await;
    let (status, said) = sign_up(&server, &app, "ana", json!({})).await;
    assert_eq!((status, &said["error"]), (403, &json!("This action is not allowed")));
}

#[tokio::test(flavor = "multi_thread")]
async fn registering_and_asking_for_tokens_is_limited() {
    let limits = &[("app", "2/1h"), ("token", "2/15m")];
    let server = Server::start(Options { limits, ..Options::default() }).await;
    let program = Program::register(&server, "read", BACK).await;
    Program::register(&server, "read", BACK).await;
    let body = json!({"client_name": "X", "redirect_uris": BACK});
    assert_eq!(post(&server, "/api/v1/apps", "", &body).await.0, 429);
    program.token_of_its_own(&server, "read").await;
    assert_eq!(program.buy(&server, "guess", json!({})).await.0, 400);
    assert_eq!(program.buy(&server, "guess", json!({})).await.0, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_a_program_opened_stays_in_its_sight() {
    let server = Server::start(Options::default()).await;
    let header = async |url: String, name: &str| {
        let answer = client().get(&url).header("accept", "*/*").send().await.unwrap();
        answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
    };
    let opener = "cross-origin-opener-policy";
    let way =
        [server.square("/log-in"), server.url("/session?ticket=none"), server.url("/oauth/authorize?client_id=none")];
    for url in way {
        assert_eq!(header(url.clone(), opener).await.as_deref(), Some("unsafe-none"), "{url}");
    }
    assert_eq!(header(server.url("/"), opener).await.as_deref(), Some("same-origin"));
    let page = tests::browser::client().get(server.url("/")).send().await.unwrap().text().await.unwrap();
    let asset = page.split('"').find(|word| word.starts_with("/assets/")).expect("an asset");
    for path in
        ["/.well-known/host-meta", "/.well-known/nodeinfo", "/.well-known/webfinger?resource=acct:nobody@none", asset]
    {
        let allowed = header(server.url(path), "access-control-allow-origin").await;
        assert_eq!(allowed.as_deref(), Some("*"), "{path}");
    }
}
