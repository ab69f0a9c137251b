//! Confirming the address of a new account. The link shows a page with a button: programs that look through mail follow
//! links, and must not confirm what nobody asked for.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use host::registration;
use host::social::account::Account;
use host::social::token::{EmailToken, Purpose};
use host::web::{self, Bucket, Form, Key, Visit, client_ip};
use host::{App, letter};
use serde::{Deserialize, Serialize};

use super::sign_up;
use crate::button::Button;

#[derive(Serialize)]
struct New<'a> {
    email: &'a str,
    mails: bool,
}

#[derive(Deserialize)]
pub(super) struct Again {
    email: String,
}

/// `GET /confirm`: the mail did not come.
pub(super) async fn new(visit: Visit, app: App) -> web::Result<HttpResponse> {
    visit.render("square/confirmation/new.html", &New { email: "", mails: registration::mails(&app) })
}

/// `POST /confirm`: sends it again, and says the same whether there is such an account.
pub(super) async fn create(req: HttpRequest, visit: Visit, app: App, form: Form<Again>) -> web::Result<HttpResponse> {
    app.web.limiter.check(Bucket::Mail, Key::address(client_ip(&req)))?;
    app.web.limiter.check(Bucket::Mail, Key::word(&form.email))?;
    let (club, email) = (app.clone(), form.into_inner().email);
    app.db
        .write(move |c| {
            let account = Account::find_by_email(c, email.trim())?;
            if let Some(account) = account.filter(|account| account.confirmed_at.is_none()) {
                let token = EmailToken::issue(c, account.id, Purpose::Confirm, &account.email)?;
                letter::confirm(&club, &account, &token).send(c, &club)?;
            }
            Ok::<_, web::Error>(())
        })
        .await?;
    Ok(visit.see_other("/sign-up/sent"))
}

#[derive(Serialize)]
struct Show {
    /// The account's name and address; none for a link that is not good, or no longer.
    account: Option<(String, String)>,
}

/// `GET /confirm/{token}`
pub(super) async fn show(visit: Visit, app: App, token: Path<String>) -> web::Result<HttpResponse> {
    let account = app.db.read(move |c| {
        let Some(token) = EmailToken::find(c, Purpose::Confirm, &token)? else { return Ok(None) };
        Account::find(c, token.account_id)
    });
    let account = account.await?.map(|account| (account.name, account.email));
    visit.render("square/confirmation/show.html", &Show { account })
}

/// `POST /confirm/{token}`
pub(super) async fn update(visit: Visit, app: App, token: Path<String>, _: Form<Button>) -> web::Result<HttpResponse> {
    let Some(account) = app.db.write(move |c| Account::confirm(c, &token)).await? else {
        return visit.render("square/confirmation/show.html", &Show { account: None });
    };
    sign_up::settle(&app, &account).await?;
    visit.notice(if account.may_log_in().is_ok() { "confirmed-welcome" } else { "confirmed-pending" });
    Ok(visit.see_other("/log-in"))
}
