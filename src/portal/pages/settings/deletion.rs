//! The end of an account: its actors become tombstones, and the servers that know them are told.

use actix_web::HttpResponse;
use host::App;
use host::membership;
use host::social::account::StandingError;
use host::web::{self, FieldErrors, Form, MemberVisit, session};
use serde::{Deserialize, Serialize};

use super::with_password;

#[derive(Serialize)]
struct New {}

#[derive(Deserialize)]
pub(super) struct DeletionForm {
    password: String,
    #[serde(default)]
    sure: bool,
}

/// `GET /settings/deletion`
pub(super) async fn new(visit: MemberVisit) -> web::Result<HttpResponse> {
    visit.render("square/settings/deletion.html", &New {})
}

/// `POST /settings/deletion`
pub(super) async fn create(visit: MemberVisit, app: App, form: Form<DeletionForm>) -> web::Result<HttpResponse> {
    if !form.sure {
        return again(&visit, "sure", "deletion-not-sure");
    }
    let Some(account) = with_password(&visit, &app, &form.password).await? else {
        return again(&visit, "password", "password-wrong");
    };
    let (club, me) = (app.clone(), account.id);
    match app.db.write(move |c| membership::delete(c, &club, account.clone(), Some(me))).await {
        Ok(()) => {}
        Err(StandingError::LastOwner) => return again(&visit, "", "deletion-last-owner"),
        Err(error) => return Err(web::Error::internal(error)),
    }
    visit.notice("deletion-done");
    let mut response = visit.see_other("/");
    response.add_cookie(&session::close(&app.web)).map_err(web::Error::internal)?;
    Ok(response)
}

fn again(visit: &MemberVisit, field: &str, message: &'static str) -> web::Result<HttpResponse> {
    visit.render_invalid("square/settings/deletion.html", &New {}, &FieldErrors::one(field, message))
}
