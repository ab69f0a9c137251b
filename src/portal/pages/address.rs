//! Confirming another e-mail address of an account, by the link that was mailed to it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::social::account::Account;
use host::social::token::{EmailToken, Purpose};
use host::web::{self, Form, Visit};
use host::{App, letter};
use serde::Serialize;

use crate::button::Button;

#[derive(Serialize)]
struct Show {
    /// The account's name and its address to be; none for a link that is not good, or no longer.
    account: Option<(String, String)>,
}

/// `GET /address/{token}`
pub(super) async fn show(visit: Visit, app: App, token: Path<String>) -> web::Result<HttpResponse> {
    let account = app.db.read(move |c| {
        let Some(token) = EmailToken::find(c, Purpose::ChangeEmail, &token)? else { return Ok(None) };
        let account = Account::find(c, token.account_id)?;
        Ok::<_, web::Error>(account.map(|account| (account.name, token.email)))
    });
    visit.render("square/address/show.html", &Show { account: account.await? })
}

/// `POST /address/{token}`: the old address is told.
pub(super) async fn update(visit: Visit, app: App, token: Path<String>, _: Form<Button>) -> web::Result<HttpResponse> {
    let club = app.clone();
    let changed = app.db.write(move |c| {
        let Some(known) = EmailToken::find(c, Purpose::ChangeEmail, &token)? else { return Ok(None) };
        let old = Account::find(c, known.account_id)?.map(|account| account.email).unwrap_or_default();
        let changed = Account::change_address(c, &token)?;
        if let Some(account) = &changed {
            letter::address_changed(account, &old).send(c, &club)?;
        }
        Ok::<_, web::Error>(changed)
    });
    if changed.await?.is_none() {
        return visit.render("square/address/show.html", &Show { account: None });
    }
    visit.notice("address-changed");
    Ok(visit.see_other(if visit.member.is_some() { "/settings/security" } else { "/log-in" }))
}
