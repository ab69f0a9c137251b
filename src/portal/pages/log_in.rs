//! The one log-in of the club. Who comes from a stall is led back there with a ticket.

use actix_web::{HttpRequest, HttpResponse};
use host::App;
use host::social::account::{Account, Refusal};
use host::social::challenge::Challenge;
use host::social::password;
use host::social::session::{Client, Session};
use host::social::ticket::Ticket;
use host::store::uri::{Site, Stall};
use host::web::{self, Bucket, FieldErrors, Form, Key, Visit, client_ip, session};
use serde::{Deserialize, Serialize};

use super::challenge;
use crate::query::Query;

/// Where to go on to after log-in: besides `next`, the stall that asks.
#[derive(Clone, Serialize, Deserialize, Default)]
pub(super) struct Onward {
    #[serde(default)]
    pub(super) site: String,
}

#[derive(Serialize)]
struct New<'a> {
    login: &'a str,
    onward: &'a Onward,
    /// The key of the message that names the stall that asks.
    stall: Option<&'static str>,
    /// Whether the address is yet to be confirmed, and the mail can be sent again.
    unconfirmed: bool,
}

#[derive(Deserialize)]
pub(super) struct LogInForm {
    login: String,
    password: String,
    #[serde(flatten)]
    onward: Onward,
}

/// Whether also whoever is logged in already is asked who they are.
#[derive(Deserialize, Default)]
pub(super) struct Anew {
    #[serde(default)]
    again: bool,
}

/// `GET /log-in?site=&next=&again=`: whoever is logged in goes straight on, unless they are to log in again.
pub(super) async fn new(visit: Visit, app: App, query: Query<Onward>, anew: Query<Anew>) -> web::Result<HttpResponse> {
    match visit.member.as_ref().filter(|_| !anew.0.again) {
        Some(member) => go_on(&visit, &app, member.session.clone(), &query.0).await,
        None => page(&visit, &app, "", &query.0, None),
    }
}

/// `POST /log-in`: name or address, and password.
pub(super) async fn create(
    req: HttpRequest,
    visit: Visit,
    app: App,
    form: Form<LogInForm>,
) -> web::Result<HttpResponse> {
    let LogInForm { login, password, onward } = form.into_inner();
    app.web.limiter.check(Bucket::LogIn, Key::address(client_ip(&req)))?;
    app.web.limiter.check(Bucket::LogIn, Key::word(&login))?;
    let Some(account) = authenticate(&app, &login, password).await? else {
        return page(&visit, &app, &login, &onward, Some("log-in-wrong"));
    };
    // Only who knows the password learns how the account stands.
    if let Err(refusal) = account.may_log_in() {
        return page(&visit, &app, &login, &onward, Some(said(refusal)));
    }
    if account.has_totp() {
        app.web.limiter.check(Bucket::SecondFactor, Key::account(account.id))?;
        let token = app.db.write(move |c| Challenge::open(c, &account)).await?;
        return challenge::page(&visit, token.as_str(), &onward, None);
    }
    open(&req, &visit, &app, &account, &onward).await
}

/// The account of that name or address, if the password is right. An account that does not exist takes as long as one
/// that does.
async fn authenticate(app: &App, login: &str, password: String) -> web::Result<Option<Account>> {
    let login = login.to_owned();
    let account = app.db.read(move |c| Account::find_by_login(c, &login)).await?;
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let right = password::verify_off_thread(hash, password).await.map_err(web::Error::internal)?;
    Ok(account.filter(|_| right))
}

/// Opens a session in this browser and goes on.
pub(super) async fn open(
    req: &HttpRequest,
    visit: &Visit,
    app: &App,
    account: &Account,
    onward: &Onward,
) -> web::Result<HttpResponse> {
    let agent = req.headers().get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let client = Client { user_agent: agent.to_owned(), address: client_ip(req).to_string() };
    let id = account.id;
    // Who logs in again leaves the session that this browser had.
    let left = visit.member.as_ref().map(|member| (member.account, member.session.root()));
    let opened = app.db.write(move |c| {
        if let Some((account, session)) = left {
            Session::revoke(c, account, session)?;
        }
        Session::open(c, id, &Site::Square, None, &client)
    });
    let (session, token) = opened.await?;
    let mut response = go_on(visit, app, session, onward).await?;
    response.add_cookie(&session::open(&app.web, token.as_str())).map_err(web::Error::internal)?;
    Ok(response)
}

/// Leads on: to the stall that asked, with a ticket for it, else to a page of the square.
async fn go_on(visit: &Visit, app: &App, session: Session, onward: &Onward) -> web::Result<HttpResponse> {
    let Some(stall) = asking(app, onward) else { return Ok(visit.see_next("/")) };
    let (name, next) = (stall.name, visit.next().unwrap_or("/").to_owned());
    let ticket = app.db.write(move |c| Ticket::issue(c, &session, name, &next)).await?;
    let mut gate = stall.origin.url("/session");
    gate.query_pairs_mut().append_pair("ticket", ticket.as_str());
    Ok(visit.see_other_url(&gate))
}

fn asking<'a>(app: &'a App, onward: &Onward) -> Option<&'a Stall> {
    app.hosts.stall(&onward.site)
}

fn page(
    visit: &Visit,
    app: &App,
    login: &str,
    onward: &Onward,
    error: Option<&'static str>,
) -> web::Result<HttpResponse> {
    let stall =
        asking(app, onward).and_then(|stall| app.modules.find(stall.name)).map(|module| module.manifest().title);
    let unconfirmed = error == Some(said(Refusal::Unconfirmed));
    let page = New { login, onward, stall, unconfirmed };
    match error {
        None => visit.render("square/log_in/new.html", &page),
        Some(error) => visit.render_invalid("square/log_in/new.html", &page, &FieldErrors::one("", error)),
    }
}

fn said(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Unconfirmed => "log-in-unconfirmed",
        Refusal::Pending => "log-in-pending",
        Refusal::Suspended => "log-in-suspended",
        Refusal::Deleted => "log-in-wrong",
    }
}
