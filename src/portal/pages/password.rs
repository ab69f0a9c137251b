//! A forgotten password: a link by mail leads to another one.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use host::registration;
use host::social::account::Account;
use host::social::password;
use host::social::token::{EmailToken, Purpose};
use host::web::{self, Bucket, FieldErrors, Form, Key, Visit, client_ip};
use host::{App, letter};
use serde::{Deserialize, Serialize};

use super::sign_up::{settle, weak};

#[derive(Serialize)]
struct New {
    mails: bool,
    sent: bool,
}

#[derive(Deserialize)]
pub(super) struct Forgotten {
    login: String,
}

/// `GET /password`
pub(super) async fn new(visit: Visit, app: App) -> web::Result<HttpResponse> {
    visit.render("square/password/new.html", &New { mails: registration::mails(&app), sent: false })
}

/// `POST /password`: sends the link, and says the same whether there is such an account.
pub(super) async fn create(
    req: HttpRequest,
    visit: Visit,
    app: App,
    form: Form<Forgotten>,
) -> web::Result<HttpResponse> {
    app.web.limiter.check(Bucket::Mail, Key::address(client_ip(&req)))?;
    app.web.limiter.check(Bucket::Mail, Key::word(&form.login))?;
    let (club, login) = (app.clone(), form.into_inner().login);
    app.db
        .write(move |c| {
            let account = Account::find_by_login(c, &login)?;
            if let Some(account) = account.filter(|account| account.suspended_at.is_none()) {
                let token = EmailToken::issue(c, account.id, Purpose::Reset, &account.email)?;
                letter::reset(&club, &account, &token).send(c, &club)?;
            }
            Ok::<_, web::Error>(())
        })
        .await?;
    visit.render("square/password/new.html", &New { mails: registration::mails(&app), sent: true })
}

#[derive(Serialize)]
struct Edit {
    /// The account's name; none for a link that is not good, or no longer.
    name: Option<String>,
    token: String,
}

#[derive(Deserialize)]
pub(super) struct Another {
    password: String,
}

/// `GET /password/{token}`
pub(super) async fn edit(visit: Visit, app: App, token: Path<String>) -> web::Result<HttpResponse> {
    let account = find(&app, &token).await?;
    let page = Edit { name: account.map(|account| account.name), token: token.into_inner() };
    visit.render("square/password/edit.html", &page)
}

/// `POST /password/{token}`: every session of the account ends.
pub(super) async fn update(
    visit: Visit,
    app: App,
    token: Path<String>,
    form: Form<Another>,
) -> web::Result<HttpResponse> {
    let (token, typed) = (token.into_inner(), form.into_inner().password);
    let Some(account) = find(&app, &token).await? else {
        return visit.render("square/password/edit.html", &Edit { name: None, token });
    };
    if let Err(weakness) = password::check(&typed, &account.name, &account.email) {
        let page = Edit { name: Some(account.name), token };
        return visit.render_invalid("square/password/edit.html", &page, &FieldErrors::one("password", weak(weakness)));
    }
    let hash = password::hash_off_thread(typed).await.map_err(web::Error::internal)?;
    let (club, unconfirmed) = (app.clone(), account.confirmed_at.is_none());
    let changed = app.db.write(move |c| {
        let changed = Account::reset_password(c, &token, &hash)?;
        if let Some(account) = &changed {
            letter::password_changed(&club, account).send(c, &club)?;
        }
        Ok::<_, web::Error>(changed)
    });
    // The link proved the address, too.
    if let Some(account) = changed.await?.filter(|_| unconfirmed) {
        settle(&app, &account).await?;
    }
    visit.notice("password-changed");
    Ok(visit.see_other("/log-in"))
}

async fn find(app: &App, token: &str) -> web::Result<Option<Account>> {
    let token = token.to_owned();
    let account = app.db.read(move |c| {
        let Some(token) = EmailToken::find(c, Purpose::Reset, &token)? else { return Ok(None) };
        Account::find(c, token.account_id)
    });
    Ok(account.await.map_err(|error: diesel::result::Error| error)?)
}
