//! The second factor: a code from the member's own device, asked for after the password.

use actix_web::HttpResponse;
use host::social::account::Account;
use host::social::recovery::RecoveryCode;
use host::social::secret::Secret;
use host::social::totp;
use host::web::{self, FieldErrors, Form, MemberVisit};
use host::{App, letter};
use serde::{Deserialize, Serialize};

use super::with_password;

#[derive(Serialize)]
struct New {
    /// Whether log-in asks for a code already.
    enabled: bool,
    key: String,
    /// The key in groups of four, to be copied by hand.
    spaced: String,
    /// The key as a picture for the device, a `data:` address.
    picture: String,
    url: String,
}

#[derive(Serialize)]
struct Codes {
    codes: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct EnableForm {
    key: String,
    code: String,
    password: String,
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    password: String,
}

/// `GET /settings/two-factor`
pub(super) async fn new(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, totp::new_key(), &FieldErrors::new()).await
}

/// `POST /settings/two-factor`: the code proves that the device has the key. The recovery codes are shown this once.
pub(super) async fn create(visit: MemberVisit, app: App, form: Form<EnableForm>) -> web::Result<HttpResponse> {
    let EnableForm { key, code, password } = form.into_inner();
    let Some(account) = with_password(&visit, &app, &password).await? else {
        return page(&visit, &app, key, &FieldErrors::one("password", "password-wrong")).await;
    };
    let (club, given) = (app.clone(), key.clone());
    let enabled = app.db.write(move |c| {
        let codes = account.enable_totp(c, &given, &code)?;
        if codes.is_some() {
            letter::second_factor(&club, &account, true).send(c, &club)?;
        }
        Ok::<_, web::Error>(codes)
    });
    match enabled.await? {
        Some(codes) => show(&visit, codes),
        None => page(&visit, &app, key, &FieldErrors::one("code", "two-factor-code-wrong")).await,
    }
}

/// `POST /settings/two-factor/codes`: new recovery codes in place of the old ones.
pub(super) async fn renew(visit: MemberVisit, app: App, form: Form<PasswordForm>) -> web::Result<HttpResponse> {
    let Some(account) = with_password(&visit, &app, &form.password).await?.filter(Account::has_totp) else {
        return page(&visit, &app, totp::new_key(), &FieldErrors::one("password", "password-wrong")).await;
    };
    show(&visit, app.db.write(move |c| RecoveryCode::renew(c, account.id)).await?)
}

/// `DELETE /settings/two-factor`
pub(super) async fn destroy(visit: MemberVisit, app: App, form: Form<PasswordForm>) -> web::Result<HttpResponse> {
    let Some(account) = with_password(&visit, &app, &form.password).await? else {
        return page(&visit, &app, totp::new_key(), &FieldErrors::one("password", "password-wrong")).await;
    };
    let club = app.clone();
    app.db
        .write(move |c| {
            account.disable_totp(c)?;
            letter::second_factor(&club, &account, false).send(c, &club)
        })
        .await?;
    visit.notice("two-factor-off");
    Ok(visit.see_other("/settings/security"))
}

fn show(visit: &MemberVisit, codes: Vec<Secret>) -> web::Result<HttpResponse> {
    visit.render("square/settings/recovery_codes.html", &Codes { codes: codes.into_iter().map(String::from).collect() })
}

async fn page(visit: &MemberVisit, app: &App, key: String, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let enabled = app.db.read(move |c| Account::get(c, me)).await?.has_totp();
    // A key that was not made by us comes from a form that was tampered with.
    let url = totp::url(&key, &visit.club.name, &visit.me.name).map_err(|_| web::Error::bad("error-bad-text"))?;
    let page = New { enabled, spaced: spaced(&key), picture: web::qr::picture(&url)?, key, url };
    match errors.is_empty() {
        true => visit.render("square/settings/two_factor.html", &page),
        false => visit.render_invalid("square/settings/two_factor.html", &page, errors),
    }
}

fn spaced(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
