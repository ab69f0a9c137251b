//! Another password: every other session ends.

use actix_web::HttpResponse;
use host::social::account::Account;
use host::social::password;
use host::web::{self, FieldErrors, Form, MemberVisit};
use host::{App, letter};
use serde::Deserialize;

use super::{security, with_password};
use crate::pages::sign_up::weak;

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    current: String,
    password: String,
}

/// `POST /settings/password`
pub(super) async fn update(visit: MemberVisit, app: App, form: Form<PasswordForm>) -> web::Result<HttpResponse> {
    let PasswordForm { current, password: typed } = form.into_inner();
    let Some(account) = with_password(&visit, &app, &current).await? else {
        return security::page(&visit, &app, "", &FieldErrors::one("current", "password-wrong")).await;
    };
    if let Err(weakness) = password::check(&typed, &account.name, &account.email) {
        return security::page(&visit, &app, "", &FieldErrors::one("password", weak(weakness))).await;
    }
    let hash = password::hash_off_thread(typed).await.map_err(web::Error::internal)?;
    let (club, session) = (app.clone(), visit.me.session.clone());
    app.db
        .write(move |c| {
            let account = Account::get(c, account.id)?;
            account.set_password(c, &hash, Some(&session))?;
            letter::password_changed(&club, &account).send(c, &club)
        })
        .await?;
    visit.notice("password-changed-others");
    Ok(visit.see_other("/settings/security"))
}
