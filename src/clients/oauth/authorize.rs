//! The page on which a member lets a program act for them, or does not (RFC 6749 §4.1).

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use host::App;
use host::social::authorization::{Authorization, Consent};
use host::web::headers::page_policy;
use host::web::{self, Bucket, FieldErrors, Form, Key, Member, Visit, client_ip, form};
use serde::{Deserialize, Serialize};

use super::request::{Asked, Refusal, Request};
use crate::body::query_pairs;

#[derive(Serialize)]
struct New<'a> {
    request: &'a Request,
    /// Who asks, in its own words.
    name: &'a str,
    website: Option<&'a str>,
    /// As whom it would act.
    handle: String,
    /// What it would be allowed.
    scopes: Vec<&'a str>,
    /// Where the member is led; none where they are shown a code.
    place: Option<String>,
    /// The way back here as somebody else.
    other: String,
}

/// `GET /oauth/authorize`: asks the member, after log-in where need be. `force_login` asks for a log-in in any case.
pub(super) async fn new(req: HttpRequest, visit: Visit, app: App) -> web::Result<HttpResponse> {
    let request: Request = form::from_pairs(query_pairs(&req)).unwrap_or_default();
    let asked = match ask(&visit, &app, &request).await? {
        Ok(asked) => asked,
        Err(refusal) => return refuse(&visit, refusal),
    };
    let forced = query_pairs(&req).iter().any(|(name, value)| name == "force_login" && is_true(value));
    let Some(member) = visit.member.as_ref().filter(|_| !forced) else {
        return Ok(visit.see_other_url(&log_in(&req, &visit, forced)));
    };
    let page = New {
        request: &request,
        name: &asked.application.name,
        website: asked.application.website.as_deref(),
        handle: handle(&visit, member),
        scopes: asked.scopes.essence().collect(),
        place: asked.answer.place(),
        other: log_in(&req, &visit, true).into(),
    };
    let mut response = visit.render("oauth/authorize.html", &page)?;
    // Browsers hold the form to this policy after its redirect too, which leads to the program.
    let target = asked.answer.form_target();
    let policy = page_policy(&app.hosts, target.as_deref().as_slice());
    let policy = HeaderValue::from_str(&policy).map_err(web::Error::internal)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// What the member decided, and on what.
#[derive(Debug, Deserialize)]
pub(super) struct Decision {
    request: Request,
    decision: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Allow,
    Deny,
}

#[derive(Serialize)]
struct Code<'a> {
    name: &'a str,
    code: &'a str,
}

/// `POST /oauth/authorize`: the program gets a code, or is told that it may not.
pub(super) async fn create(
    req: HttpRequest,
    visit: Visit,
    app: App,
    form: Form<Decision>,
) -> web::Result<HttpResponse> {
    app.web.limiter.check(Bucket::Token, Key::address(client_ip(&req)))?;
    let Decision { request, decision } = form.into_inner();
    let account = visit.need_member()?.account;
    let asked = match ask(&visit, &app, &request).await? {
        Ok(asked) => asked,
        Err(refusal) => return refuse(&visit, refusal),
    };
    let Asked { application, scopes, answer, challenge } = asked;
    if decision == Verdict::Deny {
        return refuse(&visit, Refusal::Program(answer, "access_denied", "The member did not allow it."));
    }
    let (name, redirect_uri) = (application.name.clone(), answer.redirect_uri.clone());
    let issued = app.db.write(move |c| {
        let (redirect_uri, challenge) = (&*redirect_uri, challenge.as_deref());
        Authorization::issue(c, &application, Consent { account, scopes: &scopes, redirect_uri, challenge })
    });
    let code = issued.await?;
    let response = match answer.tell(&[("code", code.as_str())]) {
        Some(url) => visit.see_other_url(&url),
        None => visit.render("oauth/code.html", &Code { name: &name, code: code.as_str() })?,
    };
    Ok(unkept(response))
}

/// What a member is to be asked, if anything.
async fn ask(visit: &Visit, app: &App, request: &Request) -> web::Result<Result<Asked, Refusal>> {
    let stall = visit.site.stall().ok_or_else(|| web::Error::not_found("consent page"))?;
    let request = request.clone();
    Ok(app.db.read(move |c| request.read(c, stall)).await?)
}

#[derive(Serialize)]
struct Refused {
    /// The key of what is said.
    reason: &'static str,
}

/// Tells the program by way of the browser, or the member where the program cannot be told.
fn refuse(visit: &Visit, refusal: Refusal) -> web::Result<HttpResponse> {
    let page = |status, reason| visit.render_as(status, "oauth/refused.html", &Refused { reason }, &FieldErrors::new());
    match refusal {
        Refusal::Page(reason) => page(StatusCode::BAD_REQUEST, reason),
        Refusal::Program(answer, code, sentence) => {
            match answer.tell(&[("error", code), ("error_description", sentence)]) {
                Some(url) => Ok(unkept(visit.see_other_url(&url))),
                None if code == "access_denied" => page(StatusCode::OK, "oauth-denied"),
                None => page(StatusCode::BAD_REQUEST, "oauth-request-wrong"),
            }
        }
    }
}

/// What nobody between here and the reader may keep.
fn unkept(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The log-in page, which leads back here with what the program asked; `again` asks also whoever is logged in.
fn log_in(req: &HttpRequest, visit: &Visit, again: bool) -> url::Url {
    let kept = query_pairs(req).into_iter().filter(|(name, _)| name != "force_login");
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    let mut url = visit.log_in_url(&format!("/oauth/authorize?{query}"));
    if again {
        url.query_pairs_mut().append_pair("again", "true");
    }
    if let Some((name, language)) = query_pairs(req).into_iter().find(|(name, _)| name == "lang") {
        url.query_pairs_mut().append_pair(&name, &language);
    }
    url
}

fn is_true(value: &str) -> bool {
    !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false" | "f" | "no" | "off")
}

fn handle(visit: &Visit, member: &Member) -> String {
    format!("{}@{}", member.name, visit.site.origin.host())
}
