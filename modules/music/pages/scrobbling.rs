//! Listens elsewhere: the service to which what the reader plays is passed on.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, delete, get, post};
use host::App;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

use super::player::Nothing;
use super::visit::me;
use crate::scrobbling::{LISTENBRAINZ, MAX_TOKEN, Problem, Scrobbling};
use crate::text;

/// Every address.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/scrobbling", get().to(show))
        .route("/scrobbling", post().to(begin))
        .route("/scrobbling", delete().to(end));
}

#[derive(Serialize)]
struct Elsewhere {
    service: Option<Service>,
    form: ServiceForm,
    token_most: usize,
}

/// Where the reader's listens go.
#[derive(Serialize)]
struct Service {
    url: String,
    /// None until it was asked.
    account: Option<String>,
    /// The word for why nothing goes there.
    problem: Option<&'static str>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct ServiceForm {
    url: String,
    /// It is never shown again.
    #[serde(skip_serializing)]
    token: String,
}

/// The page.
async fn show(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let form = ServiceForm { url: LISTENBRAINZ.to_owned(), ..ServiceForm::default() };
    render(&visit, &app, form, &FieldErrors::new()).await
}

async fn render(visit: &MemberVisit, app: &App, form: ServiceForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let me = me(visit)?;
    let service = app.db.read(move |c| Scrobbling::of(c, me)).await?;
    let service =
        service.map(|to| Service { url: to.url, account: to.account, problem: to.problem.map(Problem::as_str) });
    let context = Elsewhere { service, form, token_most: MAX_TOKEN };
    match errors.is_empty() {
        true => visit.render("music/scrobbling.html", &context),
        false => visit.render_invalid("music/scrobbling.html", &context, errors),
    }
}

/// From now on listens go there.
async fn begin(visit: MemberVisit, app: App, form: Form<ServiceForm>) -> web::Result<HttpResponse> {
    let (me, form) = (me(&visit)?, form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let (url, token) = (text::address(&form.url), form.token.trim().to_owned());
    let mut errors = FieldErrors::new();
    if url.is_none() {
        errors.add("url", "music-podcast-address");
    }
    if token.is_empty() || token.len() > MAX_TOKEN || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        errors.add("token", "music-scrobbling-no-token");
    }
    let Some(url) = url.filter(|_| errors.is_empty()) else { return render(&visit, &app, form, &errors).await };
    app.db.write(move |c| Scrobbling::begin(c, me, url.as_str(), &token)).await?;
    Ok(visit.see_other("/scrobbling"))
}

/// No more.
async fn end(visit: MemberVisit, app: App, _form: Form<Nothing>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    app.db.write(move |c| Scrobbling::end(c, me)).await?;
    visit.notice("music-scrobbling-ended");
    Ok(visit.see_other("/scrobbling"))
}
